#include "shell/idlewatch.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace zc::client {

IdleWatch::IdleWatch(QObject *parent)
    : QObject(parent)
{
    m_since.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::look);
    qApp->installEventFilter(this);
}

void IdleWatch::setLimit(int seconds)
{
    m_limitMs = qint64(seconds) * 1000;
    m_said = false;
    look();
}

// The timer is not set anew at each key: it looks when the limit could be reached at the earliest, and again for the rest.
void IdleWatch::look()
{
    m_timer.stop();
    if (m_limitMs <= 0 || m_said) return;
    const qint64 left = m_limitMs - idleMs();
    if (left > 0) return m_timer.start(int(std::min<qint64>(left, 60000)));
    m_said = true;
    Q_EMIT idle();
}

bool IdleWatch::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
        m_since.restart();
        if (m_said) {
            m_said = false;
            look();
        }
        break;
    default: break;
    }
    return false;
}

} // namespace zc::client
