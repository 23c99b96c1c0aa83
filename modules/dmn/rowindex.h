#pragma once
#include <dmn/rowset.h>
#include <dmn/table.h>

namespace zc::dmn {

// The cells of one table by column, each different text once: a value of a column is held against the few different cells, and
// the rules follow as bits. Immutable, any thread.
class RowIndex {
public:
    RowIndex() = default;
    explicit RowIndex(const Table &table);
    // The same, taking over the columns in which no cell is another than in `known`, the index of an earlier state of the table.
    RowIndex(const Table &table, const Table &before, const RowIndex &known);

    int rowCount() const { return m_rows; }
    int columnCount() const { return int(m_columns.size()); }
    int cellCount(int column) const { return int(m_columns[size_t(column)].cells.size()); }
    int cellOf(int column, int row) const { return m_columns[size_t(column)].cellOfRow[size_t(row)]; }
    const feel::UnaryTests &cell(int column, int cell) const { return m_columns[size_t(column)].cells[size_t(cell)]; }

    bool testsAnything(int column) const { return !m_columns[size_t(column)].tested.isEmpty(); }
    const RowSet &tested(int column) const { return m_columns[size_t(column)].tested; }    // rules whose cell is not `-`
    // The rules whose cell takes the value. NotApplicable: those with `-`. Unknown: those too; see possible().
    RowSet accepting(int column, const feel::Entry &value) const;
    RowSet possible(int column, const feel::Entry &value) const;   // with Unknown all rules, else as accepting()
    RowSet all() const { return RowSet(m_rows, true); }

private:
    struct Column {
        std::vector<feel::UnaryTests> cells;
        std::vector<qint32> cellOfRow;
        RowSet tested;
    };
    void addColumn(const Table &table, int column);
    int m_rows = 0;
    std::vector<Column> m_columns;
};

} // namespace zc::dmn
