#include "pages/cases/casemodel.h"

#include <uikit/tokens.h>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::CaseRef;
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

namespace {

constexpr qsizetype kMostRuns = 32;         // each moves what lies behind it: with more, one reset is less work

// What stands in place of old rows: the new rows [from, from + come) for the old ones [at, at + gone), or one row changed.
struct Run { qsizetype at, gone, from, come; bool changed; };

// Both lists are in the same strict order, so one walk finds what differs.
QList<Run> differences(const QList<CaseRef> &before, const QList<CaseRef> &after, qsizetype first, qsizetype beforeEnd, qsizetype afterEnd)
{
    QList<Run> runs;
    qsizetype i = first, j = first;
    const auto note = [&runs](qsizetype at, qsizetype gone, qsizetype from, qsizetype come) {
        if (!runs.isEmpty()) {
            Run &last = runs.last();
            if (!last.changed && last.at + last.gone == at && last.from + last.come == from) {
                last.gone += gone;
                last.come += come;
                return;
            }
        }
        runs.append({at, gone, from, come, false});
    };
    while ((i < beforeEnd || j < afterEnd) && runs.size() <= kMostRuns) {
        if (i < beforeEnd && j < afterEnd) {
            const CaseRowView &was = *before.at(i), &is = *after.at(j);
            if (was.caseId == is.caseId && was.urgency == is.urgency) {
                if (before.at(i) != after.at(j) && was != is) runs.append({i, 1, j, 1, true});
                ++i, ++j;
                continue;
            }
            if (intake::comesBefore(was, is)) note(i++, 1, j, 0);
            else note(i, 0, j++, 1);
        } else if (i < beforeEnd) {
            note(i, beforeEnd - i, j, 0);
            i = beforeEnd;
        } else {
            note(i, 0, j, afterEnd - j);
            j = afterEnd;
        }
    }
    return runs;
}

} // namespace

void CaseModel::show(const QList<CaseRef> &rows)
{
    // Most of a list is as it was: the same rows at both ends.
    qsizetype first = 0, beforeEnd = m_rows.size(), afterEnd = rows.size();
    while (first < beforeEnd && first < afterEnd && m_rows.at(first) == rows.at(first)) ++first;
    while (beforeEnd > first && afterEnd > first && m_rows.at(beforeEnd - 1) == rows.at(afterEnd - 1)) --beforeEnd, --afterEnd;
    if (first == beforeEnd && first == afterEnd) return;
    const QList<Run> runs = m_rows.isEmpty() ? QList<Run>() : differences(m_rows, rows, first, beforeEnd, afterEnd);
    if (runs.isEmpty() || runs.size() > kMostRuns) return reset(rows);
    // From behind, so that the places before stay as they were counted.
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        if (run->changed) {
            m_rows[run->at] = rows.at(run->from);
            rowChanged(int(run->at));
            continue;
        }
        if (run->gone > 0) remove(int(run->at), int(run->gone));
        if (run->come > 0) insert(int(run->at), rows.sliced(run->from, run->come));
    }
}

void CaseModel::reset(const QList<CaseRef> &rows)
{
    QList<Group> groups = {{tr("Overdue"), 0}, {tr("Due today"), 0}, {tr("Within three days"), 0}, {tr("Normal"), 0}};
    const auto start = [&rows](qsizetype group) {
        return std::partition_point(rows.cbegin(), rows.cend(), [group](const CaseRef &row) { return qsizetype(row->urgency) < group; });
    };
    for (qsizetype group = 0; group < groups.size(); ++group) groups[group].count = int(start(group + 1) - start(group));
    m_rows = rows;
    setGroups(groups);
}

int CaseModel::groupStart(int group) const
{
    int start = 0;
    for (const Group &before : groups().first(group)) start += before.count;
    return start;
}

// A run may reach over the border of a group; each group has its part.
void CaseModel::insert(int at, const QList<CaseRef> &rows)
{
    for (qsizetype from = 0; from < rows.size();) {
        const auto group = int(rows.at(from)->urgency);
        qsizetype to = from;
        while (to < rows.size() && int(rows.at(to)->urgency) == group) ++to;
        beginInsertInto(group, at - groupStart(group), int(to - from));
        m_rows.insert(at, to - from, CaseRef());
        std::copy(rows.cbegin() + from, rows.cbegin() + to, m_rows.begin() + at);
        endInsertInto();
        at += int(to - from);
        from = to;
    }
}

void CaseModel::remove(int at, int count)
{
    while (count > 0) {
        const auto group = int(m_rows.at(at)->urgency);
        const int part = std::min(count, groupStart(group) + groups().at(group).count - at);
        beginRemoveFrom(group, at - groupStart(group), part);
        m_rows.remove(at, part);
        endRemoveFrom();
        count -= part;
    }
}

const CaseRowView *CaseModel::caseOf(int row) const { return row >= 0 && row < m_rows.size() ? m_rows.at(row).get() : nullptr; }

int CaseModel::rowOf(const QUuid &caseId) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&caseId](const CaseRef &row) { return row->caseId == caseId; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QString CaseModel::words(const CaseRowView &row, int column) const
{
    switch (column) {
    case Number:
        // A number of groups is long: its ends tell cases apart, the detail shows it whole.
        if (const qsizetype group = row.number.indexOf(u'-'); group > 0 && row.number.size() >= 18)
            return row.number.first(group) + u"-…"_s + row.number.right(11);
        return row.number;
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
