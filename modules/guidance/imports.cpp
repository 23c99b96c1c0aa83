#include "imports.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kLargestInfo = 256 * 1024;

QPair<QString, QString> identityOf(const QString &folder)
{
    QFile file(QDir(folder).filePath(u"package.json"_s));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestInfo)
        return {};
    const QJsonObject info = QJsonDocument::fromJson(file.readAll()).object();
    return {info.value(u"packId").toString(), info.value(u"version").toString()};
}

// The first folder of the right version; else the first of the right pack.
Result<PackFiles> findFolder(QStringList folders, const QString &packId, const QString &version)
{
    std::stable_partition(folders.begin(), folders.end(), [&](const QString &folder) { return QFileInfo(folder).fileName() == packId; });
    QString other;
    for (const QString &folder : std::as_const(folders)) {
        const auto [id, found] = identityOf(folder);
        if (id == packId && found == version)
            return PackFiles::readFolder(folder);
        if (id == packId && other.isEmpty())
            other = folder;
    }
    return other.isEmpty() ? Error{ErrorKind::NotFound, u"PACK-MISSING"_s, packId + u' ' + version} : PackFiles::readFolder(other);
}

QStringList foldersIn(const QDir &dir)
{
    QStringList folders;
    const QStringList names = dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names)
        folders << dir.filePath(name);
    return folders;
}

Result<PackFiles> findBeside(const QDir &dir, const ReleaseTrust &trust, const QString &packId, const QString &version)
{
    const QString release = dir.filePath(releaseName(packId, version));
    if (QFile file(release); file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, release};
        auto opened = openRelease(file.readAll(), trust);
        if (!opened.ok())
            return opened.error();
        opened->files.origin = release;
        return opened->files;
    }
    QStringList folders = foldersIn(dir);
    if (dir.dirName() == u"packs")
        for (const QString &plugin : foldersIn(QDir(dir.filePath(u"../.."_s))))
            if (const QDir packs(plugin + u"/packs"_s); packs.exists() && packs.canonicalPath() != dir.canonicalPath())
                folders << foldersIn(packs);
    return findFolder(folders, packId, version);
}
} // namespace

ImportFinder packsAmong(const QStringList &folders)
{
    return [folders](const QString &packId, const QString &version) { return findFolder(folders, packId, version); };
}

ImportFinder packsBeside(const QString &path, const ReleaseTrust &trust)
{
    const QDir dir = QFileInfo(QDir::cleanPath(path)).absoluteDir();
    return [dir, trust](const QString &packId, const QString &version) { return findBeside(dir, trust, packId, version); };
}

} // namespace zc::guidance
