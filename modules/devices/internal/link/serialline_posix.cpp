#include "internal/link/bytechannel.h"

#include <devices/faults.h>

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace zc::devices {

// Plain termios instead of QSerialPort: QSerialPort keeps what it read in a buffer that nobody can wipe, and after a
// hang-up it reports errors without end.
namespace {

speed_t speedFor(int baud)
{
    switch (baud) {
    case 9600: return B9600;
    case 19200: return B19200;
    case 38400: return B38400;
    case 57600: return B57600;
    default: return B115200;
    }
}

class SerialLine final : public ByteChannel {
public:
    explicit SerialLine(int descriptor) : m_descriptor(descriptor) {}
    ~SerialLine() override { close(); }

    qsizetype read(char *buffer, qsizetype size, int waitMs) override
    {
        if (!waitFor(POLLIN, waitMs))
            return m_descriptor < 0 ? -1 : 0;
        const ssize_t count = ::read(m_descriptor, buffer, size_t(size));
        if (count > 0)
            return count;
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        close();        // 0 is the end of a hung-up line
        return -1;
    }

    qsizetype writeSome(QByteArrayView bytes, int waitMs) override
    {
        if (!waitFor(POLLOUT, waitMs))
            return m_descriptor < 0 ? -1 : 0;
        const ssize_t count = ::write(m_descriptor, bytes.data(), size_t(bytes.size()));
        if (count > 0)
            return count;
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        close();
        return -1;
    }

    void discardInput() override
    {
        if (m_descriptor >= 0)
            ::tcflush(m_descriptor, TCIFLUSH);
    }

    bool isOpen() override
    {
        waitFor(0, 0);
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
        // A hang-up with bytes still to read is read first; without any it ends here.
        if (ready < 0 || ((entry.revents & (POLLERR | POLLHUP | POLLNVAL)) && !(entry.revents & POLLIN))) {
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

Result<std::unique_ptr<ByteChannel>> openSerialLine(const QString &path, int baud, DeviceClass cls)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        const FaultClass fault = errno == EACCES || errno == EPERM ? FaultClass::Denied
            : errno == EBUSY ? FaultClass::Busy : FaultClass::NoDevice;
        return toError({fault, {}, {}, true}, cls);
    }
    auto line = std::make_unique<SerialLine>(descriptor);
    termios mode{};
    if (::tcgetattr(descriptor, &mode) != 0)
        return toError({FaultClass::Transport, {}, QStringLiteral("not a terminal"), false}, cls);
    ::cfmakeraw(&mode);
    mode.c_cflag &= ~tcflag_t(CSTOPB | PARENB | CRTSCTS | CSIZE);
    mode.c_cflag |= CS8 | CREAD | CLOCAL;
    mode.c_cc[VMIN] = 0;
    mode.c_cc[VTIME] = 0;
    ::cfsetspeed(&mode, speedFor(baud));
    if (::tcsetattr(descriptor, TCSANOW, &mode) != 0)
        return toError({FaultClass::Transport, {}, QStringLiteral("mode refused"), false}, cls);
    // One program at a time. Pseudo-terminals and some adapters do not know these calls; that is no fault.
    ::ioctl(descriptor, TIOCEXCL);
    ::tcflush(descriptor, TCIOFLUSH);
    return std::unique_ptr<ByteChannel>(std::move(line));
}

} // namespace zc::devices
