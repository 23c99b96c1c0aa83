#pragma once
#include <casework/terms.h>

#include <base/result.h>

#include <QJsonObject>

namespace zc::casework {

enum class Authority { Window, Department };
enum class AuthorisationState { Valid, Missing, Expired, Revoked, OutOfScope };
enum class Served { Counter, Post, Electronic };

// The facts an action is judged by. A fact that is not set means "in order"; names equal those of the JSON form.
// Facts named past… have no value here: the row that needs one as true takes it as true, every other row as false.
struct CaseContext {
    bool online = true;
    SyncState sync = SyncState::Confirmed;
    QString caseEnvironment, sessionEnvironment;                 // demo, test, production; empty = not compared
    Authority acceptAuthority = Authority::Department, decideAuthority = Authority::Department;
    QString caseType = QStringLiteral("2");                      // C6: 1 即办件, 2 承诺件
    QString itemState = QStringLiteral("published");
    std::optional<AcceptMode> mode;
    FinishKind finishKind = FinishKind::Granted;
    Served served = Served::Counter;
    bool agent = false;
    AuthorisationState authorisation = AuthorisationState::Valid;

    bool identityOk = true, applicantConfirmed = true, applicantChose = true, allCorrected = true, entriesCited = true,
         listComplete = true, documentReady = true, promiseSigned = true, withdrawalSigned = true, signatureTaken = true,
         onDeferralList = true, onCommitmentList = true, missingAreDeferrable = true, deferralPossible = true, onPromise = true,
         kindListed = true, lapseBasis = true, itemRule = true, leadApproval = true, headApproval = true, hearingTold = true,
         feePaid = true, resultIssued = true, packageValid = true, paperExists = true, clericalError = true;
    bool reason = true, legalBasis = true, remedies = true, rightAuthority = true, plannedDays = true;   // written down?
    bool paperGivenOut = false, creditExcluded = false, extensionUsed = false, endsBeforeStart = false, openDeferral = false,
         rated = false, numberBound = false, tracking = false, electronicReceipt = false, lawfulMethod = false,
         offlineNotice = false;
    std::optional<bool> pastAcceptDue, pastCorrectionDue, pastDeferralDue, pastDue;
    int pendingQuestions = 0, originalsHeld = 0, materialsNotSeen = 0, missingRequired = 0, blockers = 0, priorNotices = 0,
        openSteps = 0, unserved = 0;
    std::optional<int> rounds, extensionDays, extensionMax;
    std::optional<QString> refusalKind;                          // notRequired, notCompetent, stillIncomplete
    QString newReason;                                           // newMaterialDefect, requestChanged, lawChanged
};

enum class Effect { Done, Prepared };      // Prepared: offline, paper as a preview only, the state stays until the platform confirms

struct Verdict {
    bool allowed = false;
    std::optional<CaseState> next;         // the same state where the action does not move the case or is only prepared
    std::optional<AcceptMode> mode;        // set by the four ways of acceptance
    std::optional<FinishKind> finishKind;  // set by the actions that finish
    QList<NoticeKind> documents;
    Effect effect = Effect::Done;
    QString event;                         // CaseReceived …
    // of a refusal:
    std::optional<Family> family;
    QString code;                          // CASE-MATERIAL …, listed in resources/errors/
    QString fact;                          // the fact that is not in order; empty for STATE, DEMO, ROLE, SYNC, OFFLINE
    QString sentence;                      // for the clerk, translated
    QList<Action> lawful;                  // what this role may do now instead
};

// Judges by the one table of lifecycle.cpp. Pure, any thread; changes nothing.
Verdict checkAction(CaseState state, Action action, Role role, const CaseContext &context = {});

// Actions that the verdict would allow; for buttons and for refusals.
QList<Action> lawfulActions(CaseState state, Role role, const CaseContext &context = {});

// JSON as zcctl and tests write it. Wrong types: CASE-CONTEXT. Names that are no fact are collected in `unknown`.
Result<CaseContext> contextFromJson(const QJsonObject &object, QStringList *unknown = nullptr);

} // namespace zc::casework
