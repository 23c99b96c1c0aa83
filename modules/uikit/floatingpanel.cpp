#include <uikit/floatingpanel.h>

#include "internal/shadow.h"

#include <QCoreApplication>
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
    const bool done = Themed<QWidget>::event(event);
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::Move:
    case QEvent::Resize: {
        QEvent changed(placesChanged());
        QCoreApplication::sendEvent(window(), &changed);
        break;
    }
    default:
        break;
    }
    return done;
}

QEvent::Type FloatingPanel::placesChanged()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

QRegion FloatingPanel::covered(const QWidget *host, const QWidget *inside)
{
    QRegion all;
    const QList<FloatingPanel *> panels = host->findChildren<FloatingPanel *>();
    for (const FloatingPanel *panel : panels) {
        if (!panel->isVisible() || (inside && panel->isAncestorOf(inside)))
            continue;
        const int blur = panel->theme().px(Metric::ShadowBlur);
        all += QRect(panel->mapTo(host, QPoint()), panel->size()).adjusted(blur, blur, -blur, -blur);
    }
    return all;
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
