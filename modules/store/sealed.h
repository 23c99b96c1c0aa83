#pragma once
#include <crypto/envelope.h>

#include <QCborMap>
#include <QCborValue>

#include <atomic>

namespace zc::store {

// Deterministic CBOR (RFC 8949 §4.2.1): shortest forms, map keys sorted by their bytes. Digests and row ids rest on it.
QByteArray canonicalCbor(const QCborValue &value);

// Equal members in any order.
bool sameMap(const QCborMap &a, const QCborMap &b);

// 16 bytes that name a row in the associated data: the key itself when it is one UUID blob, else the first 16 bytes of
// SHA-256 over the key columns as a canonical CBOR array.
QByteArray rowIdOf(const QList<QCborValue> &key);

// The bodies of rows: canonical CBOR map, padded with zeros to a multiple of 64 bytes, in one envelope cell. The immutable
// clear columns are repeated inside under "#"; a difference when read is STO-SEAL-MISMATCH, a body that does not open or is
// not such a map STO-SEAL-BROKEN (both Corrupt). Thread-safe.
class SealedCodec {
public:
    SealedCodec(const QUuid &storeId, const crypto::Envelope &envelope) : m_storeId(storeId), m_envelope(envelope) {}
    Result<QByteArray> seal(const QByteArray &table, const QByteArray &rowId, int schema, qint64 rowRevision,
                            const QCborMap &immutable, QCborMap body) const;
    Result<QCborMap> open(const QByteArray &table, const QByteArray &rowId, int schema, qint64 rowRevision,
                          const QCborMap &immutable, QByteArrayView cell) const;
    // The padded map as bytes, for readers of very many rows that want a few members only; they check "#" themselves.
    Result<QByteArray> openBytes(const QByteArray &table, const QByteArray &rowId, int schema, qint64 rowRevision, QByteArrayView cell) const;
    qint64 sealCount() const { return m_seals.load(); }

    static QByteArray pad(const QByteArray &cbor);
    static std::optional<QCborMap> unpad(QByteArrayView padded);

private:
    QUuid m_storeId;
    const crypto::Envelope &m_envelope;
    mutable std::atomic<qint64> m_seals{0};
};

} // namespace zc::store
