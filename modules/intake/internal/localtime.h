#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace zc::intake {

// Milliseconds since the epoch as the hall's clock shows them (UTC+8 without daylight saving).
inline QDateTime localTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone(8 * 3600));
}

} // namespace zc::intake
