#include "internal/caseops.h"
#include "internal/cases.h"

#include <base/uuid.h>
#include <casework/lifecycle.h>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;
using casework::Action;
using casework::Family;

// API kinds onto the actions of the table (domain.md C). Nothing: this kind and state never go together.
std::optional<Action> actionOf(const platform::DecisionCreate &request, const CaseRecord &record)
{
    const QString &kind = request.kind;
    if (kind == u"accept")
        return request.mode == u"commitment" ? Action::AcceptCommitment : Action::Accept;
    if (kind == u"finish") {
        if (request.result == u"granted")
            return Action::FinishGranted;
        if (request.result == u"denied")
            return Action::FinishDenied;
        if (request.result == u"voided")
            return Action::FinishVoided;
        if (request.result == u"returned")
            return record.state == u"awaitingCorrection" ? Action::Lapse : Action::FinishReturned;
        return {};      // withdrawn is the applicant's, by POST …/withdrawals
    }
    return casework::actionFromName(kind);
}

casework::CaseContext contextOf(const platform::DecisionCreate &request, const CaseRecord &record)
{
    casework::CaseContext context;
    bool cited = true, reasoned = !request.reasons.isEmpty() || !request.opinion.isEmpty(), based = false;
    for (const platform::DecisionReason &reason : request.reasons) {
        cited = cited && !reason.requirementId.isEmpty();
        based = based || !reason.legalBasis.isEmpty();
    }
    const auto mode = casework::acceptModeFromName(record.mode);
    context.mode = mode;
    context.priorNotices = record.corrections;
    context.newReason = request.newReason;
    context.rounds = record.roundNo;
    if (request.kind == u"requestCorrection")
        context.entriesCited = cited && !request.reasons.isEmpty();
    if (request.kind == u"refuse") {
        context.refusalKind = request.refusalKind;
        context.rightAuthority = !request.rightAuthority.isEmpty();
        context.reason = reasoned;
        context.legalBasis = based;
    }
    if (request.kind == u"acceptDeferred") {
        context.missingAreDeferrable = !request.deferred.isEmpty();
        context.onDeferralList = !request.deferred.isEmpty();
    }
    if (request.kind == u"opinion" || request.kind == u"extend" || request.kind == u"correctDocument"
        || (request.kind == u"finish" && request.result != u"granted"))
        context.reason = reasoned;
    if (request.kind == u"finish" && (request.result == u"denied" || request.result == u"returned"))
        context.legalBasis = based;
    if (request.kind == u"specialStart")
        context.plannedDays = request.special && request.special->plannedDays;
    if (request.kind == u"specialEnd")
        context.reason = request.special && !request.special->result.isEmpty();
    if (request.extension)
        context.extensionDays = request.extension->days;
    context.finishKind = casework::finishKindFromName(record.finishKind).value_or(casework::FinishKind::Granted);
    return context;
}

platform::Problem problemOf(const casework::Verdict &verdict, const platform::DecisionCreate &request)
{
    ProblemCode code = ProblemCode::FlowForbidden;
    const auto family = verdict.family.value_or(Family::State);
    if (request.kind == u"requestCorrection" && family == Family::OneTime)
        code = ProblemCode::CorrectionRepeated;
    else if (request.kind == u"requestCorrection" && family == Family::List)
        code = ProblemCode::CorrectionUncited;
    else if (request.kind == u"acceptDeferred" && (family == Family::List || family == Family::Credit))
        code = ProblemCode::DeferralNotAllowed;
    platform::Problem problem = platform::makeProblem(code);
    problem.errors.append({verdict.fact, casework::familyName(family), {}});
    return problem;
}

} // namespace

Decided applyDecision(Effect &effect, CaseRecord &record, const platform::DecisionCreate &request, const QStringList &roles)
{
    const Service &service = effect.service;
    const auto action = actionOf(request, record);
    if (!action)
        return {platform::makeProblem(ProblemCode::FlowForbidden), {}};
    // An officer decides on what was submitted, not on a desk's working copy.
    if (record.state == u"received" && !record.frozen && request.kind != u"refuse" && request.kind != u"finish")
        return {platform::makeProblem(ProblemCode::FlowForbidden, u"nothing submitted"_s), {}};
    const casework::CaseContext context = contextOf(request, record);
    const auto state = casework::stateFromName(record.state).value_or(casework::CaseState::None);
    casework::Verdict verdict;
    for (const QString &name : roles) {
        const auto role = casework::roleFromName(name);
        if (!role)
            continue;
        const casework::Verdict tried = casework::checkAction(state, *action, *role, context);
        // The most telling refusal is that of a role that could act at all.
        if (tried.allowed || !verdict.family || *verdict.family == Family::Role)
            verdict = tried;
        if (verdict.allowed)
            break;
    }
    if (!verdict.allowed)
        return {problemOf(verdict, request), {}};

    if (verdict.mode)
        record.mode = casework::acceptModeName(*verdict.mode);
    if (verdict.finishKind)
        record.finishKind = casework::finishKindName(*verdict.finishKind);
    if (*action == Action::RequestCorrection) {
        ++record.corrections;
        record.frozen = false;
    }
    if (request.kind == u"accept" || request.kind == u"acceptDeferred") {
        record.promiseMs = service.dueMs(effect.nowMs, service.options.promiseWorkdays);
        record.statutoryMs = service.dueMs(effect.nowMs, service.options.statutoryWorkdays);
    }
    if (*action == Action::Extend && request.extension) {
        record.promiseMs = service.dueMs(record.promiseMs.value_or(effect.nowMs), request.extension->days);
        record.statutoryMs = service.dueMs(record.statutoryMs.value_or(effect.nowMs), request.extension->days);
    }
    moveFlow(effect, record, verdict.next ? casework::stateName(*verdict.next) : record.state);

    platform::Decision decision;
    decision.request = request;
    decision.decisionId = Service::newId();
    decision.state = record.state;
    decision.flowRev = record.flowRev;
    decision.roundNo = record.roundNo;
    decision.promiseDueMs = record.promiseMs;
    decision.statutoryDueMs = record.statutoryMs;
    decision.atMs = effect.nowMs;
    decision.actor = effect.ticket.clerkId;
    const qint64 no = effect.db.row("SELECT count(*) FROM decision WHERE case_id=?", {record.caseId.toRfc4122()})->first().toLongLong() + 1;
    const QByteArray key = record.caseId.toRfc4122() + QByteArray::number(no);
    effect.db.run("INSERT INTO decision VALUES(?,?,?,?,?)",
                  {record.caseId.toRfc4122(), no, decision.decisionId, effect.nowMs, service.vault->seal("decision", key, 1, platform::encode(decision))});
    effect.change("decision.made", record.rev, record.flowRev, platform::toJson(decision));
    return {{}, decision};
}

Outcome decideCase(Effect &effect)
{
    const auto body = platform::decode<platform::DecisionCreate>(effect.request.body, platform::Wire::Request);
    if (!body)
        return Outcome::refused(bodyProblem(body.error()));
    if (!effect.op.ifMatchFlow)
        return Outcome::refused(ProblemCode::PreconditionRequired, u"If-Match"_s);
    auto record = loadCase(*effect.service.vault, effect.db, effect.subject, effect.request.principal.siteCode);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (*effect.op.ifMatchFlow != record->flowRev) {
        Outcome outcome = Outcome::refused(ProblemCode::RevMismatch);
        outcome.flowTag = platform::revisionTag('w', record->flowRev);
        return outcome;
    }
    const Decided decided = applyDecision(effect, *record, *body, effect.ticket.roles);
    if (decided.refusal)
        return Outcome::refused(*decided.refusal);
    return {201, platform::toJson(decided.decision), {}, platform::revisionTag('w', record->flowRev), {}};
}

} // namespace zc::refplatform
