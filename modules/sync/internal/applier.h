#pragma once
#include <base/clock.h>
#include <platform/platformclient.h>
#include <platform/problem.h>
#include <store/transaction.h>
#include <sync/merge.h>

#include "internal/happened.h"

#include <QRandomGenerator>

namespace zc::sync::internal {

// What is trusted and how things are merged; changes only between writes.
struct ApplyContext {
    QUuid clientId;
    QString environment;
    QList<platform::ReceiptKey> receiptKeys;
    MergeRules rules;
};

// Where an answer takes an operation (sync.md §5.2). Pure.
store::OpState targetOf(const store::OutboxOp &op, const platform::OperationAnswer &answer);

// Full jitter between 1 s and 5 min that grows with the attempt; at least what the platform asked for.
qint64 backOffMs(int attempt, qint64 atLeastMs, QRandomGenerator &random);

// Applies what came back to one operation, with everything that follows from it, in one store write.
class Applier {
public:
    Applier(store::WriteTx &tx, const ApplyContext &context, const Clock &clock, QRandomGenerator &random, Happened &happened)
        : m_tx(tx), m_context(context), m_clock(clock), m_random(random), m_happened(happened)
    {
    }
    // SYN-EPOCH (Conflict) asks the caller to raise the device epoch; the operation then waits to be frozen anew.
    Result<void> apply(store::OutboxOp op, const platform::OperationAnswer &answer);
    Result<void> voided(store::OutboxOp op);

    // One number for ever: SYN-NUMBER is raised as an alarm when a second, different one comes.
    Result<void> bindNumber(const QUuid &caseId, const QString &number);
    Result<void> takeFlow(const platform::CaseHead &head, bool own);
    // Back to the clerk before anything was sent; false when the submission was already on the wire.
    Result<bool> unfreeze(store::CaseRow &row);

private:
    Result<void> acknowledge(store::OutboxOp &op, const platform::OperationAnswer &answer);
    Result<void> applyEffect(const store::OutboxOp &op, const platform::OperationAnswer &answer);
    Result<void> acknowledgeFields(const QUuid &caseId, const QList<platform::FieldChange> &changes, const QMap<QString, qint64> &revs, qint64 rev);
    Result<void> applyPatch(const store::OutboxOp &op, const platform::OperationAnswer &answer);
    Result<void> applySubmission(const store::OutboxOp &op, const platform::OperationAnswer &answer);
    Result<void> rebase(store::OutboxOp &op, const platform::OperationAnswer &answer);
    Result<void> resequence(store::OutboxOp &op, const platform::OperationAnswer &answer);
    Result<void> bindAgain(store::OutboxOp &op, bool strike);
    Result<void> raiseRevisions(const QUuid &caseId, std::optional<qint64> rev, std::optional<qint64> flowRev);
    Result<void> sendTheRest(const store::OutboxOp &op);
    Result<void> ensurePatch(const store::OutboxOp &like);
    Result<void> releaseAcked(const QString &subject);

    store::WriteTx &m_tx;
    const ApplyContext &m_context;
    const Clock &m_clock;
    QRandomGenerator &m_random;
    Happened &m_happened;
};

} // namespace zc::sync::internal
