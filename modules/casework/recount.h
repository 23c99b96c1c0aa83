#pragma once
#include <casework/deadline.h>

namespace zc::casework {

// A clock that still runs, with the dates that people were last told.
struct OpenClock {
    ClockQuery query;                        // its id names case and clock
    std::optional<QDate> due;
    bool provisional = false;
};

// The event DueDateRevised: goes into the chain of the case and becomes a task to tell the applicant.
struct DueDateRevised {
    QString id;
    std::optional<QDate> from, to;
    bool provisional = false;                // of the new date
    QString cause;                           // for example the calendar version that came
};

struct Recount {
    QList<DueDateRevised> revised;           // one for each clock whose due date, or whose 暂定, really changed; none else
    QStringList failed;                      // ids whose query is out of range
};

// Counts all open clocks again, as when a new calendar pack has come (D4.7). Pure; 10,000 clocks take a fraction of a second.
Recount recountClocks(const QList<OpenClock> &clocks, const WorkCalendar &calendar, const QString &cause);

} // namespace zc::casework
