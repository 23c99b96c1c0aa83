#include "chunkstream.h"

#include "internal/cell.h"

#include <crypto/digest.h>

#include <QtEndian>

namespace zc::crypto {

using namespace Qt::StringLiterals;

// "ZB" 01 suite chunkSize(4) keyId(4) prefix(7) 00
QByteArray ChunkHeader::encode() const
{
    QByteArray bytes(kSize, '\0');
    bytes[0] = 'Z';
    bytes[1] = 'B';
    bytes[2] = 1;
    bytes[3] = char(suite);
    qToBigEndian<quint32>(chunkSize, bytes.data() + 4);
    qToBigEndian<quint32>(keyId, bytes.data() + 8);
    bytes.replace(12, 7, prefix.leftJustified(7, '\0', true));
    return bytes;
}

Result<ChunkHeader> ChunkHeader::decode(QByteArrayView bytes)
{
    const Error bad{ErrorKind::Corrupt, u"CRY-FILE-FORMAT"_s, u"%1 bytes"_s.arg(bytes.size())};
    if (bytes.size() < kSize || bytes[0] != 'Z' || bytes[1] != 'B' || bytes[2] != 1 || bytes[19] != 0)
        return bad;
    const auto suite = quint8(bytes[3]);
    ChunkHeader header;
    header.chunkSize = qFromBigEndian<quint32>(bytes.data() + 4);
    if ((suite != quint8(Suite::Aes256Gcm) && suite != quint8(Suite::Sm4CtrHmacSm3)) || header.chunkSize < 64
        || header.chunkSize > (1u << 24))
        return bad;
    header.suite = Suite(suite);
    header.keyId = qFromBigEndian<quint32>(bytes.data() + 8);
    header.prefix = bytes.sliced(12, 7).toByteArray();
    return header;
}

ChunkCipher::ChunkCipher(const ChunkHeader &header, const SecretBytes &fileKey)
    : m_header(header), m_headerBytes(header.encode())
{
    const DigestKind kind = header.suite == Suite::Aes256Gcm ? DigestKind::Sha256 : DigestKind::Sm3;
    const char suite = char(header.suite);
    const QByteArray tail = QByteArray(1, suite);
    m_cipherKey = hkdf(kind, fileKey.view(), {}, tail + "chunk.", cipherKeySize(header.suite));
    m_macKey = hkdf(kind, fileKey.view(), {}, tail + "mac.", 32);
}

static QByteArray chunkNonce(const QByteArray &prefix, quint32 number, bool last)
{
    QByteArray nonce = prefix;
    char counter[4];
    qToBigEndian<quint32>(number, counter);
    nonce.append(counter, 4).append(last ? '\1' : '\0');
    return nonce;
}

Result<QByteArray> ChunkCipher::seal(quint32 number, bool last, QByteArrayView plain) const
{
    const bool fits = last ? plain.size() <= m_header.chunkSize : plain.size() == m_header.chunkSize;
    if (!fits || m_header.prefix.size() != 7)
        return Error{ErrorKind::Invalid, u"CRY-CHUNK-SIZE"_s, u"chunk %1: %2 bytes"_s.arg(number).arg(plain.size())};
    return aeadSeal(m_header.suite, {m_cipherKey.view(), m_macKey.view()}, chunkNonce(m_header.prefix, number, last), m_headerBytes,
                    {}, plain);
}

Result<QByteArray> ChunkCipher::open(quint32 number, bool last, QByteArrayView sealed) const
{
    auto plain = aeadOpen(m_header.suite, {m_cipherKey.view(), m_macKey.view()}, chunkNonce(m_header.prefix, number, last),
                          m_headerBytes, {}, sealed);
    if (!plain.ok())
        return Error{ErrorKind::Corrupt, u"CRY-CHUNK-BROKEN"_s, u"chunk %1"_s.arg(number)};
    return plain;
}

quint32 ChunkCipher::chunkCount(qint64 plainSize, quint32 chunkSize)
{
    return plainSize <= 0 ? 1 : quint32((plainSize + chunkSize - 1) / chunkSize);
}

qint64 ChunkCipher::fileSize(qint64 plainSize) const
{
    return ChunkHeader::kSize + plainSize + qint64(chunkCount(plainSize, m_header.chunkSize)) * m_header.tagSize();
}

qint64 ChunkCipher::chunkOffset(quint32 number) const
{
    return ChunkHeader::kSize + qint64(number) * (m_header.chunkSize + m_header.tagSize());
}

} // namespace zc::crypto
