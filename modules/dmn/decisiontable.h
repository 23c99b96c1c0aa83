#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace zc::dmn {

enum class HitPolicy { Unique, First, Any, Collect, Priority, RuleOrder, OutputOrder };
enum class Aggregation { None, Sum, Min, Max, Count };

struct InputClause {
    QString id, expression, typeRef;
    QString values = {};                               // tests every input must pass; empty = any
};
struct OutputClause {
    QString id, name, typeRef;
    QString values = {};                               // in order of priority
    QString fallback = {};                             // the output when no rule matches
};
struct Rule {
    QString id;
    QStringList inputs, outputs, annotations;          // texts, as many as there are clauses
    int line = 0;                                      // in the file
};

// A decision table as it stands in the file: texts only.
struct DecisionTable {
    QString id;
    HitPolicy hitPolicy = HitPolicy::Unique;
    Aggregation aggregation = Aggregation::None;       // with COLLECT
    QList<InputClause> inputs;
    QList<OutputClause> outputs;
    QStringList annotations;                           // names of the annotation columns
    QList<Rule> rules;
};

QString hitPolicyName(HitPolicy policy);

} // namespace zc::dmn
