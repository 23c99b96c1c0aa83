#include "internal/compiler.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

ValueTable::ValueTable()
{
    m_values = QList<feel::Value>(kOutside + 1);
    m_values[kFalse] = feel::Value(false);
    m_values[kTrue] = feel::Value(true);
    m_index.insert(m_values.at(kFalse), kFalse);
    m_index.insert(m_values.at(kTrue), kTrue);
    m_index.insert(feel::Value(), kNull);
}

int ValueTable::intern(const feel::Value &value)
{
    if (const auto found = m_index.constFind(value); found != m_index.cend())
        return *found;
    m_values << value;
    m_index.insert(value, int(m_values.size()) - 1);
    return int(m_values.size()) - 1;
}

std::optional<int> ValueTable::find(const feel::Value &value) const
{
    const auto found = m_index.constFind(value);
    return found == m_index.cend() ? std::nullopt : std::optional(*found);
}

feel::Entry ValueTable::entry(int terminal) const
{
    if (terminal == kInapplicable)
        return {feel::FactState::NotApplicable, {}};
    return {feel::FactState::Known, m_values.at(terminal)};
}

// The facts a table of a part can read, helpers opened up; what the candidates are where nothing is relevant by itself.
QSet<int> Compiler::factsRead(const Part &part, TableKind kind) const
{
    QSet<int> facts;
    QStringList open = part.rules->table(kind).table.names();
    QSet<QString> seen;
    QHash<QString, int> own;
    for (int i = 0; i < part.facts.size(); ++i)
        own.insert(part.facts.at(i).name, i);
    while (!open.isEmpty()) {
        const QString name = open.takeLast();
        if (seen.contains(name))
            continue;
        seen.insert(name);
        if (const int i = own.value(name, -1); i >= 0) {
            facts.insert(part.wholeFacts.at(i));
            const auto &applicable = part.rules->applicable.at(i);
            if (applicable && m_program.factRows.at(part.wholeFacts.at(i)).size() > 1)
                open << applicable->names();           // where the part has no use for a shared fact, it reads another value
        }
        if (const Helper *helper = part.rules->helper(name))
            open << helper->names();
    }
    if (part.when) {
        const Part &own = m_program.parts.constFirst();
        for (const QString &name : part.when->names())
            for (int i = 0; i < own.facts.size(); ++i)
                if (own.facts.at(i).name == name)
                    facts.insert(own.wholeFacts.at(i));
    }
    return facts;
}

void Compiler::addOutput(OutputId::Kind kind, const QString &id, const MaybeNode &node, const QSet<int> &facts, int part, bool asked)
{
    Compiled &compiled = m_symbols.target;
    CompiledOutput output;
    output.id = {kind, id};
    output.part = part;
    output.asked = asked;
    output.facts = QList<int>(facts.cbegin(), facts.cend());
    std::sort(output.facts.begin(), output.facts.end());
    const MaybeNode root = node ? m_symbols.masked(*node) : std::nullopt;
    output.root = root.value_or(Diagram::terminal(ValueTable::kOutside));
    output.fallback = !root;
    compiled.index.insert(output.id, int(compiled.outputs.size()));
    compiled.outputs << output;
}

void Compiler::findGoverned()
{
    Compiled &compiled = m_symbols.target;
    const int count = int(m_pack.facts().size());
    QList<QHash<QString, int>> index;
    for (const Part &part : m_program.parts) {
        QHash<QString, int> own;
        for (int i = 0; i < part.facts.size(); ++i)
            own.insert(part.facts.at(i).name, part.wholeFacts.at(i));
        index << own;
    }
    compiled.governs = QList<QSet<int>>(count);
    const auto note = [&](const feel::Expression &expression, int part, int fact) {
        for (const QString &name : expression.names())
            if (index.at(part).contains(name))
                compiled.governs[index.at(part).value(name)].insert(fact);
    };
    for (int fact = 0; fact < count; ++fact) {
        if (m_program.alwaysApplies(fact))
            continue;
        for (const PartRow &row : m_program.decidingRows(fact)) {
            if (m_program.parts.at(row.part).when)
                note(*m_program.parts.at(row.part).when, 0, fact);
            if (const feel::Expression *applicable = m_program.applicability(row))
                note(*applicable, row.part, fact);
        }
    }
    for (bool grown = true; grown;) {
        grown = false;
        for (int fact = 0; fact < count; ++fact) {
            const QSet<int> direct = compiled.governs.at(fact);
            for (const int other : direct)
                compiled.governs[fact].unite(compiled.governs.at(other));
            grown = grown || compiled.governs.at(fact).size() != direct.size();
        }
    }
}

void Compiler::addRun(const TableRun &run, TableKind table, OutputId::Kind within, const QString &withinId)
{
    Compiled &compiled = m_symbols.target;
    CompiledRun made;
    made.part = run.part;
    made.table = int(table);
    made.loop = run.loopValue;
    made.within = withinId.isEmpty() ? -1 : compiled.outputIndex({within, withinId});
    for (const NodeId column : run.columns) {
        auto known = m_columnOf.constFind(column);
        if (known == m_columnOf.cend()) {
            const MaybeNode root = column == CompiledRun::kUnknownColumn ? std::nullopt : m_symbols.masked(column);
            known = m_columnOf.insert(column, root ? int(compiled.columns.size()) : -1);
            if (root)
                compiled.columns << CompiledColumn{*root, {}};
        }
        made.columns << *known;
    }
    made.rows = run.rows;
    m_runOf[std::pair(made.part, made.table)].insert(made.loop, int(compiled.runs.size()));
    compiled.runs << made;
}

void Compiler::addRuns()
{
    for (const PartSymbols &part : m_symbols.parts) {
        if (part.part->subItems.isEmpty())
            continue;
        addRun(part.subItems, TableKind::SubItems, {}, {});
        const auto perSubItem = [&](const QList<TableRun> &runs, TableKind table) {
            for (const TableRun &run : runs)
                addRun(run, table, OutputId::Kind::SubItem, part.part->qualified(run.loopValue));
        };
        perSubItem(part.materials, TableKind::Materials);
        perSubItem(part.fields, TableKind::Fields);
        perSubItem(part.limits, TableKind::Limits);
        perSubItem(part.fees, TableKind::Fees);
        for (int i = 0; i < part.modes.size(); ++i) {
            // Where several parts ask for the paper, it is this part's own wish that counts.
            const QString own = part.part->qualified(part.modes.at(i).loopValue);
            const bool separate = m_symbols.target.outputIndex({OutputId::Kind::Material, own}) >= 0;
            addRun(part.modes.at(i), TableKind::Modes, OutputId::Kind::Material, separate ? own : part.part->materialIds.at(i));
        }
    }
}

// The rules of a table by the id they produce.
const dmn::RowSet &Compiler::producing(int part, TableKind kind, const QString &own)
{
    QHash<QString, dmn::RowSet> &rows = m_producing[std::pair(part, int(kind))];
    const dmn::Table &table = m_program.parts.at(part).rules->table(kind).table;
    if (rows.isEmpty()) {
        rows.insert({}, dmn::RowSet(table.ruleCount()));
        for (int row = 0; row < table.ruleCount(); ++row) {
            const feel::Value &value = table.output(row, 0);
            auto known = value.isString() ? rows.find(value.string()) : rows.end();
            if (known == rows.end() && value.isString())
                known = rows.insert(value.string(), dmn::RowSet(table.ruleCount()));
            if (known != rows.end())
                known->set(row);
        }
    }
    const auto found = rows.constFind(own);
    return found != rows.cend() ? *found : *rows.constFind(QString());
}

void Compiler::addCause(CompiledOutput &output, int part, TableKind table, const QString &loop, const QString &producing)
{
    const Compiled &compiled = m_symbols.target;
    const auto run = m_runOf[std::pair(part, int(table))].constFind(loop);
    if (run == m_runOf[std::pair(part, int(table))].cend())
        return;
    CompiledCause cause{*run, compiled.runs.at(*run).rows};
    if (!producing.isEmpty())
        cause.rows &= this->producing(part, table, producing);
    output.causes << cause;
}

void Compiler::addCauses()
{
    Compiled &compiled = m_symbols.target;
    const auto perSubItem = [&](CompiledOutput &output, const PartRow &row, TableKind table, const QString &own) {
        for (const QString &id : m_program.parts.at(row.part).handledIds())
            addCause(output, row.part, table, id, own);
    };
    const auto output = [&](OutputId::Kind kind, const QString &id) -> CompiledOutput & { return compiled.outputs[compiled.outputIndex({kind, id})]; };
    for (int i = 0; i < m_program.subItemRows.size(); ++i) {
        const PartRow row = m_program.subItemRows.at(i);
        const SubItem &own = m_program.parts.at(row.part).subItems.at(row.own);
        const QString id = m_pack.subItems().at(i).id;
        addCause(output(OutputId::Kind::SubItem, id), row.part, TableKind::SubItems, {}, own.id);
        if (own.isExit())
            continue;
        addCause(output(OutputId::Kind::PromisedDays, id), row.part, TableKind::Limits, own.id, {});
        addCause(output(OutputId::Kind::StatutoryDays, id), row.part, TableKind::Limits, own.id, {});
        addCause(output(OutputId::Kind::Fee, id), row.part, TableKind::Fees, own.id, {});
    }
    for (int i = 0; i < m_program.materialRows.size(); ++i) {
        const QString id = m_pack.materials().at(i).id;
        for (const PartRow &row : m_program.materialRows.at(i)) {
            const Part &part = m_program.parts.at(row.part);
            const QString own = part.materials.at(row.own).id;
            perSubItem(output(OutputId::Kind::Material, id), row, TableKind::Materials, own);
            addCause(output(OutputId::Kind::Mode, id), row.part, TableKind::Modes, own, {});
            addCause(output(OutputId::Kind::DueDays, id), row.part, TableKind::Modes, own, {});
            if (const int member = compiled.outputIndex({OutputId::Kind::Material, part.qualified(own)}); member >= 0 && compiled.outputs.at(member).part >= 0)
                perSubItem(compiled.outputs[member], row, TableKind::Materials, own);
        }
    }
    for (int i = 0; i < m_program.fieldRows.size(); ++i) {
        for (const PartRow &row : m_program.fieldRows.at(i)) {
            const Part &part = m_program.parts.at(row.part);
            const QString own = part.fields.at(row.own).id;
            perSubItem(output(OutputId::Kind::Field, m_pack.fields().at(i).id), row, TableKind::Fields, own);
            if (const int member = compiled.outputIndex({OutputId::Kind::Field, part.qualified(own)}); member >= 0 && compiled.outputs.at(member).part >= 0)
                perSubItem(compiled.outputs[member], row, TableKind::Fields, own);
        }
    }
}

// What a reason of each output can depend on: where its rules are asked, and the columns they test.
void Compiler::findReasonFacts()
{
    Compiled &compiled = m_program.compiled;
    for (CompiledOutput &output : compiled.outputs) {
        std::vector<bool> facts(size_t(m_pack.facts().size()));
        const auto add = [&](const std::vector<int> &more) {
            for (const int fact : more)
                facts[size_t(fact)] = true;
        };
        add(output.support);
        for (const CompiledCause &cause : std::as_const(output.causes)) {
            const CompiledRun &run = compiled.runs.at(cause.run);
            const dmn::RowIndex &index = m_program.parts.at(run.part).rules->table(TableKind(run.table)).index;
            if (run.within >= 0)
                add(compiled.outputs.at(run.within).support);
            for (int column = 0; column < run.columns.size(); ++column)
                if (run.columns.at(column) >= 0 && index.tested(column).intersects(cause.rows))
                    add(compiled.columns.at(run.columns.at(column)).support);
        }
        if (output.fallback)
            add(std::vector<int>(output.facts.cbegin(), output.facts.cend()));
        for (size_t fact = 0; fact < facts.size(); ++fact)
            if (facts[fact])
                output.reasonFacts.push_back(int(fact));
    }
}

// Only what outputs, columns and conditions need is kept.
void Compiler::keep()
{
    dmn::Diagram built = std::move(m_symbols.target.diagram);
    Compiled &compiled = m_program.compiled = m_symbols.target;
    m_symbols.target.diagram = std::move(built);
    QList<NodeId *> roots;
    for (CareGroup &group : compiled.care)
        roots << &group.root;
    for (QList<NodeId> &part : compiled.constraintRoots)
        for (NodeId &root : part)
            roots << &root;
    for (CompiledOutput &output : compiled.outputs)
        roots << &output.root;
    for (CompiledColumn &column : compiled.columns)
        roots << &column.root;
    compiled.diagram = m_symbols.target.diagram.compacted(roots);
    compiled.summary.resize(compiled.diagram.nodeCount());
    for (NodeId node = 0; node < compiled.summary.size(); ++node) {
        qint32 only = Summary::kNothing;
        bool unclean = false;
        for (int b = 0; b < compiled.diagram.branches(compiled.diagram.variableOf(node)); ++b)
            Summary::add(Summary::of(compiled.diagram.child(node, b), compiled.summary), &only, &unclean);
        compiled.summary[node] = Summary::pack(only, unclean);
    }
}

void Compiler::compile()
{
    SymbolicPack &symbols = m_symbols;
    findGoverned();
    QList<QHash<int, QSet<int>>> read;                 // by part and table: the facts it reads, with those of 子事项
    for (const Part &part : std::as_const(m_program.parts)) {
        QHash<int, QSet<int>> own;
        for (int kind = 0; kind < kTableKinds; ++kind)
            own.insert(kind, factsRead(part, TableKind(kind)) + factsRead(part, TableKind::SubItems)
                                 + (TableKind(kind) == TableKind::Modes ? factsRead(part, TableKind::Materials) : QSet<int>()));
        read << own;
    }
    const auto facts = [&](const QList<PartRow> &rows, TableKind kind) {
        QSet<int> all;
        for (const PartRow &row : rows)
            all.unite(read.at(row.part).value(int(kind)));
        return all;
    };
    for (int i = 0; i < m_program.subItemRows.size(); ++i)
        addOutput(OutputId::Kind::SubItem, m_pack.subItems().at(i).id, symbols.subItems.value(m_pack.subItems().at(i).id),
                  facts({m_program.subItemRows.at(i)}, TableKind::SubItems));
    for (int i = 0; i < m_program.materialRows.size(); ++i) {
        const QString id = m_pack.materials().at(i).id;
        const QList<PartRow> &rows = m_program.materialRows.at(i);
        addOutput(OutputId::Kind::Material, id, symbols.required.value(id), facts(rows, TableKind::Materials));
        addOutput(OutputId::Kind::Mode, id, symbols.mode.value(id), facts(rows, TableKind::Modes));
        addOutput(OutputId::Kind::DueDays, id, symbols.dueDays.value(id), facts(rows, TableKind::Modes));
        for (const PartRow &row : rows) {
            const Part &part = m_program.parts.at(row.part);
            const bool differs = std::any_of(rows.cbegin(), rows.cend(), [&](const PartRow &other) {
                return m_program.parts.at(other.part).materials.at(other.own).copies != part.materials.at(row.own).copies;
            });
            const QString own = part.materials.at(row.own).id;
            if (rows.size() > 1)
                addOutput(OutputId::Kind::Material, part.qualified(own), symbols.parts[size_t(row.part)].required.value(own, Diagram::kFalse),
                          facts({row}, TableKind::Materials), row.part, differs);
        }
    }
    for (int i = 0; i < m_program.subItemRows.size(); ++i) {
        const PartRow &row = m_program.subItemRows.at(i);
        const QString id = m_pack.subItems().at(i).id;
        if (m_pack.subItems().at(i).isExit())
            continue;
        addOutput(OutputId::Kind::PromisedDays, id, symbols.promised.value(id), facts({row}, TableKind::Limits));
        addOutput(OutputId::Kind::StatutoryDays, id, symbols.statutory.value(id), facts({row}, TableKind::Limits));
        addOutput(OutputId::Kind::Fee, id, symbols.fee.value(id), facts({row}, TableKind::Fees));
    }
    for (int i = 0; i < m_program.fieldRows.size(); ++i) {
        const QString id = m_pack.fields().at(i).id;
        const QList<PartRow> &rows = m_program.fieldRows.at(i);
        addOutput(OutputId::Kind::Field, id, symbols.needed.value(id), facts(rows, TableKind::Fields));
        for (const PartRow &row : rows) {
            const Part &part = m_program.parts.at(row.part);
            const bool differs = std::any_of(rows.cbegin(), rows.cend(), [&](const PartRow &other) {
                return m_program.parts.at(other.part).fields.at(other.own).required != part.fields.at(row.own).required;
            });
            const QString own = part.fields.at(row.own).id;
            if (rows.size() > 1)
                addOutput(OutputId::Kind::Field, part.qualified(own), symbols.parts[size_t(row.part)].needed.value(own, Diagram::kFalse),
                          facts({row}, TableKind::Fields), row.part, differs);
        }
    }
    addRuns();
    addCauses();
    keep();
    Compiled &compiled = m_program.compiled;
    compiled.outputsOfFact.resize(size_t(m_pack.facts().size()));
    const auto support = [&](NodeId root) {
        std::vector<int> facts;                        // a fact's variables stand side by side, so it comes once
        for (const int variable : compiled.diagram.support(root))
            if (const int fact = compiled.atoms.factOf(variable); facts.empty() || facts.back() != fact)
                facts.push_back(fact);
        return facts;
    };
    for (int i = 0; i < compiled.outputs.size(); ++i) {
        CompiledOutput &output = compiled.outputs[i];
        compiled.anyFallback = compiled.anyFallback || output.fallback;
        output.support = support(output.root);
        for (const int fact : output.support)
            compiled.outputsOfFact[size_t(fact)].push_back(i);
    }
    for (CompiledColumn &column : compiled.columns)
        column.support = support(column.root);
    findReasonFacts();
}

} // namespace zc::guidance
