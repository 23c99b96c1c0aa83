#pragma once
#include <dmn/model.h>
#include <feel/expression.h>

namespace zc::dmn {

// What is wrong in a table, and where. rule and column count from 0; rule -1 = the head.
struct TableProblem {
    int rule = -1;
    int column = 0;
    bool output = false;                               // column counts the outputs instead of the inputs
    QString text;                                      // the whole cell
    feel::Problem problem;
};

// Which rules match. An unanswered fact makes a rule possible; a rule that fails whatever the unknown is, is in neither list.
struct TableHits {
    QList<int> certain, possible;
    QList<QPair<int, int>> inapplicable;               // rule and column that read a fact which does not apply, all else matching
};

// How many rules two states of a table begin and end with in common; what lies between was changed, added or taken out.
struct SameRules {
    qsizetype front = 0, back = 0;
    SameRules(const QList<Rule> &before, const QList<Rule> &now);
};

// A decision table ready to run: expressions and cells parsed and, in the authoring profile, typed. Immutable, any thread.
class Table {
public:
    // Never fails: what cannot be compiled is listed in `problems` and matches nothing. `before`: what came of an earlier state of the
    // table in the authoring profile without a problem; rules that are as they were are taken from it.
    static Table compile(const DecisionTable &table, const feel::Scope &scope, feel::Profile profile, QList<TableProblem> *problems,
                         const Table *before = nullptr);

    // Three-valued: hits over a context in which facts may be unknown or not applicable.
    TableHits hits(const feel::Context &context) const;

    HitPolicy hitPolicy() const { return m_source.hitPolicy; }
    const DecisionTable &source() const { return m_source; }
    int ruleCount() const { return int(m_source.rules.size()); }
    int inputCount() const { return int(m_source.inputs.size()); }
    const feel::Expression &input(int column) const { return m_inputs.at(column); }
    const feel::UnaryTests &cell(int rule, int column) const { return m_cells.at(rule).at(column); }
    const feel::Value &output(int rule, int column) const { return m_outputs.at(rule).at(column); }
    const QList<feel::Value> &outputs(int rule) const { return m_outputs.at(rule); }
    QString ruleId(int rule) const { return m_source.rules.at(rule).id; }
    QString annotation(int rule, const QString &name) const;
    QStringList names() const;                         // free names of all input expressions
    // Whether the other is a state of this table in which no rule, column or type differs; copies of one source are, others may be told apart.
    bool isSameAs(const Table &other) const;
    // Whether cells of the two mean the same where their texts are the same.
    bool isTypedAs(const Table &other) const;

private:
    DecisionTable m_source;
    QList<feel::Expression> m_inputs;
    QList<QList<feel::UnaryTests>> m_cells;
    QList<QList<feel::Value>> m_outputs;
};

// What a single-hit table says, given its hits: the rule whose outputs hold, or why there is none.
struct SingleHit {
    enum class State { Rule, NoRule, Clash, Unknown };
    State state = State::Unknown;
    int rule = -1;
};
SingleHit singleHit(const Table &table, const TableHits &hits);

} // namespace zc::dmn
