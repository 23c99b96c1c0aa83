#include <uikit/surface.h>

#include "internal/draw.h"

#include <QChildEvent>
#include <QLayout>

namespace zc::uikit {

Surface::Surface(Color fill, Qt::Edges hairlines, QWidget *parent) : Themed<QWidget>(parent), m_fill(fill), m_lines(hairlines) {}

void Surface::setFill(Color fill)
{
    m_fill = fill;
    update();
}

void Surface::setHairlines(Qt::Edges edges, Color color)
{
    m_lines = edges;
    m_lineColor = color;
    applyTheme();
}

void Surface::setPadding(qreal left, qreal top, qreal right, qreal bottom)
{
    const qreal padding[] = {left, top, right, bottom};
    std::copy(std::begin(padding), std::end(padding), m_padding);
    applyTheme();
}

void Surface::setSpacing(qreal steps)
{
    m_spacing = steps;
    applyTheme();
}

void Surface::setFixedWidth(Metric width)
{
    m_width = width;
    applyTheme();
}

void Surface::setFixedHeight(Metric height)
{
    m_height = height;
    applyTheme();
}

void Surface::applyTheme()
{
    const Theme &t = theme();
    if (QLayout *l = layout()) {
        if (m_padding[0] >= 0) {
            const int line = t.px(Metric::Hairline);        // a hairline takes its room from the inside, as a border does
            const auto side = [&](int i, Qt::Edge edge) { return t.space(m_padding[i]) + (m_lines.testFlag(edge) ? line : 0); };
            l->setContentsMargins(side(0, Qt::LeftEdge), side(1, Qt::TopEdge), side(2, Qt::RightEdge), side(3, Qt::BottomEdge));
        }
        // Only when it differs: a box layout asks for a new layout even for the same spacing, and that would never end.
        if (m_spacing >= 0 && l->spacing() != t.space(m_spacing))
            l->setSpacing(t.space(m_spacing));
    }
    if (m_width != Metric::Count)
        QWidget::setFixedWidth(t.px(m_width));
    if (m_height != Metric::Count)
        QWidget::setFixedHeight(t.px(m_height));
    update();
}

// A layout may arrive after the paddings were named; it asks for a new layout the first time it is activated.
bool Surface::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Polish)
        applyTheme();
    return Themed<QWidget>::event(event);
}

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(m_fill));
    for (const Qt::Edge edge : {Qt::TopEdge, Qt::BottomEdge, Qt::LeftEdge, Qt::RightEdge})
        if (m_lines.testFlag(edge))
            drawHairline(painter, rect(), edge, theme(), m_lineColor);
}

} // namespace zc::uikit
