#include "internal/session.h"

#include <feel/record.h>

namespace zc::dmn {

using namespace Qt::StringLiterals;
using feel::Entry;
using feel::FactState;
using feel::Value;

namespace {
constexpr int kMaxChain = 500;                         // decisions waiting for decisions
}

Session::Session(std::shared_ptr<const CompiledModel> model, feel::Run &run, feel::Context inputs)
    : m_model(std::move(model)), m_run(run), m_inputs(std::move(inputs))
{
}

feel::Context Session::complete()
{
    feel::Context context;
    context.setComplete(true);
    return context;
}

void Session::setInput(int index, Value value)
{
    m_inputs.set(m_model->source().inputs.at(index).name, std::move(value));
}

void Session::setDecision(int index, Value value)
{
    m_decisions.insert(index, entryOf(std::move(value)));
}

Entry Session::input(int index)
{
    const QString &name = m_model->source().inputs.at(index).name;
    const Entry *found = m_inputs.find(name);
    if (!found)
        return {m_inputs.isComplete() ? FactState::Known : FactState::Unknown, {}};
    return converted(*found, m_model->inputType(index), name, m_run);
}

Session &Session::import(int index)
{
    auto &session = m_imports[index];
    if (!session) {
        const auto &imported = m_model->imports().at(index);
        feel::Context inputs;
        inputs.setComplete(m_inputs.isComplete());
        const Entry *own = imported.name.isEmpty() ? nullptr : m_inputs.find(imported.name);
        if (own && own->state == FactState::Known && own->value.isContext()) {
            for (const feel::Record::Entry &entry : own->value.record().entries())
                inputs.set(entry.first, entry.second);
        } else {
            inputs = m_inputs;                         // nobody told them apart
        }
        session = std::make_shared<Session>(imported.model, m_run, inputs);
    }
    return *session;
}

Entry Session::required(const CompiledModel::Requirement &requirement)
{
    if (requirement.import >= 0)
        return import(requirement.import).required({-1, requirement.kind, requirement.index});
    switch (requirement.kind) {
    case CompiledModel::Kind::Input: return input(requirement.index);
    case CompiledModel::Kind::Decision: return decision(requirement.index);
    case CompiledModel::Kind::Knowledge: return entryOf(m_model->knowledge(requirement.index));
    case CompiledModel::Kind::Service: break;
    }
    return entryOf(m_model->service(requirement.index));
}

feel::Context Session::contextOf(const QList<CompiledModel::Requirement> &needs)
{
    feel::Context context;
    context.setComplete(true);
    QHash<int, feel::Record> imported;
    QHash<int, FactState> absent;
    for (const CompiledModel::Requirement &need : needs) {
        const Entry value = required(need);
        if (need.import < 0 || m_model->imports().at(need.import).name.isEmpty())
            context.setEntry(m_model->nameOf(need), value);
        else if (value.state == FactState::Known)
            imported[need.import].insert(m_model->nameOf(need), value.value);
        else
            absent.insert(need.import, value.state);
    }
    for (auto it = imported.cbegin(); it != imported.cend(); ++it)
        context.set(m_model->imports().at(it.key()).name, Value(it.value()));
    for (auto it = absent.cbegin(); it != absent.cend(); ++it)
        context.setEntry(m_model->imports().at(it.key()).name, {it.value(), {}});
    return context;
}

Entry Session::decision(int index)
{
    if (const auto found = m_decisions.constFind(index); found != m_decisions.cend())
        return *found;
    const DecisionSource &source = m_model->source().decisions.at(index);
    if (m_open.contains(index))
        return nullWith(m_run, u"decision \"%1\" requires itself"_s.arg(source.name));
    if (m_open.size() >= kMaxChain) {
        m_run.say(u"FEEL-LIMIT"_s, u"more than %1 decisions in a chain"_s.arg(kMaxChain));
        return entryOf({});
    }
    m_open.insert(index);
    Entry result;
    if (m_model->decisionLogic(index)) {
        const feel::Context context = contextOf(m_model->decisionNeeds(index));
        result = converted(m_model->decisionLogic(index)->evaluate(context, m_run), m_model->decisionType(index), source.name, m_run);
    } else {
        // Decided by people or another system: its value is an input like any other.
        const Entry *given = m_inputs.find(source.name);
        result = given ? converted(*given, m_model->decisionType(index), source.name, m_run)
                       : Entry{m_inputs.isComplete() ? FactState::Known : FactState::Unknown, {}};
    }
    m_open.remove(index);
    m_decisions.insert(index, result);
    return result;
}

} // namespace zc::dmn
