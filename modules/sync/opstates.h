#pragma once
#include <base/result.h>
#include <store/transaction.h>

#include <span>

namespace zc::sync {

// The life of an operation as one table (sync.md §4.1). A move that is not a row here is refused, whoever asks.
struct OpTransition {
    store::OpState from;
    store::OpState to;
    const char *when;            // for people who read the table, and for the log
};
std::span<const OpTransition> opTransitions();
bool mayMove(store::OpState from, store::OpState to);

// Moves and stores the operation. SYN-STATE (Internal) when the table has no such row; nothing is stored then.
Result<void> moveOp(store::WriteTx &tx, store::OutboxOp &op, store::OpState to);

// A row that needs a person before anything else of its case is sent.
bool needsPerson(store::OpState state);

} // namespace zc::sync
