#pragma once
#include <guidance/fact.h>

#include <QStringList>

namespace zc::guidance {

// Which part of an outcome is meant. Id is a sub-item, material or field id.
struct OutputId {
    enum class Kind { SubItem, Material, Mode, DueDays, PromisedDays, StatutoryDays, Fee, Field };
    Kind kind = Kind::Material;
    QString id;

    friend bool operator==(const OutputId &, const OutputId &) = default;
    friend size_t qHash(const OutputId &id, size_t seed) { return qHashMulti(seed, int(id.kind), id.id); }
};

// One answer as a reason shows it.
struct ReasonAnswer {
    FactId fact;
    QString name;
    feel::Value value;
    QString display;                                   // "租赁", "是", "61 平方米"

    friend bool operator==(const ReasonAnswer &, const ReasonAnswer &) = default;
};

// Why a part of the outcome is as it is: the rules that fired, the answers that suffice for it (none can be left out), the law.
struct Reason {
    QStringList rows;                                  // rule ids, for example "m3", "p4"
    QList<ReasonAnswer> answers;                       // authored order
    QStringList basis;                                 // ids of basis.csv
    QString basisText;                                 // "食品经营示例规则 第二条"
    QString text;                                      // one sentence for the clerk

    friend bool operator==(const Reason &, const Reason &) = default;
};

// What would have to be answered otherwise so that something not required were required.
struct WhyNot {
    bool possible = false;                             // false: no consistent set of answers requires it
    QList<ReasonAnswer> changes;                       // the fewest answers to change, with the value they would need
    QString text;
};

} // namespace zc::guidance
