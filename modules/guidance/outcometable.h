#pragma once
#include <guidance/interview.h>

namespace zc::guidance {

// One outcome of a pack, as different scenarios reach it.
struct DistinctOutcome {
    Outcome outcome;
    QList<ReasonAnswer> scenario;                      // a few answers after which it is this one, whatever else is answered
    double scenarios = 0;                              // how many consistent scenarios lead here; a range of numbers counts once
    QStringList basis;                                 // ids of everything in it
    QString basisText;
};

struct OutcomeTable {
    QList<DistinctOutcome> outcomes;                   // by sub-item in pack order, then the most frequent first
    double scenarios = 0;
};

// Every outcome of the pack once. Takes seconds for a pack of some dozen facts: never on the GUI thread.
// GDE-BUDGET (Internal): parts of the pack are beyond verification, or there are more than `most` outcomes.
Result<OutcomeTable> distinctOutcomes(const std::shared_ptr<const Pack> &pack, int most = 5000);

} // namespace zc::guidance
