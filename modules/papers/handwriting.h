#pragma once
#include <casework/handwriting.h>

#include <QPainterPath>
#include <QRectF>

namespace zc::papers {

// Surface: as it stood on the surface it was written on. Ink: the ink alone, as large as fits, at the left and on the lower edge.
enum class HandwritingFit { Surface, Ink };

// The strokes as one filled outline inside `box`, broader where the pen pressed. Proportions stay. Any thread.
QPainterPath handwritingPath(const casework::Handwriting &hand, const QRectF &box, HandwritingFit fit);

} // namespace zc::papers
