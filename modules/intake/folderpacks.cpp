#include "folderpacks.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

constexpr qint64 kLargestPackageFile = 256 * 1024;

Result<catalog::CatalogItem> readItem(const FolderPacks::Department &department, const QString &folder)
{
    QFile file(QDir(folder).filePath(u"package.json"_s));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestPackageFile)
        return Error{ErrorKind::NotFound, u"INT-PACK-FOLDER"_s, folder};
    const QJsonObject package = QJsonDocument::fromJson(file.readAll()).object();
    catalog::CatalogItem item;
    item.code = package.value(u"itemCode"_s).toString();
    item.name = package.value(u"itemName"_s).toString();
    item.departmentId = department.id;
    item.departmentName = department.name;
    item.version = package.value(u"version"_s).toString();
    item.packPath = folder;
    if (item.code.isEmpty() || item.name.isEmpty())
        return Error{ErrorKind::Corrupt, u"INT-PACK-FOLDER"_s, folder};
    return item;
}

} // namespace

FolderPacks::FolderPacks(const QList<Department> &departments, bool allowDemo) : m_allowDemo(allowDemo)
{
    for (const Department &department : departments) {
        const QDir dir(department.packsFolder);
        const QStringList folders = dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &folder : folders) {
            const auto item = readItem(department, dir.filePath(folder));
            if (item.ok())
                m_items << *item;
            else
                m_unreadable.append({dir.filePath(folder), item.error()});
        }
    }
    giveShortCodes();
}

FolderPacks::FolderPacks(const QList<catalog::CatalogItem> &items, bool allowDemo) : m_allowDemo(allowDemo), m_items(items)
{
    giveShortCodes();
}

void FolderPacks::giveShortCodes()
{
    std::sort(m_items.begin(), m_items.end(), [](const catalog::CatalogItem &a, const catalog::CatalogItem &b) { return a.code < b.code; });
    for (qsizetype i = 0; i < m_items.size(); ++i)            // what a clerk may type: two digits, in the order of the codes
        m_items[i].shortCode = QStringLiteral("%1").arg(i + 1, 2, 10, QLatin1Char('0'));
}

QFuture<Result<std::shared_ptr<const guidance::Pack>>> FolderPacks::pack(const QString &itemCode)
{
    QMutexLocker lock(&m_mutex);
    const auto known = m_loaded.constFind(itemCode);
    if (known != m_loaded.cend() && !(known->isFinished() && !known->result().ok()))
        return *known;
    for (const catalog::CatalogItem &item : std::as_const(m_items)) {
        if (item.code == itemCode) {
            guidance::LoadOptions options;
            options.allowDemo = m_allowDemo;
            QStringList folders;                       // a bundle is made of items this desk has, of whatever department
            for (const catalog::CatalogItem &known : std::as_const(m_items))
                folders << known.packPath;
            options.imports = guidance::packsAmong(folders);
            const auto future = guidance::Pack::load(item.packPath, options);
            m_loaded.insert(itemCode, future);
            return future;
        }
    }
    QPromise<Result<std::shared_ptr<const guidance::Pack>>> missing;
    missing.start();
    missing.addResult(Error{ErrorKind::NotFound, u"INT-ITEM"_s, itemCode});
    missing.finish();
    return missing.future();
}

} // namespace zc::intake
