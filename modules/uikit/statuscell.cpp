#include <uikit/statuscell.h>

#include "internal/draw.h"

namespace zc::uikit {

StatusCell::StatusCell(const QString &text, Health health, QWidget *parent) : Themed<QAbstractButton>(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    setStatus(text, health);
}

void StatusCell::setStatus(const QString &text, Health health)
{
    m_health = health;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatusCell::sizeHint() const
{
    const Theme &t = theme();
    const bool dot = m_health == Health::Good || m_health == Health::Waiting || m_health == Health::Off;
    return {textWidth(t, Type::Caption, text()) + (dot ? t.px(Metric::Lamp) + t.space(1.5) : 0), t.lineHeight(Type::Caption) + t.space(1)};
}

void StatusCell::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    QRect words = rect();
    if (m_health == Health::Good || m_health == Health::Waiting || m_health == Health::Off) {
        const int lamp = t.px(Metric::Lamp);
        const Color color = m_health == Health::Good ? Color::Ok : m_health == Health::Waiting ? Color::Warn : Color::TextFaint;
        drawDot(painter, QPointF(lamp / 2.0, height() / 2.0), lamp, t.color(color));
        words.setLeft(lamp + t.space(1.5));
    }
    const Color color = m_health == Health::Fault ? Color::Bad : underMouse() ? Color::Text : Color::TextMuted;
    drawLine(painter, this, words, Qt::AlignLeft | Qt::AlignVCenter, text(), Type::Caption, t.color(color));
}

} // namespace zc::uikit
