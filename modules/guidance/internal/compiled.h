#pragma once
#include "internal/atoms.h"

#include <dmn/diagram.h>
#include <dmn/rowset.h>
#include <guidance/reason.h>

#include <vector>

namespace zc::guidance {

// Terminals of the diagrams: small numbers for the special ones, then interned values.
class ValueTable {
public:
    static constexpr int kFalse = 0, kTrue = 1;
    static constexpr int kInapplicable = 2;            // read a fact that does not apply
    static constexpr int kNull = 3;                    // null, also: no rule matched
    static constexpr int kClash = 4;                   // several rules where one may match
    static constexpr int kNone = 5;                    // not produced at all
    static constexpr int kOutside = 6;                 // no consistent scenario
    static constexpr int kSpecial = 7;                 // from here on interned values

    ValueTable();
    int intern(const feel::Value &value);
    std::optional<int> find(const feel::Value &value) const;
    const feel::Value &value(int terminal) const { return m_values.at(terminal); }   // null for the special ones
    feel::Entry entry(int terminal) const;             // what a cell is held against
    int size() const { return int(m_values.size()); }

private:
    QList<feel::Value> m_values;
    QHash<feel::Value, int> m_index;
};

// Facts that conditions tie together. Constraints and applicability split into groups that share no fact, so each stands alone.
struct CareGroup {
    dmn::NodeId root = dmn::Diagram::kTrue;            // the consistent combinations
    QList<int> facts;
    bool known = true;                                 // false: over the budget, so that the root allows all
};

// One table for one value of its loop variable: what its columns can be. The rules that have fired follow from it.
struct CompiledRun {
    static constexpr dmn::NodeId kUnknownColumn = 0x7FFF'FFFFu;
    int part = 0;
    int table = 0;                                     // TableKind
    QString loop;                                      // own id of the sub-item or material; empty for 子事项
    int within = -1;                                   // output that must be so for the table to be asked; -1 = always
    QList<int> columns;                                // into Compiled::columns; -1 = beyond the profile or the budget
    dmn::RowSet rows;                                  // that the value of the loop variable does not exclude
};

// Rules that can make an output what it is.
struct CompiledCause {
    int run = 0;
    dmn::RowSet rows;
};

// What a column of a table can be, as a diagram over the facts; shared by all runs that read it.
struct CompiledColumn {
    dmn::NodeId root = dmn::Diagram::terminal(ValueTable::kOutside);
    std::vector<int> support;                          // the facts it depends on, constraints included
};

struct CompiledOutput {
    OutputId id;
    int part = -1;                                     // of a bundle: what one part wants of a row it shares; never shown
    bool asked = true;                                 // false: nobody is asked a question for it
    dmn::NodeId root = dmn::Diagram::terminal(ValueTable::kOutside);
    bool fallback = false;                             // over budget or beyond the profile: three-valued rows instead
    QList<int> facts;                                  // the facts its rules read, whatever the constraints say
    std::vector<int> support;                          // the facts the diagram itself depends on, constraints included
    QList<CompiledCause> causes;
    std::vector<int> reasonFacts;                      // what its reasons can depend on: its own facts and those of its rules
};

// The diagrams of a pack. Read-only after compilation.
struct Compiled {
    dmn::Diagram diagram;
    ValueTable values;
    Atoms atoms;
    QList<CareGroup> care;
    QList<int> careOf;                                 // by fact; -1 = tied to nothing
    QSet<int> looseFacts;                              // applicability is not in the care groups: evaluated instead
    QList<QPair<int, int>> looseConstraints;           // part and number of constraints that are in no group
    QList<QList<dmn::NodeId>> constraintRoots;         // by part and own constraint; true for loose ones
    QList<CompiledOutput> outputs;
    QList<CompiledColumn> columns;
    QList<CompiledRun> runs;
    QList<QSet<int>> governs;                          // by fact: the facts whose applicability follows from it, directly or not
    std::vector<std::vector<int>> outputsOfFact;       // by fact: outputs whose diagram depends on it
    std::vector<qint32> summary;                       // by node: see Summary
    bool anyFallback = false;

    QHash<OutputId, int> index;
    int outputIndex(const OutputId &id) const { return index.value(id, -1); }
};

} // namespace zc::guidance
