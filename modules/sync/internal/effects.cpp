#include "internal/applier.h"

#include "internal/fieldwork.h"
#include "internal/receiptcheck.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <platform/codec.h>

#include <algorithm>

// What an acknowledged operation changes here, kind by kind.
namespace zc::sync::internal {
using namespace Qt::StringLiterals;
using platform::OperationAnswer;
using platform::Wire;
using store::OpState;
using store::OutboxOp;

Result<void> Applier::applyEffect(const OutboxOp &op, const OperationAnswer &answer)
{
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    const auto foreign = [](const Error &error) { return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, error.detail}; };
    if (op.kind == u"createCase") {
        auto head = platform::decode<platform::CaseHead>(answer.body, Wire::Answer);
        auto sent = platform::decode<platform::CaseCreate>(op.payload, Wire::Request);
        if (!head || !sent)
            return foreign(head ? sent.error() : head.error());
        if (auto done = acknowledgeFields(caseId, sent->fields, {}, head->rev); !done)
            return done;
        if (auto raised = raiseRevisions(caseId, head->rev, head->flowRev); !raised)
            return raised;
        return sendTheRest(op);
    }
    if (op.kind == u"patchCase")
        return applyPatch(op, answer);
    if (op.kind == u"submitCase")
        return applySubmission(op, answer);
    if (op.kind == u"bindAttachment") {
        const QUuid attId = uuidFromCanonicalText(op.more.value(u"attId"_s).toString());
        auto attachment = m_tx.attachment(attId);
        if (!attachment)
            return attachment.error();
        if (attachment->state != store::AttachmentState::Tomb) {
            attachment->state = store::AttachmentState::Bound;
            if (auto stored = m_tx.putAttachment(*attachment); !stored)
                return stored;
        }
        crashPoint("bind.acked");
        return m_tx.removeUpload(attId);
    }
    if (op.kind == u"issueNumber") {
        auto number = platform::decode<platform::NumberAnswer>(answer.body, Wire::Answer);
        if (!number)
            return foreign(number.error());
        return number->number.isEmpty() ? Result<void>() : bindNumber(caseId, number->number);
    }
    if (op.kind == u"recordIntake") {
        auto intake = platform::decode<platform::RecordIntakeAnswer>(answer.body, Wire::Answer);
        if (!intake)
            return foreign(intake.error());
        return raiseRevisions(caseId, {}, intake->flowRev ? intake->flowRev : answer.flowRev);
    }
    return raiseRevisions(caseId, {}, answer.flowRev);
}

Result<void> Applier::acknowledgeFields(const QUuid &caseId, const QList<platform::FieldChange> &changes,
                                        const QMap<QString, qint64> &revs, qint64 rev)
{
    for (const platform::FieldChange &change : changes) {
        store::MirrorField mirror;
        mirror.caseId = caseId;
        mirror.path = change.path;
        mirror.srvRev = revs.value(change.path, rev);
        if (!change.clear)
            mirror.value = change.value;
        if (change.source)
            mirror.provenance = platform::toJson(*change.source);
        auto field = m_tx.field(caseId, change.path);
        if (field)
            mirror.author = field->author;
        if (auto stored = m_tx.putMirror(mirror); !stored)
            return stored.error();
        // An edit made while this was on the way stays ours to send.
        if (field) {
            if (auto marked = m_tx.setFieldDirty(caseId, change.path, !sameValue(field->value, mirror.value)); !marked)
                return marked;
        }
    }
    return {};
}

Result<void> Applier::applyPatch(const OutboxOp &op, const OperationAnswer &answer)
{
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    auto patched = platform::decode<platform::PatchAnswer>(answer.body, Wire::Answer);
    auto sent = platform::decode<platform::PatchCaseRequest>(op.payload, Wire::Request);
    if (!patched || !sent)
        return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, patched ? sent.error().detail : patched.error().detail};
    QMap<QString, qint64> revs;
    for (const platform::AppliedField &field : patched->applied)
        revs.insert(field.path, field.rev);
    if (auto done = acknowledgeFields(caseId, sent->changes, revs, patched->rev); !done)
        return done;
    if (!patched->missed.isEmpty()) {
        auto row = m_tx.caseById(caseId);
        if (!row)
            return row.error();
        // Somebody else's values change what the clerk was about to submit.
        if (auto free = row->frozenOp.isNull() ? Result<bool>(true) : unfreeze(*row); !free || !*free)
            return free ? Result<void>() : Result<void>(free.error());
        auto merged = mergeTheirs(m_tx, caseId, theirsOf(patched->missed), m_context.rules, m_clock.wallMs());
        if (!merged)
            return merged.error();
        if (merged->changed)
            m_happened.changed.append(caseId);
        if (merged->conflicts > 0)
            m_happened.attention.append({caseId, u"SYN-CONFLICT-OPEN"_s});
    }
    if (auto raised = raiseRevisions(caseId, patched->rev, {}); !raised)
        return raised;
    return sendTheRest(op);
}

// What did not fit into one body, or came out of a merge; what waits for a person is not sent.
Result<void> Applier::sendTheRest(const OutboxOp &op)
{
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    auto dirty = dirtyFields(m_tx, caseId);
    auto heldBack = openConflictPaths(m_tx, caseId);
    if (!dirty || !heldBack)
        return dirty ? heldBack.error() : dirty.error();
    const bool any = std::any_of(dirty->begin(), dirty->end(), [&](const store::FieldRow &field) { return !heldBack->contains(field.path); });
    return any ? ensurePatch(op) : Result<void>();
}

Result<void> Applier::applySubmission(const OutboxOp &op, const OperationAnswer &answer)
{
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    auto submission = platform::decode<platform::SubmissionAnswer>(answer.body, Wire::Answer);
    if (!submission)
        return Error{ErrorKind::Corrupt, u"SYN-RECEIPT"_s, submission.error().detail};
    auto receipt = checkReceipt(*submission, op, m_context.receiptKeys, m_context.environment);
    if (!receipt)
        return receipt.error();
    if (auto stored = m_tx.putReceipt(*receipt); !stored)
        return stored;
    auto row = m_tx.caseById(caseId);
    if (!row)
        return row.error();
    row->roundNo = op.roundNo;
    row->flowRev = std::max(row->flowRev, submission->flowRev);
    if (auto stored = m_tx.putCase(*row); !stored)
        return stored.error();
    m_happened.receipts.append({caseId, op.roundNo});
    return receipt->provincialNumber.isEmpty() ? Result<void>() : bindNumber(caseId, receipt->provincialNumber);
}

Result<void> Applier::bindNumber(const QUuid &caseId, const QString &number)
{
    auto row = m_tx.caseById(caseId);
    if (!row)
        return row.error();
    if (row->provincialNumber == number)
        return {};
    if (!row->provincialNumber.isEmpty()) {
        m_happened.attention.append({caseId, u"SYN-NUMBER"_s});
        return {};
    }
    row->provincialNumber = number;
    if (auto stored = m_tx.putCase(*row); !stored)
        return stored.error();
    if (auto keys = m_tx.searchKeys(caseId); keys && !keys->numbers.contains(number)) {
        keys->numbers.append(number);
        if (auto stored = m_tx.putSearchKeys(*keys); !stored)
            return stored;
    }
    m_happened.numbers.append({caseId, number});
    return {};
}

Result<void> Applier::takeFlow(const platform::CaseHead &head, bool own)
{
    auto row = m_tx.caseById(head.caseId);
    if (!row || head.flowRev < row->flowRev)
        return {};
    row->flowRev = head.flowRev;
    auto ops = m_tx.opsOfSubject(uuidText(head.caseId));
    if (!ops)
        return ops.error();
    const bool ahead = std::any_of(ops->begin(), ops->end(), [](const OutboxOp &op) { return !store::isSettled(op.state); });
    // What the desk has done and not yet told stands above an older word of the platform.
    if (head.promiseDueMs)
        row->more.insert(u"promiseDueMs"_s, *head.promiseDueMs);
    if (head.statutoryDueMs)
        row->more.insert(u"statutoryDueMs"_s, *head.statutoryDueMs);
    if (!head.finishKind.isEmpty())
        row->more.insert(u"finishKind"_s, head.finishKind);
    const bool news = row->state != head.state && !own && !ahead;
    if (news)
        row->state = head.state;
    if (head.state == u"awaitingCorrection" && !row->frozenOp.isNull() && !ahead)
        row->frozenOp = QUuid();                   // a new round may be prepared
    if (auto stored = m_tx.putCase(*row); !stored)
        return stored.error();
    if (news)
        m_happened.flows.append({head.caseId, head.state});
    return head.number.isEmpty() ? Result<void>() : bindNumber(head.caseId, head.number);
}

Result<void> Applier::raiseRevisions(const QUuid &caseId, std::optional<qint64> rev, std::optional<qint64> flowRev)
{
    auto row = m_tx.caseById(caseId);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Result<void>() : Result<void>(row.error());
    if (rev.value_or(0) <= row->baseRev && flowRev.value_or(0) <= row->flowRev)
        return {};
    row->baseRev = std::max(row->baseRev, rev.value_or(0));
    row->flowRev = std::max(row->flowRev, flowRev.value_or(0));
    auto stored = m_tx.putCase(*row);
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<void> Applier::ensurePatch(const OutboxOp &like)
{
    auto ops = m_tx.opsOfSubject(like.subject);
    if (!ops)
        return ops.error();
    for (const OutboxOp &op : *ops) {
        if (op.kind == u"patchCase" && op.state == OpState::Pending)
            return {};
    }
    OutboxOp next;
    next.opId = makeUuidV7();
    next.subject = like.subject;
    next.kind = u"patchCase"_s;
    next.createdMs = m_clock.wallMs();
    next.actorTicket = like.actorTicket;
    next.more = QJsonObject{{u"ids"_s, like.more.value(u"ids"_s)}, {u"actedAt"_s, like.more.value(u"actedAt"_s)},
                            {u"clerk"_s, like.more.value(u"clerk"_s)}, {u"replaces"_s, uuidText(like.opId)}};
    if (auto stored = m_tx.putOp(next); !stored)
        return stored.error();
    return holdSubmission(m_tx, uuidFromCanonicalText(like.subject), next.opId);
}

} // namespace zc::sync::internal
