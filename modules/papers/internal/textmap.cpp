#include "internal/textmap.h"

#include <QGlyphRun>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::papers {
namespace {

QByteArray utf16Hex(char32_t character)
{
    QByteArray hex;
    const QString text = QString::fromUcs4(&character, 1);
    for (const QChar unit : text)
        hex += QByteArray::number(unit.unicode(), 16).rightJustified(4, '0').toUpper();
    return hex;
}

// Code in the PDF → character, as Qt wrote it: <from> <to> [<char> …], and the single entry of code 0.
QList<std::pair<int, char32_t>> readMap(const QByteArray &stream)
{
    static const QRegularExpression range(u"<([0-9A-F]{4})> <[0-9A-F]{4}> \\[([^\\]]*)\\]"_s), unit(u"<([0-9A-F]{4})>"_s);
    QList<std::pair<int, char32_t>> entries;
    const QString text = QString::fromLatin1(stream);
    for (auto ranges = range.globalMatch(text); ranges.hasNext();) {
        const QRegularExpressionMatch match = ranges.next();
        int code = match.captured(1).toInt(nullptr, 16);
        for (auto units = unit.globalMatch(match.captured(2)); units.hasNext(); ++code)
            entries.append({code, char32_t(units.next().captured(1).toUInt(nullptr, 16))});
    }
    return entries;
}

QByteArray writeMap(const QList<std::pair<int, char32_t>> &entries)
{
    QByteArray text = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr qsizetype kMostInABlock = 100;       // PDF 32000-1 §9.10.3 via the CMap rules
    for (qsizetype from = 0; from < entries.size(); from += kMostInABlock) {
        const qsizetype count = std::min(kMostInABlock, entries.size() - from);
        text += QByteArray::number(count) + " beginbfchar\n";
        for (qsizetype i = from; i < from + count; ++i)
            text += '<' + QByteArray::number(entries[i].first, 16).rightJustified(4, '0').toUpper() + "> <" + utf16Hex(entries[i].second) + ">\n";
        text += "endbfchar\n";
    }
    return text + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// Objects moved: every offset behind a replaced part grows by what was added there.
void mendOffsets(QByteArray &pdf, const QList<std::pair<qsizetype, qsizetype>> &growth)
{
    const auto moved = [&growth](qsizetype offset) {
        qsizetype by = 0;
        for (const auto &[at, added] : growth)
            if (at < offset)
                by += added;
        return offset + by;
    };
    const qsizetype start = pdf.lastIndexOf("startxref\n");
    const qsizetype end = pdf.indexOf('\n', start + 10);
    const qsizetype table = moved(pdf.mid(start + 10, end - start - 10).toLongLong());
    pdf.replace(start + 10, end - start - 10, QByteArray::number(table));
    static const QRegularExpression entry(u"(\\d{10}) 00000 n "_s);
    const QString text = QString::fromLatin1(pdf.mid(table));
    for (auto entries = entry.globalMatch(text); entries.hasNext();) {
        const QRegularExpressionMatch match = entries.next();
        pdf.replace(table + match.capturedStart(1), 10, QByteArray::number(moved(match.captured(1).toLongLong())).rightJustified(10, '0'));
    }
}

} // namespace

TextMap::Face &TextMap::faceOf(const QRawFont &font)
{
    // The PDF keeps one font a face, whatever its sizes.
    for (Face &face : m_faces)
        if (face.font.familyName() == font.familyName() && face.font.styleName() == font.styleName())
            return face;
    m_faces << Face{font, {}, {}};
    return m_faces.last();
}

void TextMap::drew(const QTextLine &line, const QString &text)
{
    const QList<uint> characters = text.mid(line.textStart(), line.textLength()).toUcs4();
    const QList<QGlyphRun> runs = line.glyphRuns();
    qsizetype glyphs = 0;
    for (const QGlyphRun &run : runs)
        glyphs += run.glyphIndexes().size();
    const bool oneToOne = glyphs == characters.size();
    qsizetype at = 0;
    for (const QGlyphRun &run : runs) {
        const QRawFont font = run.rawFont();
        Face &face = faceOf(font);
        const QList<quint32> indexes = run.glyphIndexes();
        for (const quint32 index : indexes) {
            char32_t character = oneToOne ? char32_t(characters[at]) : U'\0';
            ++at;
            for (qsizetype i = 0; character == 0 && i < characters.size(); ++i) {
                const char32_t candidate = char32_t(characters[i]);
                if (font.glyphIndexesForString(QString::fromUcs4(&candidate, 1)).value(0) == index)
                    character = candidate;
            }
            if (!face.known.contains(index)) {
                face.known.insert(index, face.glyphs.size());
                face.glyphs << Glyph{index, character};
            }
        }
    }
}

// The face whose glyphs, in the order in which they were drawn, are the codes of this map; proven by every entry Qt knew.
QByteArray TextMap::mapFor(const QByteArray &original) const
{
    const auto entries = readMap(original);
    for (const Face &face : m_faces) {
        const bool fits = !entries.isEmpty() && std::all_of(entries.begin(), entries.end(), [&face](const auto &entry) {
            const auto [code, character] = entry;
            return code >= 1 && code <= face.glyphs.size()
                && face.font.glyphIndexesForString(QString::fromUcs4(&character, 1)).value(0) == face.glyphs[code - 1].index;
        });
        if (!fits)
            continue;
        QList<std::pair<int, char32_t>> better;
        for (qsizetype i = 0; i < face.glyphs.size(); ++i)
            if (face.glyphs[i].character != 0)
                better.append({int(i) + 1, face.glyphs[i].character});
        return writeMap(better);
    }
    return {};
}

QByteArray TextMap::applied(QByteArray pdf) const
{
    static const QRegularExpression reference(u"/ToUnicode (\\d+) 0 R"_s);
    QList<int> objects;
    for (auto matches = reference.globalMatch(QString::fromLatin1(pdf)); matches.hasNext();)
        objects << matches.next().captured(1).toInt();

    struct Part { qsizetype at, length; QByteArray text; };
    QList<Part> parts;
    for (const int object : objects) {
        const qsizetype begin = pdf.indexOf('\n' + QByteArray::number(object) + " 0 obj\n") + 1;
        const qsizetype end = pdf.indexOf("endobj", begin);
        const QByteArray map = begin > 0 && end > 0 ? mapFor(pdf.mid(begin, end - begin)) : QByteArray();
        if (!map.isEmpty())
            parts << Part{begin, end - begin, QByteArray::number(object) + " 0 obj\n<< /Length " + QByteArray::number(map.size()) + " >>\nstream\n" + map + "\nendstream\n"};
    }
    std::sort(parts.begin(), parts.end(), [](const Part &a, const Part &b) { return a.at > b.at; });
    QList<std::pair<qsizetype, qsizetype>> growth;
    for (const Part &part : parts) {
        pdf.replace(part.at, part.length, part.text);
        growth.append({part.at, part.text.size() - part.length});
    }
    if (!growth.isEmpty())
        mendOffsets(pdf, growth);
    return pdf;
}

} // namespace zc::papers
