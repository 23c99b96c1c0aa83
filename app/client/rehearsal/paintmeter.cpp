#include "rehearsal/paintmeter.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace zc::client {

PaintMeter::PaintMeter(QObject *application)
    : QObject(application)
{
    application->installEventFilter(this);
}

bool PaintMeter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched->isWindowType()) {
        m_sinceKey.start();
        m_waiting = true;
    } else if (m_waiting && event->type() == QEvent::UpdateRequest) {
        // UpdateRequest paints every dirty widget of the window in one go; measure when it has returned.
        m_waiting = false;
        QMetaObject::invokeMethod(this, [this, since = m_sinceKey] { m_micros.append(since.nsecsElapsed() / 1000); }, Qt::QueuedConnection);
    }
    return false;
}

double PaintMeter::percentileMs(double share) const
{
    if (m_micros.isEmpty()) return 0;
    QList<qint64> sorted = m_micros;
    std::sort(sorted.begin(), sorted.end());
    const auto at = std::min<qsizetype>(sorted.size() - 1, qsizetype(share * double(sorted.size())));
    return double(sorted.at(at)) / 1000.0;
}

double PaintMeter::maximumMs() const
{
    return m_micros.isEmpty() ? 0 : double(*std::max_element(m_micros.begin(), m_micros.end())) / 1000.0;
}

} // namespace zc::client
