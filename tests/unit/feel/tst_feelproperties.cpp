#include "support/testprogram.h"

#include <feel/expression.h>


#include <boost/multiprecision/cpp_int.hpp>

#include <random>

using namespace zc::feel;
using namespace Qt::StringLiterals;

// Properties that must hold of any numbers and any texts, on inputs from fixed seeds. The oracle for numbers is a fraction of
// two integers of any size: exact, and with nothing in common with the code it judges.
class TestFeelProperties : public QObject {
    Q_OBJECT

    using Integer = boost::multiprecision::cpp_int;
    struct Fraction {
        Integer top, bottom;
    };
    static Integer ten(int count) { return boost::multiprecision::pow(Integer(10), unsigned(count)); }
    static Fraction exact(const QString &text)
    {
        const qsizetype point = text.indexOf(u'.');
        QString digits = text;
        digits.remove(u'.');
        Integer top = 0;
        for (const QChar c : digits)
            if (c != u'-')
                top = top * 10 + c.digitValue();
        return {text.startsWith(u'-') ? Integer(-top) : top, ten(point < 0 ? 0 : int(text.size() - point - 1))};
    }
    // The fraction rounded once to 34 digits, half-even, as plain text.
    static QString rounded(const Fraction &value)
    {
        const bool negative = (value.top < 0) != (value.bottom < 0);
        Integer top = abs(value.top), bottom = abs(value.bottom);
        if (top == 0)
            return u"0"_s;
        int exponent = 0;
        while (top < bottom * ten(33)) {
            top *= 10;
            --exponent;
        }
        while (top >= bottom * ten(34)) {
            bottom *= 10;
            ++exponent;
        }
        Integer quotient = top / bottom;
        const Integer rest = top - quotient * bottom;
        if (rest * 2 > bottom || (rest * 2 == bottom && quotient % 2 == 1))
            ++quotient;
        QString digits = QString::fromStdString(quotient.str());
        if (exponent >= 0)
            return (negative ? u"-"_s : QString()) + digits + QString(exponent, u'0');
        if (digits.size() <= -exponent)
            digits.prepend(QString(-exponent - digits.size() + 1, u'0'));
        digits.insert(digits.size() + exponent, u'.');
        while (digits.endsWith(u'0'))
            digits.chop(1);
        if (digits.endsWith(u'.'))
            digits.chop(1);
        return (negative ? u"-"_s : QString()) + digits;
    }
    static QString number(std::mt19937_64 &random)
    {
        const int length = 1 + int(random() % (random() % 4 == 0 ? 40 : 12));
        QString digits;
        for (int i = 0; i < length; ++i)
            digits += QChar(char16_t(u'0' + random() % (random() % 3 == 0 ? 1 : 10)));
        if (random() % 2)
            digits.insert(random() % digits.size() == 0 ? digits.size() : 1 + qsizetype(random() % digits.size()), u'.');
        if (digits.endsWith(u'.'))
            digits += u'5';
        return (random() % 3 == 0 ? u"-"_s : QString()) + digits;
    }
    static QString shown(const std::optional<Decimal> &value) { return value ? value->text() : u"none"_s; }

private Q_SLOTS:
    void arithmeticAgreesWithFractions()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 20'000; ++i) {
            const QString left = number(random), right = number(random);
            const Decimal a = *Decimal::fromText(left), b = *Decimal::fromText(right);
            const Fraction x = exact(a.text()), y = exact(b.text());
            QCOMPARE(a.text(), rounded(exact(left)));
            QCOMPARE(shown(a.plus(b)), rounded({x.top * y.bottom + y.top * x.bottom, x.bottom * y.bottom}));
            QCOMPARE(shown(a.minus(b)), rounded({x.top * y.bottom - y.top * x.bottom, x.bottom * y.bottom}));
            QCOMPARE(shown(a.times(b)), rounded({x.top * y.top, x.bottom * y.bottom}));
            QCOMPARE(a < b, x.top * y.bottom < y.top * x.bottom);
            QCOMPARE(a == b, x.top * y.bottom == y.top * x.bottom);
            if (b.isZero())
                continue;
            const Integer top = x.top * y.bottom, bottom = x.bottom * y.top;
            QCOMPARE(shown(a.dividedBy(b)), rounded({top, bottom}));
            Integer floor = top / bottom;
            if (floor * bottom != top && (top < 0) != (bottom < 0))
                --floor;
            QCOMPARE(shown(a.modulo(b)), rounded({x.top * y.bottom - floor * y.top * x.bottom, x.bottom * y.bottom}));
        }
    }
    void roundingAgreesWithFractions()
    {
        std::mt19937_64 random(8);
        for (int i = 0; i < 5000; ++i) {
            const Decimal value = *Decimal::fromText(number(random));
            const int scale = int(random() % 12) - 4;
            const Fraction x = exact(value.text());
            const Integer top = scale >= 0 ? Integer(x.top * ten(scale)) : x.top, bottom = scale >= 0 ? x.bottom : Integer(x.bottom * ten(-scale));
            Integer floor = top / bottom;
            if (floor * bottom != top && top < 0)
                --floor;
            const Integer rest = top - floor * bottom, ceiling = rest == 0 ? floor : Integer(floor + 1);
            const int half = rest * 2 < bottom ? -1 : rest * 2 == bottom ? 0 : 1;
            const Integer away = top < 0 ? floor : ceiling, towards = top < 0 ? ceiling : floor;
            const auto check = [&](Decimal::Rounding rounding, const Integer &wanted) {
                QCOMPARE(value.rounded(scale, rounding).text(), rounded({scale >= 0 ? wanted : Integer(wanted * ten(-scale)), scale >= 0 ? ten(scale) : Integer(1)}));
            };
            check(Decimal::Rounding::Floor, floor);
            check(Decimal::Rounding::Ceiling, ceiling);
            check(Decimal::Rounding::Up, away);
            check(Decimal::Rounding::Down, towards);
            check(Decimal::Rounding::HalfEven, half < 0 ? floor : half > 0 ? ceiling : floor % 2 == 0 ? floor : ceiling);
            check(Decimal::Rounding::HalfUp, half < 0 ? floor : half > 0 ? ceiling : away);
            check(Decimal::Rounding::HalfDown, half < 0 ? floor : half > 0 ? ceiling : towards);
        }
    }
    void powersAndRootsAgreeWithFractions()
    {
        std::mt19937_64 random(9);
        for (int i = 0; i < 2000; ++i) {
            const Decimal base = *Decimal::fromText(number(random).left(8).remove(u'.'));
            const int exponent = int(random() % 9);
            const Fraction x = exact(base.text());
            QCOMPARE(shown(base.power(Decimal(exponent))), rounded({boost::multiprecision::pow(x.top, unsigned(exponent)), 1}));
            if (!base.isZero())
                QCOMPARE(shown(base.power(Decimal(-exponent))), rounded({1, boost::multiprecision::pow(x.top, unsigned(exponent))}));
            // The root is right when its neighbours in the last place enclose the number.
            const Decimal square = *Decimal::fromText(number(random).remove(u'-'));
            const auto root = square.squareRoot();
            QVERIFY(root);
            if (square.isZero())
                continue;
            const Fraction r = exact(root->text()), s = exact(square.text());
            const int lead = int(QString::fromStdString(Integer(r.top).str()).size()) - int(r.bottom.str().size()) + 1;
            const Fraction step = lead > 34 ? Fraction{ten(lead - 34), 2} : Fraction{1, 2 * ten(34 - lead)};
            const auto product = [&](int sign) {
                const Integer top = r.top * step.bottom + sign * step.top * r.bottom, bottom = r.bottom * step.bottom;
                return Fraction{top * top, bottom * bottom};
            };
            const Fraction low = product(-1), high = product(1);
            QVERIFY2(low.top * s.bottom <= s.top * low.bottom && s.top * high.bottom <= high.top * s.bottom, qPrintable(square.text()));
        }
    }
    void numbersBeyondTheRangeEnd()
    {
        const Decimal largest = *Decimal::fromText(QString(34, u'9') + QString(6111, u'0'));
        QVERIFY(!largest.times(Decimal(10)));
        QVERIFY(!largest.plus(largest));
        QVERIFY(!largest.power(Decimal(2)));
        QVERIFY(!Decimal(10).power(Decimal(7000)));
        QVERIFY(Decimal(10).power(Decimal(-7000))->isZero());
        QVERIFY(!Decimal(2).power(Decimal(std::numeric_limits<qint64>::max())));
        QVERIFY(!Decimal(0).power(Decimal(-1)));
        QVERIFY(!Decimal(-2).power(*Decimal::fromText(u"0.5")));
        QCOMPARE(Decimal(-1).power(Decimal(1'000'000'001))->text(), u"-1"_s);
        QCOMPARE(shown(largest.modulo(Decimal(7))), u"%1"_s.arg([] {
            Integer rest = 0;
            for (int i = 0; i < 34 + 6111; ++i)
                rest = (rest * 10 + (i < 34 ? 9 : 0)) % 7;
            return QString::fromStdString(rest.str());
        }()));
    }
    // Pieces of FEEL in any order: whatever they make, it parses or fails with a place inside the text, and what parses runs.
    void anyTextEnds()
    {
        static const QStringList pieces = {
            u"if"_s, u"then"_s, u"else"_s, u"for"_s, u"in"_s, u"return"_s, u"some"_s, u"every"_s, u"satisfies"_s, u"and"_s, u"or"_s, u"not("_s,
            u"between"_s, u"instance of"_s, u"function("_s, u"list<"_s, u"context<"_s, u"range<"_s, u"null"_s, u"true"_s, u"date(\"2020-01-01\")"_s,
            u"@\"P1D\""_s, u"@\"10:00:00\""_s, u"count("_s, u"sum("_s, u"sort("_s, u"partial"_s, u"item"_s, u"?"_s, u"x"_s, u"first name"_s,
            u"Mike's age"_s, u"("_s, u")"_s, u"["_s, u"]"_s, u"{"_s, u"}"_s, u","_s, u":"_s, u"."_s, u".."_s, u"="_s, u"!="_s, u"<"_s, u"<="_s,
            u">"_s, u"+"_s, u"-"_s, u"*"_s, u"**"_s, u"/"_s, u"1"_s, u"2.5"_s, u"1e400"_s, u"\"a\""_s, u"\""_s, u"\\"_s, u"//"_s, u"/*"_s, u"*/"_s,
            u"\n"_s, u"🐎"_s, u"业态"_s, u"“"_s, u"string"_s, u"external"_s, u"number"_s, u"a"_s, u"b"_s, u"matches(\"a\", "_s, u"replace("_s,
        };
        std::mt19937_64 random(11);
        Scope scope{{u"x"_s, Type::listWith(Type::contextWith({{u"a"_s, Type::number()}}))}, {u"first name"_s, {}}, {u"Mike's age"_s, Type::number()},
                    {u"业态"_s, Type::oneOf({u"甲"_s})}};
        const Names names(scope);
        Context context;
        context.set(u"x"_s, Value(List{Value(Decimal(1)), Value(Decimal(2))}));
        Limits limits;
        limits.steps = 20'000;
        int parsed = 0;
        for (int i = 0; i < 60'000; ++i) {
            QString text;
            const int count = 1 + int(random() % 14);
            for (int j = 0; j < count; ++j)
                text += pieces.at(qsizetype(random() % quint64(pieces.size()))) + (random() % 4 == 0 ? QString() : u" "_s);
            Problem problem;
            const auto expression = Expression::parse(text, names, &problem);
            if (expression.ok()) {
                ++parsed;
                expression->evaluate(context, limits);
            } else {
                QVERIFY2(problem.column >= 1 && problem.column <= text.toUcs4().size() + 1, qPrintable(text));
            }
            const auto tests = UnaryTests::parse(text, names);
            if (tests.ok()) {
                Run run(limits);
                tests->matches({FactState::Known, Value(Decimal(1))}, context, run);
            }
            if (Expression::parse(text, scope, Profile::Authoring).ok())
                QVERIFY2(expression.ok(), qPrintable(text));               // the authoring profile is a part of the language
        }
        QVERIFY(parsed > 1000);
    }
    // A value written as FEEL and read again is the same value.
    void textOfAValueIsThatValue()
    {
        std::mt19937_64 random(12);
        const std::function<Value(int)> any = [&](int depth) -> Value {
            switch (random() % (depth > 0 ? 10 : 8)) {
            case 0: return Value();
            case 1: return Value(random() % 2 == 0);
            case 2: return Value(*Decimal::fromText(number(random)));
            case 3: return Value(u"a\"\\\n🐎 "_s.left(qsizetype(random() % 9)).remove(QChar(0xD83D)).remove(QChar(0xDC0E)) + QString::number(random() % 100));
            case 4: return Value(Date::fromDayNumber(qint64(random() % 2'000'000) - 1'000'000));
            case 5: return Value(random() % 2 ? Duration::months(qint64(random() % 5000) - 2500) : Duration::seconds(qint64(random() % 5'000'000) - 2'500'000, int(random() % 1'000'000'000)));
            case 6: return Value(TimeOfDay(int(random() % 86'400), int(random() % 1'000'000'000), random() % 2 ? Zone() : Zone::offset(int(random() % 100) * 900 - 45'000)));
            case 7: return Value(DateTime(Date::fromDayNumber(qint64(random() % 40'000)), TimeOfDay(int(random() % 86'400), 0, random() % 2 ? Zone() : Zone::utc())));
            default: {
                List items;
                for (quint64 i = random() % 4; i > 0; --i)
                    items << any(depth - 1);
                return Value(items);
            }
            }
        };
        for (int i = 0; i < 5000; ++i) {
            const Value value = any(3);
            const auto expression = Expression::parse(value.text(), Scope(), Profile::Engine);
            QVERIFY2(expression.ok(), qPrintable(value.text()));
            QCOMPARE(expression->evaluate(Context()).value.text(), value.text());
            QVERIFY2(expression->evaluate(Context()).value == value, qPrintable(value.text()));
        }
    }
};

ZC_TEST(QCoreApplication, TestFeelProperties)
#include "tst_feelproperties.moc"
