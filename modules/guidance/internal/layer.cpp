#include "internal/layer.h"

#include "internal/compiler.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr size_t kMostOwnNodes = 400'000;

// Walks two scenarios side by side that differ in one fact only (and in facts that become applicable or not through it), and
// looks for a pair of unlike terminals.
class PairSearch {
public:
    // `variable` >= 0: of a set, only this option may differ.
    PairSearch(const Compiled &compiled, const Diagram &diagram, int fact, int variable)
        : m_diagram(diagram), m_atoms(compiled.atoms), m_fact(fact), m_variable(variable), m_follows(compiled.governs.at(fact))
    {
        const auto upTo = [&](int other) { m_last = std::max(m_last, m_atoms.of(other).first + m_atoms.of(other).count - 1); };
        upTo(fact);
        for (const int other : m_follows)
            upTo(other);
    }

    bool differ(NodeId a, NodeId b, int splitFact = -1)
    {
        const NodeId outside = Diagram::terminal(ValueTable::kOutside);
        if (a == outside || b == outside)
            return false;
        const int variable = std::min(m_diagram.variableOf(a), m_diagram.variableOf(b));
        if (variable >= m_diagram.variableCount())
            return a != b;
        if (a == b && variable > m_last)
            return false;
        const int fact = m_atoms.factOf(variable);
        // Once a set is applicable on one side only, its options are free on that side; the care set keeps them out on the other.
        const bool split = splitFact == fact;
        const quint64 key = (quint64(a) << 32) | b;
        if (QSet<quint64> &seen = split ? m_seenSplit : m_seen; seen.contains(key))
            return false;
        else
            seen.insert(key);
        const FactVariables &variables = m_atoms.of(fact);
        for (int i = 0; i < m_diagram.branches(variable); ++i) {
            for (int j = 0; j < m_diagram.branches(variable); ++j) {
                bool parts = split;
                if (i != j && !(fact == m_fact && (m_variable < 0 || variable == m_variable)) && !split) {
                    const bool applies = variable == variables.inapplicableVariable
                        && (i == variables.inapplicableBranch) != (j == variables.inapplicableBranch);
                    if (!m_follows.contains(fact) || !applies)
                        continue;
                    parts = true;
                }
                if (differ(branch(a, variable, i), branch(b, variable, j), parts ? fact : -1))
                    return true;
            }
        }
        return false;
    }

private:
    NodeId branch(NodeId node, int variable, int index) const
    {
        return m_diagram.variableOf(node) == variable ? m_diagram.child(node, index) : node;
    }

    const Diagram &m_diagram;
    const Atoms &m_atoms;
    int m_fact;
    int m_variable;
    QSet<int> m_follows;
    int m_last = 0;
    QSet<quint64> m_seen, m_seenSplit;
};
} // namespace

bool Layer::isLarge() const
{
    return m_diagram.nodeCount() > m_compiled.diagram.nodeCount() + kMostOwnNodes;
}

qint32 Layer::summary(NodeId node)
{
    const size_t base = m_compiled.summary.size();
    if (Diagram::isTerminal(node) || node < base)
        return Summary::of(node, m_compiled.summary);
    // A node is younger than its children, so in order of age each finds theirs.
    while (m_summary.size() + base < m_diagram.nodeCount()) {
        const NodeId next = NodeId(m_summary.size() + base);
        qint32 only = Summary::kNothing;
        bool unclean = false;
        for (int b = 0; b < m_diagram.branches(m_diagram.variableOf(next)); ++b) {
            const NodeId child = m_diagram.child(next, b);
            const qint32 below = Diagram::isTerminal(child) || child < base ? Summary::of(child, m_compiled.summary) : m_summary[child - base];
            Summary::add(below, &only, &unclean);
        }
        m_summary.push_back(Summary::pack(only, unclean));
    }
    return m_summary[node - base];
}

std::optional<int> Layer::constant(NodeId root)
{
    const qint32 only = Summary::only(summary(root));
    return only >= 0 ? std::optional(int(only)) : std::nullopt;
}

std::vector<NodeId> Layer::reachable(NodeId root) const
{
    std::vector<NodeId> nodes;
    if (Diagram::isTerminal(root))
        return nodes;
    QSet<NodeId> seen{root};
    nodes.push_back(root);
    for (size_t i = 0; i < nodes.size(); ++i) {
        for (int b = 0; b < m_diagram.branches(m_diagram.variableOf(nodes[i])); ++b) {
            const NodeId child = m_diagram.child(nodes[i], b);
            if (Diagram::isTerminal(child) || seen.contains(child))
                continue;
            seen.insert(child);
            nodes.push_back(child);
        }
    }
    std::stable_sort(nodes.begin(), nodes.end(), [this](NodeId a, NodeId b) { return m_diagram.variableOf(a) < m_diagram.variableOf(b); });
    return nodes;
}

const std::vector<int> &Layer::terminals(NodeId root)
{
    if (const auto known = m_terminals.find(root); known != m_terminals.end())
        return known->second;
    std::vector<int> found;
    const auto note = [&](NodeId node) {
        if (!Diagram::isTerminal(node) || Diagram::valueOf(node) == ValueTable::kOutside)
            return;
        if (std::find(found.begin(), found.end(), Diagram::valueOf(node)) == found.end())
            found.push_back(Diagram::valueOf(node));
    };
    note(root);
    for (const NodeId node : reachable(root))
        for (int b = 0; b < m_diagram.branches(m_diagram.variableOf(node)); ++b)
            note(m_diagram.child(node, b));
    std::sort(found.begin(), found.end());
    return m_terminals.emplace(root, std::move(found)).first->second;
}

bool Layer::differ(NodeId a, NodeId b)
{
    const NodeId outside = Diagram::terminal(ValueTable::kOutside);
    if (a == b || a == outside || b == outside)
        return false;
    const qint32 left = summary(a), right = summary(b);
    // Unlike functions without impossible scenarios are told apart somewhere.
    if (Summary::isClean(left) && Summary::isClean(right))
        return true;
    if (Summary::only(left) >= 0 && Summary::only(left) == Summary::only(right))
        return false;
    const quint64 key = (quint64(std::min(a, b)) << 32) | std::max(a, b);
    if (const auto known = m_differ.find(key); known != m_differ.end())
        return known->second;
    const int variable = std::min(m_diagram.variableOf(a), m_diagram.variableOf(b));
    bool result = false;
    for (int i = 0; i < m_diagram.branches(variable) && !result; ++i)
        result = differ(m_diagram.variableOf(a) == variable ? m_diagram.child(a, i) : a,
                        m_diagram.variableOf(b) == variable ? m_diagram.child(b, i) : b);
    m_differ.emplace(key, result);
    return result;
}

bool Layer::differWithin(NodeId a, NodeId b, int end)
{
    // Where they are the same node, a pair that differs further down is found from that node.
    if (a == b)
        return false;
    const int variable = std::min(m_diagram.variableOf(a), m_diagram.variableOf(b));
    if (variable >= end)
        return differ(a, b);
    for (int i = 0; i < m_diagram.branches(variable); ++i)
        for (int j = 0; j < m_diagram.branches(variable); ++j)
            if (differWithin(m_diagram.variableOf(a) == variable ? m_diagram.child(a, i) : a,
                             m_diagram.variableOf(b) == variable ? m_diagram.child(b, j) : b, end))
                return true;
    return false;
}

bool Layer::searchPairs(NodeId root, int fact, int variable)
{
    return PairSearch(m_compiled, m_diagram, fact, variable).differ(root, root);
}

const std::vector<int> &Layer::relevant(NodeId root)
{
    if (const auto known = m_relevant.find(root); known != m_relevant.end())
        return known->second;
    std::vector<int> found;
    if (Summary::only(summary(root)) == Summary::kMixed) {
        const std::vector<NodeId> nodes = reachable(root);
        std::vector<int> facts;
        for (const NodeId node : nodes)
            if (const int fact = m_compiled.atoms.factOf(m_diagram.variableOf(node)); facts.empty() || facts.back() != fact)
                facts.push_back(fact);
        size_t at = 0;
        for (const int fact : facts) {
            const FactVariables &variables = m_compiled.atoms.of(fact);
            const int end = variables.first + variables.count;
            bool matters = false;
            for (; at < nodes.size() && m_diagram.variableOf(nodes[at]) < end; ++at) {
                const NodeId node = nodes[at];
                const int branches = m_diagram.branches(m_diagram.variableOf(node));
                for (int i = 0; i < branches && !matters; ++i)
                    for (int j = i + 1; j < branches && !matters; ++j)
                        matters = differWithin(m_diagram.child(node, i), m_diagram.child(node, j), end);
            }
            if (matters)
                found.push_back(fact);
        }
        // A fact that decides whether others apply can also work through those.
        for (int fact = 0; fact < m_compiled.governs.size(); ++fact) {
            const QSet<int> &follows = m_compiled.governs.at(fact);
            if (follows.isEmpty() || std::find(found.begin(), found.end(), fact) != found.end())
                continue;
            const bool touches = std::any_of(facts.begin(), facts.end(), [&](int other) { return other == fact || follows.contains(other); });
            if (touches && searchPairs(root, fact, -1))
                found.push_back(fact);
        }
        std::sort(found.begin(), found.end());
    }
    return m_relevant.emplace(root, std::move(found)).first->second;
}

bool Layer::canChange(NodeId root, int fact, int variable)
{
    return Summary::only(summary(root)) == Summary::kMixed && searchPairs(root, fact, variable);
}

double Layer::gain(NodeId root, int fact)
{
    auto known = m_gains.find(root);
    if (known == m_gains.end())
        known = m_gains.emplace(root, gains(root)).first;
    for (const auto &[other, bits] : known->second)
        if (other == fact)
            return bits;
    return 0;
}

double Layer::mass(NodeId node)
{
    if (Diagram::isTerminal(node))
        return Diagram::valueOf(node) == ValueTable::kOutside ? 0 : 1;
    if (const auto known = m_mass.find(node); known != m_mass.end())
        return known->second;
    const int variable = m_diagram.variableOf(node);
    double sum = 0;
    for (int b = 0; b < m_diagram.branches(variable); ++b)
        sum += m_compiled.atoms.weight(variable, b) * mass(m_diagram.child(node, b));
    m_mass.emplace(node, sum);
    return sum;
}

} // namespace zc::guidance
