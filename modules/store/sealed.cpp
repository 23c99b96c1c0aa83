#include "sealed.h"

#include <crypto/digest.h>

#include <QCborArray>
#include <QCborStreamReader>
#include <QtEndian>

#include <algorithm>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPad = 64;

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
    struct Entry {
        QByteArray bytes;
        QCborValue key;
        QCborValue value;
    };
    QList<Entry> entries;
    const QCborMap source = value.toMap();
    for (auto it = source.begin(); it != source.end(); ++it)
        entries.append({it.key().toCbor(), it.key(), sorted(it.value())});
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.bytes < b.bytes; });
    QCborMap map;
    for (const Entry &entry : std::as_const(entries))
        map.insert(entry.key, entry.value);
    return map;
}

} // namespace

QByteArray canonicalCbor(const QCborValue &value)
{
    return sorted(value).toCbor();
}

QByteArray rowIdOf(const QList<QCborValue> &key)
{
    if (key.size() == 1 && key[0].isByteArray() && key[0].toByteArray().size() == 16)
        return key[0].toByteArray();
    QCborArray array;
    for (const QCborValue &cell : key)
        array.append(cell);
    return crypto::sha256(canonicalCbor(array)).first(16);
}

QByteArray SealedCodec::pad(const QByteArray &cbor)
{
    return cbor.leftJustified((cbor.size() + kPad - 1) / kPad * kPad, '\0');
}

std::optional<QCborMap> SealedCodec::unpad(QByteArrayView padded)
{
    if (padded.isEmpty() || padded.size() % kPad != 0)
        return std::nullopt;
    const QByteArray bytes = QByteArray::fromRawData(padded.data(), padded.size());
    QCborStreamReader reader(bytes);
    const QCborValue value = QCborValue::fromCbor(reader);
    if (!value.isMap() || reader.lastError() != QCborError::NoError)
        return std::nullopt;
    const QByteArrayView rest = padded.sliced(reader.currentOffset());
    const bool clean = rest.size() < kPad && std::all_of(rest.begin(), rest.end(), [](char c) { return c == 0; });
    return clean ? std::optional(value.toMap()) : std::nullopt;
}

static quint64 revisionOf(int schema, qint64 rowRevision)
{
    return quint64(schema) << 48 | (quint64(rowRevision) & ((1ull << 48) - 1));
}

Result<QByteArray> SealedCodec::seal(const QByteArray &table, const QByteArray &rowId, int schema, qint64 rowRevision,
                                     const QCborMap &immutable, QCborMap body) const
{
    body.insert(u"#"_s, immutable);
    ++m_seals;
    return m_envelope.seal({m_storeId, table, "body", rowId, revisionOf(schema, rowRevision)}, pad(canonicalCbor(body)));
}

bool sameMap(const QCborMap &a, const QCborMap &b)
{
    if (a.size() != b.size())
        return false;
    for (auto it = b.begin(); it != b.end(); ++it) {
        const auto found = a.constFind(it.key());
        if (found == a.constEnd() || QCborValue(found.value()) != QCborValue(it.value()))
            return false;
    }
    return true;
}

Result<QByteArray> SealedCodec::openBytes(const QByteArray &table, const QByteArray &rowId, int schema, qint64 rowRevision,
                                          QByteArrayView cell) const
{
    auto plain = m_envelope.open({m_storeId, table, "body", rowId, revisionOf(schema, rowRevision)}, cell);
    if (!plain && plain.error().kind == ErrorKind::Corrupt)
        return Error{ErrorKind::Corrupt, u"STO-SEAL-BROKEN"_s,
                     QString::fromUtf8(table) + u' ' + QString::fromLatin1(rowId.toHex()) + u' ' + plain.error().code};
    return plain;
}

Result<QCborMap> SealedCodec::open(const QByteArray &table, const QByteArray &rowId, int schema, qint64 rowRevision,
                                   const QCborMap &immutable, QByteArrayView cell) const
{
    const auto plain = openBytes(table, rowId, schema, rowRevision, cell);
    if (!plain)
        return plain.error();
    const auto fault = [&](const QString &code) {
        return Error{ErrorKind::Corrupt, code, QString::fromUtf8(table) + u' ' + QString::fromLatin1(rowId.toHex())};
    };
    const auto map = unpad(*plain);
    if (!map)
        return fault(u"STO-SEAL-BROKEN"_s);
    if (!sameMap(map->value(u"#"_s).toMap(), immutable))
        return fault(u"STO-SEAL-MISMATCH"_s);
    return *map;
}

} // namespace zc::store
