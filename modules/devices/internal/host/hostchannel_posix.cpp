#include "hostchannel.h"

#include "internal/idcard/cardcontent.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = 256 * 1024;        // bytes of one read

bool addressOf(const QString &path, sockaddr_un *address)
{
    const QByteArray bytes = QFile::encodeName(path);
    std::memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (bytes.isEmpty() || std::size_t(bytes.size()) >= sizeof address->sun_path)
        return false;
    std::memcpy(address->sun_path, bytes.constData(), std::size_t(bytes.size()));
    return true;
}

bool waitFor(int descriptor, short events, int waitMs)
{
    QElapsedTimer passed;
    passed.start();
    for (;;) {
        pollfd entry{descriptor, events, 0};
        const int ready = ::poll(&entry, 1, int(qMax(qint64(0), waitMs - passed.elapsed())));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

} // namespace

struct HostChannel::Writing {
    std::mutex mutex;
    bool failed = false;
};

HostChannel::HostChannel(int descriptor) : m_descriptor(descriptor), m_writing(std::make_unique<Writing>())
{
    // Room for a page's next pieces, so that a scanner and the client need not take turns at every one. A system that grants less is slower only.
    const int bytes = 1 << 20;
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

HostChannel::~HostChannel()
{
    ::close(m_descriptor);
}

std::unique_ptr<HostChannel> HostChannel::connectTo(const QString &path)
{
    sockaddr_un address;
    if (!addressOf(path, &address))
        return nullptr;
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return nullptr;
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return nullptr;
    }
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return std::make_unique<HostChannel>(descriptor);
}

std::optional<WireValue> HostChannel::receive(int waitMs)
{
    QElapsedTimer passed;
    passed.start();
    for (;;) {
        if (std::optional<WireValue> message = m_splitter.next())
            return message;
        if (ended() || !waitFor(m_descriptor, POLLIN, int(qMax(qint64(0), waitMs - passed.elapsed()))))
            return std::nullopt;
        const ssize_t count = ::recv(m_descriptor, m_splitter.room(kPiece), std::size_t(kPiece), 0);
        if (count > 0)
            m_splitter.filled(count);
        else if (count == 0 || (errno != EAGAIN && errno != EINTR))
            m_ended = true;
    }
}

bool HostChannel::send(const WireValue &message)
{
    QByteArray frame = frameOf(message);
    const std::lock_guard lock(m_writing->mutex);
    QByteArrayView rest(frame);
    QElapsedTimer passed;
    passed.start();
    while (!rest.isEmpty() && !m_writing->failed) {
        if (!waitFor(m_descriptor, POLLOUT, int(qMax(qint64(0), kSendMs - passed.elapsed())))) {
            m_writing->failed = true;
            break;
        }
        const ssize_t count = ::send(m_descriptor, rest.data(), std::size_t(rest.size()), MSG_NOSIGNAL);
        if (count > 0)
            rest = rest.sliced(count);
        else if (errno != EAGAIN && errno != EINTR)
            m_writing->failed = true;           // half a frame may be out: nothing else may follow it
    }
    wipe(frame.data(), std::size_t(frame.size()));
    return !m_writing->failed;
}

Error HostChannel::why() const
{
    return m_splitter.why();
}

Result<std::unique_ptr<HostListener>> HostListener::make()
{
    const auto refuse = [](const char *what) { return Error{ErrorKind::Internal, u"DEV-HOST-START"_s, QString::fromLatin1(what)}; };
    QTemporaryDir folder(QDir::tempPath() + u'/' + kFolderPrefix);      // made with 0700
    if (!folder.isValid())
        return refuse("no private folder");
    const QString path = folder.filePath(u"s"_s);
    sockaddr_un address;
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool bound = descriptor >= 0 && addressOf(path, &address)
        && ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::chmod(address.sun_path, S_IRUSR | S_IWUSR) == 0 && ::listen(descriptor, 4) == 0;
    if (!bound) {
        if (descriptor >= 0)
            ::close(descriptor);
        return refuse("no local socket");
    }
    folder.setAutoRemove(false);                // the listener's from here on
    return std::unique_ptr<HostListener>(new HostListener(descriptor, folder.path(), path));
}

HostListener::HostListener(int descriptor, QString folder, QString path)
    : m_descriptor(descriptor), m_folder(std::move(folder)), m_path(std::move(path))
{
}

HostListener::~HostListener()
{
    ::close(m_descriptor);
    QDir(m_folder).removeRecursively();
}

std::unique_ptr<HostChannel> HostListener::accept(int waitMs)
{
    if (!waitFor(m_descriptor, POLLIN, waitMs))
        return nullptr;
    const int descriptor = ::accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    return descriptor < 0 ? nullptr : std::make_unique<HostChannel>(descriptor);
}

} // namespace zc::devices::host
