#include "scriptedserver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <limits>
#include <utility>

namespace zc::rigs {
namespace {

// So that a test that went wrong ends instead of hanging.
constexpr int kGiveUpMs = 10'000;

bool pollIn(int fd, int timeoutMs)
{
    pollfd p{fd, POLLIN, 0};
    return ::poll(&p, 1, timeoutMs) > 0;
}

} // namespace

bool Peer::readable(int timeoutMs) const
{
    for (int waited = 0; waited < timeoutMs && !m_stop; waited += 10) {
        if (pollIn(m_fd, 10))
            return true;
    }
    return false;
}

QByteArray Peer::readRequest() { return readMessage(false, false); }
QByteArray Peer::readAnswer(bool headOnly) { return readMessage(true, headOnly); }

QByteArray Peer::readMessage(bool untilClose, bool headOnly)
{
    char chunk[65536];
    qsizetype wanted = -1;
    while (m_fd >= 0) {
        const qsizetype head = m_buffer.indexOf("\r\n\r\n");
        if (head >= 0 && wanted < 0) {
            wanted = head + 4;
            const QByteArray lower = m_buffer.left(head).toLower();
            const qsizetype at = lower.indexOf("\r\ncontent-length:");
            if (at >= 0 && !headOnly)
                wanted += lower.mid(at + 17).split('\r').first().trimmed().toLongLong();
            else if (untilClose && !headOnly && !lower.startsWith("http/1.1 204"))
                wanted = std::numeric_limits<qsizetype>::max();
            if (lower.contains("expect: 100-continue"))
                send("HTTP/1.1 100 Continue\r\n\r\n");
        }
        if (wanted >= 0 && m_buffer.size() >= wanted) {
            const QByteArray message = m_buffer.left(wanted);
            m_buffer.remove(0, wanted);
            return message;
        }
        if (!readable(kGiveUpMs))
            return {};
        const ssize_t got = ::recv(m_fd, chunk, sizeof chunk, 0);
        if (got <= 0)
            return untilClose ? std::exchange(m_buffer, {}) : QByteArray();
        m_buffer.append(chunk, got);
    }
    return {};
}

std::optional<QByteArray> Peer::readSome(int timeoutMs)
{
    if (!m_buffer.isEmpty())
        return std::exchange(m_buffer, {});
    if (m_fd < 0)
        return std::nullopt;
    if (!pollIn(m_fd, timeoutMs))
        return QByteArray();
    char chunk[65536];
    const ssize_t got = ::recv(m_fd, chunk, sizeof chunk, 0);
    return got > 0 ? std::optional(QByteArray(chunk, got)) : std::nullopt;
}

void Peer::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (m_fd >= 0 && sent < bytes.size()) {
        const ssize_t n = ::send(m_fd, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (n <= 0)
            return;
        sent += n;
    }
}

void Peer::close()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

void Peer::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}

bool Peer::waitForClose(int timeoutMs)
{
    char byte;
    while (readable(timeoutMs)) {
        if (::recv(m_fd, &byte, 1, 0) <= 0)
            return true;
    }
    return false;
}

QByteArray Peer::answer(int status, const QByteArray &body, const QByteArray &extraHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + extraHeaders + "\r\n" + body;
}

ScriptedServer::ScriptedServer(Script script) : m_script(std::move(script))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 16) != 0)
        qFatal("scripted server cannot listen");
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

ScriptedServer::~ScriptedServer()
{
    m_stop = true;
    m_thread.join();
    for (std::thread &worker : m_workers)
        worker.join();
    ::close(m_listener);
}

void ScriptedServer::run()
{
    while (!m_stop) {
        if (!pollIn(m_listener, 20))
            continue;
        const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        m_workers.emplace_back([this, fd, number = m_connections++] {
            Peer peer(fd, m_stop);
            m_script(peer, number);
        });
    }
}

void ScriptedServer::note(const QByteArray &request)
{
    const std::lock_guard lock(m_mutex);
    m_requests.append(request);
}

QList<QByteArray> ScriptedServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

} // namespace zc::rigs
