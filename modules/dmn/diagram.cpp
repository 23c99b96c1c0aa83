#include "diagram.h"

#include <QSet>

#include <algorithm>

namespace zc::dmn {

namespace {
constexpr quint64 kAnd = quint64(1) << 60;
constexpr quint64 kSelect = quint64(2) << 60;
constexpr quint64 kCombine = quint64(3) << 60;
constexpr size_t kFirstBuckets = 1024;

size_t hashOf(int variable, std::span<const NodeId> children)
{
    size_t hash = size_t(variable) * 0x9E37'79B9'7F4A'7C15u;
    for (const NodeId child : children)
        hash = (hash ^ child) * 0x0000'0100'0000'01B3u + (hash >> 29);
    return hash;
}
} // namespace

int Diagram::addVariable(int branches)
{
    m_branches.push_back(branches);
    return int(m_branches.size()) - 1;
}

NodeId Diagram::make(int variable, std::span<const NodeId> children)
{
    if (std::all_of(children.begin(), children.end(), [&](NodeId child) { return child == children.front(); }))
        return children.front();
    if (m_buckets.empty())
        m_buckets.resize(kFirstBuckets);
    const size_t hash = hashOf(variable, children);
    for (const NodeId node : m_buckets[hash & (m_buckets.size() - 1)])
        if (m_nodes[node].variable == variable && std::equal(children.begin(), children.end(), m_children.begin() + m_nodes[node].first))
            return node;
    if (m_nodes.size() >= m_limit) {
        m_exceeded = true;
        return kFalse;
    }
    const NodeId node = NodeId(m_nodes.size());
    m_nodes.push_back({variable, quint32(m_children.size())});
    m_children.insert(m_children.end(), children.begin(), children.end());
    if (m_nodes.size() > m_buckets.size() * 2) {
        std::vector<std::vector<NodeId>> wider(m_buckets.size() * 4);
        for (const auto &bucket : m_buckets) {
            for (const NodeId other : bucket) {
                const Inner &inner = m_nodes[other];
                const std::span<const NodeId> own(m_children.data() + inner.first, size_t(branches(inner.variable)));
                wider[hashOf(inner.variable, own) & (wider.size() - 1)].push_back(other);
            }
        }
        m_buckets = std::move(wider);
    }
    m_buckets[hash & (m_buckets.size() - 1)].push_back(node);
    return node;
}

NodeId Diagram::conjunction(NodeId a, NodeId b)
{
    if (a == kFalse || b == kFalse || m_exceeded)
        return kFalse;
    if (isTerminal(a))
        return a == kTrue ? map(b, [](int v) { return v == 1 ? 1 : 0; }) : kFalse;
    if (isTerminal(b))
        return conjunction(b, a);
    if (a == b)
        return map(a, [](int v) { return v == 1 ? 1 : 0; });
    if (a > b)
        std::swap(a, b);
    const Key key{kAnd, (quint64(a) << 32) | b};
    if (const auto found = m_cache.constFind(key); found != m_cache.cend())
        return *found;
    const int variable = std::min(variableOf(a), variableOf(b));
    std::vector<NodeId> children(size_t(branches(variable)));
    for (size_t i = 0; i < children.size(); ++i)
        children[i] = conjunction(branchOf(a, variable, int(i)), branchOf(b, variable, int(i)));
    const NodeId result = make(variable, children);
    m_cache.insert(key, result);
    return result;
}

NodeId Diagram::negation(NodeId a)
{
    return select(a, kFalse, kTrue);                   // select keeps its results, map does not
}

NodeId Diagram::disjunction(NodeId a, NodeId b)
{
    return select(a, kTrue, isTerminal(b) ? (b == kTrue ? kTrue : kFalse) : b);
}

NodeId Diagram::select(NodeId condition, NodeId yes, NodeId no)
{
    if (m_exceeded)
        return kFalse;
    if (isTerminal(condition))
        return condition == kTrue ? yes : no;
    if (yes == no)
        return yes;
    const Key key{kSelect | condition, (quint64(yes) << 32) | no};
    if (const auto found = m_cache.constFind(key); found != m_cache.cend())
        return *found;
    const int variable = std::min({variableOf(condition), variableOf(yes), variableOf(no)});
    std::vector<NodeId> children(size_t(branches(variable)));
    for (size_t i = 0; i < children.size(); ++i)
        children[i] = select(branchOf(condition, variable, int(i)), branchOf(yes, variable, int(i)), branchOf(no, variable, int(i)));
    const NodeId result = make(variable, children);
    m_cache.insert(key, result);
    return result;
}

NodeId Diagram::combine(int tag, NodeId a, NodeId b, const std::function<int(int, int)> &operation)
{
    if (m_exceeded)
        return kFalse;
    if (isTerminal(a) && isTerminal(b))
        return terminal(operation(valueOf(a), valueOf(b)));
    const Key key{kCombine | quint64(tag), (quint64(a) << 32) | b};
    if (const auto found = m_cache.constFind(key); found != m_cache.cend())
        return *found;
    const int variable = std::min(variableOf(a), variableOf(b));
    std::vector<NodeId> children(size_t(branches(variable)));
    for (size_t i = 0; i < children.size(); ++i)
        children[i] = combine(tag, branchOf(a, variable, int(i)), branchOf(b, variable, int(i)), operation);
    const NodeId result = make(variable, children);
    m_cache.insert(key, result);
    return result;
}

NodeId Diagram::map(NodeId a, const std::function<int(int)> &operation)
{
    QHash<NodeId, NodeId> done;
    const std::function<NodeId(NodeId)> walk = [&](NodeId node) -> NodeId {
        if (isTerminal(node))
            return terminal(operation(valueOf(node)));
        if (const auto found = done.constFind(node); found != done.cend())
            return *found;
        const int variable = variableOf(node);
        std::vector<NodeId> children(size_t(branches(variable)));
        for (size_t i = 0; i < children.size(); ++i)
            children[i] = walk(child(node, int(i)));
        const NodeId result = make(variable, children);
        done.insert(node, result);
        return result;
    };
    return m_exceeded ? kFalse : walk(a);
}

size_t Diagram::reachableCount(NodeId root) const
{
    QSet<NodeId> seen;
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (isTerminal(node) || seen.contains(node))
            continue;
        seen.insert(node);
        for (int i = 0; i < branches(variableOf(node)); ++i)
            open.push_back(child(node, i));
    }
    return size_t(seen.size());
}

QList<int> Diagram::support(NodeId root) const
{
    QSet<NodeId> seen;
    QSet<int> variables;
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (isTerminal(node) || seen.contains(node))
            continue;
        seen.insert(node);
        variables.insert(variableOf(node));
        for (int i = 0; i < branches(variableOf(node)); ++i)
            open.push_back(child(node, i));
    }
    QList<int> result(variables.begin(), variables.end());
    std::sort(result.begin(), result.end());
    return result;
}

void Diagram::dropCaches()
{
    m_cache.clear();
    m_cache.squeeze();
}

} // namespace zc::dmn
