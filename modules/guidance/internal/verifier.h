#pragma once
#include "internal/solver.h"
#include "internal/symbolicpack.h"
#include "internal/witness.h"

#include <dmn/tableanalysis.h>

#include <atomic>

namespace zc::guidance {

// The checks that need the rules run (V03…V13, V17, V18) over a sound pack. One use. Of a bundle, what only its items can mend
// (rows without effect, options alike, cases) is left to the items.
class Verifier {
public:
    // `symbols`: the diagrams of the compiled pack, built; more are added. `stop` is asked all the time; once set, what was found so
    // far means nothing.
    Verifier(const Pack &pack, SymbolicPack &symbols, Findings &findings, const std::atomic_bool *stop = nullptr);
    void run();

private:
    using NodeId = dmn::NodeId;
    bool stopped() const { return m_stop && m_stop->load(std::memory_order_relaxed); }
    void checkBudget();                                // V19
    bool checkScenarios();                             // V10, V11; false: there is none
    void checkOptionsPossible();                       // V11
    void checkFactExpressions();                       // V12 of applicable, compute and constraints
    void checkTables(PartSymbols &part);               // V03, V04, V05, V12, V18
    void checkTable(const PartSymbols &part, const QString &name, const QList<TableRun *> &runs, bool limits);
    using Analyses = QList<std::optional<dmn::TableAnalysis>>;     // by run; none where the rows are few or a column is too much
    Analyses analysesOf(const QList<TableRun *> &runs) const;
    bool areFree(const TableRun &run) const;           // whatever one column comes to, the others may come to anything they can
    std::vector<int> valuesOf(NodeId column) const;    // terminals a column comes to, in the order of what they say
    NodeId combination(const TableRun &run, const std::vector<int> &values);       // where its columns take these of valuesOf()
    TableFaults faultsOf(const QList<TableRun *> &runs, bool holes, bool idleRows);
    void findHoles(const QList<TableRun *> &runs, const Analyses &analyses, TableFaults &faults);
    QSet<QPair<int, int>> findIdleRows(const QList<TableRun *> &runs, const Analyses &analyses, TableFaults &faults);       // the pairs it tells of
    void findClashes(const QList<TableRun *> &runs, const Analyses &analyses, const QSet<QPair<int, int>> &excused, TableFaults &faults);
    void tell(const PartSymbols &part, const QList<TableRun *> &runs, const TableFaults &faults);
    void checkCells(const PartSymbols &part, TableRun &run);
    void checkLimits(const PartSymbols &part);         // V18
    void checkModes(const PartSymbols &part);          // V13
    void checkSharedModes();                           // V13 of bundles
    void checkAssertReads(const PartSymbols &part);    // V12 of assertions
    void checkAsserts(const PartSymbols &part);        // V06
    using Binding = std::function<bool(const SymbolScope &, NodeId reach, const TableRun *)>;
    void forEachBinding(const PartSymbols &part, const Assertion &assertion, const Binding &visit);
    void checkCatalogue(const PartSymbols &part);      // V09
    void checkImports();                               // V09 of bundles
    void checkInfluence();                             // V07, V08
    void checkOptionsAlike(int fact, const Place &place, const QStringList &options);
    void checkCases();                                 // V17
    void checkCase(Solver &solver, const GoldenCase &golden);
    void checkCoverage(const QList<QSet<QPair<int, int>>> &fired);
    void checkChanges(const QList<QList<std::optional<int>>> &results);

    void noteReads(const PartSymbols &part, const feel::NodePtr &node, const SymbolScope &scope, NodeId where, const Place &place, const TableRun *run = nullptr);
    bool readsInapplicable(const PartSymbols &part, const feel::NodePtr &node, const SymbolScope &scope, NodeId where);
    bool isCovered(const QList<TableRun *> &runs, int inner, int outer);
    bool matchesSomewhere(const TableRun &run, int rule);
    static bool hasFactCondition(const TableRun &run, int rule);
    NodeId cofactor(NodeId root, int variable, int branch);
    Place rowPlace(const PartSymbols &part, const TableRun &run, int rule, const QString &column = {}) const;
    // Adds the finding with its witness; `message` ends in %1 for the situation. `bad` is a set of consistent scenarios; where that
    // cannot be told, nothing is said (and V19 is).
    void report(const QString &code, Finding::Level level, const Place &place, const QString &message, NodeId bad, const TableRun *run = nullptr);
    QList<TableRun *> runsOf(PartSymbols &part, TableKind kind);

    NodeId conjunction(NodeId a, NodeId b) { return m_compiled.diagram.conjunction(a, b); }
    NodeId without(NodeId a, NodeId b) { return m_compiled.diagram.conjunction(a, m_compiled.diagram.negation(b)); }
    NodeId row(const TableRun &run, int rule);
    QSet<int> hiddenRows(const QList<TableRun *> &runs);           // of FIRST: the earlier ones always come before them
    NodeId inCare(NodeId node) { return m_symbols.inCare(node); }
    bool isPossible(NodeId node) { return m_symbols.consistent(node) != MaybeNode(dmn::Diagram::kFalse); }     // or cannot be told

    const Pack &m_pack;
    const Program &m_program;
    Findings &m_findings;
    const std::atomic_bool *m_stop;
    Compiled &m_compiled;
    SymbolicPack &m_symbols;
    QHash<QPair<const TableRun *, int>, bool> m_matches;           // by rule: whether it matches somewhere
    QHash<QPair<const TableRun *, int>, NodeId> m_rows;            // by rule: where it matches, whatever the reach
    QHash<QPair<int, QString>, NodeId> m_helperReach;  // by part and name
    QSet<QPair<int, QString>> m_partlyReached;         // of them: read by something that is not known in full
    QSet<QString> m_inapplicableReads;                 // place and fact, so that one is told once
};

} // namespace zc::guidance
