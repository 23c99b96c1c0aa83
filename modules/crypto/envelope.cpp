#include "envelope.h"

#include "internal/cell.h"

#include <crypto/digest.h>

#include <QtEndian>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

constexpr char kVersion = 1;
constexpr qsizetype kFixedSize = 8;                        // magic, version, suite, key id; the nonce follows

template <class T>
void appendBigEndian(QByteArray &out, T value)
{
    char bytes[sizeof(T)];
    qToBigEndian<T>(value, bytes);
    out.append(bytes, sizeof bytes);
}

bool addressValid(const CellAddress &address)
{
    return address.rowId.size() == 16 && address.table.size() <= 0xffff && address.column.size() <= 0xffff
        && !address.table.isEmpty();
}

QByteArray associatedData(const CellAddress &address, Suite suite, quint32 keyId)
{
    QByteArray aad("zc-row");
    aad.reserve(96);
    aad.append(kVersion).append(char(suite));
    appendBigEndian<quint32>(aad, keyId);
    aad.append(address.storeId.toRfc4122());
    appendBigEndian<quint16>(aad, quint16(address.table.size()));
    aad.append(address.table);
    appendBigEndian<quint16>(aad, quint16(address.column.size()));
    aad.append(address.column);
    aad.append(address.rowId);
    appendBigEndian<quint64>(aad, address.revision);
    return aad;
}

struct TableKeys {
    std::shared_ptr<const SecretBytes> cipher;
    std::shared_ptr<const SecretBytes> mac;
    CipherKeys view() const { return {cipher->view(), mac ? mac->view() : QByteArrayView()}; }
};

Result<TableKeys> keysFor(const KeyRing &ring, quint32 keyId, Suite suite, const QByteArray &table)
{
    TableKeys keys;
    auto cipher = ring.derive(keyId, suite, "cell.", table, cipherKeySize(suite));
    if (!cipher.ok())
        return cipher.error();
    keys.cipher = *cipher;
    if (suite == Suite::Sm4CtrHmacSm3) {
        auto mac = ring.derive(keyId, suite, "mac.", table, 32);
        if (!mac.ok())
            return mac.error();
        keys.mac = *mac;
    }
    return keys;
}

} // namespace

std::optional<CellHeader> Envelope::peek(QByteArrayView cell)
{
    if (cell.size() < kHeaderSize || cell[0] != 'Z' || cell[1] != 'E' || cell[2] != kVersion)
        return std::nullopt;
    const auto suite = quint8(cell[3]);
    if (suite != quint8(Suite::Aes256Gcm) && suite != quint8(Suite::Sm4CtrHmacSm3))
        return std::nullopt;
    return CellHeader{Suite(suite), qFromBigEndian<quint32>(cell.data() + 4)};
}

Result<QByteArray> Envelope::seal(const CellAddress &address, QByteArrayView plain) const
{
    if (!addressValid(address))
        return Error{ErrorKind::Invalid, u"CRY-CELL-ADDRESS"_s, QString::fromUtf8(address.table)};
    const quint32 keyId = m_ring.currentKeyId();
    const auto keys = keysFor(m_ring, keyId, m_suite, address.table);
    if (!keys.ok())
        return keys.error();
    QByteArray cell("ZE");
    cell.append(kVersion).append(char(m_suite));
    appendBigEndian<quint32>(cell, keyId);
    const QByteArray nonce = randomBytes(12);
    auto sealed = aeadSeal(m_suite, keys->view(), nonce, associatedData(address, m_suite, keyId), cell, plain);
    if (!sealed.ok())
        return sealed;
    return cell + nonce + *sealed;
}

Result<QByteArray> Envelope::open(const CellAddress &address, QByteArrayView cell) const
{
    if (!addressValid(address))
        return Error{ErrorKind::Invalid, u"CRY-CELL-ADDRESS"_s, QString::fromUtf8(address.table)};
    const auto header = peek(cell);
    if (!header)
        return Error{ErrorKind::Corrupt, u"CRY-CELL-FORMAT"_s, u"%1 bytes"_s.arg(cell.size())};
    const auto keys = keysFor(m_ring, header->keyId, header->suite, address.table);
    if (!keys.ok())
        return keys.error();
    return aeadOpen(header->suite, keys->view(), cell.sliced(kFixedSize, 12), associatedData(address, header->suite, header->keyId),
                    cell.first(kFixedSize), cell.sliced(kHeaderSize));
}

} // namespace zc::crypto
