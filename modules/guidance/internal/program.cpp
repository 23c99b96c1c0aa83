#include "internal/program.h"

namespace zc::guidance {

feel::Type typeOf(const Fact &fact)
{
    feel::Type type;
    switch (fact.type) {
    case FactType::Enum: return feel::Type::oneOf(fact.options);
    case FactType::Set: return feel::Type::listOf(fact.options);
    case FactType::Bool: return feel::Type::boolean();
    case FactType::Number: type = feel::Type::number(); break;
    case FactType::Date: type = feel::Type::date(); break;
    }
    type.minimum = fact.minimum;
    type.maximum = fact.maximum;
    return type;
}

QStringList subItemIds(const Pack &pack, bool handledOnly)
{
    QStringList ids;
    for (const SubItem &item : pack.subItems())
        if (!handledOnly || !item.isExit())
            ids << item.id;
    return ids;
}

QStringList materialIds(const Pack &pack)
{
    QStringList ids;
    for (const Material &material : pack.materials())
        ids << material.id;
    return ids;
}

int modeRank(const QString &mode)
{
    if (mode == kMustHandIn)
        return 3;
    return mode == kPromisedMode ? 2 : mode == kDeferred ? 1 : mode == kWaived ? 0 : -1;
}

Place Part::located(Place place) const
{
    place.file = qualified(place.file);
    return place;
}

QStringList Part::handledIds() const
{
    QStringList ids;
    for (const SubItem &item : subItems)
        if (!item.isExit())
            ids << item.id;
    return ids;
}

const Helper *Program::helper(const QString &name) const
{
    const int index = helperIndex.value(name, -1);
    return index < 0 ? nullptr : &helpers.at(index);
}

const KnownTable *Program::known(const QString &name) const
{
    for (int kind = 0; kind < kTableKinds; ++kind)
        if (table(TableKind(kind)).name == name)
            return &table(TableKind(kind));
    return nullptr;
}

const KnownTable &Program::table(TableKind kind) const
{
    switch (kind) {
    case TableKind::SubItems: return subItems;
    case TableKind::Materials: return materials;
    case TableKind::Fields: return fields;
    case TableKind::Limits: return limits;
    case TableKind::Fees: return fees;
    case TableKind::Modes: break;
    }
    return modes;
}

const feel::Expression *Program::applicability(const PartRow &row) const
{
    const auto &expression = parts.at(row.part).rules->applicable.at(row.own);
    return expression ? &*expression : nullptr;
}

QList<PartRow> Program::decidingRows(int wholeFact) const
{
    const QList<PartRow> &rows = factRows.at(wholeFact);
    return decides(rows.constLast().part, wholeFact) ? rows : rows.first(1);
}

bool Program::alwaysApplies(int wholeFact) const
{
    for (const PartRow &row : decidingRows(wholeFact))
        if (!parts.at(row.part).when && !applicability(row))
            return true;
    return false;
}

const feel::Expression *Program::computation(int wholeFact, int *part) const
{
    for (const PartRow &row : factRows.at(wholeFact)) {
        *part = row.part;
        if (const auto &expression = parts.at(row.part).rules->compute.at(row.own))
            return &*expression;
    }
    return nullptr;
}

QList<int> ownFactOrder(const Part &part)
{
    QHash<QString, int> names;
    for (int i = 0; i < part.facts.size(); ++i)
        names.insert(part.facts.at(i).name, i);
    QList<int> order;
    std::vector<bool> seen(size_t(part.facts.size()));
    const std::function<void(int)> visit = [&](int fact) {
        if (seen[size_t(fact)])
            return;
        seen[size_t(fact)] = true;
        if (const auto &applicable = part.rules->applicable.at(fact))
            for (const QString &name : applicable->names())
                if (const auto other = names.constFind(name); other != names.cend())
                    visit(*other);
        order << fact;
    };
    for (int fact = 0; fact < part.facts.size(); ++fact)
        visit(fact);
    return order;
}

QList<int> factOrder(const QList<Fact> &wholeFacts, const Program &program, QStringList *ring)
{
    QList<QHash<QString, int>> names;                  // by part: own name -> fact of the whole
    for (const Part &part : program.parts) {
        QHash<QString, int> own;
        for (int i = 0; i < part.facts.size(); ++i)
            own.insert(part.facts.at(i).name, part.wholeFacts.at(i));
        names << own;
    }
    QList<int> order, path;
    QList<int> state(wholeFacts.size(), 0);            // 1 = on the path, 2 = done
    const std::function<void(int)> visit = [&](int fact) {
        if (state.at(fact) == 2)
            return;
        path << fact;
        if (state.at(fact) == 1) {
            if (ring && ring->isEmpty())
                for (qsizetype i = path.indexOf(fact); i < path.size(); ++i)
                    *ring << wholeFacts.at(path.at(i)).name;
            path.removeLast();
            return;
        }
        state[fact] = 1;
        for (const PartRow &row : program.decidingRows(fact)) {
            const Part &part = program.parts.at(row.part);
            if (part.when)
                for (const QString &name : part.when->names())
                    if (names.constFirst().contains(name))
                        visit(names.constFirst().value(name));
            if (const feel::Expression *applicable = program.applicability(row))
                for (const QString &name : applicable->names())
                    if (names.at(row.part).contains(name))
                        visit(names.at(row.part).value(name));
        }
        state[fact] = 2;
        order << fact;
        path.removeLast();
    };
    for (int fact = 0; fact < wholeFacts.size(); ++fact)
        visit(fact);
    return order;
}

} // namespace zc::guidance
