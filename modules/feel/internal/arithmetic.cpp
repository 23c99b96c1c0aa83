// Arithmetic on numbers, strings, dates, times and durations (DMN 1.5, tables 55–58), and the properties of values (table 65).
#include "internal/operators.h"

#include <feel/range.h>
#include <feel/record.h>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
std::optional<Value> boxed(const std::optional<Decimal> &number)
{
    return number ? std::optional(Value(*number)) : std::nullopt;
}

// Days and time move a date as if it were midnight; what is left of a day is dropped again.
std::optional<Value> shifted(const Value &value, const Duration &span)
{
    if (value.isTime()) {
        if (span.kind() != Duration::Kind::DaysTime)
            return std::nullopt;
        return Value(value.time().plus(span));
    }
    if (value.isDateTime()) {
        const auto moved = value.dateTime().plus(span);
        return moved ? std::optional(Value(*moved)) : std::nullopt;
    }
    const auto moved = DateTime(value.date(), {}).plus(span);
    return moved ? std::optional(Value(moved->date())) : std::nullopt;
}

bool isShiftable(const Value &value)
{
    return value.isDate() || value.isDateTime() || value.isTime();
}

std::optional<Value> scaled(const Duration &span, const std::optional<Decimal> &total)
{
    if (!total)
        return std::nullopt;
    if (span.kind() == Duration::Kind::YearsMonths) {
        const auto months = total->rounded(0, Decimal::Rounding::Down).toInteger();
        return months ? std::optional(Value(Duration::months(*months))) : std::nullopt;
    }
    const auto seconds = Duration::seconds(*total);
    return seconds ? std::optional(Value(*seconds)) : std::nullopt;
}

// A date stands for its midnight in UTC beside a date and time.
DateTime moment(const Value &value)
{
    return value.isDate() ? DateTime(value.date(), TimeOfDay(0, 0, Zone::utc())) : value.dateTime();
}
} // namespace

std::optional<Value> add(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return boxed(a.number().plus(b.number()));
    if (a.isString() && b.isString())
        return Value(a.string() + b.string());
    if (b.isDuration() && isShiftable(a))
        return shifted(a, b.duration());
    if (a.isDuration() && isShiftable(b))
        return shifted(b, a.duration());
    if (a.isDuration() && b.isDuration()) {
        const auto sum = a.duration().plus(b.duration());
        return sum ? std::optional(Value(*sum)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Value> subtract(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return boxed(a.number().minus(b.number()));
    if (b.isDuration() && isShiftable(a))
        return shifted(a, b.duration().negated());
    if (a.isDuration() && b.isDuration()) {
        const auto rest = a.duration().plus(b.duration().negated());
        return rest ? std::optional(Value(*rest)) : std::nullopt;
    }
    if (a.isDate() && b.isDate())
        return Value(Duration::seconds((a.date().dayNumber() - b.date().dayNumber()) * 86'400));
    if ((a.isDateTime() || a.isDate()) && (b.isDateTime() || b.isDate())) {
        const auto span = moment(b).until(moment(a));
        return span ? std::optional(Value(*span)) : std::nullopt;
    }
    if (a.isTime() && b.isTime() && a.time().zone().isLocal() == b.time().zone().isLocal()) {
        const auto span = Duration::seconds(a.time().utcSecond(), a.time().nanos()).plus(Duration::seconds(b.time().utcSecond(), b.time().nanos()).negated());
        return span ? std::optional(Value(*span)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Value> multiply(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return boxed(a.number().times(b.number()));
    if (a.isDuration() && b.isNumber())
        return scaled(a.duration(), a.duration().total().times(b.number()));
    if (a.isNumber() && b.isDuration())
        return multiply(b, a);
    return std::nullopt;
}

std::optional<Value> divide(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return boxed(a.number().dividedBy(b.number()));
    if (a.isDuration() && b.isNumber())
        return scaled(a.duration(), a.duration().total().dividedBy(b.number()));
    if (a.isDuration() && b.isDuration() && a.duration().kind() == b.duration().kind())
        return boxed(a.duration().total().dividedBy(b.duration().total()));
    return std::nullopt;
}

std::optional<Value> raise(const Value &a, const Value &b)
{
    return a.isNumber() && b.isNumber() ? boxed(a.number().power(b.number())) : std::nullopt;
}

std::optional<Value> negate(const Value &a)
{
    if (a.isNumber())
        return Value(a.number().negated());
    if (a.isDuration())
        return Value(a.duration().negated());
    return std::nullopt;
}

namespace {
Value number(qint64 value)
{
    return Value(Decimal(value));
}

std::optional<Value> dateMember(const Date &date, const QString &name)
{
    if (name == u"year")
        return number(date.year());
    if (name == u"month")
        return number(date.month());
    if (name == u"day")
        return number(date.day());
    if (name == u"weekday")
        return number(date.weekday());
    return std::nullopt;
}

std::optional<Value> timeMember(const TimeOfDay &time, std::optional<int> offset, const QString &name)
{
    if (name == u"hour")
        return number(time.hour());
    if (name == u"minute")
        return number(time.minute());
    if (name == u"second")
        return number(time.second());
    if (name == u"time offset")
        return offset ? Value(Duration::seconds(*offset)) : Value();
    if (name == u"timezone")
        return time.zone().isNamed() ? Value(time.zone().name()) : Value();
    return std::nullopt;
}

std::optional<Value> durationMember(const Duration &span, const QString &name)
{
    const bool negative = span.isNegative();
    const qint64 total = (negative ? span.negated() : span).count();
    const auto signedNumber = [negative](qint64 value) { return number(negative ? -value : value); };
    if (span.kind() == Duration::Kind::YearsMonths) {
        if (name == u"years")
            return signedNumber(total / 12);
        if (name == u"months")
            return signedNumber(total % 12);
        return std::nullopt;
    }
    if (name == u"days")
        return signedNumber(total / 86'400);
    if (name == u"hours")
        return signedNumber(total / 3600 % 24);
    if (name == u"minutes")
        return signedNumber(total / 60 % 60);
    if (name == u"seconds")
        return signedNumber(total % 60);
    return std::nullopt;
}

std::optional<Value> rangeMember(const Range &range, const QString &name)
{
    if (name == u"start")
        return range.low;
    if (name == u"end")
        return range.high;
    if (name == u"start included")
        return Value(range.lowIncluded);
    if (name == u"end included")
        return Value(range.highIncluded);
    return std::nullopt;
}
} // namespace

std::optional<Value> member(const Value &value, const QString &name)
{
    switch (value.kind()) {
    case Value::Kind::Context: {
        const Value *entry = value.record().find(name);
        return entry ? std::optional(*entry) : std::nullopt;
    }
    case Value::Kind::Date: return dateMember(value.date(), name);
    case Value::Kind::Time: {
        const TimeOfDay &time = value.time();
        return timeMember(time, time.zone().isLocal() ? std::nullopt : std::optional(time.offset()), name);
    }
    case Value::Kind::DateTime: {
        const DateTime &dateTime = value.dateTime();
        const auto date = dateMember(dateTime.date(), name);
        return date ? date : timeMember(dateTime.time(), dateTime.zone().isLocal() ? std::nullopt : std::optional(dateTime.offset()), name);
    }
    case Value::Kind::Duration: return durationMember(value.duration(), name);
    case Value::Kind::Range: return rangeMember(value.range(), name);
    default: return std::nullopt;
    }
}

QString plainText(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::String: return value.string();
    case Value::Kind::Date: return value.date().text();
    case Value::Kind::Time: return value.time().text();
    case Value::Kind::DateTime: return value.dateTime().text();
    case Value::Kind::Duration: return value.duration().text();
    case Value::Kind::List: {
        QStringList items;
        for (const Value &item : value.list())
            items << (item.isString() ? item.text() : plainText(item));
        return u'[' + items.join(u", "_s) + u']';
    }
    case Value::Kind::Context: {
        QStringList entries;
        for (const Record::Entry &entry : value.record().entries())
            entries << entry.first + u": "_s + (entry.second.isString() ? entry.second.text() : plainText(entry.second));
        return u'{' + entries.join(u", "_s) + u'}';
    }
    case Value::Kind::Range: {
        const Range &range = value.range();
        if (range.low.isNull() || range.high.isNull())
            return value.text();
        const auto end = [](const Value &v) { return v.isString() ? v.text() : plainText(v); };
        return (range.lowIncluded ? u'[' : u'(') + end(range.low) + u".."_s + end(range.high) + (range.highIncluded ? u']' : u')');
    }
    default: return value.text();
    }
}

} // namespace zc::feel
