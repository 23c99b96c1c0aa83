#include "date.h"

#include <QStringList>

namespace zc::feel {

namespace {
constexpr qint64 kYearLimit = 999'999'999;

bool isLeap(qint64 year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysInMonth(qint64 year, int month)
{
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : kDays[month - 1];
}

qint64 floorDivide(qint64 a, qint64 b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::optional<qint64> digits(QStringView text)
{
    if (text.isEmpty() || text.size() > 12)
        return std::nullopt;
    qint64 value = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}
} // namespace

std::optional<Date> Date::fromParts(qint64 year, int month, int day)
{
    if (year < -kYearLimit || year > kYearLimit || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
        return std::nullopt;
    Date date;
    date.m_year = year;
    date.m_month = month;
    date.m_day = day;
    return date;
}

std::optional<Date> Date::fromText(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative)
        text = text.mid(1);
    const qsizetype first = text.indexOf(u'-');
    const qsizetype second = text.indexOf(u'-', first + 1);
    if (first < 4 || first > 9 || second != first + 3 || text.size() != second + 3 || (first > 4 && text.startsWith(u'0')))
        return std::nullopt;
    const auto year = digits(text.left(first)), month = digits(text.mid(first + 1, 2)), day = digits(text.mid(second + 1));
    if (!year || !month || !day)
        return std::nullopt;
    return fromParts(negative ? -*year : *year, int(*month), int(*day));
}

// Both conversions count in eras of 400 years that start on 1 March, so that the leap day is the last of its year.
qint64 Date::dayNumber() const
{
    const qint64 year = m_year - (m_month <= 2 ? 1 : 0);
    const qint64 era = floorDivide(year, 400);
    const qint64 yearOfEra = year - era * 400;
    const qint64 dayOfYear = (153 * (m_month + (m_month > 2 ? -3 : 9)) + 2) / 5 + m_day - 1;
    return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

Date Date::fromDayNumber(qint64 days)
{
    days += 719'468;
    const qint64 era = floorDivide(days, 146'097);
    const qint64 dayOfEra = days - era * 146'097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int shifted = int((5 * dayOfYear + 2) / 153);
    Date date;
    date.m_day = int(dayOfYear - (153 * shifted + 2) / 5 + 1);
    date.m_month = shifted < 10 ? shifted + 3 : shifted - 9;
    date.m_year = yearOfEra + era * 400 + (date.m_month <= 2 ? 1 : 0);
    return date;
}

Date Date::plusDays(qint64 days) const
{
    return fromDayNumber(dayNumber() + days);
}

Date Date::plusMonths(qint64 months) const
{
    const qint64 total = m_year * 12 + (m_month - 1) + months;
    Date date;
    date.m_year = floorDivide(total, 12);
    date.m_month = int(total - date.m_year * 12) + 1;
    date.m_day = std::min(m_day, daysInMonth(date.m_year, date.m_month));
    return date;
}

QString Date::text() const
{
    const qint64 magnitude = m_year < 0 ? -m_year : m_year;
    return QStringLiteral("%1%2-%3-%4")
        .arg(m_year < 0 ? QStringLiteral("-") : QString())
        .arg(magnitude, 4, 10, QLatin1Char('0'))
        .arg(m_month, 2, 10, QLatin1Char('0'))
        .arg(m_day, 2, 10, QLatin1Char('0'));
}

std::optional<Duration> Duration::fromText(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative)
        text = text.mid(1);
    if (!text.startsWith(u'P') || text.size() < 3)
        return std::nullopt;
    text = text.mid(1);
    qint64 months = 0, seconds = 0;
    bool anyMonths = false, anySeconds = false, inTime = false;
    int lastUnit = -1;
    while (!text.isEmpty()) {
        if (text.front() == u'T') {
            if (inTime || text.size() == 1)
                return std::nullopt;
            inTime = true;
            text = text.mid(1);
            continue;
        }
        qsizetype count = 0;
        while (count < text.size() && text[count] >= u'0' && text[count] <= u'9')
            ++count;
        if (count == 0 || count > 9 || count == text.size())
            return std::nullopt;
        const qint64 value = *digits(text.left(count));
        const QChar unit = text[count];
        static constexpr QStringView kUnits = u"YMDHmS";       // m: a minute, after T
        const qsizetype place = kUnits.indexOf(inTime && unit == u'M' ? u'm' : unit);
        if (place <= lastUnit || (place >= 3) != inTime)
            return std::nullopt;
        lastUnit = int(place);
        static constexpr qint64 kFactor[] = {12, 1, 86'400, 3600, 60, 1};
        (place < 2 ? months : seconds) += value * kFactor[place];
        (place < 2 ? anyMonths : anySeconds) = true;
        text = text.mid(count + 1);
    }
    if (anyMonths == anySeconds)
        return std::nullopt;
    const qint64 total = anyMonths ? months : seconds;
    return Duration(anyMonths ? Kind::YearsMonths : Kind::DaysTime, negative ? -total : total);
}

QString Duration::text() const
{
    const qint64 magnitude = m_count < 0 ? -m_count : m_count;
    QString result = m_count < 0 ? QStringLiteral("-P") : QStringLiteral("P");
    const auto part = [&result](qint64 value, QChar unit) {
        if (value != 0)
            result += QString::number(value) + unit;
    };
    if (m_kind == Kind::YearsMonths) {
        part(magnitude / 12, u'Y');
        part(magnitude % 12, u'M');
        return magnitude == 0 ? QStringLiteral("P0M") : result;
    }
    part(magnitude / 86'400, u'D');
    if (magnitude % 86'400 != 0) {
        result += u'T';
        part(magnitude / 3600 % 24, u'H');
        part(magnitude / 60 % 60, u'M');
        part(magnitude % 60, u'S');
    }
    return magnitude == 0 ? QStringLiteral("PT0S") : result;
}

} // namespace zc::feel
