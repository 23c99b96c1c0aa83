#pragma once
#include "internal/compiled.h"

#include <unordered_map>

namespace zc::guidance {

// What known facts leave of the compiled diagrams, in a layer of its own: functions in which no known fact appears any more.
// Everything asked here is a property of such a function alone, so it is worked out once and kept. Reads `compiled`; one thread.
class Layer {
public:
    explicit Layer(const Compiled &compiled) : m_compiled(compiled), m_diagram(&compiled.diagram) {}

    const dmn::Diagram &diagram() const { return m_diagram; }
    void setRestriction(const std::vector<int> &assignment) { m_diagram.setRestriction(assignment); }
    dmn::NodeId restricted(dmn::NodeId root) { return m_diagram.restricted(root); }
    bool isLarge() const;                              // time to begin a new one

    std::optional<int> constant(dmn::NodeId root);     // the only terminal over the consistent scenarios
    const std::vector<int> &terminals(dmn::NodeId root);           // all of them
    // guidance.md §10: two consistent scenarios that agree on all other facts (a fact that becomes applicable or not through this
    // one may differ in that) and give the function different values.
    const std::vector<int> &relevant(dmn::NodeId root);            // such facts, ascending
    bool canChange(dmn::NodeId root, int fact, int variable);      // through one option of a set
    double gain(dmn::NodeId root, int fact);           // expected bits about the function from the answer
    double mass(dmn::NodeId root);                     // share of the combinations of its facts that are consistent, by weight

private:
    qint32 summary(dmn::NodeId node);
    bool differ(dmn::NodeId a, dmn::NodeId b);         // some consistent scenario tells them apart
    bool differWithin(dmn::NodeId a, dmn::NodeId b, int end);      // variables before `end` may differ
    bool searchPairs(dmn::NodeId root, int fact, int variable);
    std::vector<std::pair<int, double>> gains(dmn::NodeId root);
    std::vector<dmn::NodeId> reachable(dmn::NodeId root) const;    // inner nodes, by variable

    const Compiled &m_compiled;
    dmn::Diagram m_diagram;
    std::vector<qint32> m_summary;                     // by own node
    std::unordered_map<dmn::NodeId, std::vector<int>> m_relevant, m_terminals;
    std::unordered_map<dmn::NodeId, std::vector<std::pair<int, double>>> m_gains;
    std::unordered_map<dmn::NodeId, double> m_mass;
    std::unordered_map<quint64, bool> m_differ;
};

} // namespace zc::guidance
