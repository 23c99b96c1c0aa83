// Life of a case, as one table. Sources: 行政许可法 (2019) articles 32, 34, 38, 42, 44–47, 82; state council order 716;
// 国办发〔2020〕42号. Changing a row here changes what the counter may lawfully do: the test writes the table a second time.
#include "internal/lifecycletable.h"

// Facts of the context as conditions; the name of the fact goes into the refusal.
#define MUST(fact, family) Guard{Family::family, #fact, [](const CaseContext &c) -> bool { return c.fact; }}
#define MUST_NOT(fact, family) Guard{Family::family, #fact, [](const CaseContext &c) -> bool { return !c.fact; }}
#define NONE_OF(fact, family) Guard{Family::family, #fact, [](const CaseContext &c) -> bool { return c.fact == 0; }}
#define NOT_PAST(fact) Guard{Family::Time, #fact, [](const CaseContext &c) -> bool { return !c.fact.value_or(false); }}
#define IS_PAST(fact) Guard{Family::Time, #fact, [](const CaseContext &c) -> bool { return c.fact.value_or(true); }, #fact ".needed"}
#define HOLDS(fact, family, condition) Guard{Family::family, fact, [](const CaseContext &c) -> bool { return condition; }}
#define AGENT_MAY HOLDS("authorisation", Identity, !c.agent || c.authorisation == AuthorisationState::Valid)

namespace zc::casework {
namespace {

using S = CaseState;
using R = Role;
using A = Action;

constexpr auto N01 = NoticeKind::MaterialReceipt, N02 = NoticeKind::Advice, N03 = NoticeKind::Correction, N04 = NoticeKind::Acceptance,
               N05 = NoticeKind::DeferralPromise, N06 = NoticeKind::Commitment, N07 = NoticeKind::Refusal,
               N08 = NoticeKind::SpecialProcedure, N09 = NoticeKind::Extension, N10 = NoticeKind::Granted, N11 = NoticeKind::Denied,
               N12 = NoticeKind::Termination, N13 = NoticeKind::Withdrawal, N14 = NoticeKind::ServiceRecord, N16 = NoticeKind::Erratum;
constexpr std::nullopt_t same = std::nullopt;

QList<From> anyBut(const QList<S> &left)
{
    QList<From> from;
    for (const S state : allStates())
        if (state != S::None && !left.contains(state))
            from << From{state};
    return from;
}

bool instant(const CaseContext &c) { return c.caseType == u"1"; }
bool notGranted(const CaseContext &c) { return c.finishKind != FinishKind::Granted; }
bool allCorrected(const CaseContext &c) { return c.allCorrected; }
bool atTheCounter(const CaseContext &c) { return c.served == Served::Counter; }
bool noticeLeavesOffline(const CaseContext &c) { return c.offlineNotice; }
bool served(const CaseContext &c) { return c.signatureTaken || c.tracking || c.electronicReceipt; }

// notRequired (32-1) · notCompetent with the right authority (32-2) · stillIncomplete after a correction, by an item rule [LO]
bool refusalKindHolds(const CaseContext &c)
{
    if (!c.refusalKind || c.refusalKind == u"notRequired")
        return true;
    if (c.refusalKind == u"notCompetent")
        return c.rightAuthority;
    return c.refusalKind == u"stillIncomplete" && c.rounds.value_or(1) >= 1 && c.itemRule;
}

bool newReasonHolds(const CaseContext &c)
{
    return c.priorNotices == 0 || c.newReason == u"newMaterialDefect" || c.newReason == u"requestChanged" || c.newReason == u"lawChanged";
}

bool extensionFits(const CaseContext &c) { return !c.extensionMax || c.extensionDays.value_or(0) <= *c.extensionMax; }

const QList<Row> &rows()
{
    static const QList<Row> table = {
        {.number = 1, .from = {{S::None}}, .action = A::Create, .to = S::Draft, .who = {R::Intake},
         .guards = {HOLDS("itemState", Item, c.itemState == u"published")},
         .papers = {}, .off = Off::Yes, .event = "CaseCreated"},
        {.number = 2, .from = {{S::Draft}}, .action = A::Save, .to = S::Draft, .who = {R::Intake},
         .guards = {}, .papers = {}, .off = Off::Yes, .event = "DraftSaved"},
        {.number = 3, .from = {{S::Draft}}, .action = A::Discard, .to = S::Discarded, .who = {R::Intake},
         .guards = {MUST_NOT(paperGivenOut, Document), NONE_OF(originalsHeld, Document)},
         .papers = {}, .off = Off::Yes, .event = "DraftDiscarded"},
        {.number = 4, .from = {{S::Draft}}, .action = A::Advise, .to = S::Draft, .who = {R::Intake},
         .guards = {NONE_OF(pendingQuestions, Material)},
         .papers = {N02}, .off = Off::Yes, .event = "AdviceGiven"},
        {.number = 5, .from = {{S::Draft}, {S::Received}}, .action = A::FixOnSpot, .to = same, .who = {R::Intake, R::Acceptor},
         .guards = {MUST(applicantConfirmed, Document)},
         .papers = {}, .off = Off::Yes, .event = "FixedOnSpot"},
        {.number = 6, .from = {{S::Draft}}, .action = A::Receive, .to = S::Received, .who = {R::Intake},
         .guards = {MUST(identityOk, Identity), AGENT_MAY, NONE_OF(materialsNotSeen, Material), MUST(applicantConfirmed, Document)},
         .papers = {N01}, .off = Off::Yes, .event = "CaseReceived"},
        {.number = 7, .from = {{S::Draft}, {S::Received}}, .action = A::Refuse, .to = S::Refused, .who = {R::Acceptor},
         .guards = {NOT_PAST(pastAcceptDue), HOLDS("refusalKind", Reason, refusalKindHolds(c)), MUST(reason, Reason),
                    MUST(legalBasis, Reason), MUST(remedies, Reason)},
         .papers = {N07}, .off = Off::Prepared, .event = "CaseRefused"},
        {.number = 8, .from = {{S::Received}}, .action = A::AddMaterial, .to = S::Received, .who = {R::Intake},
         .guards = {}, .papers = {}, .off = Off::Yes, .event = "MaterialAdded"},
        {.number = 9, .from = {{S::Received}}, .action = A::RequestCorrection, .to = S::AwaitingCorrection, .who = {R::Acceptor},
         .guards = {NOT_PAST(pastAcceptDue), MUST(entriesCited, List), MUST(listComplete, Material),
                    HOLDS("newReason", OneTime, newReasonHolds(c)), MUST(documentReady, Document)},
         .papers = {N03}, .off = Off::Yes, .offElse = Off::Prepared, .offIf = noticeLeavesOffline, .event = "CorrectionRequested"},
        {.number = 10, .from = {{S::AwaitingCorrection}}, .action = A::SubmitCorrection, .to = S::Received, .toOnlyIf = allCorrected,
         .who = {R::Intake},
         .guards = {AGENT_MAY},
         .papers = {N01}, .off = Off::Yes, .event = "CorrectionReceived"},
        {.number = 11, .from = {{S::AwaitingCorrection}}, .action = A::Lapse, .to = S::Finished, .who = {R::Acceptor},
         .guards = {IS_PAST(pastCorrectionDue), MUST(lapseBasis, Reason), MUST(leadApproval, Approval)},
         .papers = {N12}, .off = Off::No, .event = "CaseLapsed", .finishKind = FinishKind::Returned},
        {.number = 12, .from = {{S::Received}}, .action = A::Accept, .to = S::Accepted, .who = {R::Acceptor},
         .guards = {NOT_PAST(pastAcceptDue), NONE_OF(missingRequired, Material), NONE_OF(blockers, Material)},
         .papers = {N04}, .off = Off::Prepared, .event = "CaseAccepted", .mode = AcceptMode::Normal},
        {.number = 13, .from = {{S::Received}}, .action = A::AcceptDeferred, .to = S::Accepted, .who = {R::Acceptor},
         .guards = {MUST(onDeferralList, List), MUST(missingAreDeferrable, List), HOLDS("caseType", List, !instant(c)),
                    MUST_NOT(creditExcluded, Credit), NOT_PAST(pastAcceptDue), MUST(deferralPossible, Time), MUST(promiseSigned, Document)},
         .papers = {N04, N05}, .off = Off::Prepared, .event = "CaseAcceptedDeferred", .mode = AcceptMode::Deferral},
        {.number = 14, .from = {{S::Received}}, .action = A::AcceptCommitment, .to = S::Accepted, .who = {R::Acceptor},
         .guards = {NOT_PAST(pastAcceptDue), MUST(onCommitmentList, List), MUST_NOT(creditExcluded, Credit),
                    MUST(applicantChose, Document), MUST(promiseSigned, Document), AGENT_MAY},
         .papers = {N04, N06}, .off = Off::Prepared, .event = "CaseAcceptedCommitment", .mode = AcceptMode::Commitment},
        {.number = 15, .from = {{S::Received}}, .action = A::DeemAccepted, .to = S::Accepted, .who = {R::System},
         .guards = {IS_PAST(pastAcceptDue)},
         .papers = {N04}, .off = Off::Yes, .event = "CaseDeemedAccepted", .mode = AcceptMode::Deemed},
        {.number = 16, .from = {{S::Received}, {S::Accepted}}, .action = A::Route, .to = same, .who = {R::Acceptor, R::System},
         .guards = {}, .papers = {}, .off = Off::No, .event = "CaseRouted"},
        {.number = 17, .from = {{S::Accepted}}, .action = A::StartReview, .to = S::InReview, .who = {R::Approver},
         .guards = {}, .papers = {}, .off = Off::No, .event = "ReviewStarted"},
        {.number = 18, .from = {{S::InReview}}, .action = A::Opinion, .to = S::InReview, .who = {R::Approver},
         .guards = {MUST(reason, Reason)},
         .papers = {}, .off = Off::No, .event = "OpinionGiven"},
        {.number = 19, .from = {{S::InReview}}, .action = A::SpecialStart, .to = S::Suspended, .who = {R::Approver},
         .guards = {MUST(kindListed, List), NOT_PAST(pastDue), MUST(plannedDays, Document)},
         .papers = {N08}, .off = Off::No, .event = "SpecialStarted"},
        {.number = 20, .from = {{S::Suspended}}, .action = A::SpecialEnd, .to = S::InReview, .who = {R::Approver},
         .guards = {MUST(reason, Reason), MUST_NOT(endsBeforeStart, Time)},
         .papers = {}, .off = Off::No, .event = "SpecialEnded"},
        {.number = 21, .from = {{S::InReview}}, .action = A::Extend, .to = S::InReview, .who = {R::Approver},
         .guards = {MUST_NOT(extensionUsed, Once), NOT_PAST(pastDue), HOLDS("extensionDays", Time, extensionFits(c)),
                    MUST(headApproval, Approval), MUST(reason, Reason)},
         .papers = {N09}, .off = Off::No, .event = "LimitExtended"},
        {.number = 22, .from = {{S::Accepted}, {S::InReview}, {S::Suspended}}, .action = A::SubmitDeferred, .to = same, .who = {R::Intake},
         .guards = {MUST(onPromise, List)},
         .papers = {N01}, .off = Off::Yes, .event = "DeferredReceived"},
        {.number = 23, .from = {{S::Accepted}, {S::InReview}, {S::Suspended}}, .action = A::LapseDeferral, .to = S::Finished,
         .who = {R::Acceptor, R::Approver},
         .guards = {IS_PAST(pastDeferralDue), MUST(legalBasis, Reason), MUST(leadApproval, Approval)},
         .papers = {N12}, .off = Off::No, .event = "CaseLapsed", .finishKind = FinishKind::Returned},
        {.number = 24, .from = {{S::InReview}, {S::Accepted, instant}}, .action = A::FinishGranted, .to = S::Finished, .who = {R::Approver},
         .guards = {MUST_NOT(openDeferral, Material), NONE_OF(openSteps, Material), MUST(feePaid, Payment), MUST(documentReady, Document)},
         .papers = {N10}, .off = Off::No, .event = "CaseFinished", .finishKind = FinishKind::Granted},
        {.number = 25, .from = {{S::InReview}}, .action = A::FinishDenied, .to = S::Finished, .who = {R::Approver},
         .guards = {MUST(reason, Reason), MUST(legalBasis, Reason), MUST(remedies, Reason), MUST(hearingTold, Document)},
         .papers = {N11}, .off = Off::No, .event = "CaseFinished", .finishKind = FinishKind::Denied},
        {.number = 26, .from = {{S::Accepted}, {S::InReview}}, .action = A::FinishReturned, .to = S::Finished, .who = {R::Approver},
         .guards = {MUST(legalBasis, Reason), MUST(reason, Reason)},
         .papers = {N12}, .off = Off::No, .event = "CaseFinished", .finishKind = FinishKind::Returned},
        {.number = 27, .from = {{S::Received}, {S::AwaitingCorrection}, {S::Accepted}}, .action = A::FinishVoided, .to = S::Finished,
         .who = {R::Lead},
         .guards = {MUST(reason, Reason), MUST(headApproval, Approval)},
         .papers = {N12}, .off = Off::No, .event = "CaseFinished", .finishKind = FinishKind::Voided},
        {.number = 28, .from = {{S::Received}, {S::AwaitingCorrection}, {S::Accepted}, {S::InReview}, {S::Suspended}},
         .action = A::Withdraw, .to = S::Finished, .who = {R::Intake},
         .guards = {MUST(withdrawalSigned, Document), AGENT_MAY},
         .papers = {N13}, .off = Off::Prepared, .event = "CaseWithdrawn", .finishKind = FinishKind::Withdrawn},
        {.number = 29, .from = {{S::Finished}}, .action = A::Issue, .to = S::Finished, .who = {R::Approver, R::Exit},
         .guards = {HOLDS("finishKind", State, c.finishKind == FinishKind::Granted)},
         .papers = {}, .off = Off::No, .event = "ResultIssued"},
        {.number = 30, .from = {{S::Finished}}, .action = A::Deliver, .to = S::Delivered, .who = {R::Exit},
         .guards = {HOLDS("resultIssued", Document, notGranted(c) || c.resultIssued), HOLDS("signatureTaken", Document, served(c)), AGENT_MAY},
         .papers = {N14}, .off = Off::Yes, .offElse = Off::No, .offIf = atTheCounter, .event = "ResultDelivered"},
        {.number = 31, .from = anyBut({S::Draft, S::Archived, S::Discarded}), .action = A::Serve, .to = same, .who = {R::Intake, R::Exit},
         .guards = {MUST(paperExists, Document), HOLDS("signatureTaken", Document, served(c) || c.lawfulMethod)},
         .papers = {N14}, .off = Off::Yes, .event = "NoticeServed"},
        {.number = 32, .from = {{S::Received}, {S::Accepted}, {S::InReview}, {S::Finished}, {S::Delivered}, {S::Refused}},
         .action = A::Rate, .to = same, .who = {R::Applicant},
         .guards = {MUST_NOT(rated, Once)},
         .papers = {}, .off = Off::Yes, .event = "RatingGiven"},
        {.number = 33, .from = {{S::Finished}, {S::Delivered}}, .action = A::CheckCommitment, .to = same, .who = {R::Approver},
         .guards = {HOLDS("mode", State, c.mode.value_or(AcceptMode::Commitment) == AcceptMode::Commitment)},
         .papers = {}, .off = Off::No, .event = "CommitmentChecked"},
        {.number = 34, .from = {{S::Refused}, {S::Accepted}, {S::InReview}, {S::Finished}, {S::Delivered}}, .action = A::CorrectDocument,
         .to = same, .who = {R::Lead},
         .guards = {MUST(clericalError, Reason), MUST(reason, Reason), MUST(headApproval, Approval)},
         .papers = {N16}, .off = Off::No, .event = "DocumentCorrected"},
        {.number = 35, .from = {{S::Refused}, {S::Delivered}, {S::Finished, notGranted}}, .action = A::Archive, .to = S::Archived,
         .who = {R::System, R::Exit},
         .guards = {NONE_OF(unserved, Document), MUST(packageValid, Document), HOLDS("sync", Sync, c.sync == SyncState::Confirmed)},
         .papers = {}, .off = Off::No, .event = "CaseArchived"},
        {.number = 36, .from = anyBut({S::Archived, S::Discarded}), .action = A::Feedback, .to = same,
         .who = {R::Intake, R::Approver, R::Exit, R::Lead},
         .guards = {}, .papers = {}, .off = Off::Yes, .event = "FeedbackRaised"},
        {.number = 37, .from = anyBut({S::Archived, S::Discarded}), .action = A::BindNumber, .to = same, .who = {R::System},
         .guards = {MUST_NOT(numberBound, Once)},
         .papers = {}, .off = Off::No, .event = "NumberBound"},
    };
    return table;
}

} // namespace

std::span<const Row> lifecycleTable() { return {rows().constData(), size_t(rows().size())}; }

} // namespace zc::casework
