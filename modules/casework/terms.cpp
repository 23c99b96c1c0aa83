#include <casework/terms.h>

#include "internal/words.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

// The names stand in the order of their enums; a test walks every enum against its names.
const QStringList &stateNames()
{
    static const QStringList names = u" draft received awaitingCorrection refused accepted inReview suspended finished delivered archived "
                                     "discarded"_s.split(u' ');
    return names;
}

const QStringList &actionNames()
{
    static const QStringList names = u"create save discard advise fixOnSpot receive refuse addMaterial requestCorrection submitCorrection "
                                     "lapse accept acceptDeferred acceptCommitment deemAccepted route startReview opinion specialStart "
                                     "specialEnd extend submitDeferred lapseDeferral finishGranted finishDenied finishReturned finishVoided "
                                     "withdraw issue deliver serve rate checkCommitment correctDocument archive feedback bindNumber"_s
                                         .split(u' ');
    return names;
}

const QStringList &roleNames()
{
    static const QStringList names = u"intake acceptor approver exit lead applicant system"_s.split(u' ');
    return names;
}

const QStringList &modeNames()
{
    static const QStringList names = u"normal deferral commitment deemed"_s.split(u' ');
    return names;
}

const QStringList &finishNames()
{
    static const QStringList names = u"granted denied returned voided withdrawn"_s.split(u' ');
    return names;
}

const QStringList &syncNames()
{
    static const QStringList names = u"localOnly waiting unknown confirmed rejected conflict"_s.split(u' ');
    return names;
}

const QStringList &familyNames()
{
    static const QStringList names = u"STATE DEMO ROLE SYNC OFFLINE ITEM IDENTITY MATERIAL LIST CREDIT ONETIME ONCE TIME REASON APPROVAL "
                                     "DOCUMENT PAYMENT"_s.split(u' ');
    return names;
}

template <class Enum>
std::optional<Enum> fromName(const QStringList &names, QStringView name)
{
    for (qsizetype i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return Enum(int(i));
    return std::nullopt;
}

template <class Enum>
QList<Enum> range(Enum first, Enum last)
{
    QList<Enum> values;
    for (int i = int(first); i <= int(last); ++i)
        values << Enum(i);
    return values;
}

} // namespace

QList<CaseState> allStates() { return range(CaseState::None, CaseState::Discarded); }
QList<Action> allActions() { return range(Action::Create, Action::BindNumber); }
QList<Role> allRoles() { return range(Role::Intake, Role::System); }
QList<NoticeKind> allNoticeKinds() { return range(NoticeKind::MaterialReceipt, NoticeKind::Erratum); }

QString stateName(CaseState state) { return stateNames().at(int(state)); }
QString actionName(Action action) { return actionNames().at(int(action)); }
QString roleName(Role role) { return roleNames().at(int(role)); }
QString acceptModeName(AcceptMode mode) { return modeNames().at(int(mode)); }
QString finishKindName(FinishKind kind) { return finishNames().at(int(kind)); }
QString syncStateName(SyncState state) { return syncNames().at(int(state)); }
QString familyName(Family family) { return familyNames().at(int(family)); }
QString noticeCode(NoticeKind kind) { return u"N%1"_s.arg(int(kind), 2, 10, QChar(u'0')); }

std::optional<CaseState> stateFromName(QStringView name) { return fromName<CaseState>(stateNames(), name); }
std::optional<Action> actionFromName(QStringView name) { return fromName<Action>(actionNames(), name); }
std::optional<Role> roleFromName(QStringView name) { return fromName<Role>(roleNames(), name); }
std::optional<AcceptMode> acceptModeFromName(QStringView name) { return fromName<AcceptMode>(modeNames(), name); }
std::optional<FinishKind> finishKindFromName(QStringView name) { return fromName<FinishKind>(finishNames(), name); }
std::optional<SyncState> syncStateFromName(QStringView name) { return fromName<SyncState>(syncNames(), name); }

std::optional<NoticeKind> noticeFromCode(QStringView code)
{
    for (const NoticeKind kind : allNoticeKinds())
        if (noticeCode(kind) == code)
            return kind;
    return std::nullopt;
}

QString stateLabel(CaseState state)
{
    static const char *const labels[] = {
        QT_TRANSLATE_NOOP("casework", "Not begun"), QT_TRANSLATE_NOOP("casework", "Draft"), QT_TRANSLATE_NOOP("casework", "Received"),
        QT_TRANSLATE_NOOP("casework", "Awaiting correction"), QT_TRANSLATE_NOOP("casework", "Not accepted"),
        QT_TRANSLATE_NOOP("casework", "Accepted"), QT_TRANSLATE_NOOP("casework", "In review"),
        QT_TRANSLATE_NOOP("casework", "Special procedure"), QT_TRANSLATE_NOOP("casework", "Finished"),
        QT_TRANSLATE_NOOP("casework", "Delivered"), QT_TRANSLATE_NOOP("casework", "Archived"), QT_TRANSLATE_NOOP("casework", "Discarded")};
    return translated(labels[int(state)]);
}

QString actionLabel(Action action)
{
    static const char *const labels[] = {
        QT_TRANSLATE_NOOP("casework", "Begin a case"), QT_TRANSLATE_NOOP("casework", "Save the draft"),
        QT_TRANSLATE_NOOP("casework", "Discard the draft"), QT_TRANSLATE_NOOP("casework", "Give the one-time notice"),
        QT_TRANSLATE_NOOP("casework", "Correct on the spot"), QT_TRANSLATE_NOOP("casework", "Receive the materials"),
        QT_TRANSLATE_NOOP("casework", "Refuse acceptance"), QT_TRANSLATE_NOOP("casework", "Add a material"),
        QT_TRANSLATE_NOOP("casework", "Request correction"), QT_TRANSLATE_NOOP("casework", "Take in corrections"),
        QT_TRANSLATE_NOOP("casework", "End: correction not made in time"), QT_TRANSLATE_NOOP("casework", "Accept"),
        QT_TRANSLATE_NOOP("casework", "Accept with deferred materials"), QT_TRANSLATE_NOOP("casework", "Accept on commitment"),
        QT_TRANSLATE_NOOP("casework", "Deemed accepted"), QT_TRANSLATE_NOOP("casework", "Route"),
        QT_TRANSLATE_NOOP("casework", "Start the review"), QT_TRANSLATE_NOOP("casework", "Give an opinion"),
        QT_TRANSLATE_NOOP("casework", "Start a special procedure"), QT_TRANSLATE_NOOP("casework", "End the special procedure"),
        QT_TRANSLATE_NOOP("casework", "Extend the limit"), QT_TRANSLATE_NOOP("casework", "Take in deferred materials"),
        QT_TRANSLATE_NOOP("casework", "End: deferred material not brought in time"), QT_TRANSLATE_NOOP("casework", "Finish: granted"),
        QT_TRANSLATE_NOOP("casework", "Finish: denied"), QT_TRANSLATE_NOOP("casework", "Finish: returned"),
        QT_TRANSLATE_NOOP("casework", "Finish: voided"), QT_TRANSLATE_NOOP("casework", "Withdraw"),
        QT_TRANSLATE_NOOP("casework", "Issue the result"), QT_TRANSLATE_NOOP("casework", "Hand over the result"),
        QT_TRANSLATE_NOOP("casework", "Serve a paper"), QT_TRANSLATE_NOOP("casework", "Rate"),
        QT_TRANSLATE_NOOP("casework", "Check the commitment"), QT_TRANSLATE_NOOP("casework", "Correct a paper"),
        QT_TRANSLATE_NOOP("casework", "Archive"), QT_TRANSLATE_NOOP("casework", "Raise feedback"),
        QT_TRANSLATE_NOOP("casework", "Bind the formal number")};
    return translated(labels[int(action)]);
}

QString syncStateLabel(SyncState state)
{
    static const char *const labels[] = {
        QT_TRANSLATE_NOOP("casework", "Not synchronised"), QT_TRANSLATE_NOOP("casework", "Waiting to be sent"),
        QT_TRANSLATE_NOOP("casework", "To be verified"), QT_TRANSLATE_NOOP("casework", "Confirmed"),
        QT_TRANSLATE_NOOP("casework", "Returned by quality check"), QT_TRANSLATE_NOOP("casework", "Conflict")};
    return translated(labels[int(state)]);
}

QString noticeLabel(NoticeKind kind)
{
    static const char *const labels[] = {
        QT_TRANSLATE_NOOP("casework", "Receipt of materials"), QT_TRANSLATE_NOOP("casework", "One-time notice"),
        QT_TRANSLATE_NOOP("casework", "Notice of correction"), QT_TRANSLATE_NOOP("casework", "Notice of acceptance"),
        QT_TRANSLATE_NOOP("casework", "Promise of deferred materials"), QT_TRANSLATE_NOOP("casework", "Letter of commitment"),
        QT_TRANSLATE_NOOP("casework", "Notice of non-acceptance"), QT_TRANSLATE_NOOP("casework", "Notice of special procedure"),
        QT_TRANSLATE_NOOP("casework", "Notice of extension"), QT_TRANSLATE_NOOP("casework", "Decision to grant"),
        QT_TRANSLATE_NOOP("casework", "Decision to deny"), QT_TRANSLATE_NOOP("casework", "Notice of termination"),
        QT_TRANSLATE_NOOP("casework", "Confirmation of withdrawal"), QT_TRANSLATE_NOOP("casework", "Record of service"),
        QT_TRANSLATE_NOOP("casework", "Power of attorney"), QT_TRANSLATE_NOOP("casework", "Correction of a paper")};
    return translated(labels[int(kind) - 1]);
}

} // namespace zc::casework
