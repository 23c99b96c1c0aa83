#pragma once
#include <uikit/theme.h>

#include <QPainter>

namespace zc::uikit {

// The one shadow level: a raised, rounded, hairlined box with a soft edge of Metric::ShadowBlur around it.
void drawFloating(QPainter &painter, const Theme &theme, const QRect &box);
void drawShadow(QPainter &painter, const Theme &theme, const QRect &box, qreal radius, int blur);

} // namespace zc::uikit
