#include "internal/trustedfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace zc::settings {

using namespace Qt::StringLiterals;

#ifdef Q_OS_UNIX
namespace {

bool onlyTheOwnerWrites(const struct stat &info, uint owner)
{
    return info.st_uid == owner && (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

Error owner(const QString &path)
{
    return {ErrorKind::Denied, u"POL-OWNER"_s, path};
}

} // namespace

Result<QByteArray> readTrusted(const QString &path, const PolicyPlace &place, qint64 limit)
{
    const QString top = QDir::cleanPath(place.trustAbove);
    QString folder = QFileInfo(path).absolutePath();
    while (true) {
        struct stat info {};
        if (::lstat(QFile::encodeName(folder).constData(), &info) != 0 || !S_ISDIR(info.st_mode)
            || !onlyTheOwnerWrites(info, place.trustedOwner))
            return owner(folder);
        if (folder == top || folder == u"/")
            break;
        folder = QFileInfo(folder).absolutePath();
    }
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ELOOP ? owner(path) : Error{ErrorKind::Internal, u"POL-FILE"_s, u"%1: errno %2"_s.arg(path).arg(errno)};
    struct stat info {};
    const bool trusted = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && onlyTheOwnerWrites(info, place.trustedOwner);
    QFile file;
    if (!file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(fd);
        return Error{ErrorKind::Internal, u"POL-FILE"_s, path};
    }
    if (!trusted)
        return owner(path);
    const QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit)
        return Error{ErrorKind::Invalid, u"POL-LIMIT"_s, path};
    return bytes;
}
#else
// Under Windows the folder's access list is set by the installer; the check of it comes with that installer.
Result<QByteArray> readTrusted(const QString &path, const PolicyPlace &, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Internal, u"POL-FILE"_s, path};
    const QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit)
        return Error{ErrorKind::Invalid, u"POL-LIMIT"_s, path};
    return bytes;
}
#endif

} // namespace zc::settings
