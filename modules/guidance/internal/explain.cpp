#include "internal/view.h"

#include "internal/words.h"

#include <limits>

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::NodeId;

namespace {
// The fewest known answers to change so that a diagram says yes. A fact that must fall away costs nothing: it follows.
class ShortestChange {
public:
    ShortestChange(const Compiled &compiled, const std::vector<int> &assignment, const QList<feel::Entry> &facts)
        : m_diagram(compiled.diagram), m_atoms(compiled.atoms), m_assignment(assignment), m_facts(facts)
    {
    }

    std::optional<std::vector<int>> run(NodeId root)
    {
        if (cost(root, -1) == kNever)
            return std::nullopt;
        std::vector<int> path = m_assignment;
        int changed = -1;
        for (NodeId node = root; !Diagram::isTerminal(node);) {
            const auto [fact, state] = enter(node, changed);
            const Step step = m_best.value(key(node, state));
            path[size_t(m_diagram.variableOf(node))] = step.branch;
            changed = step.changed;
            node = m_diagram.child(node, step.branch);
        }
        return path;
    }
    int cost(NodeId root) { return cost(root, -1); }
    static constexpr int kNever = std::numeric_limits<int>::max();

private:
    struct Step {
        int cost = kNever;
        int branch = 0;
        int changed = -1;                              // the fact already paid for
    };
    static quint64 key(NodeId node, bool paid) { return (quint64(node) << 1) | (paid ? 1 : 0); }
    std::pair<int, bool> enter(NodeId node, int changed) const
    {
        const int fact = m_atoms.factOf(m_diagram.variableOf(node));
        return {fact, fact == changed};
    }

    int cost(NodeId node, int changed)
    {
        if (Diagram::isTerminal(node))
            return node == Diagram::kTrue ? 0 : kNever;
        const auto [fact, paid] = enter(node, changed);
        if (const auto found = m_best.constFind(key(node, paid)); found != m_best.cend())
            return found->cost;
        const int variable = m_diagram.variableOf(node);
        const FactVariables &variables = m_atoms.of(fact);
        const bool known = m_facts.at(fact).state == feel::FactState::Known;
        const int current = m_assignment[size_t(variable)];
        Step best;
        for (int turn = 0; turn <= m_diagram.branches(variable); ++turn) {
            // Leaving an answer as it is is tried first, so it wins every tie.
            const int branch = turn == 0 ? current : turn - 1;
            if (branch < 0 || (turn > 0 && branch == current))
                continue;
            const bool fallsAway = variable == variables.inapplicableVariable && branch == variables.inapplicableBranch;
            const bool changes = known && branch != current;
            const int price = changes && !fallsAway && !paid ? 1 : 0;
            const int next = changes || paid ? fact : -1;
            const int rest = cost(m_diagram.child(node, branch), next);
            if (rest != kNever && rest + price < best.cost)
                best = {rest + price, branch, next};
        }
        m_best.insert(key(node, paid), best);
        return best.cost;
    }

    const Diagram &m_diagram;
    const Atoms &m_atoms;
    const std::vector<int> &m_assignment;
    const QList<feel::Entry> &m_facts;
    QHash<quint64, Step> m_best;
};
} // namespace

const Reason *ReasonCache::find(const Solver &solver, const Compiled &compiled, const QList<int> &outputs) const
{
    const auto kept = m_kept.constFind(outputs);
    if (kept == m_kept.cend())
        return nullptr;
    const bool stale = std::any_of(outputs.cbegin(), outputs.cend(), [&](int output) {
        return solver.saidAnewSince(kept->epoch, compiled.outputs.at(output).reasonFacts);
    });
    return stale ? nullptr : &kept->reason;
}

void ReasonCache::keep(const Solver &solver, const QList<int> &outputs, const Reason &reason)
{
    m_kept.insert(outputs, {solver.epoch(), reason});
}

QString Explainer::outputName(const OutputId &output) const
{
    // Of a paper that several parts share, each part's own wish goes by the name of the whole.
    OutputId shown = output;
    const int index = m_view.compiled().outputIndex(output);
    if (index >= 0 && m_view.compiled().outputs.at(index).part >= 0) {
        const Part &part = m_pack.program().parts.at(m_view.compiled().outputs.at(index).part);
        for (int i = 0; i < part.materials.size() && output.kind == OutputId::Kind::Material; ++i)
            if (part.qualified(part.materials.at(i).id) == output.id)
                shown.id = part.materialIds.at(i);
        for (int i = 0; i < part.fields.size() && output.kind == OutputId::Kind::Field; ++i)
            if (part.qualified(part.fields.at(i).id) == output.id)
                shown.id = part.fieldIds.at(i);
    }
    if (const SubItem *item = m_pack.subItem(shown.id); item && shown.kind != OutputId::Kind::Material)
        return item->name;
    if (const Material *material = m_pack.material(shown.id))
        return material->name;
    if (const Field *field = m_pack.field(shown.id))
        return field->label;
    return output.id;
}

ReasonAnswer Explainer::answer(int fact, const feel::Value &value) const
{
    const Fact &row = m_pack.facts().at(fact);
    return {row.id, row.name, value, displayValue(row, value)};
}

// Drops known facts in reverse authored order while every output stays what it is over all consistent scenarios.
QList<int> Explainer::sufficient(const QList<int> &outputs) const
{
    const Compiled &compiled = m_view.compiled();
    const bool exact = std::none_of(outputs.cbegin(), outputs.cend(), [&](int o) { return compiled.outputs.at(o).fallback; });
    QList<feel::Entry> facts = m_view.facts;
    std::vector<int> assignment = m_solver.assignment();
    std::vector<bool> matters(size_t(facts.size()), !exact);       // the others can be dropped unseen
    for (const int output : outputs)
        for (const int fact : compiled.outputs.at(output).support)
            matters[size_t(fact)] = true;
    std::unique_ptr<Solver> scratch;
    if (!exact)
        scratch = std::make_unique<Solver>(m_pack);
    const auto stays = [&] {
        if (!exact)
            scratch->setFacts(facts);
        return std::all_of(outputs.cbegin(), outputs.cend(), [&](int output) {
            const auto now = exact ? m_solver.constantUnder(compiled.outputs.at(output).root, assignment) : scratch->constantOf(output);
            return now.has_value() && now == m_view.outputs.at(output);
        });
    };
    QList<int> kept;
    for (int fact = int(facts.size()) - 1; fact >= 0; --fact) {
        if (facts.at(fact).state != feel::FactState::Known)
            continue;
        const feel::Entry entry = facts.at(fact);
        const FactVariables &variables = compiled.atoms.of(fact);
        const auto first = assignment.begin() + variables.first;
        const std::vector<int> before(first, first + variables.count);
        facts[fact] = {};
        std::fill_n(first, variables.count, -1);
        if (!matters[size_t(fact)] || stays())
            continue;
        facts[fact] = entry;
        std::copy(before.begin(), before.end(), first);
        kept.prepend(fact);
    }
    if (!exact)
        return kept;
    // An answer that is kept also says that its fact applies, and by that something of the facts that decide it: an output that does not
    // depend on it knows nothing of that by itself.
    QSet<int> groups;
    for (const int fact : std::as_const(kept)) {
        const bool known = std::all_of(outputs.cbegin(), outputs.cend(), [&](int output) {
            const std::vector<int> &support = compiled.outputs.at(output).support;
            return std::find(support.begin(), support.end(), fact) != support.end();
        });
        if (!known && compiled.atoms.of(fact).inapplicableVariable >= 0 && compiled.careOf.at(fact) >= 0)
            groups.insert(compiled.careOf.at(fact));
    }
    for (qsizetype i = kept.size() - 1; i >= 0 && !groups.isEmpty(); --i) {
        const FactVariables &variables = compiled.atoms.of(kept.at(i));
        const auto first = assignment.begin() + variables.first;
        const std::vector<int> before(first, first + variables.count);
        std::fill_n(first, variables.count, -1);
        const bool same = std::all_of(outputs.cbegin(), outputs.cend(), [&](int output) {
            return m_solver.constantUnder(compiled.outputs.at(output).root, assignment, groups) == m_view.outputs.at(output);
        });
        if (same)
            kept.removeAt(i);
        else
            std::copy(before.begin(), before.end(), first);
    }
    return kept;
}

// Rules that certainly fire. Where none does by itself, because it is open which of several will, all that may are told.
QList<FiredRow> Explainer::fired(int index) const
{
    const Compiled &compiled = m_view.compiled();
    const CompiledOutput &output = compiled.outputs.at(index);
    if (output.fallback)
        return m_solver.direct().causes.at(index);
    QList<FiredRow> certain, shared, possible;
    const auto add = [&](QList<FiredRow> &to, const CompiledRun &run, const dmn::RowSet &rows) {
        for (int row = rows.next(0); row >= 0; row = rows.next(row + 1))
            if (const FiredRow fired{run.part, run.table, row}; !to.contains(fired))
                to << fired;
    };
    bool first = true;
    for (const CompiledCause &cause : output.causes) {
        const CompiledRun &run = compiled.runs.at(cause.run);
        const std::optional<int> within = run.within < 0 ? std::optional(int(ValueTable::kTrue)) : m_view.outputs.at(run.within);
        if (within == ValueTable::kFalse)
            continue;
        dmn::RowSet rows = m_solver.certainRows(cause.run);
        rows &= cause.rows;
        if (within == ValueTable::kTrue)
            add(certain, run, rows);
        QList<FiredRow> here;
        add(here, run, rows);
        if (first)
            shared = here;
        else
            shared.removeIf([&](const FiredRow &row) { return !here.contains(row); });
        first = false;
        rows = m_solver.possibleRows(cause.run);
        rows &= cause.rows;
        add(possible, run, rows);
    }
    if (!certain.isEmpty())
        return certain;
    if (!shared.isEmpty())
        return shared;
    const std::optional<int> known = m_view.outputs.at(index);
    const int column = output.id.kind == OutputId::Kind::DueDays || output.id.kind == OutputId::Kind::StatutoryDays ? 1 : 0;
    const bool single = output.id.kind != OutputId::Kind::SubItem && output.id.kind != OutputId::Kind::Material && output.id.kind != OutputId::Kind::Field;
    if (known && single)
        possible.removeIf([&](const FiredRow &row) {
            const dmn::Table &table = m_pack.program().parts.at(row.part).rules->table(TableKind(row.table)).table;
            return compiled.values.find(table.output(row.row, column)) != known;
        });
    return possible;
}

QStringList Explainer::firedRows(int output) const
{
    QStringList ids;
    for (const FiredRow &row : fired(output)) {
        const Part &part = m_pack.program().parts.at(row.part);
        ids << part.qualified(part.rules->table(TableKind(row.table)).table.ruleId(row.row));
    }
    return ids;
}

Reason Explainer::why(const QList<OutputId> &ids) const
{
    const Compiled &compiled = m_view.compiled();
    QList<int> outputs;
    for (const OutputId &id : ids)
        if (const int index = compiled.outputIndex(id); index >= 0 && m_view.outputs.at(index))
            outputs << index;
    if (m_cache)
        if (const Reason *known = m_cache->find(m_solver, compiled, outputs))
            return *known;
    const Reason reason = make(ids, outputs);
    if (m_cache)
        m_cache->keep(m_solver, outputs, reason);
    return reason;
}

Reason Explainer::make(const QList<OutputId> &ids, const QList<int> &outputs) const
{
    Reason reason;
    for (const int output : outputs) {
        for (const FiredRow &row : fired(output)) {
            const Part &part = m_pack.program().parts.at(row.part);
            const dmn::Table &table = part.rules->table(TableKind(row.table)).table;
            if (const QString id = part.qualified(table.ruleId(row.row)); !reason.rows.contains(id))
                reason.rows << id;
            for (const QString &own : table.annotation(row.row, kBasisColumn).split(u'|', Qt::SkipEmptyParts))
                if (const QString basis = part.qualified(own); !reason.basis.contains(basis))
                    reason.basis << basis;
        }
    }
    for (const int fact : sufficient(outputs))
        reason.answers << answer(fact, m_view.facts.at(fact).value);
    reason.basisText = m_pack.basisText(reason.basis);
    QStringList parts;
    for (const ReasonAnswer &part : std::as_const(reason.answers))
        parts << say(QT_TRANSLATE_NOOP("zc::guidance", "%1 is %2")).arg(part.name, part.display);
    const QString name = ids.isEmpty() ? QString() : outputName(ids.constFirst());
    reason.text = parts.isEmpty() ? say(QT_TRANSLATE_NOOP("zc::guidance", "%1: always (%2)")).arg(name, reason.basisText)
                                  : say(QT_TRANSLATE_NOOP("zc::guidance", "%1: because %2 (%3)")).arg(name, parts.join(u"，"_s), reason.basisText);
    return reason;
}

Result<WhyNot> Explainer::whyNot(const OutputId &id) const
{
    const Compiled &compiled = m_view.compiled();
    const int index = compiled.outputIndex(id);
    const bool yesNo = id.kind == OutputId::Kind::SubItem || id.kind == OutputId::Kind::Material || id.kind == OutputId::Kind::Field;
    if (index < 0 || !yesNo)
        return Error{ErrorKind::NotFound, u"GDE-FACT"_s, id.id};
    WhyNot result;
    const CompiledOutput &output = compiled.outputs.at(index);
    const std::vector<int> &assignment = m_solver.assignment();
    ShortestChange search(compiled, assignment, m_view.facts);
    const auto path = output.fallback ? std::nullopt : search.run(output.root);
    if (!path) {
        result.text = say(QT_TRANSLATE_NOOP("zc::guidance", "No possible answers lead to %1.")).arg(outputName(id));
        return result;
    }
    result.possible = true;
    QStringList parts;
    for (int fact = 0; fact < m_pack.facts().size(); ++fact) {
        const feel::Entry current = m_view.facts.at(fact);
        const FactVariables &variables = compiled.atoms.of(fact);
        bool changes = false;
        for (int i = 0; i < variables.count; ++i)
            changes = changes || (*path)[size_t(variables.first + i)] != assignment[size_t(variables.first + i)];
        if (current.state != feel::FactState::Known || !changes)
            continue;
        const feel::Entry wanted = compiled.atoms.read(*path, fact);
        if (wanted.state != feel::FactState::Known)
            continue;
        result.changes << answer(fact, wanted.value);
        parts << say(QT_TRANSLATE_NOOP("zc::guidance", "%1 were %2")).arg(result.changes.constLast().name, result.changes.constLast().display);
    }
    result.text = parts.isEmpty() ? say(QT_TRANSLATE_NOOP("zc::guidance", "%1 may still be required.")).arg(outputName(id))
                                  : say(QT_TRANSLATE_NOOP("zc::guidance", "%1 would be required if %2.")).arg(outputName(id), parts.join(u"，"_s));
    return result;
}

} // namespace zc::guidance
