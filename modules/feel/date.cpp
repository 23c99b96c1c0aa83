#include "date.h"

#include "decimal.h"

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
    if (text.isEmpty() || text.size() > 18)
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

int Date::weekday() const
{
    const qint64 days = dayNumber() + 3;               // 1970-01-01 was a Thursday
    return int(days - floorDivide(days, 7) * 7) + 1;
}

int Date::dayOfYear() const
{
    Date first = *this;
    first.m_month = first.m_day = 1;
    return int(dayNumber() - first.dayNumber()) + 1;
}

int Date::weekOfYear() const
{
    return (plusDays(4 - weekday()).dayOfYear() - 1) / 7 + 1;      // a week belongs to the year that its Thursday lies in
}

bool Date::inRange() const
{
    return m_year >= -kYearLimit && m_year <= kYearLimit;
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

namespace {
constexpr qint64 kNanos = 1'000'000'000;
constexpr qint64 kMonthLimit = 13LL * 0x7FFF'FFFF;     // 32 bits for the years and again for the months: no calendar is longer

// One number of a duration with its unit: digits, a fraction for seconds alone.
struct Part {
    qint64 value = 0;
    int nanos = 0;
    QChar unit;
};
std::optional<Part> takePart(QStringView &text)
{
    qsizetype count = 0;
    while (count < text.size() && text[count] >= u'0' && text[count] <= u'9')
        ++count;
    const auto value = digits(text.left(count));
    if (!value || count == text.size())
        return std::nullopt;
    Part part{*value, 0, text[count]};
    text = text.mid(count);
    if (part.unit == u'.') {
        text = text.mid(1);
        int scale = 0;
        while (!text.isEmpty() && text.front() >= u'0' && text.front() <= u'9') {
            if (scale < 9)
                part.nanos = part.nanos * 10 + (text.front().unicode() - u'0');
            ++scale;
            text = text.mid(1);
        }
        for (int i = scale; i < 9; ++i)
            part.nanos *= 10;
        if (scale == 0 || text.isEmpty() || text.front() != u'S')
            return std::nullopt;
        part.unit = u'S';
    }
    text = text.mid(1);
    return part;
}
} // namespace

std::optional<Duration> Duration::fromText(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative)
        text = text.mid(1);
    if (!text.startsWith(u'P') || text.size() < 3)
        return std::nullopt;
    text = text.mid(1);
    qint64 months = 0, seconds = 0;
    int nanos = 0;
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
        const auto part = takePart(text);
        if (!part)
            return std::nullopt;
        static constexpr QStringView kUnits = u"YMDHmS";       // m: a minute, after T
        const qsizetype place = kUnits.indexOf(inTime && part->unit == u'M' ? u'm' : part->unit);
        if (place <= lastUnit || (place >= 3) != inTime)
            return std::nullopt;
        lastUnit = int(place);
        static constexpr qint64 kFactor[] = {12, 1, 86'400, 3600, 60, 1};
        qint64 product = 0;
        qint64 &sum = place < 2 ? months : seconds;
        if (qMulOverflow(part->value, kFactor[place], &product) || qAddOverflow(sum, product, &sum))
            return std::nullopt;
        nanos += part->nanos;
        (place < 2 ? anyMonths : anySeconds) = true;
    }
    if (anyMonths == anySeconds || months > kMonthLimit)
        return std::nullopt;
    const Duration result(anyMonths ? Kind::YearsMonths : Kind::DaysTime, anyMonths ? months : seconds, nanos);
    return negative ? result.negated() : result;
}

std::optional<Duration> Duration::seconds(const Decimal &count)
{
    const auto nanos = count.scaledByTen(9);
    if (!nanos)
        return std::nullopt;
    const Decimal whole = nanos->rounded(0, Decimal::Rounding::Down);
    const auto seconds = whole.quotientFloor(Decimal(kNanos));
    const auto full = seconds ? seconds->toInteger() : std::nullopt;
    if (!full)
        return std::nullopt;
    return Duration::seconds(*full, int(whole.minus(*seconds->times(Decimal(kNanos)))->toInteger().value_or(0)));
}

Decimal Duration::total() const
{
    const Decimal whole(m_count);
    return m_nanos == 0 ? whole : *whole.plus(*Decimal(m_nanos).scaledByTen(-9));
}

Duration Duration::negated() const
{
    return m_nanos == 0 ? Duration(m_kind, -m_count, 0) : Duration(m_kind, -m_count - 1, int(kNanos) - m_nanos);
}

std::optional<Duration> Duration::plus(const Duration &other) const
{
    qint64 count = 0;
    const int nanos = m_nanos + other.m_nanos;
    if (m_kind != other.m_kind || qAddOverflow(m_count, other.m_count, &count) || qAddOverflow(count, qint64(nanos / kNanos), &count)
        || count == std::numeric_limits<qint64>::min())
        return std::nullopt;
    return Duration(m_kind, count, int(nanos % kNanos));
}

QString Duration::text() const
{
    const Duration positive = isNegative() ? negated() : *this;
    const qint64 magnitude = positive.m_count;
    QString result = isNegative() ? QStringLiteral("-P") : QStringLiteral("P");
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
    if (magnitude % 86'400 != 0 || positive.m_nanos != 0) {
        result += u'T';
        part(magnitude / 3600 % 24, u'H');
        part(magnitude / 60 % 60, u'M');
        if (positive.m_nanos != 0) {
            QString fraction = QString::number(positive.m_nanos).rightJustified(9, u'0');
            while (fraction.endsWith(u'0'))
                fraction.chop(1);
            result += QString::number(magnitude % 60) + u'.' + fraction + u'S';
        } else {
            part(magnitude % 60, u'S');
        }
    }
    return magnitude == 0 && positive.m_nanos == 0 ? QStringLiteral("PT0S") : result;
}

} // namespace zc::feel
