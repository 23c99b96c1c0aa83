#pragma once
#include <base/result.h>
#include <store/blobs.h>
#include <store/records.h>

#include <QSet>

namespace zc::store {

class Session;                         // internal: connection, codec, clock

// Typed reading inside one transaction; valid only inside the function it was handed to, on that thread.
// A getter for one row answers NotFound STO-ROW-ABSENT; a damaged body answers Corrupt STO-SEAL-BROKEN or STO-SEAL-MISMATCH.
// Lists leave damaged rows out and name them in damaged().
class ReadTx {
public:
    explicit ReadTx(Session &session) : m_session(session) {}
    ReadTx(const ReadTx &) = delete;
    ReadTx &operator=(const ReadTx &) = delete;
    QList<DamagedRow> damaged() const;
    qint64 commitNo() const;           // of the last commit this transaction sees

    Result<CaseRow> caseById(const QUuid &caseId) const;
    Result<QList<CaseRow>> cases(int limit = 200, int offset = 0) const;              // newest change first
    Result<QList<CaseRow>> casesInStates(const QStringList &states, int limit = 200) const;
    Result<qint64> caseCount() const;
    // For lists of very many cases: newest change first, `limit` rows after the place (of the last row read; null: from the newest).
    // `members` such as "applicant.name", "more.clerkNo": what of applicant, intake, channel and more is wanted.
    struct Place { qint64 updatedMs = 0; QUuid caseId; };
    Result<QList<CaseSummary>> caseSummaries(const Place &after, int limit, const QStringList &members) const;
    Result<QList<CaseSummary>> caseSummariesSince(qint64 updatedMs, const QStringList &members) const;      // changed then or later
    Result<CaseSummary> caseSummary(const QUuid &caseId, const QStringList &members) const;
    Result<QList<FieldRow>> fields(const QUuid &caseId) const;                        // by no
    Result<FieldRow> field(const QUuid &caseId, const QString &path) const;
    Result<QList<MirrorField>> mirrorFields(const QUuid &caseId) const;
    Result<MirrorField> mirrorField(const QUuid &caseId, const QString &path) const;
    Result<CaseDoc> caseDoc(const QUuid &caseId, const QString &kind) const;
    Result<QStringList> caseDocKinds(const QUuid &caseId) const;
    Result<SearchKeys> searchKeys(const QUuid &caseId) const;

    Result<BlobRow> blob(const QUuid &blobId) const;
    Result<BlobRow> blobByAddr(const QByteArray &addr) const;
    Result<Attachment> attachment(const QUuid &attId) const;
    Result<QList<Attachment>> attachments(const QUuid &caseId) const;                 // tombstones too; by creation
    Result<QList<Attachment>> attachmentsInStates(const QList<AttachmentState> &states, int limit = 500) const;
    Result<Upload> upload(const QUuid &attId) const;
    Result<QList<Upload>> uploads() const;

    Result<OutboxOp> op(const QUuid &opId) const;
    Result<QList<OutboxOp>> opsOfSubject(const QString &subject) const;               // by seq
    Result<QList<OutboxOp>> opsInStates(const QList<OpState> &states, int limit = 1000) const;
    Result<QList<OutboxOp>> opHeads(int limit = 200) const;       // of each subject the first op that is not settled; by seq
    Result<QList<QPair<OpState, int>>> opCounts() const;
    // Clear columns alone, one query each: what is not settled, by subject; whose conflict is open.
    Result<QList<QPair<QString, OpState>>> unsettledStates() const;
    Result<QList<OpState>> opStatesOf(const QString &subject) const;                  // each state once; empty: it never had an operation
    Result<QSet<QUuid>> casesInConflict() const;
    Result<qint64> lastOpSeq(const QString &subject) const;                           // 0 if none was ever frozen
    Result<OpResult> opResult(const QUuid &opId) const;
    Result<QList<Receipt>> receipts(const QUuid &caseId) const;
    Result<Receipt> receipt(const QUuid &caseId, int roundNo) const;
    Result<QList<ConflictRow>> conflicts(const QUuid &caseId) const;
    Result<QList<ConflictRow>> openConflicts() const;
    Result<ConflictRow> conflict(const QUuid &conflictId) const;
    Result<QList<StagedChange>> stagedChanges(int limit = 500) const;                 // by localSeq
    Result<Consent> consent(const QUuid &authId) const;
    Result<QList<Consent>> consents(const QUuid &caseId) const;
    Result<std::optional<AuditRow>> lastAudit() const;
    Result<QList<AuditRow>> audit(qint64 epoch, qint64 fromSeq, int limit = 500) const;
    // Every entry's clear columns, bodies closed: what the log says of itself even where a body is damaged. By epoch, seq.
    Result<QList<AuditRow>> auditLinks() const;
    Result<PrintRow> print(const QUuid &printId) const;
    Result<QList<PrintRow>> unsettledPrints() const;                                  // in the order in which they were asked for
    Result<std::optional<QByteArray>> meta(const QString &key) const;                 // clear; never personal data

protected:
    Session &m_session;
};

// Typed writing. A put inserts or replaces by key. After any failed write the transaction can only roll back, also when the
// caller overlooks the error. Kinds: Denied STO-CASE-FROZEN, STO-KEY-SLOTS, STO-DISK-FULL; Conflict STO-CONSTRAINT.
class WriteTx : public ReadTx {
public:
    using ReadTx::ReadTx;
    Result<CaseRow> putCase(CaseRow row);                          // raises localRev, sets updatedMs and, when new, createdMs
    Result<FieldRow> putField(FieldRow row);                       // refused while the case is frozen; gives no and localRev
    Result<void> setFieldDirty(const QUuid &caseId, const QString &path, bool dirty);   // allowed while frozen
    Result<MirrorField> putMirror(MirrorField row);
    Result<void> removeField(const QUuid &caseId, const QString &path);
    Result<void> putCaseDoc(CaseDoc row);
    Result<void> removeCaseDoc(const QUuid &caseId, const QString &kind);
    Result<void> putSearchKeys(SearchKeys keys);
    Result<void> removeCase(const QUuid &caseId);                  // with fields, docs, attachments, keys; receipts and results stay

    // Binds a staged file to an attachment row; equal content shares one blob. Fills blobId. Refused while frozen.
    Result<Attachment> attach(Attachment row, const StagedBlob &file);
    Result<void> putAttachment(const Attachment &row);
    Result<void> putUpload(const Upload &row);
    Result<void> removeUpload(const QUuid &attId);

    Result<OutboxOp> putOp(OutboxOp row);                          // seq 0 = new: gives seq
    Result<void> removeOp(const QUuid &opId);
    Result<void> putOpResult(const OpResult &row);
    Result<void> putReceipt(const Receipt &row);                   // a second, different receipt of a round: STO-RECEIPT-FIXED
    Result<void> putConflict(const ConflictRow &row);
    Result<StagedChange> putStagedChange(StagedChange row);
    Result<void> removeStagedChange(qint64 localSeq);
    Result<void> putConsent(const Consent &row);
    Result<void> appendAudit(const AuditRow &row);                 // an existing (epoch, seq) is refused
    Result<void> putPrint(PrintRow row);
    Result<void> removeOldPrints(qint64 ageMs);                    // settled ones that nobody touched for so long
    Result<void> setMeta(const QString &key, const QByteArray &value);
    Result<void> removeMeta(const QString &key);
};

} // namespace zc::store
