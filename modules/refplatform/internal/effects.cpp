#include "internal/effects.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <crypto/digest.h>

#include <QJsonDocument>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;
namespace header = platform::header;

struct StoredAnswer {
    QString status;
    int http = 0;
    QByteArray etag, flowTag, body;
};

Answer operationAnswer(const QUuid &opId, int status, const QByteArray &body, const QByteArray &etag, const QByteArray &flowTag, bool replayed)
{
    Answer answer = jsonAnswer(status, body);
    if (status >= 400)
        answer.mediaType = platform::media::kProblem;
    answer.with(header::kOpId, uuidText(opId).toLatin1()).with(header::kOpRecorded, "?1");
    if (replayed)
        answer.with(header::kOpReplayed, "?1");
    if (!etag.isEmpty())
        answer.with(header::kETag, etag);
    if (!flowTag.isEmpty())
        answer.with(header::kFlowTag, flowTag);
    return answer;
}

// A problem that changed nothing: no Op-Recorded, the op_seq is still free.
Answer unrecorded(const QUuid &opId, platform::Problem problem)
{
    problem.opId = opId;
    Answer answer = problemAnswer(problem);
    if (!opId.isNull())
        answer.with(header::kOpId, uuidText(opId).toLatin1());
    return answer;
}

Answer unrecorded(const QUuid &opId, ProblemCode code, const QString &detail = {}) { return unrecorded(opId, platform::makeProblem(code, detail)); }

// Reads the headers, or names the one that is wrong.
std::optional<platform::Problem> readHeaders(const Request &request, OpHeaders &op)
{
    const auto bad = [](const char *name) { return platform::makeProblem(ProblemCode::HeaderInvalid, QString::fromLatin1(name)); };
    constexpr qint64 kMost = (qint64(1) << 53) - 1;
    if (!request.has(header::kIdempotencyKey))
        return platform::makeProblem(ProblemCode::KeyMissing);
    op.opId = quotedUuid(request.header(header::kIdempotencyKey));
    if (op.opId.isNull())
        return bad(header::kIdempotencyKey);
    const struct { const char *name; qint64 &value; qint64 least; } numbers[] = {
        {header::kOpSeq, op.opSeq, 1}, {header::kClientEpoch, op.epoch, 1}, {header::kPayloadSchema, op.schema, 1}, {header::kActedAt, op.actedMs, 0}};
    for (const auto &number : numbers) {
        const auto value = strictInteger(request.header(number.name), number.least, kMost);
        if (!value)
            return bad(number.name);
        number.value = *value;
    }
    op.ticketText = request.header(header::kActorTicket);
    if (op.ticketText.size() > 2048)
        return bad(header::kActorTicket);
    if (request.has(header::kBaseRev)) {
        op.baseRev = strictInteger(request.header(header::kBaseRev), 0, kMost);
        if (!op.baseRev)
            return bad(header::kBaseRev);
    }
    if (request.has(header::kIfMatch)) {
        op.ifMatchContent = platform::tagRevision(request.header(header::kIfMatch), 'r');
        op.ifMatchFlow = platform::tagRevision(request.header(header::kIfMatch), 'w');
        if (!op.ifMatchContent && !op.ifMatchFlow)
            return bad(header::kIfMatch);
    }
    if (request.has(header::kIfNoneMatch)) {
        op.ifNoneMatchStar = request.header(header::kIfNoneMatch) == "*";
        if (!op.ifNoneMatchStar)
            return bad(header::kIfNoneMatch);
    }
    if (!request.has(header::kContentDigest))
        return bad(header::kContentDigest);
    if (!platform::contentDigestMatches(request.header(header::kContentDigest), request.body))
        return platform::makeProblem(ProblemCode::DigestBody);
    return {};
}

QByteArray fingerprintOf(const Request &request, const OpHeaders &op)
{
    // Each part with its length, so that no two requests share an input.
    crypto::RunningDigest digest(crypto::DigestKind::Sha256);
    const auto add = [&](QByteArrayView part) {
        digest.add(QByteArray::number(part.size()) + ':');
        digest.add(part);
    };
    add(request.principal.clientId.toRfc4122());      // an answer is never given to another desk
    add(request.endpoint->method);
    add(request.path);
    add(request.header(header::kIfMatch));
    add(request.header(header::kIfNoneMatch));
    add(request.header(header::kBaseRev));
    add(QByteArray::number(op.schema));
    add(QByteArray::number(op.epoch));
    add(QByteArray::number(op.opSeq));
    add(request.body);
    return digest.result();
}

QUuid subjectOf(const Request &request)
{
    // Subject = the case, or the client for things of no case.
    if (QByteArrayView(request.endpoint->path).startsWith("/v1/cases/{caseId}"))
        return uuidFromCanonicalText(request.ids.first());
    return request.principal.clientId;
}

QByteArray answerKey(const QUuid &opId) { return opId.toRfc4122(); }

// Order and epoch. Nothing = in order; a problem rolls everything back.
std::optional<platform::Problem> checkOrder(Connection &db, const QUuid &subject, const QUuid &clientId, qint64 epoch, qint64 opSeq)
{
    const auto client = db.row("SELECT epoch FROM client WHERE client_id=?", {clientId.toRfc4122()});
    const qint64 knownEpoch = client ? client->first().toLongLong() : 0;
    if (epoch < knownEpoch)
        return platform::makeProblem(ProblemCode::EpochStale);
    if (epoch > knownEpoch)
        db.run("UPDATE client SET epoch=? WHERE client_id=?", {epoch, clientId.toRfc4122()});
    const auto row = db.row("SELECT last_seq FROM op_seq WHERE subject=? AND client_id=? AND epoch=?", {subject.toRfc4122(), clientId.toRfc4122(), epoch});
    const qint64 last = row ? row->first().toLongLong() : 0;
    if (opSeq == last + 1)
        return {};
    platform::Problem problem = platform::makeProblem(opSeq > last ? ProblemCode::SeqGap : ProblemCode::SeqReused);
    problem.lastSeq = last;
    return problem;
}

void storeOperation(Service &service, Connection &db, const Request &request, const QUuid &opId, const QUuid &subject, qint64 epoch, qint64 opSeq,
                    const QByteArray &fingerprint, const StoredAnswer &answer, const QString &clerk, qint64 actedMs)
{
    const QUuid clientId = request.principal.clientId;
    db.run("INSERT INTO operation VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
           {opId.toRfc4122(), subject.toRfc4122(), clientId.toRfc4122(), epoch, opSeq, QString::fromLatin1(request.endpoint->name), fingerprint,
            answer.status, answer.http, QString::fromLatin1(answer.etag), QString::fromLatin1(answer.flowTag), clerk, actedMs, service.nowMs(),
            service.vault->seal("operation", answerKey(opId), 1, answer.body)});
    db.run("INSERT INTO op_seq VALUES(?,?,?,?) ON CONFLICT(subject, client_id, epoch) DO UPDATE SET last_seq=excluded.last_seq",
           {subject.toRfc4122(), clientId.toRfc4122(), epoch, opSeq});
}

// The stored answer of an operation with this id, whatever its subject.
std::optional<Answer> replay(Service &service, Connection &db, const QUuid &opId, const QByteArray &fingerprint)
{
    const auto row = db.row("SELECT fingerprint, status, http, etag, flow_tag, answer FROM operation WHERE op_id=?", {opId.toRfc4122()});
    if (!row)
        return {};
    if (row->at(1).toString() == u"voided") {
        Answer answer = unrecorded(opId, ProblemCode::OpVoided);
        return answer.with(header::kOpRecorded, "?1");
    }
    if (row->at(0).toByteArray() != fingerprint)
        return unrecorded(opId, ProblemCode::KeyReused);
    return operationAnswer(opId, int(row->at(2).toLongLong()), service.vault->open("operation", answerKey(opId), 1, row->at(5).toByteArray()),
                           row->at(3).toString().toLatin1(), row->at(4).toString().toLatin1(), true);
}

constexpr int kLaneQueue = 1024;

} // namespace

Outcome Outcome::refused(ProblemCode code, const QString &detail) { return refused(platform::makeProblem(code, detail)); }

Outcome Outcome::refused(const platform::Problem &problem)
{
    Outcome outcome;
    outcome.refusal = problem;
    return outcome;
}

void Effect::change(const char *kind, std::optional<qint64> rev, std::optional<qint64> flowRev, const QJsonObject &body)
{
    changes << ChangeDraft{kind, subject, request.principal.siteCode, ticket.clerkId, rev, flowRev, origin(), nowMs, body};
}

Answer runOperation(Service &service, const Request &request, const EffectFn &effect)
{
    OpHeaders op;
    if (const auto problem = readHeaders(request, op))
        return unrecorded(op.opId, *problem);
    if (op.schema > platform::kPayloadSchema)
        return unrecorded(op.opId, ProblemCode::SchemaUnsupported);
    if (service.db->waiting() > kLaneQueue)
        return unrecorded(op.opId, ProblemCode::Overloaded);
    bool foreign = false;
    // Audit is the device's own word; everything else was done by a named clerk.
    const bool ofDevice = QByteArrayView(request.endpoint->scopes) == QByteArrayView("audit");
    const auto ticket = ofDevice ? std::optional<Ticket>(Ticket{}) : service.identity->ticket(op.ticketText, request.principal.clientId, op.actedMs, &foreign);
    if (!ticket)
        return unrecorded(op.opId, foreign ? ProblemCode::EnvironmentMismatch : ProblemCode::TicketInvalid);
    const Service::Claim claim(service, op.opId);
    if (!claim.held())
        return unrecorded(op.opId, ProblemCode::OpInProgress);

    const QByteArray fingerprint = fingerprintOf(request, op);
    const QUuid subject = subjectOf(request);
    Answer answer;
    std::function<void()> afterCommit;
    bool effective = false;
    service.db->write([&](Connection &db) {
        if (const auto known = replay(service, db, op.opId, fingerprint)) {
            answer = *known;
            return false;
        }
        crashPoint("srv.recorded");
        if (auto problem = checkOrder(db, subject, request.principal.clientId, op.epoch, op.opSeq)) {
            answer = unrecorded(op.opId, *problem);
            return false;
        }
        Effect work{service, db, request, op, *ticket, subject, service.nowMs(), {}, {}};
        db.run("SAVEPOINT effect");
        Outcome outcome = op.actedMs > work.nowMs + platform::limit::kTimeAheadMs ? Outcome::refused(ProblemCode::TimeImplausible) : effect(work);
        if (outcome.refusal) {
            db.run("ROLLBACK TO effect");
            outcome.refusal->opId = op.opId;
            outcome.status = outcome.refusal->status;
            outcome.body = platform::toJson(*outcome.refusal);
            work.changes.clear();
            work.afterCommit = {};
        }
        db.run("RELEASE effect");
        crashPoint("srv.applied");
        const StoredAnswer stored{outcome.refusal ? u"refused"_s : u"applied"_s, outcome.status, outcome.etag, outcome.flowTag,
                                  QJsonDocument(outcome.body).toJson(QJsonDocument::Compact)};
        storeOperation(service, db, request, op.opId, subject, op.epoch, op.opSeq, fingerprint, stored, ticket->clerkId, op.actedMs);
        for (const ChangeDraft &change : work.changes)
            service.feed->append(db, change);
        effective = !work.changes.isEmpty();
        afterCommit = work.afterCommit;
        answer = operationAnswer(op.opId, stored.http, stored.body, stored.etag, stored.flowTag, false);
        return true;
    });
    if (effective)
        service.feed->wake();
    if (afterCommit)
        afterCommit();
    return answer;
}

Answer voidOperation(Service &service, const Request &request)
{
    const QUuid opId = uuidFromCanonicalText(request.ids.first());
    constexpr qint64 kMost = (qint64(1) << 53) - 1;
    const auto opSeq = strictInteger(request.header(header::kOpSeq), 1, kMost);
    const auto epoch = strictInteger(request.header(header::kClientEpoch), 1, kMost);
    if (!opSeq || !epoch)
        return unrecorded(opId, ProblemCode::HeaderInvalid, u"Op-Seq or Client-Epoch"_s);
    const auto body = platform::decode<platform::VoidOperationRequest>(request.body, platform::Wire::Request);
    if (!body)
        return unrecorded(opId, bodyProblem(body.error()));
    const Service::Claim claim(service, opId);
    if (!claim.held())
        return unrecorded(opId, ProblemCode::OpInProgress);
    Answer answer;
    service.db->write([&](Connection &db) {
        platform::OperationStatus status;
        status.opId = opId;
        status.opSeq = *opSeq;
        status.epoch = *epoch;
        status.status = u"voided"_s;
        if (const auto row = db.row("SELECT status FROM operation WHERE op_id=? AND subject=? AND client_id=?",
                                    {opId.toRfc4122(), body->subject.toRfc4122(), request.principal.clientId.toRfc4122()})) {
            if (row->first().toString() != u"voided") {
                answer = unrecorded(opId, ProblemCode::OpApplied);
                return false;
            }
            answer = operationAnswer(opId, 200, platform::encode(status), {}, {}, true);
            return false;
        }
        if (auto problem = checkOrder(db, body->subject, request.principal.clientId, *epoch, *opSeq)) {
            answer = unrecorded(opId, *problem);
            return false;
        }
        const StoredAnswer stored{u"voided"_s, 200, {}, {}, platform::encode(status)};
        storeOperation(service, db, request, opId, body->subject, *epoch, *opSeq, QByteArray(32, '\0'), stored, {}, service.nowMs());
        crashPoint("op.voided");
        answer = operationAnswer(opId, 200, stored.body, {}, {}, false);
        return true;
    });
    return answer;
}

} // namespace zc::refplatform
