#pragma once
#include <base/result.h>
#include <platform/platformclient.h>
#include <store/transaction.h>

namespace zc::sync::internal {

enum class Freeze {
    Ready,           // payload, headers, digest and op_seq stand; they never change again
    Nothing,         // there was nothing left to send; the operation is laid aside
    BackToClerk,     // a submission whose case is not what the province holds: unfrozen, a person looks
    Later,           // its file is not stored yet
};

// PENDING → READY: makes the bytes of a picked operation out of the rows as they stand now. Runs inside a store write.
Result<Freeze> freezeOp(store::WriteTx &tx, store::OutboxOp &op, qint64 epoch);

platform::FrozenOperation frozenOf(const store::OutboxOp &op);

// The manifest of the case as the mirror holds it; both ends hash the same.
Result<QByteArray> manifestOfCase(const store::ReadTx &tx, const store::CaseRow &row, int roundNo);

qint64 epochOf(const store::OutboxOp &op);

} // namespace zc::sync::internal
