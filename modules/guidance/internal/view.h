#pragma once
#include "internal/solver.h"

#include <guidance/delta.h>
#include <guidance/interview.h>

namespace zc::guidance {

// What the counting answers imply: states of all outputs and the facts worth asking. A plain value.
struct View {
    const Pack *pack = nullptr;
    QList<feel::Entry> facts;                          // that count
    QList<std::optional<int>> outputs;                 // by compiled output; nullopt = pending
    QList<int> relevant;                               // unknown facts that can change a pending output, authored order
    QList<int> open;                                   // of these, the ones that can be answered now (guidance.md §10)
    QList<int> toConfirm;

    // `solver` knows the facts of the view.
    static View make(const Pack &pack, const Solver &solver, const QList<int> &toConfirm);
    bool certainly(const OutputId &id) const;          // known to be produced
    bool possibly(const OutputId &id) const;           // not yet decided
    std::optional<feel::Value> value(const OutputId &id) const;    // of a known output that is produced
    bool isPending(int output) const { return !outputs.at(output) && compiled().outputs.at(output).asked; }
    bool isComplete() const;
    const Compiled &compiled() const { return pack->program().compiled; }

private:
    void findOpen(const Solver &solver);
};

struct Totals {
    std::optional<int> promised, statutory;
    std::optional<feel::Decimal> fee;
};
Totals totalsOf(const Pack &pack, const View &view);
Delta differenceOf(const Pack &pack, const View &before, const View &after);

// Reasons that were worked out before, as long as no fact they can depend on says something else. Belongs to one solver.
class ReasonCache {
public:
    const Reason *find(const Solver &solver, const Compiled &compiled, const QList<int> &outputs) const;
    void keep(const Solver &solver, const QList<int> &outputs, const Reason &reason);

private:
    struct Kept {
        quint32 epoch = 0;
        Reason reason;
    };
    QHash<QList<int>, Kept> m_kept;
};

// Reasons over one view; the solver knows its facts.
class Explainer {
public:
    Explainer(const Pack &pack, const Solver &solver, const View &view, ReasonCache *cache = nullptr)
        : m_pack(pack), m_solver(solver), m_view(view), m_cache(cache)
    {
    }
    Reason why(const QList<OutputId> &outputs) const;  // of those that are known
    Result<WhyNot> whyNot(const OutputId &output) const;
    QString outputName(const OutputId &output) const;
    QStringList firedRows(int output) const;           // as reasons name them: "m3", in a bundle "food-licence/m3"

private:
    Reason make(const QList<OutputId> &ids, const QList<int> &outputs) const;
    QList<int> sufficient(const QList<int> &outputs) const;
    QList<FiredRow> fired(int output) const;
    ReasonAnswer answer(int fact, const feel::Value &value) const;
    const Pack &m_pack;
    const Solver &m_solver;
    const View &m_view;
    ReasonCache *m_cache;
};

Outcome outcomeOf(const Pack &pack, const Solver &solver, const View &view, ReasonCache *cache = nullptr);

} // namespace zc::guidance
