#include <uikit/summarytile.h>

#include "internal/draw.h"

namespace zc::uikit {

SummaryTile::SummaryTile(const QString &caption, Tone tone, QWidget *parent) : Themed<QWidget>(parent), m_caption(caption), m_tone(tone)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    nameIt();
}

void SummaryTile::setValue(const QString &value)
{
    m_value = value;
    nameIt();
}

void SummaryTile::setCaption(const QString &caption)
{
    m_caption = caption;
    nameIt();
}

void SummaryTile::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void SummaryTile::nameIt()
{
    setAccessibleName(m_caption + u' ' + m_value);
    updateGeometry();
    update();
}

QSize SummaryTile::sizeHint() const
{
    const Theme &t = theme();
    const int words = std::max(textWidth(t, Type::Number, m_value), textWidth(t, Type::Caption, m_caption));
    return {words + 2 * t.space(2.5), std::max(t.px(Metric::Tile), t.lineHeight(Type::Number) + t.lineHeight(Type::Body) + t.space(3))};
}

void SummaryTile::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    drawBox(painter, rect(), t.px(Metric::Radius), t.color(Color::SurfaceSunken));
    const int side = t.space(2.5);
    const int caption = t.lineHeight(Type::Body);
    const QRect inside = rect().adjusted(side, 0, -side, 0);
    const int number = t.lineHeight(Type::Number);
    const int top = (height() - number - caption) / 2;
    drawLine(painter, this, QRect(inside.left(), top, inside.width(), number), Qt::AlignLeft | Qt::AlignVCenter, m_value, Type::Number,
             m_tone == Tone::Neutral ? t.color(Color::Text) : t.strong(m_tone));
    drawLine(painter, this, QRect(inside.left(), top + number, inside.width(), caption), Qt::AlignLeft | Qt::AlignVCenter, m_caption,
             Type::Caption, t.color(Color::TextMuted));
}

} // namespace zc::uikit
