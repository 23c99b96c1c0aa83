#include "shell/palettedelegate.h"
#include "shell/keycappainter.h"
#include "shell/palettesource.h"

#include <uikit/icons.h>
#include <uikit/theme.h>

#include <QPainter>

namespace zc::client {
using namespace uikit;

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const Theme &t = themeOf(option.widget);
    return {t.space(40), t.lineHeight(Type::Body) + t.space(4)};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = themeOf(option.widget);
    const bool chosen = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect line = option.rect.adjusted(t.space(2), 0, -t.space(2), 0);
    if (chosen) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.color(Color::InkSoft));
        painter->drawRoundedRect(QRectF(line), t.px(Metric::Radius), t.px(Metric::Radius));
    }
    const QRect inner = line.adjusted(t.space(2.5), 0, -t.space(2.5), 0);
    const auto kind = PaletteEntry::Kind(index.data(Kind).toInt());
    const Icon icon = kind == PaletteEntry::Kind::Item ? Icon::Intake : kind == PaletteEntry::Kind::Case ? Icon::Cases : Icon::ChevronRight;
    const int side = t.px(Metric::Icon) - t.space(1);
    drawIcon(painter, QRectF(inner.left(), inner.center().y() - side / 2.0 + 0.5, side, side), icon, t.color(chosen ? Color::Ink : Color::TextFaint));

    const QRect cap = paintKeyCap(painter, t, index.data(Key).toString(), inner, Qt::AlignRight | Qt::AlignVCenter);
    QRect words(inner.left() + side + t.space(2.5), inner.top(), 0, inner.height());
    words.setRight(cap.left() - t.space(2));
    painter->setFont(t.font(Type::Body));
    painter->setPen(t.color(Color::Text));
    const QString title = painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, words.width());
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft, title);
    words.setLeft(words.left() + painter->fontMetrics().horizontalAdvance(title) + t.space(2.5));
    painter->setFont(t.font(Type::Caption));
    painter->setPen(t.color(Color::TextMuted));
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(index.data(Detail).toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace zc::client
