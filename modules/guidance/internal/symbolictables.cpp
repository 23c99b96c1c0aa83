#include "internal/symbolicpack.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
constexpr int kStricterTag = 10, kLeastDaysTag = 11;
}

MaybeNode SymbolicPack::either(const MaybeNode &a, const MaybeNode &b)
{
    return a && b ? bounded([&]() -> MaybeNode { return target.diagram.disjunction(*a, *b); }) : std::nullopt;
}

MaybeNode SymbolicPack::both(const MaybeNode &a, const MaybeNode &b)
{
    return a && b ? bounded([&]() -> MaybeNode { return target.diagram.conjunction(*a, *b); }) : std::nullopt;
}

TableRun SymbolicPack::run(const KnownTable &known, const PartSymbols &part, const SymbolScope &names, const QString &loopName,
                           const QString &loopValue)
{
    TableRun result;
    result.table = &known.table;
    result.index = &known.index;
    result.stamp = known.stamp;
    result.part = int(&part - parts.data());
    result.name = known.name;
    result.file = known.file;
    result.loopName = loopName;
    result.loopValue = loopValue;
    result.scope = std::make_shared<SymbolScope>(&names);
    if (!loopName.isEmpty())
        result.scope->insert(loopName, symbolic.constant(feel::Value(loopValue)));
    result.usable = known.authoring;
    for (int column = 0; column < known.index.columnCount(); ++column) {
        const feel::Expression &input = known.table.input(column);
        const bool loops = !loopName.isEmpty() && input.names().contains(loopName);
        const auto evaluate = [&]() -> MaybeNode {
            const auto symbol = symbolic.evaluate(input.root(), *result.scope);
            // A list has no place in a cell: nothing but `-` takes it.
            return !symbol ? std::nullopt : MaybeNode(symbol->isSet ? Diagram::terminal(ValueTable::kNull) : symbol->node);
        };
        NodeId node = CompiledRun::kUnknownColumn;
        const QPair<const void *, int> key(&known, column);
        if (known.authoring && !loops && m_columns.contains(key)) {
            node = m_columns.value(key);
        } else if (known.authoring) {
            node = bounded(evaluate).value_or(CompiledRun::kUnknownColumn);
            if (!loops)
                m_columns.insert(key, node);
        }
        result.columns << node;
        result.usable = result.usable && node != CompiledRun::kUnknownColumn;
    }
    excludeRows(result);
    return result;
}

void SymbolicPack::excludeRows(TableRun &run) const
{
    run.rows = run.index->all();
    for (int column = 0; column < run.columns.size(); ++column)
        if (const NodeId node = run.columns.at(column); node != CompiledRun::kUnknownColumn && Diagram::isTerminal(node))
            run.rows &= run.index->accepting(column, target.values.entry(Diagram::valueOf(node)));
}

// The value of one output column of a single-hit table: null without a row, a clash where rows quarrel.
MaybeNode SymbolicPack::single(const TableRun &run, int output)
{
    Workings::Key key{Workings::SingleHit, run.stamp, quint64(output)};
    key.append({run.columns.cbegin(), run.columns.cend()});
    if (const NodeId *known = workings.function(key))
        return *known;
    const QList<int> rows = run.rows.list();
    QHash<int, int> terminals;
    for (const int row : rows)
        terminals.insert(row, target.values.intern(run.table->output(row, output)));
    const MaybeNode made = bounded([&]() -> MaybeNode {
        TableFold fold(target.diagram, target.values, *run.table, *run.index, run.columns);
        return fold.single(rows, run.table->hitPolicy(), [&](int row) { return terminals.value(row); });
    });
    if (made)
        workings.keep(key, *made);
    return made;
}

MaybeNode SymbolicPack::any(const TableRun &run, const QList<int> &rows, int without)
{
    // Of the columns only those that one of the rows tests: a change of another one is none of theirs.
    Workings::Key key{Workings::AnyRow, run.stamp, quint64(without + 1), quint64(rows.size())};
    key.append({rows.cbegin(), rows.cend()});
    for (int column = 0; column < run.columns.size(); ++column) {
        const dmn::RowSet &tested = run.index->tested(column);
        if (column != without && std::any_of(rows.cbegin(), rows.cend(), [&](int row) { return tested.test(row); }))
            key << quint64(column) << run.columns.at(column);
    }
    if (const NodeId *known = workings.function(key))
        return *known;
    const MaybeNode made = bounded([&]() -> MaybeNode {
        return TableFold(target.diagram, target.values, *run.table, *run.index, run.columns).any(rows, without);
    });
    if (made)
        workings.keep(key, *made);
    return made;
}

QHash<QString, MaybeNode> SymbolicPack::collected(const TableRun &run)
{
    QHash<QString, QList<int>> byOutput;
    for (const int row : run.rows.list())
        if (const feel::Value &value = run.table->output(row, 0); value.isString())
            byOutput[value.string()] << row;
    QHash<QString, MaybeNode> result;
    for (auto it = byOutput.cbegin(); it != byOutput.cend(); ++it)
        result.insert(it.key(), any(run, *it));
    return result;
}

MaybeNode SymbolicPack::cell(const TableRun &run, int rule, int column)
{
    const NodeId input = run.columns.at(column);
    const int own = run.index->cellOf(column, rule);
    if (run.index->cell(column, own).cell().any)
        return Diagram::kTrue;
    if (input == CompiledRun::kUnknownColumn)
        return std::nullopt;
    const std::array<quint64, 3> parts{quint64(column), quint64(own), quint64(input)};
    const QPair<const void *, QList<quint64>> key(run.index, QList<quint64>(parts.begin(), parts.end()));
    if (const auto known = m_cells.constFind(key); known != m_cells.cend())
        return *known;
    const MaybeNode node = bounded([&]() -> MaybeNode { return symbolic.cell(run.index->cell(column, own), input); });
    if (node)
        m_cells.insert(key, *node);
    return node;
}

MaybeNode SymbolicPack::row(const TableRun &run, int rule)
{
    MaybeNode result = Diagram::kTrue;
    for (int column = 0; result && column < run.columns.size(); ++column)
        if (run.index->tested(column).test(rule))
            result = both(result, cell(run, rule, column));
    return result;
}

void SymbolicPack::buildHelpers(PartSymbols &part)
{
    for (const Helper &helper : part.part->rules->helpers) {
        if (!helper.authoring)
            continue;
        if (helper.expression) {
            std::optional<Symbol> symbol;
            const MaybeNode made = bounded([&]() -> MaybeNode {
                symbol = symbolic.evaluate(helper.expression->root(), part.names);
                return symbol ? MaybeNode(symbol->isSet ? Diagram::kTrue : symbol->node) : std::nullopt;
            });
            if (made)
                part.names.insert(helper.name, *symbol);
            continue;
        }
        if (!helper.table || helper.table->source().outputs.size() != 1)
            continue;
        TableRun table;
        table.table = &*helper.table;
        table.index = &helper.index;
        table.stamp = helper.stamp;
        table.part = int(&part - parts.data());
        table.name = helper.name;
        table.file = helper.place.file;
        table.scope = std::make_shared<SymbolScope>(&part.names);
        table.usable = true;
        for (int column = 0; column < helper.index.columnCount(); ++column) {
            const MaybeNode node = bounded([&]() -> MaybeNode {
                const auto symbol = symbolic.evaluate(helper.table->input(column).root(), part.names);
                return !symbol ? std::nullopt : MaybeNode(symbol->isSet ? Diagram::terminal(ValueTable::kNull) : symbol->node);
            });
            table.columns << node.value_or(CompiledRun::kUnknownColumn);
            table.usable = table.usable && node;
        }
        excludeRows(table);
        if (helper.table->hitPolicy() == dmn::HitPolicy::Collect) {
            const auto bits = collected(table);
            QList<NodeId> ordered;
            for (const QString &option : helper.type.values)
                if (const MaybeNode bit = bits.value(option, Diagram::kFalse))
                    ordered << *bit;
            if (ordered.size() == helper.type.values.size())
                part.names.insert(helper.name, Symbol::set(helper.type.values, ordered));
        } else if (const MaybeNode value = single(table, 0)) {
            part.names.insert(helper.name, Symbol::scalar(*value));
        }
        table.tooLarge = !part.names.find(helper.name);
        part.helperRuns.insert(helper.name, table);
    }
}

void SymbolicPack::buildTables(PartSymbols &part)
{
    Diagram &diagram = target.diagram;
    const Program &rules = *part.part->rules;
    const auto none = Diagram::terminal(ValueTable::kNone);
    if (part.part->subItems.isEmpty())
        return;                                        // a bundle's own part has no tables
    part.subItems = run(rules.subItems, part, part.names, {}, {});
    const MaybeNode asked = consistent(part.takesPart);
    part.subItems.reach = asked.value_or(Diagram::kFalse);
    part.subItems.usable = part.subItems.usable && asked;
    const auto found = collected(part.subItems);
    MaybeNode anyExit = Diagram::kFalse;
    const auto list = [](const QStringList &ids, const QHash<QString, MaybeNode> &known) -> std::optional<Symbol> {
        QList<NodeId> bits;
        for (const QString &id : ids)
            if (const MaybeNode bit = known.value(id, Diagram::kFalse))
                bits << *bit;
        return bits.size() == ids.size() ? std::optional(Symbol::set(ids, bits)) : std::nullopt;
    };
    QStringList ids, materialIds;
    for (const SubItem &item : part.part->subItems) {
        ids << item.id;
        part.produced.insert(item.id, both(part.takesPart, found.value(item.id, Diagram::kFalse)));
        if (item.isExit())
            anyExit = either(anyExit, part.produced.value(item.id));
    }
    if (const auto symbol = list(ids, part.produced))
        part.results.insert(kSubItems, *symbol);
    const MaybeNode noExit = anyExit ? MaybeNode(diagram.negation(*anyExit)) : std::nullopt;
    const auto within = [&](const MaybeNode &where, const MaybeNode &value) -> MaybeNode {
        return where && value ? bounded([&]() -> MaybeNode { return diagram.select(*where, *value, none); }) : std::nullopt;
    };
    for (const QString &id : part.part->handledIds()) {
        const MaybeNode here = both(part.produced.value(id), noExit);
        part.handled.insert(id, here);
        const auto start = [&](const KnownTable &known, QList<TableRun> &runs) -> const TableRun & {
            TableRun one = run(known, part, part.results, kLoopSubItem, id);
            const MaybeNode reach = here ? consistent(*here) : std::nullopt;
            one.reach = reach.value_or(Diagram::kFalse);
            one.usable = one.usable && reach;
            runs << one;
            return runs.constLast();
        };
        const auto merge = [&](const TableRun &one, QHash<QString, MaybeNode> &into) {
            const auto collectedHere = collected(one);
            for (auto it = collectedHere.cbegin(); it != collectedHere.cend(); ++it)
                into[it.key()] = either(into.value(it.key(), Diagram::kFalse), both(here, *it));
        };
        merge(start(rules.materials, part.materials), part.required);
        merge(start(rules.fields, part.fields), part.needed);
        const TableRun &limit = start(rules.limits, part.limits);
        part.promised.insert(id, within(here, single(limit, 0)));
        part.statutory.insert(id, within(here, single(limit, 1)));
        part.fee.insert(id, within(here, single(start(rules.fees, part.fees), 0)));
    }
    for (const Material &material : part.part->materials)
        materialIds << material.id;
    if (const auto symbol = list(materialIds, part.required))
        part.results.insert(kMaterials, *symbol);
    for (const QString &id : std::as_const(materialIds)) {
        const MaybeNode wanted = part.required.value(id, Diagram::kFalse);
        TableRun one = run(rules.modes, part, part.results, kLoopMaterial, id);
        const MaybeNode reach = wanted ? consistent(*wanted) : std::nullopt;
        one.reach = reach.value_or(Diagram::kFalse);
        one.usable = one.usable && reach;
        part.mode.insert(id, within(wanted, single(one, 0)));
        part.dueDays.insert(id, within(wanted, single(one, 1)));
        one.tooLarge = !part.mode.value(id);
        part.modes << one;
    }
}

// What is put together from the functions of many items: those that look at the last variables first, so that each of the others
// is laid on top and the whole is not made anew for it.
QList<PartRow> SymbolicPack::deepestFirst(const QList<PartRow> &rows, const std::function<MaybeNode(const PartRow &)> &of) const
{
    QList<QPair<int, PartRow>> byDepth;
    for (const PartRow &row : rows) {
        const MaybeNode node = of(row);
        const QList<int> variables = node && rows.size() > 1 ? target.diagram.support(*node) : QList<int>();
        byDepth << std::pair(variables.isEmpty() ? -1 : variables.constLast(), row);
    }
    std::stable_sort(byDepth.begin(), byDepth.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<PartRow> result;
    for (const auto &entry : std::as_const(byDepth))
        result << entry.second;
    return result;
}

// The strictest way among the items that ask for the paper.
MaybeNode SymbolicPack::mergedMode(const QList<PartRow> &rows)
{
    const auto own = [this](const PartRow &row) { return parts[size_t(row.part)].mode.value(program.parts.at(row.part).materials.at(row.own).id); };
    if (rows.size() == 1)
        return own(rows.constFirst());
    return bounded([&]() -> MaybeNode {
        NodeId merged = Diagram::terminal(ValueTable::kNone);
        for (const PartRow &row : deepestFirst(rows, own)) {
            const MaybeNode next = own(row);
            if (!next)
                return std::nullopt;
            merged = target.diagram.combine(kStricterTag, merged, *next, [&](int a, int b) { return stricterMode(target.values, a, b); });
        }
        return merged;
    });
}

// The shortest delay among the items that grant one, where the paper may come later at all.
MaybeNode SymbolicPack::mergedDays(const QList<PartRow> &rows, const MaybeNode &mode)
{
    Diagram &diagram = target.diagram;
    const auto part = [this](const PartRow &row) -> const PartSymbols & { return parts[size_t(row.part)]; };
    const auto id = [this](const PartRow &row) { return program.parts.at(row.part).materials.at(row.own).id; };
    if (rows.size() == 1)
        return part(rows.constFirst()).dueDays.value(id(rows.constFirst()));
    const NodeId none = Diagram::terminal(ValueTable::kNone), null = Diagram::terminal(ValueTable::kNull);
    const auto is = [&](NodeId node, const QString &wanted) {
        return diagram.map(node, [&](int t) { return target.values.value(t) == feel::Value(wanted) ? 1 : 0; });
    };
    if (!mode)
        return std::nullopt;
    const auto daysOf = [&](const PartRow &row) { return part(row).dueDays.value(id(row)); };
    const MaybeNode least = bounded([&]() -> MaybeNode {
        NodeId fewest = none;
        for (const PartRow &row : deepestFirst(rows, daysOf)) {
            const MaybeNode own = part(row).mode.value(id(row)), days = daysOf(row);
            if (!own || !days)
                return std::nullopt;
            fewest = diagram.combine(kLeastDaysTag, fewest, diagram.select(is(*own, kDeferred), *days, none),
                                     [this](int a, int b) { return fewerDays(target.values, a, b); });
        }
        return fewest;
    });
    return !least ? std::nullopt : bounded([&]() -> MaybeNode {
        const NodeId wanted = diagram.map(*mode, [](int t) { return t == ValueTable::kNone ? 0 : 1; });
        return diagram.select(is(*mode, kDeferred), *least, diagram.select(wanted, null, none));
    });
}

void SymbolicPack::buildWhole()
{
    for (int i = 0; i < program.subItemRows.size(); ++i) {
        const PartRow &row = program.subItemRows.at(i);
        const PartSymbols &part = parts[size_t(row.part)];
        const SubItem &item = part.part->subItems.at(row.own);
        const QString id = pack.subItems().at(i).id;
        subItems.insert(id, item.isExit() ? part.produced.value(item.id) : part.handled.value(item.id));
        if (item.isExit())
            continue;
        promised.insert(id, part.promised.value(item.id));
        statutory.insert(id, part.statutory.value(item.id));
        fee.insert(id, part.fee.value(item.id));
    }
    const auto join = [this](const QList<PartRow> &rows, const auto &of) {
        const auto own = [&](const PartRow &row) -> MaybeNode { return of(parts[size_t(row.part)], row); };
        return bounded([&]() -> MaybeNode {
            NodeId all = Diagram::kFalse;
            for (const PartRow &row : deepestFirst(rows, own)) {
                const MaybeNode one = own(row);
                if (!one)
                    return std::nullopt;
                all = target.diagram.disjunction(all, *one);
            }
            return all;
        });
    };
    QList<NodeId> bits;
    for (int i = 0; i < program.materialRows.size(); ++i) {
        const QList<PartRow> &rows = program.materialRows.at(i);
        const QString id = pack.materials().at(i).id;
        required.insert(id, join(rows, [](const PartSymbols &part, const PartRow &row) {
            return part.required.value(part.part->materials.at(row.own).id, Diagram::kFalse);
        }));
        if (const MaybeNode bit = required.value(id))
            bits << *bit;
        // The way to hand a paper in says where it is wanted, so it is no smaller.
        mode.insert(id, required.value(id) ? mergedMode(rows) : std::nullopt);
        dueDays.insert(id, mergedDays(rows, mode.value(id)));
    }
    for (int i = 0; i < program.fieldRows.size(); ++i)
        needed.insert(pack.fields().at(i).id, join(program.fieldRows.at(i), [](const PartSymbols &part, const PartRow &row) {
            return part.needed.value(part.part->fields.at(row.own).id, Diagram::kFalse);
        }));
    if (!program.bundle)
        return;
    PartSymbols &own = parts.front();
    if (bits.size() == program.materialRows.size())
        own.results.insert(kMaterials, Symbol::set(materialIds(pack), bits));
    bits.clear();
    for (const PartRow &row : program.subItemRows)
        if (const MaybeNode bit = parts[size_t(row.part)].produced.value(program.parts.at(row.part).subItems.at(row.own).id))
            bits << *bit;
    if (bits.size() == program.subItemRows.size())
        own.results.insert(kSubItems, Symbol::set(subItemIds(pack, false), bits));
}

} // namespace zc::guidance
