#include <uikit/groupedmodel.h>

#include <QLocale>

#include <algorithm>

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
    m_spans.clear();
    m_dataRows = 0;
    m_viewRows = 0;
    for (const Group &group : groups) {
        if (group.count <= 0)
            continue;                       // an empty group is not drawn as noise
        const bool heading = !group.title.isEmpty();
        const QLocale digits(QLocale::English);
        m_spans << Span{m_viewRows, m_dataRows, group.count, heading, heading ? group.title + u' ' + digits.toString(group.count) : QString()};
        m_dataRows += group.count;
        m_viewRows += group.count + (heading ? 1 : 0);
    }
    endResetModel();
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
        return spanAt(index.row())->title;
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
