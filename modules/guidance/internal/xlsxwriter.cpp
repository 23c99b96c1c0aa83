#include "internal/xlsx.h"
#include "internal/ziparchive.h"

#include <QRegularExpression>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
const QByteArray kXmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const QByteArray kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const QByteArray kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const QByteArray kPackage = "http://schemas.openxmlformats.org/package/2006";

bool isLoneSurrogate(const QString &text, qsizetype i)
{
    const QChar c = text.at(i);
    return (c.isHighSurrogate() && !(i + 1 < text.size() && text.at(i + 1).isLowSurrogate()))
        || (c.isLowSurrogate() && !(i > 0 && text.at(i - 1).isHighSurrogate()));
}

QByteArray escaped(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        if (c == u'&')
            out += u"&amp;";
        else if (c == u'<')
            out += u"&lt;";
        else if (c == u'>')
            out += u"&gt;";
        else if (c == u'"')
            out += u"&quot;";
        // What XML cannot hold, and what would read as such an escape, in the form of the standard (ST_Xstring).
        else if ((c < 0x20 && c != u'\n' && c != u'\t') || c >= 0xFFFE || isLoneSurrogate(text, i))
            out += u"_x%1_"_s.arg(uint(c), 4, 16, QLatin1Char('0')).toUpper().replace(u'X', u'x');
        else if (c == u'_' && i + 1 < text.size() && text.at(i + 1) == u'x')
            out += u"_x005F_";
        else
            out += QChar(c);
    }
    return out.toUtf8();
}

// 0 plain text, 1 title, 2 text that must not be typed over by hand (keys)
constexpr int kTextStyle = 1, kTitleStyle = 2;

QByteArray sheetXml(const Grid &grid)
{
    qsizetype columns = grid.widths.size();
    for (const QStringList &row : grid.rows)
        columns = qMax(columns, row.size());
    QByteArray xml = kXmlHead + "<worksheet xmlns=\"" + kMain + "\"><sheetViews><sheetView workbookViewId=\"0\">";
    if (grid.frozenRows > 0) {
        const QByteArray corner = 'A' + QByteArray::number(grid.frozenRows + 1);
        xml += "<pane ySplit=\"" + QByteArray::number(grid.frozenRows) + "\" topLeftCell=\"" + corner
            + "\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"" + corner + "\" sqref=\"" + corner + "\"/>";
    }
    xml += "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>";
    if (columns > 0) {
        xml += "<cols>";
        for (qsizetype i = 0; i < columns; ++i) {
            const QByteArray number = QByteArray::number(i + 1);
            xml += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + QByteArray::number(grid.widths.value(i, 16)) + "\" style=\""
                + QByteArray::number(kTextStyle) + "\" customWidth=\"1\"" + (grid.hiddenColumns.contains(int(i)) ? " hidden=\"1\"" : "") + "/>";
        }
        xml += "</cols>";
    }
    xml += "<sheetData>";
    for (qsizetype r = 0; r < grid.rows.size(); ++r) {
        const QByteArray row = QByteArray::number(r + 1);
        xml += "<row r=\"" + row + '"' + (grid.hiddenRows.contains(int(r)) ? " hidden=\"1\"" : "") + '>';
        const QByteArray style = QByteArray::number(r < grid.frozenRows ? kTitleStyle : kTextStyle);
        const QStringList &cells = grid.rows.at(r);
        for (qsizetype c = 0; c < cells.size(); ++c)
            if (!cells.at(c).isEmpty())
                xml += "<c r=\"" + columnLetters(c).toLatin1() + row + "\" s=\"" + style + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                    + escaped(cells.at(c)) + "</t></is></c>";
        xml += "</row>";
    }
    xml += "</sheetData>";
    QByteArray validations;
    int count = 0;
    for (auto it = grid.choices.cbegin(); it != grid.choices.cend(); ++it) {
        const QByteArray list = escaped(it->join(u','));
        if (list.size() > 250 || it->join(u' ').contains(u','))
            continue;                                  // longer lists are not allowed in the file
        const QByteArray column = columnLetters(it.key()).toLatin1();
        validations += "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"0\" sqref=\"" + column + QByteArray::number(grid.frozenRows + 1) + ':'
            + column + "100000\"><formula1>\"" + list + "\"</formula1></dataValidation>";
        ++count;
    }
    if (count > 0)
        xml += "<dataValidations count=\"" + QByteArray::number(count) + "\">" + validations + "</dataValidations>";
    return xml + "</worksheet>\n";
}

// Format 49 is text: what is typed into such a cell stays as it was typed.
QByteArray stylesXml()
{
    return kXmlHead + "<styleSheet xmlns=\"" + kMain
        + "\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"等线\"/></font><font><b/><sz val=\"11\"/><name val=\"等线\"/></font></fonts>"
          "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
          "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE6F0F9\"/></patternFill></fill></fills>"
          "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
          "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\">"
          "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
          "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
          "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/></cellXfs>"
          "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>\n";
}
} // namespace

QString columnLetters(qsizetype column)
{
    QString letters;
    for (qsizetype rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(u'A' + char16_t((rest - 1) % 26)));
    return letters;
}

Result<QByteArray> writeXlsx(const QList<Grid> &grids)
{
    QByteArray types = kXmlHead + "<Types xmlns=\"" + kPackage
        + "/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
          "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>";
    QByteArray book = kXmlHead + "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kRelations + "\"><sheets>";
    QByteArray links = kXmlHead + "<Relationships xmlns=\"" + kPackage + "/relationships\">";
    QList<QPair<QString, QByteArray>> sheets;
    for (qsizetype i = 0; i < grids.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        types += "<Override PartName=\"/xl/worksheets/sheet" + number
            + ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>";
        book += "<sheet name=\"" + escaped(grids.at(i).name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
        links += "<Relationship Id=\"rId" + number + "\" Type=\"" + kRelations + "/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        sheets << std::pair(u"xl/worksheets/sheet%1.xml"_s.arg(i + 1), sheetXml(grids.at(i)));
    }
    links += "<Relationship Id=\"rIdStyles\" Type=\"" + kRelations + "/styles\" Target=\"styles.xml\"/></Relationships>\n";
    types += "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>\n";
    const QByteArray root = kXmlHead + "<Relationships xmlns=\"" + kPackage + "/relationships\"><Relationship Id=\"rId1\" Type=\"" + kRelations
        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n";
    QList<QPair<QString, QByteArray>> parts = {{u"[Content_Types].xml"_s, types}, {u"_rels/.rels"_s, root},
                                               {u"xl/workbook.xml"_s, book + "</sheets></workbook>\n"}, {u"xl/_rels/workbook.xml.rels"_s, links},
                                               {u"xl/styles.xml"_s, stylesXml()}};
    return writeZip(parts + sheets, ZipForm::Deflated);
}

} // namespace zc::guidance
