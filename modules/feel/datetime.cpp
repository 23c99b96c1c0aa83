#include "datetime.h"

namespace zc::feel {

namespace {
constexpr qint64 kDay = 86'400;
}

std::optional<DateTime> DateTime::fromText(QStringView text)
{
    const qsizetype mark = text.indexOf(u'T');
    const auto date = Date::fromText(mark < 0 ? text : text.left(mark));
    if (!date)
        return std::nullopt;
    if (mark < 0)
        return DateTime(*date, {});
    const QStringView clock = text.mid(mark + 1);
    const bool midnight = clock.startsWith(u"24:00:00");
    const auto time = midnight ? TimeOfDay::fromText(clock.toString().replace(0, 2, QStringLiteral("00"))) : TimeOfDay::fromText(clock);
    if (!time || (midnight && time->nanos() != 0))
        return std::nullopt;
    const DateTime result(midnight ? date->plusDays(1) : *date, *time);
    return result.date().inRange() ? std::optional(result) : std::nullopt;
}

std::optional<DateTime> DateTime::plus(const Duration &span) const
{
    if (span.kind() == Duration::Kind::YearsMonths) {
        const qint64 reach = 30'000'000'000;           // more months than the calendar has
        if (span.count() > reach || span.count() < -reach)
            return std::nullopt;
        const Date moved = m_date.plusMonths(span.count());
        return moved.inRange() ? std::optional(DateTime(moved, m_time)) : std::nullopt;
    }
    const int nanos = m_time.nanos() + span.nanos();
    qint64 utc = utcSeconds();
    if (qAddOverflow(utc, span.count(), &utc) || qAddOverflow(utc, qint64(nanos / 1'000'000'000), &utc))
        return std::nullopt;
    const qint64 reach = 400'000'000'000'000'000;
    if (utc > reach || utc < -reach)
        return std::nullopt;
    const qint64 wall = utc + zone().offsetAtUtc(utc);
    const qint64 day = wall / kDay - (wall % kDay < 0 ? 1 : 0);
    const Date date = Date::fromDayNumber(day);
    if (!date.inRange())
        return std::nullopt;
    return DateTime(date, TimeOfDay(int(wall - day * kDay), nanos % 1'000'000'000, zone()));
}

std::optional<Duration> DateTime::until(const DateTime &later) const
{
    if (zone().isLocal() != later.zone().isLocal())
        return std::nullopt;
    return Duration::seconds(later.utcSeconds(), later.time().nanos()).plus(Duration::seconds(utcSeconds(), m_time.nanos()).negated());
}

std::optional<std::strong_ordering> DateTime::compare(const DateTime &a, const DateTime &b)
{
    if (a.zone().isLocal() != b.zone().isLocal())
        return std::nullopt;
    const auto order = a.utcSeconds() <=> b.utcSeconds();
    return std::is_eq(order) ? a.m_time.nanos() <=> b.m_time.nanos() : order;
}

QString DateTime::text() const
{
    return m_date.text() + u'T' + m_time.text();
}

} // namespace zc::feel
