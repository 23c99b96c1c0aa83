#include "packfiles.h"

#include "internal/layout.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>

#include <filesystem>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxFiles = 2000;
constexpr qint64 kMaxPackBytes = 256 * 1024 * 1024;

// Paths of all files below a folder, what a release adds left out.
QStringList filesOf(const QDir &dir)
{
    QStringList names;
    QDirIterator files(dir.path(), QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext() && names.size() <= kMaxFiles) {
        const QString name = dir.relativeFilePath(files.next());
        if (name != u"MANIFEST" && name != u"SIGNATURE")
            names << name;
    }
    return names;
}

// One step for whoever reads the target: the old bytes or the new ones.
bool replaceFile(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::rename(std::filesystem::path(from.toStdU16String()), std::filesystem::path(to.toStdU16String()), error);
    return !error;
}
} // namespace

Result<PackFiles> PackFiles::readFolder(const QString &path)
{
    const QDir dir(QDir(path).absolutePath());
    const auto missing = [](const QString &what) { return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, what}; };
    if (!dir.exists())
        return missing(dir.path());
    if (!QFileInfo::exists(dir.filePath(u"package.json"_s)))
        return missing(dir.filePath(u"package.json"_s));
    const QStringList names = filesOf(dir);
    if (names.size() > kMaxFiles)
        return Error{ErrorKind::Invalid, u"PACK-FORMAT"_s, u"more than %1 files"_s.arg(kMaxFiles)};
    PackFiles files{dir.path(), {}};
    qint64 total = 0;
    for (const QString &name : names) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return missing(name);
        total += file.size();
        if (total > kMaxPackBytes)
            return Error{ErrorKind::Invalid, u"PACK-FORMAT"_s, u"larger than %1 bytes"_s.arg(kMaxPackBytes)};
        files.content.insert(name, file.readAll());
    }
    return files;
}

Result<void> PackFiles::writeFolder(const QString &path) const
{
    const QDir dir(QDir(path).absolutePath());
    if (!QDir().mkpath(dir.path()))
        return cannotWrite(dir.path());
    // A folder that is no pack may hold anything; nothing of it is overwritten.
    const bool empty = dir.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    if (!empty && !dir.exists(u"package.json"_s))
        return cannotWrite(dir.path());
    const QStringList old = empty ? QStringList() : filesOf(dir);
    // Everything that changed is written beside the folder first: a full disk leaves the pack as it was.
    const QTemporaryDir staging(QFileInfo(dir.path()).absoluteDir().filePath(u".writing"_s));
    if (!staging.isValid())
        return cannotWrite(staging.path());
    QStringList changed;
    for (auto it = content.cbegin(); it != content.cend(); ++it) {
        QFile present(dir.filePath(it.key()));
        if (present.open(QIODevice::ReadOnly) && present.size() == it->size() && present.readAll() == *it)
            continue;
        QSaveFile file(staging.filePath(QString::number(changed.size())));
        if (!file.open(QIODevice::WriteOnly) || file.write(*it) != it->size() || !file.commit())
            return cannotWrite(it.key());
        changed << it.key();
    }
    for (qsizetype i = 0; i < changed.size(); ++i) {
        const QString target = dir.filePath(changed.at(i));
        if (!QDir().mkpath(QFileInfo(target).path()) || !replaceFile(staging.filePath(QString::number(i)), target))
            return cannotWrite(changed.at(i));
    }
    for (const QString &name : old)
        if (!content.contains(name) && !QFile::remove(dir.filePath(name)))
            return cannotWrite(name);
    // What a release added no longer fits.
    QFile::remove(dir.filePath(u"MANIFEST"_s));
    QFile::remove(dir.filePath(u"SIGNATURE"_s));
    return {};
}

QByteArray PackFiles::manifest() const
{
    QByteArray lines;
    for (auto it = content.cbegin(); it != content.cend(); ++it)
        lines += it.key().toUtf8() + '\t' + QCryptographicHash::hash(*it, QCryptographicHash::Sha256).toHex() + '\n';
    return lines;
}

QByteArray PackFiles::contentHash() const
{
    return QCryptographicHash::hash(manifest(), QCryptographicHash::Sha256);
}

} // namespace zc::guidance
