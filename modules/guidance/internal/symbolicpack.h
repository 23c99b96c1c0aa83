#pragma once
#include "internal/symbolic.h"
#include "internal/tablefold.h"
#include "internal/workings.h"

namespace zc::guidance {

using MaybeNode = std::optional<dmn::NodeId>;          // nullopt: beyond the authoring profile or over the budget

// One decision table over all scenarios, for one value of its loop variable.
struct TableRun {
    const dmn::Table *table = nullptr;
    const dmn::RowIndex *index = nullptr;
    quint64 stamp = 0;                                 // of the table
    int part = 0;
    QString name, file;                                // of the part
    QString loopName, loopValue;                       // own id; empty for tables that run once
    dmn::NodeId reach = dmn::Diagram::kFalse;          // consistent scenarios in which the table is asked
    QList<dmn::NodeId> columns;                        // CompiledRun::kUnknownColumn where it cannot be said
    std::shared_ptr<SymbolScope> scope;
    dmn::RowSet rows;                                  // that the value of the loop variable does not exclude
    bool usable = false;                               // every column is known, and so is where it is asked
    bool tooLarge = false;                             // what it says as a whole is beyond the budget
};

// One part's rules as diagrams. Ids are the part's own.
struct PartSymbols {
    const Part *part = nullptr;
    dmn::NodeId takesPart = dmn::Diagram::kTrue;
    SymbolScope facts, names, results;                 // facts; and helpers; and 子事项, 材料
    QHash<QString, TableRun> helperRuns;               // reach is filled by the verifier
    TableRun subItems;
    QList<TableRun> materials, fields, limits, fees;   // by handled sub-item
    QList<TableRun> modes;                             // by material
    QHash<QString, MaybeNode> produced;                // sub-items and exits, as the table says
    QHash<QString, MaybeNode> handled;                 // sub-items that are carried through: produced, and no exit
    QHash<QString, MaybeNode> required, needed;        // materials, fields
    QHash<QString, MaybeNode> mode, dueDays;           // by material; kNone where it is not required
    QHash<QString, MaybeNode> promised, statutory, fee;            // by sub-item; kNone where it is not handled
};

// A whole pack as diagrams: what compile() keeps in parts, and what the verifier examines in full. Builds on the workings, which
// must outlive it. One use, one thread.
class SymbolicPack {
public:
    // Once another thread sets `stop`, everything counts as beyond the budget, within some milliseconds.
    SymbolicPack(const Pack &pack, const Program &program, Workings &workings, const LoadOptions &options = {}, const std::atomic_bool *stop = nullptr);
    void build();

    const Pack &pack;
    const Program &program;
    Workings &workings;
    Compiled &target;                                  // of the workings
    Symbolic symbolic;
    std::vector<PartSymbols> parts;

    // Of the whole: what the parts say, put together (guidance.md §8). Ids are those of the pack.
    QHash<QString, MaybeNode> subItems, required, needed, mode, dueDays, promised, statutory, fee;

    dmn::NodeId isInapplicable(int fact) const;        // the scenarios in which the fact is 不适用, consistent or not
    // Of the care set what bears on the node, as one condition: the constraints of its groups, and when the facts that it or they depend
    // on apply. Any other fact is 不适用 or free whatever those are, so nothing is lost. Over the budget nullopt.
    MaybeNode careFor(dmn::NodeId node);
    MaybeNode consistent(dmn::NodeId node);            // the consistent scenarios of a Boolean node; nullopt: over the budget
    dmn::NodeId inCare(dmn::NodeId node) { return consistent(node).value_or(dmn::Diagram::kFalse); }
    bool knowsCare(dmn::NodeId node) const;            // false: some of its scenarios may be impossible for all one can tell
    MaybeNode masked(dmn::NodeId node);                // kOutside where no scenario is consistent
    bool isSatisfiable() const;                        // there is a consistent scenario at all
    QList<int> factsOf(dmn::NodeId node) const;        // that it depends on
    dmn::NodeId applicabilityOnly();                   // 不适用 exactly where a fact does not apply, constraints aside
    MaybeNode row(const TableRun &run, int rule);      // where a rule matches, whatever the reach
    MaybeNode cell(const TableRun &run, int rule, int column);
    MaybeNode any(const TableRun &run, const QList<int> &rows, int without = -1);      // where one of them matches, a column left aside
    bool gaveUp() const { return m_gaveUp; }           // something was beyond the budget, or it was stopped
    // Runs `make` within the budget of one function; beyond it, all it made is forgotten.
    MaybeNode bounded(const std::function<MaybeNode()> &make);

private:
    void buildAtoms();
    void buildFacts();
    void buildHelpers(PartSymbols &part);
    void buildCare();
    struct Condition {
        dmn::NodeId root = dmn::Diagram::kTrue;
        int defines = -1;                              // the fact of which it says when it applies; -1: a constraint
        QList<int> facts = {};                         // that it depends on
    };
    void tie(const QList<Condition> &conditions);
    void divideCare();
    QList<Condition> deepestFirst(QList<Condition> conditions) const;
    void buildTables(PartSymbols &part);
    void buildWhole();
    Symbol baseOf(int wholeFact);
    Symbol gated(const Symbol &symbol, dmn::NodeId where);
    TableRun run(const KnownTable &known, const PartSymbols &part, const SymbolScope &names, const QString &loopName, const QString &loopValue);
    void excludeRows(TableRun &run) const;
    MaybeNode single(const TableRun &run, int output);
    QHash<QString, MaybeNode> collected(const TableRun &run);
    MaybeNode either(const MaybeNode &a, const MaybeNode &b);
    MaybeNode both(const MaybeNode &a, const MaybeNode &b);
    QList<PartRow> deepestFirst(const QList<PartRow> &rows, const std::function<MaybeNode(const PartRow &)> &of) const;
    MaybeNode mergedMode(const QList<PartRow> &rows);
    MaybeNode mergedDays(const QList<PartRow> &rows, const MaybeNode &mode);

    size_t m_nodesPerFunction;
    const std::atomic_bool *m_stop;
    bool m_gaveUp = false;
    QHash<QPair<const void *, int>, dmn::NodeId> m_columns;        // by table and column: those that know no loop variable
    QHash<QPair<const void *, QList<quint64>>, dmn::NodeId> m_cells;   // by index; column, cell and the column's node
    QList<Condition> m_conditions;
    QList<QList<int>> m_definitions;                   // by fact: the conditions that define it
    QList<QList<int>> m_constraintsOf;                 // by care group, of those that are known: its constraints
    QHash<QList<int>, MaybeNode> m_jointCare;          // by conditions
    std::vector<dmn::NodeId> m_applies;                // by fact of the whole
    QList<dmn::NodeId> m_applicability;                // conditions on 不适用
};

} // namespace zc::guidance
