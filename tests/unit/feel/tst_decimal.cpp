#include "support/testprogram.h"

#include <feel/decimal.h>


using namespace zc::feel;

class TestDecimal : public QObject {
    Q_OBJECT

    static Decimal d(const char *text)
    {
        const auto value = Decimal::fromText(QString::fromLatin1(text));
        if (!value)
            qFatal("not a decimal: %s", text);
        return *value;
    }
    static QString s(const std::optional<Decimal> &value) { return value ? value->text() : QStringLiteral("none"); }

private Q_SLOTS:
    void textGoesThereAndBack()
    {
        for (const char *text : {"0", "1", "-1", "0.5", "-0.05", "100", "1234567890.0987654321", "9999999999999999999999999999999999"})
            QCOMPARE(d(text).text(), QString::fromLatin1(text));
        QCOMPARE(d("1.00").text(), QStringLiteral("1"));
        QCOMPARE(d("-0").text(), QStringLiteral("0"));
        QCOMPARE(d("007").text(), QStringLiteral("7"));
        QCOMPARE(d("1.0"), d("1.00"));
    }
    void wrongTextIsRefused()
    {
        for (const char *text : {"", "-", ".", "1.", "1e5", " 1", "1 ", "+1", "1.2.3", "0x1", "NaN", "--1", "1,000"})
            QVERIFY2(!Decimal::fromText(QString::fromLatin1(text)), text);
        QVERIFY(!Decimal::fromText(QString(8000, u'9')));
        QVERIFY(!Decimal::fromText(QStringLiteral("１")));        // full-width digit
    }
    void roundsOnceHalfEven()
    {
        QCOMPARE(d("12345678901234567890123456789012345").text(), QStringLiteral("12345678901234567890123456789012340"));
        QCOMPARE(d("12345678901234567890123456789012355").text(), QStringLiteral("12345678901234567890123456789012360"));
        QCOMPARE(d("123456789012345678901234567890123450000000000000000000000001").text().left(35),
                 QStringLiteral("12345678901234567890123456789012350"));
        QCOMPARE(s(d("1").dividedBy(d("3"))), QStringLiteral("0.") + QString(34, u'3'));
        QCOMPARE(s(d("2").dividedBy(d("3"))), QStringLiteral("0.") + QString(33, u'6') + QStringLiteral("7"));
    }
    void arithmeticIsExact()
    {
        QCOMPARE(s(d("0.1").plus(d("0.2"))), QStringLiteral("0.3"));
        QCOMPARE(s(d("1").minus(d("1"))), QStringLiteral("0"));
        QCOMPARE(s(d("-2.5").times(d("4"))), QStringLiteral("-10"));
        QCOMPARE(s(d("99999999999999999").times(d("99999999999999999"))), QStringLiteral("9999999999999999800000000000000001"));
        const Decimal huge = *d("9999999999999999999999999999999999").times(d("1"));
        QCOMPARE(s(huge.plus(d("0.00000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"))),
                 huge.text());
        QVERIFY(!d("1").dividedBy(d("0")));
    }
    void overflowIsNone()
    {
        Decimal value = d("10");
        std::optional<Decimal> next = value;
        int steps = 0;
        while (next && steps < 20) {
            value = *next;
            next = value.times(value);
            ++steps;
        }
        QVERIFY(!next);
        QCOMPARE(steps, 13);                                          // 10^(2^12) still fits, 10^(2^13) does not
        QVERIFY(Decimal::fromText(QStringLiteral("0.") + QString(6999 - 2, u'0') + QStringLiteral("1"))->isZero());
    }
    void ordersAcrossScales()
    {
        QVERIFY(d("60") < d("60.0001"));
        QVERIFY(d("-2") < d("-1"));
        QVERIFY(d("-1") < d("0"));
        QVERIFY(d("0.000001") > d("0"));
        QVERIFY(d("1000000000000000000000") > d("999999999999999999999"));
        QVERIFY((d("10") <=> d("10.0")) == std::strong_ordering::equal);
    }
    void integersComeOut()
    {
        QCOMPARE(*d("42").toInteger(), 42);
        QCOMPARE(*d("-9223372036854775807").toInteger(), -9223372036854775807);
        QVERIFY(!d("9223372036854775808").toInteger());
        QVERIFY(!d("0.5").toInteger());
        QCOMPARE(Decimal(std::numeric_limits<qint64>::min()).text(), QStringLiteral("-9223372036854775808"));
        QCOMPARE(s(d("7").quotientFloor(d("2"))), QStringLiteral("3"));
        QCOMPARE(s(d("-7").quotientFloor(d("2"))), QStringLiteral("-4"));
        QCOMPARE(s(d("0.3").quotientFloor(d("0.1"))), QStringLiteral("3"));
        QVERIFY(!d("1").quotientFloor(d("0")));
    }
};

ZC_TEST(QCoreApplication, TestDecimal)
#include "tst_decimal.moc"
