#pragma once
#include <catalog/catalog.h>
#include <intake/ports.h>

#include <QHash>
#include <QMutex>

namespace zc::intake {

// Item packs that lie in folders: one sub-folder with a package.json each, as the department plugins ship them.
// Folders are indexed at once (small JSON files); a pack is read and compiled at its first use and kept. Thread-safe.
class FolderPacks final : public PackLibrary {
public:
    struct Department {
        QString id, name;
        QString packsFolder;
    };
    explicit FolderPacks(const QList<Department> &departments, bool allowDemo = true);
    // The same over items that a plugin host has found and checked already; packPath names each folder.
    explicit FolderPacks(const QList<catalog::CatalogItem> &items, bool allowDemo = true);

    QList<catalog::CatalogItem> items() const { return m_items; }
    // Folders that hold no readable package.json, with the reason; shown in the self-check.
    QList<QPair<QString, Error>> unreadable() const { return m_unreadable; }
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &itemCode) override;   // INT-ITEM

private:
    void giveShortCodes();
    bool m_allowDemo;
    QList<catalog::CatalogItem> m_items;
    QList<QPair<QString, Error>> m_unreadable;
    QMutex m_mutex;
    QHash<QString, QFuture<Result<std::shared_ptr<const guidance::Pack>>>> m_loaded;
};

} // namespace zc::intake
