#include "support/testprogram.h"

#include <casework/lifecycle.h>

#include <base/errortext.h>

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace zc;
using namespace zc::casework;
using namespace Qt::StringLiterals;

namespace {

// The table of the design page once more, by another hand: number | from | action | to | who | papers | off | event.
// "accepted*" and "finished*" are the two conditional entries of the column From.
const char *const kPage = R"(
1|-|create|draft|intake||Y|CaseCreated
2|draft|save|draft|intake||Y|DraftSaved
3|draft|discard|discarded|intake||Y|DraftDiscarded
4|draft|advise|draft|intake|N02|Y|AdviceGiven
5|draft received|fixOnSpot|same|intake acceptor||Y|FixedOnSpot
6|draft|receive|received|intake|N01|Y|CaseReceived
7|draft received|refuse|refused|acceptor|N07|P|CaseRefused
8|received|addMaterial|received|intake||Y|MaterialAdded
9|received|requestCorrection|awaitingCorrection|acceptor|N03|P|CorrectionRequested
10|awaitingCorrection|submitCorrection|received|intake|N01|Y|CorrectionReceived
11|awaitingCorrection|lapse|finished|acceptor|N12|N|CaseLapsed
12|received|accept|accepted|acceptor|N04|P|CaseAccepted
13|received|acceptDeferred|accepted|acceptor|N04 N05|P|CaseAcceptedDeferred
14|received|acceptCommitment|accepted|acceptor|N04 N06|P|CaseAcceptedCommitment
15|received|deemAccepted|accepted|system|N04|Y|CaseDeemedAccepted
16|received accepted|route|same|acceptor system||N|CaseRouted
17|accepted|startReview|inReview|approver||N|ReviewStarted
18|inReview|opinion|inReview|approver||N|OpinionGiven
19|inReview|specialStart|suspended|approver|N08|N|SpecialStarted
20|suspended|specialEnd|inReview|approver||N|SpecialEnded
21|inReview|extend|inReview|approver|N09|N|LimitExtended
22|accepted inReview suspended|submitDeferred|same|intake|N01|Y|DeferredReceived
23|accepted inReview suspended|lapseDeferral|finished|acceptor approver|N12|N|CaseLapsed
24|inReview accepted*|finishGranted|finished|approver|N10|N|CaseFinished
25|inReview|finishDenied|finished|approver|N11|N|CaseFinished
26|accepted inReview|finishReturned|finished|approver|N12|N|CaseFinished
27|received awaitingCorrection accepted|finishVoided|finished|lead|N12|N|CaseFinished
28|received awaitingCorrection accepted inReview suspended|withdraw|finished|intake|N13|P|CaseWithdrawn
29|finished|issue|finished|approver exit||N|ResultIssued
30|finished|deliver|delivered|exit|N14|Y|ResultDelivered
31|received awaitingCorrection refused accepted inReview suspended finished delivered|serve|same|intake exit|N14|Y|NoticeServed
32|received accepted inReview finished delivered refused|rate|same|applicant||Y|RatingGiven
33|finished delivered|checkCommitment|same|approver||N|CommitmentChecked
34|refused accepted inReview finished delivered|correctDocument|same|lead|N16|N|DocumentCorrected
35|refused delivered finished*|archive|archived|system exit||N|CaseArchived
36|draft received awaitingCorrection refused accepted inReview suspended finished delivered|feedback|same|intake approver exit lead||Y|FeedbackRaised
37|draft received awaitingCorrection refused accepted inReview suspended finished delivered|bindNumber|same|system||N|NumberBound
)";

struct Line { QStringList from; QString action, to; QStringList who, papers; QString off, event; };

const QList<Line> &page()
{
    static const QList<Line> lines = [] {
        QList<Line> list;
        for (const QString &text : QString::fromLatin1(kPage).split(u'\n', Qt::SkipEmptyParts)) {
            const QStringList cells = text.split(u'|');
            const auto words = [&](int at) { return cells[at].split(u' ', Qt::SkipEmptyParts); };
            list << Line{cells[1] == u"-" ? QStringList{QString()} : words(1), cells[2], cells[3], words(4), words(5), cells[6], cells[7]};
        }
        return list;
    }();
    return lines;
}

QStringList codes(const QList<NoticeKind> &kinds)
{
    QStringList list;
    for (const NoticeKind kind : kinds)
        list << noticeCode(kind);
    return list;
}

CaseContext contextOf(const char *json)
{
    QStringList unknown;
    const Result<CaseContext> context = contextFromJson(QJsonDocument::fromJson(json).object(), &unknown);
    if (!context || !unknown.isEmpty())
        qFatal("bad context %s", json);
    return *context;
}

} // namespace

class TestLifecycle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageHas37Rows() { QCOMPARE(page().size(), 37); QCOMPARE(allActions().size(), 37); QCOMPARE(allStates().size(), 12); }

    void namesGoBothWays()
    {
        for (const CaseState state : allStates())
            QCOMPARE(stateFromName(stateName(state)), std::optional(state));
        for (const Action action : allActions())
            QCOMPARE(actionFromName(actionName(action)), std::optional(action));
        for (const Role role : allRoles())
            QCOMPARE(roleFromName(roleName(role)), std::optional(role));
        for (const NoticeKind kind : allNoticeKinds())
            QCOMPARE(noticeFromCode(noticeCode(kind)), std::optional(kind));
        QCOMPARE(noticeCode(NoticeKind::Erratum), u"N16"_s);
        QCOMPARE(familyName(Family::OneTime), u"ONETIME"_s);
        QVERIFY(!actionFromName(u"Accept"));
        QVERIFY(!stateFromName(u"open"));
        QVERIFY(!roleFromName(u""));
        QCOMPARE(acceptModeFromName(u"deemed"), std::optional(AcceptMode::Deemed));
        QCOMPARE(finishKindFromName(u"withdrawn"), std::optional(FinishKind::Withdrawn));
        QCOMPARE(syncStateFromName(u"conflict"), std::optional(SyncState::Conflict));
        for (const Action action : allActions())
            QVERIFY(!actionLabel(action).isEmpty());
        for (const CaseState state : allStates())
            QVERIFY(!stateLabel(state).isEmpty());
    }

    // Every state × action × role × link, and the three settings of the item that change roles and the two conditional rows.
    void everyCell()
    {
        int cells = 0, allowed = 0;
        for (const bool window : {false, true}) {
            for (const QString &caseType : {u"1"_s, u"2"_s}) {
                for (const FinishKind finish : {FinishKind::Granted, FinishKind::Denied}) {
                    for (const bool online : {true, false}) {
                        CaseContext context;
                        context.online = online;
                        context.caseType = caseType;
                        context.finishKind = finish;
                        context.acceptAuthority = context.decideAuthority = window ? Authority::Window : Authority::Department;
                        for (const Line &line : page()) {
                            for (const CaseState state : allStates()) {
                                for (const Role role : allRoles()) {
                                    ++cells;
                                    const Verdict verdict = checkAction(state, *actionFromName(line.action), role, context);
                                    allowed += verdict.allowed;
                                    checkCell(line, state, role, context, verdict);
                                    if (QTest::currentTestFailed())
                                        return;
                                }
                            }
                        }
                    }
                }
            }
        }
        QCOMPARE(cells, 8 * 12 * 37 * 7 * 2);
        QVERIFY(allowed > 0);
    }

    void checkCell(const Line &line, CaseState state, Role role, const CaseContext &context, const Verdict &verdict)
    {
        const QByteArray where = u"%1 %2 %3 online=%4"_s.arg(stateName(state), line.action, roleName(role)).arg(context.online).toLatin1();
        bool from = line.from.contains(stateName(state));
        if (line.from.contains(stateName(state) + u'*'))
            from = line.action == u"archive" ? context.finishKind != FinishKind::Granted : context.caseType == u"1";
        bool who = line.who.contains(roleName(role));
        if (role == Role::Intake && line.who.contains(u"acceptor"_s))
            who = who || context.acceptAuthority == Authority::Window;
        if (role == Role::Intake && line.action == u"finishGranted")
            who = context.decideAuthority == Authority::Window && context.caseType == u"1";

        QString family;
        if (!from)
            family = u"STATE"_s;
        else if (!who)
            family = u"ROLE"_s;
        else if (line.off == u"N" && !context.online)
            family = u"OFFLINE"_s;
        else if (line.action == u"issue" && context.finishKind != FinishKind::Granted)
            family = u"STATE"_s;
        else if (line.action == u"acceptDeferred" && context.caseType == u"1")
            family = u"LIST"_s;

        QVERIFY2(verdict.allowed == family.isEmpty(), where);
        if (!family.isEmpty()) {
            QVERIFY2(familyName(*verdict.family) == family, where);
            QVERIFY2(verdict.code == QLatin1StringView("CASE-") + family && !verdict.sentence.isEmpty(), where);
            QVERIFY2(!verdict.next && verdict.documents.isEmpty() && verdict.event.isEmpty(), where);
            QVERIFY2(!verdict.lawful.contains(*actionFromName(line.action)), where);
            QVERIFY2(verdict.lawful == lawfulActions(state, role, context), where);
            return;
        }
        const bool prepared = line.off == u"P" && !context.online;
        QVERIFY2((verdict.effect == Effect::Prepared) == prepared, where);
        QVERIFY2(stateName(*verdict.next) == (prepared || line.to == u"same" ? stateName(state) : line.to), where);
        QVERIFY2(codes(verdict.documents) == line.papers, where);
        QVERIFY2(verdict.event == line.event, where);
        QVERIFY2(!verdict.family && verdict.code.isEmpty() && verdict.lawful.isEmpty(), where);
    }

    void guards_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QByteArray>("context");
        QTest::addColumn<QString>("answer");       // a family, or the next state
        const auto row = [](const char *state, const char *action, const char *role, const char *context, const char *answer) {
            QTest::addRow("%s %s", action, context) << QString::fromLatin1(state) << QString::fromLatin1(action) << QString::fromLatin1(role)
                                                    << QByteArray(context) << QString::fromLatin1(answer);
        };
        row("", "create", "intake", R"({"itemState":"suspended"})", "ITEM");
        row("", "create", "intake", R"({"itemState":"withdrawn","online":false})", "ITEM");
        row("draft", "discard", "intake", R"({"originalsHeld":1})", "DOCUMENT");
        row("draft", "discard", "intake", R"({"paperGivenOut":true})", "DOCUMENT");
        row("draft", "advise", "intake", R"({"pendingQuestions":2})", "MATERIAL");
        row("draft", "fixOnSpot", "intake", R"({"applicantConfirmed":false})", "DOCUMENT");
        row("draft", "receive", "intake", R"({"identityOk":false,"materialsNotSeen":3})", "IDENTITY");
        row("draft", "receive", "intake", R"({"agent":true,"authorisation":"missing"})", "IDENTITY");
        row("draft", "receive", "intake", R"({"agent":true,"authorisation":"expired"})", "IDENTITY");
        row("draft", "receive", "intake", R"({"agent":true,"authorisation":"revoked"})", "IDENTITY");
        row("draft", "receive", "intake", R"({"agent":true,"authorisation":"outOfScope"})", "IDENTITY");
        row("draft", "receive", "intake", R"({"agent":true,"authorisation":"valid"})", "received");
        row("draft", "receive", "intake", R"({"agent":false,"authorisation":"missing"})", "received");
        row("draft", "receive", "intake", R"({"materialsNotSeen":1,"applicantConfirmed":false})", "MATERIAL");
        row("draft", "receive", "intake", R"({"applicantConfirmed":false})", "DOCUMENT");
        row("draft", "receive", "intake", R"({"missingRequired":4})", "received");
        row("draft", "refuse", "acceptor", R"({"pastAcceptDue":true,"reason":false})", "TIME");
        row("draft", "refuse", "acceptor", R"({"refusalKind":"notRequired"})", "refused");
        row("draft", "refuse", "acceptor", R"({"refusalKind":"notCompetent"})", "refused");
        row("draft", "refuse", "acceptor", R"({"refusalKind":"notCompetent","rightAuthority":false})", "REASON");
        row("draft", "refuse", "acceptor", R"({"refusalKind":"notRequired","rightAuthority":false})", "refused");
        row("received", "refuse", "acceptor", R"({"refusalKind":"stillIncomplete","rounds":0})", "REASON");
        row("received", "refuse", "acceptor", R"({"refusalKind":"stillIncomplete","rounds":1,"itemRule":false})", "REASON");
        row("received", "refuse", "acceptor", R"({"refusalKind":"stillIncomplete","rounds":1})", "refused");
        row("received", "refuse", "acceptor", R"({"refusalKind":"busy"})", "REASON");
        row("received", "refuse", "acceptor", R"({"reason":false})", "REASON");
        row("received", "refuse", "acceptor", R"({"reason":""})", "REASON");
        row("received", "refuse", "acceptor", R"({"legalBasis":false})", "REASON");
        row("received", "refuse", "acceptor", R"({"remedies":false})", "REASON");
        row("received", "requestCorrection", "acceptor", R"({"pastAcceptDue":true})", "TIME");
        row("received", "requestCorrection", "acceptor", R"({"entriesCited":false,"listComplete":false})", "LIST");
        row("received", "requestCorrection", "acceptor", R"({"listComplete":false,"priorNotices":1})", "MATERIAL");
        row("received", "requestCorrection", "acceptor", R"({"priorNotices":1})", "ONETIME");
        row("received", "requestCorrection", "acceptor", R"({"priorNotices":1,"newReason":"again"})", "ONETIME");
        row("received", "requestCorrection", "acceptor", R"({"priorNotices":1,"newReason":"newMaterialDefect"})", "awaitingCorrection");
        row("received", "requestCorrection", "acceptor", R"({"priorNotices":2,"newReason":"requestChanged"})", "awaitingCorrection");
        row("received", "requestCorrection", "acceptor", R"({"priorNotices":2,"newReason":"lawChanged"})", "awaitingCorrection");
        row("received", "requestCorrection", "acceptor", R"({"documentReady":false})", "DOCUMENT");
        row("received", "requestCorrection", "acceptor", R"({"online":false,"offlineNotice":true})", "awaitingCorrection");
        row("received", "requestCorrection", "acceptor", R"({"online":false})", "received");
        row("awaitingCorrection", "submitCorrection", "intake", R"({"allCorrected":false})", "awaitingCorrection");
        row("awaitingCorrection", "submitCorrection", "intake", R"({"agent":true,"authorisation":"outOfScope"})", "IDENTITY");
        row("awaitingCorrection", "lapse", "acceptor", R"({"pastCorrectionDue":false})", "TIME");
        row("awaitingCorrection", "lapse", "acceptor", R"({"lapseBasis":false,"leadApproval":false})", "REASON");
        row("awaitingCorrection", "lapse", "acceptor", R"({"leadApproval":false})", "APPROVAL");
        row("received", "accept", "acceptor", R"({"pastAcceptDue":true,"blockers":1})", "TIME");
        row("received", "accept", "acceptor", R"({"missingRequired":1})", "MATERIAL");
        row("received", "accept", "acceptor", R"({"blockers":1})", "MATERIAL");
        row("received", "acceptDeferred", "acceptor", R"({"onDeferralList":false,"creditExcluded":true})", "LIST");
        row("received", "acceptDeferred", "acceptor", R"({"missingAreDeferrable":false})", "LIST");
        row("received", "acceptDeferred", "acceptor", R"({"caseType":1})", "LIST");
        row("received", "acceptDeferred", "acceptor", R"({"creditExcluded":true,"pastAcceptDue":true})", "CREDIT");
        row("received", "acceptDeferred", "acceptor", R"({"pastAcceptDue":true})", "TIME");
        row("received", "acceptDeferred", "acceptor", R"({"deferralPossible":false,"promiseSigned":false})", "TIME");
        row("received", "acceptDeferred", "acceptor", R"({"promiseSigned":false})", "DOCUMENT");
        row("received", "acceptCommitment", "acceptor", R"({"pastAcceptDue":true,"onCommitmentList":false})", "TIME");
        row("received", "acceptCommitment", "acceptor", R"({"onCommitmentList":false})", "LIST");
        row("received", "acceptCommitment", "acceptor", R"({"creditExcluded":true})", "CREDIT");
        row("received", "acceptCommitment", "acceptor", R"({"applicantChose":false})", "DOCUMENT");
        row("received", "acceptCommitment", "acceptor", R"({"promiseSigned":false,"agent":true,"authorisation":"missing"})", "DOCUMENT");
        row("received", "acceptCommitment", "acceptor", R"({"agent":true,"authorisation":"outOfScope"})", "IDENTITY");
        row("received", "deemAccepted", "system", R"({"pastAcceptDue":false})", "TIME");
        row("received", "deemAccepted", "system", R"({"pastAcceptDue":true,"online":false,"sync":"conflict"})", "accepted");
        row("inReview", "opinion", "approver", R"({"reason":false})", "REASON");
        row("inReview", "specialStart", "approver", R"({"kindListed":false,"pastDue":true})", "LIST");
        row("inReview", "specialStart", "approver", R"({"pastDue":true})", "TIME");
        row("inReview", "specialStart", "approver", R"({"plannedDays":false})", "DOCUMENT");
        row("inReview", "specialStart", "approver", R"({"plannedDays":20})", "suspended");
        row("suspended", "specialEnd", "approver", R"({"reason":false,"endsBeforeStart":true})", "REASON");
        row("suspended", "specialEnd", "approver", R"({"endsBeforeStart":true})", "TIME");
        row("inReview", "extend", "approver", R"({"extensionUsed":true,"pastDue":true})", "ONCE");
        row("inReview", "extend", "approver", R"({"pastDue":true})", "TIME");
        row("inReview", "extend", "approver", R"({"extensionDays":11,"extensionMax":10})", "TIME");
        row("inReview", "extend", "approver", R"({"extensionDays":10,"extensionMax":10})", "inReview");
        row("inReview", "extend", "approver", R"({"headApproval":false,"reason":false})", "APPROVAL");
        row("inReview", "extend", "approver", R"({"reason":false})", "REASON");
        row("suspended", "submitDeferred", "intake", R"({"onPromise":false})", "LIST");
        row("accepted", "lapseDeferral", "acceptor", R"({"pastDeferralDue":false})", "TIME");
        row("inReview", "lapseDeferral", "approver", R"({"legalBasis":false})", "REASON");
        row("suspended", "lapseDeferral", "approver", R"({"leadApproval":false})", "APPROVAL");
        row("accepted", "finishGranted", "approver", R"({"caseType":"2"})", "STATE");
        row("accepted", "finishGranted", "approver", R"({"caseType":"1"})", "finished");
        row("accepted", "finishGranted", "intake", R"({"caseType":"1"})", "ROLE");
        row("accepted", "finishGranted", "intake", R"({"caseType":"1","decideAuthority":"window"})", "finished");
        row("inReview", "finishGranted", "intake", R"({"caseType":"2","decideAuthority":"window"})", "ROLE");
        row("inReview", "finishGranted", "approver", R"({"openDeferral":true,"feePaid":false})", "MATERIAL");
        row("inReview", "finishGranted", "approver", R"({"openSteps":1})", "MATERIAL");
        row("inReview", "finishGranted", "approver", R"({"feePaid":false,"documentReady":false})", "PAYMENT");
        row("inReview", "finishGranted", "approver", R"({"documentReady":false})", "DOCUMENT");
        row("inReview", "finishDenied", "approver", R"({"reason":false})", "REASON");
        row("inReview", "finishDenied", "approver", R"({"legalBasis":false})", "REASON");
        row("inReview", "finishDenied", "approver", R"({"remedies":false,"hearingTold":false})", "REASON");
        row("inReview", "finishDenied", "approver", R"({"hearingTold":false})", "DOCUMENT");
        row("accepted", "finishReturned", "approver", R"({"legalBasis":false})", "REASON");
        row("accepted", "finishReturned", "approver", R"({"reason":false})", "REASON");
        row("received", "finishVoided", "lead", R"({"reason":false,"headApproval":false})", "REASON");
        row("received", "finishVoided", "lead", R"({"headApproval":false})", "APPROVAL");
        row("received", "withdraw", "intake", R"({"withdrawalSigned":false,"agent":true,"authorisation":"missing"})", "DOCUMENT");
        row("received", "withdraw", "intake", R"({"agent":true,"authorisation":"outOfScope"})", "IDENTITY");
        row("finished", "issue", "exit", R"({"finishKind":"denied"})", "STATE");
        row("finished", "issue", "exit", R"({"finishKind":"denied","online":false})", "OFFLINE");
        row("finished", "deliver", "exit", R"({"resultIssued":false})", "DOCUMENT");
        row("finished", "deliver", "exit", R"({"resultIssued":false,"finishKind":"denied"})", "delivered");
        row("finished", "deliver", "exit", R"({"signatureTaken":false})", "DOCUMENT");
        row("finished", "deliver", "exit", R"({"signatureTaken":false,"served":"post","tracking":true})", "delivered");
        row("finished", "deliver", "exit", R"({"signatureTaken":false,"served":"electronic","electronicReceipt":true})", "delivered");
        row("finished", "deliver", "exit", R"({"agent":true,"authorisation":"missing"})", "IDENTITY");
        row("finished", "deliver", "exit", R"({"online":false})", "delivered");
        row("finished", "deliver", "exit", R"({"online":false,"served":"post"})", "OFFLINE");
        row("finished", "deliver", "exit", R"({"online":false,"served":"electronic"})", "OFFLINE");
        row("refused", "serve", "exit", R"({"paperExists":false})", "DOCUMENT");
        row("refused", "serve", "exit", R"({"signatureTaken":false})", "DOCUMENT");
        row("refused", "serve", "exit", R"({"signatureTaken":false,"lawfulMethod":true})", "refused");
        row("accepted", "rate", "applicant", R"({"rated":true})", "ONCE");
        row("finished", "checkCommitment", "approver", R"({"mode":"normal"})", "STATE");
        row("finished", "checkCommitment", "approver", R"({"mode":"commitment"})", "finished");
        row("delivered", "correctDocument", "lead", R"({"clericalError":false})", "REASON");
        row("delivered", "correctDocument", "lead", R"({"reason":false})", "REASON");
        row("delivered", "correctDocument", "lead", R"({"headApproval":false})", "APPROVAL");
        row("finished", "archive", "system", R"({"finishKind":"granted"})", "STATE");
        row("finished", "archive", "system", R"({"finishKind":"withdrawn"})", "archived");
        row("delivered", "archive", "exit", R"({"unserved":1,"sync":"waiting"})", "DOCUMENT");
        row("delivered", "archive", "exit", R"({"packageValid":false})", "DOCUMENT");
        row("delivered", "archive", "exit", R"({"sync":"waiting"})", "SYNC");
        row("delivered", "archive", "exit", R"({"sync":"unknown"})", "SYNC");
        row("accepted", "bindNumber", "system", R"({"numberBound":true})", "ONCE");
        // The checks before the guard, and their order.
        row("draft", "accept", "approver", R"({"caseEnvironment":"demo","sessionEnvironment":"production"})", "STATE");
        row("received", "accept", "approver", R"({"caseEnvironment":"demo","sessionEnvironment":"production"})", "DEMO");
        row("received", "accept", "approver", R"({"caseEnvironment":"demo"})", "ROLE");
        row("received", "accept", "acceptor", R"({"caseEnvironment":"demo","sessionEnvironment":"demo"})", "accepted");
        row("received", "accept", "applicant", R"({"sync":"conflict"})", "ROLE");
        row("received", "accept", "acceptor", R"({"sync":"conflict","missingRequired":1})", "SYNC");
        row("received", "accept", "acceptor", R"({"sync":"rejected"})", "SYNC");
        row("received", "accept", "acceptor", R"({"sync":"unknown"})", "accepted");
        row("accepted", "startReview", "approver", R"({"sync":"rejected","online":false})", "SYNC");
        row("accepted", "startReview", "approver", R"({"online":false})", "OFFLINE");
        row("received", "addMaterial", "intake", R"({"sync":"rejected"})", "received");
        row("finished", "deliver", "exit", R"({"sync":"rejected"})", "delivered");
        row("finished", "deliver", "exit", R"({"sync":"rejected","served":"post"})", "SYNC");
        row("received", "requestCorrection", "acceptor", R"({"sync":"conflict"})", "SYNC");
        row("received", "requestCorrection", "acceptor", R"({"sync":"conflict","offlineNotice":true})", "awaitingCorrection");
    }
    void guards()
    {
        QFETCH(QString, state);
        QFETCH(QString, action);
        QFETCH(QString, role);
        QFETCH(QByteArray, context);
        const Verdict verdict = checkAction(*stateFromName(state), *actionFromName(action), *roleFromName(role), contextOf(context));
        QTEST(verdict.allowed ? stateName(*verdict.next) : familyName(*verdict.family), "answer");
        // A refusal by the guard names its fact, and has a sentence for it that is not the bare name.
        if (!verdict.allowed && !verdict.fact.isEmpty())
            QVERIFY(verdict.sentence != verdict.fact && verdict.sentence.size() > 12);
    }

    void modesAndFinishKinds()
    {
        QCOMPARE(checkAction(CaseState::Received, Action::AcceptDeferred, Role::Acceptor).mode, std::optional(AcceptMode::Deferral));
        QCOMPARE(checkAction(CaseState::Received, Action::DeemAccepted, Role::System).mode, std::optional(AcceptMode::Deemed));
        QCOMPARE(checkAction(CaseState::AwaitingCorrection, Action::Lapse, Role::Acceptor).finishKind, std::optional(FinishKind::Returned));
        QCOMPARE(checkAction(CaseState::Received, Action::FinishVoided, Role::Lead).finishKind, std::optional(FinishKind::Voided));
        CaseContext offline;
        offline.online = false;
        QVERIFY(!checkAction(CaseState::Received, Action::Accept, Role::Acceptor, offline).mode);
    }

    void badContextsAreRefused()
    {
        for (const char *json : {R"({"sync":"maybe"})", R"({"agent":[1]})", R"({"blockers":"two"})", R"({"blockers":-1})", R"({"served":"drone"})",
                                 R"({"finishKind":1})", R"({"authorisation":true})", R"({"pastDue":{}})", R"({"blockers":1.5})"}) {
            const auto context = contextFromJson(QJsonDocument::fromJson(json).object());
            QVERIFY2(!context, json);
            QCOMPARE(context.error().code, u"CASE-CONTEXT"_s);
        }
        QStringList unknown;
        QVERIFY(contextFromJson(QJsonObject{{u"identityOK"_s, false}, {u"mode"_s, QJsonValue::Null}}, &unknown));
        QCOMPARE(unknown, QStringList{u"identityOK"_s});
    }

    // A walk can only be where the table lets it be; archived and discarded are final; every change of state has one event.
    void randomWalks()
    {
        QRandomGenerator random(20261121);
        for (int walk = 0; walk < 2000; ++walk) {
            CaseState state = CaseState::None;
            for (int step = 0; step < 60; ++step) {
                CaseContext context;
                context.online = random.bounded(4) > 0;
                context.caseType = random.bounded(2) ? u"1"_s : u"2"_s;
                context.missingRequired = int(random.bounded(2));
                context.pastAcceptDue = random.bounded(2) == 1;
                context.finishKind = FinishKind(random.bounded(5));
                const Action action = Action(random.bounded(37));
                const Role role = Role(random.bounded(7));
                const Verdict verdict = checkAction(state, action, role, context);
                if (!verdict.allowed)
                    continue;
                QVERIFY(state != CaseState::Archived && state != CaseState::Discarded);
                QVERIFY(!verdict.event.isEmpty());
                if (*verdict.next != state)
                    QCOMPARE(verdict.effect, Effect::Done);
                if (*verdict.next == CaseState::Accepted && state == CaseState::Received)
                    QVERIFY(verdict.documents.contains(NoticeKind::Acceptance));
                state = *verdict.next;
            }
        }
        for (const CaseState end : {CaseState::Archived, CaseState::Discarded})
            for (const Role role : allRoles())
                QVERIFY(lawfulActions(end, role).isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestLifecycle)
#include "tst_lifecycle.moc"
