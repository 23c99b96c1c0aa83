// Clocks and due dates: rules D1 to D6 of the domain page. 许可法 32, 42, 44, 45, 82; 民法典 201 to 204.
#include <base/halltime.h>
#include <casework/deadline.h>

#include "internal/clocktext.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

QDate dayOf(const QDateTime &instant) { return hallTime(instant).date(); }
QTime timeOf(const QDateTime &instant) { return hallTime(instant).time(); }

struct Span { QDate from; QDate to; };               // special days are from < d <= to

// One limit that is counted from one start: what a day counts for, and the walk from the first possible day to the due date.
class Count {
public:
    Count(const WorkCalendar &calendar, const ClockQuery &query) : m_calendar(calendar)
    {
        for (const ClockQuery::Closure &closure : query.closures)
            if (closure.notCounted)
                m_closures.insert(closure.date.toJulianDay(), closure.name);
    }
    QDate start;
    Limit limit;
    bool firstDaySame = false;
    QList<Span> specials;                            // closed ones
    std::optional<QDate> openSince;                  // a special procedure that has not ended

    std::optional<QDate> due, firstCounted;
    QList<ClockAnswer::Day> excluded;
    QList<QDate> rolledOver;
    int used = 0;

    // Months and years become the days to the corresponding date, or to the end of a shorter month.
    int days() const
    {
        switch (limit.unit) {
        case LimitUnit::Month: return int(start.daysTo(start.addMonths(limit.n)));
        case LimitUnit::Year: return int(start.daysTo(start.addYears(limit.n)));
        default: return limit.n;
        }
    }
    bool workdays() const { return limit.unit == LimitUnit::Workday; }
    QDate firstPossible() const { return firstDaySame ? start : start.addDays(1); }

    ClockAnswer::Day judged(QDate day) const
    {
        if (workdays()) {
            const DayReason reason = m_calendar.reason(day);
            if (reason != DayReason::None)
                return {day, reason, m_calendar.name(day)};
            const auto closure = m_closures.constFind(day.toJulianDay());
            if (closure != m_closures.constEnd())
                return {day, DayReason::Closure, *closure};
        }
        const bool special = (openSince && day > *openSince)
            || std::any_of(specials.begin(), specials.end(), [day](const Span &span) { return day > span.from && day <= span.to; });
        return {day, special ? DayReason::Special : DayReason::None, {}};
    }
    int countable(QDate after, QDate upTo) const
    {
        int number = 0;
        for (QDate day = std::max(after.addDays(1), firstPossible()); day <= upTo; day = day.addDays(1))
            number += judged(day).why == DayReason::None;
        return number;
    }
    Count &run()
    {
        const int wanted = days();
        if (wanted == 0)
            due = start;
        for (QDate day = firstPossible(); !due; day = day.addDays(1)) {
            if (openSince && day > *openSince)
                return *this;                        // suspended: the list of excluded days ends where the procedure began
            const ClockAnswer::Day judgement = judged(day);
            if (judgement.why != DayReason::None) {
                excluded << judgement;
                continue;
            }
            if (++used == 1)
                firstCounted = day;
            if (used == wanted)
                due = day;
        }
        // 民法典 203: a last day that is a day off moves; closures and special procedures do not matter here.
        for (; !workdays() && !m_calendar.works(*due); due = due->addDays(1))
            rolledOver << *due;
        return *this;
    }

private:
    const WorkCalendar &m_calendar;
    QHash<qint64, QString> m_closures;
};

class Evaluation {
public:
    Evaluation(const ClockQuery &query, const WorkCalendar &calendar) : q(query), calendar(calendar) { }

    ClockAnswer run()
    {
        a.id = q.id;
        a.calendarVersions = calendar.versions();
        start();
        if (a.startDate)
            count();
        lamp();
        a.explanation = clockExplanation(q, a, calendar);
        a.articles = clockArticles(q, a);
        return a;
    }

private:
    Count plain(QDate from, Limit limit) const
    {
        Count counted(calendar, q);
        counted.start = from;
        counted.limit = limit;
        return counted.run();
    }
    // What the applicant sends late in the day, or on a day off, counts as sent on the next working day where a cutoff is set.
    QDate sentOn(const QDateTime &instant) const
    {
        const QDate day = dayOf(instant);
        if (q.cutoff && (!calendar.works(day) || timeOf(instant) >= *q.cutoff))
            return calendar.nextWorkingDay(day);
        return day;
    }
    bool unpublished(QDate from, QDate to) const
    {
        for (int year = from.year(); year <= to.year(); ++year)
            if (!calendar.published(year))
                return true;
        return false;
    }
    void begin(StartBasis basis, QDate day)
    {
        a.startBasis = basis;
        a.startDate = day;
        a.status = ClockStatus::Running;
    }
    // D3: which event starts the clock.
    void start()
    {
        if (q.startAt)
            return begin(StartBasis::Given, dayOf(*q.startAt));
        if (!q.receivedAt)
            return;
        const QDate received = sentOn(*q.receivedAt);
        a.acceptDue = plain(received, q.acceptLimit).due;
        a.acceptProvisional = unpublished(received, *a.acceptDue);
        const auto late = [&](const std::optional<QDateTime> &instant) { return instant && dayOf(*instant) > *a.acceptDue; };
        if (q.noticeAt && q.correction)
            a.correctionDue = plain(dayOf(*q.noticeAt), *q.correction).due;
        if (q.noticeAt && q.correctedAt)
            a.recheckDue = plain(sentOn(*q.correctedAt), q.acceptLimit).due;

        if (late(q.noticeAt))
            a.notes << u"noticeLate"_s;
        if (late(q.noticeAt) || (!q.noticeAt && late(q.acceptedAt)) || (!q.noticeAt && !q.acceptedAt && late(q.asOf)))
            return begin(StartBasis::Deemed, received);
        if (q.noticeAt) {
            if (q.correctedAt)
                return begin(StartBasis::Corrected, sentOn(*q.correctedAt));
            a.status = ClockStatus::WaitingCorrection;
        } else if (q.acceptedAt) {
            return q.countFromComplete ? begin(StartBasis::Complete, received) : begin(StartBasis::Accepted, dayOf(*q.acceptedAt));
        }
    }
    // D4: the limit with specials and extension; promise and statutory limit are counted the same way.
    Count counted(Limit limit, bool withOpen, const QList<Span> &more = {}) const
    {
        Count counted(calendar, q);
        counted.start = *a.startDate;
        counted.limit = limit;
        counted.firstDaySame = q.firstDaySame;
        counted.specials = more;
        for (const ClockQuery::Special &special : q.specials) {
            if (special.to)
                counted.specials << Span{special.from, *special.to};
            else if (withOpen && (!counted.openSince || special.from < *counted.openSince))
                counted.openSince = special.from;
        }
        return counted.run();
    }
    // An extension counts if it was approved while the limit still ran.
    Limit extended(Limit limit, bool *applied) const
    {
        *applied = q.extension && dayOf(q.extension->approvedAt) <= *counted(limit, false).due;
        if (*applied)
            limit.n += q.extension->n;
        return limit;
    }
    void count()
    {
        const Limit limit = extended(q.limit, &a.extensionApplied);
        if (q.extension && !a.extensionApplied)
            a.notes << u"extensionLate"_s;
        const Count promise = counted(limit, true);
        a.firstCounted = promise.firstCounted;
        a.total = promise.days();
        a.due = promise.due;
        a.excluded = promise.excluded;
        a.rolledOver = promise.rolledOver;
        if (!a.due) {
            a.status = ClockStatus::Suspended;
            a.remaining = promise.days() - promise.used;
            a.projectedDue = projected(limit);
        }
        const std::optional<QDate> last = a.due ? a.due : a.projectedDue;
        a.provisional = unpublished(*a.startDate, last.value_or(*a.startDate));
        noteSpecialsWithoutEffect();
        if (q.statutory) {
            bool applied = false;
            const Limit statutory = extended(*q.statutory, &applied);
            if (q.extension && !applied)
                a.notes << u"extensionLateStatutory"_s;
            a.statutory = counted(statutory, true).due;
            if (a.statutory && a.due && *a.statutory < *a.due)
                a.notes << u"promiseAfterStatutory"_s;
        }
        deferral();
        if (a.due && q.asOf) {
            const QDate today = dayOf(*q.asOf);
            a.remaining = promise.countable(today, *a.due);
            a.overdue = promise.countable(*a.due, today);
        }
    }
    // If every open procedure ends after its planned working days.
    std::optional<QDate> projected(Limit limit) const
    {
        QList<Span> planned;
        for (const ClockQuery::Special &special : q.specials) {
            if (special.to)
                continue;
            if (!special.plannedDays)
                return std::nullopt;
            planned << Span{special.from, *plain(special.from, {*special.plannedDays, LimitUnit::Workday}).due};
        }
        return counted(limit, false, planned).due;
    }
    void noteSpecialsWithoutEffect()
    {
        for (const ClockQuery::Special &special : q.specials) {
            if (!special.to && a.status == ClockStatus::Suspended)
                continue;
            const bool effect = std::any_of(a.excluded.begin(), a.excluded.end(), [&](const ClockAnswer::Day &day) {
                return day.why == DayReason::Special && day.date > special.from && (!special.to || day.date <= *special.to);
            });
            if (!effect && !a.notes.contains(u"specialNoEffect"_s))
                a.notes << u"specialNoEffect"_s;
        }
    }
    // D5: the second clock of deferred materials; special procedures do not stop it.
    void deferral()
    {
        if (!q.deferral)
            return;
        a.deferralDue = plain(*a.startDate, {q.deferral->n, LimitUnit::Workday}).due;
        if (!a.due)
            return;
        QDate last = *a.due;
        for (int i = 0; i < q.deferral->margin; ++i)
            last = calendar.previousWorkingDay(last);
        a.deferralDue = std::min(*a.deferralDue, last);
        if (last <= *a.startDate)
            a.notes << u"deferralNotPossible"_s;
    }
    // D6
    void lamp()
    {
        if (a.status != ClockStatus::Running)
            a.lamp = Lamp::Grey;
        else if (!q.asOf)
            return;
        else if (dayOf(*q.asOf) > *a.due)
            a.lamp = Lamp::Red;
        else if (*a.remaining <= q.lamp.yellowDays || qint64(*a.remaining) * 100 <= qint64(*a.total) * q.lamp.yellowPercent)
            a.lamp = Lamp::Yellow;
        else
            a.lamp = Lamp::Green;
    }

    const ClockQuery &q;
    const WorkCalendar &calendar;
    ClockAnswer a;
};

// Bounds that keep a wrong number from walking through centuries.
std::optional<QString> outOfRange(const ClockQuery &q)
{
    const auto badLimit = [](const Limit &limit) {
        const int most = limit.unit == LimitUnit::Year ? 50 : limit.unit == LimitUnit::Month ? 600 : 20000;
        return limit.n < 0 || limit.n > most;
    };
    const auto badDay = [](QDate day) { return !day.isValid() || day.year() < 1980 || day.year() > 2150; };
    const auto badInstant = [&](const std::optional<QDateTime> &instant) { return instant && (!instant->isValid() || badDay(dayOf(*instant))); };
    if (badLimit(q.limit))
        return u"limit"_s;
    if (badLimit(q.acceptLimit))
        return u"acceptLimit"_s;
    if (q.statutory && badLimit(*q.statutory))
        return u"statutory"_s;
    if (q.correction && badLimit(*q.correction))
        return u"correction"_s;
    if (q.extension && (badLimit({q.extension->n, q.limit.unit}) || badInstant(q.extension->approvedAt)))
        return u"extension"_s;
    if (q.deferral && (badLimit({q.deferral->n, LimitUnit::Workday}) || q.deferral->margin < 0 || q.deferral->margin > 1000))
        return u"deferral"_s;
    if (badInstant(q.startAt) || badInstant(q.receivedAt) || badInstant(q.noticeAt) || badInstant(q.correctedAt) || badInstant(q.acceptedAt))
        return u"history"_s;
    if (badInstant(q.asOf))
        return u"asOf"_s;
    for (const ClockQuery::Special &special : q.specials)
        if (badDay(special.from) || (special.to && (badDay(*special.to) || *special.to < special.from))
            || special.plannedDays.value_or(0) < 0 || special.plannedDays.value_or(0) > 20000)
            return u"specials"_s;
    for (const ClockQuery::Closure &closure : q.closures)
        if (badDay(closure.date))
            return u"closures"_s;
    return std::nullopt;
}

} // namespace

Result<ClockAnswer> evaluateDeadline(const ClockQuery &query, const WorkCalendar &calendar)
{
    if (const auto member = outOfRange(query))
        return Error{ErrorKind::Invalid, u"CASE-CLOCK"_s, *member};
    if (query.calendars)
        return Evaluation(query, calendar.only(*query.calendars)).run();
    return Evaluation(query, calendar).run();
}

QString lampName(Lamp lamp)
{
    static const QStringList names = u"green yellow red grey"_s.split(u' ');
    return names.at(int(lamp));
}

Lamp worstLamp(const QList<Lamp> &lamps)
{
    for (const Lamp lamp : {Lamp::Red, Lamp::Yellow, Lamp::Green})
        if (lamps.contains(lamp))
            return lamp;
    return Lamp::Grey;
}

} // namespace zc::casework
