#pragma once
#include <feel/expression.h>
#include <feel/function.h>

#include <QVarLengthArray>

namespace zc::feel {

// One evaluation of one tree. Three states come out: a value, Unknown, or NotApplicable. `and`/`or` are Kleene over Unknown, so
// an unanswered fact spoils a result only where it can matter; everywhere else an operand without value spoils the result.
class Evaluator {
public:
    Evaluator(std::shared_ptr<const Program> program, const Context &context, Run &run);
    Entry evaluate();
    Entry evaluate(const Node &node);                  // a part of the program, on the values bound so far
    void setLocal(int slot, Value value) { m_frame[size_t(slot)] = std::move(value); }
    void setItems(const std::vector<Value> &items);    // what the filters around a function looked at

private:
    // The result of a node: it lies in the tree, in the context, in the frame, or in the scratch the caller provided.
    struct Ref {
        const Value *value;
        FactState state;
        bool known() const { return state == FactState::Known; }
        bool isBoolean() const { return known() && value->isBoolean(); }
        bool is(bool wanted) const { return isBoolean() && value->boolean() == wanted; }
    };
    using Visit = std::function<bool()>;               // false ends the iteration

    Ref eval(const Node &node, Value &scratch);
    Ref evalFreeName(const Node &node);
    Ref evalName(const Node &node);
    Ref evalItem();
    Ref evalJunction(const Node &node, Value &scratch);
    Ref evalIf(const Node &node, Value &scratch);
    Ref evalIn(const Node &node, Value &scratch);
    Ref evalNot(const Node &node, Value &scratch);
    Ref evalCompare(const Node &node, Value &scratch);
    Ref evalCount(const Node &node, Value &scratch);
    Ref evalBinary(const Node &node, Value &scratch);
    Ref evalNegate(const Node &node, Value &scratch);
    Ref evalList(const Node &node, Value &scratch);
    Ref evalQuantifier(const Node &node);
    Ref evalBetween(const Node &node, Value &scratch);
    Ref evalMatches(const Node &node, Value &scratch);
    Ref evalRange(const Node &node, Value &scratch);
    Ref evalAgainst(const Node &node, Value &scratch);
    Ref evalFor(const Node &node, Value &scratch);
    Ref evalPath(const Node &node, Value &scratch);
    Ref evalFilter(const Node &node, Value &scratch);
    Ref evalInvoke(const Node &node, Value &scratch);
    Ref evalBuiltin(const Node &node, Value &scratch);
    Ref evalLambda(const Node &node, Value &scratch);
    Ref evalContext(const Node &node, Value &scratch);
    Ref evalInstanceOf(const Node &node, Value &scratch);

    // Whether the value passes; nullopt: null. `state` tells when an operand has no value.
    std::optional<bool> passesTest(const Node &test, const Value &value, bool cell, FactState &state);
    // The iterators of `for`, `some`, `every` from the given one on; false: stopped, by a visit or because of `trouble`.
    bool iterate(const Node &node, qsizetype index, const Visit &visit, std::optional<Ref> &trouble);
    std::optional<Ref> sequence(const Node &iterator, List &items);
    std::optional<Ref> rangeItems(const Node &node, const Range &range, List &items);
    bool arguments(const Node &node, qsizetype first, List &values, FactState &state);

    Ref null() const;
    Ref absent(FactState state) const;
    Ref fault(const Node &node, const QString &detail);                                // null with FEEL-TYPE
    Ref made(Value value, Value &scratch);                                             // within the limits, or null
    Ref truth(bool value) const;

    std::shared_ptr<const Program> m_program;
    const Context &m_context;
    Run &m_run;
    std::vector<Value> m_frame;
    std::vector<const Value *> m_items;                // what the open filters look at, innermost last
    QVarLengthArray<const Entry *, 8> m_free;          // what the free names stand for, once somebody asked
};

} // namespace zc::feel
