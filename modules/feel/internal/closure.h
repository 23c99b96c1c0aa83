#pragma once
#include "internal/evaluator.h"

namespace zc::feel {

// A function written in FEEL, with the values that stood around it where it was written.
class Closure : public Function, public std::enable_shared_from_this<Closure> {
public:
    Closure(std::shared_ptr<const Program> program, const Node &node, Context context, std::vector<Value> frame, std::vector<Value> items);
    QList<Parameter> parameters() const override;
    Type result() const override { return m_node.types.constLast(); }
    int nesting() const override { return m_nesting; }
    Entry call(const List &arguments, Run &run) const override;

private:
    std::shared_ptr<const Program> m_program;          // keeps m_node alive
    const Node &m_node;
    Context m_context;
    std::vector<Value> m_frame, m_items;
    int m_nesting = 1;
};

} // namespace zc::feel
