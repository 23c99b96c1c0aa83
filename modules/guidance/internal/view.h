#pragma once
#include "internal/solver.h"

#include <guidance/delta.h>
#include <guidance/interview.h>

namespace zc::guidance {

// What the active answers imply, worked out once per step: states of all outputs and the facts worth asking. One thread.
struct View {
    explicit View(const Pack &pack) : solver(pack) {}

    Solver solver;
    QList<std::optional<int>> outputs;                 // by compiled output; nullopt = pending
    QList<int> relevant;                               // unknown facts that can change a pending output, authored order
    QList<int> open;                                   // of these, the ones that can be answered now (guidance.md §10)
    QList<int> toConfirm;

    bool certainly(const OutputId &id) const;          // known to be produced
    bool possibly(const OutputId &id) const;           // not yet decided
    std::optional<feel::Value> value(const OutputId &id) const;    // of a known output that is produced

    static View make(const Pack &pack, const QList<feel::Entry> &active, const QList<int> &toConfirm);
    const Compiled &compiled() const { return m_pack->program().compiled; }

private:
    void findOpen(const Pack &pack);
    const Pack *m_pack = nullptr;
};

struct Totals {
    std::optional<int> promised, statutory;
    std::optional<feel::Decimal> fee;
};
Totals totalsOf(const Pack &pack, const View &view);
Delta differenceOf(const Pack &pack, const View &before, const View &after);

// Reasons over one view.
class Explainer {
public:
    Explainer(const Pack &pack, const View &view) : m_pack(pack), m_view(view) {}
    Reason why(const QList<OutputId> &outputs) const;  // all must be known
    Result<WhyNot> whyNot(const OutputId &output) const;
    QString outputName(const OutputId &output) const;

private:
    QList<int> sufficient(const QList<int> &outputs) const;
    ReasonAnswer answer(int fact, const feel::Value &value) const;
    const Pack &m_pack;
    const View &m_view;
};

Outcome outcomeOf(const Pack &pack, const View &view);

} // namespace zc::guidance
