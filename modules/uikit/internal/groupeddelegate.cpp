#include "internal/groupeddelegate.h"

#include "internal/draw.h"

#include <uikit/groupedmodel.h>

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace zc::uikit {

namespace {

// Without the audit: in a table an elided cell is expected and shows itself whole in a tool tip.
void drawCell(QPainter &painter, const Theme &theme, const QRect &box, int alignment, const QString &text, Type type, const QColor &color)
{
    const QFont font = theme.font(type);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, alignment | Qt::TextSingleLine, metrics.horizontalAdvance(text) <= box.width() ? text : metrics.elidedText(text, Qt::ElideRight, box.width()));
}

} // namespace

void GroupedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const auto *model = qobject_cast<const GroupedModel *>(index.model());
    if (!view || !model)
        return;
    const Theme &t = themeOf(view);
    const QString text = index.data(Qt::DisplayRole).toString();
    const int side = t.space(2.5);
    painter->save();
    if (model->isHeading(index.row())) {
        painter->fillRect(option.rect, t.color(Color::SurfaceSunken));
        drawHairline(*painter, option.rect, Qt::BottomEdge, t);
        drawCell(*painter, t, option.rect.adjusted(side, 0, -side, 0), Qt::AlignLeft | Qt::AlignVCenter, text, Type::Caption, t.color(Color::TextMuted));
        painter->restore();
        return;
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hover = option.state.testFlag(QStyle::State_MouseOver);
    painter->fillRect(option.rect, t.color(selected ? Color::InkSoft : hover ? Color::SurfaceHover : Color::Surface));
    drawHairline(*painter, option.rect, Qt::BottomEdge, t);
    if (selected && marksFocus(view) && index.column() == 0)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(t.px(Metric::FocusWidth) + t.px(Metric::Hairline), option.rect.height())), t.color(Color::Ink));

    QRect box = option.rect.adjusted(side, 0, -side, -t.px(Metric::Hairline));
    const int alignment = index.data(Qt::TextAlignmentRole).toInt();
    const QVariant lamp = index.data(GroupedModel::LampRole);
    if (lamp.isValid()) {
        const int square = t.px(Metric::Lamp);
        const int gap = t.space(1.5);
        const int words = std::min(textWidth(t, Type::Caption, text), box.width() - square - gap);
        if (alignment & Qt::AlignRight)
            box.setLeft(box.right() - words - gap - square + 1);
        const Tone tone = Tone(lamp.toInt());
        drawBox(*painter, QRectF(box.left(), box.center().y() - square / 2.0 + 0.5, square, square), t.px(Metric::Hairline) * 2.0,
                tone == Tone::Neutral ? t.color(Color::TextFaint) : t.strong(tone));
        drawCell(*painter, t, box.adjusted(square + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text, Type::Caption, t.color(Color::Text));
    } else {
        drawCell(*painter, t, box, alignment, text, Type::Body, t.color(index.data(GroupedModel::MutedRole).toBool() ? Color::TextMuted : Color::Text));
    }
    painter->restore();
}

bool GroupedDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const Theme &t = themeOf(view);
    const QString said = index.data(Qt::ToolTipRole).toString();
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool cut = textWidth(t, Type::Body, text) > option.rect.width() - 2 * t.space(2.5);
    QToolTip::showText(event->globalPos(), !said.isEmpty() ? said : cut ? text : QString(), view);
    return true;
}

} // namespace zc::uikit
