#pragma once
#include "internal/symbolicpack.h"

namespace zc::guidance {

// Fills Program::compiled: one diagram per output over the care set, with the rules that cause it, within the budget.
class Compiler {
public:
    Compiler(const Pack &pack, Program &program) : m_pack(pack), m_program(program) {}
    void compile(int nodesPerOutput, int nodesPerPack);

private:
    void addOutput(OutputId::Kind kind, const QString &id, dmn::NodeId node, bool exact, const QList<int> &facts);
    void addCauses(CompiledOutput &output, const TableRun &run, dmn::NodeId within, const std::function<bool(int rule)> &produces);
    QList<int> factsRead(const KnownTable &known) const;
    dmn::NodeId masked(dmn::NodeId node);
    void findGoverned();

    const Pack &m_pack;
    Program &m_program;
    SymbolicPack *m_symbols = nullptr;
    int m_nodesPerOutput = 0;
};

} // namespace zc::guidance
