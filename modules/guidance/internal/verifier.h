#pragma once
#include "internal/symbolicpack.h"

namespace zc::guidance {

// A smallest set of facts that shows a finding, and the sentence that tells it.
struct Witness {
    QList<QPair<QString, feel::Value>> facts;
    QString text;                                      // “主体业态=单位食堂，有营业执照=是”
};

// Finds witnesses: `bad` is a set of consistent scenarios. Every consistent scenario with the witness's facts lies in it, and no
// fact can be left out. Several starting scenarios are tried, the shortest witness is taken.
Witness findWitness(const Pack &pack, Compiled &compiled, dmn::NodeId bad);

// The checks that need the rules run (V03…V13, V17, V18) over a sound pack. One use.
class Verifier {
public:
    Verifier(const Pack &pack, Findings &findings);
    void run();

private:
    void checkScenarios();                             // V10, V11
    void checkFactExpressions();                       // V12 of applicable and constraints
    void checkTables();                                // V03, V04, V05, V12, V18
    void checkTable(const QString &name, const QList<TableRun *> &runs, bool limits);
    void checkDeadRows(const QString &name, const QList<TableRun *> &runs);
    void checkCells(TableRun &run);
    void checkLimits();                                // V18
    void checkModes();                                 // V13
    void checkAssertReads();                           // V12 of assertions
    void checkAsserts();                               // V06
    void forEachBinding(const Assertion &assertion, const std::function<bool(const SymbolScope &, dmn::NodeId, const TableRun *)> &visit);
    void checkCatalogue();                             // V09
    void checkInfluence();                             // V07, V08
    void checkOptions(int fact);
    void checkCases();                                 // V17
    void checkCase(const GoldenCase &golden);
    void checkCoverage();
    void checkChanges();
    void noteReads(const feel::NodePtr &node, const SymbolScope &scope, dmn::NodeId where, const Place &place);
    bool isCovered(const QList<TableRun *> &runs, int inner, int outer);
    static bool hasFactCondition(const TableRun &run, int rule);
    dmn::NodeId cofactor(dmn::NodeId root, int variable, int branch);
    Place rowPlace(const QString &name, const QString &file, int rule, const QString &column = {}) const;
    void report(const QString &code, Finding::Level level, const Place &place, const QString &message, dmn::NodeId bad,
                const TableRun *run = nullptr);        // adds the witness; `message` ends in %1 for the situation

    dmn::NodeId conjunction(dmn::NodeId a, dmn::NodeId b) { return m_compiled.diagram.conjunction(a, b); }
    dmn::NodeId without(dmn::NodeId a, dmn::NodeId b) { return m_compiled.diagram.conjunction(a, m_compiled.diagram.negation(b)); }

    const Pack &m_pack;
    const Program &m_program;
    Findings &m_findings;
    Compiled m_compiled;
    SymbolicPack m_symbols;
    QHash<QString, dmn::NodeId> m_helperReach;
    QSet<QString> m_inapplicableReads;                 // place and fact, so that one is told once
};

} // namespace zc::guidance
