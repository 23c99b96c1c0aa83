#include "support/testprogram.h"

#include <feel/date.h>

#include <QDate>

using namespace zc::feel;

class TestDate : public QObject {
    Q_OBJECT

    static Date date(const char *text) { return Date::fromText(QString::fromLatin1(text)).value(); }
    static QString span(const char *text)
    {
        const auto duration = Duration::fromText(QString::fromLatin1(text));
        return duration ? duration->text() : QStringLiteral("none");
    }

private Q_SLOTS:
    void agreesWithTheCalendarOfQt()
    {
        for (int day = -300'000; day < 300'000; day += 97) {
            const QDate expected = QDate(1970, 1, 1).addDays(day);
            const Date found = Date::fromDayNumber(day);
            QCOMPARE(found.dayNumber(), day);
            if (expected.year() > 0) {
                QCOMPARE(int(found.year()), expected.year());
                QCOMPARE(found.month(), expected.month());
                QCOMPARE(found.day(), expected.day());
            }
        }
    }
    void farYears()
    {
        const Date far = date("999999999-12-31");
        QCOMPARE(Date::fromDayNumber(far.dayNumber()), far);
        QCOMPARE(far.text(), QStringLiteral("999999999-12-31"));
        QCOMPARE(date("-0001-03-01").plusDays(-1).text(), QStringLiteral("-0001-02-28"));
        QCOMPARE(date("0000-03-01").plusDays(-1).text(), QStringLiteral("0000-02-29"));
    }
    void wrongTextIsRefused()
    {
        for (const char *text : {"", "2026-2-01", "2026-02-30", "2026-13-01", "26-01-01", "2026/01/01", "2026-01-01T00:00", "02026-01-01",
                                 "1000000000-01-01", "2026-00-10", "2026-01-00", "2026-01-0a"})
            QVERIFY2(!Date::fromText(QString::fromLatin1(text)), text);
    }
    void monthsKeepWithinTheMonth()
    {
        QCOMPARE(date("2024-01-31").plusMonths(1), date("2024-02-29"));
        QCOMPARE(date("2024-02-29").plusMonths(12), date("2025-02-28"));
        QCOMPARE(date("2026-01-15").plusMonths(-13), date("2024-12-15"));
    }
    void durations()
    {
        QCOMPARE(span("P1Y"), QStringLiteral("P1Y"));
        QCOMPARE(span("P14M"), QStringLiteral("P1Y2M"));
        QCOMPARE(span("-P30D"), QStringLiteral("-P30D"));
        QCOMPARE(span("P1DT2H3M4S"), QStringLiteral("P1DT2H3M4S"));
        QCOMPARE(span("PT36H"), QStringLiteral("P1DT12H"));
        for (const char *text : {"", "P", "PT", "P1", "1Y", "P1YT1M", "P1Y1D", "P1D1Y", "P1H", "PT1D", "P-1Y", "P1M1Y", "P9999999999Y"})
            QCOMPARE(span(text), QStringLiteral("none"));
    }
};

ZC_TEST(QCoreApplication, TestDate)
#include "tst_date.moc"
