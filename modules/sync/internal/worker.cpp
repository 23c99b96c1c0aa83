#include "internal/worker.h"

#include "internal/fieldwork.h"
#include "internal/freezer.h"

#include <base/crashpoint.h>
#include <base/logging.h>
#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/problem.h>
#include <sync/opstates.h>

#include <QJsonDocument>

#include <algorithm>

namespace zc::sync::internal {
using namespace Qt::StringLiterals;
using platform::OperationAnswer;
using store::OpState;
using store::OutboxOp;
using store::ReadTx;
using store::WriteTx;

ZC_LOGGING_CATEGORY(syncLog, "sync")

namespace {

constexpr qint64 kIdleMs = 60'000;

bool isUrgent(const QString &kind) { return kind == u"submitCase" || kind == u"issueNumber"; }

// What the platform has stored about an operation, in the shape of an answer that is ours.
OperationAnswer answerOf(const platform::OperationStatus &status)
{
    OperationAnswer answer;
    answer.ours = true;
    answer.recorded = true;
    answer.replayed = true;
    answer.http = status.http.value_or(0);
    answer.body = QJsonDocument(status.answer).toJson(QJsonDocument::Compact);
    answer.rev = platform::tagRevision(status.etag.toLatin1(), 'r');
    answer.flowRev = platform::tagRevision(status.flowTag.toLatin1(), 'w');
    if (status.status == u"applied")
        return answer;
    auto problem = platform::decode<platform::Problem>(QJsonValue(status.answer), platform::Wire::Answer);
    answer.problem = problem ? *problem : platform::makeProblem(platform::ProblemCode::NotFound);
    return answer;
}

OperationAnswer problemAnswer(platform::ProblemCode code)
{
    OperationAnswer answer;
    answer.ours = true;
    answer.problem = platform::makeProblem(code);
    answer.http = answer.problem->status;
    return answer;
}

// The way to the platform is broken, what stands there is not the platform, or it does not know this desk.
bool isLinkFault(const Error &error)
{
    static const QStringList codes{u"PLT-FOREIGN"_s, u"PLT-ENVIRONMENT-MISMATCH"_s, u"PLT-UPGRADE-REQUIRED"_s, u"PLT-LOGIN"_s};
    return error.code.startsWith("NET-"_L1) || codes.contains(error.code);
}

} // namespace

Worker::Worker(store::Store &store, platform::PlatformClient &client, const Clock &clock, const EngineOptions &options)
    : m_store(store), m_client(client), m_clock(clock), m_options(options),
      m_context{options.clientId, options.environment, options.receiptKeys, options.mergeRules},
      m_random(options.seed ? options.seed : QRandomGenerator::system()->generate()),
      m_uploads(store, client, clock, options.pieceBytes, m_random.generate()), m_feed(store, client, clock)
{
}

Result<void> Worker::recover()
{
    return m_store.write([](WriteTx &tx) -> Result<void> {
        auto ops = tx.opsInStates({OpState::Inflight});
        if (!ops)
            return ops.error();
        for (OutboxOp &op : *ops) {
            op.nextTryMs = 0;
            if (auto moved = moveOp(tx, op, OpState::Unknown); !moved)
                return moved;
        }
        // Times of waiting are of this boot and this run.
        auto waiting = tx.opsInStates({OpState::Ready, OpState::Unknown, OpState::AuthWait, OpState::BlockedServer, OpState::BlockedLocal});
        if (!waiting)
            return waiting.error();
        for (OutboxOp &op : *waiting) {
            if (op.nextTryMs == 0)
                continue;
            op.nextTryMs = 0;
            if (auto stored = tx.putOp(op); !stored)
                return stored.error();
        }
        return {};
    }).result();
}

void Worker::tryNow()
{
    m_link.tryNow();
    m_nextFeedMs = 0;
    m_nextProbeMs = 0;
    m_hurry = true;
}

Result<void> Worker::clerkLoggedIn(const Actor &actor)
{
    return m_store.write([actor](WriteTx &tx) -> Result<void> {
        auto ops = tx.opsInStates({OpState::AuthWait});
        if (!ops)
            return ops.error();
        // A ticket carries on only what its own clerk did.
        const auto isHis = [&](const OutboxOp &op) { return op.more.value(u"clerk"_s).toString() == actor.clerk; };
        for (OutboxOp &op : *ops) {
            if (!isHis(op))
                continue;
            op.actorTicket = actor.ticket;
            op.nextTryMs = 0;
            if (auto moved = moveOp(tx, op, OpState::Ready); !moved)
                return moved;
        }
        auto nameless = tx.opsInStates({OpState::Pending, OpState::Ready});
        if (!nameless)
            return nameless.error();
        for (OutboxOp &op : *nameless) {
            if (!op.actorTicket.isEmpty() || !isHis(op))
                continue;
            op.actorTicket = actor.ticket;
            if (auto stored = tx.putOp(op); !stored)
                return stored.error();
        }
        return {};
    }).result();
}

SyncStatus Worker::status() const
{
    auto counted = m_store.read([](ReadTx &tx) { return countOperations(tx); });
    SyncStatus status = counted ? *counted : SyncStatus{};
    status.link = m_link.state();
    status.latencyMs = m_link.latencyMs();
    status.trouble = m_trouble;
    return status;
}

void Worker::waitUntil(qint64 bootMs) { m_wakeBootMs = std::min(m_wakeBootMs, bootMs); }

void Worker::linkFailed(const Error &error)
{
    m_link.failed(m_clock.bootMs());
    m_connected = false;
    m_trouble = error.code;
    qCInfo(syncLog) << "no way to the platform:" << error.code << error.detail;
}

// Before anything else: is that the platform, of this environment, and which keys sign its receipts.
bool Worker::connect()
{
    const qint64 now = m_clock.bootMs();
    if (m_connected && now < m_nextProbeMs)
        return true;
    if (!m_connected) {
        auto capabilities = m_client.capabilities();
        if (!capabilities) {
            linkFailed(capabilities.error());
            return false;
        }
        if (m_options.environment != u"production")
            m_context.receiptKeys = m_options.receiptKeys + capabilities->receiptKeys;
        m_connected = true;
    }
    auto probe = m_client.time();
    if (!probe) {
        linkFailed(probe.error());
        return false;
    }
    noteOffset(*probe);
    m_link.answered(probe->elapsedMs);
    m_trouble.clear();
    m_nextProbeMs = m_clock.bootMs() + m_options.probeEveryMs;
    return true;
}

void Worker::noteOffset(const platform::TimeProbe &probe)
{
    const qint64 middle = m_clock.wallMs() - probe.elapsedMs / 2;
    m_offsets.append({{probe.serverTimeMs - middle, m_clock.bootMs()}, probe.elapsedMs});
    if (m_offsets.size() > 5)
        m_offsets.removeFirst();
}

// The quickest of the last probes knows best: half of its way is the error.
std::optional<ClockOffset> Worker::clockOffset() const
{
    const auto best = std::min_element(m_offsets.begin(), m_offsets.end(),
                                       [](const OffsetProbe &a, const OffsetProbe &b) { return a.elapsedMs < b.elapsedMs; });
    return best == m_offsets.end() ? std::optional<ClockOffset>() : best->offset;
}

Worker::Step Worker::step(Happened &happened)
{
    const qint64 now = m_clock.bootMs();
    m_wakeBootMs = now + kIdleMs;

    // What was pulled is applied first: it needs no network.
    auto applied = m_feed.applyOne(m_context, m_random, happened);
    if (applied && *applied)
        return Step::Worked;
    if (!applied)
        m_trouble = applied.error().code;

    if (!m_link.mayTry(now)) {
        waitUntil(m_link.nextTryBootMs());
        return Step::Idle;
    }
    if (!connect()) {
        waitUntil(m_link.nextTryBootMs());
        return Step::Idle;
    }

    const Pick next = pick();
    m_hurry = false;
    switch (next.what) {
    case Pick::What::Freeze: freeze(next.op, happened); return Step::Worked;
    case Pick::What::Send: send(next.op, happened); return Step::Worked;
    case Pick::What::Ask: ask(next.op, happened); return Step::Worked;
    case Pick::What::Void: voidAtPlatform(next.op, happened); return Step::Worked;
    case Pick::What::Nothing: break;
    }

    const Uploads::Outcome upload = m_uploads.step();
    if (upload.worked) {
        if (upload.offline)
            linkFailed({ErrorKind::Offline, u"NET-OFFLINE"_s, u"upload"_s});
        if (!upload.attention.isEmpty())
            happened.attention.append({upload.caseId, upload.attention});
        if (upload.stored)
            happened.touched.append(upload.caseId);
        return Step::Worked;
    }
    if (const qint64 next = m_uploads.nextTryBootMs(); next >= 0)
        waitUntil(std::max(next, now + 10));

    if (now >= m_nextFeedMs && pollFeed(happened))
        return Step::Worked;
    waitUntil(m_nextFeedMs);
    waitUntil(m_nextProbeMs);
    return Step::Idle;
}

bool Worker::pollFeed(Happened &happened)
{
    auto more = m_feed.pull(m_context, happened);
    if (!more) {
        m_nextFeedMs = m_clock.bootMs() + m_options.feedEveryMs;
        if (isLinkFault(more.error()))
            linkFailed(more.error());
        else
            m_trouble = more.error().code;
        return false;
    }
    m_nextFeedMs = m_clock.bootMs() + (*more ? 0 : std::max(m_options.feedEveryMs, m_feed.pollAfterMs()));
    return true;
}

// Submissions and numbers first, then in turn across the cases.
Worker::Pick Worker::pick()
{
    struct Candidate { QString subject; Pick pick; };
    auto candidates = m_store.read([&](ReadTx &tx) -> Result<QList<Candidate>> {
        auto heads = tx.opHeads(2000);
        if (!heads)
            return heads.error();
        QList<Candidate> list;
        for (const OutboxOp &head : *heads) {
            auto ops = tx.opsOfSubject(head.subject);
            if (!ops)
                continue;                        // a damaged row harms its own case only
            const Pick found = pickIn(tx, *ops, m_clock.bootMs());
            if (found.what != Pick::What::Nothing)
                list.append({head.subject, found});
        }
        return list;
    });
    if (!candidates || candidates->isEmpty())
        return {};
    std::stable_sort(candidates->begin(), candidates->end(), [](const Candidate &a, const Candidate &b) { return a.subject < b.subject; });
    for (const Candidate &candidate : *candidates) {
        if (isUrgent(candidate.pick.op.kind))
            return candidate.pick;
    }
    const auto after = std::find_if(candidates->begin(), candidates->end(),
                                    [&](const Candidate &candidate) { return candidate.subject > m_lastSubject; });
    const Candidate &chosen = after == candidates->end() ? candidates->first() : *after;
    m_lastSubject = chosen.subject;
    return chosen.pick;
}

// What has its place in the sequence goes first, in that order, until it is settled; then the first one that waits. A bind
// whose file is still travelling lets later ones pass.
Worker::Pick Worker::pickIn(const ReadTx &tx, const QList<OutboxOp> &ops, qint64 now)
{
    QList<QUuid> open;
    const OutboxOp *frozen = nullptr;
    for (const OutboxOp &op : ops) {
        if (store::isSettled(op.state))
            continue;
        if (needsPerson(op.state) || op.state == OpState::Rebase || op.state == OpState::Inflight)
            return {};
        open.append(op.opId);
        if (op.state != OpState::Pending && (!frozen || op.opSeq < frozen->opSeq))
            frozen = &op;
    }
    const auto due = [&](const OutboxOp &op) {
        if (op.nextTryMs <= now || (m_hurry && op.state == OpState::Unknown))
            return true;
        waitUntil(op.nextTryMs);
        return false;
    };
    if (frozen) {
        if (!due(*frozen))
            return {};
        const bool wantsVoid = frozen->attempt > 0 && frozen->more.value(u"void"_s).toBool();
        const bool unknown = frozen->state == OpState::Unknown;
        return {wantsVoid ? Pick::What::Void : unknown ? Pick::What::Ask : Pick::What::Send, *frozen};
    }
    // A creation that was refused and is tried anew stands behind what was noted meanwhile; nothing can go before it.
    const auto creation = std::find_if(ops.begin(), ops.end(), [](const OutboxOp &op) {
        return op.state == OpState::Pending && op.kind == u"createCase";
    });
    if (creation != ops.end())
        return due(*creation) ? Pick{Pick::What::Freeze, *creation} : Pick{};
    for (const OutboxOp &op : ops) {
        if (op.state != OpState::Pending)
            continue;
        if (op.kind == u"bindAttachment") {
            const auto file = tx.attachment(uuidFromCanonicalText(op.more.value(u"attId"_s).toString()));
            if (file && file->state != store::AttachmentState::Stored && file->state != store::AttachmentState::Tomb)
                continue;
        }
        const bool blocked = std::any_of(op.dependsOn.begin(), op.dependsOn.end(), [&](const QUuid &id) { return open.contains(id); });
        if (blocked && op.kind == u"submitCase")
            continue;                            // it waits for what stands behind it, too
        return blocked || !due(op) ? Pick{} : Pick{Pick::What::Freeze, op};
    }
    return {};
}

void Worker::freeze(const OutboxOp &picked, Happened &happened)
{
    const qint64 epoch = m_store.deviceEpoch();
    auto outcome = m_store.write([&](WriteTx &tx) -> Result<Freeze> {
        auto op = tx.op(picked.opId);
        if (!op || op->state != OpState::Pending)
            return Freeze::Later;                // taken back meanwhile
        return freezeOp(tx, *op, epoch);
    }).result();
    const QUuid caseId = uuidFromCanonicalText(picked.subject);
    happened.touched.append(caseId);
    if (outcome && *outcome == Freeze::BackToClerk) {
        happened.changed.append(caseId);
        happened.attention.append({caseId, u"SYN-CHANGED"_s});
    }
    if (outcome)
        return;
    // Rows that cannot be turned into bytes: only this case stops.
    m_trouble = outcome.error().code;
    auto noted = m_store.write([&](WriteTx &tx) -> Result<void> {
        auto op = tx.op(picked.opId);
        if (!op)
            return op.error();
        op->lastCode = outcome.error().code;
        op->nextTryMs = m_clock.bootMs() + 30'000;
        auto stored = tx.putOp(*op);
        return stored ? Result<void>() : Result<void>(stored.error());
    }).result();
    if (noted)
        happened.attention.append({caseId, outcome.error().code});
}

void Worker::send(OutboxOp op, Happened &happened)
{
    // Committed before the first byte: after a crash nobody may believe it was never sent.
    auto marked = m_store.write([&](WriteTx &tx) -> Result<OutboxOp> {
        auto current = tx.op(op.opId);
        if (!current)
            return current;
        if (current->state != op.state)
            return Error{ErrorKind::Cancelled, u"SYN-STATE"_s, u"taken back"_s};
        if (current->state != OpState::Ready) {
            if (auto moved = moveOp(tx, *current, OpState::Ready); !moved)
                return moved.error();
        }
        current->attempt += 1;
        if (auto moved = moveOp(tx, *current, OpState::Inflight); !moved)
            return moved.error();
        return current;
    }).result();
    if (!marked) {
        if (marked.error().kind == ErrorKind::Cancelled)
            return;
        m_trouble = marked.error().code;
        m_link.failed(m_clock.bootMs());         // the own disk, most likely: breathe, then look again
        return;
    }
    crashPoint("op.inflight");
    const OperationAnswer answer = m_client.send(frozenOf(*marked));
    finish(op.opId, answer, happened);
    if (!answer.ours && isLinkFault(answer.why))
        linkFailed(answer.why);
}

void Worker::ask(const OutboxOp &op, Happened &happened)
{
    auto status = m_client.operation(op.opId, uuidFromCanonicalText(op.subject));
    if (!status) {
        const QString code = status.error().code;
        if (code == u"PLT-OP-UNKNOWN")
            return finish(op.opId, problemAnswer(platform::ProblemCode::OpUnknown), happened);
        OperationAnswer answer;
        answer.why = status.error();
        if (code == u"PLT-OP-EXPIRED") {
            answer = problemAnswer(platform::ProblemCode::OpExpired);
            answer.recorded = true;
        }
        finish(op.opId, answer, happened);
        if (isLinkFault(status.error()))
            linkFailed(status.error());
        return;
    }
    if (status->status == u"applied" || status->status == u"refused")
        return finish(op.opId, answerOf(*status), happened);
    if (status->status == u"notTried")
        return finish(op.opId, problemAnswer(platform::ProblemCode::OpUnknown), happened);
    if (status->status == u"voided") {
        auto done = m_store.write([&](WriteTx &tx) -> Result<void> {
            auto current = tx.op(op.opId);
            if (!current)
                return current.error();
            return Applier(tx, m_context, m_clock, m_random, happened).voided(*current);
        }).result();
        if (!done)
            m_trouble = done.error().code;
        return;
    }
    finish(op.opId, problemAnswer(platform::ProblemCode::OpInProgress), happened);
}

void Worker::voidAtPlatform(const OutboxOp &op, Happened &happened)
{
    auto status = m_client.voidOperation(op.opId, uuidFromCanonicalText(op.subject), op.opSeq, epochOf(op));
    const bool voided = status && status->status == u"voided";
    auto done = m_store.write([&](WriteTx &tx) -> Result<void> {
        auto current = tx.op(op.opId);
        if (!current)
            return current.error();
        if (voided)
            return Applier(tx, m_context, m_clock, m_random, happened).voided(*current);
        // It took effect before the wish came: the outcome is fetched like any other.
        if (!status && status.error().code == u"PLT-OP-APPLIED")
            current->more.remove(u"void"_s);
        else
            current->nextTryMs = m_clock.bootMs() + backOffMs(current->attempt, 0, m_random);
        auto stored = tx.putOp(*current);
        return stored ? Result<void>() : Result<void>(stored.error());
    }).result();
    if (!done)
        m_trouble = done.error().code;
    if (!status && isLinkFault(status.error()))
        linkFailed(status.error());
}

void Worker::raiseEpochIfStale(const OperationAnswer &answer)
{
    if (!answer.ours || !answer.problem)
        return;
    if (answer.problem->code == u"EPOCH_STALE" || answer.problem->code == u"SEQ_REUSED") {
        auto raised = m_store.raiseEpoch().result();
        if (!raised)
            m_trouble = raised.error().code;
    }
}

void Worker::finish(const QUuid &opId, const OperationAnswer &answer, Happened &happened)
{
    raiseEpochIfStale(answer);
    Happened told;
    auto done = m_store.write([&](WriteTx &tx) -> Result<void> {
        told = {};
        auto op = tx.op(opId);
        if (!op)
            return op.error();
        return Applier(tx, m_context, m_clock, m_random, told).apply(*op, answer);
    }).result();
    if (!done) {
        // Not kept: it is still INFLIGHT or UNKNOWN in the store and is asked after again.
        m_trouble = done.error().code;
        qCWarning(syncLog) << "outcome not kept" << done.error().code << done.error().detail;
        auto parked = m_store.write([&](WriteTx &tx) -> Result<void> {
            auto op = tx.op(opId);
            if (!op)
                return op.error();
            op->nextTryMs = m_clock.bootMs() + backOffMs(op->attempt + 2, 1'000, m_random);
            op->lastCode = done.error().code;
            if (op->state == OpState::Inflight)
                return moveOp(tx, *op, OpState::Unknown);
            auto stored = tx.putOp(*op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }).result();
        if (!parked)
            m_link.failed(m_clock.bootMs());
        return;
    }
    crashPoint("ack.committed");
    happened.touched += told.touched;
    happened.numbers += told.numbers;
    happened.receipts += told.receipts;
    happened.flows += told.flows;
    happened.changed += told.changed;
    happened.attention += told.attention;
}

} // namespace zc::sync::internal
