#include "internal/compiledmodel.h"

#include "internal/session.h"

#include <feel/record.h>

namespace zc::dmn {

using namespace Qt::StringLiterals;
using feel::Entry;
using feel::Function;
using feel::Run;
using feel::Value;

namespace {
template <class List>
int indexById(const List &list, const QString &id)
{
    for (qsizetype i = 0; i < list.size(); ++i)
        if (list.at(i).id == id)
            return int(i);
    return -1;
}

template <class List>
int indexByName(const List &list, const QString &name)
{
    for (qsizetype i = 0; i < list.size(); ++i)
        if (list.at(i).name == name)
            return int(i);
    return -1;
}
} // namespace

// A decision service as a function: its parameters are the input data, then the input decisions.
class CompiledModel::ServiceFunction : public Function {
public:
    ServiceFunction(std::shared_ptr<const CompiledModel> model, int index) : m_model(std::move(model)), m_index(index) {}
    QString name() const override { return m_model->m_source.services.at(m_index).name; }
    QList<Parameter> parameters() const override { return m_model->serviceParameters(service()); }
    feel::Type result() const override { return service().result; }
    Entry call(const feel::List &arguments, Run &run) const override
    {
        Session session(m_model, run);
        qsizetype next = 0;
        for (const int input : service().inputData)
            session.setInput(input, arguments.at(next++));
        for (const int decision : service().inputDecisions)
            session.setDecision(decision, arguments.at(next++));
        if (service().outputs.size() == 1)
            return session.decision(service().outputs.constFirst());
        feel::Record record;
        for (const int output : service().outputs) {
            const Entry value = session.decision(output);
            if (value.state != feel::FactState::Known)
                return value;
            record.insert(m_model->m_source.decisions.at(output).name, value.value);
        }
        return entryOf(Value(record));
    }

private:
    const Service &service() const { return m_model->m_services.at(m_index); }
    std::shared_ptr<const CompiledModel> m_model;
    int m_index;
};

Result<CompiledModel::ModelPtr> CompiledModel::compile(const Definitions &definitions, const QList<ImportedModel> &imports)
{
    auto model = std::make_shared<CompiledModel>();
    model->m_source = definitions;
    model->m_imports = imports;
    Types::Imported importedTypes;
    QHash<QString, QString> importNames;
    for (qsizetype i = 0; i < imports.size(); ++i) {
        importedTypes.insert(imports.at(i).name, &imports.at(i).model->m_types);
        importNames.insert(definitions.imports.at(i).nameSpace, imports.at(i).name);
    }
    model->m_types = Types(definitions, importedTypes, importNames, &model->m_problems);
    for (const InputData &input : definitions.inputs)
        model->m_inputTypes << model->m_types.resolve(input.typeRef);
    for (const DecisionSource &decision : definitions.decisions)
        model->m_decisionTypes << model->m_types.resolve(decision.typeRef.isEmpty() && decision.logic && decision.logic->kind != Boxed::Kind::FunctionDefinition
                                                              ? decision.logic->typeRef
                                                              : decision.typeRef);
    if (const auto linked = model->link(); !linked.ok())
        return linked.error();
    model->compileAll();
    return ModelPtr(model);
}

Error CompiledModel::failed(int line, const QString &what) const
{
    return {ErrorKind::Invalid, u"DMN-REFERENCE"_s, u"line %1: %2"_s.arg(line).arg(what)};
}

std::optional<CompiledModel::Requirement> CompiledModel::find(const Reference &reference) const
{
    if (const int input = indexById(m_source.inputs, reference.id); input >= 0)
        return Requirement{-1, Kind::Input, input};
    if (const int decision = indexById(m_source.decisions, reference.id); decision >= 0)
        return Requirement{-1, Kind::Decision, decision};
    if (const int knowledge = indexById(m_source.knowledge, reference.id); knowledge >= 0)
        return Requirement{-1, Kind::Knowledge, knowledge};
    if (const int service = indexById(m_source.services, reference.id); service >= 0)
        return Requirement{-1, Kind::Service, service};
    return std::nullopt;
}

Result<QList<CompiledModel::Requirement>> CompiledModel::requirements(const QList<Reference> &references) const
{
    QList<Requirement> result;
    for (const Reference &reference : references) {
        std::optional<Requirement> found;
        if (reference.nameSpace.isEmpty()) {
            found = find(reference);
        } else {
            for (qsizetype i = 0; i < m_imports.size() && !found; ++i) {
                if (m_source.imports.at(i).nameSpace != reference.nameSpace)
                    continue;
                found = m_imports.at(i).model->find(reference);
                if (found)
                    found->import = int(i);
            }
        }
        if (!found)
            return failed(reference.line, u"\"%1\" is required, which does not exist"_s.arg(reference.id));
        result << *found;
    }
    return result;
}

Result<QList<int>> CompiledModel::own(const QList<Reference> &references, Kind kind) const
{
    QList<int> result;
    for (const Reference &reference : references) {
        const auto found = reference.nameSpace.isEmpty() ? find(reference) : std::nullopt;
        if (!found || found->kind != kind)
            return failed(reference.line, u"\"%1\" is no element of this model that fits here"_s.arg(reference.id));
        result << found->index;
    }
    return result;
}

Result<void> CompiledModel::link()
{
    for (const DecisionSource &decision : std::as_const(m_source.decisions)) {
        const auto needs = requirements(decision.requirements);
        if (!needs.ok())
            return needs.error();
        m_decisionNeeds << *needs;
    }
    for (const KnowledgeSource &knowledge : std::as_const(m_source.knowledge)) {
        const auto needs = requirements(knowledge.requirements);
        if (!needs.ok())
            return needs.error();
        m_knowledgeNeeds << *needs;
    }
    for (const ServiceSource &source : std::as_const(m_source.services)) {
        const auto outputs = own(source.outputs, Kind::Decision), decisions = own(source.inputDecisions, Kind::Decision);
        const auto inputs = own(source.inputData, Kind::Input);
        if (!outputs.ok() || !decisions.ok() || !inputs.ok()) {
            // A service over another model's elements does not run; that is no reason to refuse the decisions beside it.
            m_problems << ModelProblem{source.line, u"decision service \"%1\" reaches beyond this model"_s.arg(source.name)};
            m_services << Service();
            continue;
        }
        // A type reference names the type of the function or, as many tools write it, that of its result.
        const feel::Type declared = m_types.resolve(source.typeRef);
        const bool function = declared.kind == feel::Type::Kind::Function && declared.detail;
        m_services << Service{*outputs, *decisions, *inputs, function ? declared.detail->result : declared};
    }
    return {};
}

QList<Function::Parameter> CompiledModel::parametersOf(const QList<Typed> &source) const
{
    QList<Function::Parameter> parameters;
    for (const Typed &parameter : source)
        parameters << Function::Parameter{parameter.name, m_types.resolve(parameter.typeRef)};
    return parameters;
}

QList<Function::Parameter> CompiledModel::serviceParameters(const Service &service) const
{
    QList<Function::Parameter> parameters;
    for (const int input : service.inputData)
        parameters << Function::Parameter{m_source.inputs.at(input).name, m_inputTypes.at(input)};
    for (const int decision : service.inputDecisions)
        parameters << Function::Parameter{m_source.decisions.at(decision).name, m_decisionTypes.at(decision)};
    return parameters;
}

feel::Type CompiledModel::functionType(const QList<Function::Parameter> &parameters, const feel::Type &result) const
{
    feel::TypeDetail detail;
    detail.hasSignature = true;
    for (const Function::Parameter &parameter : parameters)
        detail.parameters << parameter.type;
    detail.result = result;
    feel::Type type;
    type.kind = feel::Type::Kind::Function;
    type.detail = std::make_shared<const feel::TypeDetail>(std::move(detail));
    return type;
}

feel::Type CompiledModel::knowledgeResult(int index) const
{
    const KnowledgeSource &source = m_source.knowledge.at(index);
    const feel::Type declared = m_types.resolve(source.typeRef);
    if (declared.kind == feel::Type::Kind::Function && declared.detail)
        return declared.detail->result;
    if (declared.kind != feel::Type::Kind::Any)
        return declared;
    const bool body = source.function && !source.function->parts.isEmpty() && source.function->parts.constFirst().value;
    return body ? m_types.resolve(source.function->parts.constFirst().value->typeRef) : declared;
}

QString CompiledModel::nameOf(const Requirement &requirement) const
{
    if (requirement.import >= 0)
        return m_imports.at(requirement.import).model->nameOf({-1, requirement.kind, requirement.index});
    switch (requirement.kind) {
    case Kind::Input: return m_source.inputs.at(requirement.index).name;
    case Kind::Decision: return m_source.decisions.at(requirement.index).name;
    case Kind::Knowledge: return m_source.knowledge.at(requirement.index).name;
    case Kind::Service: break;
    }
    return m_source.services.at(requirement.index).name;
}

feel::Type CompiledModel::typeOf(const Requirement &requirement) const
{
    if (requirement.import >= 0)
        return m_imports.at(requirement.import).model->typeOf({-1, requirement.kind, requirement.index});
    switch (requirement.kind) {
    case Kind::Input: return m_inputTypes.at(requirement.index);
    case Kind::Decision: return m_decisionTypes.at(requirement.index);
    case Kind::Knowledge: {
        const BoxedPtr function = m_source.knowledge.at(requirement.index).function;
        return functionType(function ? parametersOf(function->parameters) : QList<Function::Parameter>(), knowledgeResult(requirement.index));
    }
    case Kind::Service: break;
    }
    return functionType(serviceParameters(m_services.at(requirement.index)), m_services.at(requirement.index).result);
}

LogicScope CompiledModel::scopeOf(const QList<Requirement> &needs) const
{
    feel::Scope scope;
    QHash<int, QList<std::pair<QString, feel::Type>>> imported;
    for (const Requirement &need : needs) {
        if (need.import >= 0 && !m_imports.at(need.import).name.isEmpty())
            imported[need.import] << std::pair(nameOf(need), typeOf(need));
        else
            scope.insert(nameOf(need), typeOf(need));
    }
    for (auto it = imported.cbegin(); it != imported.cend(); ++it)
        scope.insert(m_imports.at(it.key()).name, feel::Type::contextWith(it.value()));
    return LogicScope(scope, m_types);
}

void CompiledModel::compileAll()
{
    for (qsizetype i = 0; i < m_source.decisions.size(); ++i) {
        const DecisionSource &decision = m_source.decisions.at(i);
        if (!m_types.knows(decision.typeRef))
            m_problems << ModelProblem{decision.line, u"unknown type \"%1\""_s.arg(decision.typeRef)};
        m_decisionLogic << (decision.logic ? compileLogic(*decision.logic, scopeOf(m_decisionNeeds.at(i)), &m_problems) : nullptr);
    }
    for (qsizetype i = 0; i < m_source.knowledge.size(); ++i) {
        const KnowledgeSource &knowledge = m_source.knowledge.at(i);
        LogicScope scope = scopeOf(m_knowledgeNeeds.at(i));
        const bool body = knowledge.function && !knowledge.function->external && !knowledge.function->parts.isEmpty() && knowledge.function->parts.constFirst().value;
        if (body)
            for (const Function::Parameter &parameter : parametersOf(knowledge.function->parameters))
                scope.insert(parameter.name, parameter.type);
        m_knowledgeLogic << (body ? compileLogic(*knowledge.function->parts.constFirst().value, scope, &m_problems) : nullLogic());
    }
}

int CompiledModel::decisionIndex(const QString &name) const { return indexByName(m_source.decisions, name); }
int CompiledModel::knowledgeIndex(const QString &name) const { return indexByName(m_source.knowledge, name); }
int CompiledModel::serviceIndex(const QString &name) const { return indexByName(m_source.services, name); }

// The functions a knowledge model may call. Those that require each other in a ring stop at the second round.
feel::Context CompiledModel::knowledgeContext(const QList<Requirement> &needs) const
{
    feel::Context context;
    context.setComplete(true);
    QHash<int, feel::Record> imported;
    for (const Requirement &need : needs) {
        const CompiledModel &model = need.import >= 0 ? *m_imports.at(need.import).model : *this;
        const Value value = need.kind == Kind::Knowledge ? model.knowledge(need.index) : need.kind == Kind::Service ? model.service(need.index) : Value();
        if (need.import >= 0 && !m_imports.at(need.import).name.isEmpty())
            imported[need.import].insert(nameOf(need), value);
        else
            context.set(nameOf(need), value);
    }
    for (auto it = imported.cbegin(); it != imported.cend(); ++it)
        context.set(m_imports.at(it.key()).name, Value(it.value()));
    return context;
}

namespace {
// Looks its surroundings up when it is called, so that knowledge models may require each other.
class KnowledgeFunction : public Function {
public:
    using Surroundings = std::function<feel::Context()>;
    KnowledgeFunction(QString name, QList<Parameter> parameters, feel::Type result, LogicPtr body, bool external, Surroundings surroundings)
        : m_name(std::move(name)), m_parameters(std::move(parameters)), m_result(std::move(result)), m_body(std::move(body)),
          m_external(external), m_surroundings(std::move(surroundings))
    {
    }
    QString name() const override { return m_name; }
    QList<Parameter> parameters() const override { return m_parameters; }
    feel::Type result() const override { return m_result; }
    Entry call(const feel::List &arguments, Run &run) const override
    {
        return makeFunction(m_name, m_parameters, {}, m_body, m_surroundings(), {}, m_external)->call(arguments, run);
    }

private:
    QString m_name;
    QList<Parameter> m_parameters;
    feel::Type m_result;
    LogicPtr m_body;
    bool m_external;
    Surroundings m_surroundings;
};
} // namespace

Value CompiledModel::knowledge(int index) const
{
    const KnowledgeSource &source = m_source.knowledge.at(index);
    const auto self = shared_from_this();
    return Value(feel::FunctionPtr(std::make_shared<KnowledgeFunction>(
        source.name, source.function ? parametersOf(source.function->parameters) : QList<Function::Parameter>(), knowledgeResult(index),
        m_knowledgeLogic.at(index), source.function && source.function->external,
        [self, index] { return self->knowledgeContext(self->m_knowledgeNeeds.at(index)); })));
}

Value CompiledModel::service(int index) const
{
    return Value(feel::FunctionPtr(std::make_shared<ServiceFunction>(shared_from_this(), index)));
}

} // namespace zc::dmn
