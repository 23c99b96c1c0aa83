#pragma once
#include <base/result.h>

#include <QPainterPath>

namespace zc::papers {

constexpr int kQuietZone = 4;     // modules of white on every side

// A QR symbol of level M as one path inside the square `side` × `side`, quiet zone included. PAP-QR: the text does not fit.
Result<QPainterPath> qrSymbol(const QString &text, double side);

} // namespace zc::papers
