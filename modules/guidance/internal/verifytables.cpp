#include "internal/verifier.h"

#include <QCoreApplication>

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::HitPolicy;
using dmn::NodeId;
using Level = Finding::Level;

namespace {
QString say(const char *text)
{
    return QCoreApplication::translate("zc::guidance", text);
}
} // namespace

Place Verifier::rowPlace(const QString &name, const QString &file, int rule, const QString &column) const
{
    return {file, rule + 1, column, name};
}

bool Verifier::hasFactCondition(const TableRun &run, int rule)
{
    for (int column = 0; column < run.table->inputCount(); ++column) {
        const QString bare = run.table->input(column).bareName();
        if (!run.table->cell(rule, column).cell().any && bare != run.loopName)
            return true;
    }
    return false;
}

// Where each cell is read: everything else in its row matches. A bare fact that does not apply there is V12.
void Verifier::checkCells(TableRun &run)
{
    for (int column = 0; run.usable && column < run.table->inputCount(); ++column) {
        const feel::Expression &input = run.table->input(column);
        for (int rule = 0; rule < run.table->ruleCount(); ++rule) {
            if (run.table->cell(rule, column).cell().any)
                continue;
            NodeId where = run.reach;
            for (int other = 0; other < run.table->inputCount(); ++other)
                if (other != column)
                    where = conjunction(where, run.cells.at(rule).at(other));
            noteReads(input.root(), run.scope, where, rowPlace(run.name, run.file, rule, input.text()));
        }
    }
}

void Verifier::checkTables()
{
    QList<TableRun *> subItems{&m_symbols.subItems};
    const auto pointers = [](QList<TableRun> &runs) {
        QList<TableRun *> result;
        for (TableRun &run : runs)
            result << &run;
        return result;
    };
    QList<TableRun *> materials = pointers(m_symbols.materials), fields = pointers(m_symbols.fields), limits = pointers(m_symbols.limits),
                      fees = pointers(m_symbols.fees), modes = pointers(m_symbols.modes);
    for (const auto *runs : {&subItems, &materials, &fields, &limits, &fees, &modes})
        for (TableRun *run : *runs)
            checkCells(*run);
    checkAssertReads();
    // Consumers first: a helper is reached where those after it read it.
    for (auto helper = m_program.helpers.crbegin(); helper != m_program.helpers.crend(); ++helper) {
        const NodeId reach = m_helperReach.value(helper->name, m_compiled.care);
        if (helper->expression && helper->authoring)
            noteReads(helper->expression->root(), m_symbols.scope, reach, helper->place);
        const auto run = m_symbols.helperRuns.find(helper->name);
        if (run == m_symbols.helperRuns.end())
            continue;
        run->reach = conjunction(m_compiled.care, reach);
        checkCells(*run);
    }
    for (const Helper &helper : m_program.helpers)
        if (const auto run = m_symbols.helperRuns.find(helper.name); run != m_symbols.helperRuns.end())
            checkTable(helper.name, {&*run}, false);
    // A table that the pack does not need may be absent.
    const auto check = [&](const KnownTable &known, const QList<TableRun *> &runs, bool limit) {
        if (known.present)
            checkTable(known.name, runs, limit);
    };
    check(m_program.subItems, subItems, false);
    check(m_program.materials, materials, false);
    check(m_program.modes, modes, false);
    check(m_program.limits, limits, true);
    check(m_program.fees, fees, true);
    check(m_program.fields, fields, false);
}

// Whether rule `inner` matches only where `outer` does too, in every run.
bool Verifier::isCovered(const QList<TableRun *> &runs, int inner, int outer)
{
    return std::all_of(runs.cbegin(), runs.cend(), [&](const TableRun *run) {
        return without(conjunction(run->reach, run->rows.at(inner)), run->rows.at(outer)) == Diagram::kFalse;
    });
}

void Verifier::checkTable(const QString &name, const QList<TableRun *> &runs, bool limits)
{
    if (runs.isEmpty() || !runs.constFirst()->usable || !runs.constFirst()->table)
        return;
    const dmn::Table &table = *runs.constFirst()->table;
    const QString file = runs.constFirst()->file;
    Diagram &diagram = m_compiled.diagram;
    const HitPolicy policy = table.hitPolicy();
    if (policy != HitPolicy::Collect && !limits) {
        for (const TableRun *run : runs) {
            NodeId any = Diagram::kFalse;
            for (const NodeId row : run->rows)
                any = diagram.disjunction(any, row);
            if (const NodeId bad = without(run->reach, any); bad != Diagram::kFalse)
                report(u"V03"_s, Level::Error, {file, 0, {}, name}, say(QT_TRANSLATE_NOOP("zc::guidance", "Table “%1” has no row to use in this situation: %2")).arg(name, u"%1"_s), bad, run);
        }
    }
    QSet<QPair<int, int>> excused;                     // pairs told as V05
    QSet<int> dead;
    for (int rule = 0; rule < table.ruleCount(); ++rule) {
        const auto tell = [&](const QString &how) {
            dead.insert(rule);
            m_findings.add(u"V05"_s, Level::Warning, rowPlace(name, file, rule),
                           say(QT_TRANSLATE_NOOP("zc::guidance", "%2 of table “%1” has no effect: %3")).arg(name, table.ruleId(rule), how));
        };
        const bool never = std::all_of(runs.cbegin(), runs.cend(), [&](const TableRun *run) {
            return conjunction(run->reach, run->rows.at(rule)) == Diagram::kFalse;
        });
        if (never) {
            tell(say(QT_TRANSLATE_NOOP("zc::guidance", "it never matches")));
            continue;
        }
        if (policy == HitPolicy::First) {
            const bool hidden = std::all_of(runs.cbegin(), runs.cend(), [&](const TableRun *run) {
                NodeId rest = conjunction(run->reach, run->rows.at(rule));
                for (int earlier = 0; earlier < rule; ++earlier)
                    rest = without(rest, run->rows.at(earlier));
                return rest == Diagram::kFalse;
            });
            if (hidden)
                tell(say(QT_TRANSLATE_NOOP("zc::guidance", "earlier rows always come before it")));
            continue;
        }
        for (int other = 0; other < table.ruleCount(); ++other) {
            if (other == rule || table.outputs(other) != table.outputs(rule) || !isCovered(runs, rule, other))
                continue;
            excused.insert(QPair(std::min(rule, other), std::max(rule, other)));
            if (isCovered(runs, other, rule) && other > rule)
                continue;                              // equal rows: the later one is told
            if (!dead.contains(rule))
                tell(say(QT_TRANSLATE_NOOP("zc::guidance", "it lies within %1")).arg(table.ruleId(other)));
        }
    }
    if (policy != HitPolicy::Unique && policy != HitPolicy::Any)
        return;
    for (int a = 0; a < table.ruleCount(); ++a) {
        for (int b = a + 1; b < table.ruleCount(); ++b) {
            if (excused.contains(QPair(a, b)) || (policy == HitPolicy::Any && table.outputs(a) == table.outputs(b)))
                continue;
            for (const TableRun *run : runs) {
                const NodeId bad = conjunction(conjunction(run->reach, run->rows.at(a)), run->rows.at(b));
                if (bad == Diagram::kFalse)
                    continue;
                report(u"V04"_s, Level::Error, rowPlace(name, file, b),
                       say(QT_TRANSLATE_NOOP("zc::guidance", "%2 and %3 of table “%1” match together: %4")).arg(name, table.ruleId(a), table.ruleId(b), u"%1"_s), bad, run);
                break;
            }
        }
    }
}

void Verifier::checkLimits()
{
    Diagram &diagram = m_compiled.diagram;
    const auto check = [&](const KnownTable &known, const QList<TableRun> &runs, const QHash<QString, NodeId> &values) {
        for (const TableRun &run : runs) {
            if (!run.usable)
                continue;
            const NodeId unfit = diagram.map(values.value(run.loopValue), [this](int t) {
                const feel::Value &value = m_compiled.values.value(t);
                return t == ValueTable::kNull || (value.isNumber() && value.number().isNegative()) ? 1 : 0;
            });
            const NodeId bad = conjunction(run.reach, unfit);
            if (bad == Diagram::kFalse)
                continue;
            report(u"V18"_s, Level::Error, {known.file, 0, {}, known.name}, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has no value in this situation: %2")).arg(known.name, u"%1"_s), bad, &run);
            return true;
        }
        return false;
    };
    if (!check(m_program.limits, m_symbols.limits, m_symbols.promised))
        check(m_program.limits, m_symbols.limits, m_symbols.statutory);
    check(m_program.fees, m_symbols.fees, m_symbols.fee);
}

void Verifier::checkModes()
{
    Diagram &diagram = m_compiled.diagram;
    for (int i = 0; i < m_pack.materials().size() && m_symbols.modesExact; ++i) {
        const Material &material = m_pack.materials().at(i);
        const TableRun &run = m_symbols.modes.at(i);
        const auto is = [&](const QString &mode) {
            return diagram.map(m_symbols.mode.value(material.id), [this, mode](int t) { return m_compiled.values.value(t) == feel::Value(mode) ? 1 : 0; });
        };
        const NodeId days = diagram.map(m_symbols.dueDays.value(material.id), [this](int t) { return m_compiled.values.value(t).isNumber() ? 1 : 0; });
        const NodeId waived = is(kModeValues.at(1)), deferred = is(kModeValues.at(2)), promised = is(kModeValues.at(3));
        const auto check = [&](NodeId bad, const QString &which) {
            bad = conjunction(run.reach, bad);
            if (bad != Diagram::kFalse)
                report(u"V13"_s, Level::Error, {u"materials.csv"_s, i + 2, {}, {}},
                       say(QT_TRANSLATE_NOOP("zc::guidance", "The way to hand in “%1” contradicts itself: %2: %3")).arg(material.name, which, u"%1"_s), bad, &run);
        };
        check(conjunction(waived, days), say(QT_TRANSLATE_NOOP("zc::guidance", "waived, but with correction days")));
        check(without(deferred, days), say(QT_TRANSLATE_NOOP("zc::guidance", "deferred without correction days")));
        if (!material.deferrable)
            check(deferred, say(QT_TRANSLATE_NOOP("zc::guidance", "deferred, but it is not deferrable")));
        if (material.commitment.isEmpty())
            check(diagram.disjunction(deferred, promised), say(QT_TRANSLATE_NOOP("zc::guidance", "deferred or promised without a promise form")));
        if (material.licenceType.isEmpty())
            check(waived, say(QT_TRANSLATE_NOOP("zc::guidance", "waived without a licence type")));
    }
}

void Verifier::checkCatalogue()
{
    const auto never = [&](const QString &file, int row, const QString &name, NodeId node) {
        if (m_symbols.inCare(node) == Diagram::kFalse)
            m_findings.add(u"V09"_s, Level::Warning, {file, row, {}, {}}, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 never comes up")).arg(name));
    };
    const auto always = [&](const QString &file, int row, const QString &id, const QString &name, const QList<TableRun> &runs) {
        for (const TableRun &run : runs) {
            NodeId missing = run.reach;
            bool conditional = true, any = false;
            for (int rule = 0; run.usable && rule < run.rows.size(); ++rule) {
                if (run.table->output(rule, 0) != feel::Value(id) || conjunction(run.reach, run.rows.at(rule)) == Diagram::kFalse)
                    continue;
                any = true;
                conditional = conditional && hasFactCondition(run, rule);
                missing = without(missing, run.rows.at(rule));
            }
            if (any && conditional && missing == Diagram::kFalse && run.reach != Diagram::kFalse) {
                m_findings.add(u"V09"_s, Level::Warning, {file, row, {}, {}}, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has conditions but always comes up (%2)")).arg(name, run.loopValue));
                return;
            }
        }
    };
    for (int i = 0; m_symbols.subItemsExact && i < m_pack.subItems().size(); ++i)
        never(u"subitems.csv"_s, i + 2, m_pack.subItems().at(i).name, m_symbols.produced.value(m_pack.subItems().at(i).id));
    for (int i = 0; m_symbols.materialsExact && i < m_pack.materials().size(); ++i) {
        const Material &material = m_pack.materials().at(i);
        never(u"materials.csv"_s, i + 2, material.name, m_symbols.required.value(material.id, Diagram::kFalse));
        always(u"materials.csv"_s, i + 2, material.id, material.name, m_symbols.materials);
    }
    for (int i = 0; m_symbols.fieldsExact && i < m_pack.fields().size(); ++i) {
        const Field &field = m_pack.fields().at(i);
        never(u"fields.csv"_s, i + 2, field.label, m_symbols.needed.value(field.id, Diagram::kFalse));
        always(u"fields.csv"_s, i + 2, field.id, field.label, m_symbols.fields);
    }
}

} // namespace zc::guidance
