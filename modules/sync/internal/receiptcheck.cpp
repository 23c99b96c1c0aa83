#include "internal/receiptcheck.h"

#include <base/uuid.h>
#include <crypto/signing.h>
#include <platform/codec.h>

namespace zc::sync::internal {
using namespace Qt::StringLiterals;

Result<store::Receipt> checkReceipt(const platform::SubmissionAnswer &answer, const store::OutboxOp &op,
                                    const QList<platform::ReceiptKey> &keys, const QString &environment)
{
    const auto refuse = [](const QString &what) { return Error{ErrorKind::Corrupt, u"SYN-RECEIPT"_s, what}; };
    const platform::SignedReceipt &receipt = answer.receipt;
    if (receipt.alg != u"ES256")
        return refuse(u"algorithm"_s);
    bool verified = false;
    for (const platform::ReceiptKey &key : keys) {
        if (key.kid != receipt.kid || key.alg != receipt.alg)
            continue;
        const auto verifyKey = crypto::VerifyKey::fromSpki(key.publicKey);
        verified = verified || (verifyKey && verifyKey->verify(receipt.payload, receipt.signature));
    }
    if (!verified)
        return refuse(u"signature"_s);
    const auto payload = platform::decode<platform::ReceiptPayload>(receipt.payload, platform::Wire::Answer);
    const auto sent = platform::decode<platform::SubmitCaseRequest>(op.payload, platform::Wire::Request);
    if (!payload || !sent)
        return refuse(u"text"_s);
    if (uuidText(payload->caseId) != op.subject || payload->roundNo != op.roundNo || answer.roundNo != op.roundNo)
        return refuse(u"case or round"_s);
    if (payload->submissionId != answer.submissionId)
        return refuse(u"submission"_s);
    if (payload->manifestSha256 != sent->manifestSha256)
        return refuse(u"manifest"_s);
    if (payload->environment != environment)
        return refuse(u"environment"_s);
    store::Receipt row;
    row.caseId = payload->caseId;
    row.roundNo = payload->roundNo;
    row.submissionId = payload->submissionId;
    row.atMs = payload->storedAtMs;
    row.payload = receipt.payload;
    row.algorithm = receipt.alg;
    row.keyId = receipt.kid;
    row.signature = receipt.signature;
    row.provincialNumber = payload->number;
    return row;
}

} // namespace zc::sync::internal
