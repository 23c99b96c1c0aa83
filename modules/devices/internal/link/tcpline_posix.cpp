#include "internal/link/bytechannel.h"

#include <QElapsedTimer>

#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zc::devices {

namespace {

constexpr int kConnectSliceMs = 20;

class TcpLine final : public ByteChannel {
public:
    explicit TcpLine(int descriptor) : m_descriptor(descriptor) {}
    ~TcpLine() override { close(); }

    qsizetype read(char *buffer, qsizetype size, int waitMs) override
    {
        if (!waitFor(POLLIN, waitMs))
            return m_descriptor < 0 ? -1 : 0;
        const ssize_t count = ::recv(m_descriptor, buffer, size_t(size), MSG_DONTWAIT);
        if (count > 0)
            return count;
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        close();
        return -1;
    }

    qsizetype writeSome(QByteArrayView bytes, int waitMs) override
    {
        if (!waitFor(POLLOUT, waitMs))
            return m_descriptor < 0 ? -1 : 0;
        const ssize_t count = ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count > 0)
            return count;
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        close();
        return -1;
    }

    void discardInput() override
    {
        char buffer[256];
        while (m_descriptor >= 0 && ::recv(m_descriptor, buffer, sizeof buffer, MSG_DONTWAIT) > 0) {
        }
    }

    bool isOpen() override
    {
        if (m_descriptor < 0)
            return false;
        // An orderly end shows as readable with nothing to read.
        char byte = 0;
        const ssize_t count = ::recv(m_descriptor, &byte, 1, MSG_DONTWAIT | MSG_PEEK);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            close();
        return m_descriptor >= 0;
    }

private:
    bool waitFor(short events, int waitMs)
    {
        if (m_descriptor < 0)
            return false;
        pollfd entry{m_descriptor, events, 0};
        const int ready = ::poll(&entry, 1, waitMs);
        if (ready < 0 && errno == EINTR)
            return false;
        if (ready < 0 || ((entry.revents & (POLLERR | POLLNVAL)) && !(entry.revents & POLLIN))) {
            close();
            return false;
        }
        return ready > 0 && (entry.revents & events);
    }
    void close()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        m_descriptor = -1;
    }

    int m_descriptor;
};

} // namespace

Result<std::unique_ptr<ByteChannel>> openTcpLine(const QString &host, quint16 port, DeviceClass cls, const std::function<bool()> &stop, int waitMs)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    if (::getaddrinfo(host.toLatin1().constData(), QByteArray::number(port).constData(), &hints, &found) != 0)
        return toError({FaultClass::NoDevice, {}, host, true}, cls);
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, ::freeaddrinfo);
    QElapsedTimer clock;
    clock.start();
    FaultClass fault = FaultClass::NoDevice;
    for (const addrinfo *address = found; address && !stop(); address = address->ai_next) {
        const int descriptor = ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (descriptor < 0)
            continue;
        int problem = ::connect(descriptor, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
        while (problem == EINPROGRESS && clock.elapsed() < waitMs && !stop()) {
            pollfd entry{descriptor, POLLOUT, 0};
            if (::poll(&entry, 1, kConnectSliceMs) > 0) {
                socklen_t size = sizeof problem;
                ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size);
            }
        }
        if (problem == 0) {
            const int on = 1;
            ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            ::setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
            return std::unique_ptr<ByteChannel>(std::make_unique<TcpLine>(descriptor));
        }
        ::close(descriptor);
        if (problem == EACCES || problem == EPERM)
            fault = FaultClass::Denied;
    }
    return toError({fault, {}, {}, true}, cls);
}

} // namespace zc::devices
