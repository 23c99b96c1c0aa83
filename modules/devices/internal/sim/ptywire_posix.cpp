#include "peerwire.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

namespace zc::devices::sim {

PeerWire::~PeerWire() = default;

namespace {

class PtyWire final : public PeerWire {
public:
    explicit PtyWire(QString linkPath) : m_linkPath(std::move(linkPath)) {}
    ~PtyWire() override
    {
        PtyWire::close();
        for (int descriptor : m_wakePipe)
            if (descriptor >= 0)
                ::close(descriptor);
    }

    bool prepare() { return ::pipe2(m_wakePipe, O_CLOEXEC | O_NONBLOCK) == 0 && open(); }

    bool open() override
    {
        termios mode{};
        ::cfmakeraw(&mode);
        mode.c_cflag |= CS8 | CREAD | CLOCAL;
        std::array<char, 128> name{};
        int master = -1;
        if (::openpty(&master, &m_slave, name.data(), &mode, nullptr) != 0)
            return false;
        ::fcntl(master, F_SETFL, O_NONBLOCK);
        ::fcntl(master, F_SETFD, FD_CLOEXEC);
        ::fcntl(m_slave, F_SETFD, FD_CLOEXEC);
        m_master = master;
        QString path = QString::fromLatin1(name.data());
        if (!m_linkPath.isEmpty()) {
            const QByteArray link = QFile::encodeName(m_linkPath);
            ::unlink(link.constData());
            if (::symlink(name.data(), link.constData()) != 0)
                return false;
            path = m_linkPath;
        }
        const std::lock_guard lock(m_mutex);
        m_path = path;
        return true;
    }

    void close() override
    {
        if (m_master >= 0 && !m_linkPath.isEmpty())
            ::unlink(QFile::encodeName(m_linkPath).constData());
        if (m_master >= 0)
            ::close(m_master);
        if (m_slave >= 0)
            ::close(m_slave);
        m_master = m_slave = -1;
    }

    bool isOpen() const override { return m_master >= 0; }

    QString path() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_path;
    }

    void wait(int ms) override
    {
        pollfd entries[2] = {{m_wakePipe[0], POLLIN, 0}, {m_master, POLLIN, 0}};
        ::poll(entries, m_master < 0 ? 1 : 2, ms);
        std::array<char, 64> bytes;
        if (entries[0].revents & POLLIN)
            (void)!::read(m_wakePipe[0], bytes.data(), bytes.size());
    }

    void wake() override
    {
        const char byte = 0;
        (void)!::write(m_wakePipe[1], &byte, 1);
    }

    qsizetype read(char *buffer, qsizetype size) override
    {
        const ssize_t count = m_master < 0 ? 0 : ::read(m_master, buffer, size_t(size));
        return qMax<ssize_t>(0, count);
    }

    qsizetype write(QByteArrayView bytes) override
    {
        if (m_master < 0)
            return -1;
        const ssize_t count = ::write(m_master, bytes.data(), size_t(bytes.size()));
        return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? 0 : -1;
    }

private:
    const QString m_linkPath;
    mutable std::mutex m_mutex;
    QString m_path;
    int m_wakePipe[2] = {-1, -1};
    int m_master = -1;
    int m_slave = -1;               // kept open, so that a driver that closes does not look like a hang-up to the peer
};

} // namespace

std::unique_ptr<PeerWire> makePtyWire(const QString &linkPath)
{
    auto wire = std::make_unique<PtyWire>(linkPath);
    if (!wire->prepare())
        return nullptr;
    return wire;
}

} // namespace zc::devices::sim
