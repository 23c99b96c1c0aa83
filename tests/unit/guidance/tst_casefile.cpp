#include "oracle.h"
#include "support/testprogram.h"

#include <guidance/casefile.h>

#include <QJsonArray>

using namespace oracle;

// Batches of answers, and the JSON an outcome becomes.
class TestCaseFile : public QObject {
    Q_OBJECT

    std::shared_ptr<const Pack> m_pack;

private Q_SLOTS:
    void initTestCase() { m_pack = loadPack(ownPack()); }

    void jsonLinesGoOnAfterABadOne()
    {
        const auto items = readCaseFile(*m_pack, "{\"id\":\"a\",\"经营者类型\":\"个人\",\"F04\":20,\"有许可证\":null,\"夜间时段\":\"/\"}\n"
                                                 "{\"id\":7,\"没有\":1}\n\n{\"经营者类型\":\"公司\"}\nnonsense\n{\"书刊种类\":[\"音像\",\"图书\"],\"开始日期\":\"2026-07-01\"}\n");
        QVERIFY(items.ok());
        QCOMPARE(items->size(), 5);
        QCOMPARE(items->at(0).id, u"a"_s);
        QCOMPARE(items->at(0).answers.size(), 2);
        QCOMPARE(items->at(1).error->code, u"GDE-FACT"_s);
        QCOMPARE(items->at(1).id, u"7"_s);
        QCOMPARE(items->at(2).error->code, u"GDE-VALUE"_s);
        QCOMPARE(items->at(3).error->code, u"GDE-VALUE"_s);
        QVERIFY(!items->at(4).error);
        QCOMPARE(items->at(4).answers.constFirst().value.text(), u"[\"图书\", \"音像\"]"_s);
    }
    void arraysAndSingleObjects()
    {
        QCOMPARE(readCaseFile(*m_pack, "[{\"id\":\"x\"},{\"id\":\"y\"},3]")->size(), 3);
        QCOMPARE(readCaseFile(*m_pack, "{\n \"id\": \"x\",\n \"代办\": true\n}")->constFirst().answers.size(), 1);
    }
    void goldenCasesAsTheyAre()
    {
        QFile file(ownPack() + u"/cases.csv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto items = readCaseFile(*m_pack, file.readAll());
        QVERIFY(items.ok());
        QVERIFY(items->size() >= 8);
        for (const CaseInput &item : *items) {
            QVERIFY(!item.error);
            Interview interview(m_pack);
            QVERIFY(interview.answerAll(item.answers).ok());
            QVERIFY(interview.outcome().complete);
        }
    }
    void brokenFilesAreErrors()
    {
        QCOMPARE(readCaseFile(*m_pack, "id,title\na,b\n").error().code, u"PACK-FORMAT"_s);
        QCOMPARE(readCaseFile(*m_pack, "id,\"title\na").error().code, u"PACK-FORMAT"_s);
        QCOMPARE(readCaseFile(*m_pack, "").error().code, u"PACK-FORMAT"_s);
        QCOMPARE(readCaseFile(*m_pack, "id,经营者类型\na,公司\n")->constFirst().error->code, u"GDE-VALUE"_s);
    }
    void theJsonHasTheAgreedKeys()
    {
        Interview interview(m_pack);
        QJsonObject json = outcomeToJson(interview.outcome());
        QVERIFY(json.value(u"fee").isNull() && json.value(u"limitDays").isNull());
        QVERIFY(json.value(u"pending").toArray().contains(u"F01"_s));
        QVERIFY(json.value(u"subItems").toArray().isEmpty());
        const auto items = readCaseFile(*m_pack, "{\"经营者类型\":\"单位\",\"书刊种类\":[\"图书\"],\"摊位面积\":50,\"夜间经营\":false,\"代办\":true}");
        QVERIFY(interview.answerAll(items->constFirst().answers).ok());
        json = outcomeToJson(interview.outcome());
        QCOMPARE(json.value(u"subItems").toArray(), (QJsonArray{u"S2"_s, u"S3"_s}));
        QCOMPARE(json.value(u"fee").toDouble(), 60.5);
        QCOMPARE(json.value(u"limitDays").toInt(), 10);
        QVERIFY(json.value(u"pending").toArray().isEmpty());
        const QJsonObject material = json.value(u"materials").toArray().at(1).toObject();
        QCOMPARE(material.value(u"id").toString(), u"M03"_s);
        QCOMPARE(material.value(u"mode").toString(), u"必交"_s);
        QVERIFY(material.value(u"dueDays").isNull());
        const QJsonObject why = material.value(u"why").toObject();
        QCOMPARE(why.value(u"rows").toArray(), (QJsonArray{u"m3"_s, u"p5"_s}));
        QVERIFY(why.value(u"answers").toObject().contains(u"代办"_s));
        QCOMPARE(why.value(u"basis").toString(), u"书摊样例规则 第一条"_s);
    }
};

ZC_TEST(QCoreApplication, TestCaseFile)
#include "tst_casefile.moc"
