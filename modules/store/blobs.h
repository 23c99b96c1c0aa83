#pragma once
#include <base/result.h>
#include <crypto/chunkstream.h>

#include <QIODevice>
#include <QUuid>

#include <memory>

namespace zc::store {

class BlobReader;
class DiskGuard;
struct KeyedBlob;
Result<std::unique_ptr<BlobReader>> openBlobFile(const QString &blobFolder, const KeyedBlob &blob);      // internal

// A sealed file in tmp/, synced, not yet known to any row. Move-only: forgotten files are removed by the destructor.
class StagedBlob {
public:
    StagedBlob() = default;
    StagedBlob(StagedBlob &&other) noexcept;
    StagedBlob &operator=(StagedBlob &&other) noexcept;
    ~StagedBlob();
    qint64 size() const { return m_size; }
    QByteArray sha256() const { return m_sha256; }
    QByteArray sm3() const { return m_sm3; }
    QString mediaType() const { return m_mediaType; }

private:
    friend class BlobStore;
    friend class WriteTx;
    QString m_path;                    // empty after it found its row
    qint64 m_size = 0;
    qint64 m_chunks = 0;
    QByteArray m_addr;
    QByteArray m_sha256;
    QByteArray m_sm3;
    QString m_mediaType;
    crypto::SecretBytes m_fileKey;
};

// Random reading of one sealed file; opens single chunks in memory. Not thread-safe, one per reader.
class BlobReader {
public:
    ~BlobReader();
    qint64 size() const;
    // Fewer bytes than asked only at the end. STO-BLOB-DAMAGED (Corrupt) names the chunk; other chunks stay readable.
    Result<QByteArray> read(qint64 offset, qint64 length);
    Result<QByteArray> readAll(qint64 limit = 64 * 1024 * 1024);   // above the limit: Invalid STO-BLOB-LARGE
    Result<void> verify();                                         // every chunk, and the SHA-256 of the row

private:
    friend Result<std::unique_ptr<BlobReader>> openBlobFile(const QString &blobFolder, const KeyedBlob &blob);
    struct Private;
    explicit BlobReader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

struct StageOptions {
    qint64 expectedSize = 0;           // 0 = unknown; for the check of free space
    bool withSm3 = false;
};

// Attachments as immutable sealed files below blobs/. No plaintext file exists at any moment. stage() and open() may be called
// on any thread but the GUI's; both block. A staged file becomes durable by WriteTx::attach in a committed write.
class BlobStore {
public:
    ~BlobStore();
    // Reads to the end. STO-DISK-LOW (Denied) before anything is written; STO-BLOB-READ when the source fails;
    // STO-BLOB-WRITE, STO-DISK-FULL when the disk does. Nothing is left behind then.
    Result<StagedBlob> stage(QIODevice &source, const QString &mediaType, const StageOptions &options = {});
    Result<StagedBlob> stage(const QByteArray &bytes, const QString &mediaType, const StageOptions &options = {});
    Result<std::unique_ptr<BlobReader>> open(const QUuid &blobId) const;   // STO-ROW-ABSENT, STO-BLOB-MISSING, STO-SEAL-*

private:
    friend class Store;
    struct Private;
    explicit BlobStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace zc::store
