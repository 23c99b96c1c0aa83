#include "internal/symbolicpack.h"

#include "internal/cuts.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
// Each fact after the facts its applicability reads, else in authored order.
QList<int> variableOrder(const Pack &pack, const Program &program)
{
    QList<int> order;
    QSet<int> open;
    QHash<QString, int> index;
    for (int i = 0; i < pack.facts().size(); ++i)
        index.insert(pack.facts().at(i).name, i);
    const std::function<void(int)> visit = [&](int fact) {
        if (order.contains(fact) || open.contains(fact))
            return;
        open.insert(fact);
        if (program.applicable.at(fact))
            for (const QString &name : program.applicable.at(fact)->names())
                if (index.contains(name))
                    visit(index.value(name));
        order << fact;
    };
    for (int i = 0; i < pack.facts().size(); ++i)
        visit(i);
    return order;
}
} // namespace

SymbolicPack::SymbolicPack(const Pack &p, const Program &r, Compiled &t) : pack(p), program(r), target(t), symbolic(t.diagram, t.values) {}

void SymbolicPack::build()
{
    buildAtoms();
    buildFacts();
    buildHelpers();
    buildCare();
    buildTables();
}

void SymbolicPack::buildAtoms()
{
    QList<bool> canBeInapplicable;
    for (const auto &applicable : program.applicable)
        canBeInapplicable << applicable.has_value();
    target.atoms.build(pack.facts(), variableOrder(pack, program), collectCuts(pack, program), canBeInapplicable);
    for (int variable = 0; variable < target.atoms.variableCount(); ++variable)
        target.diagram.addVariable(target.atoms.branches(variable));
}

void SymbolicPack::buildFacts()
{
    Diagram &diagram = target.diagram;
    for (int i = 0; i < pack.facts().size(); ++i) {
        const Fact &fact = pack.facts().at(i);
        const FactVariables &variables = target.atoms.of(i);
        if (fact.type == FactType::Set) {
            QList<NodeId> bits;
            const int firstOption = variables.first + (variables.inapplicableVariable >= 0 ? 1 : 0);
            for (int k = 0; k < fact.options.size(); ++k)
                bits << diagram.make(firstOption + k, std::array{Diagram::kFalse, Diagram::kTrue});
            factScope.insert(fact.name, Symbol::set(fact.options, bits, isInapplicable(i)));
            continue;
        }
        std::vector<NodeId> children;
        for (const feel::Value &sample : variables.samples)
            children.push_back(Diagram::terminal(target.values.intern(sample)));
        if (variables.inapplicableVariable >= 0)
            children.push_back(Diagram::terminal(ValueTable::kInapplicable));
        factScope.insert(fact.name, Symbol::scalar(children.empty() ? Diagram::terminal(ValueTable::kNull) : diagram.make(variables.first, children)));
    }
    scope = factScope;
}

NodeId SymbolicPack::isInapplicable(int fact) const
{
    const FactVariables &variables = target.atoms.of(fact);
    if (variables.inapplicableVariable < 0)
        return Diagram::kFalse;
    std::vector<NodeId> children(size_t(target.atoms.branches(variables.inapplicableVariable)), Diagram::kFalse);
    children[size_t(variables.inapplicableBranch)] = Diagram::kTrue;
    return target.diagram.make(variables.inapplicableVariable, children);
}

TableRun SymbolicPack::run(const dmn::Table &table, const QString &name, const QString &file, const SymbolScope &names, bool authoring,
                           const QString &loopName, const QString &loopValue)
{
    TableRun result;
    result.table = &table;
    result.name = name;
    result.file = file;
    result.loopName = loopName;
    result.loopValue = loopValue;
    result.scope = names;
    if (!loopName.isEmpty())
        result.scope.insert(loopName, symbolic.constant(feel::Value(loopValue)));
    if (!authoring)
        return result;
    for (int column = 0; column < table.inputCount(); ++column) {
        const auto symbol = symbolic.evaluate(table.input(column).root(), result.scope);
        if (!symbol)
            return result;
        result.columns << *symbol;
    }
    for (int rule = 0; rule < table.ruleCount(); ++rule) {
        NodeId row = Diagram::kTrue;
        QList<NodeId> cells;
        for (int column = 0; column < table.inputCount(); ++column) {
            cells << symbolic.cell(table.cell(rule, column).cell(), result.columns.at(column), false);
            row = target.diagram.conjunction(row, cells.constLast());
        }
        result.cells << cells;
        result.rows << row;
    }
    result.usable = true;
    return result;
}

// The value of one output column of a single-hit table: null without a row, a clash where rows quarrel.
NodeId SymbolicPack::singleValue(const TableRun &run, int output)
{
    Diagram &diagram = target.diagram;
    NodeId result = Diagram::terminal(ValueTable::kNull), matched = Diagram::kFalse;
    for (int rule = 0; rule < run.rows.size(); ++rule) {
        const NodeId row = run.rows.at(rule);
        const int value = target.values.intern(run.table->output(rule, output));
        NodeId again = result;                         // FIRST: what an earlier row said stays
        if (run.table->hitPolicy() == dmn::HitPolicy::Unique)
            again = Diagram::terminal(ValueTable::kClash);
        else if (run.table->hitPolicy() == dmn::HitPolicy::Any)
            again = diagram.map(result, [value](int earlier) { return earlier == value ? value : ValueTable::kClash; });
        result = diagram.select(row, diagram.select(matched, again, Diagram::terminal(value)), result);
        matched = diagram.disjunction(matched, row);
    }
    return result;
}

QHash<QString, NodeId> SymbolicPack::collected(const TableRun &run)
{
    QHash<QString, NodeId> result;
    for (int rule = 0; rule < run.rows.size(); ++rule) {
        const feel::Value &value = run.table->output(rule, 0);
        if (value.isString())
            result[value.string()] = target.diagram.disjunction(result.value(value.string(), Diagram::kFalse), run.rows.at(rule));
    }
    return result;
}

void SymbolicPack::buildHelpers()
{
    for (const Helper &helper : program.helpers) {
        if (!helper.authoring)
            continue;
        if (helper.expression) {
            if (const auto symbol = symbolic.evaluate(helper.expression->root(), scope))
                scope.insert(helper.name, *symbol);
            continue;
        }
        if (!helper.table || helper.table->source().outputs.size() != 1)
            continue;
        TableRun table = run(*helper.table, helper.name, helper.place.file, scope, true);
        if (!table.usable)
            continue;
        if (helper.table->hitPolicy() == dmn::HitPolicy::Collect) {
            const auto bits = collected(table);
            QList<NodeId> ordered;
            for (const QString &option : helper.type.values)
                ordered << bits.value(option, Diagram::kFalse);
            scope.insert(helper.name, Symbol::set(helper.type.values, ordered));
        } else {
            scope.insert(helper.name, Symbol::scalar(singleValue(table, 0)));
        }
        helperRuns.insert(helper.name, table);
    }
}

void SymbolicPack::buildCare()
{
    Diagram &diagram = target.diagram;
    const auto isTrue = [&](NodeId node) { return diagram.map(node, [](int t) { return t == ValueTable::kTrue ? 1 : 0; }); };
    target.care = Diagram::kTrue;
    for (const int i : target.atoms.order()) {
        const auto &applicable = program.applicable.at(i);
        if (!applicable)
            continue;
        const NodeId inapplicable = isInapplicable(i);
        const auto symbol = symbolic.evaluate(applicable->root(), factScope);
        if (symbol && !symbol->isSet)
            target.care = diagram.conjunction(target.care, diagram.select(isTrue(symbol->node), diagram.negation(inapplicable), inapplicable));
        if (pack.facts().at(i).type == FactType::Set) {
            NodeId empty = Diagram::kTrue;
            for (const NodeId bit : factScope.value(pack.facts().at(i).name).bits)
                empty = diagram.conjunction(empty, diagram.negation(bit));
            target.care = diagram.conjunction(target.care, diagram.select(inapplicable, empty, Diagram::kTrue));
        }
    }
    // A constraint excludes only what it certainly forbids; reading 不适用 there is V12's business.
    for (const ConstraintRule &rule : program.constraints) {
        NodeId root = Diagram::kTrue;
        const auto when = rule.when ? symbolic.evaluate(rule.when->root(), scope) : std::nullopt;
        const auto then = rule.then && rule.authoring ? symbolic.evaluate(rule.then->root(), scope) : std::nullopt;
        if (then && (!rule.when || when)) {
            const NodeId applies = rule.when ? isTrue(when->node) : Diagram::kTrue;
            const NodeId broken = diagram.map(then->node, [](int t) { return t == ValueTable::kFalse ? 1 : 0; });
            root = diagram.negation(diagram.conjunction(applies, broken));
        } else {
            target.careFallback = true;
        }
        target.constraintRoots << root;
        target.care = diagram.conjunction(target.care, root);
    }
}

void SymbolicPack::buildTables()
{
    Diagram &diagram = target.diagram;
    const auto none = Diagram::terminal(ValueTable::kNone);
    assertScope = scope;
    subItems = run(program.subItems.table, kSubItems, program.subItems.file, scope, program.subItems.authoring);
    subItems.reach = target.care;
    subItemsExact = subItems.usable;
    const auto found = collected(subItems);
    NodeId anyExit = Diagram::kFalse;
    QList<NodeId> bits;
    for (const SubItem &item : pack.subItems()) {
        produced.insert(item.id, found.value(item.id, Diagram::kFalse));
        bits << produced.value(item.id);
        if (item.isExit())
            anyExit = diagram.disjunction(anyExit, produced.value(item.id));
    }
    assertScope.insert(kSubItems, Symbol::set(subItemIds(pack, false), bits));
    const NodeId noExit = diagram.negation(anyExit);
    const QStringList handledIds = subItemIds(pack, true);
    for (const QString &id : handledIds) {
        handled.insert(id, diagram.conjunction(produced.value(id), noExit));
        const auto perSubItem = [&](const KnownTable &known, QList<TableRun> &runs, bool &exact) -> const TableRun & {
            TableRun one = run(known.table, known.name, known.file, assertScope, known.authoring, kLoopSubItem, id);
            one.reach = inCare(handled.value(id));
            exact = exact && subItemsExact && one.usable;
            runs << one;
            return runs.constLast();
        };
        const auto merge = [&](const TableRun &one, QHash<QString, NodeId> &into) {
            const auto parts = collected(one);
            for (auto it = parts.cbegin(); it != parts.cend(); ++it)
                into[it.key()] = diagram.disjunction(into.value(it.key(), Diagram::kFalse), diagram.conjunction(handled.value(id), it.value()));
        };
        merge(perSubItem(program.materials, materials, materialsExact), required);
        merge(perSubItem(program.fields, fields, fieldsExact), needed);
        const TableRun &limit = perSubItem(program.limits, limits, limitsExact);
        promised.insert(id, diagram.select(handled.value(id), singleValue(limit, 0), none));
        statutory.insert(id, diagram.select(handled.value(id), singleValue(limit, 1), none));
        const TableRun &cost = perSubItem(program.fees, fees, feesExact);
        fee.insert(id, diagram.select(handled.value(id), singleValue(cost, 0), none));
    }
    QList<NodeId> materialBits;
    for (const Material &material : pack.materials())
        materialBits << required.value(material.id, Diagram::kFalse);
    assertScope.insert(kMaterials, Symbol::set(materialIds(pack), materialBits));
    modesExact = materialsExact;
    for (const Material &material : pack.materials()) {
        const NodeId wanted = required.value(material.id, Diagram::kFalse);
        TableRun one = run(program.modes.table, kModes, program.modes.file, assertScope, program.modes.authoring, kLoopMaterial, material.id);
        one.reach = inCare(wanted);
        modesExact = modesExact && one.usable;
        mode.insert(material.id, diagram.select(wanted, singleValue(one, 0), none));
        dueDays.insert(material.id, diagram.select(wanted, singleValue(one, 1), none));
        modes << one;
    }
}

} // namespace zc::guidance
