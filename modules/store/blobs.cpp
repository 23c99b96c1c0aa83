#include "blobs.h"

#include "internal/blobprivate.h"
#include "internal/durable.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <crypto/digest.h>

#include <QBuffer>
#include <QFile>

#include <cerrno>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kChunk = 262144;

// Reads until the piece is full or the source ends. A device that fails and one that ends both answer -1; atEnd() tells them apart.
Result<QByteArray> nextPiece(QIODevice &source)
{
    QByteArray piece(kChunk, Qt::Uninitialized);
    qint64 have = 0;
    while (have < kChunk) {
        const qint64 count = source.read(piece.data() + have, kChunk - have);
        if (count < 0 && !source.atEnd())
            return Error{ErrorKind::Internal, u"STO-BLOB-READ"_s, source.errorString()};
        if (count <= 0)
            break;
        have += count;
    }
    piece.resize(have);
    return piece;
}

Error writeError(const QString &path)
{
    Error error = ioError(u"write"_s, path);
    if (error.code == u"STO-IO")
        error.code = u"STO-BLOB-WRITE"_s;
    return error;
}

} // namespace

QString blobPath(const QString &blobFolder, const QByteArray &addr)
{
    const QString name = QString::fromLatin1(addr.toHex());
    return blobFolder + u'/' + name.first(2) + u'/' + name;
}

Result<QByteArray> blobAddress(const crypto::KeyRing &ring, const QByteArray &sha256)
{
    const auto key = ring.derive(ring.firstKeyId(), crypto::Suite::Aes256Gcm, "blobname.", "blob", 32);
    if (!key.ok())
        return key.error();
    return crypto::hmac(crypto::DigestKind::Sha256, (*key)->view(), sha256).first(16);
}

StagedBlob::StagedBlob(StagedBlob &&other) noexcept
{
    *this = std::move(other);
}

StagedBlob &StagedBlob::operator=(StagedBlob &&other) noexcept
{
    if (this == &other)
        return *this;
    if (!m_path.isEmpty())
        QFile::remove(m_path);
    m_path = std::exchange(other.m_path, {});
    m_size = other.m_size;
    m_chunks = other.m_chunks;
    m_addr = other.m_addr;
    m_sha256 = other.m_sha256;
    m_sm3 = other.m_sm3;
    m_mediaType = other.m_mediaType;
    m_fileKey = std::move(other.m_fileKey);
    return *this;
}

StagedBlob::~StagedBlob()
{
    // After attach() renamed the file there is nothing under this name.
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

BlobStore::BlobStore(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
BlobStore::~BlobStore() = default;

Result<StagedBlob> BlobStore::stage(QIODevice &source, const QString &mediaType, const StageOptions &options)
{
    if (const auto room = m_d->guard->mayIngest(options.expectedSize); !room.ok())
        return room.error();

    StagedBlob blob;
    blob.m_path = m_d->temporaryFolder + u'/' + uuidText(makeUuidV7());
    blob.m_fileKey = crypto::SecretBytes::random(32);
    blob.m_mediaType = mediaType;
    const crypto::ChunkHeader header{m_d->suite, quint32(kChunk), m_d->ring->currentKeyId(), crypto::randomBytes(7)};
    const crypto::ChunkCipher cipher(header, blob.m_fileKey);
    crypto::RunningDigest sha(crypto::DigestKind::Sha256), sm(crypto::DigestKind::Sm3);

    QFile file(blob.m_path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(header.encode()) != crypto::ChunkHeader::kSize)
        return writeError(blob.m_path);
    auto piece = nextPiece(source);
    for (bool last = false; !last; ++blob.m_chunks) {
        if (!piece.ok())
            return piece.error();
        const QByteArray plain = *piece;
        if (plain.size() == kChunk)
            piece = nextPiece(source);                     // looked ahead: the last chunk carries a flag
        else
            piece = QByteArray();
        if (!piece.ok())
            return piece.error();
        last = piece->isEmpty();
        sha.add(plain);
        if (options.withSm3)
            sm.add(plain);
        const auto sealed = cipher.seal(quint32(blob.m_chunks), last, plain);
        if (!sealed.ok())
            return sealed.error();
        errno = 0;
        if (file.write(*sealed) != sealed->size())
            return writeError(blob.m_path);
        blob.m_size += plain.size();
        crashPoint("blob.chunk");
    }
    file.close();
    if (blob.m_size < options.expectedSize)
        return Error{ErrorKind::Internal, u"STO-BLOB-READ"_s, u"%1 of %2 bytes"_s.arg(blob.m_size).arg(options.expectedSize)};
    if (const auto synced = syncFile(blob.m_path); !synced.ok())
        return synced.error();
    crashPoint("blob.synced");
    blob.m_sha256 = sha.result();
    if (options.withSm3)
        blob.m_sm3 = sm.result();
    auto addr = blobAddress(*m_d->ring, blob.m_sha256);
    if (!addr.ok())
        return addr.error();
    blob.m_addr = *addr;
    return blob;
}

Result<StagedBlob> BlobStore::stage(const QByteArray &bytes, const QString &mediaType, const StageOptions &options)
{
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    StageOptions known = options;
    known.expectedSize = bytes.size();
    return stage(buffer, mediaType, known);
}

struct BlobReader::Private {
    KeyedBlob blob;
    QFile file;
    std::unique_ptr<crypto::ChunkCipher> cipher;
    qint64 cachedNumber = -1;
    QByteArray cached;

    Error damaged(qint64 chunk) const
    {
        return {ErrorKind::Corrupt, u"STO-BLOB-DAMAGED"_s, u"%1 chunk %2"_s.arg(uuidText(blob.row.blobId)).arg(chunk)};
    }

    Result<QByteArray> chunk(qint64 number)
    {
        if (number == cachedNumber)
            return cached;
        const bool last = number == blob.row.chunks - 1;
        const qint64 plain = last ? blob.row.size - number * cipher->header().chunkSize : cipher->header().chunkSize;
        if (!file.seek(cipher->chunkOffset(quint32(number))))
            return damaged(number);
        const QByteArray sealed = file.read(plain + cipher->header().tagSize());
        auto opened = cipher->open(quint32(number), last, sealed);
        if (!opened.ok() || opened->size() != plain)
            return damaged(number);
        cachedNumber = number;
        cached = *opened;
        return opened;
    }
};

BlobReader::BlobReader(std::unique_ptr<Private> d) : m_d(std::move(d)) {}

BlobReader::~BlobReader()
{
    crypto::cleanse(m_d->cached.data(), m_d->cached.size());
    crypto::cleanse(m_d->blob.fileKey.data(), m_d->blob.fileKey.size());
}

qint64 BlobReader::size() const
{
    return m_d->blob.row.size;
}

Result<QByteArray> BlobReader::read(qint64 offset, qint64 length)
{
    const qint64 size = m_d->blob.row.size;
    if (offset < 0 || length < 0 || offset > size)
        return Error{ErrorKind::Invalid, u"STO-BLOB-RANGE"_s, u"%1+%2 of %3"_s.arg(offset).arg(length).arg(size)};
    const qint64 end = offset + qMin(length, size - offset);
    QByteArray out;
    out.reserve(end - offset);
    const qint64 chunkSize = m_d->cipher->header().chunkSize;
    while (offset < end) {
        const auto chunk = m_d->chunk(offset / chunkSize);
        if (!chunk.ok())
            return chunk.error();
        const QByteArrayView part = QByteArrayView(*chunk).sliced(offset % chunkSize);
        const qint64 count = qMin<qint64>(part.size(), end - offset);
        out.append(part.first(count));
        offset += count;
    }
    return out;
}

Result<QByteArray> BlobReader::readAll(qint64 limit)
{
    if (size() > limit)
        return Error{ErrorKind::Invalid, u"STO-BLOB-LARGE"_s, u"%1 bytes"_s.arg(size())};
    return read(0, size());
}

Result<void> BlobReader::verify()
{
    crypto::RunningDigest digest(crypto::DigestKind::Sha256);
    for (qint64 i = 0; i < m_d->blob.row.chunks; ++i) {
        const auto chunk = m_d->chunk(i);
        if (!chunk.ok())
            return chunk.error();
        digest.add(*chunk);
    }
    const bool whole = m_d->file.size() == m_d->cipher->fileSize(size());
    if (!whole || digest.result() != m_d->blob.row.sha256)
        return m_d->damaged(m_d->blob.row.chunks);
    return {};
}

Result<std::unique_ptr<BlobReader>> openBlobFile(const QString &blobFolder, const KeyedBlob &blob)
{
    auto d = std::make_unique<BlobReader::Private>();
    d->blob = blob;
    d->file.setFileName(blobPath(blobFolder, blob.row.addr));
    if (!d->file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{ErrorKind::Corrupt, u"STO-BLOB-MISSING"_s, uuidText(blob.row.blobId)};
    const auto header = crypto::ChunkHeader::decode(d->file.read(crypto::ChunkHeader::kSize));
    if (!header.ok() || crypto::ChunkCipher::chunkCount(blob.row.size, header->chunkSize) != blob.row.chunks)
        return d->damaged(0);
    QByteArray key = blob.fileKey;
    d->cipher = std::make_unique<crypto::ChunkCipher>(*header, crypto::SecretBytes::consume(key));
    return std::unique_ptr<BlobReader>(new BlobReader(std::move(d)));
}

Result<std::unique_ptr<BlobReader>> BlobStore::open(const QUuid &blobId) const
{
    const auto row = m_d->row(blobId);
    return row.ok() ? openBlobFile(m_d->blobFolder, *row) : Result<std::unique_ptr<BlobReader>>(row.error());
}

} // namespace zc::store
