#pragma once
#include "internal/compiled.h"

#include <dmn/rowindex.h>

#include <functional>
#include <unordered_map>

namespace zc::guidance {

// Turns rules of a table into diagrams in one sweep over the variables: at every step only the rules that may still match are
// carried on, and a column that none of them tests is left. All that can become of the rules is known, and paid for, before the
// next variable is looked at: what is too large is given up early. One table, one set of column diagrams; one thread.
class TableFold {
public:
    // By column: its diagram, terminals are values; CompiledRun::kUnknownColumn where it cannot be said.
    TableFold(dmn::Diagram &diagram, const ValueTable &values, const dmn::Table &table, const dmn::RowIndex &index,
              QList<dmn::NodeId> columns);

    // True where at least one of the rows matches, one column left aside if so wished. nullopt: a column they test is unknown.
    std::optional<dmn::NodeId> any(const QList<int> &rows, int without = -1);
    // What a single-hit table says: `terminalOf` the rule that holds, ValueTable::kNull without one, kClash where rules quarrel.
    std::optional<dmn::NodeId> single(const QList<int> &rows, dmn::HitPolicy policy, const std::function<int(int row)> &terminalOf);

private:
    struct State {
        dmn::RowSet alive;                             // of the rows at hand, by position
        std::vector<dmn::NodeId> nodes;                // by column at hand; kLeft once it is settled or no alive row tests it
        friend bool operator==(const State &, const State &) = default;
    };
    struct Hash {
        size_t operator()(const State &state) const;
    };
    struct Certain {                                   // of the alive rows those that test nothing any more
        int first = -1, second = -1;
        bool settled = true;                           // no alive row tests anything
    };
    struct Known {                                     // different states in which one variable comes next
        std::unordered_map<State, quint32, Hash> numbers;
        std::vector<const State *> states;             // by number
        std::vector<quint32> ways;                     // by number and branch: a terminal, or a place
        std::vector<dmn::NodeId> nodes;                // by number
    };
    struct Place {
        int variable = 0;
        quint32 number = 0;
    };
    bool begin(const QList<int> &rows, int without);
    dmn::NodeId fold();
    quint32 enter(State state);
    dmn::NodeId nodeAt(quint32 way) const;
    std::optional<int> decide(State &state);
    void leaveUntested(State &state) const;
    Certain certain(const State &state);
    const dmn::RowSet &testedBy(const State &state);
    const dmn::RowSet &accepting(size_t column, int terminal);

    dmn::Diagram &m_diagram;
    const ValueTable &m_values;
    const dmn::Table &m_table;
    const dmn::RowIndex &m_index;
    QList<dmn::NodeId> m_columns;
    QList<int> m_rows, m_used;                         // rows and columns at hand
    std::vector<dmn::RowSet> m_tested;                 // by column at hand: rows with a condition there
    std::vector<QHash<int, dmn::RowSet>> m_accepting;
    std::unordered_map<quint64, dmn::RowSet> m_testedBy;           // by columns that are not left: rows with a condition in one of them
    std::vector<Known> m_known;                        // by variable
    std::vector<Place> m_places;                       // of all states, in the order they were found
    std::optional<dmn::HitPolicy> m_policy;            // none: any()
    std::function<int(int)> m_terminalOf;
};

} // namespace zc::guidance
