#pragma once
#include <QColor>
#include <QList>
#include <QPainterPath>
#include <QPointF>
#include <QTextLayout>

#include <memory>

namespace zc::papers {

// Everything is laid out in units of 0.02 mm: fine enough that advances of glyphs round to nothing, and a whole number of
// dots of a 1270 dpi page, so that PDF and preview need no second layout.
constexpr double kUnitsPerMm = 50.0;
constexpr double kPointUnits = 25.4 / 72.0 * kUnitsPerMm;
constexpr int kResolution = 1270;
constexpr double mm(double value) { return value * kUnitsPerMm; }

// Printer's ink, not screen tokens: grey text below these is lost on a worn hall printer.
namespace ink {
constexpr QRgb kText = 0xFF17202B, kMuted = 0xFF53606F, kFaint = 0xFFD3D9E0, kPrimary = 0xFF0F5C9C, kSoft = 0xFFEEF4FA,
               kSunken = 0xFFF3F5F8, kLine = 0xFFD5DBE2, kLineStrong = 0xFF9AA5B1, kSeal = 0xFFC23A2B, kWatermark = 0xFFF7EAE8;
}

struct Sheet {
    struct Fill { QPainterPath path; QColor color; };
    struct Line { std::shared_ptr<QTextLayout> layout; int line = 0; QPointF at; QColor color; };   // at: where the layout's line 0,0 lies
    QSizeF size{mm(210), mm(297)};
    QList<Fill> fills;
    QList<Line> lines;
};

// A whole paper, ready to be painted on any device.
struct Document {
    QList<Sheet> sheets;
    QString title;
    bool demo = false;
    QRectF seal;                  // on the last sheet; empty without a seal
    std::shared_ptr<QTextLayout> watermark;
    double watermarkTurn = -52;   // degrees
    double watermarkStep = mm(78);
};

} // namespace zc::papers
