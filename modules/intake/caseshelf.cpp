#include "caseshelf.h"

#include <algorithm>
#include <unordered_set>

namespace zc::intake {
namespace {

using Kind = CaseQuery::Kind;

bool refComesBefore(const CaseRef &a, const CaseRef &b) { return comesBefore(*a, *b); }

} // namespace

bool comesBefore(const CaseRowView &a, const CaseRowView &b)
{
    if (a.urgency != b.urgency)
        return a.urgency < b.urgency;
    if (a.due != b.due)
        return !b.due.isValid() || (a.due.isValid() && a.due < b.due);
    if (a.updatedMs != b.updatedMs)
        return a.updatedMs > b.updatedMs;
    return a.caseId < b.caseId;
}

bool passes(const CaseRowView &row, const CaseQuery &query)
{
    switch (query.kind) {
    case Kind::Clerk: return row.clerkNo == query.value;
    case Kind::Window: return row.windowNo == query.value;
    case Kind::Hall: return true;
    case Kind::State: return row.state == query.value;
    case Kind::Department: return row.departmentId == query.value;
    case Kind::Sync: return row.syncName == query.value;
    }
    return true;
}

void CaseShelf::put(const QList<CaseRowView> &rows)
{
    std::vector<const CaseRowView *> gone;
    std::vector<CaseRef> come;
    for (const CaseRowView &row : rows) {
        Known &known = m_known[row.caseId];
        known.pass = m_pass;
        const bool hidden = isDiscarded(row.state);
        if (hidden ? !known.row : known.row && *known.row == row)
            continue;
        if (known.row) {
            gone.push_back(known.row.get());      // alive until take(): m_rows holds it, or `come` for a case that is twice in one batch
            count(*known.row, -1);
        }
        known.row = hidden ? nullptr : std::make_shared<const CaseRowView>(row);
        if (known.row) {
            count(row, 1);
            come.push_back(known.row);
        }
    }
    take(gone, std::move(come));
}

void CaseShelf::endPass()
{
    std::vector<const CaseRowView *> gone;
    for (auto it = m_known.begin(); it != m_known.end();) {
        if (it->pass == m_pass) {
            ++it;
            continue;
        }
        if (it->row) {
            gone.push_back(it->row.get());
            count(*it->row, -1);
        }
        it = m_known.erase(it);
    }
    take(gone, {});
}

void CaseShelf::take(const std::vector<const CaseRowView *> &gone, std::vector<CaseRef> come)
{
    if (gone.empty() && come.empty())
        return;
    ++m_version;
    if (!gone.empty()) {
        const std::unordered_set<const CaseRowView *> leaving(gone.begin(), gone.end());
        const auto leaves = [&leaving](const CaseRef &row) { return leaving.contains(row.get()); };
        std::erase_if(come, leaves);
        std::erase_if(m_rows, leaves);
    }
    std::sort(come.begin(), come.end(), refComesBefore);
    const auto middle = qsizetype(m_rows.size());
    m_rows.insert(m_rows.end(), std::make_move_iterator(come.begin()), std::make_move_iterator(come.end()));
    std::inplace_merge(m_rows.begin(), m_rows.begin() + middle, m_rows.end(), refComesBefore);
}

void CaseShelf::count(const CaseRowView &row, int by)
{
    const auto add = [&](Kind kind, const QString &value, const QString &title) {
        if (value.isEmpty())
            return;
        const std::pair key(int(kind), value);
        CaseCount &one = m_counts[key];
        one.kind = kind;
        one.value = value;
        one.title = title;
        one.count += by;
        if (one.count == 0)
            m_counts.remove(key);
    };
    add(Kind::Clerk, row.clerkNo, {});
    add(Kind::Window, row.windowNo, {});
    add(Kind::State, row.state, row.stateName);
    add(Kind::Department, row.departmentId, row.departmentName);
    add(Kind::Sync, row.syncName, row.syncName);
}

CaseArrangement CaseShelf::arrange(const CaseQuery &query) const
{
    CaseArrangement list;
    list.read = m_known.size();
    list.version = m_version;
    list.counts = m_counts.values();
    list.counts.append({Kind::Hall, {}, {}, int(m_rows.size())});
    if (query.kind == Kind::Hall)
        list.rows.reserve(qsizetype(m_rows.size()));
    for (const CaseRef &row : m_rows)
        if (passes(*row, query))
            list.rows.append(row);
    return list;
}

} // namespace zc::intake
