#include "pages/desk/inksurface.h"

#include <papers/handwriting.h>

#include <QEvent>
#include <QPainter>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QTouchEvent>

#include <algorithm>
#include <cmath>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using devices::InkPoint;
using devices::InkTool;

constexpr double kPlainPressure = 0.5;      // of what knows none
constexpr double kBaseLine = 0.78;          // of the height: where a name stands

InkSurface::InkSurface(QWidget *parent) : Themed(parent)
{
    setObjectName(u"sign.surface"_s);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_AcceptTouchEvents);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::CrossCursor);
    m_clock.start();
}

InkSurface::~InkSurface() { wipe(); }

void InkSurface::wipe()
{
    for (auto &stroke : m_hand.strokes) std::fill(stroke.begin(), stroke.end(), casework::Handwriting::Dot());
    m_hand.strokes.clear();
    m_last.reset();
    m_finger.reset();
    m_lastMs = 0;
    update();
}

void InkSurface::takeBack()
{
    if (m_hand.strokes.isEmpty()) return;
    m_hand.strokes.removeLast();
    m_last.reset();
    update();
}

// A pen that leaves the paper ends its stroke there, also where it comes back with the tip down.
void InkSurface::write(QPointF at, double pressure, InkTool tool, quint64 stamp)
{
    const QPointF share(at.x() / std::max(1, width()), at.y() / std::max(1, height()));
    if (share.x() < 0 || share.x() > 1 || share.y() < 0 || share.y() > 1) return lift(stamp);
    m_lastMs = std::max(m_lastMs, stamp > 0 ? qint64(stamp) : m_clock.elapsed());
    const InkPoint point{share.x(), share.y(), std::clamp(pressure, 0.0, 1.0), m_lastMs, true, tool};
    if (!m_last || m_last->tool != tool || m_hand.strokes.isEmpty()) m_hand.strokes.append(QList<casework::Handwriting::Dot>());
    m_hand.strokes.last().append({point.x, point.y, point.pressure});
    m_hand.ratio = ratio();
    const int nib = std::max(4, height() / 16);
    const QPoint from = m_last ? QPointF(m_last->x * width(), m_last->y * height()).toPoint() : at.toPoint();
    m_last = point;
    update(QRect(from, at.toPoint()).normalized().adjusted(-nib, -nib, nib, nib));
    Q_EMIT written(point);
}

void InkSurface::lift(quint64 stamp)
{
    if (!m_last) return;
    m_lastMs = std::max(m_lastMs, stamp > 0 ? qint64(stamp) : m_clock.elapsed());
    InkPoint up = *m_last;
    up.penDown = false;
    up.tMs = m_lastMs;
    m_last.reset();
    Q_EMIT written(up);
}

void InkSurface::tabletEvent(QTabletEvent *event)
{
    event->accept();                            // or the same stroke would come once more as a mouse's
    if (event->pointerType() == QPointingDevice::PointerType::Eraser) return;
    const bool presses = event->pointingDevice()->capabilities().testFlag(QInputDevice::Capability::Pressure);
    if (event->type() == QEvent::TabletRelease) lift(event->timestamp());
    else if (event->type() == QEvent::TabletPress || (event->buttons() & Qt::LeftButton))
        write(event->position(), presses ? event->pressure() : kPlainPressure, InkTool::Pen, event->timestamp());
}

void InkSurface::touch(QTouchEvent &event)
{
    event.accept();
    for (const QEventPoint &point : event.points()) {
        if (!m_finger && point.state() == QEventPoint::Pressed) m_finger = point.id();
        if (m_finger != point.id()) continue;
        if (point.state() == QEventPoint::Released) {
            m_finger.reset();
            lift(event.timestamp());
        } else if (point.state() != QEventPoint::Stationary) {
            write(point.position(), kPlainPressure, InkTool::Finger, event.timestamp());
        }
    }
}

bool InkSurface::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd: touch(*static_cast<QTouchEvent *>(event)); return true;
    case QEvent::TouchCancel: m_finger.reset(); lift(0); return true;
    default: return Themed::event(event);
    }
}

void InkSurface::mousePressEvent(QMouseEvent *event)
{
    if (event->source() == Qt::MouseEventNotSynthesized && event->button() == Qt::LeftButton) write(event->position(), kPlainPressure, InkTool::Mouse, event->timestamp());
}

void InkSurface::mouseMoveEvent(QMouseEvent *event)
{
    if (event->source() == Qt::MouseEventNotSynthesized && (event->buttons() & Qt::LeftButton)) write(event->position(), kPlainPressure, InkTool::Mouse, event->timestamp());
}

void InkSurface::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->source() == Qt::MouseEventNotSynthesized && event->button() == Qt::LeftButton) lift(event->timestamp());
}

void InkSurface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme().color(Color::Paper));
    painter.setPen(QPen(theme().color(Color::Line), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(QPen(theme().color(Color::LineStrong), 1, Qt::DashLine));
    const double line = std::round(height() * kBaseLine) + 0.5;
    painter.drawLine(QPointF(width() * 0.06, line), QPointF(width() * 0.94, line));
    painter.fillPath(papers::handwritingPath(m_hand, QRectF(rect()), papers::HandwritingFit::Surface), theme().color(Color::PaperText));
}

} // namespace zc::client
