#include "support/testprogram.h"

#include <dmn/tck.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::dmn;
using namespace Qt::StringLiterals;

// The runner of the conformance suite, on a small suite of its own.
class TestTck : public QObject {
    Q_OBJECT
    QTemporaryDir m_root;

    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_root.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    static QByteArray model(const QByteArray &decisions)
    {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:t\" name=\"t\">"
               "<inputData id=\"i\" name=\"x\"><variable name=\"x\"/></inputData>" + decisions + "</definitions>";
    }
    static QByteArray decision(const QByteArray &name, const QByteArray &text)
    {
        return "<decision id=\"" + name + "\" name=\"" + name + "\"><informationRequirement><requiredInput href=\"#i\"/></informationRequirement>"
               "<literalExpression><text>" + text + "</text></literalExpression></decision>";
    }
    static QByteArray cases(const QByteArray &inner, const QByteArray &modelName = "m.dmn")
    {
        return "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
               "<modelName>" + modelName + "</modelName>" + inner + "</testCases>";
    }
    static QByteArray expected(const QByteArray &id, const QByteArray &decision, const QByteArray &value, const QByteArray &input = {})
    {
        return "<testCase id=\"" + id + "\">" + input + "<resultNode name=\"" + decision + "\" type=\"decision\"><expected>" + value + "</expected></resultNode></testCase>";
    }

private Q_SLOTS:
    void initTestCase()
    {
        write(u"cl3/b/m.dmn"_s, model(decision("num", "1/3") + decision("ctx", "{a: [1, \"b\"], c: null}") + decision("day", "@\"2020-01-02T00:00:00Z\"") + decision("sum", "x + 1")
            + decision("java", "(function() external {java: {}})()") + decision("slow", "count(for a in 1..3000, b in 1..3000 return 1)") + decision("text", "\" a \"")));
        write(u"cl3/b/b-01.xml"_s, cases(expected("n1", "num", "<value xsi:type=\"xsd:decimal\">0.3333333333</value>") + expected("n2", "num", "<value xsi:type=\"xsd:decimal\">0.33</value>")
            + expected("c1", "ctx", "<component name=\"c\"><value xsi:nil=\"true\"/></component><component name=\"a\"><list><item><value xsi:type=\"xsd:double\">1e0</value></item><item><value xsi:type=\"xsd:string\">b</value></item></list></component>")
            + expected("d1", "day", "<value xsi:type=\"xsd:dateTime\">2020-01-02T01:00:00+01:00</value>")
            + expected("i1", "sum", "<value xsi:type=\"xsd:decimal\">3</value>", "<inputNode name=\"x\"><value xsi:type=\"xsd:decimal\">2</value></inputNode>")
            + expected("i2", "sum", "<value xsi:nil=\"true\"/>") + expected("j1", "java", "<value xsi:nil=\"true\"/>") + expected("s1", "slow", "<value xsi:nil=\"true\"/>")
            + expected("t1", "text", "<value xsi:type=\"xsd:string\"> a </value>") + expected("q&quot;1", "nobody", "<value>x</value>")));
        write(u"cl2/a/a-01.xml"_s, cases(expected("x", "d", "<value>1</value>"), "missing.dmn"));
        write(u"cl2/a/broken.xml"_s, "<testCases><testCase>");
        write(u"cl2/a/other.xml"_s, "<something/>");
    }
    void judgesCases()
    {
        int seen = 0;
        const auto results = TckRunner::run(m_root.path(), {}, [&seen](const TckResult &) { ++seen; });
        QVERIFY(results.ok());
        QCOMPARE(seen, results->size());
        QStringList outcomes;
        for (const TckResult &result : *results)
            outcomes << result.folder + u'/' + result.id + u' ' + QString::number(int(result.outcome));
        QCOMPARE(outcomes, (QStringList{u"cl2/a/x 1"_s, u"cl3/b/n1 0"_s, u"cl3/b/n2 1"_s, u"cl3/b/c1 0"_s, u"cl3/b/d1 0"_s, u"cl3/b/i1 0"_s, u"cl3/b/i2 0"_s,
                                        u"cl3/b/j1 2"_s, u"cl3/b/s1 0"_s, u"cl3/b/t1 0"_s, u"cl3/b/q\"1 1"_s}));
        const QList<TckFolder> folders = TckRunner::folders(*results);
        QCOMPARE(folders.size(), 2);
        QCOMPARE(folders.at(1).passed, 7);
        QCOMPARE(folders.at(1).total, 9);
        QCOMPARE(folders.at(1).ignored, 1);
        QCOMPARE(TckRunner::macroAverage(folders), (0.0 + 7.0 / 9.0) / 2);
        const QByteArray csv = TckRunner::csv(*results);
        QCOMPARE(csv.count('\n'), 11);
        QVERIFY(csv.contains("\"cl3/b\",\"b-01\",\"n1\",\"SUCCESS\",\"\"\n"));
        QVERIFY(csv.contains("\"cl3/b\",\"b-01\",\"j1\",\"IGNORED\","));
        QVERIFY(csv.contains("\"q\"\"1\",\"ERROR\","));
        QVERIFY(TckRunner::markdown(folders).contains("| cl3/b | 7 | 9 | 1 |\n"));
    }
    void filters()
    {
        const auto results = TckRunner::run(m_root.path(), u"b-01/n"_s);
        QCOMPARE(results->size(), 2);
        QCOMPARE(TckRunner::run(m_root.path(), u"nowhere"_s)->size(), 0);
    }
    void nothingToRunIsAnError()
    {
        QCOMPARE(TckRunner::run(u"/nowhere"_s).error().code, u"DMN-SUITE"_s);
    }
};

ZC_TEST(QCoreApplication, TestTck)
#include "tst_tck.moc"
