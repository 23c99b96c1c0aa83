#include "internal/shadow.h"

#include "internal/draw.h"

namespace zc::uikit {

// Rings of falling strength: cheaper than a blur, and the same on every machine.
void drawShadow(QPainter &painter, const Theme &theme, const QRect &box, qreal radius, int blur)
{
    const QColor shadow = theme.color(Color::Shadow);
    if (theme.appearance().scheme == Scheme::Contrast)
        return;                         // a border separates; shadows only blur the edge
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = blur; i > 0; --i) {
        QColor ring = shadow;
        const qreal near = 1.0 - qreal(i) / (blur + 1);
        ring.setAlphaF(float(shadow.alphaF() * near * near * 2.0 / blur));
        painter.setBrush(ring);
        const qreal down = blur / 6.0;
        painter.drawRoundedRect(QRectF(box).adjusted(-i, -i + down, i, i + down - 1), radius + i, radius + i);
    }
    painter.restore();
}

void drawFloating(QPainter &painter, const Theme &theme, const QRect &box)
{
    drawShadow(painter, theme, box, theme.px(Metric::RadiusLarge), theme.px(Metric::ShadowBlur));
    drawBox(painter, box, theme.px(Metric::RadiusLarge), theme.color(Color::SurfaceRaised), theme.color(Color::LineStrong), theme.px(Metric::Hairline));
}

} // namespace zc::uikit
