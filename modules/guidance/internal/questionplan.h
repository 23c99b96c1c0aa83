#pragma once
#include "internal/layer.h"

#include <guidance/pack.h>

#include <map>

namespace zc::guidance {

// What an interview still costs when this question comes first and after it always the one with the greatest gain per cost: looked
// through to the end, every answer weighed by how many scenarios have it. Over the layer of one solver; one question, one thread.
class QuestionPlan {
public:
    // What is left of the pending outputs, and how many outputs are that same function.
    using Pending = std::map<dmn::NodeId, int>;

    QuestionPlan(const Pack &pack, Layer &layer) : m_pack(pack), m_compiled(pack.program().compiled), m_layer(layer) {}
    // In units of Fact::cost. nullopt: too much to look through.
    std::optional<double> costOf(const Pending &pending, int fact);

private:
    double costFrom(const Pending &pending);
    int nextFact(const Pending &pending);
    bool appliesForCertain(dmn::NodeId root, int fact);
    std::vector<std::vector<int>> answers(int fact) const;         // assignments of the fact's variables
    dmn::NodeId left(dmn::NodeId root);                // under the restriction that was set

    const Pack &m_pack;
    const Compiled &m_compiled;
    Layer &m_layer;
    std::map<Pending, double> m_known;
    int m_work = 0;                                    // functions restricted
    bool m_tooMuch = false;
};

double askingCost(const Fact &fact);                   // above 0

} // namespace zc::guidance
