#include "internal/witness.h"

#include <QCoreApplication>

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr int kMostStarts = 200;

class WitnessSearch {
public:
    WitnessSearch(const Pack &pack, const Compiled &compiled, NodeId bad, NodeId good)
        : m_pack(pack), m_diagram(compiled.diagram), m_atoms(compiled.atoms), m_bad(bad), m_good(good)
    {
        for (const NodeId root : {bad, good})
            for (const int variable : m_diagram.support(root))
                m_facts.insert(m_atoms.factOf(variable));
    }

    // The facts kept, and the scenario they come from. Fewest facts win; of equals the earlier authored.
    std::pair<QList<int>, std::vector<int>> run()
    {
        QList<int> best;
        std::vector<int> bestScenario;
        int starts = 0;
        const auto consider = [&](const std::vector<int> &fixed) {
            if (++starts > kMostStarts)
                return;
            const std::vector<int> scenario = firstPath(m_bad, fixed);
            if (scenario.empty())
                return;
            const QList<int> kept = shrink(scenario);
            if (bestScenario.empty() || kept.size() < best.size() || (kept.size() == best.size() && kept < best)) {
                best = kept;
                bestScenario = scenario;
            }
        };
        std::vector<int> fixed(size_t(m_diagram.variableCount()), -1);
        consider(fixed);
        for (const int variable : m_diagram.support(m_bad)) {
            for (int branch = 0; branch < m_diagram.branches(variable); ++branch) {
                fixed[size_t(variable)] = branch;
                consider(fixed);
            }
            fixed[size_t(variable)] = -1;
        }
        return {best, bestScenario};
    }

private:
    std::vector<int> firstPath(NodeId root, const std::vector<int> &fixed) const
    {
        std::vector<int> path(size_t(m_diagram.variableCount()), -1);
        QSet<NodeId> dead;
        const std::function<bool(NodeId, int)> walk = [&](NodeId node, int level) {
            if (level == m_diagram.variableCount())
                return node == Diagram::kTrue;
            if (node == Diagram::kFalse || dead.contains(node))
                return false;
            const bool here = m_diagram.variableOf(node) == level;
            for (int b = 0; b < m_diagram.branches(level); ++b) {
                if (fixed[size_t(level)] >= 0 && fixed[size_t(level)] != b)
                    continue;
                path[size_t(level)] = b;
                if (walk(here ? m_diagram.child(node, b) : node, level + 1))
                    return true;
                if (!here)
                    return false;
            }
            if (here)
                dead.insert(node);
            return false;
        };
        return walk(root, 0) ? path : std::vector<int>();
    }

    bool touchesGood(const std::vector<int> &fixed) const
    {
        QSet<NodeId> seen;
        std::vector<NodeId> open{m_good};
        while (!open.empty()) {
            const NodeId node = open.back();
            open.pop_back();
            if (node == Diagram::kTrue)
                return true;
            if (Diagram::isTerminal(node) || seen.contains(node))
                continue;
            seen.insert(node);
            const int variable = m_diagram.variableOf(node);
            for (int b = 0; b < m_diagram.branches(variable); ++b)
                if (fixed[size_t(variable)] < 0 || fixed[size_t(variable)] == b)
                    open.push_back(m_diagram.child(node, b));
        }
        return false;
    }

    QList<int> shrink(std::vector<int> fixed) const
    {
        QList<int> kept;
        for (int fact = int(m_pack.facts().size()) - 1; fact >= 0; --fact) {
            if (!m_facts.contains(fact))
                continue;
            const FactVariables &variables = m_atoms.of(fact);
            const std::vector<int> before = fixed;
            for (int i = 0; i < variables.count; ++i)
                fixed[size_t(variables.first + i)] = -1;
            if (touchesGood(fixed)) {
                fixed = before;
                kept.prepend(fact);
            }
        }
        return kept;
    }

    const Pack &m_pack;
    const Diagram &m_diagram;
    const Atoms &m_atoms;
    NodeId m_bad, m_good;
    QSet<int> m_facts;                                 // the others cannot matter
};
} // namespace

Witness findWitness(const Pack &pack, const Compiled &compiled, NodeId bad, NodeId good)
{
    const auto [kept, scenario] = WitnessSearch(pack, compiled, bad, good).run();
    Witness witness;
    QStringList parts;
    for (const int fact : kept) {
        const Fact &row = pack.facts().at(fact);
        const feel::Entry entry = compiled.atoms.read(scenario, fact);
        const QString inapplicable = QCoreApplication::translate("zc::guidance", "not applicable");
        const bool applies = entry.state == feel::FactState::Known;
        witness.facts << std::pair(row.name, applies ? entry.value : feel::Value(inapplicable));
        parts << row.name + u'=' + (applies ? displayValue(row, entry.value) : inapplicable);
    }
    witness.text = parts.isEmpty() ? QCoreApplication::translate("zc::guidance", "always") : parts.join(u"，"_s);
    return witness;
}

} // namespace zc::guidance
