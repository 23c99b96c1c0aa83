#include "courier.h"

#include <QElapsedTimer>
#include <QUrl>

#include <chrono>

namespace zc::devices {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr int kCourierSliceMs = 10;

bool isOver(JobContext *job)
{
    return job && (job->stopRequested() || job->remainingMs() <= 0);
}

} // namespace

Courier::Courier(net::OriginPolicy origin, std::shared_ptr<HostLookup> host)
    : m_client(std::move(origin)), m_host(std::move(host)), m_thread([this] { work(); }) {}

std::shared_ptr<HostLookup> Courier::lookupFor(const net::OriginPolicy &origin)
{
    return std::make_shared<HostLookup>(QUrl::fromEncoded(origin.origin()).host(QUrl::FullyEncoded));
}

Courier::~Courier()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_cancel.raise();
        m_changed.notify_all();
    }
    m_thread.join();
}

Result<net::Response> Courier::ask(net::Request request, JobContext *job)
{
    if (job)
        request.totalTimeoutMs = qMax(1, qMin(request.totalTimeoutMs, job->remainingMs()));
    request.connectTimeoutMs = qMin(request.connectTimeoutMs, request.totalTimeoutMs);
    if (const Result<void> located = locate(request, job); !located.ok())
        return located.error();
    Result<net::Response> answer = exchange(std::move(request), job);
    if (!answer.ok() && answer.error().kind != ErrorKind::Cancelled)
        m_addresses.clear();            // it may have moved
    return answer;
}

// Takes from the request's time what asking took.
Result<void> Courier::locate(net::Request &request, JobContext *job)
{
    if (m_host->inFigures())
        return {};
    if (m_addresses.isEmpty()) {
        QElapsedTimer passed;
        passed.start();
        const auto found = m_host->find(request.connectTimeoutMs, [job] { return isOver(job); });
        if (!found && job && job->stopRequested())
            return Error{ErrorKind::Cancelled, u"NET-CANCELLED"_s, {}};
        if (!found)
            return Error{ErrorKind::Timeout, u"NET-TIMEOUT"_s, u"host name"_s};
        if (found->isEmpty())
            return Error{ErrorKind::Offline, u"NET-OFFLINE"_s, u"no such host"_s};
        m_addresses = *found;
        request.totalTimeoutMs = qMax(1, request.totalTimeoutMs - int(passed.elapsed()));
        request.connectTimeoutMs = qMax(1, request.connectTimeoutMs - int(passed.elapsed()));
    }
    request.addresses = m_addresses;
    return {};
}

Result<net::Response> Courier::exchange(net::Request request, JobContext *job)
{
    std::unique_lock lock(m_mutex);
    m_cancel = {};
    m_answer.reset();
    m_request = std::move(request);
    m_changed.notify_all();
    while (!m_changed.wait_for(lock, milliseconds(kCourierSliceMs), [this] { return m_answer.has_value(); })) {
        lock.unlock();
        if (isOver(job))
            m_cancel.raise();
        lock.lock();
    }
    return std::move(*m_answer);
}

void Courier::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || m_request.has_value(); });
        if (m_stopping)
            return;
        const net::Request request = std::move(*m_request);
        m_request.reset();
        const net::Cancel cancel = m_cancel;
        lock.unlock();
        Result<net::Response> answer = m_client.execute(request, cancel);
        lock.lock();
        m_answer.emplace(std::move(answer));
        m_changed.notify_all();
    }
}

} // namespace zc::devices
