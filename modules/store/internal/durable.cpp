#include "internal/durable.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <cerrno>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {
constexpr QFileDevice::Permissions kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
}

Error ioError(const QString &step, const QString &path)
{
    const int number = errno;
    const QString detail = u"%1 %2: errno %3"_s.arg(step, QFileInfo(path).fileName()).arg(number);
    if (number == ENOSPC || number == EDQUOT)
        return {ErrorKind::Denied, u"STO-DISK-FULL"_s, detail};
    return {ErrorKind::Internal, u"STO-IO"_s, detail};
}

Result<void> makePrivateFolder(const QString &path)
{
    errno = 0;
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, kOwnerOnly | QFileDevice::ExeOwner))
        return ioError(u"mkdir"_s, path);
    return {};
}

#ifdef Q_OS_UNIX
static Result<void> syncPath(const QString &path, int flags)
{
    const int fd = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (fd < 0)
        return ioError(u"open"_s, path);
    const bool synced = ::fsync(fd) == 0;
    const Error error = synced ? Error{} : ioError(u"fsync"_s, path);
    ::close(fd);
    return synced ? Result<void>() : Result<void>(error);
}

Result<void> syncFile(const QString &path)
{
    return syncPath(path, O_RDONLY);
}

Result<void> syncFolder(const QString &path)
{
    return syncPath(path, O_RDONLY | O_DIRECTORY);
}
#else
// Windows writes metadata through its own journal; a folder cannot be flushed there.
Result<void> syncFile(const QString &)
{
    return {};
}

Result<void> syncFolder(const QString &)
{
    return {};
}
#endif

Result<void> renameOver(const QString &from, const QString &to)
{
    errno = 0;
#ifdef Q_OS_UNIX
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return ioError(u"rename"_s, to);
#else
    if (QFile::exists(to) && !QFile::remove(to))
        return ioError(u"replace"_s, to);
    if (!QFile::rename(from, to))
        return ioError(u"rename"_s, to);
#endif
    return {};
}

Result<void> writeDurably(const QString &path, const QByteArray &bytes)
{
    const QString temporary = path + u".tmp"_s;
    errno = 0;
    {
        QFile file(temporary);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || !file.setPermissions(kOwnerOnly)
            || file.write(bytes) != bytes.size() || !file.flush()) {
            const Error error = ioError(u"write"_s, path);
            file.remove();
            return error;
        }
    }
    if (const auto synced = syncFile(temporary); !synced.ok())
        return synced;
    if (const auto renamed = renameOver(temporary, path); !renamed.ok())
        return renamed;
    return syncFolder(QFileInfo(path).absolutePath());
}

Result<QByteArray> readWhole(const QString &path, qint64 limit)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly))
        return ioError(u"open"_s, path);
    if (file.size() > limit)
        return Error{ErrorKind::Corrupt, u"STO-IO"_s, u"%1 is too large"_s.arg(QFileInfo(path).fileName())};
    return file.readAll();
}

Result<void> copyDurably(const QString &from, const QString &to)
{
    const QString temporary = to + u".tmp"_s;
    QFile::remove(temporary);
    errno = 0;
    if (!QFile::copy(from, temporary) || !QFile::setPermissions(temporary, kOwnerOnly))
        return ioError(u"copy"_s, to);
    if (const auto synced = syncFile(temporary); !synced.ok())
        return synced;
    if (const auto renamed = renameOver(temporary, to); !renamed.ok())
        return renamed;
    return syncFolder(QFileInfo(to).absolutePath());
}

struct FileLock::Private {
#ifdef Q_OS_UNIX
    int fd = -1;
#else
    std::unique_ptr<QLockFile> file;
#endif
};

FileLock::FileLock() : m_d(std::make_unique<Private>()) {}

Result<std::unique_ptr<FileLock>> FileLock::take(const QString &path)
{
    std::unique_ptr<FileLock> lock(new FileLock);
#ifdef Q_OS_UNIX
    // flock and not a lock file: the kernel releases it with the process, so a crash leaves nothing to clean up.
    lock->m_d->fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock->m_d->fd < 0)
        return ioError(u"open"_s, path);
    if (::flock(lock->m_d->fd, LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorKind::Denied, u"STO-BUSY"_s, {}};
#else
    lock->m_d->file = std::make_unique<QLockFile>(path);
    lock->m_d->file->setStaleLockTime(0);
    if (!lock->m_d->file->tryLock())
        return Error{ErrorKind::Denied, u"STO-BUSY"_s, {}};
#endif
    return lock;
}

FileLock::~FileLock()
{
#ifdef Q_OS_UNIX
    if (m_d->fd >= 0)
        ::close(m_d->fd);
#endif
}

} // namespace zc::store
