#pragma once
#include <QFont>

namespace zc::client {

// Type on printed sheets, in points of A4 at 72 dpi: paper does not follow the theme of the screen.
inline QFont sheetFont(int pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

} // namespace zc::client
