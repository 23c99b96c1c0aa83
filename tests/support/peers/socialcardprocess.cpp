// A social-security card behind the virtual reader of vpcd, and the PC/SC service beside it: runs in a network and a mount
// namespace of its own, so that no service of the machine is met. One JSON line on the input, one on the output:
// {"card":{"seed":7}|null} {"exchange":{"seed":8}} (the same plastic, another chip) {"fault":{…}} {"set":{"msPerCommand":20}}
// {"service":"stop"|"start"} {"reset":{}} {"reads":{}}. The end of the input ends both.
#include "internal/sim/controlline.h"
#include "internal/sim/socialcardchip.h"

#include <QByteArray>
#include <QJsonDocument>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

constexpr quint16 kReaderPort = 35963;
constexpr int kGoneMs = 600;
constexpr int kStartSliceMs = 20, kStartSlices = 500;
const char kSocket[] = "/run/pcscd/pcscd.comm";

void nap(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

class CardProcess {
public:
    ~CardProcess()
    {
        takeOut();
        stopService();
    }

    bool startService()
    {
        ::unlink(kSocket);
        m_service = ::fork();
        if (m_service == 0) {
            const int nothing = ::open("/dev/null", O_RDWR);
            for (const int descriptor : {0, 1, 2})
                ::dup2(nothing, descriptor);
            ::execlp("pcscd", "pcscd", "-f", nullptr);
            ::_exit(127);
        }
        for (int i = 0; i < kStartSlices; ++i) {
            if (::access(kSocket, F_OK) == 0 && readerListens())
                return !m_card || insert();
            nap(kStartSliceMs);
        }
        return false;
    }

    Result<void> obey(const QByteArray &line)
    {
        const auto said = sim::ControlLine::from(line);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"card" && value.isNull()) {
            takeOut();
            m_card.reset();
        } else if (verb == u"card" || verb == u"exchange") {
            const auto card = sim::socialCardFrom(details);
            if (!card)
                return card.error();
            m_card = *card;
            m_chip.emplace(*m_card);
            if (verb == u"card") {
                takeOut();
                if (!insert())
                    return sim::controlRefused(u"reader"_s);
            }
        } else if (verb == u"fault") {
            const auto fault = sim::chipFault(details);
            if (!fault)
                return fault.error();
            m_faults << *fault;
        } else if (verb == u"set") {
            m_msPerCommand = details[u"msPerCommand"_s].toInt();
        } else if (verb == u"service") {
            stopService();
            if (value == u"start"_s && !startService())
                return sim::controlRefused(verb);
        } else if (verb == u"reset") {
            m_faults.clear();
            m_msPerCommand = 0;
        } else if (verb != u"reads") {
            return sim::controlRefused(verb);
        }
        return {};
    }

    int run()
    {
        QByteArray input;
        for (;;) {
            pollfd both[2] = {{0, POLLIN, 0}, {m_reader, POLLIN, 0}};
            if (::poll(both, 2, -1) < 0 && errno != EINTR)
                return 1;
            if (m_reader >= 0 && both[1].revents && !serve())
                takeOut();
            if (!both[0].revents)
                continue;
            char buffer[4096];
            const ssize_t count = ::read(0, buffer, sizeof buffer);
            if (count <= 0)
                return 0;
            input.append(buffer, count);
            for (qsizetype end = input.indexOf('\n'); end >= 0; end = input.indexOf('\n')) {
                const auto done = obey(input.left(end));
                input.remove(0, end + 1);
                answer(done ? QJsonObject{{u"ok"_s, true}, {u"reads"_s, m_reads}} : QJsonObject{{u"error"_s, done.error().code + u' ' + done.error().detail}});
            }
        }
    }

    static void answer(const QJsonObject &object)
    {
        std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }

private:
    static int connected()
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(kReaderPort);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
            return descriptor;
        ::close(descriptor);
        return -1;
    }
    static bool readerListens()
    {
        const int descriptor = connected();
        if (descriptor >= 0)
            ::close(descriptor);
        return descriptor >= 0;
    }
    // A card that comes back at once was never gone to the service, which looks a few times a second.
    bool insert()
    {
        const auto back = m_out + std::chrono::milliseconds(kGoneMs);
        std::this_thread::sleep_until(back);
        m_chip.emplace(*m_card);
        for (int i = 0; i < kStartSlices && m_reader < 0; ++i) {
            m_reader = connected();
            if (m_reader < 0)
                nap(kStartSliceMs);
        }
        return m_reader >= 0;
    }
    void takeOut()
    {
        if (m_reader >= 0) {
            ::close(m_reader);
            m_out = std::chrono::steady_clock::now();
        }
        m_reader = -1;
    }
    void stopService()
    {
        takeOut();
        if (m_service > 0) {
            ::kill(m_service, SIGKILL);
            ::waitpid(m_service, nullptr, 0);
        }
        m_service = 0;
    }

    bool readAll(char *into, size_t size) const
    {
        const int on = 1;           // the reader sends length and command apart: without it each waits 40 ms for an acknowledgement
        for (size_t got = 0; got < size;) {
            ::setsockopt(m_reader, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
            const ssize_t count = ::recv(m_reader, into + got, size - got, 0);
            if (count <= 0)
                return false;
            got += size_t(count);
        }
        return true;
    }
    bool say(const QByteArray &bytes) const
    {
        const QByteArray framed = QByteArray(1, char(bytes.size() >> 8)) + char(bytes.size() & 0xFF) + bytes;
        return ::send(m_reader, framed.constData(), size_t(framed.size()), MSG_NOSIGNAL) == framed.size();
    }
    bool serve()
    {
        unsigned char head[2];
        if (!readAll(reinterpret_cast<char *>(head), 2))
            return false;
        QByteArray message(head[0] * 256 + head[1], '\0');
        if (!readAll(message.data(), size_t(message.size())))
            return false;
        if (message.size() == 1) {          // 0 off, 1 on, 2 reset, 4 ATR
            if (message[0] == 4)
                return say(sim::SocialCardChip::atr());
            m_chip.emplace(*m_card);
            return true;
        }
        if (message.startsWith(QByteArray::fromHex("00A40400")))
            ++m_reads;
        nap(m_msPerCommand);
        if (message.startsWith(QByteArray::fromHex("00B209"))
            && sim::takePlanned(m_faults, [](const sim::ChipFault &fault) { return fault.kind == u"removed"; }))
            return false;
        const auto answered = m_chip->answer(message, m_faults);
        return answered && say(*answered);
    }

    pid_t m_service = 0;
    int m_reader = -1;
    std::chrono::steady_clock::time_point m_out;
    std::optional<SimulatedSocialCard> m_card;
    std::optional<sim::SocialCardChip> m_chip;
    QList<sim::ChipFault> m_faults;
    int m_msPerCommand = 0, m_reads = 0;
};

} // namespace

int main()
{
    CardProcess process;
    if (!process.startService())
        return 1;
    CardProcess::answer({{u"ready"_s, true}});
    return process.run();
}
