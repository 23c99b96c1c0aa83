#pragma once
#include <intake/caseshelf.h>
#include <uikit/filterlist.h>

namespace zc::client {

// What the filters at the left choose. One entry at a time: the lists of a hall are found by looking, not by combining.
struct CaseFilter {
    enum class Kind { Mine, Window, Hall, State, Department, Sync };
    Kind kind = Kind::Mine;
    QString value;                   // state code, department id or words of the sync state
    friend bool operator==(const CaseFilter &, const CaseFilter &) = default;
};

// Who sits here: decides what "mine" and "this window" mean.
struct Seat { QString clerkNo, windowNo; };

intake::CaseQuery queryOf(const CaseFilter &filter, const Seat &seat, const QString &text);
QList<uikit::FilterList::Section> filterSections(const QList<intake::CaseCount> &counts, const Seat &seat);

// A filter as the id of an entry of the list, and back; an unknown id is "mine".
QString filterId(const CaseFilter &filter);
CaseFilter filterOf(const QString &id);

} // namespace zc::client
