#include "internal/evaluator.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
Entry known(Value value)
{
    return {FactState::Known, std::move(value)};
}

bool isTrue(const Entry &entry)
{
    return entry.state == FactState::Known && entry.value.isBoolean() && entry.value.boolean();
}

bool isFalse(const Entry &entry)
{
    return entry.state == FactState::Known && entry.value.isBoolean() && !entry.value.boolean();
}
} // namespace

Evaluation Evaluator::run(const NodePtr &root)
{
    const Entry entry = eval(*root);
    return {entry.state, entry.value, m_diagnostics};
}

Entry Evaluator::nullWith(const QString &code, const QString &detail)
{
    if (m_diagnostics.size() < 100)
        m_diagnostics << Diagnostic{code, detail};
    return known(Value());
}

Entry Evaluator::eval(const Node &node)
{
    if (--m_stepsLeft < 0)
        return nullWith(u"FEEL-LIMIT"_s, u"steps"_s);
    switch (node.kind) {
    case Node::Kind::Constant: return known(node.constant);
    case Node::Kind::Name: return m_context.entry(node.name);
    case Node::Kind::If: return evalIf(node);
    case Node::Kind::Some:
    case Node::Kind::Every: return evalQuantifier(node);
    case Node::Kind::And: return evalAnd(node);
    case Node::Kind::Or: return evalOr(node);
    case Node::Kind::In: return evalIn(node);
    default: break;
    }
    List values;
    for (const NodePtr &child : node.children) {
        const Entry entry = eval(*child);
        if (entry.state != FactState::Known)
            return entry;
        values << entry.value;
    }
    switch (node.kind) {
    case Node::Kind::List: return known(Value(values));
    case Node::Kind::Not:
        return values.at(0).isBoolean() ? known(Value(!values.at(0).boolean())) : nullWith(u"FEEL-TYPE"_s, u"not"_s);
    case Node::Kind::Compare: {
        const auto result = compare(node.op, values.at(0), values.at(1));
        return result ? known(Value(*result)) : nullWith(u"FEEL-TYPE"_s, u"comparison at column %1"_s.arg(node.column));
    }
    case Node::Kind::Count:
        return values.at(0).isList() ? known(Value(Decimal(values.at(0).list().size()))) : nullWith(u"FEEL-TYPE"_s, u"count"_s);
    case Node::Kind::ListContains:
        return values.at(0).isList() ? known(Value(values.at(0).list().contains(values.at(1))))
                                     : nullWith(u"FEEL-TYPE"_s, u"list contains"_s);
    default: return evalArithmetic(node, values.at(0), values.at(1));
    }
}

// Left to right, stops at the first false. An unknown part stays open until a later false decides.
Entry Evaluator::evalAnd(const Node &node)
{
    bool unknown = false, null = false;
    for (const NodePtr &child : node.children) {
        const Entry entry = eval(*child);
        if (isFalse(entry))
            return known(Value(false));
        if (entry.state == FactState::NotApplicable)
            return unknown ? Entry{FactState::Unknown, {}} : entry;
        unknown = unknown || entry.state == FactState::Unknown;
        null = null || (entry.state == FactState::Known && !entry.value.isBoolean());
    }
    return unknown ? Entry{FactState::Unknown, {}} : null ? known(Value()) : known(Value(true));
}

Entry Evaluator::evalOr(const Node &node)
{
    bool unknown = false, null = false;
    for (const NodePtr &child : node.children) {
        const Entry entry = eval(*child);
        if (isTrue(entry))
            return known(Value(true));
        if (entry.state == FactState::NotApplicable)
            return unknown ? Entry{FactState::Unknown, {}} : entry;
        unknown = unknown || entry.state == FactState::Unknown;
        null = null || (entry.state == FactState::Known && !entry.value.isBoolean());
    }
    return unknown ? Entry{FactState::Unknown, {}} : null ? known(Value()) : known(Value(false));
}

Entry Evaluator::evalIf(const Node &node)
{
    const Entry condition = eval(*node.children.at(0));
    if (condition.state == FactState::NotApplicable)
        return condition;
    if (condition.state == FactState::Known)
        return eval(*node.children.at(isTrue(condition) ? 1 : 2));
    const Entry yes = eval(*node.children.at(1));
    const Entry no = eval(*node.children.at(2));
    const bool same = yes.state == FactState::Known && no.state == FactState::Known && yes.value == no.value;
    return same ? yes : Entry{FactState::Unknown, {}};
}

Entry Evaluator::evalQuantifier(const Node &node)
{
    const Entry list = eval(*node.children.at(0));
    if (list.state != FactState::Known)
        return list;
    if (!list.value.isList())
        return nullWith(u"FEEL-TYPE"_s, u"quantifier over no list"_s);
    const bool some = node.kind == Node::Kind::Some;
    const Entry outer = m_context.entry(node.name);
    bool unknown = false, null = false;
    Entry result = known(Value(!some));
    for (const Value &item : list.value.list()) {
        m_context.set(node.name, item);
        const Entry entry = eval(*node.children.at(1));
        if (entry.state == FactState::NotApplicable) {
            result = unknown ? Entry{FactState::Unknown, {}} : entry;
            unknown = null = false;
            break;
        }
        if (some ? isTrue(entry) : isFalse(entry)) {
            result = known(Value(some));
            unknown = null = false;
            break;
        }
        unknown = unknown || entry.state == FactState::Unknown;
        null = null || (entry.state == FactState::Known && !entry.value.isBoolean());
    }
    m_context.setEntry(node.name, outer);
    return unknown ? Entry{FactState::Unknown, {}} : null ? known(Value()) : result;
}

Entry Evaluator::evalIn(const Node &node)
{
    const Entry input = eval(*node.children.constFirst());
    if (input.state != FactState::Known)
        return input;
    bool null = false;
    for (const Test &test : node.tests) {
        const auto result = passes(test, input.value);
        if (result.value_or(false))
            return known(Value(true));
        null = null || !result;
    }
    return null ? nullWith(u"FEEL-TYPE"_s, u"in at column %1"_s.arg(node.column)) : known(Value(false));
}

Entry Evaluator::evalArithmetic(const Node &node, const Value &left, const Value &right)
{
    const bool adds = node.kind == Node::Kind::Add, subtracts = node.kind == Node::Kind::Subtract;
    if (left.isNumber() && right.isNumber()) {
        const Decimal &a = left.number(), &b = right.number();
        const auto result = adds                    ? a.plus(b)
            : subtracts                             ? a.minus(b)
            : node.kind == Node::Kind::Multiply     ? a.times(b)
                                                    : a.dividedBy(b);
        return result ? known(Value(*result)) : nullWith(u"FEEL-LIMIT"_s, u"number out of range or division by zero"_s);
    }
    if (left.isDate() && right.kind() == Value::Kind::Duration && (adds || subtracts)) {
        const Duration span = subtracts ? right.duration().negated() : right.duration();
        if (span.kind() == Duration::Kind::YearsMonths)
            return known(Value(left.date().plusMonths(span.count())));
        return known(Value(left.date().plusDays(span.count() / 86'400)));
    }
    if (left.isString() && right.isString() && adds)
        return known(Value(left.string() + right.string()));
    return nullWith(u"FEEL-TYPE"_s, u"arithmetic at column %1"_s.arg(node.column));
}

} // namespace zc::feel
