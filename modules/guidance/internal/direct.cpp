#include "internal/direct.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;
using feel::FactState;

namespace {
enum class Truth { No, Open, Yes };

Truth both(Truth a, Truth b)
{
    return std::min(a, b);
}

class DirectRun {
public:
    DirectRun(const Pack &pack, const QList<feel::Entry> &facts) : m_pack(pack), m_program(pack.program()), m_compiled(m_program.compiled)
    {
        for (int i = 0; i < facts.size(); ++i)
            m_context.setEntry(pack.facts().at(i).name, facts.at(i));
        m_result.terminals.resize(m_compiled.outputs.size());
        m_result.causes.resize(m_compiled.outputs.size());
    }

    DirectResult run()
    {
        runHelpers();
        checkConstraints();
        runSubItems();
        const QStringList handled = subItemIds(m_pack, true);
        for (const QString &id : handled)
            runSubItem(id);
        finishCollected(OutputId::Kind::Material, m_materials, materialIds(m_pack));
        QStringList fieldIds;
        for (const Field &field : m_pack.fields())
            fieldIds << field.id;
        finishCollected(OutputId::Kind::Field, m_fields, fieldIds);
        bindList(kMaterials, m_materials);
        for (const Material &material : m_pack.materials())
            runMode(material.id);
        return m_result;
    }

private:
    dmn::TableHits hits(const dmn::Table &table, const QString &name)
    {
        const dmn::TableHits hits = table.hits(m_context);
        for (const auto &[rule, column] : hits.inapplicable)
            noteProblem(name + u' ' + table.ruleId(rule));
        for (const int rule : hits.certain)
            m_result.fired[name].insert(table.ruleId(rule));
        return hits;
    }
    void noteProblem(const QString &place)
    {
        const QString text = u"GDE-INAPPLICABLE"_s + u' ' + place;
        if (!m_result.problems.contains(text))
            m_result.problems << text;
    }

    void runHelpers()
    {
        for (const Helper &helper : m_program.helpers) {
            if (helper.expression) {
                const feel::Evaluation value = helper.expression->evaluate(m_context);
                m_context.setEntry(helper.name, {value.state, value.value});
            } else if (helper.table && helper.table->hitPolicy() == dmn::HitPolicy::Collect) {
                const dmn::TableHits found = helper.table->hits(m_context);
                feel::List items;
                for (const feel::Value &option : collectedValues(*helper.table, found.certain))
                    items << option;
                m_context.setEntry(helper.name, {found.possible.isEmpty() ? FactState::Known : FactState::Unknown, feel::Value(items)});
            } else if (helper.table) {
                const dmn::SingleHit hit = dmn::singleHit(*helper.table, helper.table->hits(m_context));
                m_context.setEntry(helper.name, {hit.state == dmn::SingleHit::State::Unknown ? FactState::Unknown : FactState::Known,
                                                 hit.state == dmn::SingleHit::State::Rule ? helper.table->output(hit.rule, 0) : feel::Value()});
            }
        }
    }

    static feel::List collectedValues(const dmn::Table &table, const QList<int> &rules)
    {
        feel::List values;
        for (int rule = 0; rule < table.ruleCount(); ++rule)
            if (rules.contains(rule) && !values.contains(table.output(rule, 0)))
                values << table.output(rule, 0);
        return values;
    }

    void checkConstraints()
    {
        for (const ConstraintRule &rule : m_program.constraints) {
            const bool applies = !rule.when || rule.when->evaluate(m_context).isTrue();
            if (applies && rule.then && rule.then->evaluate(m_context).isFalse())
                m_result.violated = true;
        }
    }

    void set(OutputId::Kind kind, const QString &id, std::optional<int> terminal)
    {
        if (const int index = m_compiled.outputIndex({kind, id}); index >= 0)
            m_result.terminals[index] = terminal;
    }
    void addCause(OutputId::Kind kind, const QString &id, const KnownTable &known, int rule)
    {
        const int index = m_compiled.outputIndex({kind, id});
        if (index < 0)
            return;
        const Cause cause{known.name, known.table.ruleId(rule), known.table.annotation(rule, kBasisColumn).split(u'|', Qt::SkipEmptyParts), {}};
        for (const Cause &other : std::as_const(m_result.causes.at(index)))
            if (other.table == cause.table && other.row == cause.row)
                return;
        m_result.causes[index] << cause;
    }

    void runSubItems()
    {
        const dmn::TableHits found = hits(m_program.subItems.table, kSubItems);
        QHash<QString, Truth> states;
        for (const int rule : found.possible)
            states[m_program.subItems.table.output(rule, 0).string()] = Truth::Open;
        for (const int rule : found.certain) {
            const QString id = m_program.subItems.table.output(rule, 0).string();
            states[id] = Truth::Yes;
            addCause(OutputId::Kind::SubItem, id, m_program.subItems, rule);
        }
        Truth exit = Truth::No;
        for (const SubItem &item : m_pack.subItems()) {
            const Truth state = states.value(item.id, Truth::No);
            if (item.isExit())
                exit = std::max(exit, state);
        }
        const Truth noExit = exit == Truth::Yes ? Truth::No : exit == Truth::Open ? Truth::Open : Truth::Yes;
        for (const SubItem &item : m_pack.subItems())
            if (!item.isExit())
                m_handled[item.id] = both(states.value(item.id, Truth::No), noExit);
        finishCollected(OutputId::Kind::SubItem, states, subItemIds(m_pack, false));
        bindList(kSubItems, states);
    }

    void bindList(const QString &name, const QHash<QString, Truth> &states)
    {
        feel::List items;
        bool open = false;
        const QStringList ids = name == kSubItems ? subItemIds(m_pack, false) : materialIds(m_pack);
        for (const QString &id : ids) {
            open = open || states.value(id, Truth::No) == Truth::Open;
            if (states.value(id, Truth::No) == Truth::Yes)
                items << feel::Value(id);
        }
        m_context.setEntry(name, {open ? FactState::Unknown : FactState::Known, feel::Value(items)});
    }

    void finishCollected(OutputId::Kind kind, const QHash<QString, Truth> &states, const QStringList &ids)
    {
        for (const QString &id : ids) {
            const Truth state = states.value(id, Truth::No);
            set(kind, id, state == Truth::Open ? std::nullopt : std::optional(state == Truth::Yes ? ValueTable::kTrue : ValueTable::kFalse));
        }
    }

    void collect(const KnownTable &known, OutputId::Kind kind, Truth handled, QHash<QString, Truth> &states)
    {
        const dmn::TableHits found = hits(known.table, known.name);
        const auto merge = [&](int rule, Truth hit) {
            const QString id = known.table.output(rule, 0).string();
            states[id] = std::max(states.value(id, Truth::No), both(handled, hit));
            if (both(handled, hit) == Truth::Yes)
                addCause(kind, id, known, rule);
        };
        for (const int rule : found.possible)
            merge(rule, Truth::Open);
        for (const int rule : found.certain)
            merge(rule, Truth::Yes);
    }

    // One output column of a single-hit table that is asked if `asked`.
    std::optional<int> single(const KnownTable &known, const dmn::SingleHit &hit, int column, Truth asked) const
    {
        if (asked == Truth::No)
            return ValueTable::kNone;
        if (asked == Truth::Open || hit.state == dmn::SingleHit::State::Unknown)
            return std::nullopt;
        if (hit.state == dmn::SingleHit::State::Clash)
            return ValueTable::kClash;
        if (hit.state == dmn::SingleHit::State::NoRule)
            return ValueTable::kNull;
        return m_compiled.values.find(known.table.output(hit.rule, column)).value_or(ValueTable::kNull);
    }

    void runSubItem(const QString &id)
    {
        const Truth handled = m_handled.value(id, Truth::No);
        m_context.set(kLoopSubItem, feel::Value(id));
        dmn::SingleHit limit, fee;
        if (handled != Truth::No) {
            collect(m_program.materials, OutputId::Kind::Material, handled, m_materials);
            collect(m_program.fields, OutputId::Kind::Field, handled, m_fields);
            limit = dmn::singleHit(m_program.limits.table, hits(m_program.limits.table, kLimits));
            fee = dmn::singleHit(m_program.fees.table, hits(m_program.fees.table, kFees));
        }
        set(OutputId::Kind::PromisedDays, id, single(m_program.limits, limit, 0, handled));
        set(OutputId::Kind::StatutoryDays, id, single(m_program.limits, limit, 1, handled));
        set(OutputId::Kind::Fee, id, single(m_program.fees, fee, 0, handled));
        if (handled == Truth::Yes && limit.state == dmn::SingleHit::State::Rule) {
            addCause(OutputId::Kind::PromisedDays, id, m_program.limits, limit.rule);
            addCause(OutputId::Kind::StatutoryDays, id, m_program.limits, limit.rule);
        }
        if (handled == Truth::Yes && fee.state == dmn::SingleHit::State::Rule)
            addCause(OutputId::Kind::Fee, id, m_program.fees, fee.rule);
    }

    void runMode(const QString &id)
    {
        const Truth required = m_materials.value(id, Truth::No);
        m_context.set(kLoopMaterial, feel::Value(id));
        dmn::SingleHit hit;
        if (required != Truth::No)
            hit = dmn::singleHit(m_program.modes.table, hits(m_program.modes.table, kModes));
        set(OutputId::Kind::Mode, id, single(m_program.modes, hit, 0, required));
        set(OutputId::Kind::DueDays, id, single(m_program.modes, hit, 1, required));
        if (required == Truth::Yes && hit.state == dmn::SingleHit::State::Rule) {
            addCause(OutputId::Kind::Mode, id, m_program.modes, hit.rule);
            addCause(OutputId::Kind::DueDays, id, m_program.modes, hit.rule);
        }
    }

    const Pack &m_pack;
    const Program &m_program;
    const Compiled &m_compiled;
    feel::Context m_context;
    DirectResult m_result;
    QHash<QString, Truth> m_handled, m_materials, m_fields;
};
} // namespace

DirectResult runDirectly(const Pack &pack, const QList<feel::Entry> &facts)
{
    return DirectRun(pack, facts).run();
}

} // namespace zc::guidance
