#pragma once
#include <QHash>
#include <QList>
#include <QtGlobal>

#include <functional>
#include <span>
#include <vector>

namespace zc::dmn {

// A node of a diagram: an inner node, or a terminal that carries a number from 0 up.
using NodeId = quint32;

// Reduced ordered multi-valued decision diagrams, hash-consed: equal functions are the same node. Variables are 0, 1, 2 … in
// order, each with its own number of branches. Building is for one thread; a diagram that nobody builds on any more may be
// read by many. Terminals 0 and 1 are false and true for the Boolean operations.
class Diagram {
public:
    static constexpr NodeId kTerminal = 0x8000'0000u;
    static constexpr NodeId terminal(int value) { return kTerminal | NodeId(value); }
    static constexpr bool isTerminal(NodeId node) { return (node & kTerminal) != 0; }
    static constexpr int valueOf(NodeId node) { return int(node & ~kTerminal); }
    static constexpr NodeId kFalse = kTerminal;
    static constexpr NodeId kTrue = kTerminal | 1;

    int addVariable(int branches);
    int variableCount() const { return int(m_branches.size()); }
    int branches(int variable) const { return m_branches[size_t(variable)]; }

    NodeId make(int variable, std::span<const NodeId> children);
    int variableOf(NodeId node) const { return isTerminal(node) ? variableCount() : m_nodes[node].variable; }
    NodeId child(NodeId node, int branch) const { return m_children[m_nodes[node].first + quint32(branch)]; }

    // Boolean operations; any terminal but 1 counts as false.
    NodeId conjunction(NodeId a, NodeId b);
    NodeId disjunction(NodeId a, NodeId b);
    NodeId negation(NodeId a);
    NodeId select(NodeId condition, NodeId yes, NodeId no);        // terminals of yes and no are kept

    // Any operation on terminals. `tag` names the operation for the cache: one tag, one function, for the life of the diagram.
    NodeId combine(int tag, NodeId a, NodeId b, const std::function<int(int, int)> &operation);
    NodeId map(NodeId a, const std::function<int(int)> &operation);

    // Beyond the limit every operation answers false and exceeded() says so; the results then mean nothing.
    void setNodeLimit(size_t nodes) { m_limit = nodes; }
    bool exceeded() const { return m_exceeded; }
    void resetExceeded() { m_exceeded = false; }
    size_t nodeCount() const { return m_nodes.size(); }
    size_t reachableCount(NodeId root) const;
    QList<int> support(NodeId root) const;             // variables it depends on, ascending
    void dropCaches();                                 // after building: frees what only building needs

private:
    struct Inner {
        int variable = 0;
        quint32 first = 0;                             // of its children
    };
    NodeId branchOf(NodeId node, int variable, int branch) const
    {
        return variableOf(node) == variable ? child(node, branch) : node;
    }

    std::vector<int> m_branches;
    std::vector<Inner> m_nodes;
    std::vector<NodeId> m_children;
    std::vector<std::vector<NodeId>> m_buckets;        // unique table: nodes by hash
    struct Key {
        quint64 operation, operands;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.operation, key.operands); }
    };
    QHash<Key, NodeId> m_cache;
    size_t m_limit = 2'000'000;
    bool m_exceeded = false;
};

} // namespace zc::dmn
