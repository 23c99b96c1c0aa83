#include "support/testprogram.h"

#include <feel/expression.h>
#include <feel/record.h>


using namespace zc::feel;
using namespace Qt::StringLiterals;

// The grammar and the evaluation of the full language: names, operators, iterations, contexts, functions, types, limits.
class TestEngine : public QObject {
    Q_OBJECT

    Context m_context;
    Names m_names;

    static Value value(const QString &text)
    {
        const auto expression = Expression::parse(text, Scope(), Profile::Engine);
        if (!expression.ok())
            qFatal("%s", qPrintable(text + u": "_s + expression.error().detail));
        return expression->evaluate(Context()).value;
    }
    QString run(const QString &text) const
    {
        const auto expression = Expression::parse(text, m_names);
        if (!expression.ok())
            return expression.error().code + u' ' + expression.error().detail;
        const Evaluation result = expression->evaluate(m_context);
        return result.state == FactState::Known ? result.value.text() : result.state == FactState::Unknown ? u"unknown"_s : u"inapplicable"_s;
    }
    QString cell(const QString &text, const QString &input) const
    {
        const auto tests = UnaryTests::parse(text, m_names);
        if (!tests.ok())
            return tests.error().code;
        Run run;
        return tests->matches({FactState::Known, value(input)}, m_context, run).value.text();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Scope scope;
        const QList<std::pair<QString, QString>> values = {
            {u"n"_s, u"10"_s},
            {u"s"_s, u"\"text\""_s},
            {u"Mike's age"_s, u"41"_s},
            {u"profit and loss"_s, u"7"_s},
            {u"a-b"_s, u"100"_s},
            {u"a"_s, u"3"_s},
            {u"b"_s, u"2"_s},
            {u"if needed"_s, u"true"_s},
            {u"xs"_s, u"[1, 2, 3]"_s},
            {u"people"_s, u"[{\"first name\": \"Ann\", age: 31, \"in\": 1}, {\"first name\": \"Bob\", age: 17, \"in\": 2}]"_s},
            {u"case"_s, u"{\"due date\": date(\"2026-03-01\"), parts: [{\"page-count\": 3}, {\"page-count\": 4}]}"_s},
            {u"count"_s, u"5"_s},
        };
        for (const auto &[name, text] : values) {
            m_context.set(name, value(text));
            scope.insert(name, Type::shapeOf(value(text)));
        }
        m_context.setUnknown(u"unknown"_s);
        m_context.setNotApplicable(u"inapplicable"_s);
        m_context.setComplete(true);
        scope.insert(u"unknown"_s, {});
        scope.insert(u"inapplicable"_s, {});
        m_names = Names(scope, {{u"tPerson"_s, Type::contextWith({{u"age"_s, Type::number()}})}, {u"my list"_s, Type::listWith(Type::number())}});
    }
    void evaluates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        const auto row = [](const QString &text, const QString &result) { QTest::newRow(qPrintable(text)) << text << result; };
        // Names: the longest one in scope, with blanks, signs and keywords inside; else a run of plain words.
        row(u"Mike's age + 1"_s, u"42"_s);
        row(u"profit and loss"_s, u"7"_s);
        row(u"a-b"_s, u"100"_s);
        row(u"a - b"_s, u"100"_s);
        row(u"(a) - b"_s, u"1"_s);
        row(u"if if needed then 1 else 2"_s, u"1"_s);
        row(u"case.due date.year"_s, u"2026"_s);
        row(u"case.parts.page-count"_s, u"[3, 4]"_s);
        row(u"people[first name = \"Bob\"].age"_s, u"[17]"_s);
        row(u"people[age > 18].first name"_s, u"[\"Ann\"]"_s);
        row(u"people[in = 2].age"_s, u"[17]"_s);
        row(u"for p in people return p.first name"_s, u"[\"Ann\", \"Bob\"]"_s);
        row(u"count([1, 2]) + count"_s, u"7"_s);
        row(u"no such name"_s, u"null"_s);
        row(u"𝒳𝒴"_s, u"null"_s);
        row(u"{🐎: 1}.🐎"_s, u"1"_s);
        // Operators and their order.
        row(u"1 + 2 * 3 ** 2"_s, u"19"_s);
        row(u"-5 ** 2"_s, u"25"_s);
        row(u"2 ** 3 ** 2"_s, u"64"_s);
        row(u"--3"_s, u"3"_s);
        row(u"1e3 + 1.5E-1"_s, u"1000.15"_s);
        row(u"1 = 1 and 2 != 3 or false"_s, u"true"_s);
        row(u"5 between 1 and 5 and true"_s, u"true"_s);
        row(u"\"b\" > \"a\""_s, u"true"_s);
        row(u"1 = \"1\""_s, u"null"_s);
        row(u"null = null"_s, u"true"_s);
        row(u"1 < null"_s, u"null"_s);
        row(u"[1, [2]] = [1, [2]]"_s, u"true"_s);
        row(u"{a: 1, b: 2} = {b: 2, a: 1}"_s, u"true"_s);
        row(u"[1..3] = [1..3]"_s, u"true"_s);
        row(u"[1..3] = (1..3]"_s, u"false"_s);
        row(u"1 / 0"_s, u"null"_s);
        row(u"null and false"_s, u"false"_s);
        row(u"1 and true"_s, u"null"_s);
        row(u"\"x\" or true"_s, u"true"_s);
        // in, ranges, tests.
        row(u"2 in (1, 2)"_s, u"true"_s);
        row(u"2 in (< 2, [3..4])"_s, u"false"_s);
        row(u"2 in (2..4)"_s, u"false"_s);
        row(u"4 in [[2..4], [9..10]]"_s, u"true"_s);
        row(u"2 in xs and true"_s, u"true"_s);
        row(u"2 in !=2"_s, u"false"_s);
        row(u"[1..5["_s, u"[1..5)"_s);
        row(u"]1..5]"_s, u"(1..5]"_s);
        row(u"[xs[1]..xs[3]].end"_s, u"3"_s);
        row(u"(>= 5).start included"_s, u"true"_s);
        row(u"[\"a\"..1]"_s, u"null"_s);
        row(u"5 in [null..10]"_s, u"null"_s);
        // Lists, filters, paths.
        row(u"xs[1] + xs[-1]"_s, u"4"_s);
        row(u"xs[0]"_s, u"null"_s);
        row(u"xs[4]"_s, u"null"_s);
        row(u"xs[item > 1][1]"_s, u"2"_s);
        row(u"100[1]"_s, u"100"_s);
        row(u"xs[n > 5]"_s, u"[1, 2, 3]"_s);
        row(u"[{item: 5}][item = 5]"_s, u"[{item: 5}]"_s);
        row(u"xs[some y in [2] satisfies y = item]"_s, u"[2]"_s);
        row(u"[[1, 2], [3]][count(item) = 1]"_s, u"[[3]]"_s);
        row(u"xs[\"x\"]"_s, u"null"_s);
        row(u"{a: 1}.b"_s, u"null"_s);
        row(u"[{x: 1}, {y: 2}].y"_s, u"[null, 2]"_s);
        row(u"1.x"_s, u"null"_s);
        // Iterations.
        row(u"for x in xs, y in [x, 10] return x * y"_s, u"[1, 10, 4, 20, 9, 30]"_s);
        row(u"for i in 3..1 return i"_s, u"[3, 2, 1]"_s);
        row(u"for i in [2..4) return i"_s, u"[2, 3]"_s);
        row(u"for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day"_s, u"[27, 28, 1]"_s);
        row(u"for i in 0..8 return if i = 0 then 1 else i * partial[-1]"_s, u"[1, 1, 2, 6, 24, 120, 720, 5040, 40320]"_s);
        row(u"some x in xs, y in xs satisfies x + y = 6"_s, u"true"_s);
        row(u"every x in [] satisfies false"_s, u"true"_s);
        row(u"some x in [null, 2] satisfies x = 2 and true"_s, u"true"_s);
        row(u"some x in [1, 2] satisfies if x = 2 then true else \"no\""_s, u"null"_s);
        row(u"for i in 1.5..3 return i"_s, u"null"_s);
        // if
        row(u"if null then 1 else 2"_s, u"2"_s);
        row(u"if \"x\" then 1 else 2"_s, u"null"_s);
        // Contexts and functions.
        row(u"{a: 1, b: a + 1, c: {d: b * 10}}.c.d"_s, u"20"_s);
        row(u"{foo + bar: 1}"_s, u"{\"foo + bar\": 1}"_s);
        row(u"{\"\": 1, \"a.b\": 2}"_s, u"{\"\": 1, \"a.b\": 2}"_s);
        row(u"{a: 1, a: 2}"_s, u"null"_s);
        row(u"{f: function(x, y: number) x + y, r: f(1, 2), q: f(y: 1, x: 5)}.q"_s, u"6"_s);
        row(u"{f: function(x: number) x, r: f(\"a\")}.r"_s, u"null"_s);
        row(u"{f: function(x) x, r: f()}.r"_s, u"null"_s);
        row(u"{fact: function(n) if n < 2 then 1 else n * fact(n - 1), r: fact(20)}.r"_s, u"2432902008176640000"_s);
        row(u"{add: function(x) function(y) x + y, five: add(5), r: five(3)}.r"_s, u"8"_s);
        row(u"(for i in 1..3 return function() i)[2]()"_s, u"2"_s);
        row(u"-(function(a) a)(10)"_s, u"-10"_s);
        row(u"sort(xs, function(x, y) x > y)"_s, u"[3, 2, 1]"_s);
        row(u"{f: abs, r: f(-1)}.r"_s, u"1"_s);
        row(u"\"abs\"(1)"_s, u"null"_s);
        row(u"{f: function(n) external {java: {class: \"X\"}}, r: f(1)}.r"_s, u"null"_s);
        // Types.
        row(u"1 instance of number"_s, u"true"_s);
        row(u"[1, \"a\"] instance of list<number>"_s, u"false"_s);
        row(u"{age: 1, x: 2} instance of tPerson"_s, u"true"_s);
        row(u"{a: null} instance of context<a: string>"_s, u"true"_s);
        row(u"[1] instance of my list"_s, u"true"_s);
        row(u"null instance of Any"_s, u"false"_s);
        row(u"@\"P1D\" instance of days and time duration and true"_s, u"true"_s);
        row(u"(function(x: number) \"a\") instance of function<number> -> string"_s, u"true"_s);
        row(u"(function() 1) instance of function<number> -> Any"_s, u"false"_s);
        row(u"[1..2] instance of range<number>"_s, u"true"_s);
        row(u"@\"foo\""_s, u"null"_s);
        // Strings and comments.
        row(u"\"\\u0041\\U01F40E\\ud83d\\udc0e\\s\""_s, u"\"A🐎🐎\\\\s\""_s);
        row(u"1 + // one\n /* two */ 2"_s, u"3"_s);
        // Facts without a value stay without one, in every construct.
        row(u"unknown + 1"_s, u"unknown"_s);
        row(u"[1, unknown]"_s, u"unknown"_s);
        row(u"{a: unknown}"_s, u"unknown"_s);
        row(u"for i in xs return unknown"_s, u"unknown"_s);
        row(u"xs[item = unknown]"_s, u"unknown"_s);
        row(u"sum([unknown, 1])"_s, u"unknown"_s);
        row(u"unknown in (1, 2)"_s, u"unknown"_s);
        row(u"1 in (2, unknown)"_s, u"unknown"_s);
        row(u"1 in (1, unknown)"_s, u"true"_s);
        row(u"unknown and false"_s, u"false"_s);
        row(u"some x in xs satisfies x = 2 or unknown"_s, u"true"_s);
        row(u"every x in xs satisfies unknown"_s, u"unknown"_s);
        row(u"inapplicable.x"_s, u"inapplicable"_s);
        row(u"(function(x) x)(inapplicable)"_s, u"inapplicable"_s);
        row(u"inapplicable instance of number"_s, u"inapplicable"_s);
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
        QTest::addColumn<int>("column");
        const auto row = [](const QString &text, int column) { QTest::newRow(qPrintable(text)) << text << column; };
        row(u""_s, 1);
        row(u"1 +"_s, 4);
        row(u"(1, 2)"_s, 3);
        row(u"[1, 2"_s, 6);
        row(u"{a 1}"_s, 2);
        row(u"if n then 1"_s, 12);
        row(u"for i in xs"_s, 12);
        row(u"some in xs satisfies true"_s, 6);
        row(u"𝒳 = \"open"_s, 5);
        row(u"n instance of tNobody"_s, 15);
        row(u"a ; b"_s, 3);
        row(u"f(x: 1, 2)"_s, 9);
        row(u"n then 1"_s, 3);
        row(u"/* never closed"_s, 1);
        row(u"[1..2"_s, 6);
        row(u"xs[1"_s, 5);
        row(u"case."_s, 6);
        row(u"@1"_s, 2);
    }
    void refusesWithColumn()
    {
        QFETCH(QString, text);
        QFETCH(int, column);
        Problem problem;
        const auto expression = Expression::parse(text, m_names, &problem);
        QVERIFY(!expression.ok());
        QCOMPARE(problem.column, column);
        QVERIFY(!problem.expected.isEmpty());
    }
    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("result");
        const auto row = [](const QString &text, const QString &input, const QString &result) {
            QTest::newRow(qPrintable(text + u" | "_s + input)) << text << input << result;
        };
        row(u"-"_s, u"null"_s, u"true"_s);
        row(u"\"a\", \"b\""_s, u"\"b\""_s, u"true"_s);
        row(u"not(\"a\", \"b\")"_s, u"\"b\""_s, u"false"_s);
        row(u"not(\"a\", \"b\")"_s, u"\"c\""_s, u"true"_s);
        row(u"not(true) or false"_s, u"false"_s, u"true"_s);
        row(u"> n"_s, u"11"_s, u"true"_s);
        row(u"> n + 1"_s, u"11"_s, u"false"_s);
        row(u"[1..n)"_s, u"9"_s, u"true"_s);
        row(u"xs"_s, u"2"_s, u"true"_s);
        row(u"xs"_s, u"[1, 2, 3]"_s, u"true"_s);
        row(u"? > 5 and ? < 7"_s, u"6"_s, u"true"_s);
        row(u"contains(?, \"x\")"_s, u"\"axb\""_s, u"true"_s);
        row(u"n > 5"_s, u"\"whatever\""_s, u"true"_s);
        row(u"true"_s, u"true"_s, u"true"_s);
        row(u"false"_s, u"true"_s, u"false"_s);
        row(u"null"_s, u"null"_s, u"true"_s);
        row(u"< 5"_s, u"null"_s, u"false"_s);
        row(u"date(\"2026-01-01\")"_s, u"date(\"2026-01-01\")"_s, u"true"_s);
        row(u"some x in xs satisfies x = ?"_s, u"3"_s, u"true"_s);
        row(u"-1"_s, u"-1"_s, u"true"_s);
        row(u"1,,2"_s, u"1"_s, u"FEEL-SYNTAX"_s);
        row(u""_s, u"1"_s, u"FEEL-SYNTAX"_s);
    }
    void cells()
    {
        QFETCH(QString, text);
        QFETCH(QString, input);
        QTEST(cell(text, input), "result");
    }
    void authoringKnowsWhatOnlyTheEngineReads()
    {
        const Scope scope = {{u"面积"_s, Type::number()}, {u"项目"_s, Type::listOf({u"甲"_s, u"乙"_s})}};
        const auto kind = [&scope](const QString &text) {
            Problem problem;
            return Expression::parse(text, scope, Profile::Authoring, &problem).ok() ? -1 : int(problem.kind);
        };
        QCOMPARE(kind(u"for x in 项目 return x"_s), int(Problem::Kind::OutsideProfile));
        QCOMPARE(kind(u"项目[1] = \"甲\""_s), int(Problem::Kind::OutsideProfile));
        QCOMPARE(kind(u"{a: 面积}.a > 1"_s), int(Problem::Kind::OutsideProfile));
        QCOMPARE(kind(u"面积 between 1 and 2"_s), int(Problem::Kind::OutsideProfile));
        QCOMPARE(kind(u"面积 面积"_s), int(Problem::Kind::Syntax));
        QCOMPARE(kind(u"for x in 项目"_s), int(Problem::Kind::Syntax));
        QCOMPARE(kind(u"面枳 = 1"_s), int(Problem::Kind::UnknownName));
    }
    void hostileTextEndsInAnError_data()
    {
        QTest::addColumn<QString>("text");
        const auto repeated = [](const QString &part, int times, const QString &end = {}) { return part.repeated(times) + end; };
        QTest::newRow("parentheses") << repeated(u"("_s, 40'000);
        QTest::newRow("brackets") << repeated(u"["_s, 40'000);
        QTest::newRow("contexts") << repeated(u"{a:"_s, 20'000);
        QTest::newRow("minus") << repeated(u"-"_s, 60'000, u"x"_s);
        QTest::newRow("filters") << repeated(u"a["_s, 30'000);
        QTest::newRow("ifs") << repeated(u"if "_s, 20'000);
        QTest::newRow("functions") << repeated(u"function("_s, 7'000);
        QTest::newRow("lambdas") << repeated(u"function(x)"_s, 5'000, u"1"_s);
        QTest::newRow("ranges") << repeated(u"[1.."_s, 15'000);
        QTest::newRow("types") << (u"x instance of "_s + repeated(u"list<"_s, 10'000));
        QTest::newRow("sums") << repeated(u"1+"_s, 30'000, u"1"_s);
        QTest::newRow("paths") << (u"a"_s + repeated(u".b"_s, 30'000));
        QTest::newRow("too long") << QString(70'000, u'1');
        QTest::newRow("nots") << repeated(u"not("_s, 15'000);
        QTest::newRow("ats") << repeated(u"@"_s, 60'000);
    }
    void hostileTextEndsInAnError()
    {
        QFETCH(QString, text);
        QVERIFY(!Expression::parse(text, m_names).ok());
        QVERIFY(!UnaryTests::parse(text, m_names).ok());
    }
    void longChainsOfOneLevelRun()
    {
        QCOMPARE(run(u"true"_s + u" and true"_s.repeated(7000)), u"true"_s);
        QCOMPARE(run(u"["_s + u"1,"_s.repeated(30'000) + u"1][-1]"_s), u"1"_s);
    }
    // Whatever a text asks for: null and a diagnostic, in bounded time and memory.
    void limitsHold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("endless recursion") << u"{f: function(n) f(n + 1), r: f(1)}.r"_s;
        QTest::newRow("two endless functions") << u"{f: function(g, n) g(g, n), r: f(f, 1)}.r"_s;
        QTest::newRow("exponential recursion") << u"{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(100)}.r"_s;
        QTest::newRow("nested loops") << u"count(for a in 1..1000, b in 1..1000, c in 1..1000 return 1)"_s;
        QTest::newRow("long sequence") << u"count(for a in 1..100000000000 return a)"_s;
        QTest::newRow("doubling text") << u"{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: string length(f(\"abcdefgh\", 60))}.r"_s;
        QTest::newRow("doubling list") << u"{f: function(l, n) if n = 0 then l else f(concatenate(l, l), n - 1), r: count(f([1, 2], 60))}.r"_s;
        QTest::newRow("deep value") << u"count(for i in 1..100000 return [partial[-1]])"_s;
        QTest::newRow("distinct") << u"count(distinct values(for i in 1..100000 return i))"_s;
        QTest::newRow("backtracking") << u"matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")"_s;
        QTest::newRow("long pattern") << u"string length(replace(string join(for i in 1..100000 return \"ab\"), \"a\", \"$0$0$0$0$0$0$0$0$0$0$0$0\"))"_s;
    }
    void limitsHold()
    {
        QFETCH(QString, text);
        const auto expression = Expression::parse(text, m_names);
        QVERIFY(expression.ok());
        const Evaluation result = expression->evaluate(m_context);
        QVERIFY2(result.value.isNull(), qPrintable(result.value.text().left(100)));
        QVERIFY(std::any_of(result.diagnostics.cbegin(), result.diagnostics.cend(), [](const Diagnostic &d) { return d.code == u"FEEL-LIMIT"; }));
    }
    void deadlineHolds()
    {
        Limits limits;
        limits.steps = std::numeric_limits<qint64>::max();
        limits.deadline = QDeadlineTimer(50);
        const Evaluation result = Expression::parse(u"count(for a in 1..1000, b in 1..1000, c in 1..1000 return 1)"_s, m_names)->evaluate(m_context, limits);
        QVERIFY(result.value.isNull());
        QCOMPARE(result.diagnostics.constFirst().code, u"FEEL-LIMIT"_s);
    }
    void theClockCanBeGiven()
    {
        Limits limits;
        limits.now = [] { return *DateTime::fromText(u"2026-05-04T03:02:01+08:00"); };
        const auto at = [&](const QString &text) { return Expression::parse(text, Scope(), Profile::Engine)->evaluate(Context(), limits).value.text(); };
        QCOMPARE(at(u"now()"_s), u"date and time(\"2026-05-04T03:02:01+08:00\")"_s);
        QCOMPARE(at(u"today()"_s), u"date(\"2026-05-04\")"_s);
    }
    void functionsOutliveTheirExpression()
    {
        FunctionPtr function;
        {
            Context context;
            context.set(u"k"_s, Value(Decimal(5)));
            function = Expression::parse(u"for i in [2] return function(x) x * i * k"_s, Scope(), Profile::Engine)->evaluate(context).value.list().at(0).function();
        }
        Context context;
        context.set(u"f"_s, Value(function));
        QCOMPARE(Expression::parse(u"f(10)"_s, Scope(), Profile::Engine)->evaluate(context).value.text(), u"100"_s);
    }
};

ZC_TEST(QCoreApplication, TestEngine)
#include "tst_engine.moc"
