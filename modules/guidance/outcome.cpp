#include "outcome.h"

#include "internal/view.h"

#include <QJsonArray>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
std::optional<int> daysOf(const std::optional<feel::Value> &value)
{
    const auto number = value && value->isNumber() ? value->number().toInteger() : std::nullopt;
    return number ? std::optional(int(*number)) : std::nullopt;
}

QJsonValue optionalNumber(const std::optional<int> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue money(const std::optional<feel::Decimal> &value)
{
    return value ? feel::Value(*value).toJson() : QJsonValue(QJsonValue::Null);
}

QString stateName(PartState state)
{
    return state == PartState::Known ? u"known"_s : state == PartState::Pending ? u"pending"_s : u"provisional"_s;
}

QJsonObject reasonToJson(const Reason &reason)
{
    QJsonObject answers;
    for (const ReasonAnswer &answer : reason.answers)
        answers.insert(answer.name, answer.value.toJson());
    return {{u"rows"_s, QJsonArray::fromStringList(reason.rows)}, {u"answers"_s, answers}, {u"basis"_s, reason.basisText},
            {u"basisIds"_s, QJsonArray::fromStringList(reason.basis)}, {u"text"_s, reason.text}};
}

void addSubItems(const Pack &pack, const View &view, const Explainer &explain, PartState certain, Outcome &outcome)
{
    for (const SubItem &item : pack.subItems()) {
        const OutputId id{OutputId::Kind::SubItem, item.id};
        if (view.possibly(id))
            outcome.possibleSubItems << item.id;
        if (!view.certainly(id))
            continue;
        OutcomeSubItem part;
        part.id = item.id;
        part.name = item.name;
        part.text = item.text;
        part.department = item.department;
        part.kind = item.kind;
        part.stage = item.stage;
        part.state = certain;
        part.promisedDays = daysOf(view.value({OutputId::Kind::PromisedDays, item.id}));
        part.statutoryDays = daysOf(view.value({OutputId::Kind::StatutoryDays, item.id}));
        if (const auto fee = view.value({OutputId::Kind::Fee, item.id}); fee && fee->isNumber())
            part.fee = fee->number();
        part.why = explain.why({id});
        outcome.subItems << part;
    }
}

// What the parts that share a row ask for: of those that certainly do, else the least that comes of it.
int copiesOf(const Pack &pack, const View &view, int material)
{
    const Program &program = pack.program();
    const QList<PartRow> &rows = program.materialRows.at(material);
    int certain = 0, least = pack.materials().at(material).copies;
    for (const PartRow &row : rows) {
        const Part &part = program.parts.at(row.part);
        const Material &own = part.materials.at(row.own);
        least = std::min(least, own.copies);
        if (rows.size() > 1 && view.certainly({OutputId::Kind::Material, part.qualified(own.id)}))
            certain = std::max(certain, own.copies);
    }
    return certain > 0 ? certain : least;
}

bool isRequired(const Pack &pack, const View &view, int field)
{
    const Program &program = pack.program();
    const QList<PartRow> &rows = program.fieldRows.at(field);
    bool any = false, every = true;
    for (const PartRow &row : rows) {
        const Part &part = program.parts.at(row.part);
        const Field &own = part.fields.at(row.own);
        every = every && own.required;
        any = any || (own.required && rows.size() > 1 && view.certainly({OutputId::Kind::Field, part.qualified(own.id)}));
    }
    return any || every;
}

void addMaterials(const Pack &pack, const View &view, const Explainer &explain, PartState certain, Outcome &outcome)
{
    for (int index = 0; index < pack.materials().size(); ++index) {
        const Material &material = pack.materials().at(index);
        const OutputId id{OutputId::Kind::Material, material.id};
        if (view.possibly(id))
            outcome.possibleMaterials << material.id;
        if (!view.certainly(id))
            continue;
        const OutputId mode{OutputId::Kind::Mode, material.id}, days{OutputId::Kind::DueDays, material.id};
        OutcomeMaterial part;
        part.id = material.id;
        part.catalogueId = material.catalogueId;
        part.name = material.name;
        part.form = material.form;
        part.copies = copiesOf(pack, view, index);
        part.sample = material.sample;
        part.licenceType = material.licenceType;
        part.commitment = material.commitment;
        part.issuer = material.issuer;
        part.note = material.note;
        part.state = certain;
        part.modeState = view.possibly(mode) || view.possibly(days) ? PartState::Pending : certain;
        if (part.modeState != PartState::Pending) {
            const auto text = view.value(mode);
            part.mode = text && text->isString() ? text->string() : QString();
            part.dueDays = daysOf(view.value(days));
        }
        part.why = explain.why({id, mode, days});
        outcome.materials << part;
    }
}

void addFields(const Pack &pack, const View &view, const Explainer &explain, PartState certain, Outcome &outcome)
{
    for (int index = 0; index < pack.fields().size(); ++index) {
        const Field &field = pack.fields().at(index);
        const OutputId id{OutputId::Kind::Field, field.id};
        if (view.possibly(id))
            outcome.possibleFields << field.id;
        if (view.certainly(id))
            outcome.fields << OutcomeField{field.id, field.element, field.label, field.type, field.format, field.source, isRequired(pack, view, index), certain,
                                           explain.why({id})};
    }
}

// Rules of certainly asked tables that read a fact which does not apply, all else in them matching.
QStringList problemsOf(const Pack &pack, const Solver &solver, const View &view)
{
    const Compiled &compiled = view.compiled();
    QStringList problems = compiled.anyFallback ? solver.direct().problems : QStringList();
    for (int i = 0; i < compiled.runs.size(); ++i) {
        const CompiledRun &run = compiled.runs.at(i);
        if (run.within >= 0 && view.outputs.at(run.within) != ValueTable::kTrue)
            continue;
        for (const int row : solver.rowsReadingInapplicable(i)) {
            const QString text = u"GDE-INAPPLICABLE "_s + ruleName(pack.program(), run.part, run.table, row);
            if (!problems.contains(text))
                problems << text;
        }
    }
    return problems;
}
} // namespace

Outcome outcomeOf(const Pack &pack, const Solver &solver, const View &view, ReasonCache *cache)
{
    const Explainer explain(pack, solver, view, cache);
    Outcome outcome;
    for (const int fact : view.toConfirm)
        outcome.toConfirm << pack.facts().at(fact).id;
    outcome.provisional = !outcome.toConfirm.isEmpty();
    const PartState certain = outcome.provisional ? PartState::Provisional : PartState::Known;
    addSubItems(pack, view, explain, certain, outcome);
    addMaterials(pack, view, explain, certain, outcome);
    addFields(pack, view, explain, certain, outcome);
    const Totals totals = totalsOf(pack, view);
    outcome.promisedDays = totals.promised;
    outcome.statutoryDays = totals.statutory;
    outcome.fee = totals.fee;
    for (const int fact : view.open)
        outcome.pending << pack.facts().at(fact).id;
    outcome.complete = view.isComplete();
    outcome.unverified = pack.program().compiled.anyFallback || !pack.program().compiled.looseConstraints.isEmpty();
    outcome.problems = problemsOf(pack, solver, view);
    return outcome;
}

const OutcomeSubItem *Outcome::exit() const
{
    const OutcomeSubItem *exit = nullptr;
    for (const OutcomeSubItem &item : subItems) {
        if (item.kind == SubItemKind::Handle)
            return nullptr;                            // in a bundle the other items go on
        exit = exit ? exit : &item;
    }
    return exit;
}

const OutcomeMaterial *Outcome::material(const QString &id) const
{
    for (const OutcomeMaterial &part : materials)
        if (part.id == id)
            return &part;
    return nullptr;
}

std::optional<qint64> Outcome::feeFen() const
{
    const auto fen = fee ? fee->times(feel::Decimal(100)) : std::nullopt;
    return fen ? fen->toInteger() : std::nullopt;
}

QJsonObject outcomeToJson(const Outcome &outcome)
{
    QJsonArray subItems, materials, fields, details;
    for (const OutcomeSubItem &item : outcome.subItems) {
        subItems.append(item.id);
        details.append(QJsonObject{{u"id"_s, item.id}, {u"name"_s, item.name}, {u"text"_s, item.text},
                                   {u"kind"_s, item.kind == SubItemKind::Handle ? u"办理"_s : item.kind == SubItemKind::Refuse ? u"不予受理"_s : u"转办"_s},
                                   {u"promisedDays"_s, optionalNumber(item.promisedDays)}, {u"statutoryDays"_s, optionalNumber(item.statutoryDays)},
                                   {u"fee"_s, money(item.fee)}, {u"why"_s, reasonToJson(item.why)}});
    }
    for (const OutcomeMaterial &material : outcome.materials)
        materials.append(QJsonObject{{u"id"_s, material.id}, {u"name"_s, material.name}, {u"form"_s, material.form}, {u"copies"_s, material.copies},
                                     {u"state"_s, stateName(material.state)},
                                     {u"mode"_s, material.mode.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(material.mode)},
                                     {u"dueDays"_s, optionalNumber(material.dueDays)}, {u"why"_s, reasonToJson(material.why)}});
    for (const OutcomeField &field : outcome.fields)
        fields.append(field.id);
    QJsonObject json{{u"subItems"_s, subItems}, {u"subItemDetails"_s, details}, {u"materials"_s, materials}, {u"fields"_s, fields},
                     {u"fee"_s, money(outcome.fee)}, {u"limitDays"_s, optionalNumber(outcome.promisedDays)},
                     {u"statutoryDays"_s, optionalNumber(outcome.statutoryDays)}, {u"pending"_s, QJsonArray::fromStringList(outcome.pending)},
                     {u"complete"_s, outcome.complete}, {u"possibleSubItems"_s, QJsonArray::fromStringList(outcome.possibleSubItems)},
                     {u"possibleMaterials"_s, QJsonArray::fromStringList(outcome.possibleMaterials)},
                     {u"possibleFields"_s, QJsonArray::fromStringList(outcome.possibleFields)}};
    if (outcome.provisional)
        json.insert(u"toConfirm"_s, QJsonArray::fromStringList(outcome.toConfirm));
    if (outcome.unverified)
        json.insert(u"unverified"_s, true);
    if (!outcome.problems.isEmpty())
        json.insert(u"problems"_s, QJsonArray::fromStringList(outcome.problems));
    return json;
}

} // namespace zc::guidance
