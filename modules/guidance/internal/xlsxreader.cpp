#include "internal/xlsx.h"
#include "internal/words.h"
#include "internal/ziparchive.h"

#include <QDate>
#include <QHash>
#include <QRegularExpression>

#include <pugixml.hpp>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxSheetRows = 100'010;
constexpr qsizetype kMaxColumns = 1'024;
constexpr qsizetype kMaxText = 64 * 1024 * 1024;       // all cells together, in UTF-16 units
constexpr qsizetype kMaxSheetCell = 64 * 1024;
constexpr qsizetype kMaxSheets = 512;
constexpr qsizetype kMaxGrid = 4'000'000;               // cells of all sheets, the empty ones before a written one too
constexpr int kDigits = 15;                            // what a double carries safely

QByteArrayView localName(const char *full)
{
    const QByteArrayView name(full);
    const qsizetype colon = name.indexOf(':');
    return colon < 0 ? name : name.sliced(colon + 1);
}

pugi::xml_node child(const pugi::xml_node &node, QByteArrayView name)
{
    for (const pugi::xml_node &one : node.children())
        if (one.type() == pugi::node_element && localName(one.name()) == name)
            return one;
    return {};
}

// By local name: the prefix of the relationships is free.
QString attributeOf(const pugi::xml_node &node, QByteArrayView name)
{
    for (const pugi::xml_attribute &one : node.attributes())
        if (localName(one.name()) == name)
            return QString::fromUtf8(one.value());
    return {};
}

QString decoded(QString text)
{
    static const QRegularExpression escape(u"_x([0-9A-Fa-f]{4})_"_s);
    if (text.contains(u"_x"_s)) {
        QString out;
        qsizetype from = 0;
        for (auto matches = escape.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            out += text.mid(from, match.capturedStart() - from) + QChar(char16_t(match.captured(1).toUInt(nullptr, 16)));
            from = match.capturedEnd();
        }
        text = out + text.mid(from);
    }
    return text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
}

// The text of a string item: its own <t>, or those of its runs; phonetic hints are no text.
QString stringItem(const pugi::xml_node &item)
{
    QString text;
    for (const pugi::xml_node &part : item.children()) {
        if (localName(part.name()) == "t")
            text += QString::fromUtf8(part.child_value());
        else if (localName(part.name()) == "r")
            text += QString::fromUtf8(child(part, "t").child_value());
    }
    return decoded(text);
}

// Whether a number format shows a date: the built-in ones, or a pattern with a year or a day outside quotes and brackets.
bool showsDate(int id, const QString &pattern)
{
    if (pattern.isEmpty())
        return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    QString bare = pattern;
    static const QRegularExpression quoted(u"\"[^\"]*\"|\\[[^\\]]*\\]|\\\\."_s);
    bare.remove(quoted);
    return bare.contains(u'y', Qt::CaseInsensitive) || bare.contains(u'd', Qt::CaseInsensitive);
}

// What a person sees of a stored number: 15 digits, plain notation. Empty: more digits than the file can have kept.
QString numberText(const QString &raw)
{
    bool ok = false;
    const double value = raw.toDouble(&ok);
    if (!ok || !qIsFinite(value))
        return {};
    const QString rounded = QString::number(value, 'e', kDigits - 1);
    const qsizetype at = rounded.indexOf(u'e');
    QString digits = rounded.left(at).remove(u'.').remove(u'-');
    const int exponent = rounded.mid(at + 1).toInt();
    if (exponent >= kDigits || exponent < -kDigits)
        return value == 0 ? u"0"_s : QString();
    QString text = exponent < 0 ? u"0."_s + QString(-exponent - 1, u'0') + digits : digits.left(exponent + 1) + u'.' + digits.mid(exponent + 1);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return value < 0 ? u'-' + text : text;
}

class XlsxReader {
public:
    XlsxReader(const QByteArray &bytes, QList<GridProblem> *problems) : m_bytes(bytes), m_problems(problems) {}

    std::optional<QList<Grid>> run()
    {
        // A workbook with a password is no zip but an older container.
        if (m_bytes.startsWith("\xD0\xCF\x11\xE0"))
            return refuse(u"PACK-SHEET-ARCHIVE"_s, u"OLE"_s, say(QT_TRANSLATE_NOOP("zc::guidance", "a workbook saved as .xlsx, without a password")));
        auto parts = readZip(m_bytes);
        if (!parts.ok())
            return refuse(u"PACK-SHEET-ARCHIVE"_s, parts.error().detail, say(QT_TRANSLATE_NOOP("zc::guidance", "a workbook saved as .xlsx, without a password")));
        m_parts = *parts;
        pugi::xml_document book, links;
        if (!load(u"xl/workbook.xml"_s, book) || !load(u"xl/_rels/workbook.xml.rels"_s, links))
            return std::nullopt;
        QHash<QString, QString> targets;
        for (const pugi::xml_node &link : links.document_element().children()) {
            const QString target = attributeOf(link, "Target");
            targets.insert(attributeOf(link, "Id"), target.startsWith(u'/') ? target.mid(1) : u"xl/"_s + target);
            if (attributeOf(link, "Type").endsWith(u"/sharedStrings") && !readShared(targets.value(attributeOf(link, "Id"))))
                return std::nullopt;
            if (attributeOf(link, "Type").endsWith(u"/styles") && !readStyles(targets.value(attributeOf(link, "Id"))))
                return std::nullopt;
        }
        const QString epoch = attributeOf(child(book.document_element(), "workbookPr"), "date1904");
        m_from1904 = epoch == u"1" || epoch == u"true";
        QList<Grid> grids;
        for (const pugi::xml_node &sheet : child(book.document_element(), "sheets").children()) {
            if (localName(sheet.name()) != "sheet")
                continue;
            m_grid = {};
            m_grid.name = attributeOf(sheet, "name");
            if (grids.size() >= kMaxSheets)
                return refuse(u"PACK-SHEET-LIMIT"_s, m_grid.name, say(QT_TRANSLATE_NOOP("zc::guidance", "at most %1 sheets")).arg(kMaxSheets));
            pugi::xml_document document;
            if (!load(targets.value(attributeOf(sheet, "id")), document) || !readSheet(document.document_element()))
                return std::nullopt;
            grids << m_grid;
        }
        return grids;
    }

private:
    std::nullopt_t refuse(const QString &code, const QString &text, const QString &expected)
    {
        *m_problems = {GridProblem{code, m_grid.name, -1, -1, text, expected}};
        return std::nullopt;
    }
    void complain(const QString &code, qsizetype row, qsizetype column, const QString &text, const QString &expected)
    {
        constexpr qsizetype kEnough = 200;
        if (m_problems->size() < kEnough)
            *m_problems << GridProblem{code, m_grid.name, row, column, text.left(40), expected};
    }

    // A part of the archive as XML. Document types are seen only to be refused: entities of one's own have no place in a sheet.
    bool load(const QString &name, pugi::xml_document &document)
    {
        const auto part = m_parts.constFind(name);
        const QString wanted = say(QT_TRANSLATE_NOOP("zc::guidance", "a workbook saved as .xlsx, without a password"));
        if (part == m_parts.cend()) {
            refuse(u"PACK-SHEET-ARCHIVE"_s, name, wanted);
            return false;
        }
        const auto status = document.load_buffer(part->constData(), size_t(part->size()), pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single);
        bool sound = bool(status);
        for (const pugi::xml_node &node : document)
            sound = sound && node.type() != pugi::node_doctype;
        if (!sound)
            refuse(u"PACK-SHEET-XML"_s, name, wanted);
        return sound;
    }

    bool readShared(const QString &name)
    {
        pugi::xml_document document;
        if (!load(name, document))
            return false;
        for (const pugi::xml_node &item : document.document_element().children())
            if (localName(item.name()) == "si")
                m_shared << stringItem(item);
        return true;
    }

    bool readStyles(const QString &name)
    {
        pugi::xml_document document;
        if (!load(name, document))
            return false;
        QHash<int, QString> patterns;
        for (const pugi::xml_node &format : child(document.document_element(), "numFmts").children())
            patterns.insert(attributeOf(format, "numFmtId").toInt(), attributeOf(format, "formatCode"));
        for (const pugi::xml_node &style : child(document.document_element(), "cellXfs").children()) {
            const int id = attributeOf(style, "numFmtId").toInt();
            m_dateStyles << showsDate(id, patterns.value(id));
        }
        return true;
    }

    bool readSheet(const pugi::xml_node &sheet)
    {
        for (const pugi::xml_node &merged : child(sheet, "mergeCells").children())
            complain(u"PACK-SHEET-MERGED"_s, -1, -1, attributeOf(merged, "ref"), say(QT_TRANSLATE_NOOP("zc::guidance", "cells that are not merged")));
        qsizetype row = -1;
        for (const pugi::xml_node &line : child(sheet, "sheetData").children()) {
            if (localName(line.name()) != "row")
                continue;
            const QString number = attributeOf(line, "r");
            row = number.isEmpty() ? row + 1 : qsizetype(number.toLongLong()) - 1;
            qsizetype column = -1;
            for (const pugi::xml_node &cell : line.children())
                if (localName(cell.name()) == "c" && !readCell(cell, row, &column))
                    return false;
        }
        return true;
    }

    bool readCell(const pugi::xml_node &cell, qsizetype row, qsizetype *column)
    {
        ++*column;
        if (const QString place = attributeOf(cell, "r"); !place.isEmpty()) {
            qsizetype letters = 0, number = 0;
            while (letters < place.size() && place.at(letters) >= u'A' && place.at(letters) <= u'Z' && number < 20'000)
                number = number * 26 + (place.at(letters++).unicode() - u'A' + 1);
            *column = number - 1;
        }
        bool good = true;
        const QString text = cellText(cell, row, *column, &good);
        if (!good || text.isEmpty())
            return true;
        if (row < 0 || row >= kMaxSheetRows || *column < 0 || *column >= kMaxColumns || text.size() > kMaxSheetCell) {
            refuse(u"PACK-SHEET-LIMIT"_s, attributeOf(cell, "r"), say(QT_TRANSLATE_NOOP("zc::guidance", "fewer rows, fewer columns and shorter cells")));
            return false;
        }
        m_text += text.size();
        m_cells += qMax<qsizetype>(0, row + 1 - m_grid.rows.size());
        if (m_grid.rows.size() <= row)
            m_grid.rows.resize(row + 1);
        QStringList &cells = m_grid.rows[row];
        m_cells += qMax<qsizetype>(0, *column + 1 - cells.size());
        if (m_text > kMaxText || m_cells > kMaxGrid) {
            refuse(u"PACK-SHEET-LIMIT"_s, attributeOf(cell, "r"), say(QT_TRANSLATE_NOOP("zc::guidance", "fewer rows, fewer columns and shorter cells")));
            return false;
        }
        while (cells.size() <= *column)
            cells << QString();
        cells[*column] = text;
        return true;
    }

    QString cellText(const pugi::xml_node &cell, qsizetype row, qsizetype column, bool *good)
    {
        const auto bad = [&](const QString &code, const QString &text, const QString &expected) {
            complain(code, row, column, text, expected);
            *good = false;
            return QString();
        };
        const QString type = attributeOf(cell, "t");
        if (const pugi::xml_node formula = child(cell, "f"))
            return bad(u"PACK-SHEET-FORMULA"_s, u'=' + QString::fromUtf8(formula.child_value()), say(QT_TRANSLATE_NOOP("zc::guidance", "a text, no formula")));
        if (type == u"inlineStr")
            return stringItem(child(cell, "is"));
        const QString raw = QString::fromUtf8(child(cell, "v").child_value());
        if (raw.isEmpty())
            return {};
        if (type == u"s") {
            bool ok = false;
            const int index = raw.trimmed().toInt(&ok);
            return ok && index >= 0 && index < m_shared.size() ? m_shared.at(index) : bad(u"PACK-SHEET-XML"_s, raw, say(QT_TRANSLATE_NOOP("zc::guidance", "a text")));
        }
        if (type == u"str")
            return decoded(raw);
        if (type == u"b")
            return raw.trimmed() == u"1" || raw.trimmed() == u"true" ? u"true"_s : u"false"_s;
        if (type == u"d")
            return QDate::fromString(raw.left(10), Qt::ISODate).isValid() ? raw.left(10) : bad(u"PACK-SHEET-CELL"_s, raw, say(QT_TRANSLATE_NOOP("zc::guidance", "a date like 2026-01-31")));
        if (type == u"e")
            return bad(u"PACK-SHEET-CELL"_s, raw, say(QT_TRANSLATE_NOOP("zc::guidance", "a text")));
        const int style = attributeOf(cell, "s").toInt();
        if (style >= 0 && style < m_dateStyles.size() && m_dateStyles.at(style)) {
            const QString date = dateText(raw.trimmed());
            return date.isEmpty() ? bad(u"PACK-SHEET-CELL"_s, raw, say(QT_TRANSLATE_NOOP("zc::guidance", "a date like 2026-01-31"))) : date;
        }
        const QString number = numberText(raw.trimmed());
        return number.isEmpty() ? bad(u"PACK-SHEET-NUMBER"_s, raw, say(QT_TRANSLATE_NOOP("zc::guidance", "at most 15 digits, or a cell formatted as text"))) : number;
    }

    // Days since the epoch of the workbook; the first sixty days of 1900 are counted wrong by the programs themselves.
    QString dateText(const QString &raw) const
    {
        bool ok = false;
        const double days = raw.toDouble(&ok);
        const int whole = int(qBound(-1.0, days, 3'000'000.0));
        if (!ok || days != whole || whole < (m_from1904 ? 0 : 61) || whole > 2'958'465)
            return {};
        return (m_from1904 ? QDate(1904, 1, 1) : QDate(1899, 12, 30)).addDays(whole).toString(Qt::ISODate);
    }

    const QByteArray &m_bytes;
    QList<GridProblem> *m_problems;
    QMap<QString, QByteArray> m_parts;
    QStringList m_shared;
    QList<bool> m_dateStyles;
    bool m_from1904 = false;
    Grid m_grid;
    qsizetype m_text = 0, m_cells = 0;
};
} // namespace

std::optional<QList<Grid>> readXlsx(const QByteArray &bytes, QList<GridProblem> *problems)
{
    return XlsxReader(bytes, problems).run();
}

} // namespace zc::guidance
