#include "internal/caseops.h"

#include "internal/cases.h"
#include "internal/catalogue.h"

#include <base/canonicaljson.h>
#include <base/crashpoint.h>
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
namespace limit = platform::limit;

platform::Problem fieldProblem(ProblemCode code, const QString &path, const char *rule)
{
    platform::Problem problem = platform::makeProblem(code);
    problem.errors.append({path, QString::fromLatin1(rule), {}});
    return problem;
}

// Values are bounded as bytes, too: 65,536 characters may be three times that.
std::optional<platform::Problem> badValue(const platform::FieldChange &change)
{
    if (!change.clear && change.value.isString() && change.value.toString().toUtf8().size() > limit::kFieldValueBytes)
        return fieldProblem(ProblemCode::FieldRule, change.path, "length");
    return {};
}

// Writes one field at the case's present content revision.
platform::FieldState applyChange(Effect &effect, CaseRecord &record, const platform::FieldChange &change)
{
    const Vault &vault = *effect.service.vault;
    platform::FieldState field;
    field.path = change.path;
    field.value = change.value;
    field.cleared = change.clear;
    field.rev = record.rev;
    field.author = effect.ticket.clerkId;
    field.atMs = effect.op.actedMs;
    field.source = change.source;
    field.origin = effect.origin();
    saveField(vault, effect.db, record.caseId, field);
    if (const char *kind = lookupKind(change.path); kind && change.value.isString())
        addLookup(vault, effect.db, kind, change.value.toString(), record.caseId);
    return field;
}

QJsonObject fieldsBody(const QList<platform::FieldState> &fields)
{
    QJsonArray array;
    for (const platform::FieldState &field : fields)
        array.append(platform::toJson(field));
    return {{u"fields"_s, array}};
}

// The table of casework decides; the first of the clerk's roles that may act acts.
casework::Verdict judge(const CaseRecord &record, casework::Action action, const QStringList &roles, const casework::CaseContext &context)
{
    const auto state = casework::stateFromName(record.state).value_or(casework::CaseState::None);
    casework::Verdict verdict;
    for (const QString &name : roles) {
        const auto role = casework::roleFromName(name);
        if (!role)
            continue;
        verdict = casework::checkAction(state, action, *role, context);
        if (verdict.allowed)
            break;
    }
    return verdict;
}

platform::Problem flowProblem(const casework::Verdict &verdict)
{
    platform::Problem problem = platform::makeProblem(ProblemCode::FlowForbidden);
    problem.errors.append({verdict.fact, verdict.family ? casework::familyName(*verdict.family) : u"ROLE"_s, {}});
    return problem;
}

// The group of fields that merges as one (sync.md §4.3): everything under the same row or parent holding an identity.
QString touchGroup(const QString &path)
{
    static const QStringList identity{u"name"_s, u"idType"_s, u"idNumber"_s, u"validTo"_s, u"validFrom"_s};
    const qsizetype dot = path.lastIndexOf(u'.');
    if (dot > 0 && identity.contains(path.sliced(dot + 1)))
        return path.first(dot);
    return path;
}

} // namespace

Outcome createCase(Effect &effect)
{
    const auto body = platform::decode<platform::CaseCreate>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    if (!effect.op.ifNoneMatchStar)
        return Outcome::refused(ProblemCode::PreconditionRequired, u"If-None-Match"_s);
    if (loadCase(*effect.service.vault, effect.db, effect.subject))
        return Outcome::refused(ProblemCode::CaseExists);
    if (!effect.ticket.items.isEmpty() && !effect.ticket.items.contains(body->itemCode))
        return Outcome::refused(ProblemCode::ItemNotGranted);
    if (body->siteCode != effect.ticket.siteCode)
        return Outcome::refused(fieldProblem(ProblemCode::FieldRule, u"siteCode"_s, "site"));
    if (itemSuspended(effect.db, body->itemCode, effect.nowMs))
        return Outcome::refused(ProblemCode::PackSuspended);
    for (const platform::FieldChange &change : body->fields)
        if (const auto problem = badValue(change))
            return Outcome::refused(*problem);

    CaseRecord record;
    record.caseId = effect.subject;
    record.site = body->siteCode;
    record.itemCode = body->itemCode;
    record.packVersion = body->packVersion;
    record.packSha256 = body->packSha256;
    record.state = u"draft"_s;
    record.owner = effect.ticket.clerkId;
    record.createdMs = body->createdAtMs;
    record.eventHash = QByteArray(64, '0');
    record.provisionalNumber = body->provisionalNumber;
    record.situation = body->situation;
    record.channel = platform::toJson(body->channel);
    saveCase(*effect.service.vault, effect.db, record, effect.nowMs);
    addLookup(*effect.service.vault, effect.db, "provisionalNumber", record.provisionalNumber, record.caseId);
    QList<platform::FieldState> fields;
    for (const platform::FieldChange &change : body->fields)
        fields << applyChange(effect, record, change);
    effect.change("case.flow", record.rev, record.flowRev, platform::toJson(record.head()));
    if (!fields.isEmpty())
        effect.change("case.fields", record.rev, {}, fieldsBody(fields));
    Outcome outcome{201, platform::toJson(record.head()), platform::revisionTag('r', record.rev), platform::revisionTag('w', record.flowRev), {}};
    return outcome;
}

Outcome patchCase(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::PatchCaseRequest>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    if (!effect.op.baseRev)
        return Outcome::refused(ProblemCode::PreconditionRequired, u"Base-Rev"_s);
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (record->closed())
        return Outcome::refused(ProblemCode::CaseFrozen);
    if (*effect.op.baseRev > record->rev)
        return Outcome::refused(ProblemCode::RevMismatch);
    QSet<QString> touched;
    for (const platform::FieldChange &change : body->changes) {
        if (const auto problem = badValue(change))
            return Outcome::refused(*problem);
        if (touched.contains(change.path))
            return Outcome::refused(fieldProblem(ProblemCode::FieldRule, change.path, "twice"));
        touched.insert(change.path);
    }

    QSet<QString> groups;
    for (const QString &path : std::as_const(touched))
        groups.insert(touchGroup(path));
    const QList<platform::FieldState> before = loadFields(vault, effect.db, record->caseId);
    QList<platform::FieldState> newer, missed;
    QSet<QString> known;
    for (const platform::FieldState &field : before) {
        known.insert(field.path);
        if (field.rev <= *effect.op.baseRev)
            continue;
        // Our own earlier writes are no surprise: this desk has merged what it wrote.
        const bool own = field.origin && field.origin->clientId == effect.request.principal.clientId && field.origin->epoch == effect.op.epoch;
        if (own)
            continue;
        (groups.contains(touchGroup(field.path)) ? newer : missed) << field;
    }
    if (!newer.isEmpty()) {
        platform::Problem problem = platform::makeProblem(ProblemCode::FieldsChanged);
        problem.rev = record->rev;
        problem.current = newer;
        Outcome outcome = Outcome::refused(problem);
        outcome.etag = platform::revisionTag('r', record->rev);
        return outcome;
    }
    if (known.unite(touched).size() > limit::kCaseFields)
        return Outcome::refused(fieldProblem(ProblemCode::FieldRule, u"changes"_s, "fields"));

    ++record->rev;
    platform::PatchAnswer answer;
    QList<platform::FieldState> written;
    for (const platform::FieldChange &change : body->changes) {
        written << applyChange(effect, *record, change);
        answer.applied.append({change.path, record->rev});
    }
    saveCase(vault, effect.db, *record, effect.nowMs);
    effect.change("case.fields", record->rev, {}, fieldsBody(written));
    answer.rev = record->rev;
    answer.missed = missed;
    return {200, platform::toJson(answer), platform::revisionTag('r', record->rev), {}, {}};
}

Outcome issueNumber(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::IssueNumberRequest>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (body->provisionalNumber != record->provisionalNumber)
        return Outcome::refused(fieldProblem(ProblemCode::FieldRule, u"provisionalNumber"_s, "other"));
    platform::NumberAnswer answer;
    answer.state = u"issued"_s;
    if (const auto row = effect.db.row("SELECT number, at_ms FROM number WHERE case_id=?", {record->caseId.toRfc4122()})) {
        answer.number = row->at(0).toString();      // the same for ever
        answer.issuedAtMs = row->at(1).toLongLong();
        return {201, platform::toJson(answer), {}, {}, {}};
    }
    const QString day = hallTime(effect.nowMs).toString(u"yyyyMMdd"_s);
    const qint64 counter = effect.db.row("INSERT INTO number_counter VALUES(?,1) ON CONFLICT(day) DO UPDATE SET last=last+1 RETURNING last", {day})
                               ->first().toLongLong();
    // The part stands in the number, so that uniqueness needs no other part.
    answer.number = u"ZB-00-%1-%2"_s.arg(day).arg(counter, 6, 10, QLatin1Char('0'));
    answer.issuedAtMs = effect.nowMs;
    effect.db.run("INSERT INTO number VALUES(?,?,?)", {record->caseId.toRfc4122(), answer.number, effect.nowMs});
    crashPoint("number.issued");
    record->number = answer.number;
    addLookup(vault, effect.db, "number", answer.number, record->caseId);
    saveCase(vault, effect.db, *record, effect.nowMs);
    effect.change("case.number", {}, {}, platform::toJson(answer));
    return {201, platform::toJson(answer), {}, {}, {}};
}

Outcome recordIntake(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::RecordIntakeRequest>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    // Before the desk knew the case, or later than any clock could mean.
    constexpr qint64 kYearMs = qint64(366) * 24 * 3600 * 1000;
    if (body->receivedAtMs > effect.nowMs + limit::kTimeAheadMs || body->receivedAtMs < effect.nowMs - 10 * kYearMs)
        return Outcome::refused(fieldProblem(ProblemCode::TimeImplausible, u"receivedAtMs"_s, "range"));
    casework::CaseContext context;
    casework::Action action = casework::Action::Receive;
    if (body->kind == u"correction") {
        action = casework::Action::SubmitCorrection;
        context.allCorrected = *body->allCorrected;
    } else if (body->kind == u"deferred") {
        action = casework::Action::SubmitDeferred;
    }
    const casework::Verdict verdict = judge(*record, action, effect.ticket.roles, context);
    if (!verdict.allowed)
        return Outcome::refused(flowProblem(verdict));
    platform::RecordIntakeAnswer answer;
    answer.intakeId = Service::newId();
    answer.receivedAtMs = body->receivedAtMs;
    // The legal clock starts all the same; a doubtful clock is marked and confirmed by a person.
    answer.doubtful = body->clock.doubtful || !body->clock.offsetMs;
    if (!record->receivedMs)
        record->receivedMs = body->receivedAtMs;
    const qint64 no = effect.db.row("SELECT count(*) FROM intake WHERE case_id=?", {record->caseId.toRfc4122()})->first().toLongLong() + 1;
    effect.db.run("INSERT INTO intake VALUES(?,?,?,?,?)",
                  {record->caseId.toRfc4122(), no, answer.intakeId, effect.nowMs,
                   vault.seal("intake", record->caseId.toRfc4122() + QByteArray::number(no), 1, effect.request.body)});
    moveFlow(effect, *record, casework::stateName(verdict.next.value_or(casework::CaseState::Received)));
    answer.flowRev = record->flowRev;
    return {201, platform::toJson(answer), {}, platform::revisionTag('w', record->flowRev), {}};
}

Outcome postCaseEvents(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::PostCaseEventsRequest>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    bool discarded = false;
    for (const platform::CaseEvent &event : body->events) {
        if (event.seq != record->eventSeq + 1) {
            platform::Problem problem = platform::makeProblem(ProblemCode::AuditGap);
            problem.expectedSeq = record->eventSeq + 1;
            return Outcome::refused(problem);
        }
        if (event.previousSha256 != record->eventHash)
            return Outcome::refused(ProblemCode::AuditFork);
        if (event.action == u"advise" || event.action == u"fixOnSpot" || event.action == u"discard") {
            const auto verdict = judge(*record, *casework::actionFromName(event.action), effect.ticket.roles, {});
            if (!verdict.allowed)
                return Outcome::refused(flowProblem(verdict));
            discarded = discarded || event.action == u"discard";
        }
        const QByteArray text = platform::encode(event);
        record->eventSeq = event.seq;
        record->eventHash = platform::caseEventSha256(event);
        effect.db.run("INSERT INTO case_event VALUES(?,?,?)",
                      {record->caseId.toRfc4122(), event.seq, vault.seal("case_event", record->caseId.toRfc4122() + QByteArray::number(event.seq), 1, text)});
    }
    if (discarded)
        moveFlow(effect, *record, u"discarded"_s);
    else
        saveCase(vault, effect.db, *record, effect.nowMs);
    return {201, platform::toJson(record->head()), platform::revisionTag('r', record->rev), platform::revisionTag('w', record->flowRev), {}};
}

Outcome submitCase(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    const auto body = platform::decode<platform::SubmitCaseRequest>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    if (!effect.op.ifMatchContent)
        return Outcome::refused(ProblemCode::PreconditionRequired, u"If-Match"_s);
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (body->roundNo <= record->roundNo)
        return Outcome::refused(ProblemCode::RoundTaken);
    if (record->state != u"received" || record->frozen || body->roundNo != record->roundNo + 1)
        return Outcome::refused(ProblemCode::FlowForbidden);
    if (*effect.op.ifMatchContent != record->rev) {
        Outcome outcome = Outcome::refused(ProblemCode::RevMismatch);
        outcome.etag = platform::revisionTag('r', record->rev);
        return outcome;
    }
    const platform::Case whole = wholeCase(vault, effect.db, *record);
    for (const platform::Attachment &attachment : whole.attachments) {
        const auto stored = loadAttachment(vault, effect.db, record->caseId, attachment.attId);
        if (attachment.state == u"bound" && (!stored || !effect.service.blobs->exists(stored->blobId)))
            return Outcome::refused(ProblemCode::AttachmentMissing, uuidText(attachment.attId));
    }
    const auto digest = platform::manifestSha256(platform::manifestOf(whole, body->roundNo));
    if (!digest || *digest != body->manifestSha256)
        return Outcome::refused(ProblemCode::ManifestMismatch);

    record->roundNo = body->roundNo;
    record->frozen = true;
    platform::ReceiptPayload payload;
    payload.caseId = record->caseId;
    payload.roundNo = body->roundNo;
    payload.submissionId = Service::newId();
    payload.manifestSha256 = body->manifestSha256;
    payload.number = record->number;
    payload.provisionalNumber = record->provisionalNumber;
    payload.actedAtMs = effect.op.actedMs;
    payload.receivedAtMs = record->receivedMs.value_or(effect.op.actedMs);
    payload.storedAtMs = effect.nowMs;
    payload.environment = effect.service.options.environment;
    payload.platformId = vault.platformId();
    platform::SubmissionAnswer answer;
    answer.submissionId = payload.submissionId;
    answer.roundNo = body->roundNo;
    answer.receipt.payload = platform::encode(payload);
    answer.receipt.alg = u"ES256"_s;
    answer.receipt.kid = vault.keyId();
    const auto signature = vault.sign(answer.receipt.payload);
    if (!signature)
        return Outcome::refused(ProblemCode::Internal, signature.error().code);
    answer.receipt.signature = *signature;
    crashPoint("receipt.signed");
    answer.flowRev = record->flowRev + 1;
    const QByteArray key = record->caseId.toRfc4122() + QByteArray::number(body->roundNo);
    effect.db.run("INSERT INTO submission VALUES(?,?,?,?,?)",
                  {record->caseId.toRfc4122(), body->roundNo, answer.submissionId, effect.nowMs, vault.seal("submission", key, 1, platform::encode(answer))});
    moveFlow(effect, *record, record->state);
    effect.change("submission.stored", record->rev, record->flowRev, platform::toJson(answer));
    return {201, platform::toJson(answer), platform::revisionTag('r', record->rev), platform::revisionTag('w', record->flowRev), {}};
}

Outcome withdrawCase(Effect &effect)
{
    const auto body = platform::decode<platform::WithdrawCaseRequest>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    if (!effect.op.ifMatchFlow)
        return Outcome::refused(ProblemCode::PreconditionRequired, u"If-Match"_s);
    auto record = ownCase(effect);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (*effect.op.ifMatchFlow != record->flowRev)
        return Outcome::refused(ProblemCode::RevMismatch);
    casework::CaseContext context;
    context.reason = !body->reason.isEmpty();
    if (!body->requestAttId.isNull()) {
        const auto paper = loadAttachment(*effect.service.vault, effect.db, record->caseId, body->requestAttId);
        context.withdrawalSigned = paper && paper->wire.state == u"bound";
    }
    const casework::Verdict verdict = judge(*record, casework::Action::Withdraw, effect.ticket.roles, context);
    if (!verdict.allowed)
        return Outcome::refused(flowProblem(verdict));
    record->finishKind = u"withdrawn"_s;
    moveFlow(effect, *record, casework::stateName(verdict.next.value_or(casework::CaseState::Finished)));
    return {201, platform::toJson(record->head()), {}, platform::revisionTag('w', record->flowRev), {}};
}

} // namespace zc::refplatform
