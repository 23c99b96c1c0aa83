#include "internal/verifier.h"

#include "internal/solver.h"

#include <QCoreApplication>

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::NodeId;
using Level = Finding::Level;

namespace {
QString say(const char *text)
{
    return QCoreApplication::translate("zc::guidance", text);
}

int isTrue(int terminal) { return terminal == ValueTable::kTrue ? 1 : 0; }
int isFalse(int terminal) { return terminal == ValueTable::kFalse ? 1 : 0; }
} // namespace

Verifier::Verifier(const Pack &pack, Findings &findings)
    : m_pack(pack), m_program(pack.program()), m_findings(findings), m_symbols(pack, pack.program(), m_compiled)
{
}

void Verifier::run()
{
    m_symbols.build();
    if (m_compiled.diagram.exceeded()) {
        m_findings.add(u"V19"_s, Level::Warning, {u"rules/"_s, 0, {}, {}},
                       say(QT_TRANSLATE_NOOP("zc::guidance", "The rules exceed the budget of decision diagrams; they run but are not verified")));
        checkCases();
        return;
    }
    checkScenarios();
    if (m_compiled.care == Diagram::kFalse)
        return;
    checkFactExpressions();
    checkTables();
    checkLimits();
    checkModes();
    checkAsserts();
    checkCatalogue();
    checkInfluence();
    checkCases();
}

void Verifier::report(const QString &code, Level level, const Place &place, const QString &message, NodeId bad, const TableRun *run)
{
    const Witness witness = findWitness(m_pack, m_compiled, bad);
    QString situation = witness.text;
    if (run && !run->loopName.isEmpty())
        situation += say(QT_TRANSLATE_NOOP("zc::guidance", " (%1=%2)")).arg(run->loopName, run->loopValue);
    Finding &finding = m_findings.add(code, level, place, message.arg(situation));
    finding.witness = witness.facts;
    if (run && !run->loopName.isEmpty())
        finding.scope << QPair(run->loopName, run->loopValue);
}

void Verifier::checkScenarios()
{
    Diagram &diagram = m_compiled.diagram;
    if (m_compiled.care == Diagram::kFalse) {
        // Leave out constraints while the rest still contradicts itself; what stays is the quarrel.
        QList<int> core;
        for (int i = 0; i < m_compiled.constraintRoots.size(); ++i)
            core << i;
        const auto joint = [&](const QList<int> &set) {
            NodeId all = Diagram::kTrue;
            for (const int fact : m_compiled.atoms.order()) {
                const auto &applicable = m_program.applicable.at(fact);
                const auto symbol = applicable ? m_symbols.symbolic.evaluate(applicable->root(), m_symbols.factScope) : std::nullopt;
                const NodeId inapplicable = m_symbols.isInapplicable(fact);
                if (symbol)
                    all = conjunction(all, diagram.select(diagram.map(symbol->node, isTrue), diagram.negation(inapplicable), inapplicable));
            }
            for (const int i : set)
                all = conjunction(all, m_compiled.constraintRoots.at(i));
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
        return;
    }
    for (int fact = 0; fact < m_pack.facts().size(); ++fact) {
        const Fact &row = m_pack.facts().at(fact);
        const FactVariables &variables = m_compiled.atoms.of(fact);
        const bool set = row.type == FactType::Set;
        const QStringList options = row.type == FactType::Bool ? QStringList{u"false"_s, u"true"_s} : row.options;
        for (int i = 0; i < options.size(); ++i) {
            const int variable = set ? variables.first + i + (variables.inapplicableVariable >= 0 ? 1 : 0) : variables.first;
            if (cofactor(m_compiled.care, variable, set ? 1 : i) == Diagram::kFalse)
                m_findings.add(u"V11"_s, Level::Error, {u"facts.csv"_s, fact + 2, u"values"_s, {}},
                               say(QT_TRANSLATE_NOOP("zc::guidance", "The constraints contradict each other: option “%1” of “%2” is ruled out altogether")).arg(options.at(i), row.name));
        }
    }
    NodeId anything = Diagram::kFalse;
    for (const NodeId produced : std::as_const(m_symbols.produced))
        anything = diagram.disjunction(anything, produced);
    if (m_symbols.subItemsExact)
        if (const NodeId bad = without(m_compiled.care, anything); bad != Diagram::kFalse)
            report(u"V10"_s, Level::Error, {m_program.subItems.file, 0, {}, kSubItems},
                   say(QT_TRANSLATE_NOOP("zc::guidance", "A dead end, neither a sub-item nor a refusal or transfer: %1")), bad);
}

NodeId Verifier::cofactor(NodeId root, int variable, int branch)
{
    Diagram &diagram = m_compiled.diagram;
    QHash<NodeId, NodeId> done;
    const std::function<NodeId(NodeId)> walk = [&](NodeId node) -> NodeId {
        if (Diagram::isTerminal(node) || diagram.variableOf(node) > variable)
            return node;
        if (const auto found = done.constFind(node); found != done.cend())
            return *found;
        const int own = diagram.variableOf(node);
        NodeId result;
        if (own == variable) {
            result = diagram.child(node, branch);
        } else {
            std::vector<NodeId> parts(size_t(diagram.branches(own)));
            for (size_t i = 0; i < parts.size(); ++i)
                parts[i] = walk(diagram.child(node, int(i)));
            result = diagram.make(own, parts);
        }
        done.insert(node, result);
        return result;
    };
    return walk(root);
}

// Follows what an expression reads: a fact that does not apply there is V12, a helper is reached there.
void Verifier::noteReads(const feel::NodePtr &node, const SymbolScope &scope, NodeId where, const Place &place)
{
    m_symbols.symbolic.reads(node, scope, where, [&](const QString &name, NodeId at) {
        if (m_program.helper(name)) {
            m_helperReach[name] = m_compiled.diagram.disjunction(m_helperReach.value(name, Diagram::kFalse), at);
            return;
        }
        if (!m_symbols.factScope.contains(name))
            return;
        const NodeId bad = conjunction(conjunction(m_compiled.care, at), m_symbols.symbolic.isInapplicable(m_symbols.factScope.value(name)));
        const QString key = placeText(place) + u'\n' + name;
        if (bad == Diagram::kFalse || m_inapplicableReads.contains(key))
            return;
        m_inapplicableReads.insert(key);
        report(u"V12"_s, Level::Error, place, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 uses “%2”, which does not apply then: %3")).arg(placeText(place), name, u"%1"_s), bad);
    });
}

void Verifier::checkFactExpressions()
{
    for (int fact = 0; fact < m_pack.facts().size(); ++fact)
        if (const auto &applicable = m_program.applicable.at(fact))
            noteReads(applicable->root(), m_symbols.factScope, m_compiled.care, {u"facts.csv"_s, fact + 2, u"applicable"_s, {}});
    for (const ConstraintRule &rule : m_program.constraints) {
        if (!rule.authoring)
            continue;
        NodeId where = m_compiled.care;
        if (rule.when) {
            Place place = rule.place;
            place.column = u"when"_s;
            noteReads(rule.when->root(), m_symbols.scope, where, place);
            if (const auto when = m_symbols.symbolic.evaluate(rule.when->root(), m_symbols.scope))
                where = conjunction(where, m_compiled.diagram.map(when->node, isTrue));
        }
        if (rule.then)
            noteReads(rule.then->root(), m_symbols.scope, where, rule.place);
    }
}

// Calls back once for each value of the assertion's loop variable, until it answers true.
void Verifier::forEachBinding(const Assertion &assertion, const std::function<bool(const SymbolScope &, NodeId reach, const TableRun *)> &visit)
{
    SymbolScope scope = m_symbols.assertScope;
    TableRun loop;
    if (assertion.scope == Assertion::Scope::Scenario) {
        visit(scope, m_compiled.care, nullptr);
        return;
    }
    const bool subItem = assertion.scope == Assertion::Scope::SubItem;
    loop.loopName = subItem ? kLoopSubItem : kLoopMaterial;
    for (const QString &id : subItem ? subItemIds(m_pack, true) : materialIds(m_pack)) {
        loop.loopValue = id;
        scope.insert(loop.loopName, m_symbols.symbolic.constant(feel::Value(id)));
        if (subItem) {
            scope.insert(kPromised, Symbol::scalar(m_symbols.promised.value(id)));
            scope.insert(kStatutory, Symbol::scalar(m_symbols.statutory.value(id)));
            scope.insert(kFee, Symbol::scalar(m_symbols.fee.value(id)));
        } else {
            scope.insert(kMode, Symbol::scalar(m_symbols.mode.value(id)));
            scope.insert(kDueDays, Symbol::scalar(m_symbols.dueDays.value(id)));
        }
        if (visit(scope, m_symbols.inCare(subItem ? m_symbols.handled.value(id) : m_symbols.required.value(id, Diagram::kFalse)), &loop))
            return;
    }
}

// V12 of assertions: `then` is read only where `when` holds.
void Verifier::checkAssertReads()
{
    for (const Assertion &assertion : m_program.asserts) {
        if (!assertion.authoring)
            continue;
        forEachBinding(assertion, [&](const SymbolScope &scope, NodeId where, const TableRun *) {
            if (assertion.when) {
                Place place = assertion.place;
                place.column = u"when"_s;
                noteReads(assertion.when->root(), scope, where, place);
                const auto when = m_symbols.symbolic.evaluate(assertion.when->root(), scope);
                where = when ? conjunction(where, m_compiled.diagram.map(when->node, isTrue)) : Diagram::kFalse;
            }
            if (assertion.then)
                noteReads(assertion.then->root(), scope, where, assertion.place);
            return false;
        });
    }
}

void Verifier::checkAsserts()
{
    for (const Assertion &assertion : m_program.asserts) {
        if (!assertion.authoring)
            continue;
        forEachBinding(assertion, [&](const SymbolScope &scope, NodeId reach, const TableRun *run) {
            NodeId bad = reach;
            if (assertion.when) {
                const auto when = m_symbols.symbolic.evaluate(assertion.when->root(), scope);
                bad = when ? conjunction(bad, m_compiled.diagram.map(when->node, isTrue)) : Diagram::kFalse;
            }
            const auto then = assertion.then ? m_symbols.symbolic.evaluate(assertion.then->root(), scope) : std::nullopt;
            bad = then ? conjunction(bad, m_compiled.diagram.map(then->node, isFalse)) : Diagram::kFalse;
            if (bad == Diagram::kFalse)
                return false;
            report(u"V06"_s, assertion.level, assertion.place,
                   say(QT_TRANSLATE_NOOP("zc::guidance", "Assertion %1 “%2” does not hold: %3")).arg(assertion.id, assertion.message, u"%1"_s), bad, run);
            return true;
        });
    }
}

void Verifier::checkInfluence()
{
    const Compiled &compiled = m_program.compiled;
    if (std::any_of(compiled.outputs.cbegin(), compiled.outputs.cend(), [](const CompiledOutput &output) { return output.fallback; }))
        return;
    const Solver solver(m_pack);
    for (int fact = 0; fact < m_pack.facts().size(); ++fact) {
        bool matters = false;
        for (int output = 0; output < compiled.outputs.size() && !matters; ++output)
            matters = solver.canChange(output, fact);
        // A fact that only feeds derived facts works through them.
        for (const auto &compute : m_program.compute)
            matters = matters || (compute && compute->names().contains(m_pack.facts().at(fact).name));
        if (!matters)
            m_findings.add(u"V07"_s, Level::Warning, {u"facts.csv"_s, fact + 2, {}, {}},
                           say(QT_TRANSLATE_NOOP("zc::guidance", "Question “%1” never changes the result and can be left out")).arg(m_pack.facts().at(fact).name));
        else if (!m_pack.facts().at(fact).options.isEmpty())
            checkOptions(fact);
    }
}

// V08: exchanging two options changes neither what is consistent nor any output.
void Verifier::checkOptions(int fact)
{
    const Fact &row = m_pack.facts().at(fact);
    const FactVariables &variables = m_compiled.atoms.of(fact);
    const bool set = row.type == FactType::Set;
    const int first = variables.first + (set && variables.inapplicableVariable >= 0 ? 1 : 0);
    QList<NodeId> roots{m_compiled.care};
    const auto gather = [&](const QHash<QString, NodeId> &nodes) {
        for (const NodeId node : nodes)
            roots << m_compiled.diagram.select(m_compiled.care, node, Diagram::terminal(ValueTable::kOutside));
    };
    for (const auto *nodes : {&m_symbols.produced, &m_symbols.required, &m_symbols.needed, &m_symbols.mode, &m_symbols.dueDays,
                              &m_symbols.promised, &m_symbols.statutory, &m_symbols.fee})
        gather(*nodes);
    for (int a = 0; a < row.options.size(); ++a) {
        for (int b = a + 1; b < row.options.size(); ++b) {
            const bool same = std::all_of(roots.cbegin(), roots.cend(), [&](NodeId root) {
                if (!set)
                    return cofactor(root, first, a) == cofactor(root, first, b);
                return cofactor(cofactor(root, first + a, 1), first + b, 0) == cofactor(cofactor(root, first + a, 0), first + b, 1);
            });
            if (same)
                m_findings.add(u"V08"_s, Level::Warning, {u"facts.csv"_s, fact + 2, u"values"_s, {}},
                               say(QT_TRANSLATE_NOOP("zc::guidance", "“%2” and “%3” of “%1” always have the same result and can be merged"))
                                   .arg(row.name, row.options.at(a), row.options.at(b)));
        }
    }
}

} // namespace zc::guidance
