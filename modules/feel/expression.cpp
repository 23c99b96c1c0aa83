#include "expression.h"

#include "internal/checker.h"
#include "internal/evaluator.h"
#include "internal/parser.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
Error errorFor(const Problem &problem)
{
    const QString detail = u"column %1: \"%2\", expected %3"_s.arg(problem.column).arg(problem.text, problem.expected);
    switch (problem.kind) {
    case Problem::Kind::Syntax:
    case Problem::Kind::OutsideProfile: return {ErrorKind::Invalid, u"FEEL-SYNTAX"_s, detail};
    case Problem::Kind::TooLarge: return {ErrorKind::Invalid, u"FEEL-LIMIT"_s, detail};
    default: return {ErrorKind::Invalid, u"FEEL-TYPE"_s, detail};
    }
}

Error report(const Problem &found, Problem *problem)
{
    if (problem)
        *problem = found;
    return errorFor(found);
}

void collectNames(const Node &node, QStringList &bound, QStringList &names)
{
    if (node.kind == Node::Kind::Name && !bound.contains(node.name) && !names.contains(node.name))
        names << node.name;
    if (node.kind == Node::Kind::Some || node.kind == Node::Kind::Every) {
        collectNames(*node.children.at(0), bound, names);
        bound << node.name;
        collectNames(*node.children.at(1), bound, names);
        bound.removeLast();
        return;
    }
    for (const NodePtr &child : node.children)
        collectNames(*child, bound, names);
}
} // namespace

Result<Expression> Expression::parse(QStringView text, const Scope &scope, Profile profile, Problem *problem, const Limits &limits)
{
    Parser parser(text, profile, limits);
    NodePtr root = parser.expression();
    if (!root)
        return report(parser.problem(), problem);
    Expression expression;
    expression.m_root = root;
    expression.m_text = text.toString();
    if (profile == Profile::Authoring) {
        Checker checker(scope);
        const auto type = checker.check(root);
        if (!type)
            return report(checker.problem(), problem);
        expression.m_type = *type;
    }
    return expression;
}

Evaluation Expression::evaluate(const Context &context, const Limits &limits) const
{
    return Evaluator(context, limits).run(m_root);
}

QStringList Expression::names() const
{
    QStringList bound, names;
    collectNames(*m_root, bound, names);
    return names;
}

QString Expression::bareName() const
{
    return m_root->kind == Node::Kind::Name ? m_root->name : QString();
}

Result<UnaryTests> UnaryTests::parse(QStringView text, const Type &input, Profile profile, Problem *problem, const Limits &limits)
{
    UnaryTests tests;
    tests.m_text = text.toString();
    Parser parser(text, profile, limits);
    if (!parser.cell(tests.m_cell))
        return report(parser.problem(), problem);
    if (profile == Profile::Authoring) {
        Checker checker({});
        for (const Test &test : tests.m_cell.tests)
            if (!checker.checkTest(test, input))
                return report(checker.problem(), problem);
    }
    return tests;
}

Evaluation UnaryTests::matches(const Entry &input) const
{
    if (m_cell.any)
        return {FactState::Known, Value(true), {}};
    if (input.state == FactState::Unknown)
        return {FactState::Unknown, {}, {}};
    if (input.state == FactState::NotApplicable)
        return {FactState::Known, Value(false), {}};
    bool hit = false;
    for (const Test &test : m_cell.tests)
        hit = hit || passes(test, input.value).value_or(false);
    // null matches nothing, not even a negated test: there is no value to compare.
    if (input.value.isNull())
        return {FactState::Known, Value(false), {}};
    return {FactState::Known, Value(hit != m_cell.negated), {}};
}

Result<Value> parseConstant(QStringView text, Problem *problem)
{
    Parser parser(text, Profile::Authoring, {});
    Value value;
    if (!parser.constant(value))
        return report(parser.problem(), problem);
    return value;
}

std::optional<bool> compare(CompareOp op, const Value &left, const Value &right)
{
    if (op == CompareOp::Equal || op == CompareOp::NotEqual) {
        if (left.kind() != right.kind() && !left.isNull() && !right.isNull())
            return std::nullopt;
        return (left == right) == (op == CompareOp::Equal);
    }
    std::strong_ordering order = std::strong_ordering::equal;
    if (left.isNumber() && right.isNumber())
        order = left.number() <=> right.number();
    else if (left.isDate() && right.isDate())
        order = left.date() <=> right.date();
    else if (left.isString() && right.isString())
        order = left.string().compare(right.string()) <=> 0;
    else
        return std::nullopt;
    switch (op) {
    case CompareOp::Less: return order < 0;
    case CompareOp::LessEqual: return order <= 0;
    case CompareOp::Greater: return order > 0;
    default: return order >= 0;
    }
}

std::optional<bool> passes(const Test &test, const Value &value)
{
    if (!test.interval)
        return compare(test.op, value, test.low);
    const auto above = compare(test.lowOpen ? CompareOp::Greater : CompareOp::GreaterEqual, value, test.low);
    const auto below = compare(test.highOpen ? CompareOp::Less : CompareOp::LessEqual, value, test.high);
    if (!above || !below)
        return std::nullopt;
    return *above && *below;
}

} // namespace zc::feel
