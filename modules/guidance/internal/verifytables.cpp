#include "internal/verifier.h"

#include "internal/words.h"

#include <set>

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::HitPolicy;
using dmn::NodeId;
using dmn::RowSet;
using Level = Finding::Level;

Place Verifier::rowPlace(const PartSymbols &part, const TableRun &run, int rule, const QString &column) const
{
    return part.part->located({run.file, rule + 1, column, run.name});
}

bool Verifier::hasFactCondition(const TableRun &run, int rule)
{
    for (int column = 0; column < run.table->inputCount(); ++column) {
        QStringList names = run.table->input(column).names();
        names.removeAll(run.loopName);
        if (!names.isEmpty() && run.index->tested(column).test(rule))
            return true;
    }
    return false;
}

QList<TableRun *> Verifier::runsOf(PartSymbols &part, TableKind kind)
{
    QList<TableRun *> result;
    const auto add = [&](QList<TableRun> &runs) {
        for (TableRun &run : runs)
            result << &run;
    };
    switch (kind) {
    case TableKind::SubItems: result << &part.subItems; break;
    case TableKind::Materials: add(part.materials); break;
    case TableKind::Fields: add(part.fields); break;
    case TableKind::Limits: add(part.limits); break;
    case TableKind::Fees: add(part.fees); break;
    case TableKind::Modes: add(part.modes); break;
    }
    return result;
}

// A column is read where all other cells of some row match. All rows of a column are looked at together first; only where one of
// them reads a fact that does not apply, each is looked at by itself.
void Verifier::checkCells(const PartSymbols &part, TableRun &run)
{
    const int number = int(&part - m_symbols.parts.data());
    for (int column = 0; column < run.table->inputCount(); ++column) {
        const feel::Expression &expression = run.table->input(column);
        const QStringList names = expression.names();
        const auto partlyKnown = [&] {
            for (const QString &name : names)
                if (part.part->rules->helper(name))
                    m_partlyReached.insert(std::pair(number, name));
        };
        // A column over a helper that is too large is read where the other columns say; any other column must be known.
        const Helper *helper = part.part->rules->helper(expression.bareName());
        const bool known = run.columns.at(column) != CompiledRun::kUnknownColumn;
        if (!run.usable && (known || !helper || !helper->authoring)) {
            partlyKnown();
            continue;
        }
        RowSet rows = run.rows;
        rows &= run.index->tested(column);
        if (rows.isEmpty())
            continue;
        const feel::NodePtr &input = expression.root();
        // Facts alone, all of them applicable wherever the table is asked: nothing to note.
        const bool asksHelpers = std::any_of(names.cbegin(), names.cend(), [&](const QString &name) { return part.part->rules->helper(name); });
        if (!asksHelpers && !readsInapplicable(part, input, *run.scope, run.reach))
            continue;
        const MaybeNode matching = m_symbols.any(run, rows.list(), column);
        const MaybeNode any = matching ? m_symbols.bounded([&]() -> MaybeNode { return conjunction(run.reach, *matching); }) : std::nullopt;
        if (any && !readsInapplicable(part, input, *run.scope, *any)) {
            noteReads(part, input, *run.scope, *any, rowPlace(part, run, 0, expression.text()), &run);
            continue;
        }
        if (!run.usable)
            partlyKnown();
        for (const int rule : rows.list()) {
            NodeId where = run.reach;
            for (int other = 0; other < run.table->inputCount(); ++other)
                if (other != column && run.index->tested(other).test(rule))
                    where = conjunction(where, m_symbols.cell(run, rule, other).value_or(Diagram::kFalse));
            noteReads(part, input, *run.scope, where, rowPlace(part, run, rule, expression.text()), &run);
        }
    }
}

void Verifier::checkTables(PartSymbols &part)
{
    const int number = int(&part - m_symbols.parts.data());
    for (int kind = 0; kind < kTableKinds && !part.part->subItems.isEmpty(); ++kind)
        for (TableRun *run : runsOf(part, TableKind(kind)))
            checkCells(part, *run);
    // Consumers first: a helper is reached where those after it read it.
    const QList<Helper> &helpers = part.part->rules->helpers;
    for (auto helper = helpers.crbegin(); helper != helpers.crend(); ++helper) {
        const NodeId reach = m_helperReach.value(std::pair(number, helper->name), Diagram::kFalse);
        if (helper->expression && helper->authoring)
            noteReads(part, helper->expression->root(), part.names, reach, part.part->located(helper->place));
        const auto run = part.helperRuns.find(helper->name);
        if (run == part.helperRuns.end())
            continue;
        const MaybeNode known = m_symbols.consistent(reach);
        run->reach = known.value_or(Diagram::kFalse);
        run->usable = run->usable && known;
        checkCells(part, *run);
    }
    for (const Helper &helper : helpers)
        if (const auto run = part.helperRuns.find(helper.name); run != part.helperRuns.end() && !stopped())
            checkTable(part, helper.name, {&*run}, false);
    for (int kind = 0; kind < kTableKinds && !part.part->subItems.isEmpty(); ++kind) {
        const KnownTable &known = part.part->rules->table(TableKind(kind));
        // A table that the pack does not need may be absent.
        if (known.present && !stopped())
            checkTable(part, known.name, runsOf(part, TableKind(kind)), TableKind(kind) == TableKind::Limits || TableKind(kind) == TableKind::Fees);
    }
}

NodeId Verifier::row(const TableRun &run, int rule)
{
    const std::pair key(&run, rule);
    const auto known = m_rows.constFind(key);
    return known != m_rows.cend() ? *known : *m_rows.insert(key, m_symbols.row(run, rule).value_or(Diagram::kFalse));
}

bool Verifier::matchesSomewhere(const TableRun &run, int rule)
{
    const auto known = m_matches.constFind(std::pair(&run, rule));
    if (known != m_matches.cend())
        return *known;
    return *m_matches.insert(std::pair(&run, rule), run.rows.test(rule) && isPossible(conjunction(run.reach, row(run, rule))));
}

// Whether rule `inner` matches only where `outer` does too, in every run.
bool Verifier::isCovered(const QList<TableRun *> &runs, int inner, int outer)
{
    return std::all_of(runs.cbegin(), runs.cend(), [&](const TableRun *run) {
        if (!run->rows.test(inner))
            return true;
        const NodeId here = conjunction(run->reach, row(*run, inner));
        return !isPossible(run->rows.test(outer) ? without(here, row(*run, outer)) : here);
    });
}

void Verifier::checkTable(const PartSymbols &part, const QString &name, const QList<TableRun *> &runs, bool limits)
{
    // What cannot be looked at in full is not looked at: a row without effect here might have one there.
    if (runs.isEmpty() || std::any_of(runs.cbegin(), runs.cend(), [](const TableRun *run) { return !run->usable; }))
        return;
    const bool holes = runs.constFirst()->table->hitPolicy() != HitPolicy::Collect && !limits;
    // Where not every reader of a helper is known, a row may match somewhere out of sight.
    const bool idleRows = !m_program.bundle && !m_partlyReached.contains(std::pair(int(&part - m_symbols.parts.data()), name));
    Workings::Key key{Workings::Faults, runs.constFirst()->stamp, quint64(holes), quint64(idleRows)};
    for (const TableRun *run : runs) {
        key << run->reach << quint64(run->tooLarge);
        key.append({run->columns.cbegin(), run->columns.cend()});
    }
    const TableFaults *known = m_symbols.workings.faults(key);
    const TableFaults faults = known ? *known : faultsOf(runs, holes, idleRows);
    if (!known)
        m_symbols.workings.keep(key, faults);
    tell(part, runs, faults);
}

TableFaults Verifier::faultsOf(const QList<TableRun *> &runs, bool holes, bool idleRows)
{
    TableFaults faults;
    const HitPolicy policy = runs.constFirst()->table->hitPolicy();
    const Analyses analyses = analysesOf(runs);
    if (holes)
        findHoles(runs, analyses, faults);
    QSet<QPair<int, int>> excused;
    if (idleRows)
        excused = findIdleRows(runs, analyses, faults);
    if (policy == HitPolicy::Unique || policy == HitPolicy::Any)
        findClashes(runs, analyses, excused, faults);
    return faults;
}

void Verifier::tell(const PartSymbols &part, const QList<TableRun *> &runs, const TableFaults &faults)
{
    const dmn::Table &table = *runs.constFirst()->table;
    for (const auto &[number, bad] : faults.holes) {
        const TableRun *run = runs.at(number);
        report(u"V03"_s, Level::Error, part.part->located({run->file, 0, {}, run->name}),
               say(QT_TRANSLATE_NOOP("zc::guidance", "Table “%1” has no row to use in this situation: %2")).arg(run->name, u"%1"_s), bad, run);
    }
    const auto why = [&](const TableFaults::IdleRow &row) {
        switch (row.why) {
        case TableFaults::Idle::NeverMatches: return say(QT_TRANSLATE_NOOP("zc::guidance", "it never matches"));
        case TableFaults::Idle::Preceded: return say(QT_TRANSLATE_NOOP("zc::guidance", "earlier rows always come before it"));
        case TableFaults::Idle::Within: break;
        }
        return say(QT_TRANSLATE_NOOP("zc::guidance", "it lies within %1")).arg(table.ruleId(row.other));
    };
    for (const TableFaults::IdleRow &row : faults.idle)
        m_findings.add(u"V05"_s, Level::Warning, rowPlace(part, *runs.constFirst(), row.rule),
                       say(QT_TRANSLATE_NOOP("zc::guidance", "%2 of table “%1” has no effect: %3")).arg(runs.constFirst()->name, table.ruleId(row.rule), why(row)));
    for (const TableFaults::Clash &clash : faults.clashes) {
        const TableRun *run = runs.at(clash.run);
        report(u"V04"_s, Level::Error, rowPlace(part, *run, clash.second),
               say(QT_TRANSLATE_NOOP("zc::guidance", "%2 and %3 of table “%1” match together: %4"))
                   .arg(run->name, table.ruleId(clash.first), table.ruleId(clash.second), u"%1"_s),
               clash.bad, run);
    }
}

Verifier::Analyses Verifier::analysesOf(const QList<TableRun *> &runs) const
{
    constexpr int kFewRows = 32;                       // pairs of so few are compared faster than bits are laid out
    Analyses analyses;
    for (const TableRun *run : runs) {
        std::vector<std::vector<feel::Entry>> values;
        for (int column = 0; column < run->columns.size() && run->rows.count() > kFewRows; ++column) {
            values.emplace_back();
            if (run->columns.at(column) != CompiledRun::kUnknownColumn)
                for (const int terminal : valuesOf(run->columns.at(column)))
                    values.back().push_back(m_compiled.values.entry(terminal));
        }
        analyses << (values.empty() ? std::nullopt : dmn::TableAnalysis::make(*run->index, values, run->rows, m_stop));
    }
    return analyses;
}

bool Verifier::areFree(const TableRun &run) const
{
    QSet<int> seen;
    for (const int fact : m_symbols.factsOf(run.reach))
        seen.insert(fact);
    for (const NodeId column : run.columns) {
        for (const int fact : m_symbols.factsOf(column)) {
            if (seen.contains(fact) || m_compiled.careOf.at(fact) >= 0)
                return false;
            seen.insert(fact);
        }
    }
    return run.reach != Diagram::kFalse;
}

std::vector<int> Verifier::valuesOf(NodeId column) const
{
    std::set<int> terminals;
    QSet<NodeId> seen{column};
    for (std::vector<NodeId> open{column}; !open.empty();) {
        const NodeId node = open.back();
        open.pop_back();
        if (Diagram::isTerminal(node)) {
            terminals.insert(Diagram::valueOf(node));
            continue;
        }
        for (int branch = 0; branch < m_compiled.diagram.branches(m_compiled.diagram.variableOf(node)); ++branch) {
            const NodeId child = m_compiled.diagram.child(node, branch);
            if (!seen.contains(child)) {
                seen.insert(child);
                open.push_back(child);
            }
        }
    }
    // Their numbers say when they were met, which is none of the findings' business.
    std::vector<int> result(terminals.cbegin(), terminals.cend());
    std::stable_sort(result.begin(), result.end(), [this](int a, int b) {
        const bool specialA = a < ValueTable::kSpecial, specialB = b < ValueTable::kSpecial;
        return specialA || specialB ? specialA && (!specialB || a < b) : m_compiled.values.value(a).text() < m_compiled.values.value(b).text();
    });
    return result;
}

NodeId Verifier::combination(const TableRun &run, const std::vector<int> &values)
{
    NodeId where = run.reach;
    for (int column = 0; column < run.columns.size(); ++column) {
        const int wanted = valuesOf(run.columns.at(column))[size_t(values[size_t(column)])];
        where = conjunction(where, m_compiled.diagram.map(run.columns.at(column), [wanted](int terminal) { return terminal == wanted ? 1 : 0; }));
    }
    return where;
}

void Verifier::findHoles(const QList<TableRun *> &runs, const Analyses &analyses, TableFaults &faults)
{
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const TableRun *run = runs.at(i);
        const std::optional<dmn::TableAnalysis> &analysis = analyses.at(i);
        if (analysis && analysis->isComplete())
            continue;                                  // whatever the columns come to, a row takes it
        // Too large to be looked at as a whole: one combination without a row, if it can be.
        const auto hole = run->tooLarge && analysis ? analysis->hole() : std::nullopt;
        const MaybeNode any = hole ? std::nullopt : m_symbols.any(*run, run->rows.list());
        const NodeId bad = hole ? inCare(combination(*run, *hole)) : any ? inCare(without(run->reach, *any)) : NodeId(Diagram::kFalse);
        if (bad != Diagram::kFalse)
            faults.holes << std::pair(int(i), bad);
    }
}

QSet<int> Verifier::hiddenRows(const QList<TableRun *> &runs)
{
    const int rules = runs.constFirst()->table->ruleCount();
    QList<int> heldBack(rules, 0);                     // by rule: runs in which nothing is left for it
    for (const TableRun *run : runs) {
        NodeId left = run->reach;                      // to the row at hand by those before it
        for (int rule = 0; rule < rules && !stopped(); ++rule) {
            if (!run->rows.test(rule)) {
                ++heldBack[rule];
                continue;
            }
            const NodeId here = row(*run, rule);
            heldBack[rule] += !isPossible(conjunction(left, here));
            left = without(left, here);
        }
    }
    QSet<int> hidden;
    for (int rule = 0; rule < rules; ++rule)
        if (heldBack.at(rule) == runs.size())
            hidden.insert(rule);
    return hidden;
}

QSet<QPair<int, int>> Verifier::findIdleRows(const QList<TableRun *> &runs, const Analyses &analyses, TableFaults &faults)
{
    const dmn::Table &table = *runs.constFirst()->table;
    QSet<QPair<int, int>> told;
    QSet<int> dead;
    QHash<QList<feel::Value>, QList<int>> alike;       // rows by their outputs
    const bool analysed = std::all_of(analyses.cbegin(), analyses.cend(), [](const auto &analysis) { return analysis.has_value(); });
    // Where the columns are free, the cells alone say whether a row matches.
    for (qsizetype i = 0; i < runs.size() && analysed; ++i)
        for (int rule = areFree(*runs.at(i)) ? 0 : table.ruleCount(); rule < table.ruleCount(); ++rule)
            m_matches.insert(std::pair(runs.at(i), rule), analyses.at(i)->takesAny(rule));
    const QSet<int> hidden = table.hitPolicy() == HitPolicy::First ? hiddenRows(runs) : QSet<int>();
    for (int rule = 0; rule < table.ruleCount() && !stopped(); ++rule) {
        const auto note = [&](TableFaults::Idle why, int other = -1) {
            dead.insert(rule);
            faults.idle << TableFaults::IdleRow{rule, why, other};
        };
        if (std::none_of(runs.cbegin(), runs.cend(), [&](const TableRun *run) { return matchesSomewhere(*run, rule); })) {
            note(TableFaults::Idle::NeverMatches);
            continue;
        }
        if (table.hitPolicy() == HitPolicy::First) {
            if (hidden.contains(rule))
                note(TableFaults::Idle::Preceded);
            continue;
        }
        // A row lies only within one it meets.
        if (analysed && std::none_of(analyses.cbegin(), analyses.cend(), [rule](const auto &analysis) { return analysis->quarrelling().test(rule); }))
            continue;
        RowSet meeting(table.ruleCount(), !analysed);
        for (const auto &analysis : analyses)
            if (analysed && analysis->quarrelling().test(rule))
                meeting |= analysis->meeting(rule);
        if (alike.isEmpty())
            for (int each = 0; each < table.ruleCount(); ++each)
                alike[table.outputs(each)] << each;
        for (const int other : std::as_const(alike[table.outputs(rule)])) {
            if (other == rule || !meeting.test(other) || !isCovered(runs, rule, other))
                continue;
            told.insert(std::pair(std::min(rule, other), std::max(rule, other)));
            if (other > rule && isCovered(runs, other, rule))
                continue;                              // equal rows: the later one is told
            if (!dead.contains(rule))
                note(TableFaults::Idle::Within, other);
        }
    }
    return told;
}

void Verifier::findClashes(const QList<TableRun *> &runs, const Analyses &analyses, const QSet<QPair<int, int>> &excused, TableFaults &faults)
{
    const dmn::Table &table = *runs.constFirst()->table;
    QSet<QPair<int, int>> told = excused;
    for (qsizetype number = 0; number < runs.size(); ++number) {
        const TableRun *run = runs.at(number);
        const std::optional<dmn::TableAnalysis> &analysis = analyses.at(number);
        const RowSet &rows = analysis ? analysis->quarrelling() : run->rows;
        for (int a = rows.next(0); a >= 0 && !stopped(); a = rows.next(a + 1)) {
            const RowSet others = analysis ? analysis->meeting(a) : run->rows;
            if (others.next(a + 1) < 0)
                continue;
            const NodeId here = conjunction(run->reach, row(*run, a));
            if (here == Diagram::kFalse)
                continue;
            for (int b = others.next(a + 1); b >= 0; b = others.next(b + 1)) {
                if (table.hitPolicy() == HitPolicy::Any && table.outputs(a) == table.outputs(b))
                    continue;
                const NodeId joint = conjunction(here, row(*run, b));
                if (joint == Diagram::kFalse || told.contains(std::pair(a, b)))
                    continue;
                const NodeId bad = inCare(joint);
                if (bad == Diagram::kFalse)
                    continue;
                told.insert(std::pair(a, b));
                faults.clashes << TableFaults::Clash{int(number), a, b, bad};
            }
        }
    }
}

void Verifier::checkLimits(const PartSymbols &part)
{
    Diagram &diagram = m_compiled.diagram;
    const auto check = [&](const QList<TableRun> &runs, const QList<const QHash<QString, MaybeNode> *> &values) {
        for (const TableRun &run : runs) {
            NodeId bad = Diagram::kFalse;
            for (const auto *column : values) {
                const MaybeNode value = column->value(run.loopValue);
                if (!run.usable || !value)
                    continue;
                const NodeId unfit = diagram.map(*value, [this](int t) {
                    const feel::Value &amount = m_compiled.values.value(t);
                    return t == ValueTable::kNull || (amount.isNumber() && amount.number().isNegative()) ? 1 : 0;
                });
                bad = diagram.disjunction(bad, inCare(conjunction(run.reach, unfit)));
            }
            if (bad != Diagram::kFalse)
                report(u"V18"_s, Level::Error, part.part->located({run.file, 0, {}, run.name}),
                       say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has no value in this situation: %2")).arg(run.name, u"%1"_s), bad, &run);
        }
    };
    check(part.limits, {&part.promised, &part.statutory});
    check(part.fees, {&part.fee});
}

void Verifier::checkModes(const PartSymbols &part)
{
    Diagram &diagram = m_compiled.diagram;
    for (int i = 0; i < part.part->materials.size(); ++i) {
        const Material &material = part.part->materials.at(i);
        const TableRun &run = part.modes.at(i);
        const MaybeNode mode = part.mode.value(material.id), dueDays = part.dueDays.value(material.id);
        if (!mode || !dueDays)
            continue;
        const auto is = [&](const QString &wanted) {
            return diagram.map(*mode, [&](int t) { return m_compiled.values.value(t) == feel::Value(wanted) ? 1 : 0; });
        };
        const NodeId days = diagram.map(*dueDays, [this](int t) { return m_compiled.values.value(t).isNumber() ? 1 : 0; });
        const NodeId waived = is(kWaived), deferred = is(kDeferred), promised = is(kPromisedMode);
        const auto check = [&](NodeId where, const QString &column, const QString &which) {
            const NodeId bad = inCare(conjunction(run.reach, where));
            if (bad != Diagram::kFalse)
                report(u"V13"_s, Level::Error, part.part->located({u"materials.csv"_s, part.part->materialLines.at(i), column, {}}),
                       say(QT_TRANSLATE_NOOP("zc::guidance", "The way to hand in “%1” contradicts itself: %2: %3")).arg(material.name, which, u"%1"_s), bad, &run);
        };
        check(conjunction(waived, days), {}, say(QT_TRANSLATE_NOOP("zc::guidance", "waived, but with correction days")));
        check(without(deferred, days), {}, say(QT_TRANSLATE_NOOP("zc::guidance", "deferred without correction days")));
        if (!material.deferrable)
            check(deferred, u"deferrable"_s, say(QT_TRANSLATE_NOOP("zc::guidance", "deferred, but it is not deferrable")));
        if (material.commitment.isEmpty())
            check(diagram.disjunction(deferred, promised), u"commitment"_s, say(QT_TRANSLATE_NOOP("zc::guidance", "deferred or promised without a promise form")));
        if (material.licenceType.isEmpty())
            check(waived, u"licenceType"_s, say(QT_TRANSLATE_NOOP("zc::guidance", "waived without a licence type")));
    }
}

// A paper that one item of a bundle waives while another defers it.
void Verifier::checkSharedModes()
{
    Diagram &diagram = m_compiled.diagram;
    for (int i = 0; i < m_program.materialRows.size(); ++i) {
        NodeId waived = Diagram::kFalse, deferred = Diagram::kFalse;
        const QList<PartRow> &rows = m_program.materialRows.at(i);
        for (const PartRow &row : rows) {
            const PartSymbols &part = m_symbols.parts[size_t(row.part)];
            const MaybeNode mode = part.mode.value(part.part->materials.at(row.own).id);
            const auto add = [&](NodeId to, const QString &wanted) {
                return mode ? diagram.disjunction(to, diagram.map(*mode, [&](int t) { return m_compiled.values.value(t) == feel::Value(wanted) ? 1 : 0; })) : to;
            };
            waived = add(waived, kWaived);
            deferred = add(deferred, kDeferred);
        }
        if (const NodeId bad = inCare(conjunction(waived, deferred)); rows.size() > 1 && bad != Diagram::kFalse)
            report(u"V13"_s, Level::Error, {u"imports.csv"_s, 0, {}, {}},
                   say(QT_TRANSLATE_NOOP("zc::guidance", "The way to hand in “%1” contradicts itself: %2: %3"))
                       .arg(m_pack.materials().at(i).name, say(QT_TRANSLATE_NOOP("zc::guidance", "one item waives it, another defers it")), u"%1"_s),
                   bad);
    }
}

void Verifier::checkCatalogue(const PartSymbols &part)
{
    const auto never = [&](const QString &file, int line, const QString &name, const MaybeNode &node) {
        const bool comes = !node || isPossible(*node);
        if (!comes)
            m_findings.add(u"V09"_s, Level::Warning, {file, line, {}, {}}, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 never comes up")).arg(name));
        return comes;
    };
    // Produced whenever its sub-item is, though every row that produces it has a condition on facts.
    const auto always = [&](const QString &file, int line, const QString &id, const QString &name, const QList<TableRun> &runs) {
        for (const TableRun &run : runs) {
            QList<int> rows;
            for (const int rule : run.rows.list())
                if (run.table->output(rule, 0) == feel::Value(id) && matchesSomewhere(run, rule))
                    rows << rule;
            if (!run.usable || rows.isEmpty() || run.reach == Diagram::kFalse
                || !std::all_of(rows.cbegin(), rows.cend(), [&](int rule) { return hasFactCondition(run, rule); }))
                continue;
            NodeId missing = run.reach;
            for (const int rule : std::as_const(rows))
                missing = without(missing, row(run, rule));
            if (isPossible(missing))
                continue;
            m_findings.add(u"V09"_s, Level::Warning, {file, line, {}, {}},
                           say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has conditions but always comes up (%2)")).arg(name, run.loopValue));
            return;
        }
    };
    const Part &own = *part.part;
    for (int i = 0; i < own.subItems.size(); ++i)
        never(u"subitems.csv"_s, own.subItemLines.at(i), own.subItems.at(i).name, part.produced.value(own.subItems.at(i).id));
    for (int i = 0; i < own.materials.size(); ++i) {
        const Material &material = own.materials.at(i);
        if (never(u"materials.csv"_s, own.materialLines.at(i), material.name, part.required.value(material.id, Diagram::kFalse)))
            always(u"materials.csv"_s, own.materialLines.at(i), material.id, material.name, part.materials);
    }
    for (int i = 0; i < own.fields.size(); ++i) {
        const Field &field = own.fields.at(i);
        if (never(u"fields.csv"_s, own.fieldLines.at(i), field.label, part.needed.value(field.id, Diagram::kFalse)))
            always(u"fields.csv"_s, own.fieldLines.at(i), field.id, field.label, part.fields);
    }
}

void Verifier::checkImports()
{
    for (size_t i = 1; i < m_symbols.parts.size(); ++i) {
        const PartSymbols &part = m_symbols.parts[i];
        const auto tell = [&](const QString &message) { m_findings.add(u"V09"_s, Level::Warning, part.part->whenPlace, message); };
        if (!isPossible(part.takesPart))
            tell(say(QT_TRANSLATE_NOOP("zc::guidance", "%1 never comes up")).arg(part.part->itemName));
        else if (part.part->when && !isPossible(m_compiled.diagram.negation(part.takesPart)))
            tell(say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has conditions but always comes up (%2)")).arg(part.part->itemName, part.part->packId));
    }
}

} // namespace zc::guidance
