#pragma once
#include <base/clock.h>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace zc::client {

// Says when the machine goes to sleep or its session is locked: by the system's login service where it speaks (D-Bus), and in
// any case afterwards, when the clock that counts sleep has run away from the one that does not. GUI thread.
class SuspendWatch : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kSleptMs = 3000;

    explicit SuspendWatch(const Clock &clock, QObject *parent = nullptr);
    // For tests and the timer: `awakeMs` as counted without sleep.
    void compare(qint64 awakeMs);

Q_SIGNALS:
    void suspended();

private Q_SLOTS:
    void prepareForSleep(bool begins);
    void sessionLocked();

private:
    const Clock &m_clock;
    QElapsedTimer m_awake;
    QTimer m_timer;
    qint64 m_ahead;                          // of the clock that counts sleep, when last compared
};

} // namespace zc::client
