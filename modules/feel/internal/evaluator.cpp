// Names, logic, comparisons and the shape of results; the rest of the language is in evaluatorfull.cpp.
#include "internal/evaluator.h"

#include "internal/operators.h"

#include <feel/record.h>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxNesting = 1000;                      // of lists in lists: what walks a value goes down one by one
constexpr int kMaxDepth = 3000;                        // of trees within trees, calls included
const Value kNull;
const Value kTrue(true), kFalse(false);
const Entry kUnknown{FactState::Unknown, {}};
const Entry kNothing{FactState::Known, {}};
} // namespace

Evaluator::Evaluator(std::shared_ptr<const Program> program, const Context &context, Run &run)
    : m_program(std::move(program)), m_context(context), m_run(run), m_frame(size_t(m_program->locals)),
      m_free(m_program->freeNames.size(), nullptr)
{
}

Entry Evaluator::evaluate()
{
    return evaluate(*m_program->root);
}

Entry Evaluator::evaluate(const Node &node)
{
    Value scratch;
    const Ref result = eval(node, scratch);
    if (m_run.exhausted())
        return kNothing;
    if (!result.known())
        return {result.state, Value()};
    return {result.state, result.value == &scratch ? std::move(scratch) : Value(*result.value)};
}

void Evaluator::setItems(const std::vector<Value> &items)
{
    for (const Value &item : items)
        m_items.push_back(&item);
}

Evaluator::Ref Evaluator::null() const
{
    return {&kNull, FactState::Known};
}

Evaluator::Ref Evaluator::absent(FactState state) const
{
    return {&kNull, state};
}

Evaluator::Ref Evaluator::fault(const Node &node, const QString &detail)
{
    if (!m_run.exhausted())
        m_run.say(u"FEEL-TYPE"_s, u"column %1: %2"_s.arg(node.column).arg(detail));
    return null();
}

Evaluator::Ref Evaluator::truth(bool value) const
{
    return {value ? &kTrue : &kFalse, FactState::Known};
}

Evaluator::Ref Evaluator::made(Value value, Value &scratch)
{
    if (value.nesting() > kMaxNesting) {
        m_run.say(u"FEEL-LIMIT"_s, u"more than %1 levels in a value"_s.arg(kMaxNesting));
        return null();
    }
    if ((value.isList() && m_run.tooLong(value.list().size())) || (value.isString() && m_run.tooLong(value.string().size())))
        return null();
    scratch = std::move(value);
    return {&scratch, FactState::Known};
}

Evaluator::Ref Evaluator::eval(const Node &node, Value &scratch)
{
    if (!m_run.step())
        return null();
    switch (node.kind) {
    case Node::Kind::Constant: return node.flag ? fault(node, u"no date, time or duration"_s) : Ref{&node.constant, FactState::Known};
    case Node::Kind::Name: return evalName(node);
    case Node::Kind::Item: return evalItem();
    default: break;
    }
    struct Level {
        int &depth;
        explicit Level(int &d) : depth(d) { ++depth; }
        ~Level() { --depth; }
    } level(m_run.depth());
    if (level.depth > kMaxDepth) {
        m_run.say(u"FEEL-LIMIT"_s, u"depth"_s);
        return null();
    }
    switch (node.kind) {
    case Node::Kind::If: return evalIf(node, scratch);
    case Node::Kind::Some:
    case Node::Kind::Every:
    case Node::Kind::Quantified: return evalQuantifier(node);
    case Node::Kind::And:
    case Node::Kind::Or: return evalJunction(node, scratch);
    case Node::Kind::In: return evalIn(node, scratch);
    case Node::Kind::Not: return evalNot(node, scratch);
    case Node::Kind::Compare: return evalCompare(node, scratch);
    case Node::Kind::Count:
    case Node::Kind::ListContains: return evalCount(node, scratch);
    case Node::Kind::List: return evalList(node, scratch);
    case Node::Kind::Add:
    case Node::Kind::Subtract:
    case Node::Kind::Multiply:
    case Node::Kind::Divide:
    case Node::Kind::Power: return evalBinary(node, scratch);
    case Node::Kind::Negate: return evalNegate(node, scratch);
    case Node::Kind::Between: return evalBetween(node, scratch);
    case Node::Kind::Matches: return evalMatches(node, scratch);
    case Node::Kind::Against: return evalAgainst(node, scratch);
    case Node::Kind::Satisfies: return eval(*node.children.constFirst(), scratch);
    case Node::Kind::RangeOf: return evalRange(node, scratch);
    case Node::Kind::For: return evalFor(node, scratch);
    case Node::Kind::Path: return evalPath(node, scratch);
    case Node::Kind::Filter: return evalFilter(node, scratch);
    case Node::Kind::Invoke: return evalInvoke(node, scratch);
    case Node::Kind::CallBuiltin:
    case Node::Kind::Builtin: return evalBuiltin(node, scratch);
    case Node::Kind::Lambda:
    case Node::Kind::External: return evalLambda(node, scratch);
    case Node::Kind::Context: return evalContext(node, scratch);
    case Node::Kind::InstanceOf: return evalInstanceOf(node, scratch);
    case Node::Kind::Constant:
    case Node::Kind::Name:
    case Node::Kind::Item:
    case Node::Kind::Iterator: break;
    }
    return null();
}

Evaluator::Ref Evaluator::evalFreeName(const Node &node)
{
    const Entry *&entry = m_free[node.slot];
    if (!entry) {
        entry = m_context.find(node.name);
        if (!entry) {
            if (!m_context.isComplete()) {
                entry = &kUnknown;
            } else {
                entry = &kNothing;
                fault(node, u"no name \"%1\""_s.arg(node.name));
            }
        }
    }
    return {&entry->value, entry->state};
}

Evaluator::Ref Evaluator::evalName(const Node &node)
{
    for (int i = 0; i < node.filters && i < int(m_items.size()); ++i) {
        const Value &item = *m_items[m_items.size() - 1 - size_t(i)];
        if (item.isContext())
            if (const Value *entry = item.record().find(node.name))
                return {entry, FactState::Known};
    }
    return node.flag ? Ref{&m_frame[size_t(node.slot)], FactState::Known} : evalFreeName(node);
}

Evaluator::Ref Evaluator::evalItem()
{
    if (m_items.empty())
        return null();
    const Value &item = *m_items.back();
    if (item.isContext())
        if (const Value *entry = item.record().find(u"item"_s))
            return {entry, FactState::Known};
    return {&item, FactState::Known};
}

// Left to right, stops at the first false (or true). An unknown part stays open until a later one decides.
Evaluator::Ref Evaluator::evalJunction(const Node &node, Value &scratch)
{
    const bool decisive = node.kind == Node::Kind::Or;
    bool unknown = false, null = false;
    for (const NodePtr &child : node.children) {
        const Ref part = eval(*child, scratch);
        if (part.is(decisive))
            return truth(decisive);
        if (part.state == FactState::NotApplicable)
            return absent(unknown ? FactState::Unknown : FactState::NotApplicable);
        unknown = unknown || part.state == FactState::Unknown;
        null = null || (part.known() && !part.isBoolean());
    }
    return unknown ? absent(FactState::Unknown) : null ? this->null() : truth(!decisive);
}

Evaluator::Ref Evaluator::evalIf(const Node &node, Value &scratch)
{
    const Ref condition = eval(*node.children.at(0), scratch);
    if (condition.state == FactState::NotApplicable)
        return condition;
    if (condition.known()) {
        if (!condition.value->isBoolean() && !condition.value->isNull())
            return fault(node, u"the condition is a %1"_s.arg(condition.value->typeName()));
        return eval(*node.children.at(condition.is(true) ? 1 : 2), scratch);
    }
    Value other;
    const Ref yes = eval(*node.children.at(1), scratch);
    const Ref no = eval(*node.children.at(2), other);
    return yes.known() && no.known() && *yes.value == *no.value ? yes : absent(FactState::Unknown);
}

Evaluator::Ref Evaluator::evalIn(const Node &node, Value &scratch)
{
    const Ref input = eval(*node.children.constFirst(), scratch);
    if (!input.known())
        return input;
    bool null = false;
    for (const Test &test : node.tests) {
        const auto result = passes(test, *input.value);
        if (result.value_or(false))
            return truth(true);
        null = null || !result;
    }
    return null ? fault(node, u"in"_s) : truth(false);
}

Evaluator::Ref Evaluator::evalNot(const Node &node, Value &scratch)
{
    const Ref operand = eval(*node.children.constFirst(), scratch);
    if (!operand.known())
        return operand;
    return operand.isBoolean() ? truth(!operand.value->boolean()) : fault(node, u"not"_s);
}

Evaluator::Ref Evaluator::evalCompare(const Node &node, Value &scratch)
{
    const Ref left = eval(*node.children.at(0), scratch);
    if (!left.known())
        return left;
    Value other;
    const Ref right = eval(*node.children.at(1), other);
    if (!right.known())
        return right;
    const auto result = compare(node.op, *left.value, *right.value);
    return result ? truth(*result) : fault(node, u"comparison of %1 and %2"_s.arg(left.value->typeName(), right.value->typeName()));
}

// The two list functions of the authoring profile.
Evaluator::Ref Evaluator::evalCount(const Node &node, Value &scratch)
{
    const Ref list = eval(*node.children.at(0), scratch);
    if (!list.known())
        return list;
    if (node.kind == Node::Kind::Count)
        return list.value->isList() ? made(Value(Decimal(list.value->list().size())), scratch) : fault(node, u"count"_s);
    Value other;
    const Ref element = eval(*node.children.at(1), other);
    if (!element.known())
        return element;
    return list.value->isList() ? truth(list.value->list().contains(*element.value)) : fault(node, u"list contains"_s);
}

Evaluator::Ref Evaluator::evalBinary(const Node &node, Value &scratch)
{
    const Ref left = eval(*node.children.at(0), scratch);
    if (!left.known())
        return left;
    Value other;
    const Ref right = eval(*node.children.at(1), other);
    if (!right.known())
        return right;
    std::optional<Value> result;
    switch (node.kind) {
    case Node::Kind::Add: result = add(*left.value, *right.value); break;
    case Node::Kind::Subtract: result = subtract(*left.value, *right.value); break;
    case Node::Kind::Multiply: result = multiply(*left.value, *right.value); break;
    case Node::Kind::Divide: result = divide(*left.value, *right.value); break;
    default: result = raise(*left.value, *right.value); break;
    }
    if (result) {
        if (result->isString() && !m_run.step(result->string().size() / 16))
            return null();
        return made(std::move(*result), scratch);
    }
    return fault(node, left.value->isNumber() && right.value->isNumber()
                     ? u"number out of range, or division by zero"_s
                     : u"arithmetic on %1 and %2"_s.arg(left.value->typeName(), right.value->typeName()));
}

Evaluator::Ref Evaluator::evalNegate(const Node &node, Value &scratch)
{
    const Ref operand = eval(*node.children.constFirst(), scratch);
    if (!operand.known())
        return operand;
    const auto result = negate(*operand.value);
    return result ? made(*result, scratch) : fault(node, u"minus before a %1"_s.arg(operand.value->typeName()));
}

Evaluator::Ref Evaluator::evalList(const Node &node, Value &scratch)
{
    List values;
    values.reserve(node.children.size());
    for (const NodePtr &child : node.children) {
        Value item;
        const Ref result = eval(*child, item);
        if (!result.known())
            return result;
        values << *result.value;
    }
    return made(Value(std::move(values)), scratch);
}

} // namespace zc::feel
