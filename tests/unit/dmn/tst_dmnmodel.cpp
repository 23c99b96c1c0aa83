#include "support/testprogram.h"

#include <dmn/model.h>


using namespace zc;
using namespace zc::dmn;
using namespace Qt::StringLiterals;

class TestDmnModel : public QObject {
    Q_OBJECT

    static QByteArray wrap(const QByteArray &inner, const QByteArray &uri = "https://www.omg.org/spec/DMN/20230324/MODEL/")
    {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"" + uri + "\" name=\"样例\">\n" + inner + "\n</definitions>\n";
    }
    static QByteArray table(const QByteArray &attributes, const QByteArray &rules)
    {
        return wrap("<inputData id=\"a\" name=\"甲\"><variable name=\"甲\" typeRef=\"string\"/></inputData>"
                    "<decision id=\"d\" name=\"表\"><informationRequirement><requiredInput href=\"#a\"/></informationRequirement>"
                    "<decisionTable id=\"t\" " + attributes + "><input id=\"i\"><inputExpression><text>甲</text></inputExpression></input>"
                    "<output id=\"o\" name=\"出\"/><annotation name=\"依据\"/>\n" + rules + "</decisionTable></decision>");
    }
    static QString codeOf(const QByteArray &xml)
    {
        const auto model = Model::load(xml);
        return model.ok() ? QString() : model.error().code + u' ' + model.error().detail.section(u':', 0, 0);
    }

private Q_SLOTS:
    void readsTablesLiteralsAndTypes()
    {
        const QByteArray rule = "<rule id=\"r1\"><inputEntry><text> \"x\" </text></inputEntry><outputEntry><text>1</text></outputEntry>"
                                "<annotationEntry><text>L01</text></annotationEntry></rule>";
        const auto model = Model::load(table("hitPolicy=\"FIRST\"", rule));
        QVERIFY2(model.ok(), qPrintable(model.ok() ? QString() : model.error().detail));
        QCOMPARE(model->name(), u"样例"_s);
        QCOMPARE(model->inputs().constFirst().typeRef, u"string"_s);
        const Decision &decision = model->decisions().constFirst();
        QCOMPARE(decision.requirements, QStringList{u"a"_s});
        QCOMPARE(decision.table->hitPolicy, HitPolicy::First);
        QCOMPARE(decision.table->rules.constFirst().inputs, QStringList{u"\"x\""_s});
        QCOMPARE(decision.table->rules.constFirst().annotations, QStringList{u"L01"_s});
        QCOMPARE(decision.table->rules.constFirst().line, 4);
        const auto types = Model::load(wrap("<itemDefinition name=\"t\" isCollection=\"true\"><typeRef>string</typeRef><allowedValues>"
                                            "<text>\"甲\",\"乙\"</text></allowedValues></itemDefinition>"
                                            "<decision id=\"d\" name=\"n\"><variable name=\"n\" typeRef=\"boolean\"/>"
                                            "<literalExpression><text>甲 = 1</text></literalExpression></decision>"));
        QCOMPARE(types->items().constFirst().allowedValues, (QStringList{u"甲"_s, u"乙"_s}));
        QVERIFY(types->items().constFirst().isCollection);
        QCOMPARE(types->decisions().constFirst().literal, u"甲 = 1"_s);
    }
    void readsTheOlderNamespaces()
    {
        QVERIFY(Model::load(wrap({}, "https://www.omg.org/spec/DMN/20191111/MODEL/")).ok());
        QVERIFY(Model::load(wrap({}, "https://www.omg.org/spec/DMN/20211108/MODEL/")).ok());
        QVERIFY(!Model::load(wrap({}, "http://www.omg.org/spec/DMN/20151101/dmn.xsd")).ok());
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << QByteArray() << u"DMN-XML line 1"_s;
        QTest::newRow("not xml") << QByteArray("hello") << u"DMN-XML line 1"_s;
        QTest::newRow("open element") << QByteArray("<definitions>\n<a>") << u"DMN-XML line 2"_s;
        QTest::newRow("other root") << QByteArray("<a/>") << u"DMN-XML line 1"_s;
        QTest::newRow("entity bomb") << QByteArray("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><definitions>&b;</definitions>")
                                     << u"DMN-XML line 1"_s;
        QTest::newRow("too large") << wrap(QByteArray(17 * 1024 * 1024, ' ')) << u"DMN-XML line 1"_s;
        QTest::newRow("id twice") << wrap("<inputData id=\"a\" name=\"x\"/>\n<inputData id=\"a\" name=\"y\"/>") << u"DMN-REFERENCE line 4"_s;
        QTest::newRow("requires nothing") << wrap("<decision id=\"d\" name=\"n\"><informationRequirement><requiredInput href=\"#x\"/></informationRequirement>"
                                                  "<literalExpression><text>1</text></literalExpression></decision>") << u"DMN-REFERENCE line 3"_s;
        QTest::newRow("reference out") << wrap("<decision id=\"d\" name=\"n\"><informationRequirement><requiredInput href=\"other#x\"/></informationRequirement>"
                                               "<literalExpression><text>1</text></literalExpression></decision>") << u"DMN-REFERENCE line 3"_s;
        QTest::newRow("no logic") << wrap("<decision id=\"d\" name=\"n\"/>") << u"DMN-REFERENCE line 3"_s;
        QTest::newRow("short rule") << table("", "<rule id=\"r\"><outputEntry><text>1</text></outputEntry></rule>") << u"DMN-REFERENCE line 4"_s;
        QTest::newRow("priority") << table("hitPolicy=\"PRIORITY\"", "") << u"DMN-ELEMENT line 3"_s;
        QTest::newRow("aggregation") << table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "") << u"DMN-ELEMENT line 3"_s;
        QTest::newRow("invocation") << wrap("<decision id=\"d\" name=\"n\"><invocation/></decision>") << u"DMN-ELEMENT line 3"_s;
        QTest::newRow("knowledge model") << wrap("<businessKnowledgeModel id=\"b\" name=\"n\"/>") << u"DMN-ELEMENT line 3"_s;
        QTest::newRow("allowed range") << wrap("<itemDefinition name=\"t\"><allowedValues><text>[1..2]</text></allowedValues></itemDefinition>")
                                       << u"DMN-ELEMENT line 3"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, xml);
        QTEST(codeOf(xml), "code");
    }
    void deepNestingEnds()
    {
        QByteArray deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "<a>";
        QVERIFY(!Model::load(wrap(deep)).ok());
    }
    void skipsWhatIsNotEvaluated()
    {
        const auto model = Model::load(wrap("<description>x</description><knowledgeSource id=\"k\" name=\"k\"/><extensionElements><b/></extensionElements>"));
        QVERIFY2(model.ok(), qPrintable(model.ok() ? QString() : model.error().detail));
        QVERIFY(model->decisions().isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestDmnModel)
#include "tst_dmnmodel.moc"
