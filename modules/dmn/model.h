#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace zc::dmn {

enum class HitPolicy { Unique, First, Any, Collect };

struct InputClause {
    QString id, expression, typeRef;
};
struct OutputClause {
    QString id, name, typeRef;
};
struct Rule {
    QString id;
    QStringList inputs, outputs, annotations;          // texts, as many as there are clauses
    int line = 0;                                      // in the file
};
struct DecisionTable {
    QString id;
    HitPolicy hitPolicy = HitPolicy::Unique;
    QList<InputClause> inputs;
    QList<OutputClause> outputs;
    QStringList annotations;                           // names of the annotation columns
    QList<Rule> rules;
};
struct Decision {
    QString id, name, typeRef;
    QStringList requirements;                          // ids of required inputs and decisions
    std::optional<DecisionTable> table;                // either a table or a literal expression
    QString literal;
    int line = 0;
};
struct InputData {
    QString id, name, typeRef;
};
struct ItemDefinition {
    QString name, typeRef;
    bool isCollection = false;
    QStringList allowedValues;                         // texts, decoded
};

// A DMN model: namespaces of 1.3, 1.4 and 1.5; decision tables (UNIQUE, FIRST, ANY, COLLECT without aggregation), literal
// expressions, item definitions with allowedValues, input data, information requirements. Diagrams, extension elements and
// descriptions are skipped. Immutable after load, any thread.
class Model {
public:
    // DMN-XML: not well-formed, a document type, too large, not a DMN namespace. DMN-REFERENCE: an id twice, a reference to
    // nothing, a rule with too many or too few entries. DMN-ELEMENT: a part of DMN that is not read, with its name.
    // Every detail begins with "line N: ".
    static Result<Model> load(const QByteArray &xml);

    QString name() const { return m_name; }
    const QList<InputData> &inputs() const { return m_inputs; }
    const QList<Decision> &decisions() const { return m_decisions; }
    const QList<ItemDefinition> &items() const { return m_items; }

private:
    friend class Reader;
    QString m_name;
    QList<InputData> m_inputs;
    QList<Decision> m_decisions;
    QList<ItemDefinition> m_items;
};

QString hitPolicyName(HitPolicy policy);

} // namespace zc::dmn
