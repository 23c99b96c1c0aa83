#pragma once
#include <base/result.h>
#include <dmn/decisiontable.h>
#include <feel/expression.h>

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>

namespace zc::dmn {

struct Definitions;

struct Decision {
    QString id, name, typeRef;
    QStringList requirements;                          // ids of required inputs and decisions
    std::optional<DecisionTable> table;                // either a table or a literal expression; neither: another boxed expression
    QString literal;
    int line = 0;
};
struct InputData {
    QString id, name, typeRef;
};
struct ItemDefinition {
    QString name, typeRef;
    bool isCollection = false;
    QStringList allowedValues;                         // texts, decoded; empty when they are not a list of texts
};

// What in a model could not be understood; it evaluates to null.
struct ModelProblem {
    int line = 0;
    QString detail;
};

// The file that defines a namespace, for an <import>; nullopt: nobody has it.
using ImportResolver = std::function<std::optional<QByteArray>(const QString &nameSpace)>;

class CompiledModel;

// A DMN model. Immutable after load, any thread.
class Model {
public:
    // DMN-XML: not well-formed, a document type, too large or too deep, not a DMN namespace. DMN-REFERENCE: an id twice, a
    // reference to nothing, a rule with too many or too few entries. DMN-ELEMENT: a part of DMN that is not read, with its
    // name. DMN-IMPORT: a namespace nobody has, imports in a ring. Every detail begins with "line N: ".
    // The first form reads the rule files of packs, namespaces of DMN 1.3 to 1.5: decision tables (UNIQUE, FIRST, ANY, COLLECT
    // without aggregation), literal expressions, item definitions with lists of texts, input data; everything else is refused.
    static Result<Model> load(const QByteArray &xml);
    // The second form reads DMN 1.2 to 1.5 whole and can be evaluated. FEEL texts that cannot be parsed are problems(), not errors.
    static Result<Model> load(const QByteArray &xml, const ImportResolver &imports);

    QString name() const { return m_name; }
    const QList<InputData> &inputs() const { return m_inputs; }
    const QList<Decision> &decisions() const { return m_decisions; }
    const QList<ItemDefinition> &items() const { return m_items; }
    QList<ModelProblem> problems() const;

    // A decision over input data by name; what the inputs lack is null if they are complete, unknown otherwise. Inputs of an
    // imported model lie in a context under the import's name. No such decision: null with a diagnostic.
    feel::Evaluation evaluate(const QString &decision, const feel::Context &inputs, const feel::Limits &limits = {}) const;
    // A business knowledge model or a decision service by name, its arguments by name.
    feel::Evaluation invoke(const QString &name, const feel::Context &arguments, const feel::Limits &limits = {}) const;

    // The document in the namespaces of DMN 1.5, with its diagrams and extension elements.
    QByteArray save() const;

private:
    static Model described(const QByteArray &xml, const Definitions &definitions);

    QString m_name;
    QList<InputData> m_inputs;
    QList<Decision> m_decisions;
    QList<ItemDefinition> m_items;
    QByteArray m_xml;
    std::shared_ptr<const CompiledModel> m_compiled;   // only after the second form
};

} // namespace zc::dmn
