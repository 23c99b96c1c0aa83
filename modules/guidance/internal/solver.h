#pragma once
#include "internal/direct.h"
#include "internal/layer.h"
#include "internal/program.h"

#include <map>
#include <memory>

namespace zc::guidance {

// Questions about the pack's diagrams under some known facts. What the known facts leave of a diagram is kept, and redone only
// where a fact it depends on has changed. Reads the pack, owns its memory; one thread.
class Solver {
public:
    explicit Solver(const Pack &pack);

    // The known facts, by fact index; Unknown and NotApplicable entries are left open.
    void setFacts(const QList<feel::Entry> &facts);
    const QList<feel::Entry> &facts() const { return m_facts; }
    const std::vector<int> &assignment() const { return m_assignment; }        // by variable; -1 = open
    quint32 epoch() const { return m_epoch; }          // counts the calls of setFacts
    bool saidAnewSince(quint32 epoch, const std::vector<int> &facts) const;    // some of these facts has another value since

    // The answers that count: those whose fact certainly applies, given the others that count; derived facts included. One least
    // fixpoint whatever the order of answering. Not consistent: the facts so far contradict the constraints. Changes no known fact.
    QList<feel::Entry> counting(const QMap<int, feel::Value> &answers, bool *consistent) const;

    bool isConsistent() const { return m_consistent; }
    bool isApplicable(int fact) const;                 // in every consistent scenario
    bool mayApply(int fact) const;                     // in some
    std::optional<int> constantOf(int output) const;   // of a compiled output, fallback included
    dmn::NodeId rootOf(int output) const;              // what is left of its diagram; equal for outputs that are the same function
    const std::vector<int> &relevantTo(int output) const;          // unknown facts that can change it, ascending
    bool canChange(int output, int fact) const;
    bool canChange(int output, int fact, int variable) const;      // the same for one option of a set
    double gain(int output, int fact) const;           // expected bits about the output from the answer
    // By fact: what all questions still cost when it is asked first (QuestionPlan). Empty: too much to look through. `outputs`: pending.
    std::vector<double> plannedCosts(const QList<int> &outputs, const QList<int> &facts) const;

    std::optional<int> constantUnder(dmn::NodeId root, const std::vector<int> &assignment) const;   // other knowledge, same pack
    // The same with all that a care group says under that knowledge, also of facts that the function does not depend on.
    std::optional<int> constantUnder(dmn::NodeId root, const std::vector<int> &assignment, const QSet<int> &groups) const;
    const dmn::RowSet &certainRows(int run) const;     // rules that match in every consistent scenario; exact
    dmn::RowSet possibleRows(int run) const;           // a superset of those that can still match
    // Rules that read a fact which does not apply while all else in them matches.
    QList<int> rowsReadingInapplicable(int run) const;
    bool breaksLooseConstraint() const;                // one that is in no care group is certainly broken
    const DirectResult &direct() const;                // three-valued run over the same facts, made when first needed

private:
    struct Tracked {                                   // a diagram, and what the known facts leave of it
        dmn::NodeId left = 0;
        quint32 epoch = 0;                             // when that was worked out; 0 = never
    };
    struct Applicability {                             // of the facts of one care group
        std::vector<int> certain, possible;
    };
    struct GroupAnswers {
        std::vector<int> counting;                     // facts
        dmn::NodeId root = dmn::Diagram::kTrue;
    };
    dmn::NodeId update(Tracked &tracked, dmn::NodeId root, const std::vector<int> &support) const;
    const std::vector<int> &columnTerminals(int column) const;
    const dmn::RowSet &accepting(const CompiledRun &run, int column, int terminal) const;
    const Applicability &applicability(dmn::NodeId careRoot) const;
    const GroupAnswers &groupAnswers(int group, const QMap<int, feel::Value> &answers) const;
    QList<feel::Evaluation> evaluateLoose(const QList<feel::Entry> &facts) const;
    const feel::Evaluation &loose(int fact) const;
    void renewLayer() const;

    const Pack *m_pack;
    const Compiled *m_compiled;
    QList<feel::Entry> m_facts;
    std::vector<int> m_assignment;
    std::vector<quint32> m_changed, m_removed, m_said; // by fact: when its piece last changed, when it last lost one, its value
    quint32 m_epoch = 1;
    bool m_consistent = true;
    std::vector<dmn::NodeId> m_careRoots;              // by group, under the known facts
    mutable std::optional<QList<feel::Evaluation>> m_loose;        // by fact
    mutable std::shared_ptr<DirectResult> m_direct;

    // The rest belongs to the layer and goes with it.
    mutable std::unique_ptr<Layer> m_layer;
    mutable bool m_restrictionSet = false;
    mutable std::vector<Tracked> m_outputs, m_columns;
    mutable std::vector<std::optional<dmn::RowSet>> m_rows;        // by run, under the known facts
    mutable std::unordered_map<dmn::NodeId, Applicability> m_applicability;
    mutable std::map<std::vector<int>, GroupAnswers> m_groupAnswers;
    mutable QHash<QPair<const void *, quint64>, dmn::RowSet> m_accepting;      // by index; column and terminal
    mutable std::vector<int> m_openFacts;              // relevant to a fallback output
    mutable std::vector<quint32> m_stamp;              // of constantUnder, by node
    mutable quint32 m_stampEpoch = 0;
};

} // namespace zc::guidance
