#include "support/testprogram.h"

#include <casework/deadline.h>

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace zc;
using namespace zc::casework;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const QByteArray &text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError)
        qFatal("%s in %s", qPrintable(problem.errorString()), text.constData());
    return document.object();
}

QString datesWith(const QJsonObject &answer, const QString &why)
{
    QStringList dates;
    for (const QJsonValue &day : answer.value(u"excluded").toArray())
        if (day.toObject().value(u"why").toString() == why)
            dates << day.toObject().value(u"date").toString().mid(5);
    return dates.join(u' ');
}

} // namespace

class TestDeadline : public QObject {
    Q_OBJECT

    WorkCalendar m_calendar;

    QJsonObject answer(const QByteArray &query)
    {
        const auto read = clockQueryFromJson(object(query));
        if (!read)
            return {{u"error"_s, read.error().detail}};
        const auto evaluated = evaluateDeadline(*read, m_calendar);
        return evaluated ? clockAnswerToJson(*evaluated) : QJsonObject{{u"error"_s, evaluated.error().detail}};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto calendar = WorkCalendar::builtIn();
        QVERIFY(calendar);
        m_calendar = *calendar;
    }

    // Each row: a query, and the members of the answer that must be exactly so.
    void cases_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char *name, const char *query, const char *wanted) {
            QTest::newRow(name) << QByteArray(query) << QByteArray(wanted);
        };
        // The worked examples of the design page.
        row("page: over the spring festival", R"({"history":{"startAt":"2026-02-10T09:00:00+08:00"},"limit":{"n":10,"unit":"workday"}})",
            R"({"due":"2026-03-02","startDate":"2026-02-10","firstCounted":"2026-02-11","startBasis":"given","total":10,"status":"running",
                "provisional":false,"lamp":null,"remaining":null,"notes":[],"rolledOver":[]})");
        row("page: new year's eve 2024 worked", R"({"history":{"startAt":"2024-02-08T09:00:00+08:00"},"limit":{"n":1,"unit":"workday"}})",
            R"({"due":"2024-02-09"})");
        row("page: the day in UTC+8", R"({"history":{"startAt":"2026-02-13T16:30:00Z"},"limit":{"n":1,"unit":"workday"}})",
            R"({"startDate":"2026-02-14","due":"2026-02-24"})");
        row("page: calendar days roll over", R"({"history":{"startAt":"2026-09-20T10:00:00+08:00"},"limit":{"n":15,"unit":"calendarDay"}})",
            R"({"due":"2026-10-08","rolledOver":["2026-10-05","2026-10-06","2026-10-07"],"excluded":[]})");
        row("page: special procedure", R"({"history":{"startAt":"2026-03-02"},"limit":{"n":10,"unit":"workday"},"statutory":{"n":20,"unit":"workday"},
            "specials":[{"from":"2026-03-04","to":"2026-03-11"}]})", R"({"due":"2026-03-23","statutory":"2026-04-07","notes":[]})");
        row("page: special procedure open", R"({"history":{"startAt":"2026-03-02"},"limit":{"n":10,"unit":"workday"},
            "statutory":{"n":20,"unit":"workday"},"specials":[{"from":"2026-03-04","to":null,"plannedDays":10}]})",
            R"({"status":"suspended","due":null,"remaining":8,"projectedDue":"2026-03-30","lamp":"grey","statutory":null,"notes":[]})");
        row("page: deemed accepted", R"({"history":{"receivedAt":"2025-01-24T10:00:00+08:00"},"asOf":"2025-02-08T10:00:00+08:00","limit":{"n":20,"unit":"workday"}})",
            R"({"acceptDue":"2025-02-07","startBasis":"deemed","startDate":"2025-01-24","due":"2025-02-27","remaining":14,"lamp":"green","overdue":0})");
        row("page: corrected in time", R"({"history":{"receivedAt":"2026-04-28","noticeAt":"2026-04-30","correctedAt":"2026-05-12"},
            "correction":{"n":15,"unit":"workday"},"limit":{"n":10,"unit":"workday"}})",
            R"({"correctionDue":"2026-05-25","recheckDue":"2026-05-19","startBasis":"corrected","startDate":"2026-05-12","due":"2026-05-26"})");
        row("page: notice late", R"({"history":{"receivedAt":"2026-04-28","noticeAt":"2026-05-12","correctedAt":"2026-05-13"},"limit":{"n":10,"unit":"workday"}})",
            R"({"acceptDue":"2026-05-08","notes":["noticeLate"],"startBasis":"deemed","due":"2026-05-14"})");
        row("page: next year unpublished", R"({"calendars":[2025],"history":{"startAt":"2025-12-15"},"limit":{"n":20,"unit":"workday"}})",
            R"({"due":"2026-01-13","provisional":true})");
        row("page: next year published", R"({"calendars":[2025,2026],"history":{"startAt":"2025-12-15"},"limit":{"n":20,"unit":"workday"}})",
            R"({"due":"2026-01-13","provisional":false})");
        row("page: deferral", R"({"history":{"startAt":"2026-05-06"},"limit":{"n":10,"unit":"workday"},"deferral":{"n":10,"margin":2},"asOf":"2026-05-18"})",
            R"({"due":"2026-05-19","deferralDue":"2026-05-15","remaining":1,"lamp":"yellow"})");
        row("page: cutoff, complete", R"({"history":{"receivedAt":"2026-09-19T10:00:00+08:00","acceptedAt":"2026-09-21T10:00:00+08:00"},"cutoff":"17:00",
            "countFrom":"complete","limit":{"n":5,"unit":"workday"}})", R"({"startDate":"2026-09-20","startBasis":"complete","due":"2026-09-28"})");
        // Starts.
        row("nothing done yet", R"({"history":{"receivedAt":"2026-03-02"},"limit":5})",
            R"({"status":"notStarted","acceptDue":"2026-03-09","due":null,"startBasis":null,"startDate":null,"total":null,"lamp":"grey","excluded":[]})");
        row("last day to accept", R"({"history":{"receivedAt":"2026-03-02"},"limit":5,"asOf":"2026-03-09T23:59:59+08:00"})", R"({"status":"notStarted"})");
        row("first day after it", R"({"history":{"receivedAt":"2026-03-02"},"limit":5,"asOf":"2026-03-09T16:00:00Z"})",
            R"({"startBasis":"deemed","startDate":"2026-03-02","due":"2026-03-09","lamp":"red","overdue":1,"remaining":0})");
        row("accepted on the last day", R"({"history":{"receivedAt":"2026-03-02","acceptedAt":"2026-03-09"},"limit":5})",
            R"({"startBasis":"accepted","startDate":"2026-03-09","due":"2026-03-16"})");
        row("accepted too late", R"({"history":{"receivedAt":"2026-03-02","acceptedAt":"2026-03-10"},"limit":5})",
            R"({"startBasis":"deemed","startDate":"2026-03-02","notes":[]})");
        row("accepted in time, asked late", R"({"history":{"receivedAt":"2026-03-02","acceptedAt":"2026-03-03"},"limit":5,"asOf":"2026-06-01"})",
            R"({"startBasis":"accepted","lamp":"red"})");
        row("waiting for corrections", R"({"history":{"receivedAt":"2026-03-02","noticeAt":"2026-03-09"},"limit":5,"asOf":"2026-06-01","correction":10})",
            R"({"status":"waitingCorrection","due":null,"lamp":"grey","correctionDue":"2026-03-23","recheckDue":null,"notes":[]})");
        row("other acceptance limit", R"({"history":{"receivedAt":"2026-03-02"},"acceptLimit":{"n":2,"unit":"workday"},"limit":5})", R"({"acceptDue":"2026-03-04"})");
        row("acceptance over new year", R"({"calendars":[2025],"history":{"receivedAt":"2025-12-30"},"limit":5})",
            R"({"acceptDue":"2026-01-07","acceptProvisional":true,"provisional":false})");
        row("same day counts", R"({"history":{"startAt":"2026-03-02"},"limit":5,"firstDay":"same"})", R"({"firstCounted":"2026-03-02","due":"2026-03-06"})");
        row("same day, but a Sunday", R"({"history":{"startAt":"2026-03-01"},"limit":5,"firstDay":"same"})", R"({"firstCounted":"2026-03-02","due":"2026-03-06"})");
        row("no day at all", R"({"history":{"startAt":"2026-03-02"},"limit":0})", R"({"due":"2026-03-02","firstCounted":null,"excluded":[],"total":0})");
        // Cutoff.
        row("one minute before the cutoff", R"({"history":{"receivedAt":"2026-03-02T16:59:00+08:00"},"cutoff":"17:00","limit":5})", R"({"acceptDue":"2026-03-09"})");
        row("at the cutoff", R"({"history":{"receivedAt":"2026-03-02T17:00:00+08:00"},"cutoff":"17:00","limit":5})", R"({"acceptDue":"2026-03-10"})");
        row("Friday evening", R"({"history":{"receivedAt":"2026-03-06T20:00:00+08:00"},"cutoff":"17:00","limit":5})", R"({"acceptDue":"2026-03-16"})");
        row("no cutoff, Saturday", R"({"history":{"receivedAt":"2026-03-07T20:00:00+08:00"},"limit":5})", R"({"acceptDue":"2026-03-13"})");
        row("cutoff binds corrections too", R"({"history":{"receivedAt":"2026-03-02","noticeAt":"2026-03-03","correctedAt":"2026-03-06T18:00:00+08:00"},
            "cutoff":"17:30","limit":1})", R"({"startDate":"2026-03-09","due":"2026-03-10","recheckDue":"2026-03-16"})");
        row("cutoff does not bind the desk", R"({"history":{"receivedAt":"2026-03-02T09:00:00+08:00","acceptedAt":"2026-03-03T20:00:00+08:00"},"cutoff":"17:00","limit":1})",
            R"({"startDate":"2026-03-03","due":"2026-03-04"})");
        row("cutoff and a display closure", R"({"history":{"receivedAt":"2026-03-06T20:00:00+08:00"},"cutoff":"17:00","limit":5,
            "closures":[{"date":"2026-03-09","effect":"notCounted"}]})", R"({"acceptDue":"2026-03-16"})");
        // Closures.
        row("closure for display", R"({"history":{"startAt":"2026-03-02"},"limit":3,"closures":[{"date":"2026-03-03"}]})", R"({"due":"2026-03-05","excluded":[]})");
        row("closure that does not count", R"({"history":{"startAt":"2026-03-02"},"limit":3,"closures":[{"date":"2026-03-03","effect":"notCounted"}]})",
            R"({"due":"2026-03-06","excluded":[{"date":"2026-03-03","why":"closure","name":null}]})");
        row("closure on a weekend", R"({"history":{"startAt":"2026-03-06"},"limit":1,"closures":[{"date":"2026-03-07","effect":"notCounted"}]})",
            R"({"due":"2026-03-09","excluded":[{"date":"2026-03-07","why":"weekend","name":null},{"date":"2026-03-08","why":"weekend","name":null}]})");
        row("closure and calendar days", R"({"history":{"startAt":"2026-03-02"},"limit":{"n":3,"unit":"calendarDay"},
            "closures":[{"date":"2026-03-05","effect":"notCounted"}]})", R"({"due":"2026-03-05","rolledOver":[]})");
        // Months and years.
        row("month end, leap year", R"({"history":{"startAt":"2024-01-31"},"limit":{"n":1,"unit":"month"}})", R"({"due":"2024-02-29","total":29})");
        row("month end, common year", R"({"history":{"startAt":"2025-01-31"},"limit":{"n":1,"unit":"month"}})", R"({"due":"2025-02-28","total":28})");
        row("leap day, one year", R"({"history":{"startAt":"2024-02-29"},"limit":{"n":1,"unit":"year"}})", R"({"due":"2025-02-28","total":365})");
        row("six months roll over", R"({"history":{"startAt":"2026-04-04"},"limit":{"n":6,"unit":"month"}})",
            R"({"due":"2026-10-08","rolledOver":["2026-10-04","2026-10-05","2026-10-06","2026-10-07"]})");
        row("month with special days", R"({"history":{"startAt":"2026-03-02"},"limit":{"n":1,"unit":"month"},"specials":[{"from":"2026-03-10","to":"2026-03-15"}]})",
            R"({"total":31,"due":"2026-04-07","rolledOver":[]})");
        row("calendar days name only special days", R"({"history":{"startAt":"2026-03-06"},"limit":{"n":3,"unit":"calendarDay"},
            "specials":[{"from":"2026-03-06","to":"2026-03-08"}]})",
            R"({"due":"2026-03-11","excluded":[{"date":"2026-03-07","why":"special","name":null},{"date":"2026-03-08","why":"special","name":null}]})");
        row("sixty days to ask for review", R"({"history":{"startAt":"2026-11-21"},"limit":{"n":60,"unit":"calendarDay"}})", R"({"due":"2027-01-20","provisional":true})");
        // Special procedures.
        row("specials overlap", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-04","to":"2026-03-09"},{"from":"2026-03-06","to":"2026-03-11"}]})",
            R"({"due":"2026-03-23","notes":[]})");
        row("special of one day", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-04","to":"2026-03-04"}]})",
            R"({"due":"2026-03-16","notes":["specialNoEffect"]})");
        row("special over a weekend only", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-06","to":"2026-03-08"}]})",
            R"({"due":"2026-03-16","notes":["specialNoEffect"]})");
        row("special after the due date", R"({"history":{"startAt":"2026-03-02"},"limit":2,"specials":[{"from":"2026-03-20","to":"2026-03-25"}]})",
            R"({"due":"2026-03-04","notes":["specialNoEffect"]})");
        row("open special after the due date", R"({"history":{"startAt":"2026-03-02"},"limit":2,"specials":[{"from":"2026-03-20"}]})",
            R"({"due":"2026-03-04","status":"running","projectedDue":null})");
        row("open special on the due date", R"({"history":{"startAt":"2026-03-02"},"limit":2,"specials":[{"from":"2026-03-04"}]})",
            R"({"due":"2026-03-04","status":"running"})");
        row("open special, no plan", R"({"history":{"startAt":"2026-03-02"},"limit":2,"specials":[{"from":"2026-03-03"}],"asOf":"2026-03-30"})",
            R"({"due":null,"status":"suspended","remaining":1,"projectedDue":null,"lamp":"grey","overdue":null})");
        row("open special, list ends at its day", R"({"history":{"startAt":"2026-03-06"},"limit":5,"specials":[{"from":"2026-03-10"}]})",
            R"({"remaining":3,"excluded":[{"date":"2026-03-07","why":"weekend","name":null},{"date":"2026-03-08","why":"weekend","name":null}]})");
        row("one special over, another open", R"({"history":{"startAt":"2026-03-02"},"limit":10,
            "specials":[{"from":"2026-03-03","to":"2026-03-05"},{"from":"2026-03-09","plannedDays":2},{"from":"2026-03-10","plannedDays":3}]})",
            R"({"status":"suspended","remaining":7,"projectedDue":"2026-03-24","notes":[]})");
        row("two open, one without a plan", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-09","plannedDays":2},{"from":"2026-03-10"}]})",
            R"({"status":"suspended","remaining":5,"projectedDue":null})");
        row("special open since before the start", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-02-24"}]})",
            R"({"status":"suspended","remaining":10,"firstCounted":null,"excluded":[]})");
        row("statutory reached, promise later", R"({"history":{"startAt":"2026-03-02"},"limit":10,"statutory":5})",
            R"({"due":"2026-03-16","statutory":"2026-03-09","notes":["promiseAfterStatutory"]})");
        row("overdue does not count special days", R"({"history":{"startAt":"2026-03-02"},"limit":2,"specials":[{"from":"2026-03-05","to":"2026-03-10"}],"asOf":"2026-03-12"})",
            R"({"due":"2026-03-04","overdue":3,"lamp":"red"})");
        // Extension.
        row("extension in time", R"({"history":{"startAt":"2026-03-02"},"limit":20,"extension":{"n":10,"approvedAt":"2026-03-30T17:00:00+08:00"}})",
            R"({"extensionApplied":true,"total":30,"due":"2026-04-14","notes":[]})");
        row("extension one day late", R"({"history":{"startAt":"2026-03-02"},"limit":20,"extension":{"n":10,"approvedAt":"2026-03-31T09:00:00+08:00"}})",
            R"({"extensionApplied":false,"total":20,"due":"2026-03-30","notes":["extensionLate"]})");
        row("extension in the last hour, in UTC", R"({"history":{"startAt":"2026-03-02"},"limit":20,"extension":{"n":10,"approvedAt":"2026-03-30T15:59:59Z"}})",
            R"({"extensionApplied":true})");
        row("extension late for the statutory limit alone", R"({"history":{"startAt":"2026-03-02"},"limit":20,"statutory":10,
            "extension":{"n":10,"approvedAt":"2026-03-25"}})", R"({"extensionApplied":true,"statutory":"2026-03-16","notes":["extensionLateStatutory","promiseAfterStatutory"]})");
        row("extension while suspended", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-04"}],
            "extension":{"n":5,"approvedAt":"2026-03-16"}})", R"({"extensionApplied":true,"remaining":13,"status":"suspended"})");
        row("extension while suspended, too late", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-04"}],
            "extension":{"n":5,"approvedAt":"2026-03-17"}})", R"({"extensionApplied":false,"remaining":8,"notes":["extensionLate"]})");
        row("months extended", R"({"history":{"startAt":"2026-01-31"},"limit":{"n":1,"unit":"month"},"extension":{"n":1,"approvedAt":"2026-02-10"}})",
            R"({"total":59,"due":"2026-03-31"})");
        // Deferral.
        row("deferral, own date earlier", R"({"history":{"startAt":"2026-03-02"},"limit":20,"deferral":{"n":5}})", R"({"deferralDue":"2026-03-09","notes":[]})");
        row("deferral, margin 0", R"({"history":{"startAt":"2026-03-02"},"limit":3,"deferral":{"n":10,"margin":0}})", R"({"deferralDue":"2026-03-05"})");
        row("deferral not possible", R"({"history":{"startAt":"2026-03-02"},"limit":2,"deferral":{"n":10,"margin":2}})", R"({"notes":["deferralNotPossible"]})");
        row("deferral runs on while suspended", R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-03"}],"deferral":{"n":5}})",
            R"({"due":null,"deferralDue":"2026-03-09"})");
        row("deferral, not started", R"({"history":{"receivedAt":"2026-03-02"},"limit":10,"deferral":{"n":5}})", R"({"deferralDue":null})");
        // Lamp.
        row("green", R"({"history":{"startAt":"2026-03-02"},"limit":10,"asOf":"2026-03-11"})", R"({"lamp":"green","remaining":3})");
        row("yellow by percent", R"({"history":{"startAt":"2026-03-02"},"limit":10,"asOf":"2026-03-12"})", R"({"lamp":"yellow","remaining":2})");
        row("yellow by days", R"({"history":{"startAt":"2026-03-02"},"limit":3,"asOf":"2026-03-04"})", R"({"lamp":"yellow","remaining":1})");
        row("due today is yellow", R"({"history":{"startAt":"2026-03-02"},"limit":10,"asOf":"2026-03-16T23:00:00+08:00"})", R"({"lamp":"yellow","remaining":0,"overdue":0})");
        row("red", R"({"history":{"startAt":"2026-03-02"},"limit":10,"asOf":"2026-03-17"})", R"({"lamp":"red","remaining":0,"overdue":1})");
        row("red on a weekend, no day overdue", R"({"history":{"startAt":"2026-03-02"},"limit":4,"asOf":"2026-03-07"})", R"({"lamp":"red","overdue":0})");
        row("own thresholds", R"({"history":{"startAt":"2026-03-02"},"limit":10,"asOf":"2026-03-09","lamp":{"yellowDays":5,"yellowPercent":0}})", R"({"lamp":"yellow"})");
        row("asked before it began", R"({"history":{"startAt":"2026-03-02"},"limit":10,"asOf":"2026-02-24"})", R"({"remaining":10,"lamp":"green"})");
    }
    void cases()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, wanted);
        const QJsonObject got = answer(query);
        QVERIFY2(!got.contains(u"error"_s), qPrintable(got.value(u"error").toString()));
        const QJsonObject want = object(wanted);
        for (auto it = want.begin(); it != want.end(); ++it) {
            const auto text = [&](const QJsonValue &value) { return QString::fromUtf8(QJsonDocument(QJsonArray{it.key(), value}).toJson(QJsonDocument::Compact)); };
            QCOMPARE(text(got.value(it.key())), text(it.value()));
        }
        QVERIFY(!got.value(u"explanation").toString().isEmpty());
    }

    void excludedDaysOfThePage()
    {
        QJsonObject spring = answer(R"({"history":{"startAt":"2026-02-10"},"limit":10})");
        QCOMPARE(datesWith(spring, u"holiday"_s), u"02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23"_s);
        QCOMPARE(datesWith(spring, u"weekend"_s), u"03-01"_s);
        const QJsonObject special = answer(R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-04","to":"2026-03-11"}]})");
        QCOMPARE(datesWith(special, u"special"_s), u"03-05 03-06 03-09 03-10 03-11"_s);
        const QJsonObject assumed = answer(R"({"calendars":[2025],"history":{"startAt":"2025-12-15"},"limit":20})");
        QCOMPARE(datesWith(assumed, u"assumedHoliday"_s), u"01-01"_s);
        const QJsonObject firm = answer(R"({"calendars":[2025,2026],"history":{"startAt":"2025-12-15"},"limit":20})");
        QVERIFY(datesWith(firm, u"holiday"_s).contains(u"01-02"));
    }
    void sentences_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("page") << QByteArray(R"({"history":{"receivedAt":"2026-02-09","acceptedAt":"2026-02-10"},"limit":10})")
                              << u"自2026年2月10日受理的次日起算，承诺10个工作日；扣除春节放假9天、周日1天；2月14日、2月28日调休上班，计入。应于2026年3月2日前办结。"_s;
        QTest::newRow("rolled over") << QByteArray(R"({"history":{"startAt":"2026-09-20"},"limit":{"n":15,"unit":"calendarDay"}})")
                                     << u"自2026年9月20日的次日起算，期限15个自然日。期限届满日2026年10月5日不是工作日，顺延至下一个工作日。应于2026年10月8日前办结。"_s;
        QTest::newRow("provisional") << QByteArray(R"({"calendars":[2025],"history":{"startAt":"2025-12-31"},"limit":2})")
                                     << u"自2025年12月31日的次日起算，期限2个工作日；扣除元旦（法定假日，安排未公布）1天、周六1天、周日1天。应于2026年1月5日前办结（暂定）。"_s;
        QTest::newRow("suspended") << QByteArray(R"({"history":{"startAt":"2026-03-02"},"limit":10,"specials":[{"from":"2026-03-04","plannedDays":10}]})")
                                   << u"自2026年3月2日的次日起算，期限10个工作日。特别程序进行中，所需时间不计入办理期限，尚余8个工作日。预计于2026年3月30日前办结。"_s;
        QTest::newRow("deemed") << QByteArray(R"({"history":{"receivedAt":"2026-03-02"},"limit":5,"asOf":"2026-03-30"})")
                                << u"自2026年3月2日收件的次日起算（逾期未告知补正，视为受理），承诺5个工作日；扣除周六1天、周日1天。应于2026年3月9日前办结。"_s;
        QTest::newRow("extended") << QByteArray(R"({"history":{"startAt":"2026-03-02"},"limit":2,"extension":{"n":1,"approvedAt":"2026-03-03"}})")
                                  << u"自2026年3月2日的次日起算，期限2个工作日，延长1个工作日。应于2026年3月5日前办结。"_s;
        QTest::newRow("closure and special") << QByteArray(R"({"history":{"startAt":"2026-03-02"},"limit":3,"closures":[{"date":"2026-03-03","effect":"notCounted"}],
            "specials":[{"from":"2026-03-04","to":"2026-03-05"}]})")
                                             << u"自2026年3月2日的次日起算，期限3个工作日；扣除停止办公1天、特别程序1天、周六1天、周日1天。应于2026年3月9日前办结。"_s;
        QTest::newRow("waiting") << QByteArray(R"({"history":{"receivedAt":"2026-03-02","noticeAt":"2026-03-03"},"limit":3})")
                                 << u"已告知补正，自补正齐全的次日起计算办理期限。"_s;
        QTest::newRow("not started") << QByteArray(R"({"history":{"receivedAt":"2026-03-02"},"limit":2})")
                                     << u"尚未受理；应于2026年3月9日前决定是否受理，逾期未告知补正即视为受理。"_s;
    }
    void sentences()
    {
        QFETCH(QByteArray, query);
        QTEST(answer(query).value(u"explanation").toString(), "sentence");
    }

    void badQueriesNameTheMember_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("member");
        const auto row = [](const char *query, const QString &member) { QTest::newRow(query) << QByteArray(query) << member; };
        row(R"({"limit":5})", u"history"_s);
        row(R"({"history":{"startAt":"2026-03-02"}})", u"limit"_s);
        row(R"({"history":{"startAt":"2026-03-02T10:00:00"},"limit":5})", u"history.startAt"_s);
        row(R"({"history":{"startAt":"2026-02-30"},"limit":5})", u"history.startAt"_s);
        row(R"({"history":{"startAt":"tomorrow"},"limit":5})", u"history.startAt"_s);
        row(R"({"history":[],"limit":5})", u"history"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":{"n":-1}})", u"limit"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":{"n":1.5}})", u"limit"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":{"n":5,"unit":"week"}})", u"limit"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":1000000})", u"limit"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":{"n":601,"unit":"month"}})", u"limit"_s);
        row(R"({"history":{"startAt":"1066-10-14"},"limit":5})", u"history"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"cutoff":"25:00"})", u"cutoff"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"countFrom":"whenever"})", u"countFrom"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"firstDay":1})", u"firstDay"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"specials":[{"to":"2026-03-05"}]})", u"specials.from"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"specials":[{"from":"2026-03-05","to":"2026-03-04"}]})", u"specials"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"specials":{}})", u"specials"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"closures":[{"date":"2026-03-05","effect":"maybe"}]})", u"closures.effect"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"closures":[{}]})", u"closures.date"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"extension":{"n":5}})", u"extension.approvedAt"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"deferral":{}})", u"deferral.n"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"calendars":2026})", u"calendars"_s);
        row(R"({"history":{"startAt":"2026-03-02"},"limit":5,"asOf":"2026-03-02 10:00"})", u"asOf"_s);
    }
    void badQueriesNameTheMember()
    {
        QFETCH(QByteArray, query);
        QTEST(answer(query).value(u"error").toString(), "member");
    }

    // What JSON cannot say, code can.
    void valuesOutOfRangeAreRefused()
    {
        ClockQuery good;
        good.startAt = QDateTime(QDate(2026, 3, 2), QTime(9, 0), Qt::OffsetFromUTC, 8 * 3600);
        good.limit = {10, LimitUnit::Workday};
        QVERIFY(evaluateDeadline(good, m_calendar));
        const QDateTime ancient(QDate(1600, 1, 1), QTime(0, 0), Qt::UTC);
        const auto refused = [&](const QString &member, auto change) {
            ClockQuery query = good;
            change(query);
            const auto answer = evaluateDeadline(query, m_calendar);
            return !answer && answer.error().code == u"CASE-CLOCK" && answer.error().detail == member;
        };
        QVERIFY(refused(u"limit"_s, [](ClockQuery &q) { q.limit.n = -1; }));
        QVERIFY(refused(u"limit"_s, [](ClockQuery &q) { q.limit = {51, LimitUnit::Year}; }));
        QVERIFY(refused(u"acceptLimit"_s, [](ClockQuery &q) { q.acceptLimit.n = -1; }));
        QVERIFY(refused(u"statutory"_s, [](ClockQuery &q) { q.statutory = Limit{-1, LimitUnit::Month}; }));
        QVERIFY(refused(u"correction"_s, [](ClockQuery &q) { q.correction = Limit{99999, LimitUnit::Workday}; }));
        QVERIFY(refused(u"extension"_s, [&](ClockQuery &q) { q.extension = ClockQuery::Extension{1, ancient}; }));
        QVERIFY(refused(u"extension"_s, [&](ClockQuery &q) { q.extension = ClockQuery::Extension{-1, *good.startAt}; }));
        QVERIFY(refused(u"deferral"_s, [](ClockQuery &q) { q.deferral = ClockQuery::Deferral{5, -1}; }));
        QVERIFY(refused(u"history"_s, [](ClockQuery &q) { q.startAt = QDateTime(); }));
        QVERIFY(refused(u"asOf"_s, [&](ClockQuery &q) { q.asOf = ancient; }));
        QVERIFY(refused(u"closures"_s, [](ClockQuery &q) { q.closures << ClockQuery::Closure{}; }));
        QVERIFY(refused(u"specials"_s, [](ClockQuery &q) { q.specials << ClockQuery::Special{QDate(2026, 3, 3), {}, -1, {}}; }));
    }
    void nothingHappenedYet()
    {
        ClockQuery query;
        query.limit = {10, LimitUnit::Workday};
        const auto answer = evaluateDeadline(query, m_calendar);
        QVERIFY(answer);
        QCOMPARE(answer->status, ClockStatus::NotStarted);
        QVERIFY(!answer->acceptDue && !answer->due);
        QCOMPARE(answer->explanation, u"办理期限尚未起算。"_s);
    }
    void wordsForPeople()
    {
        QCOMPARE(chineseDateWithWeekday(QDate(2026, 11, 28)), u"2026年11月28日（周六）"_s);
        QCOMPARE(limitText({3, LimitUnit::Month}), u"3个月"_s);
        QCOMPARE(limitText({1, LimitUnit::Year}), u"1年"_s);
        QCOMPARE(lampName(Lamp::Grey), u"grey"_s);
    }
    void lampsOfACase()
    {
        QCOMPARE(worstLamp({}), Lamp::Grey);
        QCOMPARE(worstLamp({Lamp::Grey, Lamp::Green}), Lamp::Green);
        QCOMPARE(worstLamp({Lamp::Green, Lamp::Yellow, Lamp::Grey}), Lamp::Yellow);
        QCOMPARE(worstLamp({Lamp::Yellow, Lamp::Red}), Lamp::Red);
    }

    // Against a count by hand: number the working days once, then the due date of n days is an index.
    void manyLimitsAgainstASecondCount()
    {
        QList<QDate> working;
        for (QDate day(2024, 1, 1); day.year() < 2027; day = day.addDays(1))
            if (m_calendar.works(day))
                working << day;
        QRandomGenerator random(7);
        QElapsedTimer timer;
        timer.start();
        constexpr int kCases = 5000;
        for (int i = 0; i < kCases; ++i) {
            const QDate start = QDate(2024, 1, 1).addDays(random.bounded(900));
            const int n = 1 + int(random.bounded(60));
            ClockQuery query;
            query.startAt = QDateTime(start, QTime(12, 0), Qt::OffsetFromUTC, 8 * 3600);
            query.limit = {n, LimitUnit::Workday};
            const auto got = evaluateDeadline(query, m_calendar);
            QVERIFY(got);
            const auto first = std::upper_bound(working.begin(), working.end(), start);
            const QDate due = *(first + (n - 1));
            QCOMPARE(*got->due, due);
            QCOMPARE(got->excluded.size() + n, start.daysTo(due));
            QVERIFY(std::is_sorted(got->excluded.begin(), got->excluded.end(), [](auto &a, auto &b) { return a.date < b.date; }));
        }
        qInfo("%.3f ms a case", double(timer.elapsed()) / kCases);
    }
    void neitherZoneNorLocaleMatters()
    {
        const QByteArray query = R"({"history":{"receivedAt":"2026-02-13T16:30:00Z"},"limit":10,"asOf":"2026-02-25T16:00:00Z","cutoff":"09:00"})";
        const QByteArray before = QJsonDocument(answer(query)).toJson();
        for (const char *zone : {"America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"}) {
            qputenv("TZ", zone);
            tzset();
            QLocale::setDefault(QLocale(QLocale::Arabic));
            QCOMPARE(QJsonDocument(answer(query)).toJson(), before);
        }
        QLocale::setDefault(QLocale::c());
        qunsetenv("TZ");
        tzset();
    }
};

ZC_TEST(QCoreApplication, TestDeadline)
#include "tst_deadline.moc"
