#include "internal/link/descriptorline.h"

#include <devices/faults.h>

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>

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

class SerialLine final : public DescriptorLine {
public:
    using DescriptorLine::DescriptorLine;
    void discardInput() override
    {
        if (descriptor() >= 0)
            ::tcflush(descriptor(), TCIFLUSH);
    }
    bool isOpen() override
    {
        waitFor(0, 0);
        return descriptor() >= 0;
    }
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
