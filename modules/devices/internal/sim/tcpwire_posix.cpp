#include "peerwire.h"

#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zc::devices::sim {

namespace {

// One client at a time on a loopback port that stays the same through hang-ups.
class TcpWire final : public PeerWire {
public:
    ~TcpWire() override
    {
        TcpWire::close();
        for (int descriptor : m_wakePipe)
            if (descriptor >= 0)
                ::close(descriptor);
    }

    bool prepare() { return ::pipe2(m_wakePipe, O_CLOEXEC | O_NONBLOCK) == 0 && open(); }

    bool open() override
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int on = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(m_port);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listener, 1) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            return false;
        const std::lock_guard lock(m_mutex);
        m_port = ntohs(address.sin_port);
        return true;
    }

    void close() override
    {
        hangUp();
        if (m_listener >= 0)
            ::close(m_listener);
        m_listener = -1;
    }

    bool isOpen() const override { return m_listener >= 0; }
    QString path() const override
    {
        const std::lock_guard lock(m_mutex);
        return QString::number(m_port);
    }

    void wait(int ms) override
    {
        const bool listens = m_listener >= 0 && m_client < 0;
        pollfd entries[2] = {{m_wakePipe[0], POLLIN, 0}, {listens ? m_listener : m_client, POLLIN, 0}};
        ::poll(entries, entries[1].fd < 0 ? 1 : 2, ms);
        char bytes[64];
        if (entries[0].revents & POLLIN)
            (void)!::read(m_wakePipe[0], bytes, sizeof bytes);
        if (listens && (entries[1].revents & POLLIN))
            m_client = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    }
    void wake() override
    {
        const char byte = 0;
        (void)!::write(m_wakePipe[1], &byte, 1);
    }
    qsizetype read(char *buffer, qsizetype size) override
    {
        const ssize_t count = m_client < 0 ? -1 : ::recv(m_client, buffer, size_t(size), MSG_DONTWAIT);
        if (m_client >= 0 && (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)))
            hangUp();
        return qMax<ssize_t>(0, count);
    }
    qsizetype write(QByteArrayView bytes) override
    {
        if (m_client < 0)
            return m_listener < 0 ? -1 : bytes.size();
        const ssize_t count = ::send(m_client, bytes.data(), size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? 0 : -1;
    }

private:
    void hangUp()
    {
        if (m_client < 0)
            return;
        const linger hard{1, 0};        // what is on its way is lost, as with a cable
        ::setsockopt(m_client, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        ::close(m_client);
        m_client = -1;
    }

    mutable std::mutex m_mutex;
    int m_wakePipe[2] = {-1, -1};
    int m_listener = -1;
    int m_client = -1;
    quint16 m_port = 0;
};

} // namespace

std::unique_ptr<PeerWire> makeTcpWire()
{
    auto wire = std::make_unique<TcpWire>();
    if (!wire->prepare())
        return nullptr;
    return wire;
}

} // namespace zc::devices::sim
