#pragma once
#include <casework/deadline.h>

namespace zc::casework {

// D7: why this date, in one sentence that is printed on papers and shown on F1; and the articles it rests on.
QString clockExplanation(const ClockQuery &query, const ClockAnswer &answer, const WorkCalendar &calendar);
QStringList clockArticles(const ClockQuery &query, const ClockAnswer &answer);

} // namespace zc::casework
