#include "support/testprogram.h"

#include <dmn/model.h>
#include <feel/record.h>


#include <atomic>
#include <thread>

using namespace zc;
using namespace zc::dmn;
using namespace Qt::StringLiterals;

// Whole models: boxed expressions, hit policies, knowledge models, services, imports, types; and what makes them null.
class TestDmnEvaluate : public QObject {
    Q_OBJECT

    static QByteArray wrap(const QByteArray &inner, const QByteArray &attributes = {})
    {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:own\" name=\"m\" " + attributes + ">" + inner + "</definitions>";
    }
    static QByteArray literal(const QByteArray &text) { return "<literalExpression><text>" + text + "</text></literalExpression>"; }
    static QByteArray decision(const QByteArray &logic, const QByteArray &attributes = {}, const QByteArray &needs = {})
    {
        return "<decision id=\"d\" name=\"d\"><variable name=\"d\" " + attributes + "/>" + needs + logic + "</decision>";
    }
    static QByteArray input(const QByteArray &name, const QByteArray &type)
    {
        return "<inputData id=\"i_" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\" typeRef=\"" + type + "\"/></inputData>";
    }
    static QByteArray needs(const QByteArray &id) { return "<informationRequirement><requiredInput href=\"#" + id + "\"/></informationRequirement>"; }
    static Model load(const QByteArray &xml, const ImportResolver &imports = {})
    {
        const auto model = Model::load(xml, imports);
        if (!model.ok())
            qFatal("%s", qPrintable(model.error().code + u' ' + model.error().detail));
        return *model;
    }
    static feel::Context complete(const QList<std::pair<QString, QString>> &values = {})
    {
        feel::Context context;
        context.setComplete(true);
        for (const auto &[name, text] : values)
            context.set(name, feel::Expression::parse(text, feel::Scope(), feel::Profile::Engine)->evaluate({}).value);
        return context;
    }
    static QString evaluate(const QByteArray &xml, const QList<std::pair<QString, QString>> &values = {})
    {
        return load(xml).evaluate(u"d"_s, complete(values)).value.text();
    }
    static QString errorOf(const QByteArray &xml, const ImportResolver &imports = {})
    {
        const auto model = Model::load(xml, imports);
        return model.ok() ? QString() : model.error().code;
    }

private Q_SLOTS:
    void boxedExpressions_data()
    {
        QTest::addColumn<QByteArray>("logic");
        QTest::addColumn<QString>("result");
        const auto entry = [](const QByteArray &name, const QByteArray &logic) { return "<contextEntry><variable name=\"" + name + "\"/>" + logic + "</contextEntry>"; };
        const auto part = [](const QByteArray &name, const QByteArray &text) { return '<' + name + '>' + literal(text) + "</" + name + '>'; };
        QTest::newRow("literal") << literal("1 + 1") << u"2"_s;
        QTest::newRow("literal with a type") << QByteArray("<literalExpression typeRef=\"number\"><text>[5]</text></literalExpression>") << u"5"_s;
        QTest::newRow("literal of the wrong type") << QByteArray("<literalExpression typeRef=\"number\"><text>\"x\"</text></literalExpression>") << u"null"_s;
        QTest::newRow("syntax") << literal("1 +") << u"null"_s;
        QTest::newRow("empty") << QByteArray("<literalExpression/>") << u"null"_s;
        QTest::newRow("context") << "<context>" + entry("a b", literal("1")) + entry("c", literal("a b + 1")) + "</context>" << u"{a b: 1, c: 2}"_s;
        QTest::newRow("context with a result") << "<context>" + entry("a", literal("1")) + "<contextEntry>" + literal("a + 2") + "</contextEntry></context>" << u"3"_s;
        QTest::newRow("list") << "<list>" + literal("1") + literal("2") + "</list>" << u"[1, 2]"_s;
        QTest::newRow("relation") << "<relation><column name=\"x\"/><column name=\"y\"/><row>" + literal("1") + literal("2") + "</row></relation>" << u"[{x: 1, y: 2}]"_s;
        QTest::newRow("function") << "<context>" + entry("f", "<functionDefinition><formalParameter name=\"n\" typeRef=\"number\"/>"
                                     + literal("if n = 0 then 1 else n * f(n - 1)") + "</functionDefinition>") + "<contextEntry>" + literal("f(5)") + "</contextEntry></context>" << u"120"_s;
        QTest::newRow("invocation") << "<context>" + entry("f", "<functionDefinition><formalParameter name=\"n\"/>" + literal("n + 1") + "</functionDefinition>")
                                       + "<contextEntry><invocation>" + literal("f") + "<binding><parameter name=\"n\"/>" + literal("41") + "</binding></invocation></contextEntry></context>" << u"42"_s;
        QTest::newRow("invocation of nothing") << "<invocation>" + literal("5") + "</invocation>" << u"null"_s;
        QTest::newRow("java") << "<context>" + entry("f", "<functionDefinition kind=\"Java\">" + literal("1") + "</functionDefinition>")
                                 + "<contextEntry>" + literal("f()") + "</contextEntry></context>" << u"null"_s;
        QTest::newRow("conditional") << "<conditional>" + part("if", "1 &lt; 2") + part("then", "\"a\"") + part("else", "\"b\"") + "</conditional>" << u"\"a\""_s;
        QTest::newRow("conditional on no boolean") << "<conditional>" + part("if", "\"x\"") + part("then", "1") + part("else", "2") + "</conditional>" << u"null"_s;
        QTest::newRow("filter") << "<filter>" + part("in", "[{a b: 1}, {a b: 2}]") + part("match", "a b > 1") + "</filter>" << u"[{a b: 2}]"_s;
        QTest::newRow("filter on no boolean") << "<filter>" + part("in", "[1]") + part("match", "\"x\"") + "</filter>" << u"null"_s;
        QTest::newRow("for") << "<for iteratorVariable=\"the item\">" + part("in", "[1, 2]") + part("return", "the item * 10 + count(partial)") + "</for>" << u"[10, 21]"_s;
        QTest::newRow("some") << "<some iteratorVariable=\"x\">" + part("in", "[1, 2]") + part("satisfies", "x > 1") + "</some>" << u"true"_s;
        QTest::newRow("every") << "<every iteratorVariable=\"x\">" + part("in", "[1, 2]") + part("satisfies", "x > 1") + "</every>" << u"false"_s;
        QTest::newRow("every over nothing") << "<every iteratorVariable=\"x\">" + part("in", "[]") + part("satisfies", "x > 1") + "</every>" << u"true"_s;
    }
    void boxedExpressions()
    {
        QFETCH(QByteArray, logic);
        QTEST(evaluate(wrap(decision(logic))), "result");
    }
    void hitPolicies_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *policy, const char *input, const char *result) {
            QTest::newRow(qPrintable(QString::fromLatin1(policy) + u' ' + QString::fromLatin1(input))) << QByteArray(policy) << QString::fromLatin1(input) << QString::fromUtf8(result);
        };
        // Rules: < 5 gives 30, < 10 gives 20, < 15 gives 20, < 20 gives 10; priorities 10, 20, 30.
        row("hitPolicy=\"UNIQUE\"", "17", "10");
        row("hitPolicy=\"UNIQUE\"", "12", "null");
        row("hitPolicy=\"ANY\"", "17", "10");
        row("hitPolicy=\"ANY\"", "12", "null");
        row("hitPolicy=\"FIRST\"", "7", "20");
        row("hitPolicy=\"PRIORITY\"", "1", "10");
        row("hitPolicy=\"RULE ORDER\"", "1", "[30, 20, 20, 10]");
        row("hitPolicy=\"OUTPUT ORDER\"", "1", "[10, 20, 20, 30]");
        row("hitPolicy=\"COLLECT\"", "12", "[20, 10]");
        row("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "1", "80");
        row("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", "1", "10");
        row("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "1", "30");
        row("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "1", "4");
        row("hitPolicy=\"COLLECT\"", "25", "null");
        row("hitPolicy=\"FIRST\"", "25", "null");
        row("hitPolicy=\"FIRST\"", "null", "null");
        row("hitPolicy=\"FIRST\"", "-1", "null");                      // outside the input values
    }
    void hitPolicies()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QString, input);
        QByteArray rules;
        for (const auto &[limit, output] : {std::pair("5", "30"), {"10", "20"}, {"15", "20"}, {"20", "10"}})
            rules += QByteArray("<rule><inputEntry><text>&lt; ") + limit + "</text></inputEntry><outputEntry><text>" + output + "</text></outputEntry></rule>";
        const QByteArray table = "<decisionTable " + policy + "><input><inputExpression><text>x</text></inputExpression><inputValues><text>&gt;= 0</text></inputValues></input>"
                                 "<output><outputValues><text>10, 20, 30</text></outputValues></output>" + rules + "</decisionTable>";
        QTEST(evaluate(wrap(TestDmnEvaluate::input("x", "number") + decision(table, {}, needs("i_x"))), {{u"x"_s, input}}), "result");
    }
    void tablesWithSeveralOutputsAndDefaults()
    {
        const QByteArray table = "<decisionTable hitPolicy=\"PRIORITY\"><input><inputExpression><text>x</text></inputExpression></input>"
            "<output name=\"grade\"><outputValues><text>\"A\",\"B\"</text></outputValues><defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>"
            "<output name=\"fee\"><outputValues><text>1, 2</text></outputValues><defaultOutputEntry><text>x * 0</text></defaultOutputEntry></output>"
            "<rule><inputEntry><text>&gt; 0</text></inputEntry><outputEntry><text>\"B\"</text></outputEntry><outputEntry><text>1</text></outputEntry></rule>"
            "<rule><inputEntry><text>? &gt; 1 and ? &lt; 9</text></inputEntry><outputEntry><text>\"A\"</text></outputEntry><outputEntry><text>2</text></outputEntry></rule>"
            "<rule><inputEntry><text></text></inputEntry><outputEntry><text>if x &gt; 1 then \"A\" else \"B\"</text></outputEntry><outputEntry><text>if x = 5 then 1 else 2</text></outputEntry></rule>"
            "</decisionTable>";
        const QByteArray xml = wrap(input("x", "number") + decision(table, {}, needs("i_x")));
        QCOMPARE(evaluate(xml, {{u"x"_s, u"5"_s}}), u"{grade: \"A\", fee: 1}"_s);
        QCOMPARE(evaluate(xml, {{u"x"_s, u"1"_s}}), u"{grade: \"B\", fee: 1}"_s);
        QByteArray withoutLast = xml;
        withoutLast.replace("<rule><inputEntry><text></text>", "<rule><inputEntry><text>not(?)</text>");
        QCOMPARE(evaluate(withoutLast, {{u"x"_s, u"-5"_s}}), u"{grade: \"none\", fee: 0}"_s);
    }
    void unansweredInputsStayOpen()
    {
        const Model model = load(wrap(input("x", "number") + input("y", "number")
            + decision("<decisionTable hitPolicy=\"FIRST\"><input><inputExpression><text>x</text></inputExpression></input><output/>"
                       "<rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>y</text></outputEntry></rule>"
                       "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>0</text></outputEntry></rule></decisionTable>", {}, needs("i_x") + needs("i_y"))));
        feel::Context context;
        QCOMPARE(model.evaluate(u"d"_s, context).state, feel::FactState::Unknown);
        context.set(u"x"_s, feel::Value(feel::Decimal(7)));
        QCOMPARE(model.evaluate(u"d"_s, context).value.text(), u"0"_s);
        context.set(u"x"_s, feel::Value(feel::Decimal(1)));
        QCOMPARE(model.evaluate(u"d"_s, context).state, feel::FactState::Unknown);
    }
    void typesHold()
    {
        const QByteArray types = "<itemDefinition name=\"tGrade\"><typeRef>string</typeRef><allowedValues><text>\"A\",\"B\"</text></allowedValues></itemDefinition>"
            "<itemDefinition name=\"tGrades\" isCollection=\"true\"><typeRef>tGrade</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>"
            "<itemDefinition name=\"tPerson\"><itemComponent name=\"name\"><typeRef>string</typeRef></itemComponent><itemComponent name=\"marks\"><typeRef>tGrades</typeRef></itemComponent></itemDefinition>"
            "<itemDefinition name=\"tTree\"><itemComponent name=\"children\" isCollection=\"true\"><typeRef>tTree</typeRef></itemComponent></itemDefinition>"
            "<itemDefinition name=\"tF\"><functionItem outputTypeRef=\"string\"><parameters name=\"p\" typeRef=\"number\"/></functionItem></itemDefinition>";
        const auto as = [&types](const QByteArray &type, const QByteArray &text) { return evaluate(wrap(types + decision(literal(text), "typeRef=\"" + type + '"'))); };
        QCOMPARE(as("tGrade", "\"A\""), u"\"A\""_s);
        QCOMPARE(as("tGrade", "\"C\""), u"null"_s);
        QCOMPARE(as("tGrades", "\"A\""), u"[\"A\"]"_s);
        QCOMPARE(as("tGrades", "[\"A\", \"C\"]"), u"null"_s);
        QCOMPARE(as("tGrades", "[\"A\", \"B\", \"A\"]"), u"null"_s);
        QCOMPARE(as("tPerson", "{name: \"x\", marks: [\"A\"], more: 1}"), u"{name: \"x\", marks: [\"A\"], more: 1}"_s);
        QCOMPARE(as("tPerson", "{name: \"x\"}"), u"null"_s);
        QCOMPARE(as("tPerson", "{name: 1, marks: []}"), u"null"_s);
        QCOMPARE(as("tTree", "{children: [{children: []}]}"), u"{children: [{children: []}]}"_s);
        QCOMPARE(as("date and time", "date(\"2026-01-02\")"), u"date and time(\"2026-01-02T00:00:00Z\")"_s);
        QCOMPARE(as("tF", "function(p: number) \"x\""), u"function(p) …"_s);
        QCOMPARE(as("tF", "function(p: number, q) \"x\""), u"null"_s);
        QCOMPARE(as("", "{name: 1} instance of tPerson"), u"false"_s);
        QCOMPARE(load(wrap(decision(literal("1"), "typeRef=\"tNobody\""))).problems().size(), 1);
        QCOMPARE(load(wrap("<itemDefinition name=\"t\"><typeRef>string</typeRef><allowedValues><text>1,,2</text></allowedValues></itemDefinition>")).problems().size(), 1);
    }
    void knowledgeModelsAndServices()
    {
        const QByteArray xml = wrap(input("x", "number")
            + "<businessKnowledgeModel id=\"b\" name=\"twice as much\"><variable name=\"twice as much\"/><encapsulatedLogic><formalParameter name=\"n\" typeRef=\"number\"/>"
            + literal("if n &gt; 100 then n else twice as much(n * 2)") + "</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#b\"/></knowledgeRequirement></businessKnowledgeModel>"
            "<decision id=\"e\" name=\"e\"><variable name=\"e\"/><informationRequirement><requiredInput href=\"#i_x\"/></informationRequirement>" + literal("x + 1") + "</decision>"
            + decision(literal("e * 10"), {}, "<informationRequirement><requiredDecision href=\"#e\"/></informationRequirement>")
            + "<decisionService id=\"s\" name=\"s\"><variable name=\"s\"/><outputDecision href=\"#d\"/><inputDecision href=\"#e\"/></decisionService>"
            "<decisionService id=\"w\" name=\"whole\"><outputDecision href=\"#d\"/><outputDecision href=\"#e\"/><encapsulatedDecision href=\"#e\"/><inputData href=\"#i_x\"/></decisionService>"
            "<decision id=\"u\" name=\"u\"><variable name=\"u\"/><knowledgeRequirement><requiredKnowledge href=\"#s\"/></knowledgeRequirement><knowledgeRequirement><requiredKnowledge href=\"#b\"/></knowledgeRequirement>"
            + literal("[s(7), s(e: 8), twice as much(3), twice as much(\"a\"), s()]") + "</decision>");
        const Model model = load(xml);
        QVERIFY2(model.problems().isEmpty(), qPrintable(model.problems().value(0).detail));
        QCOMPARE(model.evaluate(u"d"_s, complete({{u"x"_s, u"4"_s}})).value.text(), u"50"_s);
        QCOMPARE(model.invoke(u"s"_s, complete({{u"e"_s, u"7"_s}})).value.text(), u"70"_s);
        QCOMPARE(model.invoke(u"whole"_s, complete({{u"x"_s, u"4"_s}})).value.text(), u"{d: 50, e: 5}"_s);
        QCOMPARE(model.invoke(u"twice as much"_s, complete({{u"n"_s, u"3"_s}})).value.text(), u"192"_s);
        QCOMPARE(model.evaluate(u"u"_s, complete()).value.text(), u"[70, 80, 192, null, null]"_s);
        QVERIFY(model.invoke(u"nobody"_s, complete()).value.isNull());
        QVERIFY(!model.evaluate(u"nobody"_s, complete()).diagnostics.isEmpty());
    }
    void decisionsMadeElsewhereAreInputs()
    {
        const Model model = load(wrap("<decision id=\"e\" name=\"e\"><variable name=\"e\" typeRef=\"number\"/></decision>"
                                      + decision(literal("e + 1"), {}, "<informationRequirement><requiredDecision href=\"#e\"/></informationRequirement>")));
        QCOMPARE(model.evaluate(u"d"_s, complete({{u"e"_s, u"1"_s}})).value.text(), u"2"_s);
        QVERIFY(model.evaluate(u"d"_s, complete()).value.isNull());
    }
    void ringsAndChainsEnd()
    {
        const Model ring = load(wrap(decision(literal("d + 1"), {}, "<informationRequirement><requiredDecision href=\"#d\"/></informationRequirement>")));
        QVERIFY(ring.evaluate(u"d"_s, complete()).value.isNull());
        QByteArray chain = "<decision id=\"n0\" name=\"n0\">" + literal("0") + "</decision>";
        for (int i = 1; i < 3000; ++i) {
            const QByteArray before = "n" + QByteArray::number(i - 1), own = "n" + QByteArray::number(i);
            chain += "<decision id=\"" + own + "\" name=\"" + own + "\"><informationRequirement><requiredDecision href=\"#" + before + "\"/></informationRequirement>" + literal(before + " + 1") + "</decision>";
        }
        const Model model = load(wrap(chain));
        QCOMPARE(model.evaluate(u"n400"_s, complete()).value.text(), u"400"_s);
        const auto beyond = model.evaluate(u"n2999"_s, complete());
        QVERIFY(beyond.value.isNull());
        QVERIFY(std::any_of(beyond.diagnostics.cbegin(), beyond.diagnostics.cend(), [](const feel::Diagnostic &d) { return d.code == u"FEEL-LIMIT"; }));
        const Model endless = load(wrap("<businessKnowledgeModel id=\"b\" name=\"b\"><encapsulatedLogic><formalParameter name=\"n\"/>" + literal("b(n + 1)")
            + "</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#b\"/></knowledgeRequirement></businessKnowledgeModel>"
            + decision(literal("b(1)"), {}, "<knowledgeRequirement><requiredKnowledge href=\"#b\"/></knowledgeRequirement>")));
        QVERIFY(endless.evaluate(u"d"_s, complete()).value.isNull());
    }
    void imports()
    {
        const auto library = [](const QByteArray &space, const QByteArray &inner) {
            return QByteArray("<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" namespace=\"" + space + "\" name=\"l\">" + inner + "</definitions>");
        };
        QHash<QString, QByteArray> files;
        files.insert(u"urn:a"_s, library("urn:a", "<itemDefinition name=\"tShort\"><typeRef>string</typeRef><allowedValues><text>string length(?) &lt; 4</text></allowedValues></itemDefinition>"
            + input("who", "tShort") + "<decision id=\"g\" name=\"greet\"><variable name=\"greet\"/>" + needs("i_who") + literal("\"hi \" + who") + "</decision>"
            "<businessKnowledgeModel id=\"b\" name=\"add one\"><encapsulatedLogic><formalParameter name=\"n\"/>" + literal("n + 1") + "</encapsulatedLogic></businessKnowledgeModel>"));
        files.insert(u"urn:b"_s, library("urn:b", "<import name=\"A\" namespace=\"urn:a\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>"
            "<decision id=\"h\" name=\"hello\"><variable name=\"hello\"/><informationRequirement><requiredDecision href=\"urn:a#g\"/></informationRequirement>" + literal("A.greet + \"!\"") + "</decision>"));
        files.insert(u"urn:ring"_s, library("urn:ring", "<import name=\"own\" namespace=\"urn:own\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>"));
        const ImportResolver resolver = [&files](const QString &space) { return files.contains(space) ? std::optional(files.value(space)) : std::nullopt; };
        const auto import = [](const QByteArray &name, const QByteArray &space) {
            return QByteArray("<import name=\"" + name + "\" namespace=\"" + space + "\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>");
        };
        const Model model = load(wrap(import("A", "urn:a") + import("B 1", "urn:b") + import("B2", "urn:b")
            + decision(literal("[B 1.hello, B2.hello, A.add one(1)]"), "typeRef=\"Any\"", "<informationRequirement><requiredDecision href=\"urn:b#h\"/></informationRequirement>"
                       "<knowledgeRequirement><requiredKnowledge href=\"urn:a#b\"/></knowledgeRequirement>"), "xmlns:a=\"urn:a\""), resolver);
        QVERIFY2(model.problems().isEmpty(), qPrintable(model.problems().value(0).detail));
        QCOMPARE(model.evaluate(u"d"_s, complete({{u"who"_s, u"\"Ann\""_s}})).value.text(), u"[\"hi Ann!\", null, 2]"_s);
        QCOMPARE(model.evaluate(u"d"_s, complete({{u"B 1"_s, u"{A: {who: \"Bob\"}}"_s}})).value.text(), u"[\"hi Bob!\", null, 2]"_s);
        const Model typed = load(wrap(import("A", "urn:a") + decision(literal("\"long text\""), "typeRef=\"A.tShort\"")), resolver);
        QVERIFY(typed.evaluate(u"d"_s, complete()).value.isNull());
        QCOMPARE(errorOf(wrap(import("x", "urn:nobody")), resolver), u"DMN-IMPORT"_s);
        QCOMPARE(errorOf(wrap(import("x", "urn:ring")), resolver), u"DMN-IMPORT"_s);
        QCOMPARE(errorOf(wrap(import("x", "urn:own")), resolver), u"DMN-IMPORT"_s);
        QCOMPARE(errorOf(wrap(import("x", "urn:a"))), u"DMN-IMPORT"_s);
        QCOMPARE(errorOf(wrap(decision(literal("1"), {}, "<informationRequirement><requiredDecision href=\"urn:a#g\"/></informationRequirement>")), resolver), u"DMN-REFERENCE"_s);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << QByteArray() << u"DMN-XML"_s;
        QTest::newRow("document type") << QByteArray("<!DOCTYPE d [<!ENTITY a \"x\">]><definitions/>") << u"DMN-XML"_s;
        QTest::newRow("other namespace") << QByteArray("<definitions xmlns=\"urn:x\"/>") << u"DMN-XML"_s;
        QTest::newRow("DMN 1.1") << QByteArray("<definitions xmlns=\"http://www.omg.org/spec/DMN/20151101/dmn.xsd\"/>") << u"DMN-XML"_s;
        QTest::newRow("unknown element") << wrap("<something/>") << u"DMN-ELEMENT"_s;
        QTest::newRow("unknown policy") << wrap(decision("<decisionTable hitPolicy=\"LAST\"><output/></decisionTable>")) << u"DMN-ELEMENT"_s;
        QTest::newRow("id twice") << wrap("<inputData id=\"a\" name=\"x\"/><inputData id=\"a\" name=\"y\"/>") << u"DMN-REFERENCE"_s;
        QTest::newRow("two expressions") << wrap(decision(literal("1") + literal("2"))) << u"DMN-REFERENCE"_s;
        QTest::newRow("requires nothing") << wrap(decision(literal("1"), {}, needs("nobody"))) << u"DMN-REFERENCE"_s;
        QTest::newRow("short row") << wrap(decision("<relation><column name=\"x\"/><row/></relation>")) << u"DMN-REFERENCE"_s;
        QByteArray deep = literal("1");
        for (int i = 0; i < 300; ++i)
            deep = "<list>" + deep + "</list>";
        QTest::newRow("too deep") << wrap(decision(deep)) << u"DMN-XML"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, xml);
        QTEST(errorOf(xml), "code");
    }
    void savingKeepsWhatIsNotRead()
    {
        const QByteArray xml = "<?xml version=\"1.0\"?>\n<!-- kept -->\n<d:definitions xmlns:d=\"http://www.omg.org/spec/DMN/20180521/MODEL/\" xmlns:di=\"http://www.omg.org/spec/DMN/20180521/DMNDI/\""
            " xmlns:x=\"urn:tool\" namespace=\"urn:own\" name=\"n\" expressionLanguage=\"http://www.omg.org/spec/DMN/20180521/FEEL/\">"
            "<d:extensionElements><x:note a=\"1\">text &amp; more</x:note></d:extensionElements>"
            "<d:decision id=\"d\" name=\"d\"><d:literalExpression><d:text><![CDATA[1 < 2]]></d:text></d:literalExpression><x:foreign/></d:decision>"
            "<di:DMNDI><di:DMNDiagram id=\"g\"/></di:DMNDI></d:definitions>";
        const Model model = load(xml);
        const QByteArray saved = model.save();
        QVERIFY(saved.contains("https://www.omg.org/spec/DMN/20230324/MODEL/") && !saved.contains("20180521/MODEL"));
        QVERIFY(saved.contains("https://www.omg.org/spec/DMN/20230324/DMNDI/") && saved.contains("https://www.omg.org/spec/DMN/20230324/FEEL/"));
        for (const char *kept : {"<!-- kept -->", "<x:note a=\"1\">text &amp; more</x:note>", "<di:DMNDiagram id=\"g\"", "<x:foreign", "1 < 2"})
            QVERIFY2(saved.contains(kept), kept);
        const Model again = load(saved);
        QCOMPARE(again.evaluate(u"d"_s, complete()).value.text(), u"true"_s);
        QCOMPARE(again.save(), saved);
    }
    void modelsMayBeUsedFromManyThreads()
    {
        const Model model = load(wrap(input("x", "number") + decision(literal("sum(for i in 1..x return i)"), {}, needs("i_x"))));
        QList<std::thread *> threads;
        std::atomic<int> wrong = 0;
        for (int t = 0; t < 4; ++t)
            threads << new std::thread([&] {
                for (int i = 0; i < 200; ++i)
                    if (model.evaluate(u"d"_s, complete({{u"x"_s, u"100"_s}})).value.text() != u"5050")
                        ++wrong;
            });
        for (std::thread *thread : threads)
            thread->join();
        qDeleteAll(threads);
        QCOMPARE(wrong.load(), 0);
    }
};

ZC_TEST(QCoreApplication, TestDmnEvaluate)
#include "tst_dmnevaluate.moc"
