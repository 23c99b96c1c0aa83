#include "internal/typesetter.h"

#include <QFontDatabase>
#include <QGlyphRun>
#include <QRawFont>
#include <QTextOption>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace zc::papers {

const QStringList &families()
{
    static const QStringList names = {u"Noto Sans CJK SC"_s, u"Source Han Sans SC"_s, u"Microsoft YaHei"_s};
    return names;
}

namespace {

// Line ends inside a value stay line ends; other control characters have no place on a paper.
QString printable(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n')
            result += QChar(QChar::LineSeparator);
        else if (c.category() != QChar::Other_Control)
            result += c;
    }
    return result;
}

} // namespace

// Glyph 0 is the box; in a font that stands in for ours, more glyphs without an outline than there are blanks means colour
// or bitmap glyphs, which would leave holes in the PDF.
bool drawable(const QTextLayout &layout)
{
    qsizetype hollow = 0;
    const QList<QGlyphRun> runs = layout.glyphRuns();
    for (const QGlyphRun &run : runs) {
        const QRawFont font = run.rawFont();
        const bool stranger = !families().contains(font.familyName());
        const QList<quint32> glyphs = run.glyphIndexes();
        for (const quint32 glyph : glyphs) {
            if (glyph == 0)
                return false;
            hollow += stranger && font.pathForGlyph(glyph).isEmpty();
        }
    }
    if (hollow == 0)
        return true;
    const QString text = layout.text();
    return hollow <= std::count_if(text.begin(), text.end(), [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Format; });
}

Result<void> Typesetter::checkFonts()
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : families())
        if (installed.contains(family))
            return {};
    return Error{ErrorKind::NotFound, u"PAP-FONT"_s, families().join(u", ")};
}

QFont Typesetter::font(const TextStyle &style) const
{
    QFont font;
    font.setFamilies(families());
    font.setPixelSize(qRound(em(style)));
    font.setWeight(style.bold ? QFont::Bold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(false);
    // Never exactly 0: any spacing keeps ligatures out, and with them one glyph stays one character in the text of the PDF.
    font.setLetterSpacing(QFont::AbsoluteSpacing, style.tracking * em(style) + 1.0 / 32);
    return font;
}

Lines Typesetter::set(const QString &text, double width, const TextStyle &style)
{
    Lines lines;
    lines.layout = std::make_shared<QTextLayout>(printable(text), font(style));
    lines.color = QColor(style.color);
    lines.pitch = style.leading * em(style);
    QTextOption option(style.align);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    lines.layout->setTextOption(option);
    lines.layout->setCacheEnabled(true);
    lines.layout->beginLayout();
    for (QTextLine line = lines.layout->createLine(); line.isValid(); line = lines.layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, lines.count * lines.pitch + (lines.pitch - line.height()) / 2));
        lines.width = std::max(lines.width, line.naturalTextWidth());
        ++lines.count;
    }
    lines.layout->endLayout();
    watchGlyphs(*lines.layout);
    return lines;
}

void Typesetter::watchGlyphs(const QTextLayout &layout)
{
    if (m_fault || drawable(layout))
        return;
    // Which character it was: laid out one by one, since a run does not say.
    const QList<uint> characters = layout.text().toUcs4();
    for (const uint character : characters) {
        const char32_t one[] = {char32_t(character)};
        QTextLayout single(QString::fromUcs4(one, 1), layout.font());
        single.beginLayout();
        single.createLine();
        single.endLayout();
        if (!drawable(single)) {
            m_fault = Error{ErrorKind::Invalid, u"PAP-GLYPH"_s, u"U+%1"_s.arg(character, 4, 16, QChar(u'0')).toUpper()};
            return;
        }
    }
    m_fault = Error{ErrorKind::Invalid, u"PAP-GLYPH"_s, u"sequence"_s};
}

} // namespace zc::papers
