#pragma once
#include <dmn/rowindex.h>

#include <array>
#include <atomic>
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

    // `values`: by column, what it can be, no two equal; never Unknown. `rows`: the rules looked at. nullopt: a column can be too
    // much, or another thread set `stop`.
    static std::optional<TableAnalysis> make(const RowIndex &index, const std::vector<std::vector<feel::Entry>> &values, const RowSet &rows,
                                             const std::atomic_bool *stop = nullptr);

    const RowSet &rows() const { return m_rows; }
    const RowSet &accepting(int column, int value) const { return m_accepting[size_t(column)][size_t(value)]; }
    // The first rule that takes one value of each column, by number; -1: none does.
    int firstHit(std::span<const int> combination) const;
    RowSet hits(std::span<const int> combination) const;

    bool takesAny(int row) const;                      // the rule takes some combination at all
    // Rules that share a combination with this one, itself left out. Empty for every rule: the rules are disjoint.
    RowSet meeting(int row) const;
    const RowSet &quarrelling() const { return m_quarrelling; }    // rules whose meeting() is not empty
    bool isDisjoint() const { return m_quarrelling.isEmpty(); }
    // A combination no rule takes. nullopt: there is none, or that cannot be told (too many rules share combinations, or there are
    // more combinations than can be counted); isComplete() tells the two apart.
    std::optional<std::vector<int>> hole() const;
    bool isComplete() const;                           // certainly

private:
    using Count = unsigned __int128;
    using Box = std::vector<quint64>;                  // by column: the values it takes
    struct Column {
        std::vector<quint64> taken;                    // by different cell: the values it takes
        std::vector<RowSet> meeting;                   // by different cell: rules whose cell shares a value with it
        std::vector<qint32> cellOfRow;
    };
    quint64 taken(size_t column, int row) const { return m_columns[column].taken[size_t(m_columns[column].cellOfRow[size_t(row)])]; }
    bool meets(int row) const;
    void cutBoxes();
    Count volume(const std::vector<const Box *> &boxes, size_t from) const;    // combinations of the columns from there on
    Count domain(size_t from) const;
    std::vector<const Box *> allBoxes() const;

    RowSet m_rows, m_quarrelling;
    std::vector<std::vector<RowSet>> m_accepting;      // by column and value
    std::vector<Column> m_columns;
    std::vector<Box> m_boxes;                          // what the rules take together, no two of them sharing a combination
    bool m_countable = false;
};

} // namespace zc::dmn
