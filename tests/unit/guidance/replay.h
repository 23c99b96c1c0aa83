#pragma once
#include <guidance/finding.h>
#include <guidance/interview.h>

#include "internal/contexts.h"
#include "internal/direct.h"

#include <random>

namespace oracle {

// Shows a finding in the engine: whole situations that begin with the witness, the tables run over them without any diagram, and
// the defect looked for there. Of a pack that loads.
class Replay {
public:
    Replay(std::shared_ptr<const zc::guidance::Pack> pack, unsigned seed) : m_pack(std::move(pack)), m_engine(seed) {}

    // Whether the code says something about situations, so that there is something to show.
    static bool shows(const QString &code);
    // Empty: every situation tried shows the finding, and without any one fact of the witness some situation does not.
    QString fault(const zc::guidance::Finding &finding);
    // Whether one whole situation shows it.
    bool isShown(const zc::guidance::Finding &finding, const QList<zc::feel::Entry> &facts) const;

private:
    using Answers = QMap<int, zc::feel::Value>;        // a null stands for 不适用
    // A whole consistent situation with these answers, other facts by chance; nullopt: none was found.
    std::optional<QList<zc::feel::Entry>> situation(const Answers &answers);
    QList<zc::feel::Value> valuesOf(int fact);
    bool tableShows(const zc::guidance::Finding &finding, zc::guidance::Contexts &contexts, const zc::guidance::DirectResult &run) const;
    bool assertionFails(const zc::guidance::Finding &finding, zc::guidance::Contexts &contexts, const zc::guidance::DirectResult &run, bool inapplicable) const;
    const zc::feel::Expression *expressionAt(const zc::guidance::Finding &finding) const;
    std::optional<int> terminal(const zc::guidance::DirectResult &run, zc::guidance::OutputId::Kind kind, const QString &id) const;

    std::shared_ptr<const zc::guidance::Pack> m_pack;
    std::mt19937 m_engine;
};

} // namespace oracle
