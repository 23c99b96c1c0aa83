#pragma once
#include <base/result.h>

#include <QList>
#include <QStringList>

#include <memory>

namespace zc::catalog {

struct CatalogItem {
    QString code, name;
    QStringList aliases;
    QString departmentId, departmentName;
    QString version, packPath;
    QString shortCode;           // what a clerk types in the palette
    QString type;                // C1, for example 01 行政许可
    QString audience;            // C4 codes, joined by a comma
    friend bool operator==(const CatalogItem &, const CatalogItem &) = default;
};

struct Department {
    QString id, name;
    int items = 0;
    friend bool operator==(const Department &, const Department &) = default;
};

enum class Match { Exact, Prefix, Contained };
struct Hit { CatalogItem item; Match match = Match::Contained; };

// Departments and items (事项) of the desk, searchable by 汉字 (one is enough), 全拼, 首字母, code and short code. Holds public data only:
// catalogue.db (SQLite FTS5) is clear text and can be built again from the packs at any time. Thread-safe; a search over 5,000
// items takes far less than a frame, so the palette may call it at every key.
class Catalog {
public:
    // Opens or creates the file. One that is damaged or of another format is removed and begun anew: rebuilt() is true and
    // the caller installs the items again. CAT-OPEN: the folder cannot be written.
    static Result<std::unique_ptr<Catalog>> open(const QString &path);
    ~Catalog();
    bool rebuilt() const;

    // Replaces everything, or the rows of one pack, in one transaction. CAT-ITEM: a code or name is empty or a code stands twice;
    // CAT-WRITE: disk.
    Result<void> install(const QList<CatalogItem> &items);
    Result<void> replacePack(const QString &packPath, const QList<CatalogItem> &items);

    // Every word of `text` must fit. Order: exact, prefix, contained; then shorter names, then code. Empty text gives nothing.
    QList<Hit> search(const QString &text, int limit = 20) const;

    Result<CatalogItem> item(const QString &code) const;              // CAT-UNKNOWN
    QList<CatalogItem> itemsOf(const QString &departmentId) const;    // by code
    QList<Department> departments() const;                            // by name
    int count() const;

private:
    struct Private;
    explicit Catalog(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace zc::catalog
