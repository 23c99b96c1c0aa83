#include "sheetfiles.h"

#include "internal/layout.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSaveFile>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMaxSheetBytes = 128 * 1024 * 1024;

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return cannotWrite(path);
    return {};
}

// All files of `content` into a folder that holds no others.
Result<void> writeFolder(const QString &folder, const QMap<QString, QByteArray> &content)
{
    const QDir dir(QDir(folder).absolutePath());
    QDirIterator present(dir.path(), QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (present.hasNext()) {
        const QString name = dir.relativeFilePath(present.next());
        if (!content.contains(name))
            return cannotWrite(dir.filePath(name));
    }
    for (auto it = content.cbegin(); it != content.cend(); ++it)
        if (const auto written = writeFile(dir.filePath(it.key()), *it); !written.ok())
            return written;
    return {};
}

// The files below a folder that a pack may have beside its sheets, over those it had.
QMap<QString, QByteArray> filesBelow(const QString &folder, QMap<QString, QByteArray> files, bool sheetsToo)
{
    const QDir dir(QDir(folder).absolutePath());
    qint64 total = 0;
    QDirIterator present(dir.path(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (present.hasNext()) {
        const QString name = dir.relativeFilePath(present.next());
        QFile file(dir.filePath(name));
        const bool isSheet = !name.contains(u'/') && name.endsWith(u".csv", Qt::CaseInsensitive);
        total += file.size();
        if (isSheet == sheetsToo && total <= kMaxSheetBytes && file.open(QIODevice::ReadOnly))
            files.insert(name, file.readAll());
    }
    return files;
}

SheetImport unreadable(const QString &path)
{
    SheetImport result;
    result.problems << SheetProblem{u"PACK-MISSING"_s, false, {}, {}, path};
    return result;
}
} // namespace

QString folderBeside(const QString &xlsxPath)
{
    const QFileInfo info(xlsxPath);
    return info.dir().filePath(info.completeBaseName() + u".files"_s);
}

Result<void> exportXlsx(const AuthoredPack &pack, const QString &path)
{
    const auto bytes = packToXlsx(pack);
    if (!bytes.ok())
        return bytes.error();
    if (!pack.others.isEmpty() || QFileInfo::exists(folderBeside(path)))
        if (const auto written = writeFolder(folderBeside(path), pack.others); !written.ok())
            return written;
    return writeFile(path, *bytes);
}

Result<void> exportCsv(const AuthoredPack &pack, const QString &folder)
{
    QMap<QString, QByteArray> files = packToCsvFiles(pack);
    files.insert(pack.others);
    return writeFolder(folder, files);
}

SheetImport importXlsx(const QString &path, const QMap<QString, QByteArray> &present)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxSheetBytes)
        return unreadable(path);
    return packFromXlsx(file.readAll(), filesBelow(folderBeside(path), present, false));
}

SheetImport importCsv(const QString &folder, const QMap<QString, QByteArray> &present)
{
    if (!QFileInfo(folder).isDir())
        return unreadable(folder);
    return packFromCsvFiles(filesBelow(folder, {}, true), filesBelow(folder, present, false));
}

} // namespace zc::guidance
