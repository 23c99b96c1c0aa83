#include "support/testprogram.h"

#include "internal/csv.h"
#include "internal/xlsx.h"
#include "internal/ziparchive.h"

#include <dmn/model.h>
#include <feel/expression.h>

#include <QElapsedTimer>

using namespace zc;
using namespace zc::guidance;
using namespace Qt::StringLiterals;

// Files made to use up memory or time. Each is refused or answered with less work than it asks for, in words.
class TestBombs : public QObject {
    Q_OBJECT

    static QByteArray book(const QByteArray &sheet, ZipForm form = ZipForm::Deflated)
    {
        return *writeZip({{u"xl/workbook.xml"_s, "<workbook><sheets><sheet name=\"s\" id=\"a\"/></sheets></workbook>"},
                          {u"xl/_rels/workbook.xml.rels"_s, "<r><R Id=\"a\" Target=\"s.xml\"/></r>"},
                          {u"xl/s.xml"_s, sheet}},
                         form);
    }
    static QByteArray sheet(const QByteArray &cells) { return "<worksheet><sheetData><row r=\"1\">" + cells + "</row></sheetData></worksheet>"; }
    // The codes of what is wrong with a workbook; the first stands for all.
    static QString refusal(const QByteArray &bytes)
    {
        QList<GridProblem> problems;
        const auto grids = readXlsx(bytes, &problems);
        return problems.isEmpty() ? (grids ? u"read"_s : u"nothing said"_s) : problems.constFirst().code;
    }

private Q_SLOTS:
    void zipBombs()
    {
        // 64 MiB of nothing in some 64 KiB: more than 200 times its size.
        const QByteArray bomb = *writeZip({{u"xl/workbook.xml"_s, QByteArray(64 << 20, ' ')}}, ZipForm::Deflated);
        QVERIFY(bomb.size() < (1 << 20));
        const auto entries = readZip(bomb);
        QCOMPARE(entries.error().code, u"PACK-ARCHIVE"_s);
        QVERIFY2(entries.error().detail.contains(u"times its size"), qPrintable(entries.error().detail));
        QCOMPARE(refusal(bomb), u"PACK-SHEET-ARCHIVE"_s);
        // The same bytes in many entries: the sum counts.
        QList<QPair<QString, QByteArray>> many;
        for (int i = 0; i < 40; ++i)
            many << std::pair(u"e%1"_s.arg(i), QByteArray(1 << 10, char(i)));
        ZipLimits limits;
        limits.totalBytes = 20 << 10;
        QVERIFY(readZip(*writeZip(many, ZipForm::Deflated), limits).error().detail.contains(u"bytes unpacked"));
        limits = {};
        limits.entries = 39;
        QVERIFY(readZip(*writeZip(many, ZipForm::Deflated), limits).error().detail.contains(u"40 entries"));
        // A size that lies: the header says 1 byte, the stream holds a MiB.
        QByteArray liar = *writeZip({{u"a"_s, QByteArray(1 << 20, 'x')}}, ZipForm::Stored);
        const QByteArray size = QByteArray::fromHex("00001000"), one = QByteArray::fromHex("01000000");
        QVERIFY(liar.count(size) >= 2);
        liar.replace(size, one);
        QVERIFY(!readZip(liar).ok());
    }
    void entityBombs()
    {
        QByteArray type = "<!DOCTYPE z [<!ENTITY a0 \"ha\">";
        for (int i = 1; i < 40; ++i)
            type += "<!ENTITY a" + QByteArray::number(i) + " \"&a" + QByteArray::number(i - 1) + ";&a" + QByteArray::number(i - 1) + ";\">";
        type += "]>";
        QCOMPARE(refusal(book(type + sheet("<c r=\"A1\" t=\"str\"><v>&a39;</v></c>"))), u"PACK-SHEET-XML"_s);
        const auto model = dmn::Model::load(type + "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:o\" name=\"&a39;\"/>");
        QCOMPARE(model.error().code, u"DMN-XML"_s);
        QVERIFY(model.error().detail.contains(u"document type"));
        // Elements within elements, without end.
        QByteArray deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "<a>";
        for (int i = 0; i < 100'000; ++i)
            deep += "</a>";
        QCOMPARE(dmn::Model::load(deep).error().code, u"DMN-XML"_s);
        QVERIFY(refusal(book(sheet("<c r=\"A1\" t=\"inlineStr\"><is>" + deep + "</is></c>"))) != u"nothing said");
    }
    void hugePlacesInSheets_data()
    {
        QTest::addColumn<QByteArray>("cells");
        QTest::addColumn<QString>("code");
        QTest::newRow("column") << QByteArray("<c r=\"ZZZZZZZZZZZZ1\" t=\"str\"><v>x</v></c>") << u"PACK-SHEET-LIMIT"_s;
        QTest::newRow("row") << QByteArray("</row><row r=\"999999999999999999\"><c t=\"str\"><v>x</v></c>") << u"PACK-SHEET-LIMIT"_s;
        QTest::newRow("row beyond 64 bits") << QByteArray("</row><row r=\"99999999999999999999999\"><c t=\"str\"><v>x</v></c>") << u"PACK-SHEET-LIMIT"_s;
        QTest::newRow("far corner") << QByteArray("</row><row r=\"100000\"><c r=\"ALL100000\" t=\"str\"><v>x</v></c>") << u"read"_s;
        QTest::newRow("shared text") << QByteArray("<c r=\"A1\" t=\"s\"><v>4294967296</v></c>") << u"PACK-SHEET-XML"_s;
        QTest::newRow("number") << QByteArray("<c r=\"A1\"><v>1E999999999</v></c>") << u"PACK-SHEET-NUMBER"_s;
        QTest::newRow("digits") << QByteArray("<c r=\"A1\"><v>") + QByteArray(30'000, '9') + "</v></c>" << u"PACK-SHEET-NUMBER"_s;
        QTest::newRow("small number") << QByteArray("<c r=\"A1\"><v>1E-999999999</v></c>") << u"PACK-SHEET-NUMBER"_s;
    }
    void hugePlacesInSheets()
    {
        QFETCH(QByteArray, cells);
        QFETCH(QString, code);
        QCOMPARE(refusal(book(sheet(cells), ZipForm::Stored)), code);
    }
    // Many far corners: what the empty cells before them would take is counted.
    void manyFarCorners()
    {
        QByteArray rows;
        for (int i = 1; i <= 20'000; ++i)
            rows += "</row><row><c r=\"ALL1\" t=\"str\"><v>x</v></c>";
        QCOMPARE(refusal(book(sheet(rows), ZipForm::Stored)), u"PACK-SHEET-LIMIT"_s);
    }
    void longCsv()
    {
        CsvProblem problem;
        QVERIFY(!parseCsv("a\n" + QByteArray((16 << 20) + 1, 'x') + '\n', u"f.csv"_s, &problem));
        QVERIFY(!problem.expected.isEmpty());
        QVERIFY(!parseCsv("a\n" + QByteArray("x\n").repeated(100'001), u"f.csv"_s, &problem));
        QVERIFY(!parseCsv("a\n\"" + QByteArray(70'000, 'x') + "\"\n", u"f.csv"_s, &problem));
        QCOMPARE(problem.line, 2);
        QVERIFY(!parseLooseCsv(QByteArray(40 << 20, ','), &problem));
    }
    void hugeNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("power") << u"9 ** 999999999"_s << u"null"_s;
        QTest::newRow("power of power") << u"10 ** 10 ** 10 ** 10 ** 10"_s << u"null"_s;
        QTest::newRow("digits") << QString(20'000, u'9') << u"null"_s;
        QTest::newRow("text of digits") << u"number(\"%1\")"_s.arg(QString(20'000, u'9')) << u"null"_s;
        QTest::newRow("exponent") << u"number(\"1e999999999999999999\")"_s << u"null"_s;
        QTest::newRow("product") << u"number(\"9e6144\") * 10"_s << u"null"_s;
        QTest::newRow("scale") << u"decimal(1, 999999999999)"_s << u"null"_s;
        QTest::newRow("years") << u"date(\"9999999999999-01-01\")"_s << u"null"_s;
        QTest::newRow("duration") << u"duration(\"P99999999999999999999Y\")"_s << u"null"_s;
        QTest::newRow("range") << u"count(for i in 1..99999999999 return i)"_s << u"null"_s;
        QTest::newRow("text") << u"string length(string join(for i in 1..999999 return \"%1\"))"_s.arg(QString(1000, u'x')) << u"null"_s;
        QTest::newRow("pattern") << u"matches(\"%1!\", \"(a+)+$\")"_s.arg(QString(5000, u'a')) << u"null"_s;
    }
    void hugeNumbers()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QElapsedTimer timer;
        timer.start();
        const auto expression = feel::Expression::parse(text, feel::Scope(), feel::Profile::Engine);
        if (!expression.ok()) {
            QVERIFY2(expression.error().code.startsWith(u"FEEL-"), qPrintable(expression.error().detail));
            return;
        }
        const feel::Evaluation result = expression->evaluate({});
        QCOMPARE(result.value.text(), value);
        QVERIFY2(!result.diagnostics.isEmpty(), "null without a word");
        QVERIFY2(timer.elapsed() < 60'000, "it went on and on");
    }
};

ZC_TEST(QCoreApplication, TestBombs)
#include "tst_bombs.moc"
