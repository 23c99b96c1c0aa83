#include "internal/uploads.h"

#include "internal/blobs.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <crypto/digest.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QtEndian>

#include <unistd.h>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;
namespace header = platform::header;
namespace limit = platform::limit;

constexpr qint64 kRecordBytes = 256 * 1024;      // plain bytes of one record at most
constexpr qint64 kRecordHead = 8;                // plain size and cell size, big endian
constexpr char kNode[] = "n1-";

Answer tus(int status)
{
    Answer answer;
    answer.status = status;
    answer.with(header::kTusResumable, platform::kTusVersion);
    return answer;
}

Answer tusProblem(ProblemCode code, const QString &detail = {})
{
    Answer answer = problemAnswer(code, detail);
    answer.with(header::kTusResumable, platform::kTusVersion);
    return answer;
}

// att_id and sha256, comma separated, values base64; other keys are allowed and ignored, twice the same is not.
std::optional<QHash<QByteArray, QByteArray>> metadata(const QByteArray &text)
{
    QHash<QByteArray, QByteArray> out;
    const QList<QByteArray> pairs = text.split(',');
    for (const QByteArray &pair : pairs) {
        const QList<QByteArray> words = pair.trimmed().split(' ');
        if (words.size() > 2 || words.first().isEmpty() || out.contains(words.first()))
            return {};
        const auto value = QByteArray::fromBase64Encoding(words.value(1), QByteArray::AbortOnBase64DecodingErrors);
        if (!value)
            return {};
        out.insert(words.first(), value.decoded);
    }
    return out;
}

} // namespace

Uploads::Uploads(const Vault &vault, Database &db, const Clock &clock, const QString &folder)
    : m_vault(vault), m_db(db), m_clock(clock), m_folder(folder)
{
}

bool Uploads::prepare()
{
    if (!QDir().mkpath(m_folder))
        return false;
    // A crash between the binding and the removal of its part file leaves a file nobody names.
    QSet<QString> named;
    m_db.read([&](Connection &db) {
        const auto rows = db.rows("SELECT upload_id FROM upload");
        for (const Row &row : rows)
            named.insert(uuidText(QUuid::fromRfc4122(row.first().toByteArray())) + u".part"_s);
    });
    const QStringList files = QDir(m_folder).entryList({u"*.part"_s}, QDir::Files);
    for (const QString &file : files)
        if (!named.contains(file))
            QFile::remove(m_folder + u'/' + file);
    dropExpired();
    return true;
}

QString Uploads::pathOf(const QUuid &id) const { return m_folder + u'/' + uuidText(id) + u".part"_s; }

QByteArray Uploads::expiry(qint64 expiresMs) const
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(expiresMs, Qt::UTC), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

std::optional<Uploads::Known> Uploads::known(const QString &uploadId, const QUuid &clientId)
{
    if (!uploadId.startsWith(QLatin1StringView(kNode)))
        return {};
    const QUuid id = uuidFromCanonicalText(QStringView(uploadId).sliced(3));
    std::optional<Known> out;
    m_db.read([&](Connection &db) {
        const auto row = db.row("SELECT att_id, length, expires_ms FROM upload WHERE upload_id=? AND client_id=?", {id.toRfc4122(), clientId.toRfc4122()});
        if (row)
            out = Known{id, QUuid::fromRfc4122(row->at(0).toByteArray()), row->at(1).toLongLong(), row->at(2).toLongLong()};
    });
    return out;
}

std::shared_ptr<Uploads::Part> Uploads::part(const QUuid &id)
{
    const std::lock_guard lock(m_mutex);
    auto &slot = m_parts[id];
    if (!slot)
        slot = std::make_shared<Part>();
    return slot;
}

void Uploads::measure(const QUuid &id, Part &part) const
{
    if (part.offset >= 0)
        return;
    part.offset = 0;
    part.fileSize = 0;
    part.records = 0;
    QFile file(pathOf(id));
    if (!file.open(QIODevice::ReadWrite))
        return;
    const qint64 size = file.size();
    while (part.fileSize + kRecordHead <= size && file.seek(part.fileSize)) {
        const QByteArray head = file.read(kRecordHead);
        const qint64 plain = qFromBigEndian<quint32>(head.constData());
        const qint64 cell = qFromBigEndian<quint32>(head.constData() + 4);
        if (plain > kRecordBytes || cell > kRecordBytes + 64 || part.fileSize + kRecordHead + cell > size)
            break;
        try {
            const QByteArray bytes = m_vault.open("upload", id.toRfc4122(), part.records + 1, file.read(cell));
            if (bytes.size() != plain)
                break;
        } catch (const DbFault &) {
            break;
        }
        part.offset += plain;
        part.fileSize += kRecordHead + cell;
        ++part.records;
    }
    file.resize(part.fileSize);
}

Answer Uploads::options() const
{
    return tus(204).with("Tus-Version", platform::kTusVersion).with("Tus-Extension", platform::kTusExtensions)
        .with("Tus-Max-Size", QByteArray::number(limit::kFileBytes)).with("Tus-Checksum-Algorithm", "sha256");
}

std::optional<Answer> Uploads::refuseEarly(const Request &request)
{
    const QByteArray method(request.endpoint->method);
    if (method == "OPTIONS")
        return {};
    if (request.header(header::kTusResumable) != platform::kTusVersion)
        return tusProblem(ProblemCode::TusVersion).with("Tus-Version", platform::kTusVersion);
    if (method == "POST") {
        const auto length = strictInteger(request.header(header::kUploadLength), 0, (qint64(1) << 53) - 1);
        const auto meta = metadata(request.header(header::kUploadMetadata));
        if (!length || !meta || uuidFromCanonicalText(QString::fromLatin1(meta->value("att_id"))).isNull()
            || !platform::isSha256Text(meta->value("sha256")) || request.contentLength > 0)
            return tusProblem(ProblemCode::HeaderInvalid, u"Upload-Length or Upload-Metadata"_s);
        if (*length > limit::kFileBytes)
            return tusProblem(ProblemCode::FileTooLarge);
        return {};
    }
    if (method != "PATCH")
        return {};
    if (request.header("content-type") != platform::media::kTusPatch)
        return tusProblem(ProblemCode::MediaType);
    const auto offset = strictInteger(request.header(header::kUploadOffset), 0, limit::kFileBytes);
    if (!offset)
        return tusProblem(ProblemCode::HeaderInvalid, u"Upload-Offset"_s);
    if (request.contentLength < 0)
        return tusProblem(ProblemCode::LengthRequired);
    if (request.contentLength > limit::kTusPatchBytes)
        return tusProblem(ProblemCode::BodyTooLarge);
    const auto found = known(request.ids.first(), request.principal.clientId);
    if (!found)
        return tusProblem(ProblemCode::NotFound);
    if (found->expiresMs < m_clock.wallMs())
        return tusProblem(ProblemCode::UploadGone);
    const auto state = part(found->id);
    const std::unique_lock lock(state->mutex, std::try_to_lock);
    if (!lock.owns_lock())
        return tusProblem(ProblemCode::UploadOffset, u"another request writes"_s);
    measure(found->id, *state);
    if (state->offset != *offset)
        return tusProblem(ProblemCode::UploadOffset).with(header::kUploadOffset, QByteArray::number(state->offset));
    if (*offset + request.contentLength > found->length)
        return tusProblem(ProblemCode::BodyTooLarge, u"beyond the announced length"_s);
    return {};
}

Answer Uploads::create(const Request &request)
{
    const auto meta = metadata(request.header(header::kUploadMetadata));
    const QUuid attId = uuidFromCanonicalText(QString::fromLatin1(meta->value("att_id")));
    const qint64 length = *strictInteger(request.header(header::kUploadLength), 0, limit::kFileBytes);
    const QUuid id = makeUuidV7();
    const qint64 expires = m_clock.wallMs() + limit::kUploadIdleMs;
    bool room = true;
    const auto enter = [&](Connection &db) {
        const qint64 open = db.row("SELECT count(*) FROM upload WHERE client_id=?", {request.principal.clientId.toRfc4122()})->first().toLongLong();
        room = open < limit::kOpenUploads;
        if (!room)
            return false;
        db.run("INSERT INTO upload VALUES(?,?,?,?,?)", {id.toRfc4122(), request.principal.clientId.toRfc4122(), attId.toRfc4122(), length, expires});
        return true;
    };
    m_db.write(enter);
    if (!room && dropExpired() > 0)
        m_db.write(enter);
    if (!room)
        return tusProblem(ProblemCode::RateLimited, u"too many open uploads"_s);
    return tus(201).with("Location", QByteArray("/v1/uploads/") + kNode + uuidText(id).toLatin1()).with(header::kUploadExpires, expiry(expires));
}

Answer Uploads::head(const Request &request)
{
    const auto found = known(request.ids.first(), request.principal.clientId);
    if (!found)
        return tusProblem(ProblemCode::NotFound);
    if (found->expiresMs < m_clock.wallMs())
        return tusProblem(ProblemCode::UploadGone);
    const auto state = part(found->id);
    const std::lock_guard lock(state->mutex);
    measure(found->id, *state);
    return tus(200).with(header::kUploadOffset, QByteArray::number(state->offset)).with(header::kUploadLength, QByteArray::number(found->length))
        .with(header::kUploadExpires, expiry(found->expiresMs)).with("Cache-Control", "no-store");
}

bool Uploads::appendRecord(const QUuid &id, Part &part, QFile &file, QByteArrayView plain) const
{
    const QByteArray cell = m_vault.seal("upload", id.toRfc4122(), part.records + 1, plain);
    QByteArray head(kRecordHead, '\0');
    qToBigEndian(quint32(plain.size()), head.data());
    qToBigEndian(quint32(cell.size()), head.data() + 4);
    if (file.write(head + cell) != head.size() + cell.size())
        return false;
    part.offset += plain.size();
    part.fileSize += head.size() + cell.size();
    ++part.records;
    return true;
}

Answer Uploads::patch(const Request &request)
{
    const auto found = known(request.ids.first(), request.principal.clientId);
    if (!found)
        return tusProblem(ProblemCode::NotFound);
    const auto state = part(found->id);
    const std::lock_guard lock(state->mutex);
    measure(found->id, *state);
    const auto offset = strictInteger(request.header(header::kUploadOffset), 0, limit::kFileBytes);
    if (!offset || state->offset != *offset)
        return tusProblem(ProblemCode::UploadOffset).with(header::kUploadOffset, QByteArray::number(state->offset));
    const QByteArray checksum = request.header(header::kUploadChecksum);
    QByteArray wanted;
    if (!checksum.isEmpty()) {
        const auto digest = QByteArray::fromBase64Encoding(checksum.mid(7), QByteArray::AbortOnBase64DecodingErrors);
        if (!checksum.startsWith("sha256 ") || !digest || digest.decoded.size() != 32)
            return tusProblem(ProblemCode::HeaderInvalid, u"Upload-Checksum"_s);
        wanted = digest.decoded;
    }
    QFile file(pathOf(found->id));
    if (!file.open(QIODevice::ReadWrite) || !file.seek(state->fileSize)) {
        state->offset = -1;
        return tusProblem(ProblemCode::StorageFull);
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const qint64 beforeOffset = state->offset, beforeSize = state->fileSize;
    const quint32 beforeRecords = state->records;
    crypto::RunningDigest digest(crypto::DigestKind::Sha256);
    qint64 left = request.contentLength;
    bool stored = true, broken = false;
    QByteArray block(kRecordBytes, Qt::Uninitialized);
    while (left > 0 && stored && !broken) {
        qint64 filled = 0;
        while (filled < qMin(left, kRecordBytes)) {
            const qint64 got = request.read(block.data() + filled, qMin(left, kRecordBytes) - filled);
            if (got <= 0) {
                broken = true;      // what came before the break is kept: the next offset says so
                break;
            }
            filled += got;
        }
        if (filled > 0) {
            const QByteArrayView piece = QByteArrayView(block).first(filled);
            digest.add(piece);
            stored = appendRecord(found->id, *state, file, piece);
            left -= filled;
        }
    }
    crashPoint("up.data");
    const bool wrong = !wanted.isEmpty() && (broken || digest.result() != wanted);
    if (!stored || wrong) {
        file.resize(beforeSize);
        state->offset = stored ? beforeOffset : -1;
        state->fileSize = beforeSize;
        state->records = beforeRecords;
    }
    const bool synced = file.flush() && ::fsync(file.handle()) == 0;
    crashPoint("up.fsync");
    if (!stored || !synced) {
        state->offset = -1;      // measured again from the file
        return tusProblem(ProblemCode::StorageFull);
    }
    if (beforeOffset == 0 && !syncFolder(m_folder))
        return tusProblem(ProblemCode::StorageFull);
    if (wrong && !broken)
        return tusProblem(ProblemCode::Checksum).with(header::kUploadOffset, QByteArray::number(state->offset));
    const qint64 expires = m_clock.wallMs() + limit::kUploadIdleMs;
    m_db.write([&](Connection &db) {
        db.run("UPDATE upload SET expires_ms=? WHERE upload_id=?", {expires, found->id.toRfc4122()});
        return true;
    });
    Answer answer = tus(204).with(header::kUploadOffset, QByteArray::number(state->offset)).with(header::kUploadExpires, expiry(expires));
    answer.close = broken;
    return answer;
}

Answer Uploads::remove(const Request &request)
{
    const auto found = known(request.ids.first(), request.principal.clientId);
    if (!found)
        return tusProblem(ProblemCode::NotFound);
    m_db.write([&](Connection &db) {
        db.run("DELETE FROM upload WHERE upload_id=?", {found->id.toRfc4122()});
        return true;
    });
    drop(found->id);
    return tus(204);
}

std::optional<Uploads::Finished> Uploads::finished(const QString &uploadId, const QUuid &clientId)
{
    const auto found = known(uploadId, clientId);
    if (!found)
        return {};
    const auto state = part(found->id);
    {
        const std::lock_guard lock(state->mutex);
        measure(found->id, *state);
        if (state->offset != found->length)
            return {};
    }
    auto file = std::make_shared<QFile>(pathOf(found->id));
    if (found->length > 0 && !file->open(QIODevice::ReadOnly))
        return {};
    auto record = std::make_shared<quint32>(0);
    Finished out{found->id, found->attId, found->length, {}};
    out.next = [this, id = found->id, file, record, length = found->length]() -> Result<QByteArray> {
        if (length == 0 || file->atEnd())
            return QByteArray();
        const QByteArray head = file->read(kRecordHead);
        if (head.size() != kRecordHead)
            return Error{ErrorKind::Corrupt, u"REF-STORAGE"_s, u"part file"_s};
        try {
            return m_vault.open("upload", id.toRfc4122(), ++*record, file->read(qFromBigEndian<quint32>(head.constData() + 4)));
        } catch (const DbFault &) {
            return Error{ErrorKind::Corrupt, u"REF-STORAGE"_s, u"part file"_s};
        }
    };
    return out;
}

void Uploads::drop(const QUuid &id)
{
    QFile::remove(pathOf(id));
    const std::lock_guard lock(m_mutex);
    m_parts.erase(id);
}

int Uploads::dropExpired()
{
    QList<Row> gone;
    m_db.write([&](Connection &db) {
        gone = db.rows("DELETE FROM upload WHERE expires_ms<? RETURNING upload_id", {m_clock.wallMs()});
        return true;
    });
    for (const Row &row : gone)
        drop(QUuid::fromRfc4122(row.first().toByteArray()));
    return int(gone.size());
}

} // namespace zc::refplatform
