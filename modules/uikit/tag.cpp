#include <uikit/tag.h>

#include "internal/draw.h"

namespace zc::uikit {

namespace {

struct Look {
    Type type;
    qreal side;
    qreal above;
    Metric radius;
};

Look lookOf(Tag::Shape shape)
{
    switch (shape) {
    case Tag::Shape::Mode: return {Type::Caption, 1.75, 0.5, Metric::RadiusSmall};
    case Tag::Shape::Chip: return {Type::Caption, 2, 0.25, Metric::RadiusSmall};
    case Tag::Shape::Source: break;
    }
    return {Type::Tag, 1.25, 0, Metric::RadiusTag};
}

} // namespace

Tag::Tag(const QString &text, Tone tone, Shape shape, QWidget *parent) : Themed<QWidget>(parent), m_tone(tone), m_shape(shape)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void Tag::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Tag::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize Tag::sizeHint() const
{
    const Look look = lookOf(m_shape);
    return tagSize(theme(), m_text, look.type, look.side) + QSize(0, 2 * theme().space(look.above));
}

QSize Tag::minimumSizeHint() const { return {std::min(sizeHint().width(), theme().space(12)), sizeHint().height()}; }

void Tag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look look = lookOf(m_shape);
    const QSize hint = sizeHint();
    QRect box(0, (height() - hint.height()) / 2, std::min(width(), hint.width()), hint.height());
    drawTag(painter, this, box, m_text, look.type, m_tone, look.radius);
    setToolTip(hint.width() > width() ? m_text : QString());
}

} // namespace zc::uikit
