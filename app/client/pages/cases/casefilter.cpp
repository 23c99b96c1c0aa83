#include "pages/cases/casefilter.h"

#include <QCoreApplication>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::CaseCount;
using intake::CaseQuery;
using uikit::FilterList;
using FilterKind = CaseFilter::Kind;

namespace {

QString filterWords(const char *text) { return QCoreApplication::translate("CaseFilter", text); }
constexpr const char *kNames[] = {"mine", "window", "hall", "state", "department", "sync"};

} // namespace

QString filterId(const CaseFilter &filter) { return QString::fromLatin1(kNames[int(filter.kind)]) + u':' + filter.value; }

CaseFilter filterOf(const QString &id)
{
    const QString name = id.section(u':', 0, 0);
    for (int i = 0; i < int(std::size(kNames)); ++i)
        if (name == QLatin1StringView(kNames[i])) return {FilterKind(i), id.section(u':', 1)};
    return {};
}

CaseQuery queryOf(const CaseFilter &filter, const Seat &seat, const QString &text)
{
    switch (filter.kind) {
    case FilterKind::Mine: return {CaseQuery::Kind::Clerk, seat.clerkNo, text};
    case FilterKind::Window: return {CaseQuery::Kind::Window, seat.windowNo, text};
    case FilterKind::Hall: return {CaseQuery::Kind::Hall, {}, text};
    case FilterKind::State: return {CaseQuery::Kind::State, filter.value, text};
    case FilterKind::Department: return {CaseQuery::Kind::Department, filter.value, text};
    case FilterKind::Sync: return {CaseQuery::Kind::Sync, filter.value, text};
    }
    return {};
}

QList<FilterList::Section> filterSections(const QList<CaseCount> &counts, const Seat &seat)
{
    FilterList::Entry mine{filterId({FilterKind::Mine, {}}), filterWords(QT_TRANSLATE_NOOP("CaseFilter", "My cases")), 0};
    FilterList::Entry window{filterId({FilterKind::Window, {}}), filterWords(QT_TRANSLATE_NOOP("CaseFilter", "This window")), 0};
    FilterList::Entry hall{filterId({FilterKind::Hall, {}}), filterWords(QT_TRANSLATE_NOOP("CaseFilter", "This hall")), 0};
    QList<FilterList::Entry> states, departments, syncs;
    for (const CaseCount &one : counts) {
        switch (one.kind) {
        case CaseQuery::Kind::Clerk: mine.count += one.value == seat.clerkNo ? one.count : 0; break;
        case CaseQuery::Kind::Window: window.count += one.value == seat.windowNo ? one.count : 0; break;
        case CaseQuery::Kind::Hall: hall.count = one.count; break;
        case CaseQuery::Kind::State: states.append({filterId({FilterKind::State, one.value}), one.title, one.count}); break;
        case CaseQuery::Kind::Department: departments.append({filterId({FilterKind::Department, one.value}), one.title, one.count}); break;
        case CaseQuery::Kind::Sync: syncs.append({filterId({FilterKind::Sync, one.value}), one.title, one.count}); break;
        }
    }
    // Most first, by name within the same count, so that the order stays when a count changes little.
    for (QList<FilterList::Entry> *entries : {&states, &departments, &syncs})
        std::sort(entries->begin(), entries->end(), [](const auto &a, const auto &b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
    QList<FilterList::Section> sections{{{}, {mine, window, hall}}};
    if (!states.isEmpty()) sections.append({filterWords(QT_TRANSLATE_NOOP("CaseFilter", "State")), states});
    if (!departments.isEmpty()) sections.append({filterWords(QT_TRANSLATE_NOOP("CaseFilter", "Department")), departments});
    if (!syncs.isEmpty()) sections.append({filterWords(QT_TRANSLATE_NOOP("CaseFilter", "Synchronisation")), syncs});
    return sections;
}

} // namespace zc::client
