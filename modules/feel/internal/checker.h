#pragma once
#include <feel/expression.h>

namespace zc::feel {

// Types an authoring expression against its scope. The first problem ends the check.
class Checker {
public:
    explicit Checker(const Scope &scope) : m_scope(scope) {}
    std::optional<Type> check(const NodePtr &node);    // nullopt with problem() set
    bool checkTest(const Test &test, const Type &input);
    const Problem &problem() const { return m_problem; }

private:
    std::optional<Type> checkName(const Node &node);
    std::optional<Type> checkQuantifier(const Node &node);
    std::optional<Type> checkComparison(const Node &node);
    std::optional<Type> checkIf(const Node &node);
    std::optional<Type> checkList(const Node &node);
    std::optional<Type> checkShift(const Node &node);
    bool checkConstant(const Value &value, const Type &type, CompareOp op, int column);
    bool requireBoolean(const NodePtr &node);
    std::nullopt_t fail(Problem::Kind kind, int column, const QString &text, const QString &expected);

    Scope m_scope;
    Problem m_problem;
};

} // namespace zc::feel
