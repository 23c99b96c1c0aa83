#pragma once
#include <feel/timeofday.h>

namespace zc::feel {

// A day and a time of day. With a zone it is a moment; without one it is what a calendar and a clock on the wall say. A plain value.
class DateTime {
public:
    DateTime() = default;
    DateTime(Date date, TimeOfDay time) : m_date(date), m_time(std::move(time)) {}
    // YYYY-MM-DD or YYYY-MM-DDThh:mm:ss[.fraction][zone]; T24:00:00 is the midnight after the day.
    static std::optional<DateTime> fromText(QStringView text);

    const Date &date() const { return m_date; }
    const TimeOfDay &time() const { return m_time; }
    const Zone &zone() const { return m_time.zone(); }
    int offset() const { return zone().offsetAtWall(wallSeconds()); }
    qint64 wallSeconds() const { return m_date.dayNumber() * 86'400 + m_time.secondOfDay(); }      // since 1970, by the wall clock
    qint64 utcSeconds() const { return wallSeconds() - offset(); }

    // Months move the calendar, seconds the moment; nullopt when the year leaves the range of Date.
    std::optional<DateTime> plus(const Duration &span) const;
    // How far `later` lies ahead; nullopt when only one of the two has a zone.
    std::optional<Duration> until(const DateTime &later) const;
    // nullopt when only one of the two has a zone.
    static std::optional<std::strong_ordering> compare(const DateTime &a, const DateTime &b);
    QString text() const;

    friend bool operator==(const DateTime &, const DateTime &) = default;      // the same wall clock in the same zone

private:
    Date m_date;
    TimeOfDay m_time;
};

} // namespace zc::feel
