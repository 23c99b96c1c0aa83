#pragma once
#include <QDateTime>
#include <QTimeZone>

namespace zc {

// Every hall's clock: Beijing time, UTC+8 without daylight saving, whatever zone the machine is set to. Numbers, deadlines, papers
// and screens agree on the day because they all ask here.
inline constexpr int kHallOffsetS = 8 * 3600;

inline QDateTime hallTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone(kHallOffsetS)); }      // since the epoch
inline QDateTime hallTime(const QDateTime &moment) { return moment.toTimeZone(QTimeZone(kHallOffsetS)); }

} // namespace zc
