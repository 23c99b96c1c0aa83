#pragma once
#include <feel/context.h>
#include <guidance/fact.h>

#include <QSet>

#include <vector>

namespace zc::guidance {

// A border between two neighbouring pieces of a number line: just below `value`, or just above it.
struct Cut {
    feel::Decimal value;
    bool above = false;
    friend bool operator==(const Cut &, const Cut &) = default;
    friend auto operator<=>(const Cut &a, const Cut &b)
    {
        const auto order = a.value <=> b.value;
        return order != 0 ? order : a.above <=> b.above;
    }
};

// How one fact is spread over diagram variables. A set has one variable per option, and one before them for 不适用.
struct FactVariables {
    int first = 0;
    int count = 1;
    int inapplicableVariable = -1;                     // -1: the fact always applies
    int inapplicableBranch = -1;
    QList<feel::Value> samples;                        // scalar facts: one value per branch, standing for its piece
    QList<Cut> cuts;                                   // numbers and dates: the borders, ascending
    QList<int> branchOfPiece;                          // piece between two cuts -> branch; -1 = empty piece
    friend bool operator==(const FactVariables &, const FactVariables &) = default;
};

// The atoms of all facts: which variables they have, and which branch an answer takes. Immutable after build().
class Atoms {
public:
    // `order`: fact indexes, each after the facts its applicability reads. `cuts`: by fact index.
    void build(const QList<Fact> &facts, const QList<int> &order, const QList<QList<Cut>> &cuts,
               const QList<bool> &canBeInapplicable);

    bool isSameAs(const Atoms &other) const;            // the same variables, and the same answers take the same branches
    const FactVariables &of(int fact) const { return m_facts.at(fact); }
    int variableCount() const { return int(m_branches.size()); }
    int branches(int variable) const { return m_branches.at(variable); }
    int factOf(int variable) const { return m_factOf.at(variable); }
    const QList<int> &order() const { return m_order; }
    double weight(int variable, int branch) const { return m_weights[size_t(variable)][size_t(branch)]; }

    // Sets the branches of one fact's variables. The value must be one of the fact's (see valueFault).
    void assign(std::vector<int> &assignment, int fact, const feel::Value &value) const;
    void assignInapplicable(std::vector<int> &assignment, int fact) const;
    // A value of the fact that takes these branches; NotApplicable or Known.
    feel::Entry read(const std::vector<int> &assignment, int fact) const;
    const QList<Fact> &facts() const { return m_source; }

private:
    QList<Fact> m_source;
    QList<FactVariables> m_facts;
    QList<int> m_branches, m_factOf, m_order;
    std::vector<std::vector<double>> m_weights;
};

// Dates take part in the arithmetic of pieces as numbers of days.
feel::Decimal lineNumber(const feel::Value &value);

// What is wrong with an answer, or empty. Options, range and step are checked; sets come in any order.
QString valueFault(const Fact &fact, const feel::Value &value);
// The same value as guidance keeps it: a set in authored order without repetition.
feel::Value normalised(const Fact &fact, const feel::Value &value);

} // namespace zc::guidance
