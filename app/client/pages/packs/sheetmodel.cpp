#include "pages/packs/sheetmodel.h"

namespace zc::client {
using namespace guidance;
using namespace Qt::StringLiterals;

SheetModel::SheetModel(PackDocument &document, QObject *parent) : QAbstractTableModel(parent), m_document(document), m_grid(document.pack(), {})
{
    connect(&document, &PackDocument::cellsChanged, this, [this](const SheetRef &sheet, const QRect &cells) {
        if (sheet == m_grid.sheet()) Q_EMIT dataChanged(index(cells.top(), cells.left()), index(cells.bottom(), cells.right()));
    });
    connect(&document, &PackDocument::sheetChanged, this, [this](const SheetRef &sheet) {
        if (sheet == m_grid.sheet()) refresh();
    });
    connect(&document, &PackDocument::packChanged, this, &SheetModel::refresh);
    refresh();
}

void SheetModel::setSheet(const SheetRef &sheet)
{
    beginResetModel();
    m_grid = SheetGrid(m_document.pack(), sheet);
    m_marks.clear();
    m_columns.clear();
    for (int i = 0; m_grid.isValid() && i < m_grid.columns(m_document.pack()); ++i) m_columns.append(m_grid.column(m_document.pack(), i));
    endResetModel();
}

void SheetModel::refresh()
{
    setSheet(m_grid.sheet());
}

void SheetModel::setMarks(const QHash<QPair<int, int>, CellMark> &marks)
{
    if (marks.isEmpty() && m_marks.isEmpty()) return;
    m_marks = marks;
    if (rowCount() > 0 && columnCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {ToneRole, Qt::ToolTipRole});
    if (rowCount() > 0) Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

const CellMark *SheetModel::markAt(int row, int column) const
{
    if (m_marks.isEmpty()) return nullptr;
    const auto found = m_marks.constFind({row, column});
    return found == m_marks.cend() ? nullptr : &*found;
}

int SheetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_grid.isValid() ? 0 : m_grid.rows(m_document.pack());
}

int SheetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant SheetModel::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return m_grid.text(m_document.pack(), index.row(), index.column());
    case ToneRole: {
        const CellMark *mark = markAt(index.row(), index.column());
        return mark ? QVariant(int(mark->tone)) : QVariant();
    }
    case PartRole: return int(m_columns.at(index.column()).part);
    case ChoicesRole: return m_columns.at(index.column()).choices;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        const CellMark *mark = markAt(index.row(), index.column());
        if (!mark) mark = markAt(index.row(), -1);
        return mark ? mark->words : QString();
    }
    case Qt::AccessibleTextRole:
        return u"%1 %2: %3"_s.arg(m_grid.rowTitle(m_document.pack(), index.row()), m_columns.at(index.column()).title, m_grid.text(m_document.pack(), index.row(), index.column()));
    default: return {};
    }
}

QVariant SheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole) return m_grid.rowTitle(m_document.pack(), section);
        if (role == ToneRole || role == Qt::ToolTipRole) {
            const CellMark *mark = markAt(section, -1);
            return !mark ? QVariant() : role == ToneRole ? QVariant(int(mark->tone)) : QVariant(mark->words);
        }
        return {};
    }
    if (section < 0 || section >= m_columns.size()) return {};
    if (role == Qt::DisplayRole) return m_columns.at(section).title;
    if (role == Qt::ToolTipRole) return m_columns.at(section).tip;
    if (role == PartRole) return int(m_columns.at(section).part);
    return {};
}

Qt::ItemFlags SheetModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.isValid() && m_columns.at(index.column()).editable) flags |= Qt::ItemIsEditable;
    return flags;
}

bool SheetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid()) return false;
    m_document.setCells(m_grid.sheet(), {{index.row(), index.column(), value.toString()}});
    return true;
}

} // namespace zc::client
