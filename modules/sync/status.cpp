#include "status.h"

#include <base/uuid.h>

namespace zc::sync {
using store::OpState;

Result<SyncCaseState> caseSyncState(const store::ReadTx &tx, const QUuid &caseId)
{
    auto ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return ops.error();
    // The most urgent thing a person could do comes first.
    bool rejected = false, conflict = false, unknown = false, sending = false, auth = false, blocked = false, waiting = false;
    for (const store::OutboxOp &op : *ops) {
        rejected = rejected || op.state == OpState::Rejected;
        conflict = conflict || op.state == OpState::Conflict;
        unknown = unknown || op.state == OpState::Unknown;
        sending = sending || op.state == OpState::Inflight;
        auth = auth || op.state == OpState::AuthWait;
        blocked = blocked || op.state == OpState::BlockedServer || op.state == OpState::BlockedLocal;
        waiting = waiting || !store::isSettled(op.state);
    }
    if (!conflict) {
        auto conflicts = tx.conflicts(caseId);
        if (!conflicts)
            return conflicts.error();
        for (const store::ConflictRow &row : *conflicts)
            conflict = conflict || row.state == u"open";
    }
    if (rejected)
        return SyncCaseState::Rejected;
    if (conflict)
        return SyncCaseState::Conflict;
    if (auth)
        return SyncCaseState::AuthWait;
    if (blocked)
        return SyncCaseState::Blocked;
    if (unknown)
        return SyncCaseState::Unknown;
    if (sending)
        return SyncCaseState::Sending;
    if (waiting)
        return SyncCaseState::Waiting;
    return ops->isEmpty() ? SyncCaseState::LocalOnly : SyncCaseState::Synced;
}

Result<QList<Refusal>> refusals(const store::ReadTx &tx, const QUuid &caseId)
{
    auto ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return ops.error();
    QList<Refusal> list;
    for (const store::OutboxOp &op : *ops) {
        if (op.state == OpState::Rejected)
            list.append({op.opId, op.kind, op.lastCode, op.more.value(u"reasonPath").toString()});
    }
    return list;
}

Result<SyncStatus> countOperations(const store::ReadTx &tx)
{
    auto counts = tx.opCounts();
    auto conflicts = tx.openConflicts();
    if (!counts || !conflicts)
        return counts ? conflicts.error() : counts.error();
    SyncStatus status;
    for (const auto &[state, count] : *counts) {
        if (!store::isSettled(state))
            status.waiting += count;
        if (state == OpState::Unknown)
            status.unknown += count;
        if (state == OpState::Rejected)
            status.rejected += count;
        if (state == OpState::AuthWait)
            status.authWait += count;
    }
    status.conflicts = int(conflicts->size());
    return status;
}

} // namespace zc::sync
