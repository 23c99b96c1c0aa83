#include "bootstrap/suspendwatch.h"

#ifdef Q_OS_LINUX
#include <QDBusConnection>
#endif

namespace zc::client {
using namespace Qt::StringLiterals;

constexpr int kCompareEveryMs = 1000;

SuspendWatch::SuspendWatch(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_ahead(clock.bootMs())
{
    m_awake.start();
    connect(&m_timer, &QTimer::timeout, this, [this] { compare(m_awake.elapsed()); });
    m_timer.start(kCompareEveryMs);
#ifdef Q_OS_LINUX
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected()) return;
    const QString service = u"org.freedesktop.login1"_s;
    bus.connect(service, u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this, SLOT(prepareForSleep(bool)));
    bus.connect(service, {}, u"org.freedesktop.login1.Session"_s, u"Lock"_s, this, SLOT(sessionLocked()));
#endif
}

void SuspendWatch::compare(qint64 awakeMs)
{
    const qint64 ahead = m_clock.bootMs() - awakeMs;
    const bool slept = ahead - m_ahead > kSleptMs;
    m_ahead = ahead;
    if (slept) Q_EMIT suspended();
}

void SuspendWatch::prepareForSleep(bool begins)
{
    if (begins) Q_EMIT suspended();
}

void SuspendWatch::sessionLocked() { Q_EMIT suspended(); }

} // namespace zc::client
