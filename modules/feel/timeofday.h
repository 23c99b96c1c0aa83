#pragma once
#include <feel/date.h>

#include <QByteArray>

namespace zc::feel {

// Where a clock stands: nowhere in particular (a local time), a fixed offset from UTC, or a place of the IANA list whose offset
// depends on the day. A plain value.
class Zone {
public:
    Zone() = default;
    static std::optional<Zone> fromText(QStringView text);         // Z, ±hh:mm[:ss] within 18 hours, or @Area/City that exists
    static Zone offset(int seconds);
    static Zone utc() { return offset(0); }

    bool isLocal() const { return m_kind == Kind::Local; }
    bool isNamed() const { return m_kind == Kind::Named; }
    QString name() const { return QString::fromLatin1(m_id); }     // of a place
    // Seconds ahead of UTC at a wall-clock second since 1970. In the hour that is skipped the offset before it holds, in the
    // hour that comes twice the first.
    int offsetAtWall(qint64 wallSeconds) const;
    int offsetAtUtc(qint64 utcSeconds) const;
    QString text() const;

    friend bool operator==(const Zone &, const Zone &) = default;

private:
    enum class Kind { Local, Offset, Named };
    Kind m_kind = Kind::Local;
    int m_offset = 0;
    QByteArray m_id;
};

// A time of day to the nanosecond, with or without a zone. A plain value.
class TimeOfDay {
public:
    TimeOfDay() = default;
    TimeOfDay(int secondOfDay, int nanos, Zone zone) : m_second(secondOfDay), m_nanos(nanos), m_zone(std::move(zone)) {}
    static std::optional<TimeOfDay> fromText(QStringView text);    // hh:mm:ss[.fraction][zone]
    static std::optional<TimeOfDay> fromParts(int hour, int minute, int second, int nanos, Zone zone);

    int secondOfDay() const { return m_second; }
    int hour() const { return m_second / 3600; }
    int minute() const { return m_second / 60 % 60; }
    int second() const { return m_second % 60; }
    int nanos() const { return m_nanos; }
    const Zone &zone() const { return m_zone; }
    int offset() const { return m_zone.offsetAtUtc(kReferenceDay); }           // of a place: the one it keeps in winter of 2000
    qint64 utcSecond() const { return m_second - offset(); }                   // may lie outside one day
    TimeOfDay plus(const Duration &span) const;                                // around midnight
    QString text() const;

    friend bool operator==(const TimeOfDay &, const TimeOfDay &) = default;    // the same wall clock in the same zone

private:
    static constexpr qint64 kReferenceDay = 947'894'400;                       // 2000-01-15
    int m_second = 0;
    int m_nanos = 0;
    Zone m_zone;
};

} // namespace zc::feel
