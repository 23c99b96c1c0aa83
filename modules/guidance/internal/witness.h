#pragma once
#include "internal/program.h"

namespace zc::guidance {

// A smallest set of facts that shows a finding, and the sentence that tells it.
struct Witness {
    QList<QPair<QString, feel::Value>> facts;
    QString text;                                      // “主体业态=单位食堂，有营业执照=是”
};

// Finds witnesses. `bad`: scenarios that show the finding; `good`: consistent ones that do not; both over the same conditions.
// Every scenario with the witness's facts is bad, and no fact can be left out. Several starts are tried, the shortest wins.
Witness findWitness(const Pack &pack, const Compiled &compiled, dmn::NodeId bad, dmn::NodeId good);

} // namespace zc::guidance
