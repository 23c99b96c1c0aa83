#include <uikit/railbutton.h>

#include "internal/draw.h"

namespace zc::uikit {

RailButton::RailButton(Icon icon, const QString &text, QWidget *parent) : Themed<QAbstractButton>(parent), m_icon(icon)
{
    setText(text);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setProperty("zcOwnFocus", true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize RailButton::sizeHint() const { return {theme().px(Metric::RailWidth) - theme().space(4), theme().px(Metric::RailEntry)}; }

void RailButton::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    if (isChecked() || underMouse() || isDown())
        drawBox(painter, rect(), t.px(Metric::Radius), t.color(isChecked() || isDown() ? Color::RailActive : Color::RailHover));
    // On the dark rail the ring outside would vanish in the ink; the mark lies inside instead.
    if (marksFocus(this))
        drawBox(painter, rect(), t.px(Metric::Radius), {}, t.color(Color::OnRail), t.px(Metric::FocusWidth));
    const QColor color = t.color(isChecked() || underMouse() ? Color::OnRail : Color::RailText);
    const int icon = t.px(Metric::Icon);
    const int words = t.lineHeight(Type::Body);
    const int top = (height() - icon - words - t.space(1)) / 2;
    painter.drawPixmap(QRect((width() - icon) / 2, top, icon, icon), iconPixmap(m_icon, color, icon, devicePixelRatioF()));
    drawLine(painter, this, QRect(0, top + icon + t.space(1), width(), words), Qt::AlignCenter, text(), Type::Caption, color);
}

RailLogo::RailLogo(QWidget *parent) : Themed<QWidget>(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Counter Assistant"));
}

QSize RailLogo::sizeHint() const { return {theme().space(10), theme().space(10)}; }

void RailLogo::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBadge(painter, this, rect(), theme().px(Metric::RadiusLarge), tr("C", "one character in the seal"), Type::Logo, theme().color(Color::Seal), {},
              theme().color(Color::OnSeal), 0);
}

} // namespace zc::uikit
