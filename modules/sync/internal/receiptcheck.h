#pragma once
#include <base/result.h>
#include <platform/types.h>
#include <store/records.h>

namespace zc::sync::internal {

// A receipt counts only if its signature verifies under a trusted key and its text names exactly what was sent: case, round,
// submission, manifest, environment (I9). SYN-RECEIPT (Corrupt) otherwise; the detail says which part.
Result<store::Receipt> checkReceipt(const platform::SubmissionAnswer &answer, const store::OutboxOp &op,
                                    const QList<platform::ReceiptKey> &keys, const QString &environment);

} // namespace zc::sync::internal
