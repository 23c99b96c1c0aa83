#include "internal/styledraw.h"

#include "internal/draw.h"

#include <uikit/fieldstate.h>

#include <QStyle>
#include <QStyleOption>
#include <QWidget>

namespace zc::uikit {

namespace {

bool has(const QStyleOption &option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

struct FieldLook {
    QColor fill;
    QColor stroke;
};

// One order for every editor: disabled, error, focus, machine, hover.
FieldLook fieldLook(const Theme &theme, const QStyleOption &option, const QWidget *widget)
{
    const FieldState state = fieldState(widget);
    const QColor machine = theme.color(Color::Machine);
    if (!has(option, QStyle::State_Enabled))
        return {theme.color(Color::SurfaceSunken), theme.color(Color::Line)};
    if (state == FieldState::Error)
        return {theme.color(Color::BadWash), theme.color(Color::Bad)};
    const bool sunken = widget && widget->property("zcSunken").toBool() && !has(option, QStyle::State_HasFocus);
    const QColor fill = state == FieldState::Machine ? machine : theme.color(sunken ? Color::SurfaceSunken : Color::Surface);
    if (has(option, QStyle::State_HasFocus))
        return {fill, theme.color(Color::Ink)};
    if (state == FieldState::Machine)
        return {fill, theme.color(Color::MachineLine)};
    return {fill, theme.color(has(option, QStyle::State_MouseOver) ? Color::TextFaint : Color::LineStrong)};
}

} // namespace

bool isInnerEdit(const QWidget *widget)
{
    const QWidget *parent = widget ? widget->parentWidget() : nullptr;
    return parent && (parent->inherits("QComboBox") || parent->inherits("QAbstractSpinBox"));
}

void drawFieldBox(const Theme &theme, const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const FieldLook look = fieldLook(theme, option, widget);
    drawBox(painter, option.rect, theme.px(Metric::Radius), look.fill, look.stroke, theme.px(Metric::Hairline));
}

void drawButtonBox(const Theme &theme, const QStyleOptionButton &option, QPainter &painter)
{
    const bool primary = option.features & QStyleOptionButton::DefaultButton;
    const bool flat = option.features & QStyleOptionButton::Flat;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = has(option, QStyle::State_MouseOver);
    QColor fill = theme.color(down ? Color::SurfacePressed : hover ? Color::SurfaceHover : Color::Surface);
    QColor stroke = theme.color(Color::LineStrong);
    if (!has(option, QStyle::State_Enabled)) {
        fill = theme.color(Color::SurfaceSunken);
        stroke = theme.color(Color::Line);
    } else if (primary) {
        fill = stroke = theme.color(down ? Color::InkPressed : hover ? Color::InkHover : Color::Ink);
    }
    if (flat) {
        stroke = QColor();
        if (!down && !hover)
            fill = QColor();
    }
    drawBox(painter, option.rect, theme.px(Metric::Radius), fill, stroke, theme.px(Metric::Hairline));
}

void drawToolButtonBox(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    if (!has(option, QStyle::State_Enabled))
        return;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (down || has(option, QStyle::State_MouseOver))
        drawBox(painter, option.rect, theme.px(Metric::RadiusSmall), theme.color(down ? Color::SurfacePressed : Color::SurfaceHover));
}

void drawCheckIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const FieldLook look = fieldLook(theme, option, widget);
    const bool some = has(option, QStyle::State_NoChange);
    const bool on = has(option, QStyle::State_On);
    const QColor fill = !on && !some ? look.fill : theme.color(has(option, QStyle::State_Enabled) ? Color::Ink : Color::Line);
    const QColor stroke = on || some ? (fieldState(widget) == FieldState::Error ? look.stroke : fill) : look.stroke;
    drawBox(painter, option.rect, theme.px(Metric::RadiusTag), fill, stroke, theme.px(Metric::Hairline));
    const QColor mark = theme.color(has(option, QStyle::State_Enabled) ? Color::OnInk : Color::TextFaint);
    const QRectF box = option.rect;
    if (on || some) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(mark, box.width() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&box](qreal x, qreal y) { return QPointF(box.left() + box.width() * x, box.top() + box.height() * y); };
        if (some)
            painter.drawLine(at(0.27, 0.5), at(0.73, 0.5));
        else
            painter.drawPolyline(QPolygonF({at(0.24, 0.52), at(0.43, 0.7), at(0.77, 0.31)}));
        painter.restore();
    }
}

void drawRadioIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const FieldLook look = fieldLook(theme, option, widget);
    const bool on = has(option, QStyle::State_On);
    const QColor ink = theme.color(has(option, QStyle::State_Enabled) ? Color::Ink : Color::TextDisabled);
    const QRectF box = option.rect;
    drawBox(painter, box, box.width() / 2, look.fill, on && fieldState(widget) != FieldState::Error ? ink : look.stroke,
            theme.px(Metric::Hairline) * (on ? 1.5 : 1.0));
    if (on)
        drawDot(painter, box.center(), box.width() / 2, ink);
}

void drawChevron(const Theme &theme, const QStyleOption &option, QPainter &painter, int element)
{
    const Icon icon = element == QStyle::PE_IndicatorArrowUp ? Icon::ChevronUp
        : element == QStyle::PE_IndicatorArrowLeft           ? Icon::ChevronLeft
        : element == QStyle::PE_IndicatorArrowRight          ? Icon::ChevronRight
                                                             : Icon::ChevronDown;
    const qreal side = std::min<qreal>({qreal(theme.px(Metric::Indicator)), qreal(option.rect.width()), qreal(option.rect.height())});
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option.rect).center());
    drawIcon(&painter, box, icon, theme.color(has(option, QStyle::State_Enabled) ? Color::TextMuted : Color::TextDisabled));
}

void drawItemBackground(const Theme &theme, const QStyleOptionViewItem &option, QPainter &painter)
{
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    if (has(option, QStyle::State_Selected))
        painter.fillRect(option.rect, theme.color(Color::InkSoft));
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        painter.fillRect(option.rect, theme.color(Color::SurfaceHover));
}

void drawItemFocus(const Theme &theme, const QRect &box, QPainter &painter)
{
    drawBox(painter, box, theme.px(Metric::RadiusSmall), {}, theme.color(Color::Ink), theme.px(Metric::FocusWidth));
}

QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option, const QSize &content)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {content.width(), theme.space(2) + theme.px(Metric::Hairline)};
    const QStringList parts = option.text.split(u'\t');
    int width = textWidth(theme, Type::Body, QString(parts[0]).remove(u'&')) + theme.px(Metric::Icon) + theme.space(8);
    if (parts.size() > 1)
        width += keyCapSize(theme, parts[1]).width() + theme.space(6);
    return {width, theme.rowHeight()};
}

void drawMenuItem(const Theme &theme, const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const int w = theme.px(Metric::Hairline);
        painter.fillRect(QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), w), theme.color(Color::Line));
        return;
    }
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool active = enabled && has(option, QStyle::State_Selected);
    const QRect row = option.rect.adjusted(theme.space(1), 0, -theme.space(1), 0);
    if (active)
        drawBox(painter, row, theme.px(Metric::RadiusSmall), theme.color(Color::InkSoft));
    const QColor text = theme.color(!enabled ? Color::TextDisabled : active ? Color::Ink : Color::Text);
    const int icon = theme.px(Metric::Icon);
    QRect box(row.left() + theme.space(2), row.top() + (row.height() - icon) / 2, icon, icon);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked)
        drawIcon(&painter, box, Icon::Check, text);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    const QStringList parts = option.text.split(u'\t');
    QRect words = row.adjusted(icon + theme.space(4), 0, -theme.space(2), 0);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        QRectF arrow(0, 0, theme.px(Metric::Indicator), theme.px(Metric::Indicator));
        arrow.moveCenter(QPointF(words.right() - arrow.width() / 2, QRectF(row).center().y()));
        drawIcon(&painter, arrow, Icon::ChevronRight, text);
    } else if (parts.size() > 1) {
        const QSize cap = keyCapSize(theme, parts[1]);
        const QRect capBox(QPoint(words.right() - cap.width() + 1, row.top() + (row.height() - cap.height()) / 2), cap);
        drawKeyCap(painter, widget, capBox, parts[1], enabled ? CapLook::Plain : CapLook::Disabled);
        words.setRight(capBox.left() - theme.space(2));
    }
    drawLine(painter, widget, words, Qt::AlignLeft | Qt::AlignVCenter, QString(parts[0]).remove(u'&'), Type::Body, text);
}

void drawHeaderSection(const Theme &theme, const QStyleOptionHeader &option, QPainter &painter)
{
    const bool hover = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    painter.fillRect(option.rect, theme.color(hover ? Color::SurfaceHover : Color::Surface));
    if (option.orientation == Qt::Horizontal)
        drawHairline(painter, option.rect, Qt::BottomEdge, theme, Color::LineStrong);
}

void drawTab(const Theme &theme, const QStyleOptionTab &option, QPainter &painter)
{
    const bool selected = has(option, QStyle::State_Selected);
    const bool hover = has(option, QStyle::State_MouseOver);
    if (hover && !selected)
        drawBox(painter, option.rect.adjusted(0, theme.space(0.5), 0, -theme.space(0.5)), theme.px(Metric::RadiusSmall),
                theme.color(Color::SurfaceHover));
    if (selected) {
        QRect bar = option.rect;
        bar.setTop(bar.bottom() - theme.px(Metric::FocusWidth) + 1);
        painter.fillRect(bar.adjusted(theme.space(2), 0, -theme.space(2), 0), theme.color(Color::Ink));
    }
}

void drawProgress(const Theme &theme, const QStyleOptionProgressBar &option, QPainter &painter)
{
    const qreal height = theme.px(Metric::Segment);
    QRectF groove(option.rect.left(), option.rect.center().y() - height / 2 + 0.5, option.rect.width(), height);
    drawBox(painter, groove, height / 2, theme.color(Color::Line));
    const qint64 range = qint64(option.maximum) - option.minimum;
    // Unknown length: a still half-filled bar; what is going on stands in words beside it.
    const qreal share = range <= 0 ? 0.5 : std::clamp<qreal>(qreal(option.progress - option.minimum) / qreal(range), 0, 1);
    if (share > 0) {
        groove.setWidth(std::max(height, groove.width() * share));
        drawBox(painter, groove, height / 2, theme.color(range <= 0 ? Color::TextFaint : Color::Ink));
    }
}

void drawScrollBar(const Theme &theme, const QStyleOptionSlider &option, const QRect &handle, QPainter &painter)
{
    painter.fillRect(option.rect, theme.color(Color::Surface));
    if (option.maximum <= option.minimum)
        return;
    const qreal inset = theme.px(Metric::ScrollBar) / 5.0;
    const QRectF bar = QRectF(handle).adjusted(inset, inset, -inset, -inset);
    const bool held = has(option, QStyle::State_Sunken);
    const bool hover = has(option, QStyle::State_MouseOver);
    drawBox(painter, bar, std::min(bar.width(), bar.height()) / 2,
            theme.color(held ? Color::TextMuted : hover ? Color::TextFaint : Color::LineStrong));
}

} // namespace zc::uikit
