#pragma once
#include <guidance/authoredpack.h>
#include <guidance/interview.h>

namespace zc::guidance {

// One row, rule or piece of information that is new, gone or different.
struct PackChange {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    QString where;                                     // "facts.csv", "规则·材料", "公式", "包信息", "告知书", "samples/M01.md"
    QString id, name;                                  // of the row; the name as people know it
    QString column, from, to;                          // of a change: title of the column and its texts
};

// One thing that comes out differently, with one scenario for it.
struct OutcomeChange {
    QList<ReasonAnswer> scenario;                      // after these answers it is so, whatever else is answered
    QString text;                                      // "材料 授权委托书：不需要 → 必交"; another result alone stands for all it brings
    Outcome from, to;                                  // of one full scenario
    double scenarios = 0;                              // in how many it is so
};

struct PackDiff {
    AuthoredInfo from, to;
    QByteArray fromHash, toHash;
    QList<PackChange> changes;                         // in the order of the sheets
    QList<OutcomeChange> outcomes;                     // the most frequent first; at most some hundreds
    bool compared = false;                             // false: outcomes could not be compared, `error` says why
    Error error;
    bool isEmpty() const { return changes.isEmpty() && outcomes.isEmpty(); }
};

// What a new version changes for people. Texts are compared also where a pack has defects; outcomes only where both load:
// over every scenario that both packs know, or GDE-BUDGET. PACK-FORMAT, PACK-MISSING, DMN-XML: cannot be read at all.
// Takes seconds: never on the GUI thread.
Result<PackDiff> diffPacks(const PackFiles &from, const PackFiles &to);

} // namespace zc::guidance
