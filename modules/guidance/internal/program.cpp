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

int stricterMode(const ValueTable &values, int a, int b)
{
    const auto rank = [&](int terminal) {
        const feel::Value &value = values.value(terminal);
        return terminal == ValueTable::kNone ? -1 : value.isString() ? modeRank(value.string()) : int(kModeValues.size());
    };
    return rank(a) == rank(b) ? std::min(a, b) : rank(a) > rank(b) ? a : b;
}

int fewerDays(const ValueTable &values, int a, int b)
{
    if (a == ValueTable::kNone || b == ValueTable::kNone)
        return a == ValueTable::kNone ? b : a;
    const feel::Value &x = values.value(a), &y = values.value(b);
    if (x.isNumber() != y.isNumber())
        return x.isNumber() ? a : b;
    return !x.isNumber() ? std::min(a, b) : y.number() < x.number() ? b : a;
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

QList<int> diagramOrder(const QList<Fact> &wholeFacts, const Program &program)
{
    const QList<int> base = factOrder(wholeFacts, program);
    if (!program.bundle)
        return base;
    QList<int> order;
    std::vector<bool> placed(size_t(wholeFacts.size()));
    const auto place = [&](const auto &wanted) {
        for (const int fact : base) {
            if (placed[size_t(fact)] || !wanted(fact))
                continue;
            placed[size_t(fact)] = true;
            order << fact;
        }
    };
    const auto items = [&](int fact) {
        QSet<int> parts;
        for (const PartRow &row : program.factRows.at(fact))
            if (row.part > 0)
                parts.insert(row.part);
        return parts;
    };
    const Part &own = program.parts.constFirst();
    const auto decidedBy = [&](const Part &item) {
        QSet<int> facts;
        for (int i = 0; item.when && i < own.facts.size(); ++i)
            if (item.when->names().contains(own.facts.at(i).name))
                facts.insert(own.wholeFacts.at(i));
        return facts;
    };
    place([&](int fact) { return items(fact).size() > 1; });
    for (qsizetype first = 1; first < program.parts.size(); ++first) {
        const QSet<int> deciding = decidedBy(program.parts.at(first));
        place([&](int fact) { return deciding.contains(fact); });
        for (qsizetype item = first; item < program.parts.size(); ++item)
            if (decidedBy(program.parts.at(item)) == deciding)
                place([&](int fact) { return items(fact).contains(int(item)); });
    }
    place([](int) { return true; });
    return order;
}

} // namespace zc::guidance
