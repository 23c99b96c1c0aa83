#include "expression.h"

#include "internal/authoringparser.h"
#include "internal/checker.h"
#include "internal/engineparser.h"
#include "internal/evaluator.h"

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

// A text that the full language reads, over names that exist, is not wrong: it goes beyond the authoring profile.
Problem judged(Problem found, QStringView text, const Scope &scope, const Limits &limits)
{
    if (found.kind != Problem::Kind::Syntax)
        return found;
    const Names names(scope);
    EngineParser engine(text, names, limits);
    if (engine.expression() && engine.resolved())
        found.kind = Problem::Kind::OutsideProfile;
    return found;
}
} // namespace

Result<Expression> Expression::parse(QStringView text, const Scope &scope, Profile profile, Problem *problem, const Limits &limits)
{
    if (profile == Profile::Engine)
        return parse(text, Names(scope), problem, limits);
    AuthoringParser parser(text, limits);
    NodePtr root = parser.expression();
    if (!root)
        return report(parser.chained() ? parser.problem() : judged(parser.problem(), text, scope, limits), problem);
    Checker checker(scope);
    const auto type = checker.check(root);
    if (!type)
        return report(checker.problem(), problem);
    Expression expression;
    expression.m_program = std::make_shared<const Program>(parser.program(root));
    expression.m_text = text.toString();
    expression.m_type = *type;
    return expression;
}

Result<Expression> Expression::parse(QStringView text, const Names &names, Problem *problem, const Limits &limits)
{
    EngineParser parser(text, names, limits);
    NodePtr root = parser.expression();
    if (!root)
        return report(parser.problem(), problem);
    Expression expression;
    expression.m_program = std::make_shared<const Program>(parser.program(root));
    expression.m_text = text.toString();
    return expression;
}

Entry Expression::evaluate(const Context &context, Run &run) const
{
    return Evaluator(m_program, context, run).evaluate();
}

Evaluation Expression::evaluate(const Context &context, const Limits &limits) const
{
    Run run(limits);
    Entry entry = evaluate(context, run);
    return {entry.state, std::move(entry.value), run.diagnostics()};
}

QString Expression::bareName() const
{
    const Node &root = *m_program->root;
    return root.kind == Node::Kind::Name ? root.name : QString();
}

Result<UnaryTests> UnaryTests::parse(QStringView text, const Type &input, Profile profile, Problem *problem, const Limits &limits)
{
    if (profile == Profile::Engine)
        return parse(text, Names(), problem, limits);
    UnaryTests tests;
    tests.m_text = text.toString();
    AuthoringParser parser(text, limits);
    if (!parser.cell(tests.m_cell)) {
        Problem found = parser.problem();
        if (found.kind == Problem::Kind::Syntax && parse(text, Names(), nullptr, limits).ok())
            found.kind = Problem::Kind::OutsideProfile;
        return report(found, problem);
    }
    Checker checker({});
    for (const Test &test : tests.m_cell.tests)
        if (!checker.checkTest(test, input))
            return report(checker.problem(), problem);
    return tests;
}

Result<UnaryTests> UnaryTests::parse(QStringView text, const Names &names, Problem *problem, const Limits &limits)
{
    UnaryTests tests;
    tests.m_text = text.toString();
    EngineParser parser(text, names, limits);
    NodePtr root = parser.unaryTests(tests.m_cell.any);
    if (!root && !tests.m_cell.any)
        return report(parser.problem(), problem);
    if (root)
        tests.m_program = std::make_shared<const Program>(parser.program(root));
    return tests;
}

Evaluation UnaryTests::matches(const Entry &input) const
{
    Run run;
    Entry entry = matches(input, Context(), run);
    return {entry.state, std::move(entry.value), run.diagnostics()};
}

Entry UnaryTests::matches(const Entry &input, const Context &context, Run &run) const
{
    if (m_cell.any)
        return {FactState::Known, Value(true)};
    if (input.state == FactState::Unknown)
        return {FactState::Unknown, {}};
    if (input.state == FactState::NotApplicable)
        return {FactState::Known, Value(false)};
    if (m_program) {
        Evaluator evaluator(m_program, context, run);
        evaluator.setLocal(0, input.value);
        const Entry entry = evaluator.evaluate();
        return entry.state != FactState::Known ? entry : Entry{FactState::Known, Value(entry.value.isBoolean() && entry.value.boolean())};
    }
    bool hit = false;
    for (const Test &test : m_cell.tests)
        hit = hit || passes(test, input.value).value_or(false);
    // null matches nothing, not even a negated test: there is no value to compare.
    if (input.value.isNull())
        return {FactState::Known, Value(false)};
    return {FactState::Known, Value(hit != m_cell.negated)};
}

Result<Value> parseConstant(QStringView text, Problem *problem)
{
    AuthoringParser parser(text, {});
    Value value;
    if (!parser.constant(value))
        return report(parser.problem(), problem);
    return value;
}

} // namespace zc::feel
