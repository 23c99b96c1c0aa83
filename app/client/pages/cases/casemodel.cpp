#include "pages/cases/casemodel.h"

#include <uikit/tokens.h>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::CaseRowView;
using intake::Lamp;
using intake::Urgency;
using uikit::Tone;

CaseModel::CaseModel(QObject *parent)
    : GroupedModel(parent)
{
    fit(1000);
}

bool CaseModel::fit(double steps)
{
    // Widths of the drawing at 1440 px; the due date and the state of sending are left out where there is too little room.
    constexpr double all = 202, most = all - 24 - 19;
    const bool narrow = steps < 0.78 * all;
    const double scale = std::min(1.0, steps / (narrow ? most : all));
    if (scale == m_scale) return narrow;
    m_scale = scale;
    setColumns({{tr("Case no."), false, 42 * scale}, {tr("Applicant"), false, 28 * scale}, {tr("Item"), false, 41 * scale}, {tr("State"), false, 20.5 * scale},
        {tr("Due"), true, 24 * scale}, {tr("Left"), true, 27.5 * scale}, {tr("Sync"), false, 19 * scale}});
    return narrow;
}

void CaseModel::setCases(const QList<CaseRowView> &rows)
{
    m_cases = rows;
    rebuild();
}

void CaseModel::setFilter(const CaseFilter &filter, const Seat &seat)
{
    m_filter = filter;
    m_seat = seat;
    rebuild();
}

void CaseModel::setFound(const std::optional<QSet<QUuid>> &found)
{
    m_found = found;
    rebuild();
}

void CaseModel::rebuild()
{
    QList<Group> groups = {{tr("Overdue"), 0}, {tr("Due today"), 0}, {tr("Within three days"), 0}, {tr("Normal"), 0}};
    m_order.clear();
    const Urgency order[] = {Urgency::Overdue, Urgency::Today, Urgency::ThreeDays, Urgency::Normal};
    for (qsizetype group = 0; group < groups.size(); ++group)
        for (qsizetype i = 0; i < m_cases.size(); ++i) {
            const CaseRowView &row = m_cases.at(i);
            // A search looks everywhere: who types a number does not want to hear that it is in another list.
            if (row.urgency != order[group] || (m_found ? !m_found->contains(row.caseId) : !passes(row, m_filter, m_seat))) continue;
            m_order.append(int(i));
            ++groups[group].count;
        }
    groups.removeIf([](const Group &group) { return group.count == 0; });
    setGroups(groups);
}

const CaseRowView *CaseModel::caseOf(int row) const { return row >= 0 && row < m_order.size() ? &m_cases.at(m_order.at(row)) : nullptr; }

int CaseModel::rowOf(const QUuid &caseId) const
{
    for (int i = 0; i < m_order.size(); ++i)
        if (m_cases.at(m_order.at(i)).caseId == caseId) return i;
    return -1;
}

QString CaseModel::words(const CaseRowView &row, int column) const
{
    switch (column) {
    case Number:
        // A provisional number is long: its ends tell cases apart, the detail shows it whole.
        if (!row.number.startsWith("LS-"_L1) || row.number.size() < 18) return row.number;
        return u"LS-…"_s + row.number.right(11);
    case Applicant: return row.applicant;
    case Item: return row.itemName;
    case State: return row.stateName;
    case Due: return row.due.isValid() ? tr("%1/%2").arg(row.due.month()).arg(row.due.day()) : u"—"_s;
    case Left:
        if (row.suspended) return tr("suspended");
        if (!row.due.isValid()) return {};
        if (row.remaining < 0) return tr("%n day(s) over", nullptr, -row.remaining);
        return row.remaining == 0 ? tr("today") : tr("%n working day(s)", nullptr, row.remaining);
    case Sync: return row.syncName;
    default: return {};
    }
}

QVariant CaseModel::cell(int row, int column, int role) const
{
    const CaseRowView *entry = caseOf(row);
    if (!entry) return {};
    if (role == Qt::DisplayRole) return words(*entry, column);
    if (role == Qt::ToolTipRole) return column == Number ? entry->number : column == Item ? entry->itemName : QVariant();
    if (role == LampRole && column == Left && (entry->suspended || entry->due.isValid())) {
        const Lamp lamp = entry->suspended ? Lamp::Grey : entry->lamp;
        return int(lamp == Lamp::Red ? Tone::Bad : lamp == Lamp::Yellow ? Tone::Warn : lamp == Lamp::Green ? Tone::Ok : Tone::Neutral);
    }
    return {};
}

} // namespace zc::client
