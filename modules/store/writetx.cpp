#include "transaction.h"

#include "guard.h"
#include "internal/blobprivate.h"
#include "internal/durable.h"
#include "internal/sessionrows.h"

#include <base/crashpoint.h>
#include <base/uuid.h>

#include <QFile>
#include <QFileInfo>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

// What a clerk adds is refused while the ballast is out; what sync needs to drain the outbox is not.
Result<void> roomForMore(Session &session)
{
    return session.guard ? session.noted(session.guard->mayWrite()) : Result<void>();
}

Result<void> notFrozen(Session &session, const QUuid &caseId)
{
    const auto row = session.db.first("SELECT frozen_op FROM case_file WHERE case_id=?", {cellOf(caseId)}, 1);
    if (!row.ok())
        return session.note(row.error());
    if (!*row)
        return session.note({ErrorKind::NotFound, u"STO-ROW-ABSENT"_s, u"case_file"_s});
    if (!std::holds_alternative<std::monostate>((**row)[0]))
        return session.note({ErrorKind::Denied, u"STO-CASE-FROZEN"_s, uuidText(caseId)});
    return {};
}

// The number of a path in its case, shared by field and mirror; 0 = none yet. Reads the case once, then remembers.
Result<QHash<QString, int> *> pathNumbers(Session &session, const QUuid &caseId)
{
    constexpr int kCasesRemembered = 64;
    auto &cache = *session.pathNumbers;
    if (const auto found = cache.find(caseId); found != cache.end())
        return &*found;
    if (cache.size() >= kCasesRemembered)
        cache.clear();
    QHash<QString, int> numbers;
    const auto fields = session.list<FieldRow>(" WHERE case_id=?", {cellOf(caseId)});
    if (!fields.ok())
        return session.note(fields.error());
    const auto mirrors = session.list<MirrorField>(" WHERE case_id=?", {cellOf(caseId)});
    if (!mirrors.ok())
        return session.note(mirrors.error());
    for (const FieldRow &row : *fields)
        numbers.insert(row.path, row.no);
    for (const MirrorField &row : *mirrors)
        numbers.insert(row.path, row.no);
    return &*cache.insert(caseId, numbers);
}

Result<int> numberFor(Session &session, const QUuid &caseId, const QString &path)
{
    auto numbers = pathNumbers(session, caseId);
    if (!numbers.ok())
        return numbers.error();
    if (const int known = (*numbers)->value(path))
        return known;
    // Above every number in use, rows with damaged bodies included, so that none is overwritten.
    const auto highest = session.db.number("SELECT max(no) FROM (SELECT no FROM case_field WHERE case_id=?1"
                                           " UNION ALL SELECT no FROM mirror_field WHERE case_id=?1)", {cellOf(caseId)});
    if (!highest.ok())
        return session.note(highest.error());
    const int next = int(*highest) + 1;
    (*numbers)->insert(path, next);
    return next;
}

// Only this thread gives files their names, and no row knows this one: whatever lies there is an orphan of a crash.
Result<void> place(const Session &session, const QString &staged, const QString &target)
{
    if (staged.isEmpty() || !QFile::exists(staged))
        return Error{ErrorKind::Invalid, u"STO-BLOB-STAGED"_s, {}};
    const QString folder = QFileInfo(target).absolutePath();
    auto moved = makePrivateFolder(folder);
    if (moved.ok())
        moved = renameOver(staged, target);
    crashPoint("blob.renamed");
    if (moved.ok())
        moved = syncFolder(folder);
    if (moved.ok())
        moved = syncFolder(session.blobFolder);
    crashPoint("blob.dirsynced");
    return moved;
}

bool fileIsWhole(Session &session, const QUuid &blobId)
{
    const auto known = session.get<KeyedBlob>({cellOf(blobId)});
    const auto reader = known.ok() ? openBlobFile(session.blobFolder, *known) : Result<std::unique_ptr<BlobReader>>(known.error());
    return reader.ok() && (*reader)->verify().ok();
}

} // namespace

Result<CaseRow> WriteTx::putCase(CaseRow row)
{
    const auto before = m_session.db.first("SELECT local_rev, created_ms FROM case_file WHERE case_id=?", {cellOf(row.caseId)}, 2);
    if (!before.ok())
        return m_session.note(before.error());
    if (!*before) {
        if (m_session.needsTwoSlots)
            return m_session.note({ErrorKind::Denied, u"STO-KEY-SLOTS"_s, {}});
        if (const auto room = roomForMore(m_session); !room.ok())
            return room.error();
        if (row.createdMs == 0)
            row.createdMs = m_session.clock.wallMs();
        row.localRev = 1;
    } else {
        row.localRev = std::get<qint64>((**before)[0]) + 1;
        row.createdMs = std::get<qint64>((**before)[1]);
    }
    row.updatedMs = m_session.clock.wallMs();
    const auto written = m_session.put(row);
    return written.ok() ? Result<CaseRow>(row) : Result<CaseRow>(written.error());
}

Result<FieldRow> WriteTx::putField(FieldRow row)
{
    if (const auto open = notFrozen(m_session, row.caseId); !open.ok())
        return open.error();
    if (const auto room = roomForMore(m_session); !room.ok())
        return room.error();
    const auto number = numberFor(m_session, row.caseId, row.path);
    if (!number.ok())
        return number.error();
    row.no = *number;
    const auto revision = m_session.db.number("SELECT local_rev FROM case_field WHERE case_id=? AND no=?",
                                              {cellOf(row.caseId), qint64(row.no)});
    if (!revision.ok())
        return m_session.note(revision.error());
    row.localRev = *revision + 1;
    const auto written = m_session.put(row);
    return written.ok() ? Result<FieldRow>(row) : Result<FieldRow>(written.error());
}

Result<void> WriteTx::setFieldDirty(const QUuid &caseId, const QString &path, bool dirty)
{
    auto row = m_session.noted(field(caseId, path));
    if (!row.ok())
        return row.error();
    row->dirty = dirty;
    return m_session.put(*row);
}

Result<MirrorField> WriteTx::putMirror(MirrorField row)
{
    const auto number = numberFor(m_session, row.caseId, row.path);
    if (!number.ok())
        return number.error();
    row.no = *number;
    const auto written = m_session.put(row);
    return written.ok() ? Result<MirrorField>(row) : Result<MirrorField>(written.error());
}

Result<void> WriteTx::removeField(const QUuid &caseId, const QString &path)
{
    if (auto open = notFrozen(m_session, caseId); !open.ok())
        return open;
    const auto number = numberFor(m_session, caseId, path);
    return number.ok() ? m_session.remove<FieldRow>({cellOf(caseId), qint64(*number)}) : Result<void>(number.error());
}

Result<void> WriteTx::putCaseDoc(CaseDoc row)
{
    if (auto room = roomForMore(m_session); !room.ok())
        return room;
    row.updatedMs = m_session.clock.wallMs();
    return m_session.put(row);
}

Result<void> WriteTx::removeCaseDoc(const QUuid &caseId, const QString &kind)
{
    return m_session.remove<CaseDoc>({cellOf(caseId), kind});
}

Result<void> WriteTx::putSearchKeys(SearchKeys keys)
{
    keys.updatedMs = m_session.clock.wallMs();
    m_session.changedKeys.append(keys);
    return m_session.put(keys);
}

Result<void> WriteTx::removeCase(const QUuid &caseId)
{
    static const QByteArray tables[] = {"case_field", "mirror_field", "case_doc", "search_key", "conflict", "staged_change", "consent"};
    const Cells key{cellOf(caseId)};
    auto gone = m_session.db.run("DELETE FROM upload WHERE att_id IN (SELECT att_id FROM attachment WHERE case_id=?)", key);
    if (gone.ok())
        gone = m_session.db.run("DELETE FROM attachment WHERE case_id=?", key);
    for (const QByteArray &table : tables) {
        if (gone.ok())
            gone = m_session.db.run("DELETE FROM " + table + " WHERE case_id=?", key);
    }
    if (gone.ok())
        gone = m_session.db.run("DELETE FROM case_file WHERE case_id=?", key);
    if (!gone.ok())
        return m_session.note(gone.error());
    m_session.pathNumbers->remove(caseId);
    m_session.removedKeys.append(caseId);
    return {};
}

Result<Attachment> WriteTx::attach(Attachment row, const StagedBlob &file)
{
    if (const auto open = notFrozen(m_session, row.caseId); !open.ok())
        return open.error();
    if (const auto room = roomForMore(m_session); !room.ok())
        return room.error();
    const auto known = m_session.db.first("SELECT blob_id FROM blob WHERE addr=?", {file.m_addr}, 1);
    if (!known.ok())
        return m_session.note(known.error());
    QUuid blobId = *known ? QUuid::fromRfc4122(std::get<QByteArray>((**known)[0])) : QUuid();
    const QString target = blobPath(m_session.blobFolder, file.m_addr);
    // A known row whose file is gone or damaged is healed by taking the same page again: new file, new key, same row.
    if (blobId.isNull() || !fileIsWhole(m_session, blobId)) {
        if (blobId.isNull())
            blobId = makeUuidV7();
        const auto placed = place(m_session, file.m_path, target);
        if (!placed.ok())
            return m_session.note(placed.error());
        KeyedBlob blob{{blobId, file.m_addr, file.m_size, file.m_chunks, file.m_sha256, file.m_sm3, file.m_mediaType},
                       file.m_fileKey.view().toByteArray()};
        const auto written = m_session.put(blob);
        crypto::cleanse(blob.fileKey.data(), blob.fileKey.size());
        crashPoint("blob.row");
        if (!written.ok())
            return written.error();
    }
    row.blobId = blobId;
    if (row.createdMs == 0)
        row.createdMs = m_session.clock.wallMs();
    const auto written = m_session.put(row);
    return written.ok() ? Result<Attachment>(row) : Result<Attachment>(written.error());
}

Result<void> WriteTx::putAttachment(const Attachment &row)
{
    return m_session.put(row);
}

Result<void> WriteTx::putUpload(const Upload &row)
{
    return m_session.put(row);
}

Result<void> WriteTx::removeUpload(const QUuid &attId)
{
    return m_session.remove<Upload>({cellOf(attId)});
}

Result<OutboxOp> WriteTx::putOp(OutboxOp row)
{
    if (row.seq == 0) {
        const auto next = m_session.nextNumber(u"outbox_seq"_s);
        if (!next.ok())
            return next.error();
        row.seq = *next;
        if (row.createdMs == 0)
            row.createdMs = m_session.clock.wallMs();
    }
    if (row.opSeq > 0) {
        const QString key = u"op_seq."_s + row.subject;
        const auto last = m_session.metaNumber(key);
        if (!last.ok())
            return m_session.note(last.error());
        if (row.opSeq > *last) {
            if (const auto kept = m_session.setMeta(key, QByteArray::number(row.opSeq)); !kept.ok())
                return kept.error();
        }
    }
    const auto written = m_session.put(row);
    return written.ok() ? Result<OutboxOp>(row) : Result<OutboxOp>(written.error());
}

Result<void> WriteTx::removeOp(const QUuid &opId)
{
    return m_session.remove<OutboxOp>({cellOf(opId)});
}

Result<void> WriteTx::putOpResult(const OpResult &row)
{
    return m_session.put(row);
}

Result<void> WriteTx::putReceipt(const Receipt &row)
{
    const auto known = receipt(row.caseId, row.roundNo);
    if (known.ok()) {
        if (known->payload == row.payload && known->signature == row.signature && known->submissionId == row.submissionId)
            return {};
        return m_session.note({ErrorKind::Conflict, u"STO-RECEIPT-FIXED"_s, uuidText(row.caseId)});
    }
    if (known.error().kind != ErrorKind::NotFound)
        return m_session.note(known.error());
    return m_session.put(row);
}

Result<void> WriteTx::putConflict(const ConflictRow &row)
{
    return m_session.put(row);
}

Result<StagedChange> WriteTx::putStagedChange(StagedChange row)
{
    if (row.localSeq == 0) {
        const auto next = m_session.nextNumber(u"staged_seq"_s);
        if (!next.ok())
            return next.error();
        row.localSeq = *next;
    }
    const auto written = m_session.put(row);
    return written.ok() ? Result<StagedChange>(row) : Result<StagedChange>(written.error());
}

Result<void> WriteTx::removeStagedChange(qint64 localSeq)
{
    return m_session.remove<StagedChange>({localSeq});
}

Result<void> WriteTx::putConsent(const Consent &row)
{
    return m_session.put(row);
}

Result<void> WriteTx::appendAudit(const AuditRow &row)
{
    const auto count = m_session.db.number("SELECT count(*) FROM audit_entry WHERE epoch=? AND seq=?", {row.epoch, row.seq});
    if (!count.ok())
        return m_session.note(count.error());
    if (*count > 0)
        return m_session.note({ErrorKind::Conflict, u"STO-CONSTRAINT"_s, u"audit_entry %1.%2"_s.arg(row.epoch).arg(row.seq)});
    return m_session.put(row);
}

Result<void> WriteTx::putPrint(PrintRow row)
{
    row.updatedMs = m_session.clock.wallMs();
    if (row.askedMs == 0)
        row.askedMs = row.updatedMs;
    return m_session.put(row);
}

Result<void> WriteTx::removeOldPrints(qint64 ageMs)
{
    const auto removed = m_session.db.run("DELETE FROM print_job WHERE settled=1 AND updated_ms<?", {m_session.clock.wallMs() - ageMs});
    return removed.ok() ? Result<void>() : Result<void>(m_session.note(removed.error()));
}

Result<void> WriteTx::setMeta(const QString &key, const QByteArray &value)
{
    return m_session.setMeta(key, value);
}

Result<void> WriteTx::removeMeta(const QString &key)
{
    const auto removed = m_session.db.run("DELETE FROM meta WHERE key=?", {key});
    return removed.ok() ? Result<void>() : Result<void>(m_session.note(removed.error()));
}

} // namespace zc::store
