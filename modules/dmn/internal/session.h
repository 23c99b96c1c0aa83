#pragma once
#include "internal/compiledmodel.h"

namespace zc::dmn {

// One evaluation of a model: its inputs, and every decision computed at most once. One thread.
class Session {
public:
    Session(std::shared_ptr<const CompiledModel> model, feel::Run &run, feel::Context inputs = complete());
    void setInput(int index, feel::Value value);
    void setDecision(int index, feel::Value value);    // instead of what its logic would say

    feel::Entry decision(int index);
    feel::Entry input(int index);

private:
    static feel::Context complete();
    feel::Entry required(const CompiledModel::Requirement &requirement);
    feel::Context contextOf(const QList<CompiledModel::Requirement> &needs);
    Session &import(int index);

    std::shared_ptr<const CompiledModel> m_model;
    feel::Run &m_run;
    feel::Context m_inputs;
    QHash<int, feel::Entry> m_decisions;
    QSet<int> m_open;                                  // being computed right now
    QHash<int, std::shared_ptr<Session>> m_imports;
};

} // namespace zc::dmn
