#pragma once
#include <guidance/interview.h>

#include <dmn/diagram.h>

#include <optional>
#include <vector>

namespace zc::guidance {

// Walks all consistent scenarios of one pack, or of two packs side by side, and gathers those that lead to the same values of
// all outputs. Works level by level over the diagrams, so that what has become the same is counted, not walked again.
// Facts of two packs are one fact when id and type agree; options and numbers only one of them knows are left out.
class OutcomeWalk {
public:
    struct Leaf {
        std::vector<int> first, second;                // one scenario each, by variable of the pack
        double scenarios = 0;
    };

    explicit OutcomeWalk(const Pack &first, const Pack *second = nullptr);
    // nullopt: some output is not compiled, or more work than `budget` (nodes looked at).
    std::optional<QList<Leaf>> run(size_t budget);

private:
    struct Side {
        const Pack *pack = nullptr;
        dmn::Diagram layer;
        std::vector<dmn::NodeId> roots;                // each function once
    };
    struct Branch {                                    // what one step fixes: variable and branch, by side; -1 = nothing
        int variable[2] = {-1, -1}, branch[2] = {0, 0};
    };
    struct State {
        std::vector<dmn::NodeId> nodes[2];
        std::vector<int> assignment[2];
        double scenarios = 1;
    };

    bool addRoots(Side &side) const;
    void stepFact(int first, int second);
    void stepSet(int first, int second);
    void step(QList<State> &states, const QList<Branch> &branches);
    bool advance(State &state, const Branch &branch);
    QList<Branch> scalarBranches(int first, int second) const;
    dmn::NodeId cofactor(Side &side, dmn::NodeId node, int variable, int branch);

    Side m_sides[2];
    int m_count = 1;
    QList<State> m_states;
    size_t m_budget = 0;
    bool m_exceeded = false;
};

// The answers of a scenario that a person or a machine gives; derived facts and those that do not apply are left out.
Priors answersOf(const Pack &pack, const std::vector<int> &scenario);
// What tells two outcomes apart for people: sub-items, limits, fees, materials with copies, mode and days, fields.
QString outcomeSignature(const Outcome &outcome);

} // namespace zc::guidance
