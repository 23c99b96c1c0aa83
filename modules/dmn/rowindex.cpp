#include "rowindex.h"

namespace zc::dmn {

RowIndex::RowIndex(const Table &table) : m_rows(table.ruleCount())
{
    for (int column = 0; column < table.inputCount(); ++column)
        addColumn(table, column);
}

RowIndex::RowIndex(const Table &table, const Table &before, const RowIndex &known) : m_rows(table.ruleCount())
{
    const bool comparable = before.ruleCount() == m_rows && table.isTypedAs(before);
    const SameRules same(before.source().rules, table.source().rules);
    for (int column = 0; column < table.inputCount(); ++column) {
        bool changed = !comparable;
        for (int row = int(same.front); row < m_rows - same.back && !changed; ++row)
            changed = before.cell(row, column).text() != table.cell(row, column).text();
        if (changed)
            addColumn(table, column);
        else
            m_columns.push_back(known.m_columns[size_t(column)]);
    }
}

void RowIndex::addColumn(const Table &table, int number)
{
    Column column;
    column.tested = RowSet(m_rows);
    QHash<QString, int> known;
    for (int row = 0; row < m_rows; ++row) {
        const feel::UnaryTests &tests = table.cell(row, number);
        const auto found = known.constFind(tests.text());
        int cell = found == known.cend() ? int(column.cells.size()) : *found;
        if (found == known.cend()) {
            known.insert(tests.text(), cell);
            column.cells.push_back(tests);
        }
        column.cellOfRow.push_back(cell);
        if (!tests.cell().any)
            column.tested.set(row);
    }
    m_columns.push_back(std::move(column));
}

RowSet RowIndex::accepting(int c, const feel::Entry &value) const
{
    const Column &column = m_columns[size_t(c)];
    RowSet rows = all();
    if (value.state != feel::FactState::Known)
        return rows -= column.tested;
    std::vector<bool> takes;
    for (const feel::UnaryTests &cell : column.cells)
        takes.push_back(cell.matches(value).isTrue());
    for (int row = column.tested.next(0); row >= 0; row = column.tested.next(row + 1))
        if (!takes[size_t(column.cellOfRow[size_t(row)])])
            rows.reset(row);
    return rows;
}

RowSet RowIndex::possible(int column, const feel::Entry &value) const
{
    return value.state == feel::FactState::Unknown ? all() : accepting(column, value);
}

} // namespace zc::dmn
