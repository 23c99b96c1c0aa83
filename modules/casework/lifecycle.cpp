#include <casework/lifecycle.h>

#include "internal/lifecycletable.h"
#include "internal/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

QString codeOf(Family family)
{
    static const QStringList codes = {u"CASE-STATE"_s, u"CASE-DEMO"_s, u"CASE-ROLE"_s, u"CASE-SYNC"_s, u"CASE-OFFLINE"_s, u"CASE-ITEM"_s,
                                      u"CASE-IDENTITY"_s, u"CASE-MATERIAL"_s, u"CASE-LIST"_s, u"CASE-CREDIT"_s, u"CASE-ONETIME"_s,
                                      u"CASE-ONCE"_s, u"CASE-TIME"_s, u"CASE-REASON"_s, u"CASE-APPROVAL"_s, u"CASE-DOCUMENT"_s,
                                      u"CASE-PAYMENT"_s};
    return codes.at(int(family));
}

bool leadsFrom(const Row &row, CaseState state, const CaseContext &context)
{
    return std::any_of(row.from.begin(), row.from.end(), [&](const From &from) {
        return from.state == state && (!from.onlyIf || from.onlyIf(context));
    });
}

// A clerk of the intake window stands in for acceptance, or for granting on the spot, only where the item gives that to the window.
bool mayAct(const Row &row, Role role, const CaseContext &context)
{
    if (row.who.contains(role))
        return true;
    if (role != Role::Intake)
        return false;
    if (row.who.contains(Role::Acceptor) && context.acceptAuthority == Authority::Window)
        return true;
    return row.action == Action::FinishGranted && context.decideAuthority == Authority::Window && context.caseType == u"1";
}

Verdict refusal(Family family, QString sentence, const char *fact = "")
{
    Verdict verdict;
    verdict.family = family;
    verdict.code = codeOf(family);
    verdict.fact = QString::fromLatin1(fact);
    verdict.sentence = std::move(sentence);
    return verdict;
}

Verdict judge(CaseState state, Action action, Role role, const CaseContext &context)
{
    const Row &row = lifecycleTable()[size_t(action)];
    if (!leadsFrom(row, state, context))
        return refusal(Family::State, translated(QT_TRANSLATE_NOOP("casework", "A case in the state “%1” does not allow “%2”.")).arg(stateLabel(state), actionLabel(action)));
    if (!context.caseEnvironment.isEmpty() && !context.sessionEnvironment.isEmpty() && context.caseEnvironment != context.sessionEnvironment)
        return refusal(Family::Demo, translated(QT_TRANSLATE_NOOP("casework", "The case and this session belong to different environments.")));
    if (!mayAct(row, role, context))
        return refusal(Family::Role, translated(QT_TRANSLATE_NOOP("casework", "Your role may not do “%1”.")).arg(actionLabel(action)));

    const Off off = row.offIf && !row.offIf(context) ? row.offElse : row.off;
    if (off != Off::Yes && (context.sync == SyncState::Rejected || context.sync == SyncState::Conflict))
        return refusal(Family::Sync, translated(QT_TRANSLATE_NOOP("casework", "Settle what the province sent back (%1) first.")).arg(syncStateLabel(context.sync)));
    if (off == Off::No && !context.online)
        return refusal(Family::Offline, translated(QT_TRANSLATE_NOOP("casework", "“%1” needs the province; there is no connection now.")).arg(actionLabel(action)));
    for (const Guard &guard : row.guards)
        if (!guard.holds(context))
            return refusal(guard.family, factText(QLatin1StringView(guard.text ? guard.text : guard.fact)), guard.fact);

    Verdict verdict;
    verdict.allowed = true;
    verdict.effect = off == Off::Prepared && !context.online ? Effect::Prepared : Effect::Done;
    verdict.documents = row.papers;
    verdict.event = QString::fromLatin1(row.event);
    const bool moves = verdict.effect == Effect::Done && row.to && (!row.toOnlyIf || row.toOnlyIf(context));
    verdict.next = moves ? *row.to : state;
    if (verdict.effect == Effect::Done) {
        verdict.mode = row.mode;
        verdict.finishKind = row.finishKind;
    }
    return verdict;
}

} // namespace

Verdict checkAction(CaseState state, Action action, Role role, const CaseContext &context)
{
    Verdict verdict = judge(state, action, role, context);
    if (!verdict.allowed)
        verdict.lawful = lawfulActions(state, role, context);
    return verdict;
}

QList<Action> lawfulActions(CaseState state, Role role, const CaseContext &context)
{
    QList<Action> lawful;
    for (const Row &row : lifecycleTable()) {
        // The cheap half first: most rows fail here, and a refusal's sentence costs more than the check.
        if (leadsFrom(row, state, context) && mayAct(row, role, context) && judge(state, row.action, role, context).allowed)
            lawful << row.action;
    }
    return lawful;
}

} // namespace zc::casework
