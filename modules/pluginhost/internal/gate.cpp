#include "gate.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QLibrary>
#include <QPluginLoader>

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

namespace {

const QString kManifest = u"MANIFEST"_s;
constexpr qint64 kLargestManifest = 4 * 1024 * 1024;
constexpr int kMostFiles = 20'000;
constexpr qint64 kLargestPackageFile = 256 * 1024;

Error refused(ErrorKind kind, const QString &code, const QString &detail)
{
    return Error{kind, code, detail};
}

Error hashError(const QString &detail)
{
    return refused(ErrorKind::Corrupt, u"PLG-HASH"_s, detail);
}

// Whoever may write here may run code in every clerk's session.
bool writableByOthers(const QString &path)
{
    return QFile::permissions(path) & QFileDevice::WriteOther;
}

Result<QByteArray> hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return hashError(QFileInfo(path).fileName());
    return hash.result().toHex();
}

// MANIFEST: lines of path, tab, SHA-256 in lower-case hex; sorted, no path twice, none that leaves the folder.
Result<QMap<QString, QByteArray>> readManifest(const QString &folder, QString *manifestHash)
{
    QFile file(folder + u'/' + kManifest);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestManifest)
        return hashError(kManifest);
    const QByteArray text = file.readAll();
    *manifestHash = QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    QMap<QString, QByteArray> entries;
    QByteArray last;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        const QList<QByteArray> parts = line.split('\t');
        if (parts.size() != 2 || parts[1].size() != 64 || parts[0] <= last || entries.size() >= kMostFiles)
            return hashError(kManifest);
        const QString path = QString::fromUtf8(parts[0]);
        if (path.startsWith(u'/') || QDir::cleanPath(path) != path || path.startsWith(u"../"_s) || path.contains(u'\\') || path == kManifest)
            return hashError(kManifest);
        entries.insert(path, parts[1]);
        last = parts[0];
    }
    return entries;
}

QList<ItemPackEntry> readPacks(const QString &folder, const QString &pluginId, QStringList *notes)
{
    QList<ItemPackEntry> packs;
    const QDir packsFolder(folder + u"/packs"_s);
    for (const QString &name : packsFolder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        QFile file(packsFolder.filePath(name + u"/package.json"_s));
        const bool readable = file.open(QIODevice::ReadOnly) && file.size() <= kLargestPackageFile;
        const QJsonObject package = readable ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        ItemPackEntry entry{pluginId, package.value(u"packId"_s).toString(), package.value(u"itemCode"_s).toString(),
                            package.value(u"itemName"_s).toString(), package.value(u"version"_s).toString(),
                            package.value(u"demo"_s).toBool(), packsFolder.filePath(name)};
        if (entry.packId != name || (entry.itemCode.isEmpty() && package.value(u"kind"_s).toString() != u"bundle"))
            *notes << u"packs/"_s + name;
        else
            packs << entry;
    }
    return packs;
}

} // namespace

Result<QString> checkManifest(const QString &folder)
{
    QString manifestHash;
    Result<QMap<QString, QByteArray>> manifest = readManifest(folder, &manifestHash);
    if (!manifest.ok())
        return manifest.error();
    qsizetype found = 0;
    QDirIterator files(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info(files.next());
        const QString path = info.filePath().mid(folder.size() + 1);
        if (info.isDir() && !info.isSymLink()) {
            if (writableByOthers(info.filePath()))
                return refused(ErrorKind::Denied, u"PLG-OWNER"_s, path);
            continue;
        }
        if (path == kManifest)
            continue;
        // A link could point at something else by the time it is opened.
        const auto expected = manifest.value().constFind(path);
        if (info.isSymLink() || !info.isFile() || expected == manifest.value().constEnd())
            return hashError(path);
        const Result<QByteArray> actual = hashOf(info.filePath());
        if (!actual.ok() || actual.value() != expected.value())
            return hashError(path);
        ++found;
    }
    if (found != manifest.value().size())
        return hashError(u"missing files"_s);
    return manifestHash;
}

Result<CheckedLibrary> checkLibrary(const QString &folder, QLatin1StringView iid)
{
    if (QFileInfo(folder).isSymLink() || writableByOthers(folder))
        return refused(ErrorKind::Denied, u"PLG-OWNER"_s, QFileInfo(folder).fileName());
    const Result<QString> manifestHash = checkManifest(folder);
    if (!manifestHash.ok())
        return manifestHash.error();

    CheckedLibrary checked;
    checked.manifestHash = manifestHash.value();
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
        if (!QLibrary::isLibrary(info.fileName()))
            continue;
        if (!checked.file.isEmpty())
            return refused(ErrorKind::Corrupt, u"PLG-METADATA"_s, u"two libraries"_s);
        checked.file = info.absoluteFilePath();
    }
    const QJsonObject embedded = QPluginLoader(checked.file).metaData();     // reads the file, runs nothing
    if (checked.file.isEmpty() || embedded.isEmpty())
        return refused(ErrorKind::Corrupt, u"PLG-METADATA"_s, u"no plugin library"_s);
    if (embedded.value(u"IID"_s).toString() != iid)
        return refused(ErrorKind::Invalid, u"PLG-IID"_s, embedded.value(u"IID"_s).toString().left(100));

    checked.metadata = embedded.value(u"MetaData"_s).toObject();
    QFile beside(folder + u"/plugin.json"_s);
    if (!beside.open(QIODevice::ReadOnly) || QJsonDocument::fromJson(beside.readAll()).object() != checked.metadata)
        return refused(ErrorKind::Corrupt, u"PLG-METADATA"_s, u"plugin.json differs from the library"_s);
    return checked;
}

Result<void> checkVersions(const PluginMetadata &metadata, const QString &folder, const QStringList &allowed, const QVersionNumber &product,
                           int apiMajor, int apiMinor)
{
    if (metadata.id != QFileInfo(folder).fileName() || !(allowed.contains(u"*"_s) || allowed.contains(metadata.id)))
        return refused(ErrorKind::Denied, u"PLG-NAME"_s, metadata.id);
    if (metadata.apiMajor != apiMajor || metadata.apiMinor > apiMinor)
        return refused(ErrorKind::Invalid, u"PLG-API"_s, u"%1.%2"_s.arg(metadata.apiMajor).arg(metadata.apiMinor));
    if (!metadata.product.holds(product))
        return refused(ErrorKind::Invalid, u"PLG-PRODUCT"_s, product.toString());
    return {};
}

Result<CheckedFolder> checkFolder(const QString &folder, const PluginHostSettings &settings)
{
    Result<CheckedLibrary> library = checkLibrary(folder, QLatin1StringView(ZC_DEPARTMENT_PLUGIN_IID));
    if (!library.ok())
        return library.error();
    const Result<PluginMetadata> metadata = parseMetadata(library->metadata);
    if (!metadata.ok())
        return metadata.error();
    const Result<void> versions = checkVersions(*metadata, folder, settings.allowed, settings.productVersion, plugin::kApiMajor, plugin::kApiMinor);
    if (!versions.ok())
        return versions.error();
    CheckedFolder checked{*metadata, library->file, library->manifestHash, {}, {}};
    if (checked.metadata.capabilities.contains(u"itemPacks"_s))
        checked.packs = readPacks(folder, checked.metadata.id, &checked.notes);
    return checked;
}

} // namespace zc::pluginhost
