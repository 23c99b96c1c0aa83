#include "internal/layer.h"

#include "internal/compiler.h"

#include <numeric>

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr size_t kMostOwnNodes = 400'000;
} // namespace

Layer::Layer(const Compiled &compiled) : m_compiled(compiled), m_diagram(&compiled.diagram) {}
Layer::~Layer() = default;

bool Layer::isLarge() const
{
    return m_diagram.nodeCount() > m_compiled.diagram.nodeCount() + kMostOwnNodes;
}

NodeId Layer::masked(NodeId condition, NodeId root)
{
    return m_diagram.select(condition, root, Diagram::terminal(ValueTable::kOutside));
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

std::vector<NodeId> Layer::reachable(NodeId root)
{
    std::vector<NodeId> nodes, ordered;
    if (Diagram::isTerminal(root))
        return nodes;
    if (m_metIn.size() < m_diagram.nodeCount())
        m_metIn.resize(m_diagram.nodeCount() + m_diagram.nodeCount() / 4, 0);
    m_placeOf.resize(m_metIn.size());
    ++m_walk;
    std::vector<quint32> before(size_t(m_diagram.variableCount()) + 1, 0);     // by variable: nodes of those before it
    const auto meet = [&](NodeId node) {
        if (Diagram::isTerminal(node) || std::exchange(m_metIn[node], m_walk) == m_walk)
            return;
        nodes.push_back(node);
        ++before[size_t(m_diagram.variableOf(node)) + 1];
    };
    meet(root);
    for (size_t i = 0; i < nodes.size(); ++i)
        for (int b = 0; b < m_diagram.branches(m_diagram.variableOf(nodes[i])); ++b)
            meet(m_diagram.child(nodes[i], b));
    std::partial_sum(before.begin(), before.end(), before.begin());
    ordered.resize(nodes.size());
    for (const NodeId node : nodes)
        ordered[before[size_t(m_diagram.variableOf(node))]++] = node;
    return ordered;
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
    if (m_apart.contains(key) || m_alike.contains(key))
        return m_apart.contains(key);
    const int variable = std::min(m_diagram.variableOf(a), m_diagram.variableOf(b));
    bool result = false;
    for (int i = 0; i < m_diagram.branches(variable) && !result; ++i)
        result = differ(m_diagram.variableOf(a) == variable ? m_diagram.child(a, i) : a,
                        m_diagram.variableOf(b) == variable ? m_diagram.child(b, i) : b);
    (result ? m_apart : m_alike).insert(key);
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

// Walks two scenarios side by side that differ in one fact only (and in facts that become applicable or not through it), and
// looks for a pair of unlike terminals.
class Layer::PairSearch {
public:
    // `variable` >= 0: of a set, only this option may differ.
    PairSearch(Layer &layer, int fact, int variable)
        : m_layer(layer), m_diagram(layer.m_diagram), m_atoms(layer.m_compiled.atoms), m_mayPart(size_t(m_diagram.variableCount()), Parting::Never)
    {
        const FactVariables &own = m_atoms.of(fact);
        for (int i = own.first; i < own.first + own.count; ++i)
            if (variable < 0 || i == variable)
                m_mayPart[size_t(i)] = Parting::Always;
        m_last = own.first + own.count - 1;
        for (const int other : layer.m_compiled.governs.at(fact)) {
            const FactVariables &variables = m_atoms.of(other);
            if (variables.inapplicableVariable >= 0 && m_mayPart[size_t(variables.inapplicableVariable)] == Parting::Never)
                m_mayPart[size_t(variables.inapplicableVariable)] = Parting::ByApplying;
            m_last = std::max(m_last, variables.first + variables.count - 1);
        }
    }

    // Below a node where both are still one, they part at a node that is looked at by itself.
    bool startsAt(NodeId node)
    {
        const int variable = m_diagram.variableOf(node);
        for (int i = 0; i < m_diagram.branches(variable); ++i)
            for (int j = 0; j < m_diagram.branches(variable); ++j)
                if (i != j && mayPart(variable, i, j) && differ(m_diagram.child(node, i), m_diagram.child(node, j), splitFact(variable)))
                    return true;
        return false;
    }
    bool mayStartAt(NodeId node) const { return m_mayPart[size_t(m_diagram.variableOf(node))] != Parting::Never; }

private:
    enum class Parting : quint8 { Never, ByApplying, Always };

    bool mayPart(int variable, int i, int j) const
    {
        const Parting parting = m_mayPart[size_t(variable)];
        if (parting != Parting::ByApplying)
            return parting == Parting::Always;
        const int inapplicable = m_atoms.of(m_atoms.factOf(variable)).inapplicableBranch;
        return (i == inapplicable) != (j == inapplicable);
    }
    // Once a set is applicable on one side only, its options are free on that side; the care set keeps them out on the other.
    int splitFact(int variable) const { return m_mayPart[size_t(variable)] == Parting::ByApplying ? m_atoms.factOf(variable) : -1; }

    bool differ(NodeId a, NodeId b, int splitFact)
    {
        const NodeId outside = Diagram::terminal(ValueTable::kOutside);
        if (a == outside || b == outside)
            return false;
        const int variable = std::min(m_diagram.variableOf(a), m_diagram.variableOf(b));
        const bool split = variable < m_diagram.variableCount() && splitFact == m_atoms.factOf(variable);
        if (!split && (a == b || variable > m_last))
            return m_layer.differ(a, b);
        if (const qint32 only = Summary::only(m_layer.summary(a)); only >= 0 && only == Summary::only(m_layer.summary(b)))
            return false;
        // Scenarios that agree from here on are two of those that are looked for.
        if (m_layer.differ(a, b))
            return true;
        if (!(split ? m_seenSplit : m_seen).insert((quint64(a) << 32) | b))
            return false;
        for (int i = 0; i < m_diagram.branches(variable); ++i) {
            for (int j = 0; j < m_diagram.branches(variable); ++j) {
                const bool parts = split || (i != j && m_mayPart[size_t(variable)] == Parting::ByApplying && mayPart(variable, i, j));
                if (i != j && !split && !mayPart(variable, i, j))
                    continue;
                if (differ(branch(a, variable, i), branch(b, variable, j), parts ? m_atoms.factOf(variable) : -1))
                    return true;
            }
        }
        return false;
    }
    NodeId branch(NodeId node, int variable, int index) const
    {
        return m_diagram.variableOf(node) == variable ? m_diagram.child(node, index) : node;
    }

    Layer &m_layer;
    const Diagram &m_diagram;
    const Atoms &m_atoms;
    std::vector<Parting> m_mayPart;                    // by variable
    int m_last = 0;
    dmn::NodeSet<quint64> m_seen, m_seenSplit;
};

bool Layer::searchPairs(const std::vector<NodeId> &nodes, int fact, int variable)
{
    PairSearch search(*this, fact, variable);
    return std::any_of(nodes.cbegin(), nodes.cend(), [&](NodeId node) { return search.mayStartAt(node) && search.startsAt(node); });
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
            if (touches && searchPairs(nodes, fact, -1))
                found.push_back(fact);
        }
        std::sort(found.begin(), found.end());
    }
    return m_relevant.emplace(root, std::move(found)).first->second;
}

bool Layer::canChange(NodeId root, int fact, int variable)
{
    return Summary::only(summary(root)) == Summary::kMixed && searchPairs(reachable(root), fact, variable);
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
