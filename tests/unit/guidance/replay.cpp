#include "replay.h"

namespace oracle {

using namespace zc;
using namespace zc::guidance;
using namespace Qt::StringLiterals;
using feel::FactState;
using OutputKind = OutputId::Kind;

namespace {
constexpr int kTries = 12;                             // situations a witness is tried on
constexpr int kSearch = 40;                            // situations looked at for one that does not show the finding
}

bool Replay::shows(const QString &code)
{
    static const QSet<QString> codes = {u"V03"_s, u"V04"_s, u"V06"_s, u"V10"_s, u"V12"_s, u"V13"_s, u"V18"_s};
    return codes.contains(code);
}

QList<feel::Value> Replay::valuesOf(int fact)
{
    const Fact &row = m_pack->facts().at(fact);
    QList<feel::Value> values;
    switch (row.type) {
    case FactType::Enum:
        for (const QString &option : row.options)
            values << feel::Value(option);
        break;
    case FactType::Bool: values = {feel::Value(false), feel::Value(true)}; break;
    case FactType::Set:
        for (int i = 0; i < 6; ++i) {
            feel::List items;
            for (const QString &option : row.options)
                if (m_engine() % 2)
                    items << feel::Value(option);
            values << feel::Value(items);
        }
        break;
    case FactType::Number:
    case FactType::Date: {
        // One value of each piece, as the compiled pack reads it back.
        const Compiled &compiled = m_pack->program().compiled;
        const FactVariables &variables = compiled.atoms.of(fact);
        std::vector<int> assignment(size_t(compiled.diagram.variableCount()), -1);
        for (int branch = 0; branch < compiled.diagram.branches(variables.first); ++branch) {
            assignment[size_t(variables.first)] = branch;
            if (const feel::Entry entry = compiled.atoms.read(assignment, fact); entry.state == FactState::Known)
                values << entry.value;
        }
    }
    }
    std::shuffle(values.begin(), values.end(), m_engine);
    return values;
}

std::optional<QList<feel::Entry>> Replay::situation(const Answers &answers)
{
    Interview interview(m_pack);
    Priors given;
    for (auto it = answers.cbegin(); it != answers.cend(); ++it)
        if (!it.value().isNull())
            given << AnswerRecord{m_pack->facts().at(it.key()).id, it.value(), {}};
    if (!interview.answerAll(given).ok())
        return std::nullopt;
    QList<int> order;
    for (int i = 0; i < m_pack->facts().size(); ++i)
        order << i;
    std::shuffle(order.begin(), order.end(), m_engine);
    // As long as an answer opened a further question.
    for (bool grown = true; grown;) {
        grown = false;
        for (const int fact : std::as_const(order)) {
            const QString &id = m_pack->facts().at(fact).id;
            if (interview.isActive(id) || !interview.isApplicable(id))
                continue;
            for (const feel::Value &value : valuesOf(fact)) {
                if (interview.answer(id, value).ok()) {
                    grown = true;
                    break;
                }
            }
        }
    }
    QList<feel::Entry> facts;
    for (int i = 0; i < m_pack->facts().size(); ++i) {
        const QString &id = m_pack->facts().at(i).id;
        const bool known = interview.isActive(id);
        if (known != interview.isApplicable(id) || (answers.contains(i) && answers.value(i).isNull() == known))
            return std::nullopt;
        facts << (known ? feel::Entry{FactState::Known, interview.answerTo(id)->value} : feel::Entry{FactState::NotApplicable, {}});
    }
    return facts;
}

std::optional<int> Replay::terminal(const DirectResult &run, OutputKind kind, const QString &id) const
{
    const int output = m_pack->program().compiled.outputIndex({kind, id});
    return output < 0 ? std::nullopt : run.terminals.at(output);
}

bool Replay::tableShows(const Finding &finding, Contexts &contexts, const DirectResult &run) const
{
    const Program &program = m_pack->program();
    const dmn::Table *table = nullptr;
    for (int kind = 0; kind < kTableKinds; ++kind)
        if (program.table(TableKind(kind)).name == finding.table)
            table = &program.table(TableKind(kind)).table;
    if (const Helper *helper = program.helper(finding.table))
        table = helper->table ? &*helper->table : nullptr;
    if (!table)
        return false;
    feel::Context &context = contexts.withHelpers(0);
    for (const auto &[name, value] : finding.scope) {
        if (terminal(run, name == kLoopMaterial ? OutputKind::Material : OutputKind::SubItem, value) != ValueTable::kTrue)
            return false;                              // the table is not even asked
        context.set(name, feel::Value(value));
    }
    const dmn::TableHits hits = table->hits(context);
    if (finding.code == u"V12")
        return std::any_of(hits.inapplicable.cbegin(), hits.inapplicable.cend(), [&](const QPair<int, int> &cell) {
            return cell.first == finding.row - 1 && table->input(cell.second).text() == finding.column;
        });
    if (finding.code == u"V03")
        return hits.certain.isEmpty();
    return hits.certain.size() > 1 && hits.certain.contains(finding.row - 1);
}

bool Replay::assertionFails(const Finding &finding, Contexts &contexts, const DirectResult &run, bool inapplicable) const
{
    const Program &program = m_pack->program();
    const Assertion *assertion = nullptr;
    for (const Assertion &one : program.asserts)
        if (one.place.row == finding.row)
            assertion = &one;
    if (!assertion)
        return false;
    feel::Context &context = contexts.withHelpers(0);
    const auto list = [&](const QString &name, OutputKind kind, const QStringList &ids) {
        feel::List items;
        for (const QString &id : ids)
            if (terminal(run, kind, id) == ValueTable::kTrue)
                items << feel::Value(id);
        context.set(name, feel::Value(items));
    };
    list(kSubItems, OutputKind::SubItem, subItemIds(*m_pack, false));
    list(kMaterials, OutputKind::Material, materialIds(*m_pack));
    const auto bind = [&](const QString &name, OutputKind kind, const QString &id) {
        const auto value = terminal(run, kind, id);
        context.set(name, value ? program.compiled.values.value(*value) : feel::Value());
    };
    for (const auto &[name, value] : finding.scope) {
        const bool material = name == kLoopMaterial;
        if (terminal(run, material ? OutputKind::Material : OutputKind::SubItem, value) != ValueTable::kTrue)
            return false;
        context.set(name, feel::Value(value));
        if (material) {
            bind(kMode, OutputKind::Mode, value);
            bind(kDueDays, OutputKind::DueDays, value);
        } else {
            bind(kPromised, OutputKind::PromisedDays, value);
            bind(kStatutory, OutputKind::StatutoryDays, value);
            bind(kFee, OutputKind::Fee, value);
        }
    }
    if (assertion->when && !assertion->when->evaluate(context).isTrue())
        return false;
    const feel::Evaluation then = assertion->then->evaluate(context);
    return inapplicable ? then.state == FactState::NotApplicable : then.isFalse();
}

// V12 of what is no table: the expression itself says that it read a fact which does not apply.
const feel::Expression *Replay::expressionAt(const Finding &finding) const
{
    const Program &program = m_pack->program();
    const auto pointer = [](const std::optional<feel::Expression> &expression) { return expression ? &*expression : nullptr; };
    if (finding.file == u"facts.csv") {
        const qsizetype fact = program.parts.constFirst().factLines.indexOf(finding.row);
        return pointer((finding.column == u"applicable" ? program.applicable : program.compute).at(fact));
    }
    for (const ConstraintRule &rule : program.constraints)
        if (finding.file == u"constraints.csv" && rule.place.row == finding.row)
            return pointer(finding.column == u"when" ? rule.when : rule.then);
    const Helper *helper = program.helper(finding.table);
    return helper ? pointer(helper->expression) : nullptr;
}

bool Replay::isShown(const Finding &finding, const QList<feel::Entry> &facts) const
{
    const DirectResult run = runDirectly(*m_pack, facts);
    Contexts contexts(*m_pack, facts);
    const ValueTable &values = m_pack->program().compiled.values;
    if (run.violated)
        return false;
    if (finding.code == u"V10") {
        const QStringList ids = subItemIds(*m_pack, false);
        return std::none_of(ids.cbegin(), ids.cend(), [&](const QString &id) { return terminal(run, OutputKind::SubItem, id) == ValueTable::kTrue; });
    }
    if (finding.code == u"V13") {
        const QString id = finding.scope.value(0).second;
        const auto mode = terminal(run, OutputKind::Mode, id), days = terminal(run, OutputKind::DueDays, id);
        if (terminal(run, OutputKind::Material, id) != ValueTable::kTrue || !mode || !days)
            return false;
        const Material *material = nullptr;
        for (const Material &one : m_pack->materials())
            material = one.id == id ? &one : material;
        const QString how = values.value(*mode).isString() ? values.value(*mode).string() : QString();
        const bool hasDays = values.value(*days).isNumber();
        return material && ((how == kWaived && (hasDays || material->licenceType.isEmpty())) || (how == kDeferred && (!hasDays || !material->deferrable))
                            || ((how == kDeferred || how == kPromisedMode) && material->commitment.isEmpty()));
    }
    if (finding.code == u"V18") {
        const QString id = finding.scope.value(0).second;
        const auto bad = [&](OutputKind kind) {
            const auto value = terminal(run, kind, id);
            return value && *value != ValueTable::kNone
                && (!values.value(*value).isNumber() || values.value(*value).number().isNegative());
        };
        return terminal(run, OutputKind::SubItem, id) == ValueTable::kTrue
            && (finding.table == kFees ? bad(OutputKind::Fee) : bad(OutputKind::PromisedDays) || bad(OutputKind::StatutoryDays));
    }
    if (finding.file == u"asserts.csv")
        return assertionFails(finding, contexts, run, finding.code == u"V12");
    if (const feel::Expression *expression = finding.code == u"V12" ? expressionAt(finding) : nullptr) {
        for (const ConstraintRule &rule : m_pack->program().constraints)           // `then` is read where `when` holds
            if (finding.column == u"then" && rule.place.row == finding.row && rule.when && !rule.when->evaluate(contexts.withHelpers(0)).isTrue())
                return false;
        return expression->evaluate(contexts.withHelpers(0)).state == FactState::NotApplicable;
    }
    return tableShows(finding, contexts, run);
}

QString Replay::fault(const Finding &finding)
{
    Answers witness;
    for (const auto &[name, value] : finding.witness) {
        for (int i = 0; i < m_pack->facts().size(); ++i)
            if (m_pack->facts().at(i).name == name)
                witness.insert(i, valueFault(m_pack->facts().at(i), value).isEmpty() ? value : feel::Value());
    }
    if (witness.size() != finding.witness.size())
        return u"the witness names a fact that is not there"_s;
    int seen = 0;
    for (int i = 0; i < kSearch && seen < kTries; ++i) {
        const auto facts = situation(witness);
        if (!facts)
            continue;
        ++seen;
        if (!isShown(finding, *facts)) {
            QStringList shown;
            for (int k = 0; k < facts->size(); ++k)
                shown << m_pack->facts().at(k).name + u'=' + (facts->at(k).state == FactState::Known ? facts->at(k).value.text() : u"/"_s);
            return u"not there with "_s + shown.join(u' ');
        }
    }
    if (seen == 0)
        return u"no situation begins with the witness"_s;
    if (m_pack->program().helper(finding.table))
        return {};                                     // where it is read is part of the witness and not looked at here
    // Without one of its facts some situation must be free of it; only one that answers this fact otherwise can be.
    for (auto it = witness.cbegin(); it != witness.cend(); ++it) {
        bool free = false;
        for (int round = 0; round < kSearch && !free; ++round) {
            QList<feel::Value> others = valuesOf(it.key());
            if (!m_pack->facts().at(it.key()).applicable.isEmpty())
                others << feel::Value();
            others.removeAll(it.value());
            Answers changed = witness;
            changed.insert(it.key(), others.at(qsizetype(m_engine() % size_t(others.size()))));
            const auto facts = situation(changed);
            free = facts && !isShown(finding, *facts);
        }
        if (!free)
            return u"the witness does not need "_s + m_pack->facts().at(it.key()).name;
    }
    return {};
}

} // namespace oracle
