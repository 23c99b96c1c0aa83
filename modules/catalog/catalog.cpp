#include <catalog/catalog.h>

#include "internal/cataloguefile.h"

#include <QHash>
#include <QMap>
#include <QMutex>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::catalog {
namespace {

// An item with the keys that ranking compares: whole names, whole readings, codes.
struct Entry {
    CatalogItem item;
    QStringList keys;
    qsizetype length = 0;      // of the plain name
};

Entry entryOf(const CatalogItem &item)
{
    Entry entry{item, {}, plainText(item.name).size()};
    for (const QString &name : QStringList{item.name} + item.aliases) {
        const QString plain = plainText(name);
        const Readings readings = readingsOf(plain);
        entry.keys << plain;
        entry.keys += readings.pinyin + readings.initials;
    }
    for (const QString &code : {item.code, item.shortCode})
        entry.keys << codeFrom(code).value(0);
    entry.keys.removeAll(QString());
    entry.keys.removeDuplicates();
    return entry;
}

Match matchOf(const Entry &entry, const QString &typed)
{
    bool prefix = false;
    for (const QString &key : entry.keys) {
        if (key == typed)
            return Match::Exact;
        prefix = prefix || key.startsWith(typed);
    }
    return prefix ? Match::Prefix : Match::Contained;
}

Error wrongItem(const QString &what) { return Error{ErrorKind::Invalid, u"CAT-ITEM"_s, what}; }

} // namespace

struct Catalog::Private {
    explicit Private(const QString &path) : file(path) { }

    mutable QMutex mutex;
    CatalogueFile file;
    bool rebuilt = false;
    QHash<qint64, Entry> entries;
    QHash<QString, qint64> byCode;

    Result<void> load()
    {
        const auto items = file.all();
        if (!items)
            return items.error();
        entries.clear();
        byCode.clear();
        for (const auto &[id, item] : *items) {
            entries.insert(id, entryOf(item));
            byCode.insert(item.code, id);
        }
        return {};
    }
    Result<void> replace(const QString *packPath, const QList<CatalogItem> &items)
    {
        QSet<QString> codes;
        for (const CatalogItem &item : items) {
            if (item.code.isEmpty() || plainText(item.name).isEmpty())
                return wrongItem(u"empty code or name: '%1'"_s.arg(item.code));
            if (codes.contains(item.code))
                return wrongItem(u"code twice: '%1'"_s.arg(item.code));
            if (packPath && item.packPath != *packPath)
                return wrongItem(u"other pack: '%1'"_s.arg(item.code));
            const auto known = byCode.constFind(item.code);
            if (packPath && known != byCode.constEnd() && entries.value(*known).item.packPath != *packPath)
                return wrongItem(u"code belongs to another pack: '%1'"_s.arg(item.code));
            codes.insert(item.code);
        }
        if (const auto written = file.replace(packPath, items); !written)
            return written;
        return load();
    }
    // The file broke under us: what it held stands in memory and is written anew.
    Result<QList<qint64>> matching(const QList<Run> &runs)
    {
        const auto ids = file.matching(runs);
        if (ids)
            return ids;
        QList<CatalogItem> items;
        for (const Entry &entry : std::as_const(entries))
            items << entry.item;
        bool anew = false;
        if (const auto opened = file.open(&anew); !opened)
            return opened.error();
        rebuilt = true;
        if (const auto replaced = replace(nullptr, items); !replaced)
            return replaced.error();
        return file.matching(runs);
    }
};

Catalog::Catalog(std::unique_ptr<Private> d) : d(std::move(d)) { }
Catalog::~Catalog() = default;

Result<std::unique_ptr<Catalog>> Catalog::open(const QString &path)
{
    auto d = std::make_unique<Private>(path);
    if (const auto opened = d->file.open(&d->rebuilt); !opened)
        return opened.error();
    if (const auto loaded = d->load(); !loaded)
        return loaded.error();
    return std::unique_ptr<Catalog>(new Catalog(std::move(d)));
}

bool Catalog::rebuilt() const
{
    const QMutexLocker lock(&d->mutex);
    return d->rebuilt;
}

Result<void> Catalog::install(const QList<CatalogItem> &items)
{
    const QMutexLocker lock(&d->mutex);
    return d->replace(nullptr, items);
}

Result<void> Catalog::replacePack(const QString &packPath, const QList<CatalogItem> &items)
{
    const QMutexLocker lock(&d->mutex);
    return d->replace(&packPath, items);
}

QList<Hit> Catalog::search(const QString &text, int limit) const
{
    const QList<Run> runs = runsOf(text);
    if (runs.isEmpty() || limit <= 0)
        return {};
    QString typed;
    for (const Run &run : runs)
        typed += run.text;

    const QMutexLocker lock(&d->mutex);
    const auto ids = d->matching(runs);
    if (!ids)
        return {};
    struct Ranked { Match match; const Entry *entry; };
    QList<Ranked> ranked;
    ranked.reserve(ids->size());
    for (const qint64 id : *ids)
        if (const auto found = d->entries.constFind(id); found != d->entries.constEnd())
            ranked << Ranked{matchOf(*found, typed), &*found};
    const auto before = [](const Ranked &a, const Ranked &b) {
        if (a.match != b.match)
            return a.match < b.match;
        if (a.entry->length != b.entry->length)
            return a.entry->length < b.entry->length;
        return a.entry->item.code < b.entry->item.code;
    };
    const qsizetype count = std::min<qsizetype>(limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + count, ranked.end(), before);
    QList<Hit> hits;
    for (qsizetype i = 0; i < count; ++i)
        hits << Hit{ranked[i].entry->item, ranked[i].match};
    return hits;
}

Result<CatalogItem> Catalog::item(const QString &code) const
{
    const QMutexLocker lock(&d->mutex);
    const auto found = d->byCode.constFind(code);
    if (found == d->byCode.constEnd())
        return Error{ErrorKind::NotFound, u"CAT-UNKNOWN"_s, code};
    return d->entries.value(*found).item;
}

QList<CatalogItem> Catalog::itemsOf(const QString &departmentId) const
{
    const QMutexLocker lock(&d->mutex);
    QList<CatalogItem> items;
    for (const Entry &entry : std::as_const(d->entries))
        if (entry.item.departmentId == departmentId)
            items << entry.item;
    std::sort(items.begin(), items.end(), [](const CatalogItem &a, const CatalogItem &b) { return a.code < b.code; });
    return items;
}

QList<Department> Catalog::departments() const
{
    const QMutexLocker lock(&d->mutex);
    QMap<QString, Department> byId;
    for (const Entry &entry : std::as_const(d->entries)) {
        Department &department = byId[entry.item.departmentId];
        department.id = entry.item.departmentId;
        department.name = entry.item.departmentName;
        ++department.items;
    }
    QList<Department> departments = byId.values();
    std::stable_sort(departments.begin(), departments.end(), [](const Department &a, const Department &b) { return a.name < b.name; });
    return departments;
}

int Catalog::count() const
{
    const QMutexLocker lock(&d->mutex);
    return int(d->entries.size());
}

} // namespace zc::catalog
