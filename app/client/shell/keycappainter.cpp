#include "shell/keycappainter.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QStyle>

namespace zc::client {
using namespace uikit;

QRect paintKeyCap(QPainter *painter, const Theme &theme, const QString &caption, const QRect &area, Qt::Alignment alignment)
{
    if (caption.isEmpty()) return QRect(area.right() + 1, area.top(), 0, area.height());
    const QFont font = theme.font(Type::Caption);
    const QFontMetrics metrics(font);
    const QSize size(metrics.horizontalAdvance(caption) + theme.space(3), theme.lineHeight(Type::Caption));
    const QRect box = QStyle::alignedRect(QGuiApplication::layoutDirection(), alignment, size, area);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(font);
    painter->setPen(QPen(theme.color(Color::LineStrong), theme.px(Metric::Hairline)));
    painter->setBrush(theme.color(Color::KeyCap));
    const qreal half = theme.px(Metric::Hairline) / 2.0;
    painter->drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), theme.px(Metric::RadiusSmall), theme.px(Metric::RadiusSmall));
    painter->setPen(theme.color(Color::TextMuted));
    painter->drawText(box, Qt::AlignCenter, caption);
    painter->restore();
    return box;
}

} // namespace zc::client
