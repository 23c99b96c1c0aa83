#include "pages/cases/casefilter.h"

#include <QCoreApplication>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::CaseRowView;
using uikit::FilterList;
using FilterKind = CaseFilter::Kind;

namespace {

QString filterWords(const char *text) { return QCoreApplication::translate("CaseFilter", text); }
constexpr const char *kNames[] = {"mine", "window", "hall", "state", "department", "sync"};

void count(QList<FilterList::Entry> &entries, FilterKind kind, const QString &value, const QString &title)
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
        if (name == QLatin1StringView(kNames[i])) return {FilterKind(i), id.section(u':', 1)};
    return {};
}

bool passes(const CaseRowView &row, const CaseFilter &filter, const Seat &seat)
{
    switch (filter.kind) {
    case FilterKind::Mine: return row.clerkNo == seat.clerkNo;
    case FilterKind::Window: return row.windowNo == seat.windowNo;
    case FilterKind::Hall: return true;
    case FilterKind::State: return row.state == filter.value;
    case FilterKind::Department: return row.departmentId == filter.value;
    case FilterKind::Sync: return row.sync == filter.value;
    }
    return true;
}

QList<FilterList::Section> filterSections(const QList<CaseRowView> &rows, const Seat &seat)
{
    FilterList::Section who{{}, {{filterId({FilterKind::Mine, {}}), filterWords(QT_TRANSLATE_NOOP("CaseFilter", "My cases")), 0},
        {filterId({FilterKind::Window, {}}), filterWords(QT_TRANSLATE_NOOP("CaseFilter", "This window")), 0},
        {filterId({FilterKind::Hall, {}}), filterWords(QT_TRANSLATE_NOOP("CaseFilter", "This hall")), 0}}};
    QList<FilterList::Entry> states, departments, syncs;
    for (const CaseRowView &row : rows) {
        for (FilterList::Entry &entry : who.entries) entry.count += passes(row, filterOf(entry.id), seat);
        count(states, FilterKind::State, row.state, row.stateName);
        if (!row.departmentName.isEmpty()) count(departments, FilterKind::Department, row.departmentId, row.departmentName);
        count(syncs, FilterKind::Sync, row.sync, row.syncName);
    }
    // Most first, by name within the same count, so that the order stays when a count changes little.
    for (QList<FilterList::Entry> *entries : {&states, &departments, &syncs})
        std::sort(entries->begin(), entries->end(), [](const auto &a, const auto &b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
    QList<FilterList::Section> sections{who};
    if (!states.isEmpty()) sections.append({filterWords(QT_TRANSLATE_NOOP("CaseFilter", "State")), states});
    if (!departments.isEmpty()) sections.append({filterWords(QT_TRANSLATE_NOOP("CaseFilter", "Department")), departments});
    if (!syncs.isEmpty()) sections.append({filterWords(QT_TRANSLATE_NOOP("CaseFilter", "Synchronisation")), syncs});
    return sections;
}

} // namespace zc::client
