#include "hostlookup.h"

#include <QElapsedTimer>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <netdb.h>
#include <sys/socket.h>
#include <thread>

namespace zc::devices {

namespace {

constexpr int kLookupSliceMs = 10;
constexpr qint64 kLookupGoodMs = 60'000;

QStringList addressesOf(const QString &host, int flags)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo *found = nullptr;
    QStringList addresses;
    if (::getaddrinfo(host.toLatin1().constData(), nullptr, &hints, &found) != 0)
        return addresses;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
    for (const addrinfo *address = found; address; address = address->ai_next) {
        char figures[NI_MAXHOST];
        if (::getnameinfo(address->ai_addr, address->ai_addrlen, figures, sizeof figures, nullptr, 0, NI_NUMERICHOST) == 0)
            addresses << QString::fromLatin1(figures);
    }
    addresses.removeDuplicates();
    return addresses;
}

} // namespace

struct HostLookup::Question {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<QStringList> answer;
    QElapsedTimer sinceAnswer;
};

QStringList HostLookup::ofSystem(const QString &host) { return addressesOf(host, AI_ADDRCONFIG); }

HostLookup::HostLookup(const QString &host, Resolver resolver)
    : m_host(host), m_figures(addressesOf(host, AI_NUMERICHOST)), m_resolver(std::move(resolver))
{
}

std::optional<QStringList> HostLookup::find(int waitMs, const std::function<bool()> &stop)
{
    if (inFigures())
        return m_figures;
    const auto isOld = [](Question &question) {
        const std::lock_guard lock(question.mutex);
        return question.answer && question.sinceAnswer.elapsed() > kLookupGoodMs;
    };
    if (!m_question || isOld(*m_question)) {
        m_question = std::make_shared<Question>();
        std::thread([question = m_question, host = m_host, resolver = m_resolver] {
            const QStringList answer = resolver(host);
            const std::lock_guard lock(question->mutex);
            question->answer = answer;
            question->sinceAnswer.start();
            question->changed.notify_all();
        }).detach();
    }
    QElapsedTimer waited;
    waited.start();
    const std::shared_ptr<Question> question = m_question;
    std::unique_lock lock(question->mutex);
    while (!question->answer) {
        if (waited.elapsed() >= waitMs || stop())
            return std::nullopt;
        question->changed.wait_for(lock, std::chrono::milliseconds(qBound(qint64(1), waitMs - waited.elapsed(), qint64(kLookupSliceMs))));
    }
    m_question.reset();
    return question->answer;
}

} // namespace zc::devices
