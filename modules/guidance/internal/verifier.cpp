#include "internal/verifier.h"

#include "internal/words.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::NodeId;
using Level = Finding::Level;

Verifier::Verifier(const Pack &pack, SymbolicPack &symbols, Findings &findings, const std::atomic_bool *stop)
    : m_pack(pack), m_program(pack.program()), m_findings(findings), m_stop(stop), m_compiled(symbols.target), m_symbols(symbols)
{
    // What is made from here on is made to be looked at once; it does not eat into what the pack itself was allowed.
    m_compiled.diagram.setNodeLimit(m_compiled.diagram.nodeCount() + m_compiled.diagram.nodeLimit());
}

void Verifier::run()
{
    if (m_compiled.diagram.exceeded()) {
        m_findings.add(u"V19"_s, Level::Warning, {u"rules/"_s, 0, {}, {}},
                       say(QT_TRANSLATE_NOOP("zc::guidance", "The rules exceed the budget of decision diagrams; they run but are not verified")));
        checkCases();
        return;
    }
    checkBudget();
    if (stopped() || !checkScenarios())
        return;
    checkFactExpressions();
    for (PartSymbols &part : m_symbols.parts) {
        if (stopped())
            return;
        checkAssertReads(part);
        checkTables(part);
        if (stopped())
            return;
        checkLimits(part);
        checkModes(part);
        checkAsserts(part);
        if (!m_program.bundle)
            checkCatalogue(part);
    }
    if (m_program.bundle) {
        checkSharedModes();
        checkImports();
    }
    if (!stopped())
        checkInfluence();
    if (!stopped())
        checkCases();
}

void Verifier::report(const QString &code, Level level, const Place &place, const QString &message, NodeId bad, const TableRun *run)
{
    if (!m_symbols.knowsCare(bad))
        return;
    const NodeId good = without(m_symbols.careFor(bad).value_or(Diagram::kTrue), bad);
    const Witness witness = findWitness(m_pack, m_compiled, bad, good);
    QString situation = witness.text;
    if (run && !run->loopName.isEmpty())
        situation += say(QT_TRANSLATE_NOOP("zc::guidance", " (%1=%2)")).arg(run->loopName, run->loopValue);
    Finding &finding = m_findings.add(code, level, place, message.arg(situation));
    finding.witness = witness.facts;
    if (run && !run->loopName.isEmpty())
        finding.scope << std::pair(run->loopName, run->loopValue);
}

// V19: what is within the profile and yet too large to be looked at in full.
void Verifier::checkBudget()
{
    const auto tell = [this](const Place &place) {
        m_findings.add(u"V19"_s, Level::Warning, place,
                       say(QT_TRANSLATE_NOOP("zc::guidance", "The rules exceed the budget of decision diagrams; they run but are not verified")));
    };
    for (const PartSymbols &part : m_symbols.parts) {
        const Program &rules = *part.part->rules;
        for (const Helper &helper : rules.helpers)
            if (helper.authoring && !part.names.find(helper.name))
                tell(part.part->located({helper.place.file, 0, {}, helper.name}));
        const auto missing = [](const QHash<QString, MaybeNode> &functions) {
            return std::any_of(functions.cbegin(), functions.cend(), [](const MaybeNode &node) { return !node; });
        };
        const auto check = [&](const KnownTable &known, bool tooLarge) {
            if (tooLarge && known.authoring && known.present)
                tell(part.part->located({known.file, 0, {}, known.name}));
        };
        check(rules.subItems, missing(part.produced) || missing(part.handled));
        check(rules.materials, missing(part.required));
        check(rules.fields, missing(part.needed));
        check(rules.limits, missing(part.promised) || missing(part.statutory));
        check(rules.fees, missing(part.fee));
        check(rules.modes, missing(part.mode) || missing(part.dueDays));
    }
    bool untold = std::any_of(m_compiled.care.cbegin(), m_compiled.care.cend(), [](const CareGroup &group) { return !group.known; });
    for (const auto &[part, own] : std::as_const(m_compiled.looseConstraints))
        untold = untold || m_program.parts.at(part).rules->constraints.at(own).authoring;
    if (untold)
        tell({u"constraints.csv"_s, 0, {}, {}});
}

bool Verifier::checkScenarios()
{
    Diagram &diagram = m_compiled.diagram;
    if (!m_symbols.isSatisfiable()) {
        // Leave out constraints while the rest still contradicts itself; what stays is the quarrel.
        QList<NodeId> roots;
        for (const QList<NodeId> &part : std::as_const(m_compiled.constraintRoots))
            roots += part;
        QList<int> core;
        for (int i = 0; i < roots.size(); ++i)
            core << i;
        const NodeId conditions = m_symbols.applicabilityOnly();
        const auto joint = [&](const QList<int> &set) {
            NodeId all = conditions;
            for (const int i : set)
                all = conjunction(all, roots.at(i));
            return all;
        };
        for (int i = int(core.size()) - 1; i >= 0; --i) {
            QList<int> fewer = core;
            fewer.removeAt(i);
            if (joint(fewer) == Diagram::kFalse)
                core = fewer;
        }
        QStringList ids;
        for (const int i : std::as_const(core))
            ids << m_pack.constraints().at(i).id;
        m_findings.add(u"V11"_s, Level::Error, {u"constraints.csv"_s, 0, {}, {}},
                       say(QT_TRANSLATE_NOOP("zc::guidance", "The constraints contradict each other: no situation satisfies %1")).arg(ids.join(u"、"_s)));
        return false;
    }
    checkOptionsPossible();
    const auto dead = [&](NodeId where, const QList<MaybeNode> &produced, const Place &place) {
        NodeId anything = Diagram::kFalse;
        for (const MaybeNode &node : produced) {
            if (!node)
                return;
            anything = diagram.disjunction(anything, *node);
        }
        if (const NodeId bad = inCare(without(where, anything)); bad != Diagram::kFalse)
            report(u"V10"_s, Level::Error, place, say(QT_TRANSLATE_NOOP("zc::guidance", "A dead end, neither a sub-item nor a refusal or transfer: %1")), bad);
    };
    for (const PartSymbols &part : m_symbols.parts)
        if (!part.part->subItems.isEmpty())
            dead(part.takesPart, part.produced.values(), part.part->located({part.subItems.file, 0, {}, kSubItems}));
    if (m_program.bundle) {
        QList<MaybeNode> takesPart;
        for (size_t i = 1; i < m_symbols.parts.size(); ++i)
            takesPart << MaybeNode(m_symbols.parts[i].takesPart);
        dead(Diagram::kTrue, takesPart, {u"imports.csv"_s, 0, u"when"_s, {}});
    }
    return true;
}

// Options that no scenario takes. In a bundle those of its own facts alone: what the items do not use here is no defect.
void Verifier::checkOptionsPossible()
{
    for (int fact = 0; fact < m_pack.facts().size(); ++fact) {
        const QList<PartRow> &rows = m_program.factRows.at(fact);
        const int group = m_compiled.careOf.at(fact);
        if (group < 0 || rows.constFirst().part != 0 || rows.size() > 1)
            continue;
        const Fact &row = m_pack.facts().at(fact);
        const FactVariables &variables = m_compiled.atoms.of(fact);
        const bool set = row.type == FactType::Set;
        const QStringList options = row.type == FactType::Bool ? QStringList{u"false"_s, u"true"_s} : row.options;
        for (int i = 0; i < options.size(); ++i) {
            const int variable = set ? variables.first + i + (variables.inapplicableVariable >= 0 ? 1 : 0) : variables.first;
            if (cofactor(m_compiled.care.at(group).root, variable, set ? 1 : i) == Diagram::kFalse)
                m_findings.add(u"V11"_s, Level::Error, {u"facts.csv"_s, m_program.parts.constFirst().factLines.at(rows.constFirst().own), u"values"_s, {}},
                               say(QT_TRANSLATE_NOOP("zc::guidance", "The constraints contradict each other: option “%1” of “%2” is ruled out altogether")).arg(options.at(i), row.name));
        }
    }
}

NodeId Verifier::cofactor(NodeId root, int variable, int branch)
{
    std::vector<int> assignment(size_t(m_compiled.diagram.variableCount()), -1);
    assignment[size_t(variable)] = branch;
    m_compiled.diagram.setRestriction(std::move(assignment));
    return m_compiled.diagram.restricted(root);
}

// Follows what an expression reads: a fact that does not apply there is V12, a helper is reached there.
void Verifier::noteReads(const PartSymbols &part, const feel::NodePtr &node, const SymbolScope &scope, NodeId where, const Place &place, const TableRun *run)
{
    const int number = int(&part - m_symbols.parts.data());
    m_symbols.symbolic.reads(node, scope, where, [&](const QString &name, NodeId at) {
        if (part.part->rules->helper(name)) {
            NodeId &reach = m_helperReach.insert(std::pair(number, name), m_helperReach.value(std::pair(number, name), Diagram::kFalse)).value();
            reach = m_compiled.diagram.disjunction(reach, at);
            return;
        }
        const Symbol *fact = part.facts.find(name);
        if (!fact)
            return;
        const NodeId bad = inCare(conjunction(at, m_symbols.symbolic.isInapplicable(*fact)));
        const QString key = placeText(place) + u'\n' + name;
        if (bad == Diagram::kFalse || m_inapplicableReads.contains(key))
            return;
        m_inapplicableReads.insert(key);
        report(u"V12"_s, Level::Error, place, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 uses “%2”, which does not apply then: %3")).arg(placeText(place), name, u"%1"_s), bad, run);
    });
}

bool Verifier::readsInapplicable(const PartSymbols &part, const feel::NodePtr &node, const SymbolScope &scope, NodeId where)
{
    bool found = false;
    m_symbols.symbolic.reads(node, scope, where, [&](const QString &name, NodeId at) {
        const Symbol *fact = found || part.part->rules->helper(name) ? nullptr : part.facts.find(name);
        found = found || (fact && isPossible(conjunction(at, m_symbols.symbolic.isInapplicable(*fact))));
    });
    return found;
}

void Verifier::checkFactExpressions()
{
    Symbolic &symbolic = m_symbols.symbolic;
    for (size_t number = 0; number < m_symbols.parts.size(); ++number) {
        const PartSymbols &part = m_symbols.parts[number];
        const Program &rules = *part.part->rules;
        if (part.part->when)
            noteReads(m_symbols.parts.front(), part.part->when->root(), m_symbols.parts.front().facts, Diagram::kTrue, part.part->whenPlace);
        for (int fact = 0; fact < part.part->facts.size(); ++fact) {
            const int line = part.part->factLines.at(fact);
            NodeId where = part.takesPart;
            if (const auto &applicable = rules.applicable.at(fact)) {
                noteReads(part, applicable->root(), part.facts, where, part.part->located({u"facts.csv"_s, line, u"applicable"_s, {}}));
                const auto applies = symbolic.evaluate(applicable->root(), part.facts);
                where = applies ? conjunction(where, symbolic.isTrue(applies->node)) : Diagram::kFalse;
            }
            if (const auto &compute = rules.compute.at(fact))
                noteReads(part, compute->root(), part.facts, where, part.part->located({u"facts.csv"_s, line, u"compute"_s, {}}));
        }
        for (const ConstraintRule &rule : rules.constraints) {
            if (!rule.authoring)
                continue;
            NodeId where = part.takesPart;
            Place place = part.part->located(rule.place);
            if (rule.when) {
                place.column = u"when"_s;
                noteReads(part, rule.when->root(), part.names, where, place);
                const auto when = symbolic.evaluate(rule.when->root(), part.names);
                where = when ? conjunction(where, symbolic.isTrue(when->node)) : Diagram::kFalse;
                place.column = rule.place.column;
            }
            if (rule.then)
                noteReads(part, rule.then->root(), part.names, where, place);
        }
    }
}

// Calls back once for each value of the assertion's loop variable, until it answers true.
void Verifier::forEachBinding(const PartSymbols &part, const Assertion &assertion, const Binding &visit)
{
    if (assertion.scope == Assertion::Scope::Scenario) {
        visit(part.results, inCare(part.takesPart), nullptr);
        return;
    }
    const bool subItem = assertion.scope == Assertion::Scope::SubItem;
    const bool own = !m_program.bundle || &part != &m_symbols.parts.front();
    // A bundle asserts about the whole, an item about itself.
    const auto value = [&](const QHash<QString, MaybeNode> &ofPart, const QHash<QString, MaybeNode> &ofWhole, const QString &id) {
        return (own ? ofPart : ofWhole).value(id, Diagram::kFalse);
    };
    QStringList ids;
    if (subItem)
        ids = own ? part.part->handledIds() : subItemIds(m_pack, true);
    else if (!own)
        ids = materialIds(m_pack);
    else
        for (const Material &material : part.part->materials)
            ids << material.id;
    TableRun loop;
    loop.loopName = subItem ? kLoopSubItem : kLoopMaterial;
    for (const QString &id : std::as_const(ids)) {
        loop.loopValue = id;
        SymbolScope scope(&part.results);
        scope.insert(loop.loopName, m_symbols.symbolic.constant(feel::Value(id)));
        const auto bind = [&](const QString &name, const MaybeNode &node) {
            if (node)
                scope.insert(name, Symbol::scalar(*node));
        };
        if (subItem) {
            bind(kPromised, value(part.promised, m_symbols.promised, id));
            bind(kStatutory, value(part.statutory, m_symbols.statutory, id));
            bind(kFee, value(part.fee, m_symbols.fee, id));
        } else {
            bind(kMode, value(part.mode, m_symbols.mode, id));
            bind(kDueDays, value(part.dueDays, m_symbols.dueDays, id));
        }
        const MaybeNode reach = subItem ? value(part.handled, m_symbols.subItems, id) : value(part.required, m_symbols.required, id);
        if (reach && visit(scope, inCare(*reach), &loop))
            return;
    }
}

// V12 of assertions: `then` is read only where `when` holds.
void Verifier::checkAssertReads(const PartSymbols &part)
{
    for (const Assertion &assertion : part.part->rules->asserts) {
        if (!assertion.authoring)
            continue;
        forEachBinding(part, assertion, [&](const SymbolScope &scope, NodeId where, const TableRun *run) {
            Place place = part.part->located(assertion.place);
            if (assertion.when) {
                place.column = u"when"_s;
                noteReads(part, assertion.when->root(), scope, where, place, run);
                const auto when = m_symbols.symbolic.evaluate(assertion.when->root(), scope);
                where = when ? conjunction(where, m_symbols.symbolic.isTrue(when->node)) : Diagram::kFalse;
                place.column = assertion.place.column;
            }
            if (assertion.then)
                noteReads(part, assertion.then->root(), scope, where, place, run);
            return false;
        });
    }
}

void Verifier::checkAsserts(const PartSymbols &part)
{
    Symbolic &symbolic = m_symbols.symbolic;
    for (const Assertion &assertion : part.part->rules->asserts) {
        if (!assertion.authoring)
            continue;
        forEachBinding(part, assertion, [&](const SymbolScope &scope, NodeId reach, const TableRun *run) {
            NodeId bad = reach;
            if (assertion.when) {
                const auto when = symbolic.evaluate(assertion.when->root(), scope);
                bad = when ? conjunction(bad, symbolic.isTrue(when->node)) : Diagram::kFalse;
            }
            const auto then = assertion.then ? symbolic.evaluate(assertion.then->root(), scope) : std::nullopt;
            bad = inCare(then ? conjunction(bad, symbolic.isFalse(then->node)) : Diagram::kFalse);
            if (bad == Diagram::kFalse)
                return false;
            report(u"V06"_s, assertion.level, part.part->located(assertion.place),
                   say(QT_TRANSLATE_NOOP("zc::guidance", "Assertion %1 “%2” does not hold: %3"))
                       .arg(part.part->qualified(assertion.id), assertion.message, u"%1"_s),
                   bad, run);
            return true;
        });
    }
}

} // namespace zc::guidance
