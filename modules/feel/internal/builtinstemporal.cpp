// Dates, times and durations (DMN 1.5, tables 72, 79 and 81).
#include "internal/builtins.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
template <class T>
Entry valueOr(const Call &call, const std::optional<T> &value, const char *what)
{
    return known(value ? Value(*value) : call.fault(QString::fromLatin1(what)));
}

Entry dateFrom(const Call &call)
{
    const Value &from = call.at(0);
    if (from.isDate())
        return known(from);
    if (from.isDateTime())
        return known(Value(from.dateTime().date()));
    return valueOr(call, from.isString() ? Date::fromText(from.string()) : std::nullopt, "no date");
}

std::optional<qint64> whole(const Value &value)
{
    return value.number().toInteger();
}

Entry dateFromParts(const Call &call)
{
    const auto year = whole(call.at(0)), month = whole(call.at(1)), day = whole(call.at(2));
    const bool small = year && month && day && qAbs(*month) < 100 && qAbs(*day) < 100;
    return valueOr(call, small ? Date::fromParts(*year, int(*month), int(*day)) : std::nullopt, "no such date");
}

Entry timeFrom(const Call &call)
{
    const Value &from = call.at(0);
    if (from.isTime())
        return known(from);
    if (from.isDateTime())
        return known(Value(from.dateTime().time()));
    if (from.isDate())
        return known(Value(TimeOfDay(0, 0, Zone::utc())));
    return valueOr(call, from.isString() ? TimeOfDay::fromText(from.string()) : std::nullopt, "no time");
}

std::optional<TimeOfDay> timeOf(const Value &hour, const Value &minute, const Value &second, const Zone &zone)
{
    const auto hours = whole(hour), minutes = whole(minute);
    const auto seconds = Duration::seconds(second.number());
    if (!hours || !minutes || !seconds || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59 || seconds->isNegative() || seconds->count() > 59)
        return std::nullopt;
    return TimeOfDay::fromParts(int(*hours), int(*minutes), int(seconds->count()), seconds->nanos(), zone);
}

std::optional<Zone> zoneOf(const Value &offset)
{
    if (offset.isNull())
        return Zone();
    const Duration &span = offset.duration();
    if (span.kind() != Duration::Kind::DaysTime || qAbs(span.count()) > 18 * 3600)
        return std::nullopt;
    return Zone::offset(int(span.count()));
}

Entry timeFromParts(const Call &call)
{
    const auto zone = call.has(3) ? zoneOf(call.at(3)) : std::optional(Zone());
    return valueOr(call, zone ? timeOf(call.at(0), call.at(1), call.at(2), *zone) : std::nullopt, "no such time");
}

Entry dateTimeFrom(const Call &call)
{
    const Value &from = call.at(0);
    if (from.isDateTime())
        return known(from);
    if (from.isDate())
        return known(Value(DateTime(from.date(), TimeOfDay(0, 0, Zone::utc()))));
    return valueOr(call, from.isString() ? DateTime::fromText(from.string()) : std::nullopt, "no date and time");
}

Entry dateTimeFromBoth(const Call &call)
{
    const Date date = call.at(0).isDate() ? call.at(0).date() : call.at(0).dateTime().date();
    return known(Value(DateTime(date, call.at(1).time())));
}

Entry dateTimeFromParts(const Call &call)
{
    const auto year = whole(call.at(0)), month = whole(call.at(1)), day = whole(call.at(2));
    std::optional<Zone> zone = Zone();
    if (call.has(6))
        zone = call.at(6).isString() ? Zone::fromText(u'@' + call.at(6).string()) : zoneOf(call.at(6));
    const auto time = zone ? timeOf(call.at(3), call.at(4), call.at(5), *zone) : std::nullopt;
    const bool small = year && month && day && qAbs(*month) < 100 && qAbs(*day) < 100;
    const auto date = small && time ? Date::fromParts(*year, int(*month), int(*day)) : std::nullopt;
    return valueOr(call, date ? std::optional(DateTime(*date, *time)) : std::nullopt, "no such date and time");
}

Entry durationFrom(const Call &call)
{
    if (call.at(0).isDuration())
        return known(call.at(0));
    return valueOr(call, Duration::fromText(call.at(0).string()), "no duration");
}

Date dateOf(const Value &value)
{
    return value.isDate() ? value.date() : value.dateTime().date();
}

// Whole months between two days; the time of day does not count.
Entry monthsBetween(const Call &call)
{
    const Date from = dateOf(call.at(0)), to = dateOf(call.at(1));
    qint64 months = (to.year() - from.year()) * 12 + to.month() - from.month();
    const int days = to.day() - from.day();
    months += months > 0 && days < 0 ? -1 : months < 0 && days > 0 ? 1 : 0;
    return known(Value(Duration::months(months)));
}

Entry dayOfYear(const Call &call) { return known(Value(Decimal(dateOf(call.at(0)).dayOfYear()))); }
Entry weekOfYear(const Call &call) { return known(Value(Decimal(dateOf(call.at(0)).weekOfYear()))); }

Entry dayOfWeek(const Call &call)
{
    static const QStringList names = {u"Monday"_s, u"Tuesday"_s, u"Wednesday"_s, u"Thursday"_s, u"Friday"_s, u"Saturday"_s, u"Sunday"_s};
    return known(Value(names.at(dateOf(call.at(0)).weekday() - 1)));
}

Entry monthOfYear(const Call &call)
{
    static const QStringList names = {u"January"_s, u"February"_s, u"March"_s, u"April"_s, u"May"_s, u"June"_s, u"July"_s,
                                      u"August"_s, u"September"_s, u"October"_s, u"November"_s, u"December"_s};
    return known(Value(names.at(dateOf(call.at(0)).month() - 1)));
}

Entry now(const Call &call) { return known(Value(call.run().now())); }
Entry today(const Call &call) { return known(Value(call.run().now().date())); }
} // namespace

QList<Builtin> temporalBuiltins()
{
    return {
        {"date", {{"from:s", dateFrom}, {"from:d", dateFrom}, {"year:n,month:n,day:n", dateFromParts}}},
        {"time", {{"from:s", timeFrom}, {"from:t", timeFrom}, {"from:d", timeFrom}, {"hour:n,minute:n,second:n,offset:D!?", timeFromParts}}},
        {"date and time",
         {{"from:s", dateTimeFrom}, {"from:d", dateTimeFrom}, {"date:d,time:t", dateTimeFromBoth},
          {"year:n,month:n,day:n,hour:n,minute:n,second:n", dateTimeFromParts},
          {"year:n,month:n,day:n,hour:n,minute:n,second:n,offset:D!", dateTimeFromParts},
          {"year:n,month:n,day:n,hour:n,minute:n,second:n,timezone:s", dateTimeFromParts}}},
        {"duration", {{"from:s", durationFrom}, {"from:D", durationFrom}}},
        {"years and months duration", {{"from:d,to:d", monthsBetween}}},
        {"day of year", {{"date:d", dayOfYear}}},
        {"day of week", {{"date:d", dayOfWeek}}},
        {"month of year", {{"date:d", monthOfYear}}},
        {"week of year", {{"date:d", weekOfYear}}},
        {"now", {{"", now}}},
        {"today", {{"", today}}},
    };
}

} // namespace zc::feel
