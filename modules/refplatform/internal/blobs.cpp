#include "internal/blobs.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <crypto/chunkstream.h>
#include <crypto/digest.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace zc::refplatform {

using namespace Qt::StringLiterals;

namespace {

Error storage(const QString &what) { return {ErrorKind::Internal, u"REF-STORAGE"_s, what}; }

} // namespace

bool syncFolder(const QString &folder)
{
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool done = ::fsync(handle) == 0;
    ::close(handle);
    return done;
}

bool Blobs::prepare(const QSet<QUuid> &named)
{
    if (!QDir().mkpath(m_folder))
        return false;
    QDirIterator files(m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!named.contains(uuidFromCanonicalText(files.fileName())))
            QFile::remove(path);
    }
    return true;
}

QString Blobs::pathOf(const QUuid &id) const
{
    const QString name = uuidText(id);
    // The random end of the id spreads the files over the folders.
    return m_folder + u'/' + name.last(2) + u'/' + name;
}

Result<Blobs::Written> Blobs::write(const std::function<Result<QByteArray>()> &source)
{
    Written written;
    written.id = makeUuidV7();
    written.key = crypto::randomBytes(32);
    crypto::ChunkHeader header;
    header.prefix = crypto::randomBytes(7);
    const crypto::ChunkCipher cipher(header, crypto::SecretBytes::copyOf(written.key));
    const QString path = pathOf(written.id);
    const QString folder = path.first(path.lastIndexOf(u'/'));
    if (!QDir().mkpath(folder))
        return storage(u"blob folder"_s);
    QFile file(path + u".tmp"_s);
    if (!file.open(QIODevice::WriteOnly))
        return storage(u"blob file"_s);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(header.encode()) != crypto::ChunkHeader::kSize)
        return storage(u"blob file"_s);
    crypto::RunningDigest digest(crypto::DigestKind::Sha256);
    QByteArray pending;
    quint32 number = 0;
    const auto put = [&](QByteArrayView plain, bool last) -> Result<void> {
        const auto sealed = cipher.seal(number++, last, plain);
        if (!sealed)
            return sealed.error();
        return file.write(*sealed) == sealed->size() ? Result<void>() : storage(u"blob file"_s);
    };
    for (;;) {
        const auto piece = source();
        if (!piece) {
            file.remove();
            return piece.error();
        }
        if (piece->isEmpty())
            break;
        digest.add(*piece);
        written.size += piece->size();
        pending += *piece;
        // The last chunk carries a flag, so one full chunk is always held back.
        while (pending.size() > qsizetype(header.chunkSize)) {
            if (auto done = put(QByteArrayView(pending).first(header.chunkSize), false); !done)
                return done.error();
            pending.remove(0, header.chunkSize);
        }
    }
    if (auto done = put(pending, true); !done)
        return done.error();
    written.sha256 = digest.result().toHex();
    crashPoint("bind.hashed");
    if (!file.flush() || ::fsync(file.handle()) != 0)
        return storage(u"blob fsync"_s);
    file.close();
    if (!QFile::rename(path + u".tmp"_s, path) || !syncFolder(folder) || !syncFolder(m_folder))
        return storage(u"blob rename"_s);
    crashPoint("bind.moved");
    return written;
}

void Blobs::remove(const QUuid &id) { QFile::remove(pathOf(id)); }

bool Blobs::exists(const QUuid &id) const { return QFile::exists(pathOf(id)); }

bool Blobs::read(const QUuid &id, const QByteArray &key, qint64 size, qint64 from, qint64 length, const std::function<bool(QByteArrayView)> &sink) const
{
    QFile file(pathOf(id));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const auto header = crypto::ChunkHeader::decode(file.read(crypto::ChunkHeader::kSize));
    if (!header)
        return false;
    const crypto::ChunkCipher cipher(*header, crypto::SecretBytes::copyOf(key));
    const quint32 chunks = crypto::ChunkCipher::chunkCount(size, header->chunkSize);
    const qint64 end = from + length;
    for (quint32 number = quint32(from / header->chunkSize); number < chunks && from < end; ++number) {
        const qint64 start = qint64(number) * header->chunkSize;
        const qint64 plainSize = qMin(qint64(header->chunkSize), size - start);
        if (!file.seek(cipher.chunkOffset(number)))
            return false;
        const auto plain = cipher.open(number, number + 1 == chunks, file.read(plainSize + header->tagSize()));
        if (!plain)
            return false;
        const qint64 skip = from - start;
        const qint64 take = qMin(plain->size() - skip, end - from);
        if (!sink(QByteArrayView(*plain).sliced(skip, take)))
            return false;
        from += take;
    }
    return true;
}

} // namespace zc::refplatform
