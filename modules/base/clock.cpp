#include "clock.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QUuid>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace zc {

Clock::~Clock() = default;

qint64 SystemClock::wallMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 SystemClock::bootMs() const
{
#ifdef Q_OS_LINUX
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);     // counts through suspend, unlike CLOCK_MONOTONIC
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
#else
    static const QElapsedTimer sinceStart = [] { QElapsedTimer t; t.start(); return t; }();
    return sinceStart.elapsed();
#endif
}

QString SystemClock::bootId() const
{
    static const QString id = [] {
        QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
        if (file.open(QIODevice::ReadOnly))
            return QString::fromLatin1(file.readAll().trimmed());
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    }();
    return id;
}

QString ManualClock::bootId() const
{
    return QStringLiteral("manual");
}

} // namespace zc
