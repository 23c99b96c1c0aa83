#include "internal/closure.h"

namespace zc::feel {

Closure::Closure(std::shared_ptr<const Program> program, const Node &node, Context context, std::vector<Value> frame, std::vector<Value> items)
    : m_program(std::move(program)), m_node(node), m_context(std::move(context)), m_frame(std::move(frame)), m_items(std::move(items))
{
    for (const std::vector<Value> *values : {&m_frame, &m_items})
        for (const Value &value : *values)
            m_nesting = std::max(m_nesting, value.nesting() + 1);
}

QList<Function::Parameter> Closure::parameters() const
{
    QList<Parameter> parameters;
    for (qsizetype i = 0; i < m_node.names.size(); ++i)
        parameters << Parameter{m_node.names.at(i), m_node.types.at(i)};
    return parameters;
}

Entry Closure::call(const List &arguments, Run &run) const
{
    if (m_node.kind == Node::Kind::External) {
        run.say(QStringLiteral("FEEL-EXTERNAL"), QStringLiteral("functions in other languages do not run"));
        return {FactState::Known, {}};
    }
    Evaluator evaluator(m_program, m_context, run);
    for (size_t i = 0; i < m_frame.size(); ++i)
        evaluator.setLocal(int(i), m_frame[i]);
    if (m_node.self >= 0)
        evaluator.setLocal(m_node.self, Value(FunctionPtr(shared_from_this())));
    for (qsizetype i = 0; i < arguments.size(); ++i)
        evaluator.setLocal(m_node.slot + int(i), arguments.at(i));
    evaluator.setItems(m_items);
    return evaluator.evaluate(*m_node.children.constLast());
}

} // namespace zc::feel
