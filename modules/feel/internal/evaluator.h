#pragma once
#include <feel/expression.h>

namespace zc::feel {

// One evaluation of one tree. Three states come out: a value, Unknown, or NotApplicable; see guidance.md §2.
// `and`/`or` are Kleene over Unknown, so an unanswered fact spoils a result only where it can matter.
class Evaluator {
public:
    Evaluator(const Context &context, const Limits &limits) : m_context(context), m_stepsLeft(limits.steps) {}
    Evaluation run(const NodePtr &root);

private:
    Entry eval(const Node &node);
    Entry evalAnd(const Node &node);
    Entry evalOr(const Node &node);
    Entry evalIf(const Node &node);
    Entry evalQuantifier(const Node &node);
    Entry evalIn(const Node &node);
    Entry evalArithmetic(const Node &node, const Value &left, const Value &right);
    Entry nullWith(const QString &code, const QString &detail);

    Context m_context;
    qint64 m_stepsLeft;
    QList<Diagnostic> m_diagnostics;
};

} // namespace zc::feel
