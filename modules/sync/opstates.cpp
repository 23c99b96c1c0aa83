#include "opstates.h"

#include <algorithm>

namespace zc::sync {
using namespace Qt::StringLiterals;
using store::OpState;

namespace {

constexpr OpTransition kTransitions[] = {
    {OpState::Pending, OpState::Ready, "picked, everything it depends on is done: bytes, headers and op_seq are frozen"},
    {OpState::Pending, OpState::Superseded, "taken back, or nothing was left to send"},
    {OpState::Ready, OpState::Inflight, "committed before the first byte is sent"},
    {OpState::Ready, OpState::Superseded, "taken back before it was ever sent"},
    {OpState::Ready, OpState::Pending, "its merge base moved, or the epoch was raised, before it was ever accepted: frozen anew"},
    {OpState::Inflight, OpState::Acked, "2xx that is ours"},
    {OpState::Inflight, OpState::Unknown, "timeout, reset, an answer that is not ours, or found so at start"},
    {OpState::Inflight, OpState::Rebase, "412: somebody else changed what it touches"},
    {OpState::Inflight, OpState::Rejected, "refused for ever"},
    {OpState::Inflight, OpState::Ready, "later, or a fault of order that recorded nothing"},
    {OpState::Inflight, OpState::AuthWait, "401, 403: waits for a login or a ticket"},
    {OpState::Inflight, OpState::BlockedServer, "413, 507: the platform has no room"},
    {OpState::Inflight, OpState::BlockedLocal, "the own disk or file could not be read"},
    {OpState::Unknown, OpState::Acked, "the platform says: applied"},
    {OpState::Unknown, OpState::Rebase, "the platform says: refused, 412"},
    {OpState::Unknown, OpState::Rejected, "the platform says: refused"},
    {OpState::Unknown, OpState::Ready, "the platform says: never seen; the same id and bytes go again"},
    {OpState::Unknown, OpState::Superseded, "voided at the platform, a late copy is refused for ever"},
    {OpState::AuthWait, OpState::Ready, "a clerk logged in, or the time to try again came"},
    {OpState::AuthWait, OpState::Superseded, "voided at the platform"},
    {OpState::BlockedServer, OpState::Ready, "the time to try again came"},
    {OpState::BlockedServer, OpState::Superseded, "voided at the platform"},
    {OpState::BlockedLocal, OpState::Ready, "the time to try again came"},
    {OpState::BlockedLocal, OpState::Superseded, "voided at the platform"},
    {OpState::Rebase, OpState::Superseded, "merged without a conflict: a new operation carries the result"},
    {OpState::Rebase, OpState::Conflict, "the merge needs a person"},
    {OpState::Conflict, OpState::Superseded, "a person decided; the new operation names it"},
    {OpState::Rejected, OpState::Superseded, "a person decided; the new operation names it"},
    {OpState::Acked, OpState::Done, "nothing depends on it any more"},
    {OpState::Acked, OpState::Ready, "the platform was restored from a backup and forgot it: the same id and bytes"},
    {OpState::Done, OpState::Ready, "the platform was restored from a backup and forgot it: the same id and bytes"},
};

} // namespace

std::span<const OpTransition> opTransitions() { return kTransitions; }

bool mayMove(OpState from, OpState to)
{
    return std::any_of(std::begin(kTransitions), std::end(kTransitions),
                       [&](const OpTransition &row) { return row.from == from && row.to == to; });
}

Result<void> moveOp(store::WriteTx &tx, store::OutboxOp &op, OpState to)
{
    if (!mayMove(op.state, to))
        return Error{ErrorKind::Internal, u"SYN-STATE"_s, store::opStateName(op.state) + u" to "_s + store::opStateName(to)};
    op.state = to;
    auto stored = tx.putOp(op);
    if (!stored)
        return stored.error();
    op = std::move(*stored);
    return {};
}

bool needsPerson(OpState state) { return state == OpState::Rejected || state == OpState::Conflict; }

} // namespace zc::sync
