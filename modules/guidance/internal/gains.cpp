#include "internal/layer.h"

#include <cmath>
#include <map>

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr size_t kMostAnswers = 4096;                  // of one set; beyond, the gain is only estimated from below
using Distribution = std::vector<double>;              // by position of the terminal

double totalOf(const Distribution &weights)
{
    double total = 0;
    for (const double weight : weights)
        total += weight;
    return total;
}

double entropy(const Distribution &weights, double total)
{
    double sum = 0;
    for (const double weight : weights)
        if (weight > 0)
            sum -= weight / total * std::log2(weight / total);
    return sum;
}

void addScaled(Distribution &to, const Distribution &from, double factor)
{
    for (size_t t = 0; t < to.size(); ++t)
        to[t] += factor * from[t];
}

// Weighted model counting on one diagram: how much reaches each node, and what becomes of it below.
class Counting {
public:
    Counting(const Diagram &diagram, const Atoms &atoms, const std::vector<NodeId> &nodes, const std::vector<int> &terminals)
        : m_diagram(diagram), m_atoms(atoms), m_nodes(nodes), m_size(terminals.size())
    {
        for (size_t i = 0; i < terminals.size(); ++i) {
            Distribution one(m_size, 0);
            one[i] = 1;
            m_below.emplace(Diagram::terminal(terminals[i]), std::move(one));
        }
        m_below.emplace(Diagram::terminal(ValueTable::kOutside), Distribution(m_size, 0));
        for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
            Distribution sum(m_size, 0);
            const int variable = diagram.variableOf(*node);
            for (int b = 0; b < diagram.branches(variable); ++b)
                addScaled(sum, m_below.at(diagram.child(*node, b)), atoms.weight(variable, b));
            m_below.emplace(*node, std::move(sum));
        }
        m_reach.emplace(nodes.front(), 1);
        for (const NodeId node : nodes) {
            const double here = m_reach[node];
            const int variable = diagram.variableOf(node);
            for (int b = 0; b < diagram.branches(variable); ++b)
                if (const NodeId child = diagram.child(node, b); !Diagram::isTerminal(child))
                    m_reach[child] += here * atoms.weight(variable, b);
        }
    }

    // Mutual information of the function and one fact; nodes from `begin` to `end` are those of the fact.
    double gain(size_t begin, size_t end, int fact) const
    {
        const Distribution &whole = m_below.at(m_nodes.front());
        const double mass = totalOf(whole);
        if (mass <= 0)
            return 0;
        const FactVariables &variables = m_atoms.of(fact);
        Distribution past = whole;                     // scenarios on which this fact has no say
        double remaining = 0;
        const auto leaf = [&](const Distribution &joint) {
            if (const double total = totalOf(joint); total > 0)
                remaining += total * entropy(joint, total);
        };
        if (variables.count == 1) {
            for (size_t i = begin; i < end; ++i)
                addScaled(past, m_below.at(m_nodes[i]), -m_reach.at(m_nodes[i]));
            clamp(past, mass);
            for (int b = 0; b < m_diagram.branches(variables.first); ++b) {
                Distribution joint(m_size, 0);
                const double weight = m_atoms.weight(variables.first, b);
                for (size_t i = begin; i < end; ++i)
                    addScaled(joint, m_below.at(m_diagram.child(m_nodes[i], b)), m_reach.at(m_nodes[i]) * weight);
                addScaled(joint, past, weight);
                leaf(joint);
            }
        } else {
            splitSet(begin, end, variables, past, mass, leaf);
        }
        return std::max(0.0, entropy(whole, mass) - remaining / mass);
    }

private:
    static void clamp(Distribution &weights, double mass)          // what subtraction leaves of nothing
    {
        for (double &weight : weights)
            weight = weight < mass * 1e-12 ? 0 : weight;
    }

    // A set is answered as a whole: all its options at once. Answers that lead to the same nodes count together.
    template <class Leaf>
    void splitSet(size_t begin, size_t end, const FactVariables &variables, Distribution &past, double mass, const Leaf &leaf) const
    {
        const int last = variables.first + variables.count;
        std::vector<NodeId> entries;                   // nodes of the set that are reached from above it
        std::vector<double> masses;
        std::map<NodeId, double> inner;                // mass that comes from within the set itself
        for (size_t i = begin; i < end; ++i) {
            const int variable = m_diagram.variableOf(m_nodes[i]);
            for (int b = 0; b < m_diagram.branches(variable); ++b)
                inner[m_diagram.child(m_nodes[i], b)] += m_reach.at(m_nodes[i]) * m_atoms.weight(variable, b);
        }
        for (size_t i = begin; i < end; ++i) {
            const auto own = inner.find(m_nodes[i]);
            const double outer = m_reach.at(m_nodes[i]) - (own == inner.end() ? 0 : own->second);
            if (outer <= mass * 1e-12)
                continue;
            entries.push_back(m_nodes[i]);
            masses.push_back(outer);
            addScaled(past, m_below.at(m_nodes[i]), -outer);
        }
        clamp(past, mass);
        std::map<std::vector<NodeId>, double> answers{{entries, 1.0}};
        for (int variable = variables.first; variable < last && answers.size() < kMostAnswers; ++variable) {
            std::map<std::vector<NodeId>, double> next;
            for (const auto &[nodes, weight] : answers) {
                for (int b = 0; b < m_diagram.branches(variable); ++b) {
                    std::vector<NodeId> moved = nodes;
                    for (NodeId &node : moved)
                        if (m_diagram.variableOf(node) == variable)
                            node = m_diagram.child(node, b);
                    next[moved] += weight * m_atoms.weight(variable, b);
                }
            }
            answers = std::move(next);
        }
        for (const auto &[nodes, weight] : answers) {
            Distribution joint(m_size, 0);
            for (size_t i = 0; i < nodes.size(); ++i)
                addScaled(joint, m_below.at(nodes[i]), masses[i] * weight);
            addScaled(joint, past, weight);
            leaf(joint);
        }
    }

    const Diagram &m_diagram;
    const Atoms &m_atoms;
    const std::vector<NodeId> &m_nodes;
    size_t m_size;
    std::unordered_map<NodeId, Distribution> m_below;
    std::unordered_map<NodeId, double> m_reach;
};
} // namespace

std::vector<std::pair<int, double>> Layer::gains(NodeId root)
{
    std::vector<std::pair<int, double>> result;
    const std::vector<NodeId> nodes = reachable(root);
    if (nodes.empty())
        return result;
    const Counting counting(m_diagram, m_compiled.atoms, nodes, terminals(root));
    for (size_t begin = 0; begin < nodes.size();) {
        const int fact = m_compiled.atoms.factOf(m_diagram.variableOf(nodes[begin]));
        size_t end = begin;
        while (end < nodes.size() && m_compiled.atoms.factOf(m_diagram.variableOf(nodes[end])) == fact)
            ++end;
        result.emplace_back(fact, counting.gain(begin, end, fact));
        begin = end;
    }
    return result;
}

} // namespace zc::guidance
