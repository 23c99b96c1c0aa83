#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <guidance/finding.h>

#include <QElapsedTimer>

using namespace oracle;

// Loading: what a sound pack offers, and that no spoiled one gets through or crashes.
class TestPack : public QObject {
    Q_OBJECT

    static QString errorOf(const PackCopy &copy, const LoadOptions &options = {})
    {
        const auto pack = Pack::loadNow(copy.path(), options);
        return pack.ok() ? u"loaded"_s : pack.error().code;
    }

private Q_SLOTS:
    void aSoundPackTellsAllItHas()
    {
        const auto pack = loadPack(ownPack());
        QCOMPARE(pack->id(), u"book-stall"_s);
        QCOMPARE(pack->itemCode(), u"TEST-0001"_s);
        QVERIFY(pack->info().demo);
        QCOMPARE(pack->contentHash().size(), 32);
        QCOMPARE(pack->facts().size(), 8);
        const Fact &licence = *pack->fact(u"有许可证"_s);
        QCOMPARE(licence.id, u"F03"_s);
        QCOMPARE(licence.sources.size(), 2);
        QCOMPARE(licence.sources.constFirst().kind, SourceKind::Licence);
        QCOMPARE(licence.sources.constFirst().subject, u"音像许可证"_s);
        QVERIFY(licence.asksPerson() && licence.hasMachineSource());
        const Fact &area = *pack->fact(u"F04"_s);
        QCOMPARE(area.minimum->text(), u"1"_s);
        QCOMPARE(area.step->text(), u"1"_s);
        QCOMPARE(displayValue(area, feel::Value(feel::Decimal(61))), u"61 平方米"_s);
        QCOMPARE(pack->material(u"M04"_s)->copies, 2);
        QCOMPARE(pack->subItem(u"S3"_s)->stage, 2);
        QVERIFY(pack->subItem(u"X1"_s)->isExit());
        QCOMPARE(pack->field(u"D03"_s)->required, false);
        QCOMPARE(pack->basisText({u"L01"_s, u"L02"_s}), u"书摊样例规则 第一条；占道样例规则 第二条"_s);
        QVERIFY(pack->noticeTemplate().contains(u"{{事项}}"));
        QVERIFY(!pack->fact(u"F99"_s) && !pack->material(u"M99"_s));
        QCOMPARE(pack->unverified(), QStringList());
    }
    void samplesStayInsideThePack()
    {
        const auto pack = loadPack(ownPack());
        QVERIFY(pack->sample(u"samples/M03.md"_s).ok());
        for (const QString &path : {u"../book-stall/facts.csv"_s, u"/etc/passwd"_s, u"samples/../../x"_s, u"samples/none.md"_s, u""_s, u".."_s})
            QCOMPARE(pack->sample(path).error().code, u"PACK-MISSING"_s);
    }
    void theHashIsOfTheContent()
    {
        const PackCopy a(ownPack()), b(ownPack());
        QCOMPARE(loadPack(a.path())->contentHash(), loadPack(b.path())->contentHash());
        QCOMPARE(loadPack(a.path())->contentHash(), loadPack(ownPack())->contentHash());
        b.append(u"samples/M03.md"_s, u"x"_s);
        QVERIFY(loadPack(a.path())->contentHash() != loadPack(b.path())->contentHash());
    }
    void demoPacksStayOutOfProduction()
    {
        LoadOptions production;
        production.allowDemo = false;
        QCOMPARE(errorOf(PackCopy(ownPack()), production), u"PACK-DEMO"_s);
    }
    void loadingAsynchronously()
    {
        auto future = Pack::load(ownPack());
        future.waitForFinished();
        QVERIFY(future.result().ok());
    }
    void relativePathsWork()
    {
        QVERIFY(Pack::loadNow(QDir::current().relativeFilePath(ownPack())).ok());
    }
    void spoiledPacks_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *file, const QByteArray &content, const QString &code) {
            QTest::newRow(name) << QString::fromLatin1(file) << content << code;
        };
        const QByteArray head = "id,title,clause,validFrom,validTo\n";
        row("header", "basis.csv", "id,title,clause,validTo,validFrom\n", u"PACK-FORMAT"_s);
        row("column more", "basis.csv", "id,title,clause,validFrom,validTo,more\n", u"PACK-FORMAT"_s);
        row("open quote", "basis.csv", head + "L01,\"x,y,2020-01-01,\n", u"PACK-FORMAT"_s);
        row("quote inside", "basis.csv", head + "L01,x\"y,z,2020-01-01,\n", u"PACK-FORMAT"_s);
        row("text after quote", "basis.csv", head + "L01,\"x\"y,z,2020-01-01,\n", u"PACK-FORMAT"_s);
        row("cell too few", "basis.csv", head + "L01,x,z,2020-01-01\n", u"PACK-FORMAT"_s);
        row("no last line feed", "basis.csv", head + "L01,x,z,2020-01-01,", u"PACK-FORMAT"_s);
        row("carriage return", "basis.csv", "id,title,clause,validFrom,validTo\r\n", u"PACK-FORMAT"_s);
        row("byte order mark", "basis.csv", "\xEF\xBB\xBF" + head, u"PACK-FORMAT"_s);
        row("not utf-8", "basis.csv", head + "L01,\xFF\xFE,z,,\n", u"PACK-FORMAT"_s);
        row("empty", "basis.csv", "", u"PACK-FORMAT"_s);
        row("huge", "basis.csv", head + QByteArray(17 * 1024 * 1024, 'x'), u"PACK-FORMAT"_s);
        row("bad date", "basis.csv", head + "L01,x,z,2020-02-30,\nL02,x,z,,\n", u"PACK-FORMAT"_s);
        row("no json", "package.json", "{", u"PACK-FORMAT"_s);
        row("json array", "package.json", "[]", u"PACK-FORMAT"_s);
        row("no keys", "package.json", "{\"format\":1}", u"PACK-FORMAT"_s);
        row("no xml", "rules/main.dmn", "hello", u"DMN-XML"_s);
        row("entity bomb", "rules/main.dmn",
            "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>"
            "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\">&lol2;</definitions>", u"DMN-XML"_s);
        row("huge rules", "rules/main.dmn", QByteArray(17 * 1024 * 1024, ' '), u"PACK-FORMAT"_s);
        row("no decisions", "rules/main.dmn", "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>", u"PACK-FORMAT"_s);
    }
    void spoiledPacks()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        const PackCopy copy(ownPack());
        copy.write(file, content);
        QTEST(errorOf(copy), "code");
        const auto report = verifyFolder(copy.path());
        QVERIFY(report.ok() && report->hasErrors());
        QCOMPARE(report->findings.constFirst().file, file);
    }
    void missingFiles()
    {
        for (const char *name : {"facts.csv", "subitems.csv", "materials.csv", "fields.csv", "basis.csv", "constraints.csv", "asserts.csv", "cases.csv",
                                 "notice.md", "rules/main.dmn", "package.json"}) {
            const PackCopy copy(ownPack());
            copy.remove(QString::fromLatin1(name));
            QCOMPARE(errorOf(copy), u"PACK-MISSING"_s);
        }
        QCOMPARE(Pack::loadNow(u"/nowhere"_s).error().code, u"PACK-MISSING"_s);
    }
    void theDetailSaysFileLineAndExpectation()
    {
        const PackCopy copy(ownPack());
        copy.replace(u"facts.csv"_s, u"经营者类型 = "_s, u"经营者种类 = "_s);
        const QString detail = Pack::loadNow(copy.path()).error().detail;
        QVERIFY2(detail.contains(u"facts.csv:6:applicable"), qPrintable(detail));
        QVERIFY2(detail.contains(u"经营者种类") && detail.contains(u"经营者类型"), qPrintable(detail));
    }
    void loadingIsFast()
    {
        QElapsedTimer timer;
        timer.start();
        const auto pack = loadPack(ownPack());
        const qint64 loadMs = timer.elapsed();
        QVERIFY2(loadMs < 1000, qPrintable(u"%1 ms"_s.arg(loadMs)));
        qInfo("load %lld ms", static_cast<long long>(loadMs));
    }
};

ZC_TEST(QCoreApplication, TestPack)
#include "tst_pack.moc"
