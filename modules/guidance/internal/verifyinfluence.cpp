#include "internal/verifier.h"

#include "internal/words.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::NodeId;
using Level = Finding::Level;

// V07 and V08, over the outputs as the engine has them. Of a bundle only its own facts: the items answer for theirs.
void Verifier::checkInfluence()
{
    const Compiled &compiled = m_program.compiled;
    // An output that is not looked at in full may depend on anything.
    if (compiled.anyFallback)
        return;
    const Solver solver(m_pack);
    std::vector<bool> matters(size_t(m_pack.facts().size()));
    QSet<NodeId> seen;
    for (int output = 0; output < compiled.outputs.size(); ++output) {
        if (seen.contains(compiled.outputs.at(output).root))
            continue;
        seen.insert(compiled.outputs.at(output).root);
        for (const int fact : solver.relevantTo(output))
            matters[size_t(fact)] = true;
    }
    // A fact that only feeds derived facts works through them.
    for (int fact = 0; fact < m_pack.facts().size(); ++fact) {
        int number = 0;
        const feel::Expression *compute = m_program.computation(fact, &number);
        const Part &part = m_program.parts.at(number);
        for (int i = 0; compute && i < part.facts.size(); ++i)
            if (compute->names().contains(part.facts.at(i).name))
                matters[size_t(part.wholeFacts.at(i))] = true;
    }
    const Part &own = m_program.parts.constFirst();
    // A bundle may settle a question of its items by a constraint; the row is there to give it a name, nobody is asked.
    QStringList settled;
    for (const ConstraintRule &rule : own.rules->constraints)
        for (const auto &expression : {rule.when, rule.then})
            if (expression)
                settled << expression->names();
    for (int i = 0; i < own.facts.size(); ++i) {
        const int fact = own.wholeFacts.at(i);
        const bool shared = m_program.factRows.at(fact).size() > 1;
        const Fact &row = m_pack.facts().at(fact);
        Place place{u"facts.csv"_s, own.factLines.at(i), {}, {}};
        if (!matters[size_t(fact)] && shared && settled.contains(own.facts.at(i).name))
            continue;
        if (!matters[size_t(fact)]) {
            m_findings.add(u"V07"_s, Level::Warning, place,
                           say(QT_TRANSLATE_NOOP("zc::guidance", "Question “%1” never changes the result and can be left out")).arg(row.name));
        } else if (!row.options.isEmpty() && !shared) {
            place.column = u"values"_s;
            checkOptionsAlike(fact, place, row.options);
        }
    }
}

// V08: exchanging two options changes neither what is consistent nor any output.
void Verifier::checkOptionsAlike(int fact, const Place &place, const QStringList &options)
{
    const Compiled &compiled = m_program.compiled;
    const Fact &row = m_pack.facts().at(fact);
    const FactVariables &variables = compiled.atoms.of(fact);
    const bool set = row.type == FactType::Set;
    const int first = variables.first + (set && variables.inapplicableVariable >= 0 ? 1 : 0);
    dmn::Diagram layer(&compiled.diagram);
    const auto with = [&](NodeId root, std::initializer_list<QPair<int, int>> fixed) {
        std::vector<int> assignment(size_t(layer.variableCount()), -1);
        for (const auto &[variable, branch] : fixed)
            assignment[size_t(variable)] = branch;
        layer.setRestriction(std::move(assignment));
        return layer.restricted(root);
    };
    QList<NodeId> roots;
    if (const int group = compiled.careOf.at(fact); group >= 0)
        roots << compiled.care.at(group).root;
    for (const int output : compiled.outputsOfFact[size_t(fact)])
        if (!roots.contains(compiled.outputs.at(output).root))
            roots << compiled.outputs.at(output).root;
    // Pairs not yet told apart; each function usually settles many.
    QList<QPair<int, int>> pairs;
    for (int a = 0; a < options.size(); ++a)
        for (int b = a + 1; b < options.size(); ++b)
            pairs << std::pair(a, b);
    for (const NodeId root : std::as_const(roots)) {
        QHash<int, NodeId> by;                         // option -> what is left with it
        for (auto pair = pairs.begin(); pair != pairs.end();) {
            const auto [a, b] = *pair;
            bool same = false;
            if (set) {
                same = with(root, {{first + a, 1}, {first + b, 0}}) == with(root, {{first + a, 0}, {first + b, 1}});
            } else {
                for (const int option : {a, b})
                    if (!by.contains(option))
                        by.insert(option, with(root, {{first, option}}));
                same = by.value(a) == by.value(b);
            }
            pair = same ? std::next(pair) : pairs.erase(pair);
        }
        if (pairs.isEmpty())
            return;
    }
    for (const auto &[a, b] : std::as_const(pairs))
        m_findings.add(u"V08"_s, Level::Warning, place,
                       say(QT_TRANSLATE_NOOP("zc::guidance", "“%2” and “%3” of “%1” always have the same result and can be merged"))
                           .arg(row.name, options.at(a), options.at(b)));
}

} // namespace zc::guidance
