#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <guidance/celltidy.h>
#include <guidance/packcheck.h>
#include <guidance/sheets.h>

using namespace oracle;

// What people type, as rules have it; what is right already is never touched.
class TestCellTidy : public QObject {
    Q_OBJECT

    static AuthoredPack blank() { return *AuthoredPack::read(*PackFiles::readFolder(QStringLiteral(ZC_SOURCE_DIR "/resources/blankpack"))); }
    static AuthoredPack own() { return *AuthoredPack::read(*PackFiles::readFolder(ownPack())); }
    // 申请人类型 enum, 资格有效 bool; and a number, a date.
    static AuthoredPack wide()
    {
        AuthoredPack pack = blank();
        pack.sheet(u"facts.csv"_s)->rows << u"F08,面积,number,[0..1000],1,,问？,因为,applicant,1,,,,"_s.split(u',')
                                         << u"F09,日期,date,[2020-01-01..2030-12-31],,,问？,因为,applicant,1,,,,"_s.split(u',')
                                         << u"F10,项目,set,甲|乙|丙,,,问？,因为,applicant,1,,,,"_s.split(u',')
                                         << u"F11,户籍,enum,居民|非居民|全部,,,问？,因为,applicant,1,,,,"_s.split(u',');
        pack.alignCases();
        return pack;
    }

private Q_SLOTS:
    void whatPeopleType_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("written");
        const auto row = [](const char *name, const QString &column, const QString &typed, const QString &written) { QTest::newRow(name) << column << typed << written; };
        row("an option", u"申请人类型"_s, u"个人"_s, u"\"个人\""_s);
        row("two options", u"申请人类型"_s, u"个人、单位"_s, u"\"个人\",\"单位\""_s);
        row("Chinese comma", u"申请人类型"_s, u"个人，单位"_s, u"\"个人\",\"单位\""_s);
        row("Chinese quotes", u"申请人类型"_s, u"“个人”"_s, u"\"个人\""_s);
        row("half quoted", u"申请人类型"_s, u"\"个人\"，单位"_s, u"\"个人\",\"单位\""_s);
        row("negated", u"申请人类型"_s, u"不是个人"_s, u"not(\"个人\")"_s);
        row("except", u"申请人类型"_s, u"除个人以外"_s, u"not(\"个人\")"_s);
        row("negation in signs", u"申请人类型"_s, u"not（\"个人\"）"_s, u"not(\"个人\")"_s);
        row("no option", u"申请人类型"_s, u"公司"_s, u"公司"_s);
        row("partly none", u"申请人类型"_s, u"个人、公司"_s, u"个人、公司"_s);
        row("nothing", u"申请人类型"_s, QString(), u"-"_s);
        row("any", u"申请人类型"_s, u"不限"_s, u"-"_s);
        row("dash", u"申请人类型"_s, u"—"_s, u"-"_s);
        row("blanks", u"申请人类型"_s, u"  \"个人\" "_s, u"\"个人\""_s);
        row("yes", u"资格有效"_s, u"是"_s, u"true"_s);
        row("no", u"资格有效"_s, u"否"_s, u"false"_s);
        row("TRUE", u"资格有效"_s, u"TRUE"_s, u"true"_s);
        row("maybe", u"资格有效"_s, u"也许"_s, u"也许"_s);
        row("more than", u"面积"_s, u"大于60"_s, u"> 60"_s);
        row("at most", u"面积"_s, u"不超过 60"_s, u"<= 60"_s);
        row("at least", u"面积"_s, u"至少60"_s, u">= 60"_s);
        row("sign", u"面积"_s, u"≥60"_s, u">=60"_s);
        row("wide digits", u"面积"_s, u"＞６０"_s, u">60"_s);
        row("from to", u"面积"_s, u"60到100"_s, u"[60..100]"_s);
        row("number", u"面积"_s, u"60"_s, u"60"_s);
        row("no number", u"面积"_s, u"很大"_s, u"很大"_s);
        row("a day", u"日期"_s, u"2026-01-31"_s, u"date(\"2026-01-31\")"_s);
        row("from a day", u"日期"_s, u"不小于2026-01-31"_s, u">= date(\"2026-01-31\")"_s);
        row("sub-item", u"当前子事项"_s, u"S1"_s, u"\"S1\""_s);
        row("unknown sub-item", u"当前子事项"_s, u"S9"_s, u"S9"_s);
        row("material", u"当前材料"_s, u"M01、M03"_s, u"\"M01\",\"M03\""_s);
        row("expression column", u"list contains(项目,\"甲\")"_s, u"是"_s, u"true"_s);
        row("an option with a no in it", u"户籍"_s, u"非居民"_s, u"\"非居民\""_s);
        row("not that one", u"户籍"_s, u"不是非居民"_s, u"not(\"非居民\")"_s);
        row("an option called all", u"户籍"_s, u"全部"_s, u"\"全部\""_s);
        row("two dashes", u"户籍"_s, u"——"_s, u"-"_s);
        row("right already", u"面积"_s, u"(60..100], < 5"_s, u"(60..100], < 5"_s);
    }
    void whatPeopleType()
    {
        QFETCH(QString, column);
        QFETCH(QString, typed);
        QFETCH(QString, written);
        const AuthoredPack pack = wide();
        const CellTidy tidy(pack);
        AuthoredTable table;
        table.columns = {{AuthoredTable::Kind::Input, column}};
        QCOMPARE(tidy.cell(table, 0, typed), written);
        QCOMPARE(tidy.cell(table, 0, written), written);
    }
    void outputsAndBasis()
    {
        const AuthoredPack pack = wide();
        const CellTidy tidy(pack);
        AuthoredTable modes;
        modes.name = u"提交方式"_s;
        modes.columns = {{AuthoredTable::Kind::Output, u"方式"_s}, {AuthoredTable::Kind::Output, u"补正期限"_s}, {AuthoredTable::Kind::Annotation, u"依据"_s}};
        QCOMPARE(tidy.cell(modes, 0, u"必交"_s), u"\"必交\""_s);
        QCOMPARE(tidy.cell(modes, 0, u"“容缺”"_s), u"\"容缺\""_s);
        QCOMPARE(tidy.cell(modes, 1, u"无"_s), u"null"_s);
        QCOMPARE(tidy.cell(modes, 1, u"５"_s), u"5"_s);
        QCOMPARE(tidy.cell(modes, 1, u"5 + 1"_s), u"5 + 1"_s);
        QCOMPARE(tidy.cell(modes, 2, u"L01、L02"_s), u"L01|L02"_s);
        QCOMPARE(tidy.expression(u"申请人类型 ＝ “个人”"_s), u"申请人类型 = \"个人\""_s);
        QCOMPARE(tidy.expression(u"没有这个 = 1"_s), u"没有这个 = 1"_s);
    }
    // Nothing that is right is ever touched, in any pack there is.
    void rightPacksStay()
    {
        int packs = 0;
        QDirIterator files(QStringLiteral(ZC_SOURCE_DIR "/plugins"), {u"package.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            AuthoredPack pack = *AuthoredPack::read(*PackFiles::readFolder(QFileInfo(files.next()).path()));
            const AuthoredPack before = pack;
            const auto changes = CellTidy(pack).tidy(pack);
            QVERIFY2(changes.isEmpty() && pack == before, changes.isEmpty() ? "" : qPrintable(changes.constFirst().place + changes.constFirst().from + changes.constFirst().to));
            ++packs;
        }
        QVERIFY(packs > 10);
    }
    // A pack typed without any quotes comes out as it was meant.
    void aPackInPlainWords()
    {
        AuthoredPack pack = own();
        const AuthoredPack meant = pack;
        for (AuthoredTable &table : pack.tables)
            for (AuthoredTable::Rule &rule : table.rules)
                for (QString &cell : rule.cells)
                    cell = cell == u"true" ? u"是"_s : cell == u"false" ? u"否"_s : cell == u"-" ? QString() : cell.remove(u'"').replace(u',', u'、');
        QVERIFY(checkPack(pack.write()).report.hasErrors());
        const auto changes = CellTidy(pack).tidy(pack);
        QVERIFY(changes.size() > 50);
        for (qsizetype t = 0; t < meant.tables.size(); ++t)
            for (qsizetype r = 0; r < meant.tables.at(t).rules.size(); ++r)
                QCOMPARE(pack.tables.at(t).rules.at(r).cells, meant.tables.at(t).rules.at(r).cells);
        QVERIFY(pack.tables == meant.tables);
        QVERIFY(!changes.constFirst().sheet.isEmpty() && !changes.constFirst().place.isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestCellTidy)
#include "tst_celltidy.moc"
