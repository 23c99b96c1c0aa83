#include "shell/peek.h"
#include "shell/revealreason.h"

#include <QElapsedTimer>
#include <QEvent>

namespace zc::client {

Peek::Peek(QWidget *window, Now nowMs)
    : QObject(window)
    , m_reason(new RevealReason(window))
    , m_now(std::move(nowMs))
{
    if (!m_now) {
        QElapsedTimer timer;
        timer.start();
        m_now = [timer] { return timer.elapsed(); };
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Peek::conceal);
    window->installEventFilter(this);
}

void Peek::want(const QString &key, const Ask &ask)
{
    if (shows(key)) return conceal();
    conceal();
    const auto go = [this, ask](const QString &reason) {
        m_tally.note(m_now());
        ask(reason);
    };
    if (m_tally.needsReason(m_now())) m_reason->ask(go);
    else go({});
}

void Peek::show(const QString &key, int seconds)
{
    m_key = key;
    m_timer.start(std::max(1, seconds) * 1000);
    Q_EMIT changed();
}

void Peek::conceal()
{
    m_reason->close();
    m_timer.stop();
    if (m_key.isEmpty()) return;
    m_key.clear();
    Q_EMIT changed();
}

bool Peek::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide) conceal();
    return QObject::eventFilter(watched, event);
}

} // namespace zc::client
