#pragma once
#include "internal/atoms.h"
#include "internal/findings.h"

#include <dmn/diagram.h>
#include <guidance/reason.h>

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

    ValueTable();
    int intern(const feel::Value &value);
    std::optional<int> find(const feel::Value &value) const;
    const feel::Value &value(int terminal) const { return m_values.at(terminal); }   // null for the special ones
    int size() const { return int(m_values.size()); }

private:
    QList<feel::Value> m_values;
    QHash<feel::Value, int> m_index;
};

// One rule that produces an output: constant true under the answers = it has fired.
struct Cause {
    QString table, row;
    QStringList basis;
    dmn::NodeId root = dmn::Diagram::kFalse;
};

struct CompiledOutput {
    OutputId id;
    dmn::NodeId root = dmn::Diagram::terminal(ValueTable::kOutside);
    bool fallback = false;                             // over budget or beyond the profile: three-valued rows instead
    QList<int> facts;                                  // the facts its rules read, whatever the constraints say
    QSet<int> support;                                 // the facts the diagram itself depends on, constraints included
    QList<Cause> causes;
};

// The diagrams of a pack. Read-only after compilation.
struct Compiled {
    dmn::Diagram diagram;
    ValueTable values;
    Atoms atoms;
    dmn::NodeId care = dmn::Diagram::kTrue;            // constraints, and 不适用 exactly where a fact does not apply
    bool careFallback = false;                         // some constraint is not part of the care set
    bool careExceeded = false;                         // over budget: nothing is; applicability is evaluated instead
    QList<dmn::NodeId> constraintRoots;                // by constraint index
    QList<CompiledOutput> outputs;
    QList<QSet<int>> governs;                          // by fact: the facts whose applicability follows from it, directly or not
    int outputIndex(const OutputId &id) const;
};

} // namespace zc::guidance
