#include "support/testprogram.h"

#include <casework/workcalendar.h>


using namespace zc;
using namespace zc::casework;
using namespace Qt::StringLiterals;

namespace {

QByteArray file(int year, const QByteArray &days, const QByteArray &noticed = "2025-11-04")
{
    return "{\n\"format\": \"zc-workdays/1\",\n\"year\": " + QByteArray::number(year) + ",\n\"version\": \"" + QByteArray::number(year)
        + ".1\",\n\"source\": {\"date\": \"" + noticed + "\"},\n\"weekend\": [6, 7],\n\"days\": [\n" + days + "\n]}\n";
}

} // namespace

class TestWorkCalendar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void builtInYearsHaveTheirWorkingDays()
    {
        const auto calendar = WorkCalendar::builtIn();
        QVERIFY(calendar);
        QCOMPARE(calendar->years(), (QList<int>{2024, 2025, 2026}));
        for (const auto &[year, wanted] : {std::pair(2024, 251), std::pair(2025, 248), std::pair(2026, 248)}) {
            int works = 0;
            for (QDate day(year, 1, 1); day.year() == year; day = day.addDays(1))
                works += calendar->works(day);
            QCOMPARE(works, wanted);
        }
    }
    void daysThatSurprise()
    {
        const WorkCalendar calendar = *WorkCalendar::builtIn();
        QVERIFY(calendar.works(QDate(2024, 2, 9)));
        QVERIFY(calendar.madeUp(QDate(2026, 2, 14)));
        QVERIFY(calendar.works(QDate(2026, 9, 20)));
        QCOMPARE(calendar.name(QDate(2026, 2, 14)), u"春节调休"_s);
        QCOMPARE(calendar.reason(QDate(2026, 2, 15)), DayReason::Holiday);         // a Sunday: the holiday is the reason
        QCOMPARE(calendar.reason(QDate(2026, 3, 1)), DayReason::Weekend);
        QVERIFY(calendar.name(QDate(2026, 3, 1)).isEmpty());
        QCOMPARE(calendar.nextWorkingDay(QDate(2026, 2, 14)), QDate(2026, 2, 24));
        QCOMPARE(calendar.previousWorkingDay(QDate(2026, 2, 24)), QDate(2026, 2, 14));
    }
    void unpublishedYear()
    {
        const WorkCalendar calendar = WorkCalendar::builtIn()->only({2025});
        QVERIFY(!calendar.published(2026));
        QCOMPARE(calendar.reason(QDate(2026, 1, 1)), DayReason::AssumedHoliday);
        QCOMPARE(calendar.name(QDate(2026, 10, 2)), u"国庆节"_s);
        QCOMPARE(calendar.reason(QDate(2026, 10, 4)), DayReason::Weekend);
        QCOMPARE(calendar.reason(QDate(2027, 5, 1)), DayReason::AssumedHoliday);   // a Saturday
        QVERIFY(calendar.works(QDate(2026, 1, 2)));
        QVERIFY(!calendar.works(QDate(2026, 1, 4)));
        QVERIFY(!calendar.works(QDate(2026, 2, 14)));
    }
    void laterNoticeWins()
    {
        const QByteArray early = file(2025, R"({"date": "2025-12-31", "kind": "off", "name": "甲"})", "2024-11-12");
        const QByteArray late = file(2026, R"({"date": "2025-12-31", "kind": "work", "name": "乙"})", "2025-11-04");
        for (const auto &files : {QList<WorkCalendar::File>{{u"a"_s, early}, {u"b"_s, late}}, {{u"b"_s, late}, {u"a"_s, early}}}) {
            const auto calendar = WorkCalendar::fromFiles(files);
            QVERIFY(calendar);
            QVERIFY(calendar->works(QDate(2025, 12, 31)));
            QCOMPARE(calendar->name(QDate(2025, 12, 31)), u"乙"_s);
            QVERIFY(!calendar->only({2025}).works(QDate(2025, 12, 31)));
        }
    }
    void brokenFilesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        const QByteArray day = R"({"date": "2026-01-01", "kind": "off", "name": "元旦"})";
        QTest::newRow("not JSON") << QByteArray("{\n\n\"year\": ,") << u"x.json:3"_s;
        QTest::newRow("other format") << file(2026, day).replace("zc-workdays/1", "zc-workdays/9") << u"x.json:2"_s;
        QTest::newRow("year") << file(1812, day) << u"x.json:3"_s;
        QTest::newRow("weekend") << file(2026, day).replace("[6, 7]", "[5, 6]") << u"x.json:6"_s;
        QTest::newRow("notice date") << file(2026, day, "soon") << u"x.json:5"_s;
        QTest::newRow("no day") << file(2026, {}) << u"x.json:7"_s;
        QTest::newRow("no date") << file(2026, day + ",\n{\"date\": \"2026-02-30\", \"kind\": \"off\"}") << u"x.json:9"_s;
        QTest::newRow("other year") << file(2026, day + ",\n{\"date\": \"2031-02-03\", \"kind\": \"off\"}") << u"x.json:9"_s;
        QTest::newRow("kind") << file(2026, day + ",\n{\"date\": \"2026-02-03\", \"kind\": \"half\"}") << u"x.json:9"_s;
        QTest::newRow("twice") << file(2026, day + ",\n" + day) << u"x.json:9"_s;
    }
    void brokenFilesAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const auto calendar = WorkCalendar::fromFiles({{u"x.json"_s, text}});
        QVERIFY(!calendar);
        QCOMPARE(calendar.error().code, u"CASE-CALENDAR"_s);
        QVERIFY2(calendar.error().detail.startsWith(place + u':'), qPrintable(calendar.error().detail));
    }
    void sameYearTwice()
    {
        const QByteArray text = file(2026, R"({"date": "2026-01-01", "kind": "off", "name": "元旦"})");
        QVERIFY(!WorkCalendar::fromFiles({{u"a"_s, text}, {u"b"_s, text}}));
    }
    void missingFolder() { QVERIFY(!WorkCalendar::fromDirectory(u"/nowhere/at/all"_s)); }
};

ZC_TEST(QCoreApplication, TestWorkCalendar)
#include "tst_workcalendar.moc"
