#include <uikit/card.h>

#include "internal/draw.h"

#include <QLayout>

namespace zc::uikit {

Card::Card(QWidget *parent) : Themed<QWidget>(parent) {}

void Card::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Card::setPadding(qreal sideSteps, qreal aboveSteps)
{
    m_side = sideSteps;
    m_above = aboveSteps;
    applyTheme();
}

void Card::applyTheme()
{
    if (layout())
        layout()->setContentsMargins(theme().space(m_side), theme().space(m_above), theme().space(m_side), theme().space(m_above));
}

bool Card::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Polish)
        applyTheme();       // the layout may have arrived since
    return Themed<QWidget>::event(event);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &t = theme();
    drawBox(painter, rect(), t.px(Metric::Radius), m_tone == Tone::Neutral ? t.color(Color::SurfaceRaised) : t.wash(m_tone),
            m_tone == Tone::Neutral ? t.color(Color::Line) : t.strong(m_tone), t.px(Metric::Hairline));
}

} // namespace zc::uikit
