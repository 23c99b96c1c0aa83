#pragma once
#include "internal/program.h"

namespace zc::guidance {

enum class Truth { No, Open, Yes };
inline Truth both(Truth a, Truth b) { return std::min(a, b); }
inline Truth either(Truth a, Truth b) { return std::max(a, b); }

// Facts in three states as each part's expressions read them: under the part's own names, and 不适用 where the part has no use for
// them. Evaluates what it needs when it is asked. Reads the pack, which must outlive it; one thread.
class Contexts {
public:
    // `facts`: of the whole, by index. An open fact whose condition is certainly not met counts as 不适用.
    Contexts(const Pack &pack, const QList<feel::Entry> &facts);

    const feel::Context &facts(int part) const { return m_contexts.at(part); }
    feel::Context &withHelpers(int part);              // facts and helpers
    Truth takesPart(int part) const { return m_takesPart.at(part); }
    feel::Evaluation applies(int wholeFact) const;     // a boolean, or Unknown
    bool breaks(int part, int constraint);             // certainly

private:
    void addFact(const PartRow &row, const feel::Entry &entry);
    void runHelpers(const Program &rules, feel::Context &context) const;

    const Pack &m_pack;
    const Program &m_program;
    QList<feel::Context> m_contexts;
    QList<Truth> m_takesPart, m_applies;
    QList<bool> m_helped;
};

} // namespace zc::guidance
