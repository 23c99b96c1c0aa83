#include "internal/solver.h"

#include "internal/direct.h"

#include <cmath>
#include <map>

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr int kMostLeaves = 4096;                      // of one question's answers; beyond, the gain is only estimated from below

double entropy(const std::vector<double> &weights, double total)
{
    double sum = 0;
    for (const double weight : weights)
        if (weight > 0)
            sum -= weight / total * std::log2(weight / total);
    return sum;
}

double totalOf(const std::vector<double> &weights)
{
    double total = 0;
    for (const double weight : weights)
        total += weight;
    return total;
}

// Walks two scenarios side by side that differ in one fact only (and in facts that become applicable or not through it), and
// looks for a pair of unlike terminals.
class PairSearch {
public:
    // `variable` >= 0: of a set, only this option may differ.
    PairSearch(const Compiled &compiled, const std::vector<int> &assignment, int fact, int variable = -1)
        : m_diagram(compiled.diagram), m_atoms(compiled.atoms), m_assignment(assignment), m_fact(fact), m_variable(variable),
          m_follows(compiled.governs.at(fact))
    {
        const auto upTo = [&](int other) { m_last = std::max(m_last, m_atoms.of(other).first + m_atoms.of(other).count - 1); };
        upTo(fact);
        for (const int other : m_follows)
            upTo(other);
    }

    bool differ(NodeId a, NodeId b, bool split = false)
    {
        a = skipKnown(a);
        b = skipKnown(b);
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
        split = split && fact == m_splitFact;
        const quint64 key = (quint64(a) << 32) | b;
        if (auto &seen = split ? m_seenSplit : m_seen; seen.contains(key))
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
                if (parts)
                    m_splitFact = fact;
                if (differ(branch(a, variable, i), branch(b, variable, j), parts))
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
    NodeId skipKnown(NodeId node) const
    {
        while (!Diagram::isTerminal(node) && m_assignment[size_t(m_diagram.variableOf(node))] >= 0)
            node = m_diagram.child(node, m_assignment[size_t(m_diagram.variableOf(node))]);
        return node;
    }

    const Diagram &m_diagram;
    const Atoms &m_atoms;
    const std::vector<int> &m_assignment;
    int m_fact;
    int m_variable;
    QSet<int> m_follows;
    int m_last = 0;
    int m_splitFact = -1;
    QSet<quint64> m_seen, m_seenSplit;
};
} // namespace

Solver::Solver(const Pack &pack) : m_pack(&pack), m_compiled(&pack.program().compiled)
{
    setFacts(QList<feel::Entry>(pack.facts().size()));
}

void Solver::setFacts(const QList<feel::Entry> &facts)
{
    m_facts = facts;
    m_assignment.assign(size_t(m_compiled->atoms.variableCount()), -1);
    for (int i = 0; i < facts.size(); ++i)
        if (facts.at(i).state == feel::FactState::Known)
            m_compiled->atoms.assign(m_assignment, i, facts.at(i).value);
    m_stamp.assign(m_compiled->diagram.nodeCount(), 0);
    m_epoch = 0;
    m_care.clear();
    m_distributions.clear();
    m_direct.reset();
    findPossible();
    if (m_compiled->careExceeded)
        evaluateApplicability();
}

// Three-valued, each fact after those its applicability reads.
void Solver::evaluateApplicability()
{
    m_applicable = QList<feel::Evaluation>(m_facts.size(), {feel::FactState::Known, feel::Value(true), {}});
    feel::Context context;
    for (const int fact : m_compiled->atoms.order()) {
        if (const auto &applicable = m_pack->program().applicable.at(fact))
            m_applicable[fact] = applicable->evaluate(context);
        const feel::Evaluation &applies = m_applicable.at(fact);
        const bool never = applies.state != feel::FactState::Unknown && !applies.isTrue();
        context.setEntry(m_pack->facts().at(fact).name, never ? feel::Entry{feel::FactState::NotApplicable, {}} : m_facts.at(fact));
    }
}

NodeId Solver::skipKnown(NodeId node) const
{
    const Diagram &diagram = m_compiled->diagram;
    while (!Diagram::isTerminal(node)) {
        const int branch = m_assignment[size_t(diagram.variableOf(node))];
        if (branch < 0)
            return node;
        node = diagram.child(node, branch);
    }
    return node;
}

bool Solver::reachesCare(NodeId node)
{
    node = skipKnown(node);
    if (Diagram::isTerminal(node))
        return node == Diagram::kTrue;
    if (const auto found = m_care.constFind(node); found != m_care.cend())
        return *found != 0;
    bool result = false;
    const int variable = m_compiled->diagram.variableOf(node);
    for (int i = 0; i < m_compiled->diagram.branches(variable); ++i)
        result = reachesCare(m_compiled->diagram.child(node, i)) || result;
    m_care.insert(node, result ? 1 : 0);
    return result;
}

// Which branches the consistent scenarios still take, variable by variable.
void Solver::findPossible()
{
    const Diagram &diagram = m_compiled->diagram;
    const int count = diagram.variableCount();
    m_possible.assign(size_t(count), {});
    for (int v = 0; v < count; ++v)
        m_possible[size_t(v)].assign(size_t(diagram.branches(v)), false);
    m_consistent = reachesCare(m_compiled->care);
    if (!m_consistent)
        return;
    const auto free = [&](int from, int to) {
        for (int v = from; v < to; ++v)
            for (int b = 0; b < diagram.branches(v); ++b)
                if (m_assignment[size_t(v)] < 0 || m_assignment[size_t(v)] == b)
                    m_possible[size_t(v)][size_t(b)] = true;
    };
    // Known variables are not skipped here: their level must count as passed.
    QSet<NodeId> seen;
    std::vector<NodeId> open{m_compiled->care};
    free(0, diagram.variableOf(m_compiled->care));
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (Diagram::isTerminal(node) || seen.contains(node))
            continue;
        seen.insert(node);
        const int variable = diagram.variableOf(node);
        for (int b = 0; b < diagram.branches(variable); ++b) {
            const int known = m_assignment[size_t(variable)];
            const NodeId next = diagram.child(node, b);
            if ((known >= 0 && known != b) || !reachesCare(next))
                continue;
            m_possible[size_t(variable)][size_t(b)] = true;
            free(variable + 1, diagram.variableOf(next));
            open.push_back(next);
        }
    }
}

bool Solver::isApplicable(int fact) const
{
    if (m_compiled->careExceeded)
        return m_applicable.at(fact).isTrue();
    const FactVariables &variables = m_compiled->atoms.of(fact);
    return variables.inapplicableVariable < 0
        || (m_consistent && !m_possible[size_t(variables.inapplicableVariable)][size_t(variables.inapplicableBranch)]);
}

bool Solver::mayApply(int fact) const
{
    if (m_compiled->careExceeded)
        return m_applicable.at(fact).isTrue() || m_applicable.at(fact).state == feel::FactState::Unknown;
    const FactVariables &variables = m_compiled->atoms.of(fact);
    if (variables.inapplicableVariable < 0)
        return true;
    const std::vector<bool> &branches = m_possible[size_t(variables.inapplicableVariable)];
    for (size_t b = 0; b < branches.size(); ++b)
        if (branches[b] && int(b) != variables.inapplicableBranch)
            return true;
    return false;
}

QSet<int> Solver::values(NodeId root) const
{
    const Diagram &diagram = m_compiled->diagram;
    QSet<int> result;
    ++m_epoch;
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const NodeId node = skipKnown(open.back());
        open.pop_back();
        if (Diagram::isTerminal(node)) {
            if (Diagram::valueOf(node) != ValueTable::kOutside)
                result.insert(Diagram::valueOf(node));
            continue;
        }
        if (m_stamp[node] == m_epoch)
            continue;
        m_stamp[node] = m_epoch;
        for (int b = 0; b < diagram.branches(diagram.variableOf(node)); ++b)
            open.push_back(diagram.child(node, b));
    }
    return result;
}

std::optional<int> Solver::constant(NodeId root) const
{
    return constantUnder(root, m_assignment);
}

std::optional<int> Solver::constantOf(int output) const
{
    const CompiledOutput &compiled = m_compiled->outputs.at(output);
    return compiled.fallback ? direct().terminals.at(output) : constant(compiled.root);
}

std::optional<int> Solver::constantUnder(NodeId root, const std::vector<int> &assignment) const
{
    const Diagram &diagram = m_compiled->diagram;
    std::optional<int> result;
    ++m_epoch;
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (Diagram::isTerminal(node)) {
            if (Diagram::valueOf(node) == ValueTable::kOutside)
                continue;
            if (result && *result != Diagram::valueOf(node))
                return std::nullopt;
            result = Diagram::valueOf(node);
            continue;
        }
        if (m_stamp[node] == m_epoch)
            continue;
        m_stamp[node] = m_epoch;
        const int variable = diagram.variableOf(node), known = assignment[size_t(variable)];
        for (int b = 0; b < diagram.branches(variable); ++b)
            if (known < 0 || known == b)
                open.push_back(diagram.child(node, b));
    }
    return result;
}

const DirectResult &Solver::direct() const
{
    if (!m_direct) {
        QList<feel::Entry> facts = m_facts;
        for (int i = 0; i < facts.size(); ++i)
            if (facts.at(i).state != feel::FactState::Known)
                facts[i] = {mayApply(i) ? feel::FactState::Unknown : feel::FactState::NotApplicable, {}};
        m_direct = std::make_shared<DirectResult>(runDirectly(*m_pack, facts));
    }
    return *m_direct;
}

bool Solver::canChange(int output, int fact) const
{
    const CompiledOutput &compiled = m_compiled->outputs.at(output);
    if (compiled.fallback)
        return compiled.facts.contains(fact);          // sound: it may ask one question more
    const QSet<int> &follows = m_compiled->governs.at(fact);
    if (!compiled.support.contains(fact) && !compiled.support.intersects(follows))
        return false;
    return PairSearch(*m_compiled, m_assignment, fact).differ(compiled.root, compiled.root);
}

bool Solver::canChange(int output, int fact, int variable) const
{
    const CompiledOutput &compiled = m_compiled->outputs.at(output);
    return !compiled.fallback && PairSearch(*m_compiled, m_assignment, fact, variable).differ(compiled.root, compiled.root);
}

double Solver::freeWeight(int from, int to) const
{
    double weight = 1;
    for (int v = from; v < to; ++v) {
        if (m_assignment[size_t(v)] >= 0)
            continue;
        double sum = 0;
        for (int b = 0; b < m_compiled->diagram.branches(v); ++b)
            sum += m_compiled->atoms.weight(v, b);
        weight *= sum;
    }
    return weight;
}

// The weights of the terminals below a node, over the variables from its own on.
const Solver::Distribution &Solver::distribution(NodeId node, int terminals) const
{
    if (const auto found = m_distributions.constFind(node); found != m_distributions.cend())
        return *found;
    const Diagram &diagram = m_compiled->diagram;
    Distribution result(size_t(terminals), 0);
    if (Diagram::isTerminal(node)) {
        if (Diagram::valueOf(node) != ValueTable::kOutside)
            result[size_t(Diagram::valueOf(node))] = 1;
    } else {
        const int variable = diagram.variableOf(node);
        for (int b = 0; b < diagram.branches(variable); ++b) {
            const int known = m_assignment[size_t(variable)];
            if (known >= 0 && known != b)
                continue;
            const NodeId next = diagram.child(node, b);
            const double weight = (known >= 0 ? 1 : m_compiled->atoms.weight(variable, b)) * freeWeight(variable + 1, diagram.variableOf(next));
            const Distribution &below = distribution(next, terminals);
            for (size_t t = 0; t < below.size(); ++t)
                result[t] += weight * below[t];
        }
    }
    return *m_distributions.insert(node, result);
}

double Solver::gain(int output, int fact) const
{
    const CompiledOutput &compiled = m_compiled->outputs.at(output);
    if (compiled.fallback)
        return 0;
    const Diagram &diagram = m_compiled->diagram;
    const FactVariables &variables = m_compiled->atoms.of(fact);
    const int first = variables.first, end = first + variables.count;
    int terminals = 0;
    for (const int t : values(compiled.root))
        terminals = std::max(terminals, t + 1);
    terminals = std::max(terminals, ValueTable::kOutside + 1);
    // distributions are shared by all outputs; give them room for every terminal
    terminals = std::max(terminals, m_compiled->values.size());
    using Frontier = std::map<NodeId, double>;
    Frontier frontier{{compiled.root, freeWeight(0, std::min(first, diagram.variableOf(compiled.root)))}};
    for (;;) {
        // The highest node above the block, so that every node is expanded once, with its whole weight.
        auto top = frontier.end();
        for (auto it = frontier.begin(); it != frontier.end(); ++it)
            if (diagram.variableOf(it->first) < first && (top == frontier.end() || diagram.variableOf(it->first) < diagram.variableOf(top->first)))
                top = it;
        if (top == frontier.end())
            break;
        const auto [node, weight] = *top;
        frontier.erase(top);
        const int variable = diagram.variableOf(node);
        for (int b = 0; b < diagram.branches(variable); ++b) {
            const int known = m_assignment[size_t(variable)];
            if (known >= 0 && known != b)
                continue;
            const NodeId next = diagram.child(node, b);
            frontier[next] += weight * (known >= 0 ? 1 : m_compiled->atoms.weight(variable, b))
                * freeWeight(variable + 1, std::min(first, diagram.variableOf(next)));
        }
    }
    double mass = 0, remaining = 0;
    Distribution whole(size_t(terminals), 0);
    int leaves = 0;
    const std::function<void(const Frontier &, int)> descend = [&](const Frontier &nodes, int variable) {
        const bool inBlock = std::any_of(nodes.cbegin(), nodes.cend(), [&](const auto &entry) { return diagram.variableOf(entry.first) < end; });
        if (variable < end && inBlock && leaves < kMostLeaves) {
            for (int b = 0; b < diagram.branches(variable); ++b) {
                Frontier next;
                for (const auto &[node, weight] : nodes) {
                    const NodeId child = diagram.variableOf(node) == variable ? diagram.child(node, b) : node;
                    if (child != Diagram::terminal(ValueTable::kOutside))
                        next[child] += weight * m_compiled->atoms.weight(variable, b);
                }
                if (!next.empty())
                    descend(next, variable + 1);
            }
            return;
        }
        ++leaves;
        Distribution leaf(size_t(terminals), 0);
        for (const auto &[node, weight] : nodes) {
            const double factor = weight * freeWeight(variable, diagram.variableOf(node));
            const Distribution &below = distribution(node, terminals);
            for (size_t t = 0; t < below.size(); ++t)
                leaf[t] += factor * below[t];
        }
        const double total = totalOf(leaf);
        if (total <= 0)
            return;
        mass += total;
        remaining += total * entropy(leaf, total);
        for (size_t t = 0; t < leaf.size(); ++t)
            whole[t] += leaf[t];
    };
    descend(frontier, first);
    return mass > 0 ? entropy(whole, mass) - remaining / mass : 0;
}

std::vector<int> Solver::scenario(NodeId root, const std::function<bool(int)> &wanted) const
{
    const Diagram &diagram = m_compiled->diagram;
    std::vector<int> path(size_t(diagram.variableCount()), -1);
    QSet<NodeId> dead;
    const std::function<bool(NodeId, int)> walk = [&](NodeId node, int level) -> bool {
        if (level == diagram.variableCount())
            return wanted(Diagram::valueOf(node));
        if (diagram.variableOf(node) == level && dead.contains(node))
            return false;
        for (int b = 0; b < diagram.branches(level); ++b) {
            if (m_assignment[size_t(level)] >= 0 && m_assignment[size_t(level)] != b)
                continue;
            path[size_t(level)] = b;
            if (walk(diagram.variableOf(node) == level ? diagram.child(node, b) : node, level + 1))
                return true;
            if (diagram.variableOf(node) != level)
                return false;                          // the branch made no difference, another will not either
        }
        dead.insert(node);
        return false;
    };
    return walk(root, 0) ? path : std::vector<int>();
}

} // namespace zc::guidance
