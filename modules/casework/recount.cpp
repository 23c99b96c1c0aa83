#include <casework/recount.h>

namespace zc::casework {

Recount recountClocks(const QList<OpenClock> &clocks, const WorkCalendar &calendar, const QString &cause)
{
    Recount recount;
    for (const OpenClock &clock : clocks) {
        const auto answer = evaluateDeadline(clock.query, calendar);
        if (!answer) {
            recount.failed << clock.query.id;
            continue;
        }
        const std::optional<QDate> due = answer->due ? answer->due : answer->projectedDue;
        if (due != clock.due || answer->provisional != clock.provisional)
            recount.revised << DueDateRevised{clock.query.id, clock.due, due, answer->provisional, cause};
    }
    return recount;
}

} // namespace zc::casework
