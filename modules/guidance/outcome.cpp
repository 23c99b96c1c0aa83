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

void addSubItems(const Pack &pack, const View &view, PartState certain, Outcome &outcome)
{
    const Explainer explain(pack, view);
    bool exit = false;
    for (const SubItem &item : pack.subItems())
        exit = exit || (item.isExit() && view.certainly({OutputId::Kind::SubItem, item.id}));
    for (const SubItem &item : pack.subItems()) {
        const OutputId id{OutputId::Kind::SubItem, item.id};
        if (view.possibly(id) && !(exit && !item.isExit()))
            outcome.possibleSubItems << item.id;
        if (!view.certainly(id) || (exit && !item.isExit()))
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

void addMaterials(const Pack &pack, const View &view, PartState certain, Outcome &outcome)
{
    const Explainer explain(pack, view);
    for (const Material &material : pack.materials()) {
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
        part.copies = material.copies;
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

void addFields(const Pack &pack, const View &view, PartState certain, Outcome &outcome)
{
    const Explainer explain(pack, view);
    for (const Field &field : pack.fields()) {
        const OutputId id{OutputId::Kind::Field, field.id};
        if (view.possibly(id))
            outcome.possibleFields << field.id;
        if (view.certainly(id))
            outcome.fields << OutcomeField{field.id, field.element, field.label, field.type, field.format, field.source, field.required, certain,
                                           explain.why({id})};
    }
}
} // namespace

Outcome outcomeOf(const Pack &pack, const View &view)
{
    Outcome outcome;
    for (const int fact : view.toConfirm)
        outcome.toConfirm << pack.facts().at(fact).id;
    outcome.provisional = !outcome.toConfirm.isEmpty();
    const PartState certain = outcome.provisional ? PartState::Provisional : PartState::Known;
    addSubItems(pack, view, certain, outcome);
    addMaterials(pack, view, certain, outcome);
    addFields(pack, view, certain, outcome);
    const Totals totals = totalsOf(pack, view);
    outcome.promisedDays = totals.promised;
    outcome.statutoryDays = totals.statutory;
    outcome.fee = totals.fee;
    for (const int fact : view.open)
        outcome.pending << pack.facts().at(fact).id;
    outcome.complete = std::all_of(view.outputs.cbegin(), view.outputs.cend(), [](const auto &output) { return output.has_value(); });
    outcome.unverified = !pack.unverified().isEmpty();
    outcome.problems = view.solver.direct().problems;
    return outcome;
}

const OutcomeSubItem *Outcome::exit() const
{
    for (const OutcomeSubItem &item : subItems)
        if (item.kind != SubItemKind::Handle)
            return &item;
    return nullptr;
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
