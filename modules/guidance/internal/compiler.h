#pragma once
#include "internal/symbolicpack.h"

namespace zc::guidance {

// What a restricted diagram can still be, node by node; kept beside the nodes so that nobody has to walk for it.
struct Summary {
    static constexpr qint32 kMixed = -1;               // several terminals besides kOutside
    static constexpr qint32 kNothing = -2;             // kOutside alone
    static constexpr qint32 kUnclean = 1 << 30;        // kOutside can be reached
    // The only terminal, kMixed or kNothing; of a node whose children are known.
    static qint32 of(dmn::NodeId node, const std::vector<qint32> &known)
    {
        if (!dmn::Diagram::isTerminal(node))
            return known[node];
        const int value = dmn::Diagram::valueOf(node);
        return value == ValueTable::kOutside ? pack(kNothing, true) : pack(value, false);
    }
    static qint32 pack(qint32 only, bool unclean) { return (only + 2) | (unclean ? kUnclean : 0); }
    static qint32 only(qint32 packed) { return (packed & ~kUnclean) - 2; }
    static bool isClean(qint32 packed) { return (packed & kUnclean) == 0; }
    static void add(qint32 below, qint32 *onlySoFar, bool *uncleanSoFar)
    {
        *uncleanSoFar = *uncleanSoFar || !isClean(below);
        if (const qint32 value = only(below); value != kNothing && value != *onlySoFar)
            *onlySoFar = *onlySoFar == kNothing ? value : kMixed;
    }
};

// Fills Program::compiled from the pack's diagrams, which are built: one diagram per output over the care set, within the budget,
// and the tables that cause it.
class Compiler {
public:
    Compiler(const Pack &pack, Program &program, SymbolicPack &symbols) : m_pack(pack), m_program(program), m_symbols(symbols) {}
    void compile();

private:
    void addOutput(OutputId::Kind kind, const QString &id, const MaybeNode &node, const QSet<int> &facts, int part = -1, bool asked = true);
    void addRuns();
    void addRun(const TableRun &run, TableKind table, OutputId::Kind within, const QString &withinId);
    void addCauses();
    void addCause(CompiledOutput &output, int part, TableKind table, const QString &loop, const QString &producing);
    const dmn::RowSet &producing(int part, TableKind kind, const QString &own);
    void findReasonFacts();
    void keep();
    QSet<int> factsRead(const Part &part, TableKind kind) const;
    void findGoverned();

    const Pack &m_pack;
    Program &m_program;
    SymbolicPack &m_symbols;
    QHash<QPair<int, int>, QHash<QString, int>> m_runOf;           // by part and table: own loop value -> run
    QHash<QPair<int, int>, QHash<QString, dmn::RowSet>> m_producing;
    QHash<dmn::NodeId, int> m_columnOf;                            // by the unmasked root: into Compiled::columns
};

} // namespace zc::guidance
