#include "internal/applier.h"

#include "internal/fieldwork.h"
#include "internal/freezer.h"

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
    // It is known there with other bytes (a restored store froze it anew): what became of it is asked, not guessed.
    if (info && info->code == platform::ProblemCode::KeyReused)
        target = OpState::Unknown;
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
    return holdSubmission(m_tx, caseId, next.opId);
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
