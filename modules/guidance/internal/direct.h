#pragma once
#include "internal/program.h"

namespace zc::guidance {

// One run of a pack's tables over facts in three states, without diagrams. Sound: what it calls certain is certain, but it may
// take for open what constraints already decide. Serves outputs beyond the budget, run-time problems and the golden cases.
struct DirectResult {
    QList<std::optional<int>> terminals;               // by compiled output; nullopt = still open
    QList<QList<Cause>> causes;                        // by compiled output: rules that certainly fired (roots unused)
    QStringList problems;                              // "GDE-INAPPLICABLE 提交方式 p1": a rule read a fact that does not apply
    QHash<QString, QSet<QString>> fired;               // table -> rules that certainly fired
    bool violated = false;                             // a constraint is certainly broken
};

DirectResult runDirectly(const Pack &pack, const QList<feel::Entry> &facts);

} // namespace zc::guidance
