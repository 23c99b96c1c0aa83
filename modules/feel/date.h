#pragma once
#include <QString>

#include <compare>
#include <optional>

namespace zc::feel {

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
    Date plusDays(qint64 days) const;
    Date plusMonths(qint64 months) const;                          // a day beyond the end of the month becomes its last day
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
    static std::optional<Duration> fromText(QStringView text);     // ISO 8601: P1Y2M or P3DT4H5M6S, leading - allowed
    static Duration months(qint64 count) { return {Kind::YearsMonths, count}; }
    static Duration seconds(qint64 count) { return {Kind::DaysTime, count}; }

    Kind kind() const { return m_kind; }
    qint64 count() const { return m_count; }                       // months, or seconds
    Duration negated() const { return {m_kind, -m_count}; }
    QString text() const;

    friend bool operator==(const Duration &, const Duration &) = default;

private:
    Duration(Kind kind, qint64 count) : m_kind(kind), m_count(count) {}
    Kind m_kind;
    qint64 m_count;
};

} // namespace zc::feel
