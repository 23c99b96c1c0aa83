#include "internal/verifier.h"
#include "internal/view.h"
#include "internal/words.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;
using Level = Finding::Level;

namespace {
QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QString numbers(const QMap<QString, QString> &values)
{
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts << it.key() + u':' + it.value();
    return parts.join(u'|');
}
} // namespace

static QString outputLabel(const OutputId &id)
{
    static const QHash<OutputId::Kind, QString> kinds = {{OutputId::Kind::Mode, kMode}, {OutputId::Kind::DueDays, kDueDays},
                                                         {OutputId::Kind::PromisedDays, kPromised}, {OutputId::Kind::StatutoryDays, kStatutory},
                                                         {OutputId::Kind::Fee, kFee}};
    return kinds.contains(id.kind) ? id.id + u' ' + kinds.value(id.kind) : id.id;
}

// The columns of cases.csv that a view disagrees with: column, expected, found.
struct CaseDifference {
    QString column, expected, found;
};

static QList<CaseDifference> compareCase(const Pack &pack, const GoldenCase &golden, const View &view)
{
    QList<CaseDifference> differences;
    const QString open = say(QT_TRANSLATE_NOOP("zc::guidance", "undecided"));
    const auto compare = [&](const QString &column, const QString &expected, const QString &found) {
        if (expected != found)
            differences << CaseDifference{column, expected, found};
    };
    bool subItemsOpen = false, materialsOpen = false, fieldsOpen = false;
    QStringList produced, fields, materials, wanted;
    QMap<QString, QString> promised, statutory, fee;
    for (const SubItem &item : pack.subItems()) {
        const OutputId id{OutputId::Kind::SubItem, item.id};
        subItemsOpen = subItemsOpen || view.possibly(id);
        if (!view.certainly(id))
            continue;
        produced << item.id;
        if (item.isExit())
            continue;
        const auto number = [&](OutputId::Kind kind, QMap<QString, QString> &into) {
            const auto value = view.value({kind, item.id});
            into.insert(item.id, view.possibly({kind, item.id}) ? open : value && value->isNumber() ? value->number().text() : u"null"_s);
        };
        number(OutputId::Kind::PromisedDays, promised);
        number(OutputId::Kind::StatutoryDays, statutory);
        number(OutputId::Kind::Fee, fee);
    }
    for (const Material &material : pack.materials()) {
        const OutputId id{OutputId::Kind::Material, material.id}, mode{OutputId::Kind::Mode, material.id}, days{OutputId::Kind::DueDays, material.id};
        materialsOpen = materialsOpen || view.possibly(id);
        if (!view.certainly(id))
            continue;
        const auto how = view.value(mode), due = view.value(days);
        QString text = material.id + u':' + (view.possibly(mode) || view.possibly(days) ? open : how && how->isString() ? how->string() : u"null"_s);
        if (due && due->isNumber())
            text += u'(' + due->number().text() + u')';
        materials << text;
    }
    for (const Field &field : pack.fields()) {
        fieldsOpen = fieldsOpen || view.possibly({OutputId::Kind::Field, field.id});
        if (view.certainly({OutputId::Kind::Field, field.id}))
            fields << field.id;
    }
    for (const ExpectedMaterial &material : golden.materials)
        wanted << material.id + u':' + material.mode + (material.dueDays ? u"(%1)"_s.arg(*material.dueDays) : QString());
    compare(u"=子事项"_s, sorted(golden.subItems).join(u'|'), subItemsOpen ? open : sorted(produced).join(u'|'));
    compare(u"=材料"_s, sorted(wanted).join(u'|'), materialsOpen ? open : sorted(materials).join(u'|'));
    compare(u"=承诺工作日"_s, numbers(golden.promised), numbers(promised));
    compare(u"=法定工作日"_s, numbers(golden.statutory), numbers(statutory));
    compare(u"=金额"_s, numbers(golden.fee), numbers(fee));
    compare(u"=字段"_s, sorted(golden.fields).join(u'|'), fieldsOpen ? open : sorted(fields).join(u'|'));
    return differences;
}

void Verifier::checkCase(Solver &solver, const GoldenCase &golden)
{
    QList<feel::Entry> facts = golden.facts;
    for (feel::Entry &entry : facts)
        if (entry.state != feel::FactState::Known)
            entry = {};
    const auto wrong = [&](const QString &column, const QString &expected, const QString &found) {
        m_findings.add(u"V17"_s, Level::Error, {u"cases.csv"_s, golden.row, column, {}},
                       say(QT_TRANSLATE_NOOP("zc::guidance", "Case %1 does not agree: expected %2, found %3")).arg(golden.id, expected.isEmpty() ? u"—"_s : expected, found.isEmpty() ? u"—"_s : found));
    };
    solver.setFacts(facts);
    if (!solver.isConsistent() || solver.breaksLooseConstraint()) {
        // Name the cell that does not fit: known though the others make it 不适用, else the case as a whole.
        for (int i = 0; i < facts.size(); ++i) {
            QList<feel::Entry> others = facts;
            others[i] = {};
            solver.setFacts(others);
            if (facts.at(i).state == feel::FactState::Known && solver.isConsistent() && !solver.mayApply(i)) {
                wrong(m_pack.facts().at(i).name, displayValue(m_pack.facts().at(i), facts.at(i).value), say(QT_TRANSLATE_NOOP("zc::guidance", "not applicable")));
                return;
            }
        }
        wrong({}, say(QT_TRANSLATE_NOOP("zc::guidance", "a possible situation")), say(QT_TRANSLATE_NOOP("zc::guidance", "a contradiction to the constraints")));
        return;
    }
    for (int i = 0; i < golden.facts.size(); ++i)
        if (golden.facts.at(i).state == feel::FactState::NotApplicable && solver.mayApply(i))
            wrong(m_pack.facts().at(i).name, u"/"_s, say(QT_TRANSLATE_NOOP("zc::guidance", "applicable")));
    const View view = View::make(m_pack, solver, {});
    for (const CaseDifference &difference : compareCase(m_pack, golden, view))
        wrong(difference.column, difference.expected, difference.found);
}

void Verifier::checkCases()
{
    const Compiled &compiled = m_program.compiled;
    Solver solver(m_pack);
    QList<QSet<QPair<int, int>>> fired(kTableKinds);   // by table: part and row
    QList<QList<std::optional<int>>> results;          // by case
    for (const GoldenCase &golden : m_program.cases) {
        checkCase(solver, golden);
        solver.setFacts(golden.facts);
        QList<std::optional<int>> outputs;
        for (int o = 0; o < compiled.outputs.size(); ++o)
            outputs << (solver.isConsistent() ? solver.constantOf(o) : std::nullopt);
        for (int r = 0; r < compiled.runs.size() && solver.isConsistent(); ++r) {
            const CompiledRun &run = compiled.runs.at(r);
            if (run.within >= 0 && outputs.at(run.within) != ValueTable::kTrue)
                continue;
            for (const int row : solver.certainRows(r).list())
                fired[run.table].insert(std::pair(run.part, row));
        }
        results << outputs;
    }
    if (m_program.bundle)
        return;                                        // rows and questions have their cases in the items
    checkCoverage(fired);
    checkChanges(results);
}

// V17 W: a fact, or an option of a set, and an output it can change, without two cases that show the change and agree otherwise.
void Verifier::checkChanges(const QList<QList<std::optional<int>>> &results)
{
    const Compiled &compiled = m_program.compiled;
    const Solver solver(m_pack);
    const auto entryEqual = [](const feel::Entry &a, const feel::Entry &b) { return a.state == b.state && a.value == b.value; };
    // Whether two cases differ in this variable alone, applicability that follows from it aside.
    const auto agree = [&](const GoldenCase &a, const GoldenCase &b, int fact, const QString &option) {
        for (int i = 0; i < a.facts.size(); ++i) {
            const feel::Entry &x = a.facts.at(i), &y = b.facts.at(i);
            const bool oneApplies = (x.state == feel::FactState::NotApplicable) != (y.state == feel::FactState::NotApplicable);
            if (i == fact && !option.isEmpty() && x.value.isList() && y.value.isList()) {
                feel::List left = x.value.list(), right = y.value.list();
                left.removeAll(feel::Value(option));
                right.removeAll(feel::Value(option));
                if (left != right)
                    return false;
            } else if (i != fact && !entryEqual(x, y) && !(compiled.governs.at(fact).contains(i) && oneApplies)) {
                return false;
            }
        }
        return !entryEqual(a.facts.at(fact), b.facts.at(fact));
    };
    for (int fact = 0; fact < m_pack.facts().size(); ++fact) {
        const Fact &row = m_pack.facts().at(fact);
        const bool set = row.type == FactType::Set;
        const FactVariables &variables = compiled.atoms.of(fact);
        const int first = variables.first + (set && variables.inapplicableVariable >= 0 ? 1 : 0);
        for (int k = 0; k < (set ? row.options.size() : 1); ++k) {
            const QString option = set ? row.options.at(k) : QString();
            QList<QPair<int, int>> pairs;
            for (int a = 0; a < m_program.cases.size(); ++a)
                for (int b = a + 1; b < m_program.cases.size(); ++b)
                    if (agree(m_program.cases.at(a), m_program.cases.at(b), fact, option))
                        pairs << std::pair(a, b);
            QStringList unseen;
            for (int o = 0; o < compiled.outputs.size(); ++o) {
                if (compiled.outputs.at(o).fallback || !(set ? solver.canChange(o, fact, first + k) : solver.canChange(o, fact)))
                    continue;
                const bool seen = std::any_of(pairs.cbegin(), pairs.cend(), [&](const QPair<int, int> &pair) {
                    const std::optional<int> &a = results.at(pair.first).at(o), &b = results.at(pair.second).at(o);
                    return a && b && *a != *b;
                });
                if (!seen)
                    unseen << outputLabel(compiled.outputs.at(o).id);
            }
            if (!unseen.isEmpty())
                m_findings.add(u"V17"_s, Level::Warning, {u"facts.csv"_s, m_program.parts.constFirst().factLines.at(fact), {}, {}},
                               say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has no case")).arg(row.name + (option.isEmpty() ? QString() : u'=' + option) + u" → "_s + unseen.join(u"、"_s)));
        }
    }
}

// V17 W: a reachable row that no case fires.
void Verifier::checkCoverage(const QList<QSet<QPair<int, int>>> &fired)
{
    PartSymbols &part = m_symbols.parts.front();
    for (int kind = 0; kind < kTableKinds; ++kind) {
        const QList<TableRun *> runs = runsOf(part, TableKind(kind));
        if (runs.isEmpty() || std::any_of(runs.cbegin(), runs.cend(), [](const TableRun *run) { return !run->usable; }))
            continue;
        const TableRun &any = *runs.constFirst();
        for (int rule = 0; rule < any.table->ruleCount(); ++rule)
            if (!fired.at(kind).contains(std::pair(0, rule))
                && std::any_of(runs.cbegin(), runs.cend(), [&](const TableRun *run) { return matchesSomewhere(*run, rule); }))
                m_findings.add(u"V17"_s, Level::Warning, rowPlace(part, any, rule),
                               say(QT_TRANSLATE_NOOP("zc::guidance", "%1 has no case")).arg(any.name + u' ' + any.table->ruleId(rule)));
    }
}

} // namespace zc::guidance
