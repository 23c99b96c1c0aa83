#pragma once
#include <QString>

#include <compare>
#include <optional>

namespace zc::feel {

class Decimal;

// A day of the proleptic Gregorian calendar, years -999,999,999…999,999,999. Own arithmetic: QDate has no year 0 and other limits.
class Date {
public:
    Date() = default;
    static std::optional<Date> fromParts(qint64 year, int month, int day);
    static std::optional<Date> fromText(QStringView text);         // [-]YYYY-MM-DD, four to nine year digits
    static Date fromDayNumber(qint64 days);                        // days since 1970-01-01

    qint64 year() const { return m_year; }
    int month() const { return m_month; }
    int day() const { return m_day; }
    qint64 dayNumber() const;
    int weekday() const;                                           // 1 Monday … 7 Sunday
    int dayOfYear() const;
    int weekOfYear() const;                                        // ISO 8601
    Date plusDays(qint64 days) const;
    Date plusMonths(qint64 months) const;                          // a day beyond the end of the month becomes its last day
    bool inRange() const;                                          // arithmetic may leave the years above
    QString text() const;

    friend auto operator<=>(const Date &, const Date &) = default;

private:
    qint64 m_year = 1970;
    int m_month = 1;
    int m_day = 1;
};

// A span of either years and months or days and time; FEEL keeps the two apart because their lengths do not compare.
class Duration {
public:
    enum class Kind { YearsMonths, DaysTime };
    static std::optional<Duration> fromText(QStringView text);     // ISO 8601: P1Y2M or P3DT4H5M6.7S, leading - allowed
    static Duration months(qint64 count) { return {Kind::YearsMonths, count, 0}; }
    static Duration seconds(qint64 count, int nanos = 0) { return {Kind::DaysTime, count, nanos}; }
    static std::optional<Duration> seconds(const Decimal &count);  // cut to nanoseconds towards zero

    Kind kind() const { return m_kind; }
    qint64 count() const { return m_count; }                       // months, or seconds rounded down
    int nanos() const { return m_nanos; }                          // 0…999,999,999 above count(); always 0 for months
    bool isNegative() const { return m_count < 0; }
    Decimal total() const;                                         // months, or seconds with their fraction
    Duration negated() const;
    std::optional<Duration> plus(const Duration &other) const;     // nullopt: another kind, or out of range
    QString text() const;

    friend bool operator==(const Duration &, const Duration &) = default;

private:
    Duration(Kind kind, qint64 count, int nanos) : m_kind(kind), m_nanos(nanos), m_count(count) {}
    Kind m_kind;
    int m_nanos;
    qint64 m_count;
};

} // namespace zc::feel
