#include "internal/link/descriptorline.h"
#include "internal/link/hostlookup.h"

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

class TcpLine final : public DescriptorLine {
public:
    using DescriptorLine::DescriptorLine;
    void discardInput() override
    {
        char buffer[256];
        while (descriptor() >= 0 && ::recv(descriptor(), buffer, sizeof buffer, MSG_DONTWAIT) > 0) {
        }
    }
    bool isOpen() override
    {
        if (descriptor() < 0)
            return false;
        // An orderly end shows as readable with nothing to read.
        char byte = 0;
        const ssize_t count = ::recv(descriptor(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            close();
        return descriptor() >= 0;
    }

private:
    // A peer that is gone must not end the program by a signal.
    qsizetype put(QByteArrayView bytes) override { return ::send(descriptor(), bytes.data(), size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL); }
};

} // namespace

Result<std::unique_ptr<ByteChannel>> openTcpLine(HostLookup &host, quint16 port, DeviceClass cls, const std::function<bool()> &stop, int waitMs)
{
    QElapsedTimer clock;
    clock.start();
    const auto addresses = host.find(waitMs, stop);
    if (!addresses || addresses->isEmpty())
        return toError({FaultClass::NoDevice, {}, host.host(), true}, cls);
    FaultClass fault = FaultClass::NoDevice;
    for (const QString &figures : *addresses) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
        addrinfo *address = nullptr;
        if (stop() || ::getaddrinfo(figures.toLatin1().constData(), QByteArray::number(port).constData(), &hints, &address) != 0)
            continue;
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(address, ::freeaddrinfo);
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
