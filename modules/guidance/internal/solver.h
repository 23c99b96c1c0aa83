#pragma once
#include "internal/direct.h"
#include "internal/program.h"

#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace zc::guidance {

// Questions about the pack's diagrams under some known facts. Reads the pack, owns its scratch memory; one thread.
class Solver {
public:
    explicit Solver(const Pack &pack);

    // The known facts, by fact index; Unknown and NotApplicable entries are left open.
    void setFacts(const QList<feel::Entry> &facts);
    const QList<feel::Entry> &facts() const { return m_facts; }

    bool isConsistent() const { return m_consistent; }
    bool isApplicable(int fact) const;                 // in every consistent scenario
    bool mayApply(int fact) const;                     // in some
    QSet<int> values(dmn::NodeId root) const;          // terminals over the consistent scenarios
    std::optional<int> constant(dmn::NodeId root) const;           // the only one of them
    std::optional<int> constantOf(int output) const;   // of a compiled output, fallback included
    std::optional<int> constantUnder(dmn::NodeId root, const std::vector<int> &assignment) const;   // other knowledge, same pack
    bool isPending(int output) const { return !constantOf(output).has_value(); }
    bool canChange(int output, int fact) const;        // relevance of one unknown fact for one pending output
    bool canChange(int output, int fact, int variable) const;      // the same for one option of a set
    double gain(int output, int fact) const;           // expected bits about the output from the answer

    const DirectResult &direct() const;                // three-valued run over the same facts, made when first needed
    std::vector<int> assignment() const { return m_assignment; }

    // Some consistent scenario in which `root` has a terminal that `wanted` accepts; empty = none. Smallest branches first.
    std::vector<int> scenario(dmn::NodeId root, const std::function<bool(int)> &wanted) const;

private:
    dmn::NodeId skipKnown(dmn::NodeId node) const;
    void findPossible();
    void evaluateApplicability();
    bool reachesCare(dmn::NodeId node);
    using Distribution = std::vector<double>;
    const Distribution &distribution(dmn::NodeId node, int terminals) const;
    double freeWeight(int from, int to) const;         // of the unknown variables in between, all branches together

    const Pack *m_pack;
    const Compiled *m_compiled;
    QList<feel::Entry> m_facts;
    std::vector<int> m_assignment;                     // by variable; -1 = open
    std::vector<std::vector<bool>> m_possible;         // by variable and branch
    QList<feel::Evaluation> m_applicable;              // by fact; only where the care set is over budget
    bool m_consistent = true;
    mutable std::vector<quint32> m_stamp;
    mutable quint32 m_epoch = 0;
    mutable QHash<dmn::NodeId, signed char> m_care;
    mutable QHash<dmn::NodeId, Distribution> m_distributions;
    mutable std::shared_ptr<DirectResult> m_direct;
};

} // namespace zc::guidance
