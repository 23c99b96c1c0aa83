#include "uploads.h"

#include "internal/applier.h"

#include <base/crashpoint.h>

namespace zc::sync {
using namespace Qt::StringLiterals;
using store::AttachmentState;

namespace {

constexpr qint64 kLargestPiece = 8 * 1024 * 1024;
constexpr qint64 kFullWaitMs = 5 * 60'000;
constexpr int kStrikes = 3;

} // namespace

Uploads::Uploads(store::Store &store, platform::PlatformClient &client, const Clock &clock, qint64 pieceBytes, quint32 seed)
    : m_store(store), m_client(client), m_clock(clock), m_firstPiece(pieceBytes), m_piece(pieceBytes), m_random(seed)
{
}

qint64 Uploads::nextTryBootMs() const
{
    qint64 next = -1;
    for (const Progress &progress : m_progress) {
        if (!progress.gaveUp && (next < 0 || progress.nextTryBootMs < next))
            next = progress.nextTryBootMs;
    }
    return next;
}

Uploads::Outcome Uploads::step()
{
    auto open = m_store.read([](store::ReadTx &tx) { return tx.attachmentsInStates({AttachmentState::Uploading, AttachmentState::Local}); });
    if (!open)
        return {};
    const qint64 now = m_clock.bootMs();
    for (const store::Attachment &attachment : *open) {
        Progress &progress = m_progress[attachment.attId];
        if (progress.gaveUp || progress.nextTryBootMs > now)
            continue;
        auto stored = advance(attachment, progress);
        if (!stored)
            return failed(attachment, progress, stored.error());
        progress.attempt = 0;
        Outcome outcome;
        outcome.worked = true;
        outcome.caseId = attachment.caseId;
        outcome.stored = *stored;
        if (*stored)
            m_progress.remove(attachment.attId);
        return outcome;
    }
    return {};
}

// One step of one file; true when all of it is stored.
Result<bool> Uploads::advance(const store::Attachment &attachment, Progress &progress)
{
    auto blob = m_store.read([&](store::ReadTx &tx) { return tx.blob(attachment.blobId); });
    if (!blob)
        return blob.error();
    auto upload = m_store.read([&](store::ReadTx &tx) { return tx.upload(attachment.attId); });
    if (!upload && upload.error().kind != ErrorKind::NotFound)
        return upload.error();
    if (upload && upload->strikes >= kStrikes)
        return Error{ErrorKind::Conflict, u"SYN-UPLOAD"_s, u"strikes"_s};
    if (!upload || upload->url.isEmpty()) {
        if (auto opened = openSession(attachment, *blob); !opened)
            return opened.error();
        progress.offset = -1;
        return false;
    }
    const QByteArray path = upload->url.toLatin1();
    if (progress.offset < 0) {
        auto offset = m_client.uploadOffset(path);
        if (!offset)
            return offset.error();
        // After a restart the furthest byte is not known here; only beyond the file is certainly impossible.
        if (*offset > blob->size)
            return Error{ErrorKind::Corrupt, u"SYN-UPLOAD"_s, u"offset beyond the file"_s};
        progress.offset = *offset;
    }
    if (progress.offset < blob->size) {
        auto reader = m_store.blobs().open(attachment.blobId);
        if (!reader)
            return reader.error();
        auto piece = (*reader)->read(progress.offset, std::min(m_piece, blob->size - progress.offset));
        if (!piece)
            return piece.error();
        progress.sent = std::max(progress.sent, progress.offset + piece->size());
        const qint64 began = m_clock.bootMs();
        auto reached = m_client.appendUpload(path, progress.offset, *piece);
        if (!reached)
            return reached.error();
        crashPoint("up.patched");
        progress.offset = *reached;
        // Pieces of about a second: a cut costs little, and a fast line is not slowed by the round trips.
        const qint64 took = m_clock.bootMs() - began;
        m_piece = took < 500 ? std::min(kLargestPiece, m_piece * 2) : took > 2000 ? std::max(m_firstPiece / 4, m_piece / 2) : m_piece;
    }
    if (progress.offset < blob->size)
        return false;
    auto done = m_store.write([attId = attachment.attId](store::WriteTx &tx) -> Result<bool> {
        auto row = tx.attachment(attId);
        if (!row)
            return row.error();
        if (row->state == AttachmentState::Tomb)
            return true;
        row->state = AttachmentState::Stored;
        auto stored = tx.putAttachment(*row);
        return stored ? Result<bool>(true) : Result<bool>(stored.error());
    });
    return done.result();
}

Result<void> Uploads::openSession(const store::Attachment &attachment, const store::BlobRow &blob)
{
    auto path = m_client.createUpload(attachment.attId, blob.size, blob.sha256.toHex());
    if (!path)
        return path.error();
    crashPoint("up.created");
    auto saved = m_store.write([attId = attachment.attId, path = *path, size = blob.size, digest = blob.sha256](store::WriteTx &tx) -> Result<void> {
        auto known = tx.upload(attId);
        store::Upload row = known ? *known : store::Upload{};
        row.attId = attId;
        row.url = QString::fromLatin1(path);
        row.length = size;
        row.digest = digest;
        row.attempt += 1;
        if (auto stored = tx.putUpload(row); !stored)
            return stored;
        auto file = tx.attachment(attId);
        if (!file)
            return file.error();
        if (file->state != AttachmentState::Local)
            return {};
        file->state = AttachmentState::Uploading;
        return tx.putAttachment(*file);
    });
    auto outcome = saved.result();
    if (outcome)
        crashPoint("up.urlsaved");
    return outcome;
}

Result<void> Uploads::dropSession(const QUuid &attId, bool strike)
{
    return m_store.write([attId, strike](store::WriteTx &tx) -> Result<void> {
        auto row = tx.upload(attId);
        if (!row)
            return {};
        row->url.clear();
        row->strikes += strike ? 1 : 0;
        return tx.putUpload(*row);
    }).result();
}

Uploads::Outcome Uploads::failed(const store::Attachment &attachment, Progress &progress, const Error &error)
{
    Outcome outcome;
    outcome.worked = true;
    outcome.caseId = attachment.caseId;
    const QString &code = error.code;
    const bool strike = code == u"NET-TUS-REFUSED" || (code == u"SYN-UPLOAD" && error.kind == ErrorKind::Corrupt);
    progress.offset = -1;                        // whatever happened: ask again where we are
    progress.nextTryBootMs = m_clock.bootMs() + internal::backOffMs(progress.attempt++, 0, m_random);
    if (code == u"NET-TUS-OFFSET") {
        progress.nextTryBootMs = 0;
    } else if (code == u"NET-TUS-GONE" || strike) {
        if (auto dropped = dropSession(attachment.attId, strike); dropped && !strike)
            progress.nextTryBootMs = 0;
    } else if (code == u"NET-TUS-FULL") {
        progress.nextTryBootMs = m_clock.bootMs() + kFullWaitMs;
    } else if (code == u"NET-TUS-BUSY" || code == u"NET-TUS-DENIED") {
        // Ours, and later: the way itself is fine.
    } else if (code.startsWith("STO-"_L1) || error.kind == ErrorKind::Conflict) {
        progress.gaveUp = true;                  // the own file cannot be read, or three sessions went wrong
        outcome.attention = code;
    } else {
        outcome.offline = error.kind != ErrorKind::Cancelled;
    }
    return outcome;
}

} // namespace zc::sync
