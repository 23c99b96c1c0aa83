#include "tableanalysis.h"

namespace zc::dmn {

namespace {
constexpr int kCountBits = 120;                        // combinations beyond 2^120 are not counted
constexpr size_t kMostPieces = 65'536;                 // looked at, of rules that share combinations
}

std::optional<TableAnalysis> TableAnalysis::make(const RowIndex &index, const std::vector<std::vector<feel::Entry>> &values, const RowSet &rows,
                                                 const std::atomic_bool *stop)
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
    result.m_quarrelling = RowSet(index.rowCount());
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
        if (stop && stop->load(std::memory_order_relaxed))
            return std::nullopt;
        if (result.meets(row))
            result.m_quarrelling.set(row);
    }
    result.m_countable = bits <= kCountBits;
    if (result.m_countable)
        result.cutBoxes();
    return result;
}

bool TableAnalysis::takesAny(int row) const
{
    for (size_t column = 0; column < m_columns.size(); ++column)
        if (taken(column, row) == 0)
            return false;
    return m_rows.test(row);
}

// meeting() without the set: ends at the first rule found.
bool TableAnalysis::meets(int row) const
{
    std::vector<const quint64 *> columns;
    for (const Column &column : m_columns)
        columns.push_back(column.meeting[size_t(column.cellOfRow[size_t(row)])].words().data());
    const std::vector<quint64> &all = m_rows.words();
    for (size_t word = 0; word < all.size(); ++word) {
        quint64 rows = word == size_t(row) / 64 ? all[word] & ~(quint64(1) << (row % 64)) : all[word];
        for (size_t column = 0; column < columns.size() && rows != 0; ++column)
            rows &= columns[column][word];
        if (rows != 0)
            return true;
    }
    return false;
}

// Every rule is a box already. Of those that share combinations each is cut to what the ones before it leave: column by column
// what lies beside the other box is split off.
void TableAnalysis::cutBoxes()
{
    std::vector<Box> uncut;
    for (int row = m_rows.next(0); row >= 0; row = m_rows.next(row + 1)) {
        if (!takesAny(row))
            continue;
        Box box;
        for (size_t column = 0; column < m_columns.size(); ++column)
            box.push_back(taken(column, row));
        (m_quarrelling.test(row) ? uncut : m_boxes).push_back(std::move(box));
    }
    size_t pieces = 0;
    for (size_t number = 0; number < uncut.size(); ++number) {
        std::vector<Box> left{uncut[number]};
        for (size_t earlier = 0; earlier < number && !left.empty(); ++earlier) {
            std::vector<Box> beside;
            for (Box &piece : left) {
                bool meets = true;
                for (size_t column = 0; column < piece.size() && meets; ++column)
                    meets = (piece[column] & uncut[earlier][column]) != 0;
                for (size_t column = 0; column < piece.size() && meets; ++column) {
                    Box part = piece;
                    part[column] &= ~uncut[earlier][column];
                    piece[column] &= uncut[earlier][column];
                    if (part[column] != 0)
                        beside.push_back(std::move(part));
                }
                if (!meets)
                    beside.push_back(std::move(piece));
            }
            left = std::move(beside);
            pieces += left.size();
            m_countable = pieces <= kMostPieces;
            if (!m_countable)
                return;
        }
        m_boxes.insert(m_boxes.end(), left.begin(), left.end());
    }
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

TableAnalysis::Count TableAnalysis::volume(const std::vector<const Box *> &boxes, size_t from) const
{
    Count sum = 0;
    for (const Box *box : boxes) {
        Count product = 1;
        for (size_t column = from; column < m_columns.size(); ++column)
            product *= Count(std::popcount((*box)[column]));
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

std::vector<const TableAnalysis::Box *> TableAnalysis::allBoxes() const
{
    std::vector<const Box *> boxes;
    for (const Box &box : m_boxes)
        boxes.push_back(&box);
    return boxes;
}

// Disjoint boxes take as many combinations as they have together; all of them are taken when that is all there are.
bool TableAnalysis::isComplete() const
{
    return m_countable && volume(allBoxes(), 0) == domain(0);
}

// Column by column a value whose boxes leave something open: there is one as long as the sum falls short.
std::optional<std::vector<int>> TableAnalysis::hole() const
{
    if (!m_countable || isComplete())
        return std::nullopt;
    std::vector<int> combination;
    std::vector<const Box *> boxes = allBoxes();
    for (size_t column = 0; column < m_columns.size(); ++column) {
        for (size_t value = 0; value < m_accepting[column].size(); ++value) {
            std::vector<const Box *> left;
            for (const Box *box : boxes)
                if (((*box)[column] >> value & 1) != 0)
                    left.push_back(box);
            if (volume(left, column + 1) == domain(column + 1))
                continue;
            boxes = std::move(left);
            combination.push_back(int(value));
            break;
        }
    }
    return combination;
}

} // namespace zc::dmn
