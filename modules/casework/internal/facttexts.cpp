#include "internal/lifecycletable.h"

#include <QCoreApplication>
#include <QHash>

namespace zc::casework {

QString factText(QLatin1StringView fact)
{
    static const QHash<QLatin1StringView, const char *> texts = {
        {QLatin1StringView("itemState"), QT_TRANSLATE_NOOP("casework", "This item is suspended or withdrawn; no new case can be begun.")},
        {QLatin1StringView("paperGivenOut"), QT_TRANSLATE_NOOP("casework", "A paper of this case has been given out; the draft must stay.")},
        {QLatin1StringView("originalsHeld"), QT_TRANSLATE_NOOP("casework", "Originals are still held; return them first.")},
        {QLatin1StringView("pendingQuestions"), QT_TRANSLATE_NOOP("casework", "Questions are still open; answer them, then the list is complete.")},
        {QLatin1StringView("applicantConfirmed"), QT_TRANSLATE_NOOP("casework", "The applicant has not confirmed yet.")},
        {QLatin1StringView("identityOk"), QT_TRANSLATE_NOOP("casework", "The applicant's identity is not established.")},
        {QLatin1StringView("authorisation"), QT_TRANSLATE_NOOP("casework", "The agent has no valid authorisation for this.")},
        {QLatin1StringView("materialsNotSeen"), QT_TRANSLATE_NOOP("casework", "Some materials have not been looked at yet.")},
        {QLatin1StringView("pastAcceptDue"), QT_TRANSLATE_NOOP("casework", "The last day for this decision has passed; by law the case counts as accepted.")},
        {QLatin1StringView("pastAcceptDue.needed"), QT_TRANSLATE_NOOP("casework", "The last day for the decision has not passed yet.")},
        {QLatin1StringView("refusalKind"), QT_TRANSLATE_NOOP("casework", "The ground of refusal is not one that the law knows, or its conditions are not met.")},
        {QLatin1StringView("reason"), QT_TRANSLATE_NOOP("casework", "The reason is not written down.")},
        {QLatin1StringView("legalBasis"), QT_TRANSLATE_NOOP("casework", "The legal basis is not named.")},
        {QLatin1StringView("remedies"), QT_TRANSLATE_NOOP("casework", "The ways of review and suit are not named.")},
        {QLatin1StringView("entriesCited"), QT_TRANSLATE_NOOP("casework", "An entry names nothing that this version of the item asks for.")},
        {QLatin1StringView("listComplete"), QT_TRANSLATE_NOOP("casework", "Open findings are missing from the list; everything must be told at once.")},
        {QLatin1StringView("newReason"), QT_TRANSLATE_NOOP("casework", "Correction was requested before; an old defect may not be asked for again.")},
        {QLatin1StringView("documentReady"), QT_TRANSLATE_NOOP("casework", "The paper is not complete yet.")},
        {QLatin1StringView("pastCorrectionDue.needed"), QT_TRANSLATE_NOOP("casework", "The applicant's time for correction has not passed.")},
        {QLatin1StringView("lapseBasis"), QT_TRANSLATE_NOOP("casework", "The item names no legal basis for ending the case here.")},
        {QLatin1StringView("leadApproval"), QT_TRANSLATE_NOOP("casework", "The window lead has not approved.")},
        {QLatin1StringView("missingRequired"), QT_TRANSLATE_NOOP("casework", "Required materials are still missing.")},
        {QLatin1StringView("blockers"), QT_TRANSLATE_NOOP("casework", "Findings that block acceptance are still open.")},
        {QLatin1StringView("onDeferralList"), QT_TRANSLATE_NOOP("casework", "The item is not on the published list for deferred materials.")},
        {QLatin1StringView("missingAreDeferrable"), QT_TRANSLATE_NOOP("casework", "A missing material may not be deferred.")},
        {QLatin1StringView("caseType"), QT_TRANSLATE_NOOP("casework", "A case decided on the spot cannot wait for deferred materials.")},
        {QLatin1StringView("creditExcluded"), QT_TRANSLATE_NOOP("casework", "The credit record excludes this way.")},
        {QLatin1StringView("deferralPossible"), QT_TRANSLATE_NOOP("casework", "The limit is too short for deferred materials.")},
        {QLatin1StringView("promiseSigned"), QT_TRANSLATE_NOOP("casework", "The promise is not signed yet.")},
        {QLatin1StringView("onCommitmentList"), QT_TRANSLATE_NOOP("casework", "The item is not on the published list for commitments.")},
        {QLatin1StringView("applicantChose"), QT_TRANSLATE_NOOP("casework", "The applicant has not chosen the way of commitment.")},
        {QLatin1StringView("kindListed"), QT_TRANSLATE_NOOP("casework", "The item does not list this special procedure.")},
        {QLatin1StringView("pastDue"), QT_TRANSLATE_NOOP("casework", "The limit has already passed.")},
        {QLatin1StringView("plannedDays"), QT_TRANSLATE_NOOP("casework", "The time that the procedure needs is not written down.")},
        {QLatin1StringView("endsBeforeStart"), QT_TRANSLATE_NOOP("casework", "The end lies before the start.")},
        {QLatin1StringView("extensionUsed"), QT_TRANSLATE_NOOP("casework", "The limit was extended once already.")},
        {QLatin1StringView("extensionDays"), QT_TRANSLATE_NOOP("casework", "The extension is longer than the item allows.")},
        {QLatin1StringView("headApproval"), QT_TRANSLATE_NOOP("casework", "The head of the body has not approved.")},
        {QLatin1StringView("onPromise"), QT_TRANSLATE_NOOP("casework", "This material is not among those promised.")},
        {QLatin1StringView("pastDeferralDue.needed"), QT_TRANSLATE_NOOP("casework", "The time for the deferred materials has not passed.")},
        {QLatin1StringView("openDeferral"), QT_TRANSLATE_NOOP("casework", "Deferred materials have not all come.")},
        {QLatin1StringView("openSteps"), QT_TRANSLATE_NOOP("casework", "Steps of the review are still open.")},
        {QLatin1StringView("feePaid"), QT_TRANSLATE_NOOP("casework", "The fee is not paid yet.")},
        {QLatin1StringView("hearingTold"), QT_TRANSLATE_NOOP("casework", "The applicant was not told of the right to a hearing.")},
        {QLatin1StringView("withdrawalSigned"), QT_TRANSLATE_NOOP("casework", "The request to withdraw is not signed.")},
        {QLatin1StringView("finishKind"), QT_TRANSLATE_NOOP("casework", "Only a granted case has a result to issue.")},
        {QLatin1StringView("resultIssued"), QT_TRANSLATE_NOOP("casework", "The result has not been issued yet.")},
        {QLatin1StringView("signatureTaken"), QT_TRANSLATE_NOOP("casework", "There is no signature, waybill or electronic receipt.")},
        {QLatin1StringView("paperExists"), QT_TRANSLATE_NOOP("casework", "There is no paper to serve.")},
        {QLatin1StringView("rated"), QT_TRANSLATE_NOOP("casework", "This stage has been rated already.")},
        {QLatin1StringView("mode"), QT_TRANSLATE_NOOP("casework", "The case was not accepted on commitment.")},
        {QLatin1StringView("clericalError"), QT_TRANSLATE_NOOP("casework", "Only a clerical error can be corrected this way.")},
        {QLatin1StringView("unserved"), QT_TRANSLATE_NOOP("casework", "Papers are still to be served.")},
        {QLatin1StringView("packageValid"), QT_TRANSLATE_NOOP("casework", "The archive package is not complete.")},
        {QLatin1StringView("sync"), QT_TRANSLATE_NOOP("casework", "The province has not confirmed everything yet.")},
        {QLatin1StringView("numberBound"), QT_TRANSLATE_NOOP("casework", "A formal number is bound already.")},
    };
    return QCoreApplication::translate("casework", texts.value(fact, fact.data()));
}

} // namespace zc::casework
