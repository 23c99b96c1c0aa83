#include <uikit/floatingpanel.h>

#include "internal/shadow.h"

#include <QKeyEvent>
#include <QLayout>

namespace zc::uikit {

FloatingPanel::FloatingPanel(QWidget *window) : Themed<QWidget>(window) {}

void FloatingPanel::setPadding(qreal sideSteps, qreal aboveSteps)
{
    m_side = sideSteps;
    m_above = aboveSteps;
    applyTheme();
}

void FloatingPanel::applyTheme()
{
    const Theme &t = theme();
    const int blur = t.px(Metric::ShadowBlur);
    if (layout())
        layout()->setContentsMargins(blur + t.space(m_side), blur + t.space(m_above), blur + t.space(m_side), blur + t.space(m_above));
}

bool FloatingPanel::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Polish)
        applyTheme();       // the layout may have arrived since
    return Themed<QWidget>::event(event);
}

void FloatingPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void FloatingPanel::paintEvent(QPaintEvent *)
{
    const int blur = theme().px(Metric::ShadowBlur);
    QPainter painter(this);
    drawFloating(painter, theme(), rect().adjusted(blur, blur, -blur, -blur));
}

} // namespace zc::uikit
