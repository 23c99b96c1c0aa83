#pragma once
#include <QList>
#include <QString>

#include <optional>

namespace zc::casework {

// The words of the life of a case. `None` is the time before `create`. Order = order of the page "Life of a case".
enum class CaseState { None, Draft, Received, AwaitingCorrection, Refused, Accepted, InReview, Suspended, Finished, Delivered,
                       Archived, Discarded };
enum class Action { Create, Save, Discard, Advise, FixOnSpot, Receive, Refuse, AddMaterial, RequestCorrection, SubmitCorrection,
                    Lapse, Accept, AcceptDeferred, AcceptCommitment, DeemAccepted, Route, StartReview, Opinion, SpecialStart,
                    SpecialEnd, Extend, SubmitDeferred, LapseDeferral, FinishGranted, FinishDenied, FinishReturned, FinishVoided,
                    Withdraw, Issue, Deliver, Serve, Rate, CheckCommitment, CorrectDocument, Archive, Feedback, BindNumber };
enum class Role { Intake, Acceptor, Approver, Exit, Lead, Applicant, System };
enum class AcceptMode { Normal, Deferral, Commitment, Deemed };                          // C10 受理方式
enum class FinishKind { Granted, Denied, Returned, Voided, Withdrawn };                  // C11 办结
enum class SyncState { LocalOnly, Waiting, Unknown, Confirmed, Rejected, Conflict };     // the sync axis, independent of the state
// Why an action is refused; the order in which the reasons are looked for is STATE DEMO ROLE SYNC OFFLINE, then the guard.
enum class Family { State, Demo, Role, Sync, Offline, Item, Identity, Material, List, Credit, OneTime, Once, Time, Reason,
                    Approval, Document, Payment };
// The sixteen papers, N01 to N16.
enum class NoticeKind { MaterialReceipt = 1, Advice, Correction, Acceptance, DeferralPromise, Commitment, Refusal, SpecialProcedure,
                        Extension, Granted, Denied, Termination, Withdrawal, ServiceRecord, Authorisation, Erratum };

QList<CaseState> allStates();          // None included
QList<Action> allActions();
QList<Role> allRoles();
QList<NoticeKind> allNoticeKinds();

// Names as they stand in files and on the wire (`awaitingCorrection`, `receive`, `ONETIME`, `N04`); None has the empty name.
QString stateName(CaseState state);
QString actionName(Action action);
QString roleName(Role role);
QString acceptModeName(AcceptMode mode);
QString finishKindName(FinishKind kind);
QString syncStateName(SyncState state);
QString familyName(Family family);
QString noticeCode(NoticeKind kind);
std::optional<CaseState> stateFromName(QStringView name);
std::optional<Action> actionFromName(QStringView name);
std::optional<Role> roleFromName(QStringView name);
std::optional<AcceptMode> acceptModeFromName(QStringView name);
std::optional<FinishKind> finishKindFromName(QStringView name);
std::optional<SyncState> syncStateFromName(QStringView name);
std::optional<NoticeKind> noticeFromCode(QStringView code);

// Words for the screen (已收件, 受理 …), translated.
QString stateLabel(CaseState state);
QString actionLabel(Action action);
QString syncStateLabel(SyncState state);
QString noticeLabel(NoticeKind kind);

} // namespace zc::casework
