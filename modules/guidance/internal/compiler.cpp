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

int Compiled::outputIndex(const OutputId &id) const
{
    for (int i = 0; i < outputs.size(); ++i)
        if (outputs.at(i).id == id)
            return i;
    return -1;
}

NodeId Compiler::masked(NodeId node)
{
    return m_symbols->target.diagram.select(m_symbols->target.care, node, Diagram::terminal(ValueTable::kOutside));
}

// The facts a table can read, helpers opened up; what the candidates are where nothing is relevant by itself.
QList<int> Compiler::factsRead(const KnownTable &known) const
{
    QSet<int> facts;
    QStringList open = known.table.names(), seen;
    while (!open.isEmpty()) {
        const QString name = open.takeFirst();
        if (seen.contains(name))
            continue;
        seen << name;
        for (int i = 0; i < m_pack.facts().size(); ++i)
            if (m_pack.facts().at(i).name == name)
                facts.insert(i);
        if (const Helper *helper = m_program.helper(name))
            open << helper->names();
    }
    QList<int> result(facts.begin(), facts.end());
    std::sort(result.begin(), result.end());
    return result;
}

void Compiler::addOutput(OutputId::Kind kind, const QString &id, NodeId node, bool exact, const QList<int> &facts)
{
    Compiled &compiled = m_symbols->target;
    CompiledOutput output;
    output.id = {kind, id};
    output.facts = facts;
    output.root = masked(node);
    output.fallback = !exact || compiled.diagram.exceeded() || compiled.diagram.reachableCount(output.root) > size_t(m_nodesPerOutput);
    for (const int variable : compiled.diagram.support(output.root))
        output.support.insert(compiled.atoms.factOf(variable));
    compiled.outputs << output;
}

void Compiler::addCauses(CompiledOutput &output, const TableRun &run, NodeId within, const std::function<bool(int)> &produces)
{
    if (output.fallback || !run.usable)
        return;
    for (int rule = 0; rule < run.rows.size(); ++rule) {
        if (!produces(rule))
            continue;
        const NodeId fires = m_symbols->target.diagram.conjunction(within, run.rows.at(rule));
        if (m_symbols->inCare(fires) == Diagram::kFalse)
            continue;
        const QString id = run.table->ruleId(rule);
        const auto same = std::find_if(output.causes.begin(), output.causes.end(),
                                       [&](const Cause &cause) { return cause.table == run.name && cause.row == id; });
        if (same != output.causes.end()) {
            const NodeId earlier = m_symbols->target.diagram.map(same->root, [](int t) { return t == ValueTable::kTrue ? 1 : 0; });
            same->root = masked(m_symbols->target.diagram.disjunction(earlier, fires));
        } else {
            output.causes << Cause{run.name, id, run.table->annotation(rule, kBasisColumn).split(u'|', Qt::SkipEmptyParts), masked(fires)};
        }
    }
}

void Compiler::findGoverned()
{
    Compiled &compiled = m_program.compiled;
    const int count = int(m_pack.facts().size());
    QHash<QString, int> index;
    for (int i = 0; i < count; ++i)
        index.insert(m_pack.facts().at(i).name, i);
    compiled.governs = QList<QSet<int>>(count);
    for (int fact = 0; fact < count; ++fact)
        if (m_program.applicable.at(fact))
            for (const QString &name : m_program.applicable.at(fact)->names())
                if (index.contains(name))
                    compiled.governs[index.value(name)].insert(fact);
    for (int round = 0; round < count; ++round)
        for (int fact = 0; fact < count; ++fact) {
            const QSet<int> direct = compiled.governs.at(fact);
            for (const int other : direct)
                compiled.governs[fact].unite(compiled.governs.at(other));
        }
}

void Compiler::compile(int nodesPerOutput, int nodesPerPack)
{
    Compiled &compiled = m_program.compiled;
    m_nodesPerOutput = nodesPerOutput;
    compiled.diagram.setNodeLimit(size_t(nodesPerPack));
    SymbolicPack symbols(m_pack, m_program, compiled);
    m_symbols = &symbols;
    // Three-valued evaluation answers in the same terminals, so every constant gets one, compiled or not.
    for (const KnownTable *known : {&m_program.modes, &m_program.limits, &m_program.fees})
        for (int rule = 0; rule < known->table.ruleCount(); ++rule)
            for (const feel::Value &value : known->table.outputs(rule))
                compiled.values.intern(value);
    symbols.build();
    findGoverned();
    QList<int> subFacts = factsRead(m_program.subItems);
    const auto with = [&](const KnownTable &known, const QList<int> &base) {
        QList<int> facts = base;
        for (const int fact : factsRead(known))
            if (!facts.contains(fact))
                facts << fact;
        std::sort(facts.begin(), facts.end());
        return facts;
    };
    const auto all = [](int) { return true; };
    const auto says = [](const TableRun &run, const QString &id) {
        return [&run, id](int rule) { return run.table->output(rule, 0) == feel::Value(id); };
    };
    for (const SubItem &item : m_pack.subItems()) {
        addOutput(OutputId::Kind::SubItem, item.id, symbols.produced.value(item.id, Diagram::kFalse), symbols.subItemsExact, subFacts);
        addCauses(compiled.outputs.last(), symbols.subItems, Diagram::kTrue, says(symbols.subItems, item.id));
    }
    const QList<int> materialFacts = with(m_program.materials, subFacts), modeFacts = with(m_program.modes, materialFacts);
    for (int i = 0; i < m_pack.materials().size(); ++i) {
        const QString id = m_pack.materials().at(i).id;
        const NodeId required = symbols.required.value(id, Diagram::kFalse);
        addOutput(OutputId::Kind::Material, id, required, symbols.materialsExact, materialFacts);
        for (const TableRun &run : std::as_const(symbols.materials))
            addCauses(compiled.outputs.last(), run, symbols.handled.value(run.loopValue), says(run, id));
        addOutput(OutputId::Kind::Mode, id, symbols.mode.value(id), symbols.modesExact, modeFacts);
        addCauses(compiled.outputs.last(), symbols.modes.at(i), required, all);
        addOutput(OutputId::Kind::DueDays, id, symbols.dueDays.value(id), symbols.modesExact, modeFacts);
        addCauses(compiled.outputs.last(), symbols.modes.at(i), required, all);
    }
    const QStringList handled = subItemIds(m_pack, true);
    for (int i = 0; i < handled.size(); ++i) {
        const QString id = handled.at(i);
        const NodeId within = symbols.handled.value(id);
        addOutput(OutputId::Kind::PromisedDays, id, symbols.promised.value(id), symbols.limitsExact, with(m_program.limits, subFacts));
        addCauses(compiled.outputs.last(), symbols.limits.at(i), within, all);
        addOutput(OutputId::Kind::StatutoryDays, id, symbols.statutory.value(id), symbols.limitsExact, with(m_program.limits, subFacts));
        addCauses(compiled.outputs.last(), symbols.limits.at(i), within, all);
        addOutput(OutputId::Kind::Fee, id, symbols.fee.value(id), symbols.feesExact, with(m_program.fees, subFacts));
        addCauses(compiled.outputs.last(), symbols.fees.at(i), within, all);
    }
    for (const Field &field : m_pack.fields()) {
        addOutput(OutputId::Kind::Field, field.id, symbols.needed.value(field.id, Diagram::kFalse), symbols.fieldsExact, with(m_program.fields, subFacts));
        for (const TableRun &run : std::as_const(symbols.fields))
            addCauses(compiled.outputs.last(), run, symbols.handled.value(run.loopValue), says(run, field.id));
    }
    // Whatever was built after the budget ran out means nothing, and so does what was masked with it.
    if (compiled.diagram.exceeded())
        for (CompiledOutput &output : compiled.outputs)
            output.fallback = true;
    if (compiled.diagram.exceeded()) {
        compiled.care = Diagram::kTrue;
        compiled.careFallback = compiled.careExceeded = true;
        compiled.constraintRoots.fill(Diagram::kTrue);
    }
    compiled.diagram.dropCaches();
    m_symbols = nullptr;
}

} // namespace zc::guidance
