#include "support/testprogram.h"

#include <feel/expression.h>


using namespace zc::feel;
using namespace Qt::StringLiterals;

class TestExpression : public QObject {
    Q_OBJECT

    Scope m_scope;
    Context m_context;

    QString run(const QString &text, Profile profile = Profile::Authoring) const
    {
        const auto expression = Expression::parse(text, m_scope, profile);
        if (!expression.ok())
            return expression.error().code + u' ' + expression.error().detail;
        const Evaluation result = expression->evaluate(m_context);
        return result.state == FactState::Known ? result.value.text() : result.state == FactState::Unknown ? u"unknown"_s : u"inapplicable"_s;
    }
    Problem problem(const QString &text) const
    {
        Problem found;
        const auto expression = Expression::parse(text, m_scope, Profile::Authoring, &found);
        if (expression.ok())
            found.expected = u"(parsed)"_s;
        return found;
    }
    static QString cell(const QString &text, const Entry &input, const Type &type)
    {
        const auto tests = UnaryTests::parse(text, type, Profile::Authoring);
        if (!tests.ok())
            return tests.error().code;
        const Evaluation result = tests->matches(input);
        return result.state == FactState::Unknown ? u"unknown"_s : result.value.text();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Type area = Type::number();
        area.minimum = Value(Decimal(0));
        area.maximum = Value(Decimal(100000));
        m_scope = {{u"业态"_s, Type::oneOf({u"销售"_s, u"餐饮"_s})}, {u"项目"_s, Type::listOf({u"热食"_s, u"冷食"_s, u"散装"_s})},
                   {u"面积"_s, area}, {u"委托"_s, Type::boolean()}, {u"到期"_s, Type::date()},
                   {u"不知"_s, Type::boolean()}, {u"不用"_s, Type::boolean()}};
        m_context.set(u"业态"_s, Value(u"餐饮"_s));
        m_context.set(u"项目"_s, Value(List{Value(u"热食"_s), Value(u"散装"_s)}));
        m_context.set(u"面积"_s, Value(Decimal(61)));
        m_context.set(u"委托"_s, Value(true));
        m_context.set(u"到期"_s, Value(*Date::fromParts(2026, 2, 28)));
        m_context.setNotApplicable(u"不用"_s);
    }
    void evaluates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        const QList<std::pair<QString, QString>> rows = {
            {u"业态 = \"餐饮\""_s, u"true"_s},
            {u"\"销售\" != 业态"_s, u"true"_s},
            {u"面积 > 60"_s, u"true"_s},
            {u"60 >= 面积"_s, u"false"_s},
            {u"面积 in [61..70)"_s, u"true"_s},
            {u"面积 in (61..70)"_s, u"false"_s},
            {u"面积 in (< 10, [60..62])"_s, u"true"_s},
            {u"业态 in (\"销售\", \"餐饮\")"_s, u"true"_s},
            {u"count(项目) >= 2 and not(委托 = false)"_s, u"true"_s},
            {u"some x in 项目 satisfies x in (\"热食\",\"冷食\")"_s, u"true"_s},
            {u"every x in 项目 satisfies x = \"热食\""_s, u"false"_s},
            {u"every x in 项目 satisfies list contains([\"热食\",\"散装\"], x)"_s, u"true"_s},
            {u"list contains(项目, \"冷食\") or 委托"_s, u"true"_s},
            {u"if 委托 then 面积 > 100 else true"_s, u"false"_s},
            {u"到期 + duration(\"P1Y\") >= date(\"2027-02-28\")"_s, u"true"_s},
            {u"到期 - duration(\"P1M\") = date(\"2026-01-28\")"_s, u"true"_s},
            {u"到期 - duration(\"P28D\") = date(\"2026-01-31\")"_s, u"true"_s},
            {u"项目 = [\"热食\",\"散装\"]"_s, u"true"_s},
            {u"// 注释\n委托 /* 是 */"_s, u"true"_s},
            // Unknown is Kleene, and never null.
            {u"不知 and false"_s, u"false"_s},
            {u"false and 不知"_s, u"false"_s},
            {u"不知 or true"_s, u"true"_s},
            {u"不知 and true"_s, u"unknown"_s},
            {u"不知 = true"_s, u"unknown"_s},
            {u"not(不知)"_s, u"unknown"_s},
            {u"if 不知 then 1 else 1"_s, u"1"_s},
            {u"if 不知 then 1 else 2"_s, u"unknown"_s},
            // Not applicable has no value, unless the expression stops before it.
            {u"不用 = true"_s, u"inapplicable"_s},
            {u"委托 and 不用"_s, u"inapplicable"_s},
            {u"委托 or 不用"_s, u"true"_s},
            {u"委托 = false and 不用"_s, u"false"_s},
        };
        for (const auto &row : rows)
            QTest::newRow(qPrintable(row.first)) << row.first << row.second;
    }
    void evaluates()
    {
        QFETCH(QString, text);
        QFETCH(QString, result);
        QCOMPARE(run(text), result);
    }
    void refusesWithColumn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("column");
        const auto row = [](const QString &text, Problem::Kind kind, int column) {
            QTest::newRow(qPrintable(text)) << text << int(kind) << column;
        };
        row(u"业态 = \"批发\""_s, Problem::Kind::OutsideValues, 6);
        row(u"业太 = \"餐饮\""_s, Problem::Kind::UnknownName, 1);
        row(u"委托 and 面绩 > 1"_s, Problem::Kind::UnknownName, 8);
        row(u"面积 = \"大\""_s, Problem::Kind::WrongType, 6);
        row(u"面积 > 200000"_s, Problem::Kind::OutsideValues, 6);
        row(u"业态 < \"餐饮\""_s, Problem::Kind::WrongType, 6);
        row(u"面积 = 面积"_s, Problem::Kind::WrongType, 6);
        row(u"委托 and"_s, Problem::Kind::Syntax, 7);
        row(u"业态 = “餐饮”"_s, Problem::Kind::Syntax, 6);
        row(u"(委托"_s, Problem::Kind::Syntax, 4);
        row(u"委托 委托"_s, Problem::Kind::Syntax, 4);
        row(u"\"没有结尾"_s, Problem::Kind::Syntax, 1);
        row(u"面积 + 1 > 2"_s, Problem::Kind::OutsideProfile, 4);
        row(u"sum(面积) > 2"_s, Problem::Kind::OutsideProfile, 1);
        row(u"1 < 面积 < 2"_s, Problem::Kind::Syntax, 8);
        row(u"面积 in [9..1]"_s, Problem::Kind::OutsideValues, 7);
        row(u"count(业态) > 1"_s, Problem::Kind::WrongType, 7);
        row(u"some 业态 in 项目 satisfies 委托"_s, Problem::Kind::WrongType, 1);
        row(u"到期 = date(\"2026-02-30\")"_s, Problem::Kind::WrongType, 11);
        row(u"到期 + duration(\"1年\") = date(\"2026-02-28\")"_s, Problem::Kind::WrongType, 15);
        row(u"项目 = [\"散装\",\"热食\"]"_s, Problem::Kind::OutsideValues, 6);
        row(u"list contains(项目, \"生食\")"_s, Problem::Kind::OutsideValues, 19);
        row(u""_s, Problem::Kind::Syntax, 1);
        row(u"𝒳 = 1"_s, Problem::Kind::UnknownName, 1);
        row(u"委托 and 𝒳𝒴 and 面绩"_s, Problem::Kind::UnknownName, 8);
    }
    void refusesWithColumn()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(int, column);
        const Problem found = problem(text);
        QVERIFY2(found.expected != u"(parsed)", qPrintable(text));
        QCOMPARE(int(found.kind), kind);
        QCOMPARE(found.column, column);
        QVERIFY(!found.expected.isEmpty());
    }
    void suggestsTheNearestName() { QCOMPARE(problem(u"面绩 > 1"_s).expected, u"面积"_s); }
    void hostileTextEndsInAnError()
    {
        QCOMPARE(problem(QString(40'000, u'(')).kind, Problem::Kind::TooLarge);
        QCOMPARE(problem(QString(70'000, u'1')).kind, Problem::Kind::TooLarge);
        QString nots;
        for (int i = 0; i < 5000; ++i)
            nots += u"not("_s;
        QCOMPARE(problem(nots).kind, Problem::Kind::TooLarge);
        const QString minus(5000, u'-');
        QVERIFY(!Expression::parse(minus + u"x"_s, {}, Profile::Engine).ok());
        QString chain = u"委托"_s;
        for (int i = 0; i < 4000; ++i)
            chain += u" and 委托"_s;
        QCOMPARE(run(chain), u"true"_s);
    }
    void stepsAreLimited()
    {
        const auto expression = Expression::parse(u"委托 and 委托 and 委托", m_scope, Profile::Authoring);
        Limits limits;
        limits.steps = 2;
        const Evaluation result = expression->evaluate(m_context, limits);
        QVERIFY(result.value.isNull());
        QCOMPARE(result.diagnostics.constFirst().code, u"FEEL-LIMIT"_s);
    }
    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("onKnown");
        QTest::addColumn<QString>("onUnknown");
        QTest::addColumn<QString>("onInapplicable");
        QTest::newRow("any") << u"-"_s << u"true"_s << u"true"_s << u"true"_s;
        QTest::newRow("constant") << u"\"租赁\""_s << u"true"_s << u"unknown"_s << u"false"_s;
        QTest::newRow("list") << u"\"自有\",\"租赁\""_s << u"true"_s << u"unknown"_s << u"false"_s;
        QTest::newRow("not") << u"not(\"租赁\")"_s << u"false"_s << u"unknown"_s << u"false"_s;
        QTest::newRow("outside") << u"\"借用\""_s << u"FEEL-TYPE"_s << u"FEEL-TYPE"_s << u"FEEL-TYPE"_s;
        QTest::newRow("empty") << QString() << u"FEEL-SYNTAX"_s << u"FEEL-SYNTAX"_s << u"FEEL-SYNTAX"_s;
    }
    void cells()
    {
        QFETCH(QString, text);
        const Type type = Type::oneOf({u"自有"_s, u"租赁"_s});
        QTEST(cell(text, {FactState::Known, Value(u"租赁"_s)}, type), "onKnown");
        QTEST(cell(text, {FactState::Unknown, {}}, type), "onUnknown");
        QTEST(cell(text, {FactState::NotApplicable, {}}, type), "onInapplicable");
    }
    void numberCells()
    {
        const Entry sixty{FactState::Known, Value(Decimal(60))};
        QCOMPARE(cell(u"<= 60"_s, sixty, Type::number()), u"true"_s);
        QCOMPARE(cell(u"> 60"_s, sixty, Type::number()), u"false"_s);
        QCOMPARE(cell(u"[1..60)"_s, sixty, Type::number()), u"false"_s);
        QCOMPARE(cell(u"-60"_s, sixty, Type::number()), u"false"_s);
        QCOMPARE(cell(u"< 1, 60"_s, sixty, Type::number()), u"true"_s);
    }
    void constantsOfOutputCells()
    {
        QCOMPARE(parseConstant(u"\"M01\"")->text(), u"\"M01\""_s);
        QVERIFY(parseConstant(u"null")->isNull());
        QCOMPARE(parseConstant(u"-1.50")->text(), u"-1.5"_s);
        QVERIFY(!parseConstant(u"a").ok());
        QVERIFY(!parseConstant(u"1 2").ok());
    }
    void engineProfileCalculates()
    {
        QCOMPARE(run(u"1 + 2 * 3"_s, Profile::Engine), u"7"_s);
        QCOMPARE(run(u"(面积 - 1) / 8"_s, Profile::Engine), u"7.5"_s);
        QCOMPARE(run(u"1 / 0"_s, Profile::Engine), u"null"_s);
        QCOMPARE(run(u"\"a\" + \"b\""_s, Profile::Engine), u"\"ab\""_s);
        QCOMPARE(run(u"1 = \"1\""_s, Profile::Engine), u"null"_s);
        QCOMPARE(run(u"null = null"_s, Profile::Engine), u"true"_s);
        QCOMPARE(run(u"-面积"_s, Profile::Engine), u"-61"_s);
    }
    void namesAreTheFreeOnes()
    {
        const auto expression = Expression::parse(u"some x in 项目 satisfies x = \"热食\" and 委托", m_scope, Profile::Authoring);
        QCOMPARE(expression->names(), (QStringList{u"项目"_s, u"委托"_s}));
        QCOMPARE(Expression::parse(u" 委托 ", m_scope, Profile::Authoring)->bareName(), u"委托"_s);
        QVERIFY(expression->bareName().isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestExpression)
#include "tst_expression.moc"
