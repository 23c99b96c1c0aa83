#pragma once
#include "internal/program.h"

namespace zc::guidance {

// A rule that certainly fired.
struct FiredRow {
    int part = 0, table = 0, row = 0;
    friend bool operator==(const FiredRow &, const FiredRow &) = default;
};

// One run of a pack's tables over facts in three states, without diagrams. Sound: what it calls certain is certain, but it may
// take for open what constraints already decide. Serves outputs beyond the budget, run-time problems and comparisons.
struct DirectResult {
    QList<std::optional<int>> terminals;               // by compiled output; nullopt = still open
    QList<QList<FiredRow>> causes;                     // by compiled output
    QStringList problems;                              // "GDE-INAPPLICABLE 提交方式 p1": a rule read a fact that does not apply
    QSet<QPair<int, int>> fired[kTableKinds];          // by table: part and row
    bool violated = false;                             // a constraint is certainly broken
};

DirectResult runDirectly(const Pack &pack, const QList<feel::Entry> &facts);

// "food-licence/材料 m3"; what names a rule in messages and receipts.
QString ruleName(const Program &program, int part, int table, int row);

} // namespace zc::guidance
