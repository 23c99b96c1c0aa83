#include "pages/cases/casefilter.h"

#include <QCoreApplication>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::CaseRowView;
using uikit::FilterList;
using Kind = CaseFilter::Kind;

namespace {

QString words(const char *text) { return QCoreApplication::translate("CaseFilter", text); }
constexpr const char *kNames[] = {"mine", "window", "hall", "state", "department", "sync"};

void count(QList<FilterList::Entry> &entries, Kind kind, const QString &value, const QString &title)
{
    const QString id = filterId({kind, value});
    for (FilterList::Entry &entry : entries)
        if (entry.id == id) {
            ++entry.count;
            return;
        }
    entries.append({id, title, 1});
}

} // namespace

QString filterId(const CaseFilter &filter) { return QString::fromLatin1(kNames[int(filter.kind)]) + u':' + filter.value; }

CaseFilter filterOf(const QString &id)
{
    const QString name = id.section(u':', 0, 0);
    for (int i = 0; i < int(std::size(kNames)); ++i)
        if (name == QLatin1StringView(kNames[i])) return {Kind(i), id.section(u':', 1)};
    return {};
}

bool passes(const CaseRowView &row, const CaseFilter &filter, const Seat &seat)
{
    switch (filter.kind) {
    case Kind::Mine: return row.clerkNo == seat.clerkNo;
    case Kind::Window: return row.windowNo == seat.windowNo;
    case Kind::Hall: return true;
    case Kind::State: return row.state == filter.value;
    case Kind::Department: return row.departmentId == filter.value;
    case Kind::Sync: return row.sync == filter.value;
    }
    return true;
}

QList<FilterList::Section> filterSections(const QList<CaseRowView> &rows, const Seat &seat)
{
    FilterList::Section who{{}, {{filterId({Kind::Mine, {}}), words(QT_TRANSLATE_NOOP("CaseFilter", "My cases")), 0},
        {filterId({Kind::Window, {}}), words(QT_TRANSLATE_NOOP("CaseFilter", "This window")), 0},
        {filterId({Kind::Hall, {}}), words(QT_TRANSLATE_NOOP("CaseFilter", "This hall")), 0}}};
    QList<FilterList::Entry> states, departments, syncs;
    for (const CaseRowView &row : rows) {
        for (FilterList::Entry &entry : who.entries) entry.count += passes(row, filterOf(entry.id), seat);
        count(states, Kind::State, row.state, row.stateName);
        if (!row.departmentName.isEmpty()) count(departments, Kind::Department, row.departmentId, row.departmentName);
        count(syncs, Kind::Sync, row.sync, row.syncName);
    }
    // Most first, by name within the same count, so that the order stays when a count changes little.
    for (QList<FilterList::Entry> *entries : {&states, &departments, &syncs})
        std::sort(entries->begin(), entries->end(), [](const auto &a, const auto &b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
    QList<FilterList::Section> sections{who};
    if (!states.isEmpty()) sections.append({words(QT_TRANSLATE_NOOP("CaseFilter", "State")), states});
    if (!departments.isEmpty()) sections.append({words(QT_TRANSLATE_NOOP("CaseFilter", "Department")), departments});
    if (!syncs.isEmpty()) sections.append({words(QT_TRANSLATE_NOOP("CaseFilter", "Synchronisation")), syncs});
    return sections;
}

} // namespace zc::client
