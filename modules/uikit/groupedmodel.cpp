#include <uikit/groupedmodel.h>

#include <QLocale>

#include <algorithm>
#include <utility>

namespace zc::uikit {

void GroupedModel::setColumns(const QList<Column> &columns)
{
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

void GroupedModel::setGroups(const QList<Group> &groups)
{
    beginResetModel();
    m_groups = groups;
    laySpans();
    endResetModel();
}

void GroupedModel::laySpans()
{
    m_spans.clear();
    m_dataRows = 0;
    m_viewRows = 0;
    for (const Group &group : std::as_const(m_groups)) {
        if (group.count <= 0)
            continue;                       // an empty group is not drawn as noise
        const bool heading = !group.title.isEmpty();
        const QLocale digits(QLocale::English);
        m_spans << Span{m_viewRows, m_dataRows, group.count, heading, heading ? group.title + u' ' + digits.toString(group.count) : QString()};
        m_dataRows += group.count;
        m_viewRows += group.count + (heading ? 1 : 0);
    }
}

int GroupedModel::viewStartOf(int group) const
{
    int start = 0;
    for (const Group &before : m_groups.first(group))
        start += std::max(0, before.count) + (before.count > 0 && !before.title.isEmpty() ? 1 : 0);
    return start;
}

void GroupedModel::beginInsertInto(int group, int at, int count)
{
    const Group &into = m_groups[group];
    Q_ASSERT(count > 0 && at >= 0 && at <= into.count);
    const int start = viewStartOf(group), heading = into.title.isEmpty() ? 0 : 1;
    m_changing = group;
    m_changingBy = count;
    if (into.count == 0)
        beginInsertRows({}, start, start + heading + count - 1);
    else
        beginInsertRows({}, start + heading + at, start + heading + at + count - 1);
}

void GroupedModel::beginRemoveFrom(int group, int at, int count)
{
    const Group &from = m_groups[group];
    Q_ASSERT(count > 0 && at >= 0 && at + count <= from.count);
    const int start = viewStartOf(group), heading = from.title.isEmpty() ? 0 : 1;
    m_changing = group;
    m_changingBy = -count;
    if (from.count == count)
        beginRemoveRows({}, start, start + heading + count - 1);
    else
        beginRemoveRows({}, start + heading + at, start + heading + at + count - 1);
}

// The number in the heading changes after the rows have: a change of its own, which views hear of by itself.
void GroupedModel::changeGroup()
{
    const int start = viewStartOf(m_changing);
    const QString before = isHeading(start) && m_groups[m_changing].count > 0 ? spanAt(start)->title : QString();
    m_groups[m_changing].count += m_changingBy;
    laySpans();
    m_heldTitle = m_groups[m_changing].count > 0 ? before : QString();
}

void GroupedModel::tellHeading()
{
    if (std::exchange(m_heldTitle, {}).isEmpty())
        return;
    const int start = viewStartOf(m_changing);
    Q_EMIT dataChanged(index(start, 0), index(start, 0));
}

void GroupedModel::endInsertInto()
{
    changeGroup();
    endInsertRows();
    tellHeading();
}

void GroupedModel::endRemoveFrom()
{
    changeGroup();
    endRemoveRows();
    tellHeading();
}

void GroupedModel::rowChanged(int row)
{
    const int viewRow = viewRowOf(row);
    if (viewRow >= 0)
        Q_EMIT dataChanged(index(viewRow, 0), index(viewRow, columnCount() - 1));
}

const GroupedModel::Span *GroupedModel::spanAt(int viewRow) const
{
    if (viewRow < 0 || viewRow >= m_viewRows)
        return nullptr;
    const auto after = std::upper_bound(m_spans.cbegin(), m_spans.cend(), viewRow, [](int row, const Span &span) { return row < span.viewStart; });
    return &*(after - 1);
}

int GroupedModel::rowAt(int viewRow) const
{
    const Span *span = spanAt(viewRow);
    if (!span)
        return -1;
    const int inside = viewRow - span->viewStart - (span->heading ? 1 : 0);
    return inside < 0 ? -1 : span->rowStart + inside;
}

int GroupedModel::viewRowOf(int row) const
{
    if (row < 0 || row >= m_dataRows)
        return -1;
    const auto after = std::upper_bound(m_spans.cbegin(), m_spans.cend(), row, [](int r, const Span &span) { return r < span.rowStart; });
    const Span &span = *(after - 1);
    return span.viewStart + (span.heading ? 1 : 0) + row - span.rowStart;
}

bool GroupedModel::isHeading(int viewRow) const
{
    const Span *span = spanAt(viewRow);
    return span && span->heading && viewRow == span->viewStart;
}

QList<int> GroupedModel::headings() const
{
    QList<int> rows;
    for (const Span &span : m_spans)
        if (span.heading)
            rows << span.viewStart;
    return rows;
}

int GroupedModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_viewRows; }
int GroupedModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_columns.size()); }

QVariant GroupedModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((m_columns[index.column()].number && !isHeading(index.row()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const int row = rowAt(index.row());
    if (row >= 0)
        return cell(row, index.column(), role == Qt::AccessibleTextRole ? int(Qt::DisplayRole) : role);
    if (index.column() == 0 && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole))
        return !m_heldTitle.isEmpty() && index.row() == viewStartOf(m_changing) ? m_heldTitle : spanAt(index.row())->title;
    return {};
}

QVariant GroupedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns[section].title;
    if (role == Qt::TextAlignmentRole)
        return int((m_columns[section].number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags GroupedModel::flags(const QModelIndex &index) const
{
    return rowAt(index.row()) < 0 ? Qt::ItemFlags(Qt::NoItemFlags) : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace zc::uikit
