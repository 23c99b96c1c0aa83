#pragma once
#include <base/result.h>
#include <crypto/secretbytes.h>
#include <crypto/suite.h>

namespace zc::crypto {

// The sealed form of an attachment: header, then chunks of 262 144 plaintext bytes (the last one shorter; an empty file is
// one empty last chunk). STREAM construction: nonce = prefix(7) ‖ chunk number(4) ‖ last flag(1), header authenticated with
// every chunk. Cut, reordered, swapped or damaged chunks do not open, and any single chunk can be opened alone.
struct ChunkHeader {
    Suite suite = Suite::Aes256Gcm;
    quint32 chunkSize = 262144;
    quint32 keyId = 0;             // data key whose row holds the file key; information for support
    QByteArray prefix;             // 7 random bytes

    static constexpr qsizetype kSize = 20;
    QByteArray encode() const;
    static Result<ChunkHeader> decode(QByteArrayView bytes);       // CRY-FILE-FORMAT (Corrupt)
    qsizetype tagSize() const { return suite == Suite::Aes256Gcm ? 16 : 32; }
};

// One per file and key; thread-safe after construction. The file key is 32 random bytes used for this file only.
class ChunkCipher {
public:
    ChunkCipher(const ChunkHeader &header, const SecretBytes &fileKey);
    // `last` marks the end of the file. Errors: CRY-CHUNK-BROKEN (Corrupt), CRY-CHUNK-SIZE (Invalid).
    Result<QByteArray> seal(quint32 number, bool last, QByteArrayView plain) const;
    Result<QByteArray> open(quint32 number, bool last, QByteArrayView sealed) const;
    const ChunkHeader &header() const { return m_header; }

    static quint32 chunkCount(qint64 plainSize, quint32 chunkSize = 262144);
    qint64 fileSize(qint64 plainSize) const;                       // size on disk of a file of that many bytes
    qint64 chunkOffset(quint32 number) const;                      // where a chunk starts on disk

private:
    ChunkHeader m_header;
    QByteArray m_headerBytes;
    SecretBytes m_cipherKey;
    SecretBytes m_macKey;
};

} // namespace zc::crypto
