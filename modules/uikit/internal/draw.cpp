#include "internal/draw.h"

#include <uikit/textaudit.h>
#include <uikit/zcstyle.h>

#include <QPainterPath>
#include <QPixmapCache>
#include <QTextLayout>
#include <QWidget>

#include <cmath>

namespace zc::uikit {

bool marksFocus(const QWidget *widget)
{
    const ZcStyle *style = zcStyleOf(widget);
    return widget->hasFocus() && (!style || style->keyboardLeads());
}

void drawBox(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &stroke, qreal width, Qt::PenStyle style)
{
    const bool stroked = stroke.isValid() && width > 0;
    const qreal inset = stroked ? width / 2 : 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(stroked ? QPen(stroke, width, style) : QPen(Qt::NoPen));
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), std::max(0.0, radius - inset), std::max(0.0, radius - inset));
    painter.restore();
}

void drawHairline(QPainter &painter, const QRect &area, Qt::Edge edge, const Theme &theme, Color color)
{
    const int w = theme.px(Metric::Hairline);
    QRect line = area;
    switch (edge) {
    case Qt::TopEdge: line.setHeight(w); break;
    case Qt::BottomEdge: line.setTop(area.bottom() - w + 1); break;
    case Qt::LeftEdge: line.setWidth(w); break;
    case Qt::RightEdge: line.setLeft(area.right() - w + 1); break;
    }
    painter.fillRect(line, theme.color(color));
}

void drawDot(QPainter &painter, const QPointF &center, qreal diameter, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(center, diameter / 2, diameter / 2);
    painter.restore();
}

int textWidth(const Theme &theme, Type type, const QString &text)
{
    return int(std::ceil(QFontMetricsF(theme.font(type)).horizontalAdvance(text)));
}

namespace {

// The glyph cache darkens stems and corrects gamma for dark text on light ground; grey, coloured and light words come out too
// heavy. In the light scheme such words are filled as outlines and keep their drawn weight; near-black text stays with the cache.
bool wantsOutline(const Theme &theme, const QColor &color) { return theme.appearance().scheme == Scheme::Light && color.lightnessF() > 0.22F; }

void fillPath(QPainter &painter, const QPointF &origin, const QString &text, const QFont &font, const QColor &color)
{
    QPainterPath path;
    path.addText(origin, font, text);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(path, color);
    painter.restore();
}

// Filling outlines costs some 20 microseconds a glyph, so every run is kept as a picture, at quarter pixels across.
void fillText(QPainter &painter, const QPointF &origin, const QString &text, const QFont &font, const QColor &color)
{
    if (painter.transform().type() > QTransform::TxTranslate || text.size() > 200) {
        fillPath(painter, origin, text, font, color);
        return;
    }
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QFontMetricsF metrics(font);
    const int pad = 2, ascent = int(std::ceil(metrics.ascent())), left = int(std::floor(origin.x())), top = int(std::lround(origin.y()));
    const int quarter = int((origin.x() - left) * 4);
    const QString key = QStringLiteral("zc-run-%1-%2-%3-%4-%5-").arg(font.pixelSize()).arg(font.weight()).arg(color.rgba(), 0, 16).arg(quarter).arg(ratio) + text;
    QPixmap run;
    if (!QPixmapCache::find(key, &run)) {
        const QSizeF size(metrics.horizontalAdvance(text) + 2 * pad + 1, ascent + std::ceil(metrics.descent()) + 2 * pad);
        run = QPixmap((size * ratio).toSize());
        run.setDevicePixelRatio(ratio);
        run.fill(Qt::transparent);
        QPainter inner(&run);
        fillPath(inner, {pad + quarter / 4.0, qreal(pad + ascent)}, text, font, color);
        inner.end();
        QPixmapCache::insert(key, run);
    }
    painter.drawPixmap(QPoint(left - pad, top - ascent - pad), run);
}

void drawOutlineLine(QPainter &painter, const QRect &box, int alignment, const QString &text, const QFont &font, const QColor &color)
{
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(text);
    const qreal x = alignment & Qt::AlignHCenter ? box.left() + (box.width() - width) / 2 : alignment & Qt::AlignRight ? box.left() + box.width() - width : box.left();
    const qreal y = box.top() + std::floor((box.height() - metrics.ascent() - metrics.descent()) / 2 + 0.5) + std::floor(metrics.ascent() + 0.5);
    fillText(painter, {x, y}, text, font, color);
}

} // namespace

void drawRun(QPainter &painter, const Theme &theme, const QPointF &origin, const QString &text, const QFont &font, const QColor &color)
{
    if (wantsOutline(theme, color)) {
        fillText(painter, origin, text, font, color);
        return;
    }
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(origin, text);
}

void drawLine(QPainter &painter, const QWidget *widget, const QRect &box, int alignment, const QString &text, Type type, const QColor &color)
{
    if (text.isEmpty())
        return;
    const QFont font = themeOf(widget).font(type);
    const QFontMetricsF metrics(font);
    const int needed = int(std::ceil(metrics.horizontalAdvance(text)));
    if (const ZcStyle *style = zcStyleOf(widget); style && style->textAudit())
        style->textAudit()->note(widget, text, {needed, int(metrics.tightBoundingRect(text).height())}, box.size());
    const QString shown = needed <= box.width() ? text : metrics.elidedText(text, Qt::ElideRight, box.width());
    if (wantsOutline(themeOf(widget), color)) {
        drawOutlineLine(painter, box, alignment, shown, font, color);
        return;
    }
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, alignment | Qt::TextSingleLine | Qt::TextDontClip, shown);
}

TextBlock::TextBlock(const Theme &theme, Type type, const QString &text, int width)
    : m_font(theme.font(type)), m_lineHeight(theme.lineHeight(type))
{
    const QStringList paragraphs = text.split(u'\n');
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(paragraph, m_font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(width, m_lineHeight));
            m_width = std::max(m_width, int(std::ceil(line.naturalTextWidth())));
            m_lines << paragraph.mid(line.textStart(), line.textLength());
        }
        layout.endLayout();
    }
}

void TextBlock::draw(QPainter &painter, const QWidget *widget, const QRect &box, const QColor &color, Qt::Alignment alignment) const
{
    if (const ZcStyle *style = zcStyleOf(widget); style && style->textAudit())
        style->textAudit()->note(widget, m_lines.join(u'|'), size(), box.size());
    painter.setFont(m_font);
    painter.setPen(color);
    QRect row(box.left(), box.top(), box.width(), m_lineHeight);
    const bool outline = wantsOutline(themeOf(widget), color);
    for (const QString &line : m_lines) {
        if (outline)
            drawOutlineLine(painter, row, int(alignment), line, m_font, color);
        else
            painter.drawText(row, int(alignment) | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, line);
        row.translate(0, m_lineHeight);
    }
}

QSize keyCapSize(const Theme &theme, const QString &caption)
{
    const int line = 2 * theme.px(Metric::Hairline);
    const int height = theme.lineHeight(Type::Mono) + line;
    return {std::max(height, int(std::lround(QFontMetricsF(theme.font(Type::Mono)).horizontalAdvance(caption))) + 2 * theme.space(1.25) + line), height};
}

void drawKeyCap(QPainter &painter, const QWidget *widget, const QRect &box, const QString &caption, CapLook look)
{
    const Theme &theme = themeOf(widget);
    const bool onInk = look == CapLook::OnInk;
    const QColor text = theme.color(onInk ? Color::InkCap : look == CapLook::Disabled ? Color::TextDisabled : Color::TextMuted);
    drawBox(painter, box, theme.px(Metric::RadiusSmall), onInk ? QColor() : theme.color(Color::KeyCap),
            theme.color(onInk ? Color::InkCapLine : look == CapLook::Disabled ? Color::Line : Color::LineStrong), theme.px(Metric::Hairline));
    const int side = theme.px(Metric::Hairline);      // the caption may be a fraction wider than the rounded cap
    drawLine(painter, widget, box.adjusted(-side, 0, side, 0), Qt::AlignCenter, caption, Type::Mono, text);
}

QSize tagSize(const Theme &theme, const QString &text, Type type, qreal sideSteps)
{
    return {textWidth(theme, type, text) + 2 * theme.space(sideSteps), theme.lineHeight(type)};
}

void drawTag(QPainter &painter, const QWidget *widget, const QRect &box, const QString &text, Type type, Tone tone, Metric radius)
{
    const Theme &theme = themeOf(widget);
    drawBox(painter, box, theme.px(radius), theme.soft(tone));
    const int side = theme.space(0.5);
    drawLine(painter, widget, box.adjusted(side, 0, -side, 0), Qt::AlignCenter, text, type,
             tone == Tone::Neutral && type == Type::Caption ? theme.color(Color::Text) : theme.strong(tone));
}

void drawBadge(QPainter &painter, const QWidget *widget, const QRectF &box, qreal radius, const QString &text, Type type, const QColor &fill,
               const QColor &stroke, const QColor &ink, qreal strokeWidth)
{
    drawBox(painter, box, radius, fill, stroke, strokeWidth);
    drawLine(painter, widget, box.toAlignedRect(), Qt::AlignCenter, text, type, ink);
}

} // namespace zc::uikit
