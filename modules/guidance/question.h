#pragma once
#include <guidance/delta.h>
#include <guidance/reason.h>

namespace zc::guidance {

// What happens if a question is answered so.
struct Future {
    feel::Value value;                                 // one option; for a set: that option alone chosen in addition
    QString display;
    bool possible = true;                              // false: a constraint forbids it now
    QString forbiddenBy;                               // that constraint's message
    Delta delta;
    QString text;                                      // “选租赁：多交 场所使用证明”

    friend bool operator==(const Future &, const Future &) = default;
};

// A question that still matters. Questions that stand together (same group) are returned together, authored order.
struct Question {
    FactId fact;
    QString name, text, why, unit, group;
    FactType type = FactType::Bool;
    QStringList options;
    std::optional<feel::Value> minimum, maximum;
    std::optional<feel::Decimal> step;
    QList<FactSource> sources;
    double gain = 0;                                   // expected bits per cost; 0 for facts that only stand in the same group

    friend bool operator==(const Question &a, const Question &b) { return a.fact == b.fact; }
};

// Why a question is asked: the parts of the outcome it can still change, and the future of each answer.
struct WhyAsked {
    bool relevant = false;                             // false: it would not be asked now
    QList<OutputId> canChange;
    QList<Future> futures;                             // options of enum, bool and set; representative values of number and date
    QString text;
};

} // namespace zc::guidance
