#pragma once
#include <base/result.h>
#include <crypto/keyring.h>

#include <optional>

namespace zc::crypto {

// Where a cell lives. Sealed in as associated data: a cell moved to another place, or an older one put back under a newer
// revision, does not open. Table and column at most 65 535 bytes; rowId exactly 16 bytes.
struct CellAddress {
    QUuid storeId;
    QByteArray table;
    QByteArray column;
    QByteArray rowId;
    quint64 revision = 0;      // schema version in the top 16 bits, write counter below
};

struct CellHeader {
    Suite suite = Suite::Aes256Gcm;
    quint32 keyId = 0;
};

// Seals one cell: "ZE" 01 suite keyId(4, big endian) nonce(12) ciphertext tag. Thread-safe over a thread-safe ring.
// Errors: CRY-CELL-FORMAT, CRY-CELL-BROKEN (Corrupt; which of key, address or bytes is wrong is not told apart),
// CRY-CELL-ADDRESS (Invalid), and those of KeyRing.
class Envelope {
public:
    explicit Envelope(const KeyRing &ring, Suite suite = Suite::Aes256Gcm) : m_ring(ring), m_suite(suite) {}
    Suite suite() const { return m_suite; }
    Result<QByteArray> seal(const CellAddress &address, QByteArrayView plain) const;
    Result<QByteArray> open(const CellAddress &address, QByteArrayView cell) const;

    static std::optional<CellHeader> peek(QByteArrayView cell);
    static constexpr qsizetype kHeaderSize = 20;

private:
    const KeyRing &m_ring;
    Suite m_suite;
};

} // namespace zc::crypto
