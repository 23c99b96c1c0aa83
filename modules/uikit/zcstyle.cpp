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
#include <QPixmapCache>
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
    QPixmapCache::setCacheLimit(32 * 1024);        // KiB; icons and runs of light words at every tint
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

void ZcStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (!isInnerEdit(widget))
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
        // Views and scroll areas stand without a frame; a text edit of the standard kind looks like a field.
        if (widget && (widget->inherits("QTextEdit") || widget->inherits("QPlainTextEdit")))
            drawFieldBox(m_theme, *option, *painter, widget);
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
    if (control == CC_SpinBox) {
        drawFieldBox(m_theme, *option, *painter, widget);
        for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
            QStyleOption arrow = *option;
            arrow.rect = subControlRect(control, option, part, widget);
            drawChevron(m_theme, arrow, *painter, part == SC_SpinBoxUp ? PE_IndicatorArrowUp : PE_IndicatorArrowDown);
        }
        return;
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
