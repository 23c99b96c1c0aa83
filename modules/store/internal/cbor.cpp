#include <store/sealed.h>

#include <QCborArray>

#include <algorithm>

namespace zc::store {
namespace {

QCborValue sorted(const QCborValue &value)
{
    if (value.isArray()) {
        QCborArray array;
        const QCborArray source = value.toArray();
        for (const QCborValue &item : source)
            array.append(sorted(item));
        return array;
    }
    if (!value.isMap())
        return value;
    struct Entry { QByteArray bytes; QCborValue key; QCborValue value; };
    QList<Entry> entries;
    const QCborMap source = value.toMap();
    for (auto it = source.begin(); it != source.end(); ++it)
        entries.append({it.key().toCbor(), it.key(), sorted(it.value())});
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.bytes < b.bytes; });
    QCborMap map;
    for (const Entry &entry : entries)
        map.insert(entry.key, entry.value);
    return map;
}

} // namespace

QByteArray canonicalCbor(const QCborValue &value)
{
    return sorted(value).toCbor();
}

} // namespace zc::store
