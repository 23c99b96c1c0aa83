#pragma once
#include <uikit/theme.h>

#include <QRect>

class QPainter;

namespace zc::client {

// Draws a key cap inside a painted row (lists, the search door); widgets use uikit::KeyCap. Answers where it stands;
// an empty caption draws nothing and answers an empty rectangle at the aligned edge.
QRect paintKeyCap(QPainter *painter, const uikit::Theme &theme, const QString &caption, const QRect &area, Qt::Alignment alignment);

} // namespace zc::client
