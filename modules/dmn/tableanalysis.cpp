#include "tableanalysis.h"

namespace zc::dmn {

namespace {
constexpr int kCountBits = 120;                        // combinations beyond 2^120 are not counted
}

std::optional<TableAnalysis> TableAnalysis::make(const RowIndex &index, const std::vector<std::vector<feel::Entry>> &values, const RowSet &rows)
{
    TableAnalysis result;
    result.m_rows = rows;
    int bits = 0;
    for (int c = 0; c < index.columnCount(); ++c) {
        const std::vector<feel::Entry> &own = values[size_t(c)];
        if (own.empty() || own.size() > size_t(kMostValues))
            return std::nullopt;
        bits += int(std::bit_width(own.size()));
        Column column;
        column.taken.assign(size_t(index.cellCount(c)), 0);
        column.meeting.assign(size_t(index.cellCount(c)), RowSet(index.rowCount()));
        for (int cell = 0; cell < index.cellCount(c); ++cell)
            for (size_t v = 0; v < own.size(); ++v)
                if (index.cell(c, cell).cell().any || (own[v].state == feel::FactState::Known && index.cell(c, cell).matches(own[v]).isTrue()))
                    column.taken[size_t(cell)] |= quint64(1) << v;
        std::vector<RowSet> accepting(own.size(), RowSet(index.rowCount()));
        for (int row = 0; row < index.rowCount(); ++row) {
            const int cell = index.cellOf(c, row);
            column.cellOfRow.push_back(cell);
            for (quint64 left = rows.test(row) ? column.taken[size_t(cell)] : 0; left != 0; left &= left - 1)
                accepting[size_t(std::countr_zero(left))].set(row);
        }
        for (int cell = 0; cell < index.cellCount(c); ++cell)
            for (quint64 left = column.taken[size_t(cell)]; left != 0; left &= left - 1)
                column.meeting[size_t(cell)] |= accepting[size_t(std::countr_zero(left))];
        result.m_accepting.push_back(std::move(accepting));
        result.m_columns.push_back(std::move(column));
    }
    result.m_countable = bits <= kCountBits;
    result.m_disjoint = true;
    for (int row = rows.next(0); row >= 0 && result.m_disjoint; row = rows.next(row + 1))
        result.m_disjoint = result.meeting(row).isEmpty();
    return result;
}

RowSet TableAnalysis::hits(std::span<const int> combination) const
{
    RowSet rows = m_rows;
    for (size_t column = 0; column < combination.size(); ++column)
        rows &= accepting(int(column), combination[column]);
    return rows;
}

// Word by word, all columns at once: nothing is stored, and the first rule found ends it.
int TableAnalysis::firstHit(std::span<const int> combination) const
{
    constexpr size_t kMostColumns = 32;
    if (combination.empty() || combination.size() > kMostColumns)
        return hits(combination).next(0);
    std::array<const quint64 *, kMostColumns> columns;
    for (size_t column = 0; column < combination.size(); ++column)
        columns[column] = accepting(int(column), combination[column]).words().data();
    const std::vector<quint64> &all = m_rows.words();
    for (size_t word = 0; word < all.size(); ++word) {
        quint64 rows = all[word];
        for (size_t column = 0; column < combination.size() && rows != 0; ++column)
            rows &= columns[column][word];
        if (rows != 0)
            return int(word * 64) + std::countr_zero(rows);
    }
    return -1;
}

RowSet TableAnalysis::meeting(int row) const
{
    RowSet rows = m_rows;
    for (const Column &column : m_columns)
        rows &= column.meeting[size_t(column.cellOfRow[size_t(row)])];
    rows.reset(row);
    return rows;
}

TableAnalysis::Count TableAnalysis::volume(const RowSet &rows, size_t from) const
{
    Count sum = 0;
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
        Count product = 1;
        for (size_t column = from; column < m_columns.size(); ++column)
            product *= Count(std::popcount(m_columns[column].taken[size_t(m_columns[column].cellOfRow[size_t(row)])]));
        sum += product;
    }
    return sum;
}

TableAnalysis::Count TableAnalysis::domain(size_t from) const
{
    Count product = 1;
    for (size_t column = from; column < m_columns.size(); ++column)
        product *= Count(m_accepting[column].size());
    return product;
}

// Disjoint rules take as many combinations as they have together; all of them are taken when that is all there are.
bool TableAnalysis::isComplete() const
{
    return m_disjoint && m_countable && volume(m_rows, 0) == domain(0);
}

// Column by column a value whose rules leave something open: of disjoint rules there is one as long as the sum falls short.
std::optional<std::vector<int>> TableAnalysis::hole() const
{
    if (!m_disjoint || !m_countable || volume(m_rows, 0) == domain(0))
        return std::nullopt;
    std::vector<int> combination;
    RowSet rows = m_rows;
    for (size_t column = 0; column < m_columns.size(); ++column) {
        for (size_t value = 0; value < m_accepting[column].size(); ++value) {
            RowSet left = rows;
            left &= m_accepting[column][value];
            if (volume(left, column + 1) == domain(column + 1))
                continue;
            rows = std::move(left);
            combination.push_back(int(value));
            break;
        }
    }
    return combination;
}

} // namespace zc::dmn
