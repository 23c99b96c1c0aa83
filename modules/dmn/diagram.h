#pragma once
#include <QList>
#include <QtGlobal>

#include <atomic>
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

    Diagram() = default;
    explicit Diagram(const Diagram *base);             // a layer: reads the nodes of `base`, which is complete and outlives it

    int addVariable(int branches);
    int variableCount() const { return int(m_branches.size()); }
    int branches(int variable) const { return m_branches[size_t(variable)]; }

    NodeId make(int variable, std::span<const NodeId> children);
    int variableOf(NodeId node) const { return isTerminal(node) ? variableCount() : int(inner(node).variable); }
    NodeId child(NodeId node, int branch) const { return *(childrenOf(node) + branch); }

    // Boolean operations; any terminal but 1 counts as false.
    NodeId conjunction(NodeId a, NodeId b);
    NodeId disjunction(NodeId a, NodeId b);
    NodeId negation(NodeId a);
    NodeId select(NodeId condition, NodeId yes, NodeId no);        // terminals of yes and no are kept

    // Any operation on terminals. `tag` names the operation for the cache: one tag, one function, for the life of the diagram.
    NodeId combine(int tag, NodeId a, NodeId b, const std::function<int(int, int)> &operation);
    NodeId map(NodeId a, const std::function<int(int)> &operation);

    // Functions with some variables fixed: assignment[variable] is its branch, -1 = free. One assignment serves many roots.
    void setRestriction(std::vector<int> assignment);
    NodeId restricted(NodeId root);

    // Beyond a limit every operation answers false and exceeded() says so; the results then mean nothing. rollBack() forgets all
    // that was made after mark() and lifts the mark "exceeded"; nodes made before stay what they were.
    void setNodeLimit(size_t nodes) { m_limit = nodes; }
    size_t nodeLimit() const { return m_limit; }
    void setStepLimit(size_t steps) { m_stepsLeft = steps; }
    bool spend(size_t steps = 1);                      // of an operation made outside; false = exceeded
    void setStop(const std::atomic_bool *stop) { m_stop = stop; }  // set by another thread, it counts as exceeded from the next steps on
    bool exceeded() const { return m_exceeded; }
    size_t mark() const { return nodeCount(); }
    void rollBack(size_t mark);
    size_t nodeCount() const { return m_baseCount + m_nodes.size(); }

    size_t reachableCount(NodeId root, size_t stopAt = ~size_t(0)) const;
    QList<int> support(NodeId root) const;             // variables it depends on, ascending
    void dropCaches();                                 // after building: frees what only building needs
    // The same functions without the nodes that none of them needs; the roots are renumbered.
    Diagram compacted(const QList<NodeId *> &roots) const;

private:
    struct Inner {
        quint32 variable = 0;
        quint32 first = 0;                             // of its children
    };
    struct CacheLine {
        quint32 operation = 0;                         // 0 = empty
        NodeId a = 0, b = 0, c = 0, result = 0;
    };
    const Inner &inner(NodeId node) const { return node < m_baseCount ? m_baseNodes[node] : m_nodes[node - m_baseCount]; }
    const NodeId *childrenOf(NodeId node) const
    {
        return node < m_baseCount ? m_baseChildren + m_baseNodes[node].first : m_children.data() + m_nodes[node - m_baseCount].first;
    }
    NodeId branchOf(NodeId node, int variable, int branch) const { return variableOf(node) == variable ? child(node, branch) : node; }
    NodeId find(quint32 hash, int variable, std::span<const NodeId> children) const;
    void grow(size_t slots);
    CacheLine &line(quint32 operation, NodeId a, NodeId b, NodeId c);
    NodeId restrictNode(NodeId node);
    NodeId mapNode(NodeId node, const std::function<int(int)> &operation);
    void makeRoom();
    size_t slotsFor(size_t nodes) const;

    std::vector<int> m_branches;
    const Diagram *m_base = nullptr;
    const Inner *m_baseNodes = nullptr;                // of the base: read without a detour
    const NodeId *m_baseChildren = nullptr;
    quint32 m_baseCount = 0;
    std::vector<Inner> m_nodes;
    std::vector<NodeId> m_children;
    std::vector<quint32> m_hashes;                     // by own node
    std::vector<quint32> m_slots;                      // unique table: own node + 1, open addressing; 0 = free
    std::vector<CacheLine> m_cache;                    // lossy: a new result replaces what stood there
    std::vector<int> m_assignment;
    std::vector<NodeId> m_memo;                        // of restricted() and map(), by node
    std::vector<quint32> m_memoStamp;
    quint32 m_restriction = 0;
    size_t m_limit = 2'000'000, m_stepsLeft = ~size_t(0);
    const std::atomic_bool *m_stop = nullptr;
    bool m_exceeded = false;
};

} // namespace zc::dmn
