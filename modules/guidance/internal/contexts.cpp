#include "internal/contexts.h"

namespace zc::guidance {

using feel::FactState;

namespace {
Truth truthOf(const feel::Evaluation &value)
{
    return value.isTrue() ? Truth::Yes : value.state == FactState::Unknown ? Truth::Open : Truth::No;
}
} // namespace

Contexts::Contexts(const Pack &pack, const QList<feel::Entry> &facts) : m_pack(pack), m_program(pack.program())
{
    m_contexts = QList<feel::Context>(m_program.parts.size());
    m_takesPart = QList<Truth>(m_program.parts.size(), Truth::Yes);
    m_applies = QList<Truth>(facts.size(), Truth::No);
    m_helped = QList<bool>(m_program.parts.size(), false);
    // A bundle's own facts come first, and whether an item takes part follows from nothing else.
    for (int number = 0; number < m_program.parts.size(); ++number) {
        const Part &part = m_program.parts.at(number);
        if (part.when)
            m_takesPart[number] = truthOf(part.when->evaluate(m_contexts.constFirst()));
        for (const int own : part.order)
            addFact({number, own}, facts.at(part.wholeFacts.at(own)));
    }
}

void Contexts::addFact(const PartRow &row, const feel::Entry &entry)
{
    const Part &part = m_program.parts.at(row.part);
    const int fact = part.wholeFacts.at(row.own);
    Truth applies = m_takesPart.at(row.part);
    if (const feel::Expression *applicable = m_program.applicability(row))
        applies = both(applies, truthOf(applicable->evaluate(m_contexts.at(row.part))));
    if (m_program.decides(row.part, fact))
        m_applies[fact] = either(m_applies.at(fact), applies);
    else
        applies = both(applies, m_applies.at(fact));   // the bundle's own row has spoken
    feel::Entry seen = entry;
    // A single user of a fact sees it as it is given; one of several sees it only where it has a use for it.
    if (m_program.factRows.at(fact).size() > 1 && applies != Truth::Yes)
        seen = {applies == Truth::No ? FactState::NotApplicable : FactState::Unknown, {}};
    else if (seen.state == FactState::Known)
        seen.value = normalised(part.facts.at(row.own), seen.value);
    else if (applies == Truth::No)
        seen = {FactState::NotApplicable, {}};
    m_contexts[row.part].setEntry(part.facts.at(row.own).name, seen);
}

feel::Evaluation Contexts::applies(int fact) const
{
    if (m_applies.at(fact) == Truth::Open)
        return {FactState::Unknown, {}, {}};
    return {FactState::Known, feel::Value(m_applies.at(fact) == Truth::Yes), {}};
}

feel::Context &Contexts::withHelpers(int part)
{
    if (!std::exchange(m_helped[part], true))
        runHelpers(*m_program.parts.at(part).rules, m_contexts[part]);
    return m_contexts[part];
}

void Contexts::runHelpers(const Program &rules, feel::Context &context) const
{
    for (const Helper &helper : rules.helpers) {
        if (helper.expression) {
            const feel::Evaluation value = helper.expression->evaluate(context);
            context.setEntry(helper.name, {value.state, value.value});
        } else if (helper.table && helper.table->hitPolicy() == dmn::HitPolicy::Collect) {
            const dmn::TableHits found = helper.table->hits(context);
            feel::List items;
            for (const QString &option : helper.type.values)       // in the order its type has them
                for (const int rule : found.certain)
                    if (helper.table->output(rule, 0) == feel::Value(option) && !items.contains(feel::Value(option)))
                        items << feel::Value(option);
            context.setEntry(helper.name, {found.possible.isEmpty() ? FactState::Known : FactState::Unknown, feel::Value(items)});
        } else if (helper.table) {
            const dmn::SingleHit hit = dmn::singleHit(*helper.table, helper.table->hits(context));
            context.setEntry(helper.name, {hit.state == dmn::SingleHit::State::Unknown ? FactState::Unknown : FactState::Known,
                                           hit.state == dmn::SingleHit::State::Rule ? helper.table->output(hit.rule, 0) : feel::Value()});
        }
    }
}

bool Contexts::breaks(int part, int constraint)
{
    const ConstraintRule &rule = m_program.parts.at(part).rules->constraints.at(constraint);
    if (takesPart(part) != Truth::Yes)
        return false;
    const feel::Context &context = withHelpers(part);
    return (!rule.when || rule.when->evaluate(context).isTrue()) && rule.then && rule.then->evaluate(context).isFalse();
}

} // namespace zc::guidance
