#include "support/testprogram.h"

#include <feel/context.h>
#include <feel/type.h>
#include <feel/value.h>

#include <QJsonArray>

using namespace zc::feel;
using namespace Qt::StringLiterals;

class TestFeelValue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kindsAndText()
    {
        QVERIFY(Value().isNull());
        QCOMPARE(Value().text(), u"null"_s);
        QCOMPARE(Value(true).text(), u"true"_s);
        QCOMPARE(Value(Decimal(5)).text(), u"5"_s);
        QCOMPARE(Value(u"a\"b\n"_s).text(), u"\"a\\\"b\\n\""_s);
        QCOMPARE(Value(*Date::fromParts(2026, 1, 2)).text(), u"date(\"2026-01-02\")"_s);
        QCOMPARE(Value(List{Value(u"x"_s), Value(false)}).text(), u"[\"x\", false]"_s);
        QCOMPARE(Value(Duration::months(12)).typeName(), u"years and months duration"_s);
    }
    void equalityIsByValue()
    {
        QCOMPARE(Value(*Decimal::fromText(u"1.0")), Value(Decimal(1)));
        QCOMPARE(Value(List{Value(u"x"_s)}), Value(List{Value(u"x"_s)}));
        QVERIFY(Value(List{Value(u"x"_s)}) != Value(List{}));
        QVERIFY(Value(u"1"_s) != Value(Decimal(1)));
        QVERIFY(Value() != Value(false));
        QCOMPARE(qHash(Value(*Decimal::fromText(u"1.0"))), qHash(Value(Decimal(1))));
    }
    void jsonKeepsEveryDigit()
    {
        QCOMPARE(Value(Decimal(61)).toJson(), QJsonValue(61));
        QCOMPARE(Value(*Decimal::fromText(u"12.34")).toJson(), QJsonValue(12.34));
        QCOMPARE(Value(*Decimal::fromText(u"1.2345678901234567")).toJson(), QJsonValue(u"1.2345678901234567"_s));
        QCOMPARE(Value(List{Value(u"x"_s)}).toJson(), QJsonValue(QJsonArray{u"x"_s}));
        QCOMPARE(Value().toJson(), QJsonValue(QJsonValue::Null));
    }
    void aNameNeverSetIsUnknown()
    {
        Context context;
        QCOMPARE(context.entry(u"x"_s).state, FactState::Unknown);
        context.set(u"x"_s, Value());
        QCOMPARE(context.entry(u"x"_s).state, FactState::Known);
        context.setNotApplicable(u"x"_s);
        QCOMPARE(context.entry(u"x"_s).state, FactState::NotApplicable);
    }
    void typesSayWhatTheyExpect()
    {
        QCOMPARE(Type::oneOf({u"自有"_s, u"租赁"_s}).expectation(), u"\"自有\"、\"租赁\""_s);
        Type area = Type::number();
        area.minimum = Value(Decimal(0));
        area.maximum = Value(Decimal(100));
        QCOMPARE(area.expectation(), u"number from 0 to 100"_s);
    }
};

ZC_TEST(QCoreApplication, TestFeelValue)
#include "tst_feelvalue.moc"
