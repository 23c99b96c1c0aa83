#include <uikit/zcstyle.h>

#include "internal/draw.h"
#include "internal/styledraw.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStyleOption>

// The lengths and rectangles of ZcStyle; what is drawn in them stands in zcstyle.cpp.
namespace zc::uikit {

namespace {

bool takesFrame(const QWidget *widget)
{
    return widget && (qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget) || widget->inherits("QTextEdit") || widget->inherits("QPlainTextEdit"));
}

} // namespace

int ZcStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonMargin:
        return m_theme.space(6);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_MenuHMargin:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
    case PM_DefaultFrameWidth:
        // A view or a scroll area has no frame of its own; a line edit's frame lies inside its box.
        return metric == PM_DefaultFrameWidth && takesFrame(widget) ? m_theme.px(Metric::Hairline) : 0;
    case PM_MenuPanelWidth:
        return m_theme.px(Metric::Hairline);
    case PM_MenuVMargin:
        return m_theme.space(1);
    case PM_ToolTipLabelFrameWidth:
        return m_theme.space(1.5);
    case PM_ScrollBarExtent:
        return m_theme.px(Metric::ScrollBar);
    case PM_ScrollBarSliderMin:
        return m_theme.space(8);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_theme.px(Metric::Indicator);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return m_theme.space(2);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return m_theme.px(Metric::Icon);
    case PM_HeaderMargin:
        return m_theme.space(2);
    case PM_SplitterWidth:
        return m_theme.px(Metric::Hairline);
    case PM_TabBarTabHSpace:
        return m_theme.space(6);
    case PM_TabBarTabVSpace:
        return m_theme.space(3);
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return m_theme.px(Metric::FocusOffset) + m_theme.px(Metric::FocusWidth);
    case PM_TextCursorWidth:
        return std::max(1, m_theme.px(Metric::Hairline));
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ZcStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_MouseTracking:
    case SH_Menu_SloppySubMenus:
        return hint == SH_ItemView_ShowDecorationSelected || hint == SH_Menu_MouseTracking || hint == SH_Menu_SloppySubMenus ? 1 : 0;
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return m_theme.revealMs();
    case SH_ToolTip_Mask:
    case SH_Menu_Mask:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_Slider_AbsoluteSetButtons:
        return hint == SH_ScrollBar_LeftClickAbsolutePosition ? 1 : int(Qt::LeftButton);
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize ZcStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    switch (type) {
    case CT_LineEdit:
        return {size.width() + 2 * m_theme.space(2), std::max(size.height(), m_theme.controlHeight())};
    case CT_ComboBox:
        return {size.width() + m_theme.space(5) + m_theme.px(Metric::Icon), std::max(size.height(), m_theme.controlHeight())};
    case CT_PushButton:
        return {size.width() + 2 * m_theme.space(3), std::max(size.height(), m_theme.controlHeight())};
    case CT_SpinBox:
        return {size.width() + m_theme.space(5) + m_theme.px(Metric::Icon), std::max(size.height(), m_theme.controlHeight())};
    case CT_CheckBox:
    case CT_RadioButton: {
        const int indicator = m_theme.px(Metric::Indicator);
        return {size.width() + indicator + m_theme.space(3), std::max({size.height(), indicator, m_theme.lineHeight(Type::Body)}) + m_theme.space(1)};
    }
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + m_theme.space(4), std::max(base.height(), m_theme.rowHeight())};
    }
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), std::max(base.height(), m_theme.rowHeight())};
    }
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return menuItemSize(m_theme, *item, size);
        break;
    case CT_ToolButton:
        return size.expandedTo(QSize(0, m_theme.px(Metric::Icon) + m_theme.space(2))) + QSize(m_theme.space(2), 0);
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect ZcStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents && isInnerEdit(widget))
        return option->rect;        // the control around it has made the room
    if (element == SE_LineEditContents) {
        // The line edit adds two pixels of its own at either side.
        const int side = m_theme.space(2.5) + m_theme.px(Metric::Hairline) - 2;
        return option->rect.adjusted(side, 0, -side, 0);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect ZcStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        const int arrow = m_theme.px(Metric::Icon) + m_theme.space(2);
        const QRect box = option->rect;
        if (part == SC_ComboBoxArrow)
            return visualRect(option->direction, box, QRect(box.right() - arrow + 1, box.top(), arrow - m_theme.space(1), box.height()));
        if (part == SC_ComboBoxEditField)
            return visualRect(option->direction, box, box.adjusted(m_theme.space(2.5), 0, -arrow, 0));
    }
    if (control == CC_SpinBox) {
        const int arrow = m_theme.px(Metric::Icon) + m_theme.space(1);
        const QRect box = option->rect;
        const QRect right(box.right() - arrow + 1, box.top(), arrow, box.height());
        if (part == SC_SpinBoxUp)
            return visualRect(option->direction, box, right.adjusted(0, 0, 0, -box.height() / 2));
        if (part == SC_SpinBoxDown)
            return visualRect(option->direction, box, right.adjusted(0, box.height() / 2, 0, 0));
        if (part == SC_SpinBoxEditField)
            return visualRect(option->direction, box, box.adjusted(m_theme.space(2.5) - 2, 0, -arrow, 0));
    }
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (bar && part != SC_ScrollBarSlider && part != SC_ScrollBarAddPage && part != SC_ScrollBarSubPage)
            return part == SC_ScrollBarGroove ? bar->rect : QRect();       // no arrow buttons
        if (bar) {
            const bool across = bar->orientation == Qt::Horizontal;
            const int length = across ? bar->rect.width() : bar->rect.height();
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            int size = length;
            if (range > 0)
                size = std::clamp(int(length * qint64(bar->pageStep) / (range + bar->pageStep)), std::min(m_theme.space(8), length), length);
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - size, bar->upsideDown);
            int from = start, extent = size;
            if (part == SC_ScrollBarSubPage) {
                from = 0;
                extent = start;
            } else if (part == SC_ScrollBarAddPage) {
                from = start + size;
                extent = length - from;
            }
            const QRect r = across ? QRect(bar->rect.left() + from, bar->rect.top(), extent, bar->rect.height())
                                   : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), extent);
            return across ? visualRect(bar->direction, bar->rect, r) : r;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace zc::uikit
