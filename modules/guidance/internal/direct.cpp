#include "internal/direct.h"

#include "internal/contexts.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;
using feel::FactState;

namespace {
// What one part says about a paper of its own.
struct OwnMaterial {
    Truth required = Truth::No;
    std::optional<int> mode, days;                     // terminals; nullopt = open
    int rule = -1;                                     // of 提交方式, where it is certain
};

class DirectRun {
public:
    DirectRun(const Pack &pack, const QList<feel::Entry> &facts)
        : m_pack(pack), m_program(pack.program()), m_compiled(m_program.compiled), m_contexts(pack, facts)
    {
        m_result.terminals.resize(m_compiled.outputs.size());
        m_result.causes.resize(m_compiled.outputs.size());
    }

    DirectResult run()
    {
        for (m_part = 0; m_part < m_program.parts.size(); ++m_part) {
            const Part &part = m_program.parts.at(m_part);
            m_context = &m_contexts.withHelpers(m_part);
            for (int i = 0; i < part.rules->constraints.size(); ++i)
                m_result.violated = m_result.violated || m_contexts.breaks(m_part, i);
            if (!part.subItems.isEmpty())
                runPart(part);
        }
        joinMaterials();
        joinFields();
        return m_result;
    }

private:
    void runPart(const Part &part)
    {
        QHash<QString, Truth> materials, fields;
        const QHash<QString, Truth> handled = runSubItems(part);
        for (const QString &id : part.handledIds())
            runSubItem(part, id, handled.value(id, Truth::No), materials, fields);
        QStringList ids;
        for (const Material &material : part.materials)
            ids << material.id;
        bindList(kMaterials, ids, materials);
        QList<OwnMaterial> own;
        for (const Material &material : part.materials)
            own << runMode(part, material.id, materials.value(material.id, Truth::No));
        m_materials.insert(m_part, own);
        QList<Truth> needed;
        for (const Field &field : part.fields)
            needed << fields.value(field.id, Truth::No);
        m_fields.insert(m_part, needed);
    }

    const KnownTable &table(TableKind kind) const { return m_program.parts.at(m_part).rules->table(kind); }

    dmn::TableHits hits(TableKind kind)
    {
        const dmn::TableHits hits = table(kind).table.hits(*m_context);
        for (const auto &[rule, column] : hits.inapplicable)
            noteProblem(ruleName(m_program, m_part, int(kind), rule));
        for (const int rule : hits.certain)
            m_result.fired[int(kind)].insert(std::pair(m_part, rule));
        return hits;
    }
    void noteProblem(const QString &place)
    {
        const QString text = u"GDE-INAPPLICABLE"_s + u' ' + place;
        if (!m_result.problems.contains(text))
            m_result.problems << text;
    }

    void set(OutputId::Kind kind, const QString &id, std::optional<int> terminal)
    {
        if (const int index = m_compiled.outputIndex({kind, id}); index >= 0)
            m_result.terminals[index] = terminal;
    }
    void set(OutputId::Kind kind, const QString &id, Truth state)
    {
        set(kind, id, state == Truth::Open ? std::nullopt : std::optional(state == Truth::Yes ? int(ValueTable::kTrue) : int(ValueTable::kFalse)));
    }
    void addCause(OutputId::Kind kind, const QString &id, TableKind table, int rule)
    {
        const int index = m_compiled.outputIndex({kind, id});
        const FiredRow row{m_part, int(table), rule};
        if (index >= 0 && !m_result.causes.at(index).contains(row))
            m_result.causes[index] << row;
    }

    QHash<QString, Truth> runSubItems(const Part &part)
    {
        const Truth takesPart = m_contexts.takesPart(m_part);
        const dmn::TableHits found = takesPart == Truth::No ? dmn::TableHits() : hits(TableKind::SubItems);
        QHash<QString, Truth> states, handled;
        for (const int rule : found.possible)
            states[table(TableKind::SubItems).table.output(rule, 0).string()] = Truth::Open;
        for (const int rule : found.certain)
            states[table(TableKind::SubItems).table.output(rule, 0).string()] = takesPart;
        Truth exit = Truth::No;
        for (const SubItem &item : part.subItems)
            if (item.isExit())
                exit = either(exit, states.value(item.id, Truth::No));
        const Truth noExit = exit == Truth::Yes ? Truth::No : exit == Truth::Open ? Truth::Open : Truth::Yes;
        QStringList ids;
        for (int i = 0; i < part.subItems.size(); ++i) {
            const SubItem &item = part.subItems.at(i);
            const QString id = part.subItemIds.at(i);
            ids << item.id;
            Truth state = states.value(item.id, Truth::No);
            if (!item.isExit()) {
                state = both(state, noExit);
                handled.insert(item.id, state);
            }
            set(OutputId::Kind::SubItem, id, state);
            if (state != Truth::Yes)
                continue;
            for (const int rule : found.certain)
                if (table(TableKind::SubItems).table.output(rule, 0).string() == item.id)
                    addCause(OutputId::Kind::SubItem, id, TableKind::SubItems, rule);
        }
        bindList(kSubItems, ids, states);
        return handled;
    }

    void bindList(const QString &name, const QStringList &ids, const QHash<QString, Truth> &states)
    {
        feel::List items;
        bool open = false;
        for (const QString &id : ids) {
            open = open || states.value(id, Truth::No) == Truth::Open;
            if (states.value(id, Truth::No) == Truth::Yes)
                items << feel::Value(id);
        }
        m_context->setEntry(name, {open ? FactState::Unknown : FactState::Known, feel::Value(items)});
    }

    void collect(TableKind kind, OutputId::Kind output, const QHash<QString, QString> &wholeIds, Truth handled, QHash<QString, Truth> &states)
    {
        const dmn::TableHits found = hits(kind);
        const auto merge = [&](int rule, Truth hit) {
            const QString id = table(kind).table.output(rule, 0).string();
            states[id] = either(states.value(id, Truth::No), both(handled, hit));
            if (both(handled, hit) != Truth::Yes)
                return;
            addCause(output, wholeIds.value(id), kind, rule);
            addCause(output, m_program.parts.at(m_part).qualified(id), kind, rule);
        };
        for (const int rule : found.possible)
            merge(rule, Truth::Open);
        for (const int rule : found.certain)
            merge(rule, Truth::Yes);
    }

    // One output column of a single-hit table that is asked if `asked`.
    std::optional<int> single(TableKind kind, const dmn::SingleHit &hit, int column, Truth asked) const
    {
        if (asked == Truth::No)
            return ValueTable::kNone;
        if (asked == Truth::Open || hit.state == dmn::SingleHit::State::Unknown)
            return std::nullopt;
        if (hit.state == dmn::SingleHit::State::Clash)
            return ValueTable::kClash;
        if (hit.state == dmn::SingleHit::State::NoRule)
            return ValueTable::kNull;
        return m_compiled.values.find(table(kind).table.output(hit.rule, column)).value_or(ValueTable::kNull);
    }

    void runSubItem(const Part &part, const QString &own, Truth handled, QHash<QString, Truth> &materials, QHash<QString, Truth> &fields)
    {
        const QString id = part.qualified(own);
        m_context->set(kLoopSubItem, feel::Value(own));
        dmn::SingleHit limit, fee;
        if (handled != Truth::No) {
            QHash<QString, QString> materialIds, fieldIds;
            for (int i = 0; i < part.materials.size(); ++i)
                materialIds.insert(part.materials.at(i).id, part.materialIds.at(i));
            for (int i = 0; i < part.fields.size(); ++i)
                fieldIds.insert(part.fields.at(i).id, part.fieldIds.at(i));
            collect(TableKind::Materials, OutputId::Kind::Material, materialIds, handled, materials);
            collect(TableKind::Fields, OutputId::Kind::Field, fieldIds, handled, fields);
            limit = dmn::singleHit(table(TableKind::Limits).table, hits(TableKind::Limits));
            fee = dmn::singleHit(table(TableKind::Fees).table, hits(TableKind::Fees));
        }
        set(OutputId::Kind::PromisedDays, id, single(TableKind::Limits, limit, 0, handled));
        set(OutputId::Kind::StatutoryDays, id, single(TableKind::Limits, limit, 1, handled));
        set(OutputId::Kind::Fee, id, single(TableKind::Fees, fee, 0, handled));
        if (handled == Truth::Yes && limit.state == dmn::SingleHit::State::Rule) {
            addCause(OutputId::Kind::PromisedDays, id, TableKind::Limits, limit.rule);
            addCause(OutputId::Kind::StatutoryDays, id, TableKind::Limits, limit.rule);
        }
        if (handled == Truth::Yes && fee.state == dmn::SingleHit::State::Rule)
            addCause(OutputId::Kind::Fee, id, TableKind::Fees, fee.rule);
    }

    OwnMaterial runMode(const Part &part, const QString &own, Truth required)
    {
        OwnMaterial result;
        result.required = required;
        m_context->set(kLoopMaterial, feel::Value(own));
        dmn::SingleHit hit;
        if (required != Truth::No)
            hit = dmn::singleHit(part.rules->modes.table, hits(TableKind::Modes));
        result.mode = single(TableKind::Modes, hit, 0, required);
        result.days = single(TableKind::Modes, hit, 1, required);
        if (required == Truth::Yes && hit.state == dmn::SingleHit::State::Rule)
            result.rule = hit.rule;
        return result;
    }

    void joinMaterials()
    {
        for (int i = 0; i < m_program.materialRows.size(); ++i) {
            const QString id = m_pack.materials().at(i).id;
            Truth required = Truth::No;
            QList<OwnMaterial> own;
            for (const PartRow &row : m_program.materialRows.at(i)) {
                own << m_materials.value(row.part).at(row.own);
                required = either(required, own.constLast().required);
                m_part = row.part;
                const Part &part = m_program.parts.at(row.part);
                if (const QString member = part.qualified(part.materials.at(row.own).id); member != id)
                    set(OutputId::Kind::Material, member, own.constLast().required);
                if (own.constLast().rule < 0)
                    continue;
                addCause(OutputId::Kind::Mode, id, TableKind::Modes, own.constLast().rule);
                addCause(OutputId::Kind::DueDays, id, TableKind::Modes, own.constLast().rule);
            }
            set(OutputId::Kind::Material, id, required);
            const std::optional<int> mode = strictest(own);
            set(OutputId::Kind::Mode, id, mode);
            set(OutputId::Kind::DueDays, id, daysOf(own, mode));
        }
    }

    std::optional<int> strictest(const QList<OwnMaterial> &own) const
    {
        std::optional<int> result = own.constFirst().mode;
        for (qsizetype i = 1; i < own.size() && result; ++i)
            result = own.at(i).mode ? std::optional(stricterMode(m_compiled.values, *result, *own.at(i).mode)) : std::nullopt;
        return result;
    }

    std::optional<int> daysOf(const QList<OwnMaterial> &own, std::optional<int> mode) const
    {
        if (own.size() == 1)
            return own.constFirst().days;
        if (!mode)
            return std::nullopt;
        if (*mode == ValueTable::kNone)
            return ValueTable::kNone;
        if (m_compiled.values.value(*mode) != feel::Value(kDeferred))
            return ValueTable::kNull;
        int least = ValueTable::kNone;
        for (const OwnMaterial &one : own) {
            if (!one.mode || m_compiled.values.value(*one.mode) != feel::Value(kDeferred))
                continue;
            if (!one.days)
                return std::nullopt;
            least = fewerDays(m_compiled.values, least, *one.days);
        }
        return least;
    }

    void joinFields()
    {
        for (int i = 0; i < m_program.fieldRows.size(); ++i) {
            const QString id = m_pack.fields().at(i).id;
            Truth needed = Truth::No;
            for (const PartRow &row : m_program.fieldRows.at(i)) {
                const Part &part = m_program.parts.at(row.part);
                const Truth own = m_fields.value(row.part).at(row.own);
                needed = either(needed, own);
                if (const QString member = part.qualified(part.fields.at(row.own).id); member != id)
                    set(OutputId::Kind::Field, member, own);
            }
            set(OutputId::Kind::Field, id, needed);
        }
    }

    const Pack &m_pack;
    const Program &m_program;
    const Compiled &m_compiled;
    Contexts m_contexts;
    feel::Context *m_context = nullptr;
    int m_part = 0;
    DirectResult m_result;
    QHash<int, QList<OwnMaterial>> m_materials;        // by part, own row
    QHash<int, QList<Truth>> m_fields;
};
} // namespace

DirectResult runDirectly(const Pack &pack, const QList<feel::Entry> &facts)
{
    return DirectRun(pack, facts).run();
}

QString ruleName(const Program &program, int part, int table, int row)
{
    const Part &owner = program.parts.at(part);
    const KnownTable &known = owner.rules->table(TableKind(table));
    return owner.qualified(known.name) + u' ' + known.table.ruleId(row);
}

} // namespace zc::guidance
