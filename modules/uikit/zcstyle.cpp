#include <uikit/zcstyle.h>

#include "internal/draw.h"
#include "internal/focusring.h"
#include "internal/styledraw.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolTip>

namespace zc::uikit {

ZcStyle::ZcStyle(const Theme &theme) : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(theme) {}
ZcStyle::~ZcStyle() = default;

ZcStyle *zcStyleOf(const QWidget *widget)
{
    if (auto *style = widget ? qobject_cast<ZcStyle *>(widget->style()) : nullptr)
        return style;
    return qApp ? qobject_cast<ZcStyle *>(QApplication::style()) : nullptr;
}

bool ZcStyle::keyboardLeads() const { return m_ring && m_ring->keyboardLeads(); }

Result<void> ZcStyle::setAppearance(const Appearance &appearance)
{
    if (appearance == m_theme.appearance())
        return {};
    Result<Theme> theme = Theme::load(appearance);
    if (!theme)
        return theme.error();
    m_theme = *theme;
    QApplication::setPalette(m_theme.palette());
    QApplication::setFont(m_theme.font(Type::Body));
    QToolTip::setFont(m_theme.font(Type::Caption));
    // The same event that a new style object would send, without throwing this one (and every widget's polish) away.
    const QWidgetList widgets = QApplication::allWidgets();
    QEvent change(QEvent::StyleChange);
    for (QWidget *widget : widgets)
        QCoreApplication::sendEvent(widget, &change);
    Q_EMIT themeChanged();
    return {};
}

void ZcStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    QApplication::setFont(m_theme.font(Type::Body));
    QToolTip::setFont(m_theme.font(Type::Caption));
    m_ring = std::make_unique<FocusRing>();
}

void ZcStyle::unpolish(QApplication *application)
{
    m_ring.reset();
    QProxyStyle::unpolish(application);
}

void ZcStyle::polish(QPalette &palette) { palette = m_theme.palette(); }
QPalette ZcStyle::standardPalette() const { return m_theme.palette(); }

void ZcStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractButton *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QTabBar *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

void ZcStyle::unpolish(QWidget *widget) { QProxyStyle::unpolish(widget); }

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
        return metric == PM_DefaultFrameWidth && (qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget))
            ? m_theme.px(Metric::Hairline)
            : 0;
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
    if (element == SE_LineEditContents) {
        // The line edit adds two pixels of its own at either side.
        const int side = m_theme.space(2.5) - 2;
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

void ZcStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        // Inside a combo or spin box the outer control has drawn the box already.
        if (!widget || (!qobject_cast<const QComboBox *>(widget->parentWidget()) && !widget->parentWidget()->inherits("QAbstractSpinBox")))
            drawFieldBox(m_theme, *option, *painter, widget);
        return;
    case PE_FrameLineEdit:
    case PE_Frame:
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractItemView *>(widget))
            drawItemFocus(m_theme, option->rect, *painter);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckIndicator(m_theme, *option, *painter, widget);
        return;
    case PE_IndicatorRadioButton:
        drawRadioIndicator(m_theme, *option, *painter, widget);
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
        drawChevron(m_theme, *option, *painter, element);
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            drawItemBackground(m_theme, *item, *painter);
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(option->rect, m_theme.color(Color::SurfaceRaised));
        drawBox(*painter, option->rect, 0, {}, m_theme.color(Color::LineStrong), m_theme.px(Metric::Hairline));
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, m_theme.color(Color::TipSurface));
        return;
    case PE_PanelButtonTool:
        drawToolButtonBox(m_theme, *option, *painter);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ZcStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawButtonBox(m_theme, *button, *painter);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy = *button;
            if ((copy.features & QStyleOptionButton::DefaultButton) && copy.state.testFlag(State_Enabled))
                copy.palette.setColor(QPalette::ButtonText, m_theme.color(Color::OnInk));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuItem(m_theme, *item, *painter, widget);
            return;
        }
        break;
    case CE_MenuEmptyArea:
        return;
    case CE_Header:
        // Whole, because the base style measures the label by its own rule.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderSection(m_theme, *header, *painter);
            const int side = m_theme.space(3);
            drawLine(*painter, widget, header->rect.adjusted(side, 0, -side, 0), int(header->textAlignment) | Qt::AlignVCenter, header->text, Type::Caption,
                     m_theme.color(Color::TextMuted));
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderSection(m_theme, *header, *painter);
            return;
        }
        painter->fillRect(option->rect, m_theme.color(Color::Surface));
        drawHairline(*painter, option->rect, Qt::BottomEdge, m_theme, Color::LineStrong);
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(m_theme, *tab, *painter);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const bool on = tab->state.testFlag(State_Selected);
            const bool enabled = tab->state.testFlag(State_Enabled);
            drawLine(*painter, widget, tab->rect, Qt::AlignCenter, tab->text, on ? Type::BodyStrong : Type::Body,
                     m_theme.color(!enabled ? Color::TextDisabled : on ? Color::Ink : Color::TextMuted));
            return;
        }
        break;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            drawProgress(m_theme, *bar, *painter);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem copy = *item;      // a selected row keeps dark words on a soft ground
            copy.palette.setColor(QPalette::HighlightedText, m_theme.color(Color::Text));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, m_theme.color(Color::Line));
        return;
    case CE_ShapedFrame:
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ZcStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(m_theme, *bar, subControlRect(control, option, SC_ScrollBarSlider, widget), *painter);
            return;
        }
    }
    if (control == CC_ComboBox) {
        drawFieldBox(m_theme, *option, *painter, widget);
        QStyleOption arrow = *option;
        arrow.rect = subControlRect(control, option, SC_ComboBoxArrow, widget);
        drawChevron(m_theme, arrow, *painter, PE_IndicatorArrowDown);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace zc::uikit
