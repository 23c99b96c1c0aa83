#pragma once
#include <dmn/rowindex.h>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace zc::dmn {

// A table over the finitely many values its columns can take: rules as bits by column and value, so that which rules take a
// combination, which share one, and whether they take all of them together are a matter of words, not of cells. The columns are
// taken for independent of each other: what is free of gaps and overlaps here is so whatever ties them. Immutable, any thread.
class TableAnalysis {
public:
    static constexpr int kMostValues = 64;             // of a column

    // `values`: by column, what it can be, no two equal; never Unknown. `rows`: the rules looked at. nullopt: a column can be too much.
    static std::optional<TableAnalysis> make(const RowIndex &index, const std::vector<std::vector<feel::Entry>> &values, const RowSet &rows);

    const RowSet &rows() const { return m_rows; }
    const RowSet &accepting(int column, int value) const { return m_accepting[size_t(column)][size_t(value)]; }
    // The first rule that takes one value of each column, by number; -1: none does.
    int firstHit(std::span<const int> combination) const;
    RowSet hits(std::span<const int> combination) const;

    // Rules that share a combination with this one, itself left out. Empty for every rule: the rules are disjoint.
    RowSet meeting(int row) const;
    bool isDisjoint() const { return m_disjoint; }
    // A combination no rule takes. nullopt: there is none, or that cannot be told (rules that share combinations, or more
    // combinations than can be counted); isComplete() tells the two apart.
    std::optional<std::vector<int>> hole() const;
    bool isComplete() const;                           // certainly

private:
    using Count = unsigned __int128;
    struct Column {
        std::vector<quint64> taken;                    // by different cell: the values it takes
        std::vector<RowSet> meeting;                   // by different cell: rules whose cell shares a value with it
        std::vector<qint32> cellOfRow;
    };
    Count volume(const RowSet &rows, size_t from) const;           // combinations of the columns from there on
    Count domain(size_t from) const;

    RowSet m_rows;
    std::vector<std::vector<RowSet>> m_accepting;      // by column and value
    std::vector<Column> m_columns;
    bool m_disjoint = false, m_countable = false;
};

} // namespace zc::dmn
