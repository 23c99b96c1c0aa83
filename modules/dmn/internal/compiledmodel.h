#pragma once
#include "internal/logic.h"

namespace zc::dmn {

// A model with its imports, its types and its logic, ready to be evaluated. Immutable, any thread.
class CompiledModel : public std::enable_shared_from_this<CompiledModel> {
public:
    using ModelPtr = std::shared_ptr<const CompiledModel>;
    enum class Kind { Input, Decision, Knowledge, Service };
    // An element a decision or a knowledge model requires; import -1 is the model itself.
    struct Requirement {
        int import = -1;
        Kind kind = Kind::Input;
        int index = 0;
    };
    struct ImportedModel {
        QString name;
        ModelPtr model;
    };

    static Result<ModelPtr> compile(const Definitions &definitions, const QList<ImportedModel> &imports);

    const Definitions &source() const { return m_source; }
    const QList<ImportedModel> &imports() const { return m_imports; }
    const QList<ModelProblem> &problems() const { return m_problems; }

    QString nameOf(const Requirement &requirement) const;
    const QList<Requirement> &decisionNeeds(int decision) const { return m_decisionNeeds.at(decision); }
    const LogicPtr &decisionLogic(int decision) const { return m_decisionLogic.at(decision); }
    const feel::Type &decisionType(int decision) const { return m_decisionTypes.at(decision); }
    const feel::Type &inputType(int input) const { return m_inputTypes.at(input); }
    const QList<int> &serviceOutputs(int service) const { return m_services.at(service).outputs; }

    int decisionIndex(const QString &name) const;      // -1: none of that name
    int knowledgeIndex(const QString &name) const;
    int serviceIndex(const QString &name) const;

    feel::Value knowledge(int index) const;            // as a function
    feel::Value service(int index) const;

private:
    struct Service {
        QList<int> outputs, inputDecisions, inputData; // of this model
        feel::Type result;
    };
    class ServiceFunction;
    Error failed(int line, const QString &what) const;
    std::optional<Requirement> find(const Reference &reference) const;
    Result<QList<Requirement>> requirements(const QList<Reference> &references) const;
    Result<QList<int>> own(const QList<Reference> &references, Kind kind) const;
    feel::Type typeOf(const Requirement &requirement) const;
    feel::Type functionType(const QList<feel::Function::Parameter> &parameters, const feel::Type &result) const;
    feel::Type knowledgeResult(int index) const;
    QList<feel::Function::Parameter> parametersOf(const QList<Typed> &source) const;
    QList<feel::Function::Parameter> serviceParameters(const Service &service) const;
    LogicScope scopeOf(const QList<Requirement> &needs) const;
    feel::Context knowledgeContext(const QList<Requirement> &needs) const;
    Result<void> link();
    void compileAll();

    Definitions m_source;
    QList<ImportedModel> m_imports;
    Types m_types;
    QList<feel::Type> m_inputTypes, m_decisionTypes;
    QList<QList<Requirement>> m_decisionNeeds, m_knowledgeNeeds;
    QList<LogicPtr> m_decisionLogic, m_knowledgeLogic;
    QList<Service> m_services;
    QList<ModelProblem> m_problems;
};

} // namespace zc::dmn
