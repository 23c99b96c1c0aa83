#pragma once
#include "internal/compiled.h"

#include <dmn/nodeset.h>

#include <memory>
#include <unordered_map>

namespace zc::guidance {

// What known facts leave of the compiled diagrams, in a layer of its own: functions in which no known fact appears any more.
// Everything asked here is a property of such a function alone, so it is worked out once and kept. Reads `compiled`; one thread.
class Layer {
public:
    explicit Layer(const Compiled &compiled);
    ~Layer();

    const dmn::Diagram &diagram() const { return m_diagram; }
    void setRestriction(const std::vector<int> &assignment) { m_diagram.setRestriction(assignment); }
    dmn::NodeId restricted(dmn::NodeId root) { return m_diagram.restricted(root); }
    dmn::NodeId masked(dmn::NodeId condition, dmn::NodeId root);   // kOutside where the condition does not hold
    bool isLarge() const;                              // time to begin a new one

    std::optional<int> constant(dmn::NodeId root);     // the only terminal over the consistent scenarios
    const std::vector<int> &terminals(dmn::NodeId root);           // all of them
    // guidance.md §10: two consistent scenarios that agree on all other facts (a fact that becomes applicable or not through this
    // one may differ in that) and give the function different values.
    const std::vector<int> &relevant(dmn::NodeId root);            // such facts, ascending
    bool canChange(dmn::NodeId root, int fact, int variable);      // through one option of a set
    // Expected bits about the function from the answer. Ask for all facts of one function before those of the next.
    double gain(dmn::NodeId root, int fact);
    double mass(dmn::NodeId root);                     // share of the combinations of its facts that are consistent, by weight

private:
    qint32 summary(dmn::NodeId node);
    bool differ(dmn::NodeId a, dmn::NodeId b);         // some consistent scenario tells them apart
    bool differWithin(dmn::NodeId a, dmn::NodeId b, int end);      // variables before `end` may differ
    class PairSearch;
    bool searchPairs(const std::vector<dmn::NodeId> &nodes, int fact, int variable);       // nodes: reachable() of the function
    class Counting;
    std::vector<dmn::NodeId> reachable(dmn::NodeId root);          // inner nodes, by variable

    const Compiled &m_compiled;
    dmn::Diagram m_diagram;
    std::vector<qint32> m_summary;                     // by own node
    std::unordered_map<dmn::NodeId, std::vector<int>> m_relevant, m_terminals;
    struct Gain { int fact = 0; std::optional<double> bits; };     // not worked out before it is asked for
    std::unordered_map<dmn::NodeId, std::vector<Gain>> m_gains;    // of the facts in the function
    std::unique_ptr<Counting> m_counting;              // of the function whose gains were asked for last
    std::vector<quint32> m_metIn;                      // by node: the last walk that met it
    quint32 m_walk = 0;
    std::vector<quint32> m_placeOf;                    // by node: where the walk at hand has it
    std::unordered_map<dmn::NodeId, double> m_mass;
    dmn::NodeSet<quint64> m_apart, m_alike;            // pairs of which differ() is known
};

} // namespace zc::guidance
