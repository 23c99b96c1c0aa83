#include "status.h"

#include <base/uuid.h>

namespace zc::sync {
using store::OpState;

namespace {

// The most urgent thing a person could do comes first.
SyncCaseState stateOf(const QList<OpState> &states, bool conflict)
{
    const auto any = [&states](std::initializer_list<OpState> wanted) {
        return std::any_of(wanted.begin(), wanted.end(), [&states](OpState state) { return states.contains(state); });
    };
    if (any({OpState::Rejected}))
        return SyncCaseState::Rejected;
    if (conflict || any({OpState::Conflict}))
        return SyncCaseState::Conflict;
    if (any({OpState::AuthWait}))
        return SyncCaseState::AuthWait;
    if (any({OpState::BlockedServer, OpState::BlockedLocal}))
        return SyncCaseState::Blocked;
    if (any({OpState::Unknown}))
        return SyncCaseState::Unknown;
    if (any({OpState::Inflight}))
        return SyncCaseState::Sending;
    return std::all_of(states.cbegin(), states.cend(), store::isSettled) ? SyncCaseState::Synced : SyncCaseState::Waiting;
}

} // namespace

Result<SyncCaseState> caseSyncState(const store::ReadTx &tx, const QUuid &caseId)
{
    const auto states = tx.opStatesOf(uuidText(caseId));
    if (!states)
        return states.error();
    const auto conflicts = tx.conflicts(caseId);
    if (!conflicts)
        return conflicts.error();
    const bool conflict = std::any_of(conflicts->cbegin(), conflicts->cend(), [](const store::ConflictRow &row) { return row.state == u"open"; });
    return states->isEmpty() && !conflict ? SyncCaseState::LocalOnly : stateOf(*states, conflict);
}

Result<QHash<QUuid, SyncCaseState>> unsettledCases(const store::ReadTx &tx)
{
    const auto open = tx.unsettledStates();
    if (!open)
        return open.error();
    const auto conflicts = tx.casesInConflict();
    if (!conflicts)
        return conflicts.error();
    QHash<QUuid, QList<OpState>> states;
    for (const QUuid &caseId : *conflicts)
        states[caseId] = {};
    for (const auto &[subject, state] : *open)
        if (const QUuid caseId = uuidFromCanonicalText(subject); !caseId.isNull())
            states[caseId].append(state);
    QHash<QUuid, SyncCaseState> answer;
    for (auto it = states.cbegin(); it != states.cend(); ++it)
        answer.insert(it.key(), stateOf(*it, conflicts->contains(it.key())));
    return answer;
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
