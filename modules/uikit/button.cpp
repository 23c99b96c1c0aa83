#include <uikit/button.h>

#include "internal/draw.h"
#include "internal/styledraw.h"

#include <QStyleOptionButton>

namespace zc::uikit {

Button::Button(const QString &text, Kind kind, QWidget *parent) : Themed<QPushButton>(text, parent), m_kind(kind)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAutoDefault(false);
    Button::applyTheme();
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    update();
}

void Button::setKeyCap(const QString &caption)
{
    m_cap = caption;
    updateGeometry();
    update();
}

void Button::setGlyph(Icon icon)
{
    m_glyph = icon;
    updateGeometry();
    update();
}

void Button::setSpread(bool spread)
{
    m_spread = spread;
    setSizePolicy(spread ? QSizePolicy::Expanding : QSizePolicy::Preferred, QSizePolicy::Fixed);
    update();
}

void Button::setBusy(bool busy)
{
    m_busy = busy;
    setDown(false);
    setAccessibleDescription(busy ? tr("Working") : QString());
    update();
}

bool Button::event(QEvent *event)
{
    if (m_busy) {
        switch (event->type()) {
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonRelease:
        case QEvent::MouseButtonDblClick:
        case QEvent::Shortcut:
            return true;
        case QEvent::KeyPress:
        case QEvent::KeyRelease:
            event->ignore();        // the page may still use the key
            return true;
        default:
            break;
        }
    }
    return Themed<QPushButton>::event(event);
}

void Button::applyTheme() { setFont(theme().font(Type::Body)); }

QSize Button::sizeHint() const
{
    const Theme &t = theme();
    int width = textWidth(t, Type::Body, text()) + 2 * t.space(3) + 2 * t.px(Metric::Hairline);
    if (m_glyph != Icon::None || m_busy)
        width += t.px(Metric::Icon) + (text().isEmpty() ? 0 : t.space(2));
    if (!m_cap.isEmpty())
        width += t.space(2) + keyCapSize(t, m_cap).width();
    return {width, t.controlHeight()};
}

QSize Button::minimumSizeHint() const
{
    const Theme &t = theme();
    return {std::min(sizeHint().width(), t.space(20)), t.controlHeight()};
}

void Button::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.features.setFlag(QStyleOptionButton::DefaultButton, m_kind == Kind::Primary);
    option.features.setFlag(QStyleOptionButton::Flat, m_kind == Kind::Quiet);
    option.state.setFlag(QStyle::State_MouseOver, isEnabled() && !m_busy && underMouse());
    drawButtonBox(t, option, painter);

    const bool onInk = m_kind == Kind::Primary && isEnabled();
    const QColor color = t.color(!isEnabled() ? Color::TextDisabled : onInk ? Color::OnInk : m_kind == Kind::Quiet ? Color::Ink : Color::Text);
    const int edge = t.space(3) + t.px(Metric::Hairline);
    QRect inside = rect().adjusted(edge, 0, -edge, 0);
    const Icon glyph = m_busy ? Icon::Clock : m_glyph;
    const int icon = glyph == Icon::None ? 0 : t.px(Metric::Icon);
    const int words = textWidth(t, Type::Body, text());
    const int gapIcon = icon && !text().isEmpty() ? t.space(2) : 0;
    // Without room for both the words stay: keys stand on the key card as well.
    const QSize wanted = m_cap.isEmpty() ? QSize() : keyCapSize(t, m_cap);
    const bool capFits = !m_cap.isEmpty() && icon + gapIcon + words + t.space(2) + wanted.width() <= inside.width();
    const QSize cap = capFits ? wanted : QSize();
    const int gapCap = capFits ? t.space(2) : 0;
    const int whole = icon + gapIcon + words + gapCap + std::max(0, cap.width());
    if (!m_spread && whole < inside.width())
        inside = QRect(inside.left() + (inside.width() - whole) / 2, inside.top(), whole, inside.height());
    if (icon) {
        const QRect box(inside.left(), (height() - icon) / 2, icon, icon);
        painter.drawPixmap(box, iconPixmap(glyph, color, icon, devicePixelRatioF()));
        inside.setLeft(box.right() + 1 + gapIcon);
    }
    if (capFits) {
        const QRect box(QPoint(inside.right() - cap.width() + 1, (height() - cap.height()) / 2), cap);
        drawKeyCap(painter, this, box, m_cap, onInk ? CapLook::OnInk : isEnabled() ? CapLook::Plain : CapLook::Disabled);
        inside.setRight(box.left() - 1 - gapCap);
    }
    drawLine(painter, this, inside, Qt::AlignLeft | Qt::AlignVCenter, text(), Type::Body, color);
}

} // namespace zc::uikit
