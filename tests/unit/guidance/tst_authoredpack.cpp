#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <dmn/model.h>
#include <guidance/authoredpack.h>
#include <guidance/dmnexport.h>
#include <guidance/finding.h>

using namespace oracle;

// A pack as its author works on it: what is read is written back byte for byte, and nothing falls off in silence.
class TestAuthoredPack : public QObject {
    Q_OBJECT

    static AuthoredPack readPack(const QString &path)
    {
        const auto files = PackFiles::readFolder(path);
        const auto pack = files.ok() ? AuthoredPack::read(*files) : files.error();
        if (!pack.ok())
            qFatal("%s: %s %s", qPrintable(path), qPrintable(pack.error().code), qPrintable(pack.error().detail));
        return *pack;
    }
    static QString xml(const QString &decisions)
    {
        return u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"a\" "
               "name=\"a\" namespace=\"urn:zc:pack:a\">\n"_s + decisions + u"</definitions>\n"_s;
    }

private Q_SLOTS:
    void everyPackComesBackByteForByte_data()
    {
        QTest::addColumn<QString>("path");
        QStringList roots{QStringLiteral(ZC_SOURCE_DIR "/plugins")};
        if (QDir(QStringLiteral(ZC_TEST_DATA "/packs")).exists())
            roots << QStringLiteral(ZC_TEST_DATA "/packs");
        int packs = 0;
        for (const QString &root : std::as_const(roots)) {
            QDirIterator files(root, {u"package.json"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = QFileInfo(files.next()).path();
                QTest::newRow(qPrintable(path.section(u'/', -4))) << path;
                ++packs;
            }
        }
        QVERIFY(packs >= 10);
    }
    void everyPackComesBackByteForByte()
    {
        QFETCH(QString, path);
        const auto files = PackFiles::readFolder(path);
        const AuthoredPack pack = readPack(path);
        QCOMPARE(pack.notTabular, QStringList());
        const PackFiles written = pack.write();
        QCOMPARE(written.content.keys(), files->content.keys());
        for (auto it = files->content.cbegin(); it != files->content.cend(); ++it)
            QCOMPARE(QString::fromUtf8(written.content.value(it.key())).split(u'\n'), QString::fromUtf8(*it).split(u'\n'));
        QVERIFY(written == *files);
        QCOMPARE(*AuthoredPack::read(written), pack);
    }
    // What was written by hand in another layout is brought into the one layout once, and means the same.
    void anotherLayoutIsBroughtIntoForm()
    {
        const auto files = PackFiles::readFolder(ownPack());
        const PackFiles written = readPack(ownPack()).write();
        QVERIFY(written.content.value(u"rules/main.dmn"_s) != files->content.value(u"rules/main.dmn"_s));
        QCOMPARE(AuthoredPack::read(written)->write(), written);
        QCOMPARE(*AuthoredPack::read(written), readPack(ownPack()));
        QVERIFY(verifyFiles(written).findings.isEmpty());
    }
    void theSharedExamplesAreThere()
    {
        if (!QDir(QStringLiteral(ZC_TEST_DATA "/packs")).exists())
            QSKIP("skipped: data absent");
        const AuthoredPack pack = readPack(QStringLiteral(ZC_TEST_DATA "/packs/food-licence"));
        QCOMPARE(pack.tables.size(), 6);
        QCOMPARE(pack.formulas.size(), 1);
        QCOMPARE(pack.formulas.constFirst().text, u"every x in 经营项目 satisfies x = \"预包装\""_s);
        QCOMPARE(pack.sheet(u"cases.csv"_s)->rows.size(), 15);
        QCOMPARE(readPack(QStringLiteral(ZC_TEST_DATA "/packs/open-shop")).sheet(u"imports.csv"_s)->rows.size(), 2);
    }
    void whatDmnSaysTwiceFollowsTheFacts()
    {
        AuthoredPack pack = readPack(ownPack());
        AuthoredSheet &facts = *pack.sheet(u"facts.csv"_s);
        QStringList row = facts.rows.constFirst();
        row[0] = u"F99"_s;
        row[1] = u"箱数"_s;
        row[2] = u"number"_s;
        row[3] = u"[0..10]"_s;
        facts.rows << row;
        pack.alignCases();
        AuthoredTable &table = *pack.table(u"费用"_s);
        table.columns.insert(1, {AuthoredTable::Kind::Input, u"箱数"_s});
        for (AuthoredTable::Rule &rule : table.rules)
            rule.cells.insert(1, u"-"_s);
        table.rules << AuthoredTable::Rule{{}, {u"\"S1\""_s, u"> 5 & < \"x\""_s, u"9"_s, u"L01"_s}};
        const PackFiles files = pack.write();
        const QString rules = QString::fromUtf8(files.content.value(u"rules/main.dmn"_s));
        QVERIFY(rules.contains(u"<inputData id=\"F99\" name=\"箱数\"><variable name=\"箱数\" typeRef=\"number\"/></inputData>"));
        QVERIFY(rules.contains(u"<informationRequirement><requiredInput href=\"#loopSubitem\"/></informationRequirement>\n"
                               "    <informationRequirement><requiredInput href=\"#F99\"/></informationRequirement>\n    <decisionTable id=\"dFeeT\""));
        QVERIFY(rules.contains(u"<input id=\"dFeeI2\"><inputExpression typeRef=\"number\"><text>箱数</text></inputExpression></input>"));
        QVERIFY(rules.contains(u"<text>&gt; 5 &amp; &lt; \"x\"</text>"));
        // The rule without an id got the next one of its table.
        const AuthoredPack again = *AuthoredPack::read(files);
        const QString last = again.tables.at(5).rules.constLast().id;
        QCOMPARE(again.tables.at(5).name, u"费用"_s);
        QVERIFY2(last.startsWith(u'e') && last != pack.tables.at(5).rules.at(0).id, qPrintable(last));
        QCOMPARE(again.write(), files);
        QCOMPARE(again.sheet(u"cases.csv"_s)->columns.indexOf(u"箱数"), again.sheet(u"cases.csv"_s)->columns.indexOf(u"=子事项") - 1);
    }
    void casesFollowTheirFacts()
    {
        AuthoredPack pack = readPack(ownPack());
        AuthoredSheet &facts = *pack.sheet(u"facts.csv"_s);
        const QString first = facts.cell(0, u"name"), second = facts.cell(1, u"name");
        const QString value = pack.sheet(u"cases.csv"_s)->cell(0, first), other = pack.sheet(u"cases.csv"_s)->cell(0, second);
        facts.rows[0][1] = u"改了名"_s;
        facts.rows.swapItemsAt(0, 1);
        pack.alignCases({{first, u"改了名"_s}});
        const AuthoredSheet &cases = *pack.sheet(u"cases.csv"_s);
        QCOMPARE(cases.columns.mid(2, 2), (QStringList{second, u"改了名"_s}));
        QCOMPARE(cases.cell(0, u"改了名"), value);
        QCOMPARE(cases.cell(0, second), other);
        facts.rows.removeFirst();
        pack.alignCases();
        QVERIFY(!pack.sheet(u"cases.csv"_s)->columns.contains(second));
        QCOMPARE(pack.sheet(u"cases.csv"_s)->rows.at(0).size(), pack.sheet(u"cases.csv"_s)->columns.size());
    }
    void idsAreGivenOnceAndNeverAgain()
    {
        AuthoredPack pack;
        pack.tables = {{u"dSub"_s, u"子事项"_s, u"COLLECT"_s, u"rules/main.dmn"_s, {}, {{u"s7"_s, {}}, {{}, {}}, {u"s2"_s, {}}, {{}, {}}}},
                       {{}, u"材料"_s, u"COLLECT"_s, u"rules/main.dmn"_s, {}, {{{}, {}}}},
                       {{}, u"甲"_s, u"FIRST"_s, u"rules/main.dmn"_s, {}, {{{}, {}}}},
                       {{}, u"乙"_s, u"FIRST"_s, u"rules/main.dmn"_s, {}, {{{}, {}}, {u"s9"_s, {}}}}};
        pack.formulas = {{{}, u"丙"_s, u"boolean"_s, u"true"_s}};
        pack.completeIds();
        QCOMPARE(pack.tables.at(0).rules.at(1).id, u"s8"_s);
        QCOMPARE(pack.tables.at(0).rules.at(3).id, u"s10"_s);
        QSet<QString> seen;
        for (const AuthoredTable &table : std::as_const(pack.tables)) {
            QVERIFY(!table.id.isEmpty() && !seen.contains(table.id));
            seen << table.id;
            for (const AuthoredTable::Rule &rule : table.rules) {
                QVERIFY(!rule.id.isEmpty() && !seen.contains(rule.id));
                seen << rule.id;
            }
        }
        QCOMPARE(pack.tables.at(1).id, u"dMat"_s);
        const AuthoredPack before = pack;
        pack.completeIds();
        QCOMPARE(pack, before);
    }
    void whatNoSheetCarriesStaysByteForByte_data()
    {
        QTest::addColumn<QString>("decisions");
        const QString literal = u"<decision id=\"d\" name=\"甲\"><variable name=\"甲\" typeRef=\"boolean\"/>%1<literalExpression><text>true</text></literalExpression></decision>"_s;
        const QString table = u"<decision id=\"d\" name=\"甲\"><decisionTable id=\"t\" hitPolicy=\"%1\"%2><input id=\"i\"><inputExpression><text>乙</text></inputExpression>%3</input><output name=\"o\"/>"
                              "<rule id=\"r\"><inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry>%4</rule></decisionTable></decision>"_s;
        QTest::newRow("comment") << u"<!-- a thought -->"_s;
        QTest::newRow("description") << literal.arg(u"<description>x</description>"_s);
        QTest::newRow("extension") << u"<extensionElements><x/></extensionElements>"_s;
        QTest::newRow("knowledge model") << u"<businessKnowledgeModel id=\"k\" name=\"k\"/>"_s;
        QTest::newRow("no logic") << u"<decision id=\"d\" name=\"甲\"/>"_s;
        QTest::newRow("hit policy") << table.arg(u"SOMETIMES"_s, QString(), QString(), QString());
        QTest::newRow("aggregated unique") << table.arg(u"UNIQUE"_s, u" aggregation=\"SUM\""_s, QString(), QString());
        QTest::newRow("input values") << table.arg(u"UNIQUE"_s, QString(), u"<inputValues><text>1</text></inputValues>"_s, QString());
        QTest::newRow("label") << table.arg(u"UNIQUE"_s, u" outputLabel=\"x\""_s, QString(), QString());
        QTest::newRow("too many cells") << table.arg(u"UNIQUE"_s, QString(), QString(), u"<annotationEntry><text>x</text></annotationEntry>"_s);
        QTest::newRow("two texts") << literal.arg(QString()).replace(u"<text>true</text>"_s, u"<text>true</text><text>false</text>"_s);
        QTest::newRow("prefixed") << u"<x:decision xmlns:x=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"d\" name=\"甲\"/>"_s;
    }
    void whatNoSheetCarriesStaysByteForByte()
    {
        QFETCH(QString, decisions);
        PackFiles files = readPack(ownPack()).write();
        files.content.insert(u"rules/extra.dmn"_s, xml(decisions).toUtf8());
        const auto pack = AuthoredPack::read(files);
        QVERIFY(pack.ok());
        QCOMPARE(pack->notTabular.size(), 1);
        QVERIFY(pack->notTabular.constFirst().startsWith(u"rules/extra.dmn line "));
        QVERIFY(pack->write() == files);
    }
    void brokenFilesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("place");
        QTest::newRow("quotes") << u"basis.csv"_s << QByteArray("id,title,clause,validFrom,validTo\nL01,a\"b,,,\n") << u"PACK-FORMAT"_s << u"basis.csv:2"_s;
        QTest::newRow("columns") << u"basis.csv"_s << QByteArray("id,title,clause\n") << u"PACK-FORMAT"_s << u"basis.csv:1"_s;
        QTest::newRow("json") << u"package.json"_s << QByteArray("{\n\n\"a\":}") << u"PACK-FORMAT"_s << u"package.json:3"_s;
        QTest::newRow("wrong member") << u"package.json"_s << QByteArray("{\"format\":1,\"demo\":\"yes\"}") << u"PACK-FORMAT"_s << u"demo"_s;
        QTest::newRow("format") << u"package.json"_s << QByteArray("{\"format\":2}") << u"PACK-FORMAT"_s << u"format"_s;
        QTest::newRow("author") << u"package.json"_s << QByteArray("{\"format\":1,\"authors\":[\"a|b\"]}") << u"PACK-FORMAT"_s << u"authors"_s;
        QTest::newRow("xml") << u"rules/main.dmn"_s << QByteArray("<a>\n<b></a>") << u"DMN-XML"_s << u"rules/main.dmn line 2"_s;
        QTest::newRow("document type") << u"rules/main.dmn"_s << QByteArray("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a/>") << u"DMN-XML"_s << u"document type"_s;
        QTest::newRow("notice") << u"notice.md"_s << QByteArray("\xff\xfe") << u"PACK-FORMAT"_s << u"notice.md"_s;
    }
    void brokenFilesAreRefusedWithTheirPlace()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        QFETCH(QString, place);
        auto files = *PackFiles::readFolder(ownPack());
        files.content[file] = bytes;
        const auto pack = AuthoredPack::read(files);
        QVERIFY(!pack.ok());
        QCOMPARE(pack.error().code, code);
        QVERIFY2(pack.error().detail.contains(place), qPrintable(pack.error().detail));
        files.content.remove(u"package.json"_s);
        QCOMPARE(AuthoredPack::read(files).error().code, u"PACK-MISSING"_s);
    }
    void unknownMembersOfThePackageStay()
    {
        const PackCopy copy(ownPack());
        copy.replace(u"package.json"_s, u"  \"accepted\": []\n"_s, u"  \"accepted\": [\n    {\n      \"code\": \"V07\",\n      \"where\": \"facts.csv:3\",\n      \"reason\": \"样例\",\n      "
                                                                   "\"by\": \"张三丰\"\n    }\n  ],\n  \"seal\": \"已验证\",\n  \"x\": {\n    \"a\": [\n      1,\n      \"b\"\n    ]\n  }\n"_s);
        copy.replace(u"package.json"_s, u"[\"样例编写人\"]"_s, u"[\n    \"样例编写人\"\n  ]"_s);
        copy.replace(u"package.json"_s, u"[\"样例校核人\"]"_s, u"[\n    \"样例校核人\"\n  ]"_s);
        const AuthoredPack pack = readPack(copy.path());
        QCOMPARE(pack.info.accepted.constFirst().code, u"V07"_s);
        QCOMPARE(pack.info.seal, u"已验证"_s);
        QCOMPARE(pack.write().content.value(u"package.json"_s), copy.read(u"package.json"_s));
    }
    void linesOfTheNoticeEndAlike()
    {
        const PackCopy copy(ownPack());
        copy.write(u"notice.md"_s, "a\r\nb\n\n\n");
        QCOMPARE(readPack(copy.path()).notice, u"a\nb\n"_s);
        copy.write(u"notice.md"_s, "a\n\nb");
        QCOMPARE(readPack(copy.path()).notice, u"a\n\nb\n"_s);
    }
    void otherToolsGetADiagram()
    {
        const AuthoredPack pack = readPack(ownPack());
        const QByteArray xml = dmnForOtherTools(pack);
        const auto model = dmn::Model::load(xml);
        QVERIFY2(model.ok(), model.ok() ? "" : qPrintable(model.error().detail));
        QCOMPARE(model->decisions().size(), pack.formulas.size() + pack.tables.size());
        // Every element has its shape, every requirement its edge.
        const QString text = QString::fromUtf8(xml);
        QCOMPARE(text.count(u"<dmndi:DMNShape"), text.count(u"<inputData ") + text.count(u"<decision "));
        QCOMPARE(text.count(u"<dmndi:DMNEdge"), text.count(u"<informationRequirement "));
        QVERIFY(text.count(u"<dmndi:DMNEdge") > 10);
    }
    void severalRuleFiles()
    {
        AuthoredPack pack = readPack(ownPack());
        pack.tables[0].file = u"rules/first.dmn"_s;
        pack.tables[5].file = u"rules/second.dmn"_s;
        const PackFiles files = pack.write();
        QCOMPARE(files.content.size(), PackFiles::readFolder(ownPack())->content.size() + 2);
        const auto again = AuthoredPack::read(files);
        QVERIFY(again.ok() && again->notTabular.isEmpty());
        QCOMPARE(again->write(), files);
        QVERIFY(files.content.value(u"rules/first.dmn"_s).contains("id=\"book-stall-first\""));
        QVERIFY(Pack::loadNow(files).ok());
    }
};

ZC_TEST(QCoreApplication, TestAuthoredPack)
#include "tst_authoredpack.moc"
