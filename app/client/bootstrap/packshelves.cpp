#include "bootstrap/packshelves.h"
#include "bootstrap/windowstate.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestPackInfo = 256 * 1024;

QStringList foldersBelow(const QString &folder)
{
    QStringList folders;
    const QDir dir(folder);
    if (folder.isEmpty()) return folders;
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) folders.append(dir.filePath(name));
    return folders;
}

QStringList departmentPacks(const QString &departments)
{
    QStringList folders;
    for (const QString &department : foldersBelow(departments)) folders.append(foldersBelow(department + u"/packs"_s));
    return folders;
}

// What has no readable package.json is no pack.
void addPacks(const QStringList &folders, bool own, QList<PackEntry> &into)
{
    for (const QString &folder : folders) {
        QFile file(folder + u"/package.json"_s);
        if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestPackInfo) continue;
        const QJsonObject info = QJsonDocument::fromJson(file.readAll()).object();
        const QString id = info.value(u"packId").toString(), title = info.value(u"itemName").toString();
        into.append({folder, id, title.isEmpty() ? QFileInfo(folder).fileName() : title, info.value(u"version").toString(), own});
    }
}

} // namespace

PackShelves::PackShelves(const QString &departmentsFolder, const QString &workFolder, WindowState &state)
    : m_departments(departmentsFolder)
    , m_workFolder(workFolder)
    , m_state(state)
{
}

QFuture<QList<PackEntry>> PackShelves::packs() const
{
    return QtConcurrent::run([departments = m_departments, work = m_workFolder] {
        QList<PackEntry> entries;
        addPacks(foldersBelow(work), true, entries);
        addPacks(departmentPacks(departments), false, entries);
        return entries;
    });
}

guidance::ImportFinder PackShelves::imports(const QString &folder) const
{
    return [departments = m_departments, work = m_workFolder, beside = QFileInfo(folder).path()](const QString &packId, const QString &version) {
        QStringList folders = foldersBelow(beside);
        if (beside != work) folders.append(foldersBelow(work));
        return guidance::packsAmong(folders + departmentPacks(departments))(packId, version);
    };
}

QList<double> PackShelves::sizes(const QString &what) const { return m_state.columns(what); }

void PackShelves::keepSizes(const QString &what, const QList<double> &sizes) { m_state.setColumns(what, sizes); }

} // namespace zc::client
