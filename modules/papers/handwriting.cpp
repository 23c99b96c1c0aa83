#include "handwriting.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace zc::papers {
namespace {

using Dot = casework::Handwriting::Dot;
constexpr double kBroadest = 0.024, kThinnest = 0.35;        // of the surface's height; of the broadest

// Where a dot of the surface, one unit high, lies in the box.
struct Placing {
    double scale = 1, ratio = 1;
    QPointF shift;

    QPointF at(const Dot &dot) const { return QPointF(dot.x * ratio, dot.y) * scale + shift; }
    double radius(const Dot &dot) const { return scale * kBroadest / 2 * (kThinnest + (1 - kThinnest) * dot.pressure); }
};

Placing placed(const casework::Handwriting &hand, const QRectF &box, HandwritingFit fit)
{
    QRectF extent(0, 0, hand.ratio, 1);
    if (fit == HandwritingFit::Ink) {
        double left = hand.ratio, top = 1, right = 0, bottom = 0;
        for (const QList<Dot> &stroke : hand.strokes)
            for (const Dot &dot : stroke) {
                left = std::min(left, dot.x * hand.ratio);
                right = std::max(right, dot.x * hand.ratio);
                top = std::min(top, dot.y);
                bottom = std::max(bottom, dot.y);
            }
        extent = QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-kBroadest, -kBroadest, kBroadest, kBroadest);
    }
    const double scale = std::min(box.width() / extent.width(), box.height() / extent.height());
    const double top = fit == HandwritingFit::Ink ? box.bottom() - extent.height() * scale : box.top();
    return {scale, hand.ratio, QPointF(box.left(), top) - extent.topLeft() * scale};
}

// From one dot to the next, turned the same way as the circles at its ends: one outline, no holes where they meet.
void addSegment(QPainterPath &path, QPointF from, double fromRadius, QPointF to, double toRadius)
{
    const QPointF along = to - from;
    const double length = std::hypot(along.x(), along.y());
    if (length <= 0)
        return;
    const QPointF across(-along.y() / length, along.x() / length);
    path.addPolygon(QPolygonF{from - across * fromRadius, to - across * toRadius, to + across * toRadius, from + across * fromRadius, from - across * fromRadius});
}

} // namespace

QPainterPath handwritingPath(const casework::Handwriting &hand, const QRectF &box, HandwritingFit fit)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    if (hand.strokes.isEmpty() || box.isEmpty() || hand.ratio <= 0)
        return path;
    const Placing placing = placed(hand, box, fit);
    for (const QList<Dot> &stroke : hand.strokes)
        for (qsizetype i = 0; i < stroke.size(); ++i) {
            const QPointF at = placing.at(stroke[i]);
            const double radius = placing.radius(stroke[i]);
            path.addEllipse(at, radius, radius);
            if (i > 0)
                addSegment(path, placing.at(stroke[i - 1]), placing.radius(stroke[i - 1]), at, radius);
        }
    return path;
}

} // namespace zc::papers
