#include "oracle.h"
#include "packcopy.h"
#include "randompack.h"

#include "internal/grid.h"
#include "internal/xlsx.h"
#include "internal/ziparchive.h"
#include "support/testprogram.h"

#include <guidance/finding.h>
#include <guidance/sheets.h>

#include <QStringConverter>

using namespace oracle;

// The workbook and the CSV folder of a pack: nothing is lost on the way there and back, and what spreadsheet programs do to
// a file on saving changes nothing.
class TestSheets : public QObject {
    Q_OBJECT

    static AuthoredPack readPack(const QString &path)
    {
        const auto files = PackFiles::readFolder(path);
        const auto pack = files.ok() ? AuthoredPack::read(*files) : files.error();
        if (!pack.ok())
            qFatal("%s: %s", qPrintable(path), qPrintable(pack.error().detail));
        return *pack;
    }
    static QByteArray xlsx(const AuthoredPack &pack)
    {
        const auto bytes = packToXlsx(pack);
        if (!bytes.ok())
            qFatal("%s", qPrintable(bytes.error().detail));
        return *bytes;
    }
    static QString told(const SheetImport &import)
    {
        QStringList lines;
        for (const SheetProblem &problem : import.problems)
            lines << problem.code + u' ' + problem.sheet + u'!' + problem.cell + u' ' + problem.message;
        return lines.join(u'\n');
    }
    // A workbook with one part exchanged.
    static QByteArray changed(const QByteArray &book, const QString &part, const std::function<void(QString &)> &change)
    {
        auto entries = *readZip(book);
        QString text = QString::fromUtf8(entries.value(part));
        const QString before = text;
        change(text);
        if (text == before)
            qFatal("%s did not change", qPrintable(part));
        entries[part] = text.toUtf8();
        QList<QPair<QString, QByteArray>> list;
        for (auto it = entries.cbegin(); it != entries.cend(); ++it)
            list << std::pair(it.key(), *it);
        return *writeZip(list, ZipForm::Deflated);
    }
    static QString sheetPart(const AuthoredPack &pack, const QString &name)
    {
        const auto entries = *readZip(xlsx(pack));
        const QString book = QString::fromUtf8(entries.value(u"xl/workbook.xml"_s));
        const QRegularExpression form(u"<sheet name=\"%1\" sheetId=\"(\\d+)\""_s.arg(QRegularExpression::escape(name)));
        const auto match = form.match(book);
        if (!match.hasMatch())
            qFatal("no sheet %s", qPrintable(name));
        return u"xl/worksheets/sheet%1.xml"_s.arg(match.captured(1));
    }

private Q_SLOTS:
    void thereAndBackGivesTheSameBytes_data()
    {
        QTest::addColumn<QString>("path");
        QStringList roots{QStringLiteral(ZC_SOURCE_DIR "/plugins"), QStringLiteral(ZC_SOURCE_DIR "/tests/data/packs")};
        if (QDir(QStringLiteral(ZC_TEST_DATA "/packs")).exists())
            roots << QStringLiteral(ZC_TEST_DATA "/packs");
        for (const QString &root : std::as_const(roots)) {
            QDirIterator files(root, {u"package.json"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = QFileInfo(files.next()).path();
                QTest::newRow(qPrintable(path.section(u'/', -4))) << path;
            }
        }
    }
    void thereAndBackGivesTheSameBytes()
    {
        QFETCH(QString, path);
        const AuthoredPack pack = readPack(path);
        const QByteArray book = xlsx(pack);
        QCOMPARE(xlsx(pack), book);
        const SheetImport import = packFromXlsx(book, filesBesideSheets(pack));
        QVERIFY2(import.pack && import.problems.isEmpty(), qPrintable(told(import)));
        QCOMPARE(*import.pack, pack);
        QVERIFY(import.pack->write() == pack.write());
        const SheetImport csv = packFromCsvFiles(packToCsvFiles(pack), filesBesideSheets(pack));
        QVERIFY2(csv.pack && csv.problems.isEmpty(), qPrintable(told(csv)));
        QVERIFY(csv.pack->write() == pack.write());
    }
    void aThousandRandomPacks()
    {
        RandomPacks random(20260601);
        for (int i = 0; i < 1000; ++i) {
            const AuthoredPack pack = random.next();
            const PackFiles files = pack.write();
            const auto read = AuthoredPack::read(files);
            QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(u"%1: %2"_s.arg(i).arg(read.error().detail)));
            QCOMPARE(*read, pack);
            QVERIFY2(read->write() == files, qPrintable(QString::number(i)));
            const SheetImport book = packFromXlsx(xlsx(pack), pack.others);
            QVERIFY2(book.pack, qPrintable(u"%1: %2"_s.arg(i).arg(told(book))));
            if (!(*book.pack == pack)) {
                QCOMPARE(book.pack->info, pack.info);
                QCOMPARE(book.pack->sheets, pack.sheets);
                QCOMPARE(book.pack->formulas, pack.formulas);
                QCOMPARE(book.pack->tables, pack.tables);
                QCOMPARE(book.pack->notice, pack.notice);
            }
            QVERIFY2(book.pack->write() == files, qPrintable(QString::number(i)));
            const SheetImport csv = packFromCsvFiles(packToCsvFiles(pack), pack.others);
            QVERIFY2(csv.pack, qPrintable(u"%1: %2"_s.arg(i).arg(told(csv))));
            QVERIFY2(csv.pack->write() == files, qPrintable(QString::number(i)));
        }
    }

    // What programs make of a cell on saving: the same text comes out of each.
    void cellsAsProgramsSaveThem_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("style");            // formatCode of style 1; "" = general
        QTest::addColumn<QString>("text");             // "!CODE" = refused
        const auto row = [](const char *name, const QString &cell, const QString &text, const QString &style = {}) { QTest::newRow(name) << cell << style << text; };
        row("inline", u"<c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c>"_s, u"甲"_s);
        row("blanks", u"<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">  </t></is></c>"_s, u"  "_s);
        row("rich", u"<c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>甲</t></r><r><t xml:space=\"preserve\"> 乙</t></r><rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh></is></c>"_s, u"甲 乙"_s);
        row("shared", u"<c r=\"A1\" t=\"s\"><v>1</v></c>"_s, u"共享"_s);
        row("shared, none", u"<c r=\"A1\" t=\"s\"><v>7</v></c>"_s, u"!PACK-SHEET-XML"_s);
        row("shared, negative", u"<c r=\"A1\" t=\"s\"><v>-1</v></c>"_s, u"!PACK-SHEET-XML"_s);
        row("cached text", u"<c r=\"A1\" t=\"str\"><v>甲</v></c>"_s, u"甲"_s);
        row("escaped", u"<c r=\"A1\" t=\"inlineStr\"><is><t>a_x000D__x000A_b_x005F_x0041_</t></is></c>"_s, u"a\nb_x0041_"_s);
        row("no reference", u"<c t=\"inlineStr\"><is><t>甲</t></is></c>"_s, u"甲"_s);
        row("whole number", u"<c r=\"A1\"><v>5</v></c>"_s, u"5"_s);
        row("typed number", u"<c r=\"A1\" t=\"n\"><v>-12.50</v></c>"_s, u"-12.5"_s);
        row("binary fraction", u"<c r=\"A1\"><v>0.10000000000000001</v></c>"_s, u"0.1"_s);
        row("sum of such", u"<c r=\"A1\"><v>0.30000000000000004</v></c>"_s, u"0.3"_s);
        row("with exponent", u"<c r=\"A1\"><v>1.5E3</v></c>"_s, u"1500"_s);
        row("small", u"<c r=\"A1\"><v>1E-4</v></c>"_s, u"0.0001"_s);
        row("zero", u"<c r=\"A1\"><v>0</v></c>"_s, u"0"_s);
        row("fifteen digits", u"<c r=\"A1\"><v>123456789012345</v></c>"_s, u"123456789012345"_s);
        row("sixteen digits", u"<c r=\"A1\"><v>1234567890123456</v></c>"_s, u"!PACK-SHEET-NUMBER"_s);
        row("a citizen id", u"<c r=\"A1\"><v>4.3010419900101E+17</v></c>"_s, u"!PACK-SHEET-NUMBER"_s);
        row("huge", u"<c r=\"A1\"><v>1E308</v></c>"_s, u"!PACK-SHEET-NUMBER"_s);
        row("infinite", u"<c r=\"A1\"><v>1E999</v></c>"_s, u"!PACK-SHEET-NUMBER"_s);
        row("not a number", u"<c r=\"A1\"><v>nan</v></c>"_s, u"!PACK-SHEET-NUMBER"_s);
        row("no number", u"<c r=\"A1\"><v>abc</v></c>"_s, u"!PACK-SHEET-NUMBER"_s);
        row("true", u"<c r=\"A1\" t=\"b\"><v>1</v></c>"_s, u"true"_s);
        row("false", u"<c r=\"A1\" t=\"b\"><v>0</v></c>"_s, u"false"_s);
        row("date, built in", u"<c r=\"A1\" s=\"2\"><v>46023</v></c>"_s, u"2026-01-01"_s);
        row("date, own format", u"<c r=\"A1\" s=\"1\"><v>46023</v></c>"_s, u"2026-01-01"_s, u"yyyy\\年m\\月d\\日"_s);
        row("no date, only quoted", u"<c r=\"A1\" s=\"1\"><v>5</v></c>"_s, u"5"_s, u"0&quot; days&quot;"_s);
        row("coloured number", u"<c r=\"A1\" s=\"1\"><v>5</v></c>"_s, u"5"_s, u"[Red]0"_s);
        row("time of day", u"<c r=\"A1\" s=\"2\"><v>46023.5</v></c>"_s, u"!PACK-SHEET-CELL"_s);
        row("the day that never was", u"<c r=\"A1\" s=\"2\"><v>60</v></c>"_s, u"!PACK-SHEET-CELL"_s);
        row("date beyond", u"<c r=\"A1\" s=\"2\"><v>1E9</v></c>"_s, u"!PACK-SHEET-CELL"_s);
        row("date text", u"<c r=\"A1\" t=\"d\"><v>2026-01-01T00:00:00</v></c>"_s, u"2026-01-01"_s);
        row("date text, bad", u"<c r=\"A1\" t=\"d\"><v>2026-13-01</v></c>"_s, u"!PACK-SHEET-CELL"_s);
        row("error", u"<c r=\"A1\" t=\"e\"><v>#REF!</v></c>"_s, u"!PACK-SHEET-CELL"_s);
        row("formula", u"<c r=\"A1\"><f>1+1</f><v>2</v></c>"_s, u"!PACK-SHEET-FORMULA"_s);
        row("empty formula", u"<c r=\"A1\"><f/><v>2</v></c>"_s, u"!PACK-SHEET-FORMULA"_s);
        row("far down", u"<c r=\"A1\"/></row><row r=\"999999999\"><c r=\"A999999999\"><v>1</v></c>"_s, u"!PACK-SHEET-LIMIT"_s);
        row("far right", u"<c r=\"ZZZZZZ1\"><v>1</v></c>"_s, u"!PACK-SHEET-LIMIT"_s);
        row("no letters", u"<c r=\"1\"><v>1</v></c>"_s, u"!PACK-SHEET-LIMIT"_s);
        row("far down but empty", u"<c r=\"A1\"><v>1</v></c></row><row r=\"1048576\" hidden=\"1\"><c r=\"A1048576\" s=\"1\"/>"_s, u"1"_s);
    }
    void cellsAsProgramsSaveThem()
    {
        QFETCH(QString, cell);
        QFETCH(QString, style);
        QFETCH(QString, text);
        const QByteArray main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const QByteArray book = "<x:workbook xmlns:x=\"" + main + "\" xmlns:q=\"" + rel + "\"><x:workbookPr/><x:sheets><x:sheet name=\"s\" sheetId=\"9\" q:id=\"rA\"/></x:sheets></x:workbook>";
        const QByteArray links = "<Relationships><Relationship Id=\"rA\" Type=\"" + rel + "/worksheet\" Target=\"/xl/worksheets/other.xml\"/><Relationship Id=\"rB\" Type=\"" + rel
            + "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rC\" Type=\"" + rel + "/styles\" Target=\"styles.xml\"/></Relationships>";
        const QByteArray strings = "<sst xmlns=\"" + main + "\"><si><t>x</t></si><si><t>共享</t></si></sst>";
        const QByteArray styles = "<styleSheet xmlns=\"" + main + "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"" + (style.isEmpty() ? QByteArray("General") : style.toUtf8())
            + "\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        const QByteArray sheet = "<worksheet xmlns=\"" + main + "\"><sheetData><row r=\"1\">" + cell.toUtf8() + "</row></sheetData></worksheet>";
        const auto bytes = writeZip({{u"xl/workbook.xml"_s, book}, {u"xl/_rels/workbook.xml.rels"_s, links}, {u"xl/sharedStrings.xml"_s, strings},
                                     {u"xl/styles.xml"_s, styles}, {u"xl/worksheets/other.xml"_s, sheet}}, ZipForm::Deflated);
        QList<GridProblem> problems;
        const auto grids = readXlsx(*bytes, &problems);
        if (text.startsWith(u'!')) {
            QVERIFY(!problems.isEmpty());
            QCOMPARE(problems.constFirst().code, text.mid(1));
            return;
        }
        QVERIFY2(grids && problems.isEmpty(), problems.isEmpty() ? "" : qPrintable(problems.constFirst().code));
        QCOMPARE(grids->constFirst().name, u"s"_s);
        QCOMPARE(grids->constFirst().cell(0, 0), text);
    }
    void daysCountFromAnotherYear()
    {
        Grid grid;
        grid.name = u"s"_s;
        grid.rows = {{u"x"_s}};
        const QByteArray book = changed(*writeXlsx({grid}), u"xl/workbook.xml"_s, [](QString &text) { text.replace(u"<sheets>"_s, u"<workbookPr date1904=\"1\"/><sheets>"_s); });
        const QByteArray dated = changed(changed(book, u"xl/styles.xml"_s, [](QString &text) { text.replace(u"numFmtId=\"49\""_s, u"numFmtId=\"14\""_s); }),
                                         u"xl/worksheets/sheet1.xml"_s, [](QString &text) { text.replace(QRegularExpression(u"t=\"inlineStr\">.*</is>"_s), u"><v>44561</v>"_s); });
        QList<GridProblem> problems;
        QCOMPARE(readXlsx(dated, &problems)->constFirst().cell(0, 0), u"2026-01-01"_s);
    }

    void hostileFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const AuthoredPack pack = readPack(ownPack());
        const QByteArray book = xlsx(pack);
        const QString facts = sheetPart(pack, u"事实"_s);
        const auto edited = [&](const QString &part, const QString &from, const QString &to) {
            return changed(book, part, [&](QString &text) { text.replace(from, to); });
        };
        QTest::newRow("nothing") << QByteArray() << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("text") << QByteArray("id,name\n") << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("with a password") << QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + QByteArray(512, 'x') << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("half a file") << book.left(book.size() / 2) << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("empty archive") << QByteArray("PK\5\6") + QByteArray(18, 0) << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("another document") << *writeZip({{u"word/document.xml"_s, "<a/>"}}, ZipForm::Deflated) << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("zip bomb") << *writeZip({{u"xl/workbook.xml"_s, QByteArray(40 << 20, ' ')}}, ZipForm::Deflated) << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("too large") << *writeZip({{u"xl/workbook.xml"_s, QByteArray(49 << 20, ' ')}}, ZipForm::Stored) << u"PACK-SHEET-ARCHIVE"_s;
        QList<QPair<QString, QByteArray>> many;
        for (int i = 0; i < 3000; ++i)
            many << std::pair(u"a%1"_s.arg(i), QByteArray("x"));
        QTest::newRow("many entries") << *writeZip(many, ZipForm::Stored) << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("leaving path") << *writeZip({{u"../evil"_s, "x"}}, ZipForm::Stored) << u"PACK-SHEET-ARCHIVE"_s;
        QTest::newRow("entity bomb") << edited(facts, u"<worksheet"_s, u"<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><worksheet"_s) << u"PACK-SHEET-XML"_s;
        QTest::newRow("foreign entity") << edited(u"xl/workbook.xml"_s, u"<workbook"_s, u"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><workbook"_s) << u"PACK-SHEET-XML"_s;
        QTest::newRow("no XML") << edited(facts, u"</row>"_s, u"</rov>"_s) << u"PACK-SHEET-XML"_s;
        QTest::newRow("merged") << edited(facts, u"</sheetData>"_s, u"</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A3:B4\"/></mergeCells>"_s) << u"PACK-SHEET-MERGED"_s;
        QTest::newRow("formula") << edited(facts, u"<c r=\"B3\""_s, u"<c r=\"Q3\"><f>1</f></c><c r=\"B3\""_s) << u"PACK-SHEET-FORMULA"_s;
        QTest::newRow("no sheet of facts") << edited(u"xl/workbook.xml"_s, u"\"事实\""_s, u"\"笔记\""_s) << u"PACK-SHEET-MISSING"_s;
        QTest::newRow("no information") << edited(u"xl/workbook.xml"_s, u"\"包信息\""_s, u"\"信息\""_s) << u"PACK-SHEET-MISSING"_s;
        QTest::newRow("no notice") << edited(u"xl/workbook.xml"_s, u"\"告知书\""_s, u"\"告知\""_s) << u"PACK-SHEET-MISSING"_s;
        QTest::newRow("control character") << edited(facts, u"F01"_s, u"F01_x0007_"_s) << u"PACK-SHEET-CELL"_s;
        QTest::newRow("rule file that leaves") << edited(sheetPart(pack, u"规则·材料"_s), u"rules/main.dmn"_s, u"rules/../../x.dmn"_s) << u"PACK-SHEET-CELL"_s;
        QTest::newRow("hit policy") << edited(sheetPart(pack, u"规则·材料"_s), u">COLLECT<"_s, u">SOMETIMES<"_s) << u"PACK-SHEET-CELL"_s;
        QTest::newRow("kind of column") << edited(sheetPart(pack, u"规则·材料"_s), u">输入<"_s, u">条件<"_s) << u"PACK-SHEET-COLUMN"_s;
        QTest::newRow("no output") << edited(sheetPart(pack, u"规则·材料"_s), u">输出<"_s, u">输入<"_s) << u"PACK-SHEET-COLUMN"_s;
        QTest::newRow("rule id twice") << edited(sheetPart(pack, u"规则·材料"_s), u">m2<"_s, u">m1<"_s) << u"PACK-SHEET-CELL"_s;
        QTest::newRow("demo") << edited(sheetPart(pack, u"包信息"_s), u">true<"_s, u">maybe<"_s) << u"PACK-SHEET-CELL"_s;
    }
    void hostileFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        const SheetImport import = packFromXlsx(bytes, {});
        QVERIFY(!import.pack);
        QCOMPARE(import.error().code, code);
        QVERIFY(!import.error().detail.isEmpty());
    }
    void problemsNameSheetRowAndColumn()
    {
        const AuthoredPack pack = readPack(ownPack());
        const SheetImport import = packFromXlsx(changed(xlsx(pack), sheetPart(pack, u"材料"_s), [](QString &text) {
            text.replace(QRegularExpression(u"<c r=\"C4\"[^>]*>.*?</c>"_s), u"<c r=\"C4\"><f>A1</f><v>3</v></c>"_s);
            text.replace(QRegularExpression(u"<c r=\"C5\"[^>]*>.*?</c>"_s), u"<c r=\"C5\"><v>12345678901234567890</v></c>"_s);
        }), {});
        QCOMPARE(import.problems.size(), 2);
        QCOMPARE(import.problems.at(0).sheet, u"材料"_s);
        QCOMPARE(import.problems.at(0).cell, u"C4"_s);
        QCOMPARE(import.problems.at(0).code, u"PACK-SHEET-FORMULA"_s);
        QCOMPARE(import.problems.at(1).cell, u"C5"_s);
        QVERIFY2(import.problems.at(0).message.startsWith(u"材料!C4"), qPrintable(import.problems.at(0).message));
    }
    void everyTruncationAndManyFlipsEndWell()
    {
        const QByteArray book = xlsx(readPack(ownPack()));
        for (qsizetype size = 0; size < book.size(); size += 61)
            QVERIFY(!packFromXlsx(book.left(size), {}).pack);
        QRandomGenerator random(7);
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = book;
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const SheetImport import = packFromXlsx(bytes, {});
            QVERIFY(import.pack || !import.error().detail.isEmpty());
        }
    }

    // What authors do to a workbook without thinking of it.
    void columnsMayBeMovedAndTheKeyRowLost()
    {
        const AuthoredPack pack = readPack(ownPack());
        QMap<QString, QByteArray> files = packToCsvFiles(pack);
        const QString name = u"材料.csv"_s;
        QStringList lines = QString::fromUtf8(files.value(name)).split(u"\r\n"_s);
        QVERIFY(lines.at(0).endsWith(u"id,catalogueId,name,form,copies,sample,licenceType,deferrable,commitment,issuer,basis,note"));
        lines.removeFirst();
        files[name] = lines.join(u'\n').toUtf8();
        QCOMPARE(*packFromCsvFiles(files, pack.others).pack, pack);
        for (QString &line : lines)
            line = line.section(u',', 1) + (line.isEmpty() ? QString() : u',' + line.section(u',', 0, 0));
        files[name] = lines.join(u'\n').toUtf8();
        QCOMPARE(*packFromCsvFiles(files, pack.others).pack, pack);
        lines[0].replace(u"份数"_s, u"几份"_s);
        files[name] = lines.join(u'\n').toUtf8();
        const SheetImport import = packFromCsvFiles(files, pack.others);
        QVERIFY(!import.pack);
        QCOMPARE(import.error().code, u"PACK-SHEET-COLUMN"_s);
        QVERIFY2(import.error().detail.contains(u"几份"), qPrintable(import.error().detail));
    }
    void newRowsNewFactsAndNewTables()
    {
        AuthoredPack pack = readPack(ownPack());
        QMap<QString, QByteArray> files = packToCsvFiles(pack);
        const auto edit = [&files](const QString &name, const std::function<void(QString &)> &change) {
            QString text = QString::fromUtf8(files.value(name)).replace(u"\r\n"_s, u"\n"_s);
            change(text);
            files[name] = text.toUtf8();
        };
        edit(u"事实.csv"_s, [](QString &text) { text += u"F77,外地户口,bool,,,,户口在外地吗？,外地的要居住证,applicant,1,,,,\n"_s; });
        edit(u"规则·材料.csv"_s, [](QString &text) {
            // A column put at the end, a row without an id, a blank line between.
            QStringList lines = text.split(u'\n');
            lines[1] += u",输入"_s;
            lines[2] += u",外地户口"_s;
            for (int i = 3; i + 1 < lines.size(); ++i)
                lines[i] += u",-"_s;
            lines.insert(4, u",,,,"_s);
            lines.insert(5, u",-,-,-,-,\"\"\"M01\"\"\",L01,true"_s);
            text = lines.join(u'\n');
        });
        files.insert(u"规则·新表.csv"_s, u"名称,新表,命中策略,FIRST\n编号,输入,输出\n编号,外地户口,级别\n,true,\"\"\"甲\"\"\"\n,-,\"\"\"乙\"\"\"\n"_s.toUtf8());
        files.insert(u"草稿.csv"_s, u"随便写写\n"_s.toUtf8());
        const SheetImport import = packFromCsvFiles(files, pack.others);
        QVERIFY2(import.pack, qPrintable(told(import)));
        QCOMPARE(import.problems.size(), 1);
        QVERIFY(import.problems.constFirst().note && import.problems.constFirst().sheet == u"草稿");
        AuthoredPack got = *import.pack;
        QVERIFY(got.sheet(u"cases.csv"_s)->columns.contains(u"外地户口"_s));
        const AuthoredTable &materials = *got.table(u"材料"_s);
        QCOMPARE(materials.columns.at(4).text, u"外地户口"_s);
        QCOMPARE(materials.rules.size(), pack.table(u"材料"_s)->rules.size() + 1);
        const auto &added = materials.rules.at(1);
        QVERIFY2(added.id.startsWith(u'm'), qPrintable(added.id));
        QCOMPARE(added.cells.at(4), u"true"_s);
        QCOMPARE(added.cells.at(5), u"\"M01\""_s);
        const AuthoredTable &fresh = *got.table(u"新表"_s);
        QVERIFY(!fresh.id.isEmpty() && !fresh.rules.at(0).id.isEmpty() && fresh.file == u"rules/main.dmn");
        QCOMPARE(got.tables.constLast().name, u"新表"_s);
        QVERIFY(AuthoredPack::read(got.write())->notTabular.isEmpty());
        QVERIFY(Pack::loadNow(got.write()).ok());
    }
    void aFactThatIsGoneIsTold()
    {
        const AuthoredPack pack = readPack(ownPack());
        QMap<QString, QByteArray> files = packToCsvFiles(pack);
        QString text = QString::fromUtf8(files.value(u"事实.csv"_s));
        text.replace(u"夜间经营"_s, u"晚上经营"_s);
        files[u"事实.csv"_s] = text.toUtf8();
        const SheetImport import = packFromCsvFiles(files, pack.others);
        QVERIFY(!import.pack);
        QCOMPARE(import.error().code, u"PACK-SHEET-COLUMN"_s);
        QVERIFY2(import.error().detail.contains(u"夜间经营"), qPrintable(import.error().detail));
    }
    void csvOfTheOldCodePageIsRead()
    {
        const AuthoredPack pack = readPack(ownPack());
        QMap<QString, QByteArray> files = packToCsvFiles(pack);
        QStringEncoder chinese("GB18030");
        if (!chinese.isValid())
            QSKIP("skipped: no GB 18030 on this machine");
        for (QByteArray &bytes : files)
            bytes = chinese(QString::fromUtf8(bytes));
        QCOMPARE(*packFromCsvFiles(files, pack.others).pack, pack);
        files[u"事实.csv"_s] = "a,\"b";
        const SheetImport import = packFromCsvFiles(files, pack.others);
        QCOMPARE(import.error().code, u"PACK-SHEET-CSV"_s);
        QCOMPARE(import.problems.constFirst().cell, u"1"_s);
    }
    void nothingInACsvIsAFormula()
    {
        AuthoredPack pack = readPack(ownPack());
        pack.notice = u"=cmd|' /C calc'!A0\n+1\n@x\n'quoted\n-\n"_s;
        const auto files = packToCsvFiles(pack);
        for (const QByteArray &bytes : files) {
            const QString text = QString::fromUtf8(bytes);
            QVERIFY2(!text.contains(QRegularExpression(u"(^|[,\n])\"?[=+@]"_s)), qPrintable(text));
        }
        QCOMPARE(packFromCsvFiles(files, pack.others).pack->notice, pack.notice);
    }
    void savedByOtherPrograms_data()
    {
        QTest::addColumn<QString>("file");
        const QDir dir(QStringLiteral(ZC_SOURCE_DIR "/tests/data/sheets"));
        const QStringList names = dir.entryList({u"*.xlsx"_s}, QDir::Files);
        QVERIFY(names.size() >= 2);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
    }
    void savedByOtherPrograms()
    {
        QFETCH(QString, file);
        QFile book(file);
        QVERIFY(book.open(QIODevice::ReadOnly));
        const AuthoredPack pack = readPack(ownPack());
        const SheetImport import = packFromXlsx(book.readAll(), pack.others);
        QVERIFY2(import.pack && import.problems.isEmpty(), qPrintable(told(import)));
        QCOMPARE(import.pack->write(), pack.write());
    }
};

ZC_TEST(QCoreApplication, TestSheets)
#include "tst_sheets.moc"
