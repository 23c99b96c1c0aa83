#pragma once
#include <base/clock.h>
#include <base/result.h>
#include <platform/types.h>
#include <store/transaction.h>

namespace zc::sync {

// The clerk in whose name something is done: the ticket of the login (frozen into each operation) and the name for fields.
struct Actor {
    QByteArray ticket;
    QString clerk;
};

struct FieldEdit {
    QString path;
    std::optional<QJsonValue> value;             // no value = cleared; never set before and never written = absent
    platform::Provenance source;
};

enum class TakeBack { Free, AsksPlatform };      // AsksPlatform: a void is on its way, the case stays frozen until it is known

// Notes what must reach the province. Every call belongs into the same Store::write as the change it stands for, so that
// either both are kept or none; after the commit call Engine::wake(). Stateless but for the clock: any thread that writes.
// Field edits of a case gather in its last operation that was not frozen yet; bytes are made when an operation is picked.
//
// Errors: those of the store; SYN-FROZEN (Denied: submitted, or being submitted), SYN-CONFLICT-OPEN (Conflict),
// SYN-FIELD (Invalid: a path or value the wire does not know), SYN-NO-CASE (NotFound), SYN-KIND (Invalid: also a submission to be retried), SYN-LATE (Denied:
// there is nothing left to take back).
class Outbox {
public:
    explicit Outbox(const Clock &clock) : m_clock(clock) {}

    // The case row is there already (putCase). `create.fields` stays empty: fields come by recordFieldEdits.
    Result<void> recordCreate(store::WriteTx &tx, const QUuid &caseId, const platform::CaseCreate &create, const Actor &by) const;
    Result<void> recordFieldEdits(store::WriteTx &tx, const QUuid &caseId, const QList<FieldEdit> &edits, const Actor &by) const;
    // The attachment row is there already (WriteTx::attach, state LOCAL); it is uploaded, then bound.
    Result<void> recordAttachment(store::WriteTx &tx, const QUuid &attId, const Actor &by) const;
    Result<void> recordAttachmentRemoval(store::WriteTx &tx, const QUuid &attId, const Actor &by) const;
    Result<void> recordIntake(store::WriteTx &tx, const QUuid &caseId, const platform::RecordIntakeRequest &intake, const Actor &by) const;
    Result<void> requestNumber(store::WriteTx &tx, const QUuid &caseId, const QString &provisionalNumber, const Actor &by) const;
    Result<void> recordEvents(store::WriteTx &tx, const QUuid &caseId, const QList<platform::CaseEvent> &events, const Actor &by) const;
    // Any other operation of the contract: decide, createNotice, recordDelivery, withdrawCase … `ids` follow the case id in the path.
    Result<QUuid> recordOther(store::WriteTx &tx, const QUuid &caseId, const QByteArray &kind, const QStringList &ids,
                              const QByteArray &body, const Actor &by) const;

    // Freezes the case (fields and attachments read-only) and notes the submission of its next round; answers the op id.
    Result<QUuid> recordSubmission(store::WriteTx &tx, const QUuid &caseId, const Actor &by) const;
    Result<TakeBack> takeBackSubmission(store::WriteTx &tx, const QUuid &caseId) const;

    // A person decided. The chosen value becomes the field's; with the last open conflict of the case its work goes on.
    Result<void> resolveConflict(store::WriteTx &tx, const QUuid &conflictId, const std::optional<QJsonValue> &value, const Actor &by) const;
    // A person looked at a refusal. Settled: the operation is laid aside, a refused submission unfreezes its case. Retried: the
    // same content goes once more as a new operation (not a submission). An edit of a case retries its refused edits itself.
    Result<void> settleRejected(store::WriteTx &tx, const QUuid &opId, const Actor &by) const;
    Result<void> retryRejected(store::WriteTx &tx, const QUuid &opId, const Actor &by) const;

private:
    Result<store::OutboxOp> append(store::WriteTx &tx, const QUuid &caseId, const QByteArray &kind, const QByteArray &body,
                                   const QStringList &ids, const Actor &by) const;
    Result<void> gatherEdits(store::WriteTx &tx, const QUuid &caseId, const Actor &by) const;

    const Clock &m_clock;
};

} // namespace zc::sync
