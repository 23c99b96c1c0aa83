#include "internal/officeops.h"

#include "internal/cases.h"
#include "internal/queries.h"

#include <base/halltime.h>
#include <base/uuid.h>
#include <casework/lifecycle.h>
#include <platform/manifest.h>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;

constexpr char kTaskColumns[] = "task_id, case_id, item_code, role, state, claimed_by, due_ms, flow_rev";

platform::Task taskOf(const Row &row)
{
    platform::Task task{row.at(0).toString(), QUuid::fromRfc4122(row.at(1).toByteArray()), row.at(2).toString(), row.at(3).toString(),
                        row.at(4).toString(), row.at(5).toString(), {}, row.at(7).toLongLong()};
    if (row.at(6).isValid())
        task.dueMs = row.at(6).toLongLong();
    return task;
}

// Whose turn it is.
QString roleFor(const CaseRecord &record)
{
    if (record.state == u"received" && record.frozen)
        return u"acceptor"_s;
    if (record.state == u"accepted" || record.state == u"inReview" || record.state == u"suspended")
        return u"approver"_s;
    if (record.state == u"finished" && record.finishKind == u"granted")
        return u"exit"_s;
    return {};
}

platform::Problem refusalOf(const casework::Verdict &verdict)
{
    platform::Problem problem = platform::makeProblem(ProblemCode::FlowForbidden);
    problem.errors.append({verdict.fact, verdict.family ? casework::familyName(*verdict.family) : u"ROLE"_s, {}});
    return problem;
}

bool isBound(Effect &effect, const QUuid &attId)
{
    const auto attachment = loadAttachment(*effect.service.vault, effect.db, effect.subject, attId);
    return attachment && attachment->wire.state == u"bound";
}

// Moves a task between open and claimed; only who holds it gives it back.
Outcome moveTask(Effect &effect, bool claim)
{
    const auto row = effect.db.row((QByteArray("SELECT ") + kTaskColumns + " FROM task WHERE task_id=? AND case_id=? AND site=?").constData(),
                                   {effect.request.ids.at(1), effect.subject.toRfc4122(), effect.request.principal.siteCode});
    if (!row)
        return Outcome::refused(ProblemCode::NotFound);
    platform::Task task = taskOf(*row);
    const QString &clerk = effect.ticket.clerkId;
    const bool mine = task.state == u"claimed" && task.claimedBy == clerk;
    if (claim ? !(task.state == u"open" || mine) : !mine)
        return Outcome::refused(ProblemCode::TaskTaken);
    if (!effect.ticket.roles.contains(task.role))
        return Outcome::refused(ProblemCode::NotFound);
    task.state = claim ? u"claimed"_s : u"open"_s;
    task.claimedBy = claim ? clerk : QString();
    effect.db.run("UPDATE task SET state=?, claimed_by=? WHERE task_id=?", {task.state, task.claimedBy, task.taskId});
    effect.change("task.state", {}, task.flowRev, platform::toJson(task));
    return {200, platform::toJson(task), {}, {}, {}};
}

} // namespace

void renewTask(Effect &effect, const CaseRecord &record)
{
    const QString role = roleFor(record);
    const auto open = effect.db.row((QByteArray("SELECT ") + kTaskColumns + " FROM task WHERE case_id=? AND state<>'closed'").constData(), {record.caseId.toRfc4122()});
    if (open) {
        platform::Task task = taskOf(*open);
        if (task.role == role) {
            effect.db.run("UPDATE task SET flow_rev=?, due_ms=? WHERE task_id=?",
                          {record.flowRev, record.promiseMs ? QVariant(*record.promiseMs) : QVariant(), task.taskId});
            return;
        }
        effect.db.run("UPDATE task SET state='closed' WHERE task_id=?", {task.taskId});
        task.state = u"closed"_s;
        effect.change("task.state", {}, record.flowRev, platform::toJson(task));
    }
    if (role.isEmpty())
        return;
    platform::Task task{Service::newId(), record.caseId, record.itemCode, role, u"open"_s, {}, record.promiseMs, record.flowRev};
    if (!task.dueMs && record.receivedMs)
        task.dueMs = effect.service.dueMs(*record.receivedMs, 5);      // acceptance within five workdays (许可法32)
    effect.db.run("INSERT INTO task VALUES(?,?,?,?,?,?,?,?,?)",
                  {task.taskId, record.caseId.toRfc4122(), record.site, task.itemCode, task.role, task.state, QString(u""_s),
                   task.dueMs ? QVariant(*task.dueMs) : QVariant(), task.flowRev});
    effect.change("task.state", {}, record.flowRev, platform::toJson(task));
}

Outcome claimTask(Effect &effect) { return moveTask(effect, true); }
Outcome releaseTask(Effect &effect) { return moveTask(effect, false); }

Answer listTasks(Service &service, const Request &request)
{
    const auto count = strictInteger(request.query.value(u"limit"_s, u"200"_s).toLatin1(), 1, 500);
    const auto before = strictInteger(request.query.value(u"dueBeforeMs"_s, u"9007199254740991"_s).toLatin1(), 0, (qint64(1) << 53) - 1);
    const QString role = request.query.value(u"role"_s), item = request.query.value(u"itemCode"_s);
    if (!count || !before)
        return problemAnswer(ProblemCode::BodyInvalid, u"limit or dueBeforeMs"_s);
    platform::ListTasksAnswer page;
    const QStringList roles = request.principal.roles;
    if (roles.isEmpty())
        return typedAnswer(200, page);
    QVariantList arguments{request.principal.siteCode, role, role, item, item, *before};
    for (const QString &own : roles)
        arguments << own;
    arguments << *count + 1;
    const QByteArray sql = QByteArray("SELECT ") + kTaskColumns + " FROM task WHERE site=? AND state<>'closed' AND (?='' OR role=?)"
        " AND (?='' OR item_code=?) AND coalesce(due_ms,0)<=? AND role IN (?" + QByteArray(",?").repeated(roles.size() - 1) + ") ORDER BY due_ms LIMIT ?";
    service.db->read([&](Connection &db) {
        const auto rows = db.rows(sql.constData(), arguments);
        for (const Row &row : rows)
            page.tasks << taskOf(row);
    });
    page.more = page.tasks.size() > *count;
    if (page.more)
        page.tasks.removeLast();
    return typedAnswer(200, page);
}

QList<platform::Notice> loadNotices(const Vault &vault, Connection &db, const QUuid &caseId)
{
    QList<platform::Notice> list;
    const auto rows = db.rows("SELECT notice_id, body FROM notice WHERE case_id=? ORDER BY no", {caseId.toRfc4122()});
    for (const Row &row : rows) {
        const auto notice = platform::decode<platform::Notice>(QByteArrayView(vault.open("notice", row.at(0).toString().toLatin1(), 1, row.at(1).toByteArray())),
                                                               platform::Wire::Answer);
        if (notice)
            list << *notice;
    }
    return list;
}

Outcome createNotice(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::CreateNoticeRequest>(QByteArrayView(effect.request.body), platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (record->state == u"discarded" || record->state == u"archived")
        return Outcome::refused(ProblemCode::FlowForbidden);
    const auto paper = loadAttachment(vault, effect.db, record->caseId, body->attId);
    if (!paper || paper->wire.state != u"bound")
        return Outcome::refused(ProblemCode::AttachmentMissing, uuidText(body->attId));
    const int year = hallTime(body->issuedAtMs).date().year();
    const qint64 serial = effect.db.row("INSERT INTO notice_counter VALUES(?,?,1) ON CONFLICT(kind, year) DO UPDATE SET last=last+1 RETURNING last",
                                        {body->kind, year})->first().toLongLong();
    platform::Notice notice;
    notice.noticeId = Service::newId();
    notice.noticeNumber = u"样例%1〔%2〕%3号"_s.arg(body->kind).arg(year).arg(serial);
    notice.kind = body->kind;
    // No electronic seal service stands behind this platform: a wanted seal is the physical one.
    notice.seal = body->sealRequested ? u"physical"_s : u"none"_s;
    notice.sha256 = paper->wire.sha256;
    notice.issuedAtMs = body->issuedAtMs;
    const qint64 no = effect.db.row("SELECT count(*) FROM notice WHERE case_id=?", {record->caseId.toRfc4122()})->first().toLongLong() + 1;
    effect.db.run("INSERT INTO notice VALUES(?,?,?,?,?,?)",
                  {notice.noticeId, record->caseId.toRfc4122(), no, body->attId.toRfc4122(), effect.nowMs,
                   vault.seal("notice", notice.noticeId.toLatin1(), 1, platform::encode(notice))});
    effect.change("notice.state", {}, {}, platform::toJson(notice));
    return {201, platform::toJson(notice), {}, {}, {}};
}

Answer listNotices(Service &service, const Request &request)
{
    Answer answer = problemAnswer(ProblemCode::NotFound);
    service.db->read([&](Connection &db) {
        const QUuid caseId = uuidFromCanonicalText(request.ids.first());
        if (loadCase(*service.vault, db, caseId, request.principal.siteCode))
            answer = typedAnswer(200, platform::ListNoticesAnswer{loadNotices(*service.vault, db, caseId)});
    });
    return answer;
}

Answer getNoticeContent(Service &service, const Request &request)
{
    QUuid attId;
    service.db->read([&](Connection &db) {
        const auto row = db.row("SELECT att_id FROM notice WHERE notice_id=? AND case_id=?",
                                {request.ids.at(1), uuidFromCanonicalText(request.ids.first()).toRfc4122()});
        if (row)
            attId = QUuid::fromRfc4122(row->first().toByteArray());
    });
    if (attId.isNull())
        return problemAnswer(ProblemCode::NotFound);
    Request file = request;
    file.ids = {request.ids.first(), uuidText(attId)};
    return getAttachmentContent(service, file);
}

Outcome recordDelivery(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::RecordDeliveryRequest>(QByteArrayView(effect.request.body), platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (body->deliveredAtMs > effect.nowMs + platform::limit::kTimeAheadMs)
        return Outcome::refused(ProblemCode::TimeImplausible);
    casework::CaseContext context;
    context.served = body->method == u"counter" ? casework::Served::Counter : body->method == u"post" ? casework::Served::Post : casework::Served::Electronic;
    context.finishKind = casework::finishKindFromName(record->finishKind).value_or(casework::FinishKind::Granted);
    context.signatureTaken = body->method == u"counter" ? body->signatureAttId.isNull() || isBound(effect, body->signatureAttId) : false;
    context.tracking = body->method == u"post";
    context.electronicReceipt = body->method == u"electronic";
    context.lawfulMethod = true;
    context.resultIssued = record->finishKind != u"granted";
    const auto decisions = wholeCase(vault, effect.db, *record).decisions;
    for (const platform::Decision &decision : decisions)
        context.resultIssued = context.resultIssued || decision.request.kind == u"issue";
    const auto action = body->what == u"result" ? casework::Action::Deliver : casework::Action::Serve;
    if (body->what == u"notice") {
        bool known = false;
        const auto notices = loadNotices(vault, effect.db, record->caseId);
        for (const platform::Notice &notice : notices)
            known = known || notice.noticeId == body->noticeId;
        if (!known)
            return Outcome::refused(ProblemCode::NotFound, u"noticeId"_s);
    }
    casework::Verdict verdict;
    const auto state = casework::stateFromName(record->state).value_or(casework::CaseState::None);
    for (const QString &name : effect.ticket.roles) {
        const auto role = casework::roleFromName(name);
        if (role && !verdict.allowed)
            verdict = casework::checkAction(state, action, *role, context);
    }
    if (!verdict.allowed)
        return Outcome::refused(refusalOf(verdict));
    platform::RecordDeliveryAnswer answer;
    answer.deliveryId = Service::newId();
    const qint64 no = effect.db.row("SELECT count(*) FROM delivery WHERE case_id=?", {record->caseId.toRfc4122()})->first().toLongLong() + 1;
    const QByteArray key = record->caseId.toRfc4122() + QByteArray::number(no);
    effect.db.run("INSERT INTO delivery VALUES(?,?,?,?,?)",
                  {record->caseId.toRfc4122(), no, answer.deliveryId, effect.nowMs, vault.seal("delivery", key, 1, effect.request.body)});
    if (body->what == u"result")
        moveFlow(effect, *record, casework::stateName(verdict.next.value_or(state)));
    answer.flowRev = record->flowRev;
    effect.change("delivery.made", {}, record->flowRev, {{u"id"_s, answer.deliveryId}});
    return {201, platform::toJson(answer), {}, platform::revisionTag('w', record->flowRev), {}};
}

Outcome createRating(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::CreateRatingRequest>(QByteArrayView(effect.request.body), platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    const auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    // The applicant's own device rates; the table says in which states.
    const auto verdict = casework::checkAction(casework::stateFromName(record->state).value_or(casework::CaseState::None), casework::Action::Rate,
                                               casework::Role::Applicant, {});
    if (!verdict.allowed)
        return Outcome::refused(refusalOf(verdict));
    const QByteArray rater = vault.mac("rater", body->rater ? body->rater->idNumber.toUtf8() : QByteArray());
    if (effect.db.row("SELECT 1 FROM rating WHERE case_id=? AND stage=? AND rater=?", {record->caseId.toRfc4122(), body->stage, rater}))
        return Outcome::refused(ProblemCode::RatingExists);
    const platform::CreateRatingAnswer answer{Service::newId()};
    effect.db.run("INSERT INTO rating VALUES(?,?,?,?,?,?)",
                  {record->caseId.toRfc4122(), body->stage, rater, answer.ratingId, effect.nowMs,
                   vault.seal("rating", answer.ratingId.toLatin1(), 1, effect.request.body)});
    effect.change("rating.made", {}, {}, {{u"id"_s, answer.ratingId}});
    return {201, platform::toJson(answer), {}, {}, {}};
}

Outcome postAuditSegment(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::PostAuditSegmentRequest>(QByteArrayView(effect.request.body), platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    const QByteArray client = effect.request.principal.clientId.toRfc4122();
    platform::AuditHead head{0, 0, QByteArray(64, '0')};
    if (const auto row = effect.db.row("SELECT epoch, last_seq, head_hash FROM audit_head WHERE client_id=?", {client}))
        head = {row->at(0).toLongLong(), row->at(1).toLongLong(), row->at(2).toString().toLatin1()};
    // A new epoch starts at 1 and quotes the old head; within an epoch the numbers are dense.
    const qint64 expected = body->epoch == head.epoch ? head.lastSeq + 1 : 1;
    if (body->epoch < head.epoch)
        return Outcome::refused(ProblemCode::AuditFork);
    if (body->firstSeq != expected) {
        platform::Problem problem = platform::makeProblem(ProblemCode::AuditGap);
        problem.expectedSeq = expected;
        return Outcome::refused(problem);
    }
    if (body->prevHash != head.headHash)
        return Outcome::refused(ProblemCode::AuditFork);
    QByteArray hash = QByteArray::fromHex(body->prevHash);
    for (const QString &entry : body->entries)
        hash = platform::auditLink(hash, entry.toUtf8());
    if (hash.toHex() != body->headHash)
        return Outcome::refused(ProblemCode::AuditFork);
    head = {body->epoch, body->lastSeq, body->headHash};
    effect.db.run("INSERT INTO audit_head VALUES(?,?,?,?) ON CONFLICT(client_id) DO UPDATE SET epoch=excluded.epoch, last_seq=excluded.last_seq,"
                  " head_hash=excluded.head_hash",
                  {client, head.epoch, head.lastSeq, QString::fromLatin1(head.headHash)});
    const QByteArray key = client + QByteArray::number(body->epoch) + ':' + QByteArray::number(body->firstSeq);
    effect.db.run("INSERT INTO audit_segment VALUES(?,?,?,?,?)", {client, body->epoch, body->firstSeq, body->lastSeq, vault.seal("audit", key, 1, effect.request.body)});
    return {201, platform::toJson(head), {}, {}, {}};
}

Answer getAuditHead(Service &service, const Request &request)
{
    platform::AuditHead head{0, 0, QByteArray(64, '0')};
    service.db->read([&](Connection &db) {
        if (const auto row = db.row("SELECT epoch, last_seq, head_hash FROM audit_head WHERE client_id=?", {request.principal.clientId.toRfc4122()}))
            head = {row->at(0).toLongLong(), row->at(1).toLongLong(), row->at(2).toString().toLatin1()};
    });
    return typedAnswer(200, head);
}

} // namespace zc::refplatform
