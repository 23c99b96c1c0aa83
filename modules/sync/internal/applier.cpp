#include "internal/applier.h"

#include "internal/fieldwork.h"
#include "internal/freezer.h"
#include "internal/receiptcheck.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <platform/codec.h>
#include <sync/opstates.h>

#include <algorithm>

namespace zc::sync::internal {
using namespace Qt::StringLiterals;
using platform::ClientClass;
using platform::OperationAnswer;
using platform::Wire;
using store::OpState;
using store::OutboxOp;

namespace {

constexpr int kStrikes = 3;
constexpr qint64 kBlockedMs = 5 * 60'000;
constexpr qint64 kAuthWaitMs = 60'000;

QList<Theirs> theirsOf(const QList<platform::FieldState> &states)
{
    QList<Theirs> list;
    for (const platform::FieldState &state : states) {
        Theirs their;
        their.path = state.path;
        if (!state.cleared && !state.value.isUndefined())
            their.value = state.value;
        their.rev = state.rev;
        their.author = state.author;
        if (state.source)
            their.provenance = platform::toJson(*state.source);
        list.append(their);
    }
    return list;
}

bool isCode(const OperationAnswer &answer, QStringView code) { return answer.problem && answer.problem->code == code; }

} // namespace

OpState targetOf(const OutboxOp &op, const OperationAnswer &answer)
{
    if (!answer.ours)
        return OpState::Unknown;
    if (answer.applied())
        return OpState::Acked;
    const platform::ProblemInfo *info = platform::problemInfo(answer.problem->code);
    OpState target = OpState::Rejected;
    switch (info ? info->clientClass : answer.http >= 500 ? ClientClass::Retry : ClientClass::Reject) {
    case ClientClass::Retry:
    case ClientClass::ReadyAgain:
    case ClientClass::Resequence: target = OpState::Ready; break;
    case ClientClass::Renew:
    case ClientClass::AuthWait: target = OpState::AuthWait; break;
    case ClientClass::Wait:
    case ClientClass::Settle: target = OpState::Unknown; break;
    case ClientClass::Block:
    case ClientClass::WaitForUpgrade: target = OpState::BlockedServer; break;
    case ClientClass::Rebase: target = op.kind == u"createCase" ? OpState::Rejected : OpState::Rebase; break;
    default: break;
    }
    // An outcome that the platform has stored would only be repeated: nothing is gained by sending the same again.
    const bool final = target == OpState::Rebase || target == OpState::Rejected || target == OpState::Unknown;
    if ((answer.recorded || op.state == OpState::Unknown) && !final && !(op.state == OpState::Unknown && target == OpState::Ready))
        return OpState::Rejected;
    return target;
}

qint64 backOffMs(int attempt, qint64 atLeastMs, QRandomGenerator &random)
{
    const qint64 ceiling = std::min<qint64>(5 * 60'000, 1000LL << std::clamp(attempt, 0, 9));
    return std::max<qint64>(atLeastMs, 1 + qint64(random.generateDouble() * double(ceiling)));
}

Result<void> Applier::apply(OutboxOp op, const OperationAnswer &answer)
{
    const OpState target = targetOf(op, answer);
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    m_happened.touched.append(caseId);
    if (target == OpState::Acked)
        return acknowledge(op, answer);
    op.lastCode = answer.ours ? answer.problem->code : answer.why.code;

    const bool resequencing = answer.ours && (isCode(answer, u"SEQ_GAP") || isCode(answer, u"SEQ_REUSED") || isCode(answer, u"EPOCH_STALE"));
    if (resequencing && target == OpState::Ready)
        return resequence(op, answer);
    switch (target) {
    case OpState::Unknown:
        op.nextTryMs = m_clock.bootMs() + backOffMs(op.attempt - 1, answer.retryAfterMs, m_random);
        if (op.state == OpState::Unknown) {
            auto stored = m_tx.putOp(op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }
        return moveOp(m_tx, op, target);
    case OpState::Ready:
        op.nextTryMs = isCode(answer, u"OP_UNKNOWN") || isCode(answer, u"EARLIER_FAILED")
            ? 0
            : m_clock.bootMs() + backOffMs(op.attempt, answer.retryAfterMs, m_random);
        return moveOp(m_tx, op, target);
    case OpState::AuthWait: op.nextTryMs = m_clock.bootMs() + kAuthWaitMs; return moveOp(m_tx, op, target);
    case OpState::BlockedServer: op.nextTryMs = m_clock.bootMs() + kBlockedMs; return moveOp(m_tx, op, target);
    case OpState::Rebase: return rebase(op, answer);
    default: break;
    }

    if (!answer.recorded)
        op.opSeq = 0;                              // wholly rolled back there: its place in the sequence is free
    if (op.kind == u"bindAttachment" && (isCode(answer, u"UPLOAD_GONE") || isCode(answer, u"DIGEST_MISMATCH"))) {
        if (auto moved = moveOp(m_tx, op, OpState::Rejected); !moved)
            return moved;
        return bindAgain(op, isCode(answer, u"DIGEST_MISMATCH"));
    }
    if (answer.problem && !answer.problem->errors.isEmpty())
        op.more.insert(u"reasonPath"_s, answer.problem->errors.first().path);
    m_happened.attention.append({caseId, op.lastCode});
    return moveOp(m_tx, op, OpState::Rejected);
}

Result<void> Applier::acknowledge(OutboxOp &op, const OperationAnswer &answer)
{
    auto effect = applyEffect(op, answer);
    if (!effect && (effect.error().code == u"SYN-RECEIPT" || effect.error().code == u"PLT-FOREIGN")) {
        // It took effect, but what came back proves nothing to a person: asked again, and somebody is told once.
        if (op.lastCode != effect.error().code || op.state != OpState::Unknown)
            m_happened.attention.append({uuidFromCanonicalText(op.subject), effect.error().code});
        op.lastCode = effect.error().code;
        op.nextTryMs = m_clock.bootMs() + backOffMs(op.attempt + 3, 5'000, m_random);
        if (op.state == OpState::Unknown) {
            auto stored = m_tx.putOp(op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }
        return moveOp(m_tx, op, OpState::Unknown);
    }
    if (!effect)
        return effect;
    store::OpResult result;
    result.opId = op.opId;
    result.http = answer.http;
    result.appliedRev = answer.rev.value_or(0);
    result.atMs = m_clock.wallMs();
    result.answer = answer.body;
    op.lastCode.clear();
    if (auto stored = m_tx.putOpResult(result); !stored)
        return stored;
    if (auto moved = moveOp(m_tx, op, OpState::Acked); !moved)
        return moved;
    if (auto released = releaseAcked(op.subject); !released)
        return released;
    crashPoint("ack.precommit");
    return {};
}

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

Result<void> Applier::rebase(OutboxOp &op, const OperationAnswer &answer)
{
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    if (!answer.recorded)
        op.opSeq = 0;
    if (auto moved = moveOp(m_tx, op, OpState::Rebase); !moved)
        return moved;
    auto row = m_tx.caseById(caseId);
    if (!row)
        return row.error();
    if (row->frozenOp == op.opId) {
        // The submission itself was refused: the case changed under it. The new values come with the feed.
        row->frozenOp = QUuid();
        if (auto stored = m_tx.putCase(*row); !stored)
            return stored.error();
        m_happened.changed.append(caseId);
        m_happened.attention.append({caseId, u"SYN-CHANGED"_s});
        return moveOp(m_tx, op, OpState::Superseded);
    }
    if (op.kind != u"patchCase") {
        m_happened.attention.append({caseId, op.lastCode});
        return moveOp(m_tx, op, OpState::Conflict);
    }
    if (!row->frozenOp.isNull()) {
        if (auto free = unfreeze(*row); !free)
            return free.error();
    }
    auto merged = mergeTheirs(m_tx, caseId, theirsOf(answer.problem->current), m_context.rules, m_clock.wallMs());
    if (!merged)
        return merged.error();
    if (auto raised = raiseRevisions(caseId, answer.problem->rev ? answer.problem->rev : answer.rev, {}); !raised)
        return raised;
    if (merged->changed)
        m_happened.changed.append(caseId);
    if (merged->conflicts > 0) {
        m_happened.attention.append({caseId, u"SYN-CONFLICT-OPEN"_s});
        return moveOp(m_tx, op, OpState::Conflict);
    }
    if (auto moved = moveOp(m_tx, op, OpState::Superseded); !moved)
        return moved;
    return merged->dirty ? ensurePatch(op) : Result<void>();
}

Result<void> Applier::resequence(OutboxOp &op, const OperationAnswer &answer)
{
    op.nextTryMs = m_clock.bootMs() + 200;
    if (auto moved = moveOp(m_tx, op, OpState::Ready); !moved)
        return moved;
    auto ops = m_tx.opsOfSubject(op.subject);
    if (!ops)
        return ops.error();
    if (isCode(answer, u"SEQ_GAP")) {
        const qint64 last = answer.problem->lastSeq.value_or(0);
        bool again = false;
        for (OutboxOp &other : *ops) {
            if (epochOf(other) != epochOf(op) || other.opSeq <= last || other.opId == op.opId)
                continue;
            if (other.state == OpState::Acked || other.state == OpState::Done) {
                again = true;                      // the platform forgot it: restored from a backup
                other.nextTryMs = 0;
                if (auto moved = moveOp(m_tx, other, OpState::Ready); !moved)
                    return moved;
            } else if (other.state == OpState::Superseded || needsPerson(other.state)) {
                other.opSeq = 0;                   // never arrived there: its place is free
                if (auto stored = m_tx.putOp(other); !stored)
                    return stored.error();
            }
        }
        if (again || op.opSeq == last + 1)
            return {};
    }
    // Nothing was recorded, so the same operation may take another place in the sequence.
    op.opSeq = 0;
    return moveOp(m_tx, op, OpState::Pending);
}

Result<void> Applier::bindAgain(OutboxOp &op, bool strike)
{
    const QUuid attId = uuidFromCanonicalText(op.more.value(u"attId"_s).toString());
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    auto attachment = m_tx.attachment(attId);
    if (!attachment)
        return attachment.error();
    auto upload = m_tx.upload(attId);
    store::Upload session = upload ? *upload : store::Upload{};
    session.attId = attId;
    session.url.clear();
    session.hintOffset = 0;
    session.strikes += strike ? 1 : 0;
    if (auto stored = m_tx.putUpload(session); !stored)
        return stored;
    if (session.strikes >= kStrikes) {
        m_happened.attention.append({caseId, op.lastCode});
        return {};
    }
    attachment->state = store::AttachmentState::Local;
    if (auto stored = m_tx.putAttachment(*attachment); !stored)
        return stored;
    if (auto moved = moveOp(m_tx, op, OpState::Superseded); !moved)
        return moved;
    OutboxOp next;
    next.opId = makeUuidV7();
    next.subject = op.subject;
    next.kind = op.kind;
    next.createdMs = m_clock.wallMs();
    next.actorTicket = op.actorTicket;
    next.more = op.more;
    next.more.remove(u"epoch"_s);
    next.more.insert(u"replaces"_s, uuidText(op.opId));
    if (auto stored = m_tx.putOp(next); !stored)
        return stored.error();
    return holdSubmission(caseId, next.opId);
}

// A submission that waited for the old operation waits for the new one.
Result<void> Applier::holdSubmission(const QUuid &caseId, const QUuid &opId)
{
    auto row = m_tx.caseById(caseId);
    if (!row || row->frozenOp.isNull())
        return {};
    auto submit = m_tx.op(row->frozenOp);
    if (!submit || submit->state != OpState::Pending)
        return {};
    submit->dependsOn.append(opId);
    auto stored = m_tx.putOp(*submit);
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<void> Applier::voided(OutboxOp op)
{
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    crashPoint("op.voided");
    if (auto moved = moveOp(m_tx, op, OpState::Superseded); !moved)
        return moved;
    m_happened.touched.append(caseId);
    auto row = m_tx.caseById(caseId);
    if (!row || row->frozenOp != op.opId)
        return {};
    row->frozenOp = QUuid();
    m_happened.changed.append(caseId);
    auto stored = m_tx.putCase(*row);
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<bool> Applier::unfreeze(store::CaseRow &row)
{
    auto submit = m_tx.op(row.frozenOp);
    if (!submit)
        return submit.error();
    if (submit->state != OpState::Pending && !(submit->state == OpState::Ready && submit->attempt == 0))
        return false;
    submit->opSeq = 0;
    if (auto moved = moveOp(m_tx, *submit, OpState::Superseded); !moved)
        return moved.error();
    row.frozenOp = QUuid();
    auto stored = m_tx.putCase(row);
    if (!stored)
        return stored.error();
    row = *stored;
    m_happened.changed.append(row.caseId);
    m_happened.attention.append({row.caseId, u"SYN-CHANGED"_s});
    return true;
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
    return holdSubmission(uuidFromCanonicalText(like.subject), next.opId);
}

Result<void> Applier::releaseAcked(const QString &subject)
{
    auto ops = m_tx.opsOfSubject(subject);
    if (!ops)
        return ops.error();
    QList<QUuid> needed;
    for (const OutboxOp &op : *ops) {
        if (!store::isSettled(op.state))
            needed += op.dependsOn;
    }
    for (OutboxOp &op : *ops) {
        if (op.state != OpState::Acked || needed.contains(op.opId))
            continue;
        if (auto moved = moveOp(m_tx, op, OpState::Done); !moved)
            return moved;
    }
    return {};
}

} // namespace zc::sync::internal
