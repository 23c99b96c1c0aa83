#include "internal/layer.h"

#include <cmath>
#include <map>
#include <span>

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr size_t kMostAnswers = 4096;                  // of one set; beyond, the gain is only estimated from below
using Distribution = std::vector<double>;              // by position of the terminal
using Share = std::span<const double>;                 // the same, of one place

double totalOf(Share weights)
{
    double total = 0;
    for (const double weight : weights)
        total += weight;
    return total;
}

double entropy(Share weights, double total)
{
    double sum = 0;
    for (const double weight : weights)
        if (weight > 0)
            sum -= weight / total * std::log2(weight / total);
    return sum;
}

void addScaled(std::span<double> to, Share from, double factor)
{
    for (size_t t = 0; t < to.size(); ++t)
        to[t] += factor * from[t];
}
} // namespace

// Weighted model counting on one diagram: how much reaches each node, and what becomes of it below. Nodes, then the terminals, then
// what is outside have places, so that nothing is looked up twice.
class Layer::Counting {
public:
    // `ofNode`: room for a number by node, whatever stands there.
    Counting(const Diagram &diagram, const Atoms &atoms, NodeId root, const std::vector<NodeId> &nodes, const std::vector<int> &terminals,
             std::vector<quint32> &ofNode)
        : root(root), m_diagram(diagram), m_atoms(atoms), m_nodes(nodes), m_size(terminals.size()),
          m_below((nodes.size() + m_size + 1) * m_size, 0), m_reach(nodes.size(), 0)
    {
        for (quint32 place = 0; place < nodes.size(); ++place)
            ofNode[nodes[place]] = place;
        for (size_t i = 0; i < m_size; ++i)
            m_below[(nodes.size() + i) * m_size + i] = 1;
        const auto placeOf = [&](NodeId node) {
            if (!Diagram::isTerminal(node))
                return ofNode[node];
            // What is outside is none of them, and so comes behind the last.
            return quint32(nodes.size()) + quint32(std::find(terminals.begin(), terminals.end(), Diagram::valueOf(node)) - terminals.begin());
        };
        for (const NodeId node : nodes) {
            m_firstChild.push_back(quint32(m_children.size()));
            for (int b = 0; b < diagram.branches(diagram.variableOf(node)); ++b)
                m_children.push_back(placeOf(diagram.child(node, b)));
        }
        for (quint32 place = quint32(nodes.size()); place-- > 0;) {
            const int variable = diagram.variableOf(nodes[place]);
            for (int b = 0; b < diagram.branches(variable); ++b)
                addScaled({m_below.data() + place * m_size, m_size}, below(child(place, b)), atoms.weight(variable, b));
        }
        m_reach.front() = 1;
        for (quint32 place = 0; place < nodes.size(); ++place) {
            const int variable = diagram.variableOf(nodes[place]);
            for (int b = 0; b < diagram.branches(variable); ++b)
                if (const quint32 next = child(place, b); next < nodes.size())
                    m_reach[next] += m_reach[place] * atoms.weight(variable, b);
        }
    }

    const NodeId root;

    std::vector<int> facts() const
    {
        std::vector<int> result;                       // a fact's variables stand side by side, so it comes once
        for (const NodeId node : m_nodes)
            if (const int fact = m_atoms.factOf(m_diagram.variableOf(node)); result.empty() || result.back() != fact)
                result.push_back(fact);
        return result;
    }

    // Mutual information of the function and one fact.
    double gain(int fact) const
    {
        const FactVariables &variables = m_atoms.of(fact);
        const auto firstAt = [this](int variable) {
            const auto before = [this](NodeId node, int wanted) { return m_diagram.variableOf(node) < wanted; };
            return size_t(std::lower_bound(m_nodes.begin(), m_nodes.end(), variable, before) - m_nodes.begin());
        };
        const size_t begin = firstAt(variables.first), end = firstAt(variables.first + variables.count);
        if (begin == end)
            return 0;
        const Share whole = below(0);
        const double mass = totalOf(whole);
        if (mass <= 0)
            return 0;
        Distribution past(whole.begin(), whole.end()); // scenarios on which this fact has no say
        double remaining = 0;
        const auto leaf = [&](const Distribution &joint) {
            if (const double total = totalOf(joint); total > 0)
                remaining += total * entropy(joint, total);
        };
        if (variables.count == 1) {
            for (size_t i = begin; i < end; ++i)
                addScaled(past, below(quint32(i)), -m_reach[i]);
            clamp(past, mass);
            for (int b = 0; b < m_diagram.branches(variables.first); ++b) {
                Distribution joint(m_size, 0);
                const double weight = m_atoms.weight(variables.first, b);
                for (size_t i = begin; i < end; ++i)
                    addScaled(joint, below(child(quint32(i), b)), m_reach[i] * weight);
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
        std::vector<quint32> entries;                  // places of the set that are reached from above it
        std::vector<double> masses;
        std::vector<double> inner(end - begin, 0);     // mass that comes from within the set itself
        for (size_t i = begin; i < end; ++i) {
            const int variable = m_diagram.variableOf(m_nodes[i]);
            for (int b = 0; b < m_diagram.branches(variable); ++b)
                if (const quint32 next = child(quint32(i), b); next < end)
                    inner[next - begin] += m_reach[i] * m_atoms.weight(variable, b);
        }
        for (size_t i = begin; i < end; ++i) {
            const double outer = m_reach[i] - inner[i - begin];
            if (outer <= mass * 1e-12)
                continue;
            entries.push_back(quint32(i));
            masses.push_back(outer);
            addScaled(past, below(quint32(i)), -outer);
        }
        clamp(past, mass);
        std::map<std::vector<quint32>, double> answers{{entries, 1.0}};
        for (int variable = variables.first; variable < last && answers.size() < kMostAnswers; ++variable) {
            std::map<std::vector<quint32>, double> next;
            for (const auto &[places, weight] : answers) {
                for (int b = 0; b < m_diagram.branches(variable); ++b) {
                    std::vector<quint32> moved = places;
                    for (quint32 &place : moved)
                        if (place < end && m_diagram.variableOf(m_nodes[place]) == variable)
                            place = child(place, b);
                    next[moved] += weight * m_atoms.weight(variable, b);
                }
            }
            answers = std::move(next);
        }
        for (const auto &[places, weight] : answers) {
            Distribution joint(m_size, 0);
            for (size_t i = 0; i < places.size(); ++i)
                addScaled(joint, below(places[i]), masses[i] * weight);
            addScaled(joint, past, weight);
            leaf(joint);
        }
    }

    quint32 child(quint32 place, int branch) const { return m_children[m_firstChild[place] + quint32(branch)]; }
    Share below(quint32 place) const { return {m_below.data() + place * m_size, m_size}; }

    const Diagram &m_diagram;
    const Atoms &m_atoms;
    const std::vector<NodeId> m_nodes;
    size_t m_size;
    std::vector<quint32> m_firstChild, m_children;     // of the nodes, as places
    std::vector<double> m_below;                       // by place, m_size each
    std::vector<double> m_reach;                       // by node
};

double Layer::gain(NodeId root, int fact)
{
    if (Diagram::isTerminal(root))
        return 0;
    const auto count = [&] { m_counting = std::make_unique<Counting>(m_diagram, m_compiled.atoms, root, reachable(root), terminals(root), m_placeOf); };
    auto known = m_gains.find(root);
    if (known == m_gains.end()) {
        count();
        known = m_gains.emplace(root, std::vector<Gain>()).first;
        for (const int own : m_counting->facts())
            known->second.push_back({own, {}});
    }
    const auto gain = std::find_if(known->second.begin(), known->second.end(), [fact](const Gain &one) { return one.fact == fact; });
    if (gain == known->second.end())
        return 0;
    if (!gain->bits) {
        if (!m_counting || m_counting->root != root)
            count();
        gain->bits = m_counting->gain(fact);
    }
    return *gain->bits;
}

} // namespace zc::guidance
