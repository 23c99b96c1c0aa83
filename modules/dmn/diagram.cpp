#include "diagram.h"

#include <dmn/nodeset.h>

#include <QVarLengthArray>

#include <algorithm>

namespace zc::dmn {

namespace {
constexpr quint32 kAnd = 1, kSelect = 2, kCombine = 16;
constexpr size_t kFirstSlots = 1024, kFirstCache = 4096, kMostCache = size_t(1) << 20;
using Children = QVarLengthArray<NodeId, 32>;

quint32 mix(quint64 value)
{
    value ^= value >> 32;
    value *= 0x9E37'79B9'7F4A'7C15u;
    return quint32(value >> 32);
}

quint32 hashOf(int variable, std::span<const NodeId> children)
{
    quint64 hash = quint64(variable) * 0x9E37'79B9'7F4A'7C15u;
    for (const NodeId child : children)
        hash = (hash ^ child) * 0x0000'0100'0000'01B3u + (hash >> 29);
    return mix(hash);
}
} // namespace

Diagram::Diagram(const Diagram *base)
    : m_branches(base->m_branches), m_base(base), m_baseNodes(base->m_nodes.data()), m_baseChildren(base->m_children.data()),
      m_baseCount(quint32(base->m_nodes.size()))
{
    Q_ASSERT(!base->m_base);                           // one layer is enough
}

int Diagram::addVariable(int branches)
{
    m_branches.push_back(branches);
    return int(m_branches.size()) - 1;
}

size_t Diagram::slotsFor(size_t nodes) const
{
    size_t slots = kFirstSlots;
    while (slots < nodes * 2)
        slots *= 2;
    return slots;
}

NodeId Diagram::find(quint32 hash, int variable, std::span<const NodeId> children) const
{
    if (m_slots.empty())
        return kTerminal;
    for (size_t slot = hash & (m_slots.size() - 1);; slot = (slot + 1) & (m_slots.size() - 1)) {
        const quint32 entry = m_slots[slot];
        if (entry == 0)
            return kTerminal;
        const Inner &node = m_nodes[entry - 1];
        if (m_hashes[entry - 1] == hash && int(node.variable) == variable
            && std::equal(children.begin(), children.end(), m_children.begin() + node.first))
            return m_baseCount + entry - 1;
    }
}

void Diagram::grow(size_t slots)
{
    m_slots.assign(slots, 0);
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        size_t slot = m_hashes[i] & (slots - 1);
        while (m_slots[slot] != 0)
            slot = (slot + 1) & (slots - 1);
        m_slots[slot] = quint32(i) + 1;
    }
}

NodeId Diagram::make(int variable, std::span<const NodeId> children)
{
    if (std::all_of(children.begin(), children.end(), [&](NodeId child) { return child == children.front(); }))
        return children.front();
    const quint32 hash = hashOf(variable, children);
    if (m_base) {
        if (const NodeId node = m_base->find(hash, variable, children); node != kTerminal)
            return node;
    }
    if (const NodeId node = find(hash, variable, children); node != kTerminal)
        return node;
    if (nodeCount() >= m_limit) {
        m_exceeded = true;
        return kFalse;
    }
    m_nodes.push_back({quint32(variable), quint32(m_children.size())});
    m_children.insert(m_children.end(), children.begin(), children.end());
    m_hashes.push_back(hash);
    if (m_nodes.size() * 2 > m_slots.size()) {
        grow(slotsFor(m_nodes.size() + 1));
    } else {
        size_t slot = hash & (m_slots.size() - 1);
        while (m_slots[slot] != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = quint32(m_nodes.size());
    }
    return NodeId(nodeCount() - 1);
}

bool Diagram::spend(size_t steps)
{
    constexpr size_t kStepsPerLook = 1024;
    const size_t before = m_stepsLeft;
    m_exceeded = m_exceeded || before < steps;
    m_stepsLeft -= std::min(before, steps);
    if (m_stop && before / kStepsPerLook != m_stepsLeft / kStepsPerLook && m_stop->load(std::memory_order_relaxed))
        m_exceeded = true;
    return !m_exceeded;
}

Diagram::CacheLine &Diagram::line(quint32 operation, NodeId a, NodeId b, NodeId c)
{
    if (m_cache.size() < kMostCache && m_cache.size() < nodeCount()) {
        size_t size = std::max(kFirstCache, m_cache.size());
        while (size < nodeCount() && size < kMostCache)
            size *= 4;
        m_cache.assign(size, {});
    } else if (m_cache.empty()) {
        m_cache.assign(kFirstCache, {});
    }
    const quint64 key = ((quint64(a) << 32) | b) * 0xC2B2'AE3D'27D4'EB4Fu + quint64(c) * 0x1656'67B1'9E37'79F9u + operation;
    return m_cache[mix(key) & (m_cache.size() - 1)];
}

NodeId Diagram::conjunction(NodeId a, NodeId b)
{
    if (a == kFalse || b == kFalse || m_exceeded)
        return kFalse;
    // With true: the function itself, all its terminals but 1 as false. The same as with itself, and remembered as that.
    if (isTerminal(a) || isTerminal(b)) {
        if ((isTerminal(a) && a != kTrue) || (isTerminal(b) && b != kTrue))
            return kFalse;
        if (a == b)
            return kTrue;
        a = b = isTerminal(a) ? b : a;
    }
    if (a > b)
        std::swap(a, b);
    if (const CacheLine &known = line(kAnd, a, b, 0); known.operation == kAnd && known.a == a && known.b == b)
        return known.result;
    if (!spend())
        return kFalse;
    const int variable = std::min(variableOf(a), variableOf(b));
    Children children(branches(variable));
    for (int i = 0; i < int(children.size()); ++i)
        children[i] = conjunction(branchOf(a, variable, i), branchOf(b, variable, i));
    const NodeId result = make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    if (!m_exceeded)
        line(kAnd, a, b, 0) = {kAnd, a, b, 0, result};
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
    if (const CacheLine &known = line(kSelect, condition, yes, no);
        known.operation == kSelect && known.a == condition && known.b == yes && known.c == no)
        return known.result;
    if (!spend())
        return kFalse;
    const int variable = std::min({variableOf(condition), variableOf(yes), variableOf(no)});
    Children children(branches(variable));
    for (int i = 0; i < int(children.size()); ++i)
        children[i] = select(branchOf(condition, variable, i), branchOf(yes, variable, i), branchOf(no, variable, i));
    const NodeId result = make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    if (!m_exceeded)
        line(kSelect, condition, yes, no) = {kSelect, condition, yes, no, result};
    return result;
}

NodeId Diagram::combine(int tag, NodeId a, NodeId b, const std::function<int(int, int)> &operation)
{
    if (m_exceeded)
        return kFalse;
    if (isTerminal(a) && isTerminal(b))
        return terminal(operation(valueOf(a), valueOf(b)));
    const quint32 own = kCombine + quint32(tag);
    if (const CacheLine &known = line(own, a, b, 0); known.operation == own && known.a == a && known.b == b)
        return known.result;
    if (!spend())
        return kFalse;
    const int variable = std::min(variableOf(a), variableOf(b));
    Children children(branches(variable));
    for (int i = 0; i < int(children.size()); ++i)
        children[i] = combine(tag, branchOf(a, variable, i), branchOf(b, variable, i), operation);
    const NodeId result = make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    if (!m_exceeded)
        line(own, a, b, 0) = {own, a, b, 0, result};
    return result;
}

NodeId Diagram::map(NodeId a, const std::function<int(int)> &operation)
{
    ++m_restriction;                                   // the memo is shared with restricted()
    makeRoom();
    return m_exceeded ? kFalse : mapNode(a, operation);
}

NodeId Diagram::mapNode(NodeId node, const std::function<int(int)> &operation)
{
    if (isTerminal(node))
        return terminal(operation(valueOf(node)));
    if (m_memoStamp[node] == m_restriction)
        return m_memo[node];
    if (!spend())
        return kFalse;
    const int variable = variableOf(node);
    Children children(branches(variable));
    for (int i = 0; i < int(children.size()); ++i)
        children[i] = mapNode(child(node, i), operation);
    const NodeId result = make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    m_memo[node] = result;
    m_memoStamp[node] = m_restriction;
    return result;
}

void Diagram::makeRoom()
{
    if (m_memo.size() >= nodeCount())
        return;
    const size_t size = nodeCount() + nodeCount() / 4;
    m_memo.resize(size);
    m_memoStamp.resize(size, 0);
}

void Diagram::setRestriction(std::vector<int> assignment)
{
    m_assignment = std::move(assignment);
    m_assignment.resize(m_branches.size(), -1);
    ++m_restriction;
}

NodeId Diagram::restricted(NodeId root)
{
    makeRoom();
    return restrictNode(root);
}

NodeId Diagram::restrictNode(NodeId node)
{
    while (!isTerminal(node) && m_assignment[inner(node).variable] >= 0)
        node = child(node, m_assignment[inner(node).variable]);
    if (isTerminal(node) || m_exceeded)
        return node;
    // Only nodes that stood before the call are walked, and those have a place in the memo.
    if (m_memoStamp[node] == m_restriction)
        return m_memo[node];
    const int variable = variableOf(node);
    Children children(branches(variable));
    bool same = true;
    for (int i = 0; i < int(children.size()); ++i) {
        const NodeId before = child(node, i);
        children[i] = restrictNode(before);
        same = same && children[i] == before;
    }
    const NodeId result = same ? node : make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    m_memo[node] = result;
    m_memoStamp[node] = m_restriction;
    return result;
}

void Diagram::rollBack(size_t mark)
{
    const size_t own = mark - m_baseCount;
    m_exceeded = false;
    if (own >= m_nodes.size())
        return;
    // The youngest first: no older node was put past the place of a younger one, so a place is simply free again.
    for (size_t i = m_nodes.size(); i > own; --i) {
        size_t slot = m_hashes[i - 1] & (m_slots.size() - 1);
        while (m_slots[slot] != quint32(i))
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = 0;
    }
    m_children.resize(m_nodes[own].first);
    m_nodes.resize(own);
    m_hashes.resize(own);
    std::fill(m_cache.begin(), m_cache.end(), CacheLine());
    ++m_restriction;
}

size_t Diagram::reachableCount(NodeId root, size_t stopAt) const
{
    NodeSet<NodeId> met;
    std::vector<NodeId> open{root};
    size_t count = 0;
    while (!open.empty() && count < stopAt) {
        const NodeId node = open.back();
        open.pop_back();
        if (isTerminal(node) || !met.insert(node))
            continue;
        ++count;
        for (int i = 0; i < branches(variableOf(node)); ++i)
            open.push_back(child(node, i));
    }
    return count;
}

QList<int> Diagram::support(NodeId root) const
{
    NodeSet<NodeId> met;
    std::vector<bool> variables(m_branches.size());
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (isTerminal(node) || !met.insert(node))
            continue;
        variables[size_t(variableOf(node))] = true;
        for (int i = 0; i < branches(variableOf(node)); ++i)
            open.push_back(child(node, i));
    }
    QList<int> result;
    for (size_t variable = 0; variable < variables.size(); ++variable)
        if (variables[variable])
            result << int(variable);
    return result;
}

void Diagram::dropCaches()
{
    m_cache = {};
    m_memo = {};
    m_memoStamp = {};
}

Diagram Diagram::compacted(const QList<NodeId *> &roots) const
{
    std::vector<bool> needed(nodeCount());
    std::vector<NodeId> open;
    for (const NodeId *root : roots)
        open.push_back(*root);
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (isTerminal(node) || needed[node])
            continue;
        needed[node] = true;
        for (int i = 0; i < branches(variableOf(node)); ++i)
            open.push_back(child(node, i));
    }
    Diagram result;
    result.m_branches = m_branches;
    result.m_limit = m_limit;
    std::vector<NodeId> renumbered(nodeCount());
    const auto number = [&](NodeId node) { return isTerminal(node) ? node : renumbered[node]; };
    for (size_t node = 0; node < needed.size(); ++node) {
        if (!needed[node])
            continue;
        // Children are older than their parents, so they have their numbers already.
        const int variable = variableOf(NodeId(node));
        Children children(branches(variable));
        for (int i = 0; i < int(children.size()); ++i)
            children[i] = number(child(NodeId(node), i));
        renumbered[node] = result.make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    }
    for (NodeId *root : roots)
        *root = number(*root);
    return result;
}

} // namespace zc::dmn
