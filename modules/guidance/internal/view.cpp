#include "internal/view.h"

#include <QMap>

namespace zc::guidance {

View View::make(const Pack &pack, const Solver &solver, const QList<int> &toConfirm)
{
    View view;
    view.pack = &pack;
    view.facts = solver.facts();
    view.toConfirm = toConfirm;
    view.outputs.reserve(view.compiled().outputs.size());
    for (int i = 0; i < view.compiled().outputs.size(); ++i)
        view.outputs << solver.constantOf(i);
    view.findOpen(solver);
    return view;
}

bool View::isComplete() const
{
    for (int output = 0; output < outputs.size(); ++output)
        if (isPending(output))
            return false;
    return true;
}

bool View::certainly(const OutputId &id) const
{
    const int index = compiled().outputIndex(id);
    return index >= 0 && outputs.at(index) == ValueTable::kTrue;
}

bool View::possibly(const OutputId &id) const
{
    const int index = compiled().outputIndex(id);
    return index >= 0 && !outputs.at(index);
}

std::optional<feel::Value> View::value(const OutputId &id) const
{
    const int index = compiled().outputIndex(id);
    if (index < 0 || !outputs.at(index) || *outputs.at(index) == ValueTable::kNone)
        return std::nullopt;
    return compiled().values.value(*outputs.at(index));
}

void View::findOpen(const Solver &solver)
{
    const Program &program = pack->program();
    const int count = int(pack->facts().size());
    QList<int> pending;
    // Many outputs are the same function; one of each is enough to ask.
    QSet<dmn::NodeId> roots;
    for (int i = 0; i < outputs.size(); ++i) {
        if (!isPending(i))
            continue;
        const bool fallback = compiled().outputs.at(i).fallback;
        if (!fallback && roots.contains(solver.rootOf(i)))
            continue;
        pending << i;
        if (!fallback)
            roots.insert(solver.rootOf(i));
    }
    const auto unknown = [&](int fact) { return facts.at(fact).state != feel::FactState::Known; };
    std::vector<bool> matters(static_cast<size_t>(count));
    for (const int output : std::as_const(pending))
        for (const int fact : solver.relevantTo(output))
            matters[size_t(fact)] = true;
    for (int fact = 0; fact < count; ++fact)
        if (matters[size_t(fact)] && unknown(fact) && solver.mayApply(fact))
            relevant << fact;
    const auto candidates = [&](const QList<int> &from) {
        QSet<int> found;
        QList<int> todo = from;
        QSet<int> seen;
        while (!todo.isEmpty()) {
            const int fact = todo.takeFirst();
            if (seen.contains(fact) || !unknown(fact) || !solver.isApplicable(fact))
                continue;
            seen.insert(fact);
            int part = 0;
            const feel::Expression *compute = program.computation(fact, &part);
            if (!compute) {
                found.insert(fact);
                continue;
            }
            // A derived fact is known through its inputs.
            const Part &owner = program.parts.at(part);
            for (const QString &name : compute->names())
                for (int i = 0; i < owner.facts.size(); ++i)
                    if (owner.facts.at(i).name == name)
                        todo << owner.wholeFacts.at(i);
        }
        QList<int> result(found.cbegin(), found.cend());
        std::sort(result.begin(), result.end());
        return result;
    };
    open = candidates(relevant);
    if (!open.isEmpty() || pending.isEmpty())
        return;
    // Facts tied together by constraints: none can change anything alone, yet something is undecided.
    QList<int> read;
    for (const int output : std::as_const(pending))
        for (const int fact : compiled().outputs.at(output).facts)
            if (!read.contains(fact))
                read << fact;
    open = candidates(read);
    if (!open.isEmpty())
        return;
    // What decides whether those apply comes before them.
    QList<int> all;
    for (int i = 0; i < count; ++i)
        all << i;
    open = candidates(all);
}

Totals totalsOf(const Pack &pack, const View &view)
{
    Totals totals;
    QMap<int, int> promised, statutory;                // stage -> longest
    feel::Decimal fee;
    bool known = true, limited = true, paid = true, any = false;
    for (const SubItem &item : pack.subItems()) {
        if (view.possibly({OutputId::Kind::SubItem, item.id}))
            known = false;
        if (item.isExit() || !view.certainly({OutputId::Kind::SubItem, item.id}))
            continue;
        any = true;
        const auto promise = view.value({OutputId::Kind::PromisedDays, item.id}), law = view.value({OutputId::Kind::StatutoryDays, item.id});
        const auto amount = view.value({OutputId::Kind::Fee, item.id});
        const auto days = [](const std::optional<feel::Value> &value) {
            return value && value->isNumber() ? value->number().toInteger() : std::nullopt;
        };
        if (days(promise) && days(law)) {
            promised[item.stage] = std::max(promised.value(item.stage), int(*days(promise)));
            statutory[item.stage] = std::max(statutory.value(item.stage), int(*days(law)));
        } else {
            limited = false;
        }
        if (amount && amount->isNumber())
            fee = fee.plus(amount->number()).value_or(fee);
        else
            paid = false;
    }
    if (!known || !any)
        return totals;
    if (limited) {
        int sum = 0, lawSum = 0;
        for (auto it = promised.cbegin(); it != promised.cend(); ++it)
            sum += it.value();
        for (auto it = statutory.cbegin(); it != statutory.cend(); ++it)
            lawSum += it.value();
        totals.promised = sum;
        totals.statutory = lawSum;
    }
    if (paid)
        totals.fee = fee;
    return totals;
}

Delta differenceOf(const Pack &pack, const View &before, const View &after)
{
    Delta delta;
    const auto compare = [&](OutputId::Kind kind, const QString &id, QStringList &added, QStringList &removed) {
        const OutputId output{kind, id};
        if (after.certainly(output) && !before.certainly(output))
            added << id;
        if (before.certainly(output) && !after.certainly(output))
            removed << id;
        return before.certainly(output) && after.certainly(output);
    };
    const auto days = [](const std::optional<feel::Value> &value) -> std::optional<int> {
        const auto number = value && value->isNumber() ? value->number().toInteger() : std::nullopt;
        return number ? std::optional(int(*number)) : std::nullopt;
    };
    for (const SubItem &item : pack.subItems())
        compare(OutputId::Kind::SubItem, item.id, delta.subItemsAdded, delta.subItemsRemoved);
    for (const Material &material : pack.materials()) {
        const OutputId id{OutputId::Kind::Material, material.id};
        const bool stays = compare(OutputId::Kind::Material, material.id, delta.materialsAdded, delta.materialsRemoved);
        if (before.possibly(id) && !after.possibly(id) && !after.certainly(id))
            delta.materialsRuledOut << material.id;
        const OutputId mode{OutputId::Kind::Mode, material.id}, due{OutputId::Kind::DueDays, material.id};
        const auto text = [&](const View &view) { return view.value(mode) && view.value(mode)->isString() ? view.value(mode)->string() : QString(); };
        const ModeChange change{material.id, text(before), text(after), days(before.value(due)), days(after.value(due))};
        if (stays && (change.from != change.to || change.fromDays != change.toDays))
            delta.modes << change;
    }
    for (const Field &field : pack.fields())
        compare(OutputId::Kind::Field, field.id, delta.fieldsAdded, delta.fieldsRemoved);
    const Totals from = totalsOf(pack, before), to = totalsOf(pack, after);
    delta.promisedFrom = from.promised;
    delta.promisedTo = to.promised;
    delta.feeFrom = from.fee;
    delta.feeTo = to.fee;
    for (const int fact : after.open)
        if (!before.open.contains(fact))
            delta.questionsOpened << pack.facts().at(fact).id;
    for (const int fact : before.open)
        if (!after.open.contains(fact) && after.facts.at(fact).state != feel::FactState::Known)
            delta.questionsClosed << pack.facts().at(fact).id;
    delta.becameComplete = !before.isComplete() && after.isComplete();
    return delta;
}

} // namespace zc::guidance
