#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <guidance/finding.h>

using namespace oracle;

// Every seeded defect is found under its code, and what is clean stays clean.
class TestPackVerify : public QObject {
    Q_OBJECT

    using Spoil = std::function<void(const PackCopy &)>;
    QHash<QString, QPair<QString, Spoil>> m_defects;   // name -> code, defect

    static QStringList codes(const VerifyReport &report)
    {
        QStringList list;
        for (const Finding &finding : report.findings)
            list << finding.code;
        return list;
    }
    static QString lines(const VerifyReport &report)
    {
        QStringList list;
        for (const Finding &finding : report.findings)
            list << finding.code + u' ' + finding.message;
        return list.join(u'\n');
    }

    void fill()
    {
        const QString dmn = u"rules/main.dmn"_s;
        const auto add = [this](const char *name, const QString &code, Spoil spoil) { m_defects.insert(QString::fromLatin1(name), {code, std::move(spoil)}); };
        add("unknown name", u"V01"_s, [](const PackCopy &p) { p.replace(u"facts.csv"_s, u"经营者类型 = "_s, u"经营者种类 = "_s); });
        add("constant outside", u"V01"_s, [=](const PackCopy &p) { p.changeRule(u"p1"_s, u"\"个人\""_s, u"\"公司\""_s); });
        add("unknown material", u"V01"_s, [](const PackCopy &p) { p.changeRule(u"m5"_s, u"\"M05\""_s, u"\"M55\""_s); });
        add("wrong type", u"V01"_s, [=](const PackCopy &p) { p.replace(dmn, u"摊位面积 &gt; 20"_s, u"摊位面积 = \"20\""_s); });
        add("duplicate id", u"V01"_s, [](const PackCopy &p) { p.replace(u"materials.csv"_s, u"M05,CL"_s, u"M04,CL"_s); });
        add("missing file", u"V01"_s, [](const PackCopy &p) { p.remove(u"basis.csv"_s); });
        add("wrong header", u"V01"_s, [](const PackCopy &p) { p.replace(u"facts.csv"_s, u"step,unit"_s, u"unit,step"_s); });
        add("unknown basis", u"V01"_s, [](const PackCopy &p) { p.changeRule(u"f1"_s, u"L01"_s, u"L09"_s); });
        add("values differ", u"V01"_s, [=](const PackCopy &p) { p.replace(dmn, u"\"图书\",\"期刊\",\"音像\""_s, u"\"图书\",\"期刊\""_s); });
        add("unknown mode", u"V01"_s, [](const PackCopy &p) { p.changeRule(u"p3"_s, u"\"必交\""_s, u"\"后交\""_s); });
        add("ring of facts", u"V02"_s, [](const PackCopy &p) {
            p.replace(u"facts.csv"_s, u"F06,夜间经营,bool,,,,晚上摆吗？,夜间要承诺,applicant,1,,"_s, u"F06,夜间经营,bool,,,,晚上摆吗？,夜间要承诺,applicant,1,count(夜间时段) = 1,"_s);
        });
        add("ring of helpers", u"V02"_s, [=](const PackCopy &p) { p.replace(dmn, u"摊位面积 &gt; 20"_s, u"可容缺"_s); p.replace(dmn, u"else false"_s, u"else 大摊"_s); });
        add("hole in modes", u"V03"_s, [](const PackCopy &p) { p.deleteRule(u"p5"_s); });
        add("hole in a helper", u"V03"_s, [](const PackCopy &p) { p.changeRule(u"n3"_s, u"<text>-</text></inputEntry><inputEntry>"_s, u"<text>false</text></inputEntry><inputEntry>"_s); p.changeRule(u"n2"_s, u"<text>-</text>"_s, u"<text>true</text>"_s); });
        add("overlap", u"V04"_s, [](const PackCopy &p) { p.changeRule(u"p5"_s, u"<text>false</text>"_s, u"<text>-</text>"_s); });
        add("row within another", u"V05"_s, [](const PackCopy &p) { p.copyRule(u"f2"_s, u"f9"_s, u"<text>-</text></inputEntry><inputEntry><text>true"_s, u"<text>\"S1\"</text></inputEntry><inputEntry><text>true"_s); });
        add("row that never matches", u"V05"_s, [](const PackCopy &p) { p.copyRule(u"p1"_s, u"p9"_s, u"\"M01\""_s, u"\"M05\""_s); p.changeRule(u"p9"_s, u"\"免交\""_s, u"\"必交\""_s); });
        add("hidden row", u"V05"_s, [](const PackCopy &p) { p.copyRule(u"n3"_s, u"n4"_s); });
        add("assertion", u"V06"_s, [](const PackCopy &p) { p.changeRule(u"t2"_s, u"<text>8</text>"_s, u"<text>12</text>"_s); });
        add("question without effect", u"V07"_s, [](const PackCopy &p) {
            p.append(u"facts.csv"_s, u"F09,下雨,bool,,,,下雨吗？,没有用,clerk,1,,,,\n"_s);
            p.replace(u"cases.csv"_s, u"夜间时段,=子事项"_s, u"夜间时段,下雨,=子事项"_s);
            p.write(u"cases.csv"_s, p.read(u"cases.csv"_s).split('\n').first() + '\n');
        });
        add("options alike", u"V08"_s, [](const PackCopy &p) { p.changeRule(u"f3"_s, u"<text>true</text>"_s, u"<text>-</text>"_s); });
        add("material never", u"V09"_s, [](const PackCopy &p) { p.append(u"materials.csv"_s, u"M06,CL-9006,多余材料,原件,1,-,,false,,申请人,L01,\n"_s); });
        add("always in spite of conditions", u"V09"_s, [](const PackCopy &p) {
            p.changeRule(u"m5"_s, u"\"S3\"</text></inputEntry><inputEntry><text>-"_s, u"\"S3\"</text></inputEntry><inputEntry><text>false"_s);
        });
        add("dead end", u"V10"_s, [](const PackCopy &p) { p.deleteRule(u"s3"_s); });
        add("option ruled out", u"V11"_s, [](const PackCopy &p) { p.append(u"constraints.csv"_s, u"K03,,\"经营者类型 = \"\"个人\"\"\",只办个人,L01\n"_s); });
        add("no scenario", u"V11"_s, [](const PackCopy &p) { p.append(u"constraints.csv"_s, u"K03,,count(书刊种类) = 0,什么都不卖,L01\n"_s); });
        add("not applicable, expression", u"V12"_s, [=](const PackCopy &p) {
            p.replace(dmn, u"if 经营者类型 = \"个人\" then 开始日期 + duration(\"P1M\") &gt;= date(\"2026-08-01\") else false"_s,
                      u"开始日期 + duration(\"P1M\") &gt;= date(\"2026-08-01\")"_s);
        });
        add("not applicable, cell", u"V12"_s, [](const PackCopy &p) {
            p.changeRule(u"s5"_s, u"<inputEntry><text>-</text></inputEntry><inputEntry><text>\"单位\""_s, u"<inputEntry><text>false</text></inputEntry><inputEntry><text>\"单位\""_s);
        });
        add("deferred without days", u"V13"_s, [](const PackCopy &p) { p.changeRule(u"p4"_s, u"<text>5</text>"_s, u"<text>null</text>"_s); });
        add("waived without licence", u"V13"_s, [](const PackCopy &p) { p.replace(u"materials.csv"_s, u"LT-身份证"_s, QString()); });
        add("not deferrable", u"V13"_s, [](const PackCopy &p) { p.replace(u"materials.csv"_s, u"samples/M03.md,,true"_s, u"samples/M03.md,,false"_s); });
        add("no why", u"V14"_s, [](const PackCopy &p) { p.replace(u"facts.csv"_s, u"夜间要承诺"_s, QString()); });
        add("no sample", u"V14"_s, [](const PackCopy &p) { p.remove(u"samples/M03.md"_s); });
        add("rule without law", u"V14"_s, [](const PackCopy &p) { p.changeRule(u"t3"_s, u"<text>L01</text>"_s, u"<text></text>"_s); });
        add("notice without days", u"V14"_s, [](const PackCopy &p) { p.replace(u"notice.md"_s, u"{{补正期限}}"_s, QString()); });
        add("validity backwards", u"V15"_s, [](const PackCopy &p) { p.replace(u"package.json"_s, u"\"validTo\": null"_s, u"\"validTo\": \"2025-12-31\""_s); });
        add("law out of force", u"V15"_s, [](const PackCopy &p) { p.replace(u"basis.csv"_s, u"第一条,2020-01-01,"_s, u"第一条,2020-01-01,2026-06-30"_s); });
        add("gap to the former version", u"V15"_s, [](const PackCopy &p) {
            p.replace(u"package.json"_s, u"\"supersedes\": null"_s, u"\"supersedes\": {\"version\": \"0.9\", \"validTo\": \"2025-11-30\"}"_s);
        });
        add("case with another result", u"V17"_s, [](const PackCopy &p) { p.replace(u"cases.csv"_s, u"S2:50.5,D01\n"_s, u"S2:50.6,D01\n"_s); });
        add("case against itself", u"V17"_s, [](const PackCopy &p) { p.replace(u"cases.csv"_s, u"C06,单位小摊,单位,图书,/,20,/"_s, u"C06,单位小摊,单位,图书,/,20,2026-06-30"_s); });
        add("case left open", u"V17"_s, [](const PackCopy &p) { p.replace(u"cases.csv"_s, u"C06,单位小摊,单位,图书,/,20,/,false,false"_s, u"C06,单位小摊,单位,图书,/,20,/,false,"_s); });
        add("row without case", u"V17"_s, [](const PackCopy &p) { p.write(u"cases.csv"_s, p.read(u"cases.csv"_s).split('\n').first() + '\n'); });
        add("no limit", u"V18"_s, [](const PackCopy &p) { p.deleteRule(u"t4"_s); });
        add("negative fee", u"V18"_s, [](const PackCopy &p) { p.changeRule(u"e2"_s, u"<text>50.5</text>"_s, u"<text>-1</text>"_s); });
        add("beyond the profile", u"V19"_s, [=](const PackCopy &p) { p.replace(dmn, u"摊位面积 &gt; 20"_s, u"摊位面积 * 2 &gt; 40"_s); });
    }

private Q_SLOTS:
    void initTestCase() { fill(); }
    void cleanPacks()
    {
        const auto own = verifyFolder(ownPack());
        QVERIFY(own.ok());
        QVERIFY2(own->findings.isEmpty(), qPrintable(lines(*own)));
        QCOMPARE(own->packId, u"book-stall"_s);
        QVERIFY(verify(*loadPack(ownPack())).isEmpty());
    }
    void examplesAreClean_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("food-licence") << u"food-licence"_s;
        QTest::newRow("shop-sign") << u"shop-sign"_s;
    }
    void examplesAreClean()
    {
        QFETCH(QString, name);
        if (!QDir(examplePack(name)).exists())
            QSKIP("skipped: data absent");
        const auto report = verifyFolder(examplePack(name));
        QVERIFY2(report.ok() && report->findings.isEmpty(), qPrintable(report.ok() ? lines(*report) : report.error().detail));
    }
    void seededDefects_data()
    {
        QTest::addColumn<QString>("name");
        QStringList names = m_defects.keys();
        names.sort();
        for (const QString &name : std::as_const(names))
            QTest::newRow(qPrintable(m_defects.value(name).first + u' ' + name)) << name;
    }
    void seededDefects()
    {
        QFETCH(QString, name);
        const auto [code, spoil] = m_defects.value(name);
        const PackCopy copy(ownPack());
        spoil(copy);
        const auto report = verifyFolder(copy.path());
        QVERIFY(report.ok());
        QVERIFY2(codes(*report).contains(code), qPrintable(lines(*report)));
        for (const Finding &finding : report->findings) {
            QVERIFY(!finding.message.isEmpty());
            QVERIFY2(!finding.message.contains(u"%1"), qPrintable(finding.message));
            QVERIFY(!finding.place().isEmpty());
        }
        const bool blocks = code == u"V01" || code == u"V02";
        const auto pack = Pack::loadNow(copy.path());
        QCOMPARE(pack.ok(), !blocks);
        if (pack.ok() && Solver(**pack).isConsistent())
            replay(*pack, *report);
    }
    // Every witness is a consistent situation of the pack, and no fact of it can be left out without losing the finding's scope.
    static void replay(const std::shared_ptr<const Pack> &pack, const VerifyReport &report)
    {
        for (const Finding &finding : report.findings) {
            Interview interview(pack);
            Priors answers;
            for (const auto &[name, value] : finding.witness)
                if (valueFault(*pack->fact(name), value).isEmpty())
                    answers << AnswerRecord{pack->fact(name)->id, value, {}};
            QVERIFY2(interview.answerAll(answers).ok(), qPrintable(finding.message));
        }
    }
    void theExampleOfTheManual()
    {
        if (!QDir(examplePack(u"food-licence"_s)).exists())
            QSKIP("skipped: data absent");
        const PackCopy hole(examplePack(u"food-licence"_s));
        hole.deleteRule(u"p5"_s);
        const auto report = verifyFolder(hole.path());
        QCOMPARE(report->findings.constFirst().code, u"V03"_s);
        QStringList names;
        for (const auto &[name, value] : report->findings.constFirst().witness)
            names << name + u'=' + value.text();
        QCOMPARE(names, (QStringList{u"主体业态=\"单位食堂\""_s, u"有营业执照=true"_s, u"场所来源=\"无偿使用\""_s}));
        QCOMPARE(report->findings.constFirst().scope.constFirst().second, u"M03"_s);
        const PackCopy unbound(examplePack(u"food-licence"_s));
        unbound.replace(u"constraints.csv"_s, u"K01,,count(经营项目) >= 1,至少选一个经营项目,L01\n"_s, QString());
        QVERIFY(codes(*verifyFolder(unbound.path())).contains(u"V06"_s));
    }
    void tablesThatAreNotNeededMayBeAbsent()
    {
        const PackCopy copy(ownPack());
        QString text = QString::fromUtf8(copy.read(u"rules/main.dmn"_s));
        const qsizetype from = text.indexOf(u"  <decision id=\"dField\""), to = text.indexOf(u"</decision>", from);
        text.remove(from, to + 12 - from);
        copy.write(u"rules/main.dmn"_s, text.toUtf8());
        copy.write(u"fields.csv"_s, "id,element,label,type,required,format,source,basis\n");
        copy.write(u"cases.csv"_s, copy.read(u"cases.csv"_s).split('\n').first() + '\n');
        const auto report = verifyFolder(copy.path());
        QVERIFY2(report.ok() && !report->hasErrors(), qPrintable(lines(*report)));
    }
    // `when` says where `then` is read, in every scope: a guard against 不适用 there is no defect, its absence is one.
    void assertionsMayGuardTheirReads_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<bool>("clean");
        const QString subItem = u"A05,subitem,%1,开始日期 >= date(\"\"2026-01-01\"\"),warning,样例"_s;
        const QString material = u"A05,material,%1,开始日期 >= date(\"\"2026-01-01\"\"),warning,样例"_s;
        const QString guard = u"\"经营者类型 = \"\"个人\"\"\""_s;
        QTest::newRow("subitem, guarded") << subItem.arg(guard) << true;
        QTest::newRow("subitem, guarded by its sub-item") << subItem.arg(u"\"当前子事项 = \"\"S1\"\"\""_s) << true;
        QTest::newRow("subitem, open") << subItem.arg(QString()) << false;
        QTest::newRow("subitem, other sub-item") << subItem.arg(u"\"当前子事项 = \"\"S2\"\"\""_s) << false;
        QTest::newRow("material, guarded") << material.arg(guard) << true;
        QTest::newRow("material, open") << material.arg(QString()) << false;
    }
    void assertionsMayGuardTheirReads()
    {
        QFETCH(QString, row);
        QFETCH(bool, clean);
        const PackCopy copy(ownPack());
        copy.append(u"asserts.csv"_s, QString(row).replace(u"开始日期 >= date(\"\"2026-01-01\"\")"_s, u"\"开始日期 >= date(\"\"2026-01-01\"\")\""_s) + u'\n');
        const auto report = verifyFolder(copy.path());
        QVERIFY2(report.ok() && report->findings.isEmpty() == clean, qPrintable(lines(*report)));
        QVERIFY2(clean || codes(*report) == QStringList{u"V12"_s}, qPrintable(lines(*report)));
    }
    void noFolderIsAnError()
    {
        QCOMPARE(verifyFolder(u"/nowhere/at/all"_s).error().code, u"PACK-MISSING"_s);
        const QTemporaryDir empty;
        QCOMPARE(verifyFolder(empty.path()).error().code, u"PACK-MISSING"_s);
    }
    void theJsonHasTheAgreedShape()
    {
        const PackCopy copy(ownPack());
        copy.deleteRule(u"p5"_s);
        const QJsonObject json = verifyFolder(copy.path())->toJson();
        QCOMPARE(json.value(u"pack").toString(), u"book-stall"_s);
        QCOMPARE(json.value(u"ok").toBool(true), false);
        const QJsonObject finding = json.value(u"findings").toArray().at(0).toObject();
        QCOMPARE(finding.value(u"code").toString(), u"V03"_s);
        QCOMPARE(finding.value(u"severity").toString(), u"error"_s);
        QCOMPARE(finding.value(u"where").toObject().value(u"file").toString(), u"rules/main.dmn"_s);
        QVERIFY(finding.value(u"witness").isObject() && !finding.value(u"witness").toObject().isEmpty());
    }
    void beyondTheProfileStillRuns()
    {
        const PackCopy copy(ownPack());
        copy.replace(u"rules/main.dmn"_s, u"摊位面积 &gt; 20"_s, u"摊位面积 * 2 &gt; 40"_s);
        const auto engine = loadPack(copy.path()), plain = loadPack(ownPack());
        QVERIFY(!engine->unverified().isEmpty());
        for (const GoldenCase &golden : plain->program().cases) {
            Interview a(engine), b(plain);
            Priors answers;
            for (int i = 0; i < golden.facts.size(); ++i)
                if (golden.facts.at(i).state == feel::FactState::Known)
                    answers << AnswerRecord{plain->facts().at(i).id, golden.facts.at(i).value, {}};
            QVERIFY(a.answerAll(answers).ok() && b.answerAll(answers).ok());
            const Outcome found = a.outcome(), expected = b.outcome();
            QVERIFY(found.complete && found.unverified && !expected.unverified);
            QCOMPARE(found.materials.size(), expected.materials.size());
            for (int i = 0; i < found.materials.size(); ++i) {
                QCOMPARE(found.materials.at(i).mode, expected.materials.at(i).mode);
                QCOMPARE(found.materials.at(i).why.rows, expected.materials.at(i).why.rows);
            }
            QCOMPARE(found.promisedDays, expected.promisedDays);
            QCOMPARE(found.fee, expected.fee);
        }
        // It asks to the end, perhaps a question more.
        Interview interview(engine);
        int asked = 0;
        const GoldenCase &golden = plain->program().cases.at(6);
        for (QList<Question> next = interview.nextQuestions(); !next.isEmpty() && asked < 20; next = interview.nextQuestions(), ++asked) {
            for (int i = 0; i < golden.facts.size(); ++i)
                if (plain->facts().at(i).id == next.constFirst().fact)
                    QVERIFY(interview.answer(next.constFirst().fact, golden.facts.at(i).value).ok());
        }
        QVERIFY(interview.outcome().complete);
    }
    void theBudgetFallsBackSoundly()
    {
        LoadOptions small;
        small.nodesPerOutput = 3;
        const auto tight = Pack::loadNow(ownPack(), small);
        QVERIFY(tight.ok() && !(*tight)->unverified().isEmpty());
        LoadOptions tiny;
        tiny.nodesPerPack = 10;
        const auto none = Pack::loadNow(ownPack(), tiny);
        QVERIFY(none.ok());
        Interview interview(*none);
        QVERIFY(interview.answer(u"F02"_s, feel::Value(feel::List{})).error().code == u"GDE-CONFLICT");
        int asked = 0;
        const GoldenCase &golden = (*none)->program().cases.at(7);
        for (QList<Question> next = interview.nextQuestions(); !next.isEmpty() && asked < 20; next = interview.nextQuestions(), ++asked)
            for (int i = 0; i < golden.facts.size(); ++i)
                if ((*none)->facts().at(i).id == next.constFirst().fact)
                    QVERIFY(interview.answer(next.constFirst().fact, golden.facts.at(i).value).ok());
        QVERIFY(interview.outcome().complete);
        QCOMPARE(interview.outcome().materials.size(), golden.materials.size());
    }
};

ZC_TEST(QCoreApplication, TestPackVerify)
#include "tst_packverify.moc"
