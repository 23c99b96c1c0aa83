#include "shell/wedgefilter.h"

#include <QCoreApplication>

namespace zc::client {
using devices::WedgeDetector;
using devices::WedgeKey;

WedgeFilter::WedgeFilter(QObject *application, const devices::WedgeSettings &settings)
    : QObject(application)
    , m_detector(settings)
{
    m_clock.start();
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (m_detector.expired(m_clock.elapsed())) passOn();
        else if (const int again = m_detector.waitMs(); again > 0) m_wait.start(again);
    });
    application->installEventFilter(this);
}

WedgeKey WedgeFilter::keyOf(const QKeyEvent &event) const
{
    const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    // Enter of the keypad is Enter to a scanner.
    const int key = event.key() == Qt::Key_Enter ? int(Qt::Key_Return) : event.key();
    return {event.text(), key, plain, event.isAutoRepeat(), m_clock.elapsed()};
}

bool WedgeFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (m_passing) return false;
    if (event->type() == QEvent::ShortcutOverride) {
        // Whatever is not plainly a person's must not set off a shortcut. Accepted, it comes again as an ordinary key.
        if (m_detector.foresee(keyOf(*static_cast<QKeyEvent *>(event))).fate == WedgeDetector::Fate::Pass) return false;
        event->accept();
        return true;
    }
    // Windows get a key before the widgets in them do: looked at once, at the door.
    auto *window = qobject_cast<QWindow *>(watched);
    if (!window) return false;
    if (event->type() == QEvent::KeyPress) return pressed(window, *static_cast<QKeyEvent *>(event));
    if (event->type() == QEvent::KeyRelease) return released(window, *static_cast<QKeyEvent *>(event));
    return false;
}

bool WedgeFilter::pressed(QWindow *window, const QKeyEvent &event)
{
    const WedgeDetector::Decision decision = m_detector.feed(keyOf(event));
    if (decision.release) passOn();
    if (const int wait = m_detector.waitMs(); wait > 0) m_wait.start(wait);
    if (decision.fate == WedgeDetector::Fate::Pass) return false;
    if (decision.fate == WedgeDetector::Fate::Hold) {
        m_held.push_back({window, std::unique_ptr<QKeyEvent>(event.clone())});
        return true;
    }
    m_swallowed.insert(event.key());
    if (!decision.code.isEmpty()) {
        for (const Held &held : m_held)
            if (held.event->type() == QEvent::KeyPress) m_swallowed.insert(held.event->key());
        m_held.clear();
        Q_EMIT scanned(decision.code);
    }
    return true;
}

bool WedgeFilter::released(QWindow *window, const QKeyEvent &event)
{
    if (!m_held.empty()) {              // behind its press, wherever that goes
        m_held.push_back({window, std::unique_ptr<QKeyEvent>(event.clone())});
        return true;
    }
    return m_swallowed.remove(event.key());
}

void WedgeFilter::passOn()
{
    m_passing = true;
    for (const Held &held : std::exchange(m_held, {}))
        if (held.window) QCoreApplication::sendEvent(held.window, held.event.get());
    m_passing = false;
}

} // namespace zc::client
