// What only the full language has: iterations, paths, filters, calls, contexts, ranges, tests.
#include "internal/builtins.h"
#include "internal/closure.h"
#include "internal/evaluator.h"
#include "internal/operators.h"

#include <feel/range.h>
#include <feel/record.h>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
const Value kNoItem;

// Whether a filter's condition cannot be a number, so that nobody has to try whether it is an index.
bool isCondition(const Node &node)
{
    switch (node.kind) {
    case Node::Kind::Compare:
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Matches:
    case Node::Kind::Between:
    case Node::Kind::Quantified:
    case Node::Kind::InstanceOf: return true;
    case Node::Kind::Constant: return node.constant.isBoolean();
    default: return false;
    }
}
} // namespace

// The items between two ends: whole numbers up or down, or days.
std::optional<Evaluator::Ref> Evaluator::sequence(const Node &iterator, List &items)
{
    Value low, high;
    const Ref from = eval(*iterator.children.at(0), low);
    if (!from.known())
        return from;
    const Ref to = eval(*iterator.children.at(1), high);
    if (!to.known())
        return to;
    const bool dates = from.value->isDate() && to.value->isDate();
    const auto end = [dates](const Value &value) {
        return dates ? std::optional(value.date().dayNumber()) : value.isNumber() ? value.number().toInteger() : std::nullopt;
    };
    const auto first = end(*from.value), last = end(*to.value);
    qint64 span = 0;
    if (!first || !last || qSubOverflow(*last, *first, &span))
        return fault(iterator, u"no sequence from %1 to %2"_s.arg(from.value->typeName(), to.value->typeName()));
    if (m_run.tooLong(qAbs(span) + 1))
        return null();
    const qint64 step = span < 0 ? -1 : 1;
    for (qint64 i = 0; i <= qAbs(span); ++i)
        items << (dates ? Value(Date::fromDayNumber(*first + i * step)) : Value(Decimal(*first + i * step)));
    return std::nullopt;
}

bool Evaluator::iterate(const Node &node, qsizetype index, const Visit &visit, std::optional<Ref> &trouble)
{
    if (index == node.children.size() - 1)
        return visit();
    const Node &iterator = *node.children.at(index);
    List items;
    if (iterator.children.size() == 2) {
        trouble = sequence(iterator, items);
    } else {
        Value scratch;
        const Ref domain = eval(*iterator.children.constFirst(), scratch);
        if (!domain.known())
            trouble = domain;
        else if (domain.value->isList())
            items = domain.value->list();
        else if (domain.value->isNull())
            trouble = fault(iterator, u"no list"_s);
        else if (domain.value->isRange())
            trouble = rangeItems(iterator, domain.value->range(), items);
        else
            items << *domain.value;
    }
    if (trouble)
        return false;
    for (const Value &item : std::as_const(items)) {
        if (!m_run.step()) {
            trouble = null();
            return false;
        }
        m_frame[size_t(iterator.slot)] = item;
        if (!iterate(node, index + 1, visit, trouble))
            return false;
    }
    return true;
}

std::optional<Evaluator::Ref> Evaluator::rangeItems(const Node &node, const Range &range, List &items)
{
    const bool dates = range.low.isDate() && range.high.isDate();
    const auto end = [dates](const Value &value) {
        return dates ? std::optional(value.date().dayNumber()) : value.isNumber() ? value.number().toInteger() : std::nullopt;
    };
    const auto first = end(range.low), last = end(range.high);
    if (!first || !last)
        return fault(node, u"a range that cannot be counted through"_s);
    if (*last - *first > m_run.limits().listLength) {
        m_run.tooLong(*last - *first);
        return null();
    }
    for (qint64 i = *first + (range.lowIncluded ? 0 : 1); i <= *last - (range.highIncluded ? 0 : 1); ++i)
        items << (dates ? Value(Date::fromDayNumber(i)) : Value(Decimal(i)));
    return std::nullopt;
}

Evaluator::Ref Evaluator::evalFor(const Node &node, Value &scratch)
{
    List results;
    std::optional<Ref> trouble;
    const Node &body = *node.children.constLast();
    iterate(node, 0, [&] {
        if (node.flag) {
            if (!m_run.step(results.size())) {         // the list so far is copied once it grows
                trouble = null();
                return false;
            }
            m_frame[size_t(node.slot)] = Value(results);
        }
        Value item;
        const Ref result = eval(body, item);
        if (!result.known()) {
            trouble = absent(result.state);
            return false;
        }
        results << *result.value;
        if (m_run.tooLong(results.size()))
            trouble = null();
        return !trouble.has_value();
    }, trouble);
    return trouble ? *trouble : made(Value(std::move(results)), scratch);
}

Evaluator::Ref Evaluator::evalQuantifier(const Node &node)
{
    const bool every = node.kind == Node::Kind::Every || (node.kind == Node::Kind::Quantified && node.flag);
    const Node &condition = *node.children.constLast();
    bool unknown = false, null = false, decided = false;
    std::optional<Ref> trouble;
    const auto visit = [&] {
        Value value;
        const Ref result = eval(condition, value);
        if (result.state == FactState::NotApplicable)
            trouble = absent(unknown ? FactState::Unknown : FactState::NotApplicable);
        else if (result.known() && !result.isBoolean() && !result.value->isNull())
            trouble = fault(node, u"the condition is a %1"_s.arg(result.value->typeName()));
        decided = decided || result.is(!every);
        unknown = unknown || result.state == FactState::Unknown;
        null = null || (result.known() && result.value->isNull());
        return !decided && !trouble;
    };
    if (node.kind == Node::Kind::Quantified) {
        iterate(node, 0, visit, trouble);
    } else {
        Value scratchList;
        const Ref list = eval(*node.children.constFirst(), scratchList);
        if (!list.known())
            return absent(list.state);
        if (!list.value->isList())
            return fault(node, u"quantifier over no list"_s);
        for (const Value &item : list.value->list()) {
            m_frame[size_t(node.slot)] = item;
            if (!visit())
                break;
        }
    }
    if (trouble)
        return *trouble;
    if (decided)
        return truth(!every);
    return unknown ? absent(FactState::Unknown) : null ? this->null() : truth(every);
}

Evaluator::Ref Evaluator::evalBetween(const Node &node, Value &scratch)
{
    Value low, high;
    const Ref value = eval(*node.children.at(0), scratch);
    const Ref from = value.known() ? eval(*node.children.at(1), low) : value;
    const Ref to = from.known() ? eval(*node.children.at(2), high) : from;
    if (!to.known())
        return to;
    const auto above = compare(CompareOp::GreaterEqual, *value.value, *from.value);
    const auto below = compare(CompareOp::LessEqual, *value.value, *to.value);
    if (!above || !below)
        return fault(node, u"between"_s);
    return truth(*above && *below);
}

namespace {
std::optional<bool> matches(const Value &value, const Value &wanted)
{
    if (wanted.isRange())
        return value.isRange() ? equal(value, wanted) : contains(wanted.range(), value);
    if (!wanted.isList())
        return equal(value, wanted);
    if (value.isList() && equal(value, wanted).value_or(false))
        return true;
    return std::any_of(wanted.list().cbegin(), wanted.list().cend(), [&value](const Value &item) {
        return (item.isRange() && !value.isRange() ? contains(item.range(), value) : equal(value, item)).value_or(false);
    });
}
} // namespace

std::optional<bool> Evaluator::passesTest(const Node &test, const Value &value, bool cell, FactState &state)
{
    Value scratch;
    const bool against = test.kind == Node::Kind::Against;
    const Ref operand = eval(against ? *test.children.constFirst() : test, scratch);
    state = operand.state;
    if (!operand.known())
        return std::nullopt;
    if (against)
        return compare(test.op, value, *operand.value);
    if (test.kind == Node::Kind::RangeOf && operand.value->isNull())
        return std::nullopt;                           // no interval, so neither inside nor outside
    // A condition that speaks of the input itself holds or not; so does any condition in the cell of an input that is none.
    if (operand.value->isBoolean() && (test.kind == Node::Kind::Satisfies || (cell && !value.isBoolean())))
        return operand.value->boolean();
    if (operand.value->isList())
        m_run.step(operand.value->list().size());
    return matches(value, *operand.value);
}

Evaluator::Ref Evaluator::evalMatches(const Node &node, Value &scratch)
{
    const Node &subject = *node.children.constFirst();
    const Ref value = eval(subject, scratch);
    if (!value.known())
        return value;
    const bool cell = subject.kind == Node::Kind::Name && subject.name == u"?";
    const Value input = *value.value;
    bool null = false;
    FactState missing = FactState::Known;
    for (qsizetype i = 1; i < node.children.size(); ++i) {
        FactState state = FactState::Known;
        const auto result = passesTest(*node.children.at(i), input, cell, state);
        if (state != FactState::Known)
            missing = missing == FactState::Unknown ? missing : state;
        else if (result.value_or(false))
            return truth(!node.flag);
        else
            null = null || !result;
    }
    if (missing != FactState::Known)
        return absent(missing);
    return null ? fault(node, u"in"_s) : truth(node.flag);
}

Evaluator::Ref Evaluator::evalAgainst(const Node &node, Value &scratch)
{
    const Ref end = eval(*node.children.constFirst(), scratch);
    if (!end.known())
        return end;
    auto range = rangeAgainst(node.op, *end.value);
    return range ? made(std::move(*range), scratch) : fault(node, u"no range"_s);
}

Evaluator::Ref Evaluator::evalRange(const Node &node, Value &scratch)
{
    Value other;
    const Ref low = eval(*node.children.at(0), scratch);
    const Ref high = low.known() ? eval(*node.children.at(1), other) : low;
    if (!high.known())
        return high;
    auto range = rangeOf(*low.value, *high.value, !node.lowOpen, !node.highOpen);
    return range ? made(std::move(*range), scratch) : fault(node, u"a range from %1 to %2"_s.arg(low.value->typeName(), high.value->typeName()));
}

Evaluator::Ref Evaluator::evalPath(const Node &node, Value &scratch)
{
    Value base;
    const Ref from = eval(*node.children.constFirst(), base);
    if (!from.known())
        return from;
    if (from.value->isContext()) {
        const Value *entry = from.value->record().find(node.name);
        if (!entry)
            return fault(node, u"no entry \"%1\""_s.arg(node.name));
        if (from.value != &base)
            return {entry, FactState::Known};          // it lies where the context lies
        scratch = *entry;
        return {&scratch, FactState::Known};
    }
    if (from.value->isList()) {
        List results;
        if (!m_run.step(from.value->list().size()))
            return null();
        for (const Value &item : from.value->list())
            results << member(item, node.name).value_or(Value());
        return made(Value(std::move(results)), scratch);
    }
    auto found = member(*from.value, node.name);
    return found ? made(std::move(*found), scratch) : fault(node, u"a %1 has no \"%2\""_s.arg(from.value->typeName(), node.name));
}

Evaluator::Ref Evaluator::evalFilter(const Node &node, Value &scratch)
{
    Value base;
    const Ref from = eval(*node.children.at(0), base);
    if (!from.known())
        return from;
    const Node &condition = *node.children.at(1);
    if (from.value->isNull())
        return fault(node, u"no list to filter"_s);
    const List items = from.value->isList() ? from.value->list() : List{*from.value};
    if (!isCondition(condition)) {
        // Without an item a number is an index; what is said in vain while trying is nobody's concern.
        Value tried;
        const qsizetype mark = m_run.mark();
        m_items.push_back(&kNoItem);
        const Ref index = eval(condition, tried);
        m_items.pop_back();
        if (!m_run.exhausted())
            m_run.forgetSince(mark);
        if (!index.known())
            return absent(index.state);
        if (index.value->isNumber()) {
            const auto place = index.value->number().toInteger();
            const qint64 at = !place ? -1 : *place > 0 ? *place - 1 : *place < 0 ? items.size() + *place : -1;
            if (at < 0 || at >= items.size())
                return fault(node, u"no element %1"_s.arg(index.value->number().text()));
            scratch = items.at(at);
            return {&scratch, FactState::Known};
        }
    }
    List results;
    for (const Value &item : items) {
        if (!m_run.step())
            return null();
        Value value;
        m_items.push_back(&item);
        const Ref result = eval(condition, value);
        m_items.pop_back();
        if (!result.known())
            return absent(result.state);
        if (!result.isBoolean() && !result.value->isNull())
            return fault(node, u"the filter is a %1"_s.arg(result.value->typeName()));
        if (result.is(true))
            results << item;
    }
    return made(Value(std::move(results)), scratch);
}

bool Evaluator::arguments(const Node &node, qsizetype first, List &values, FactState &state)
{
    for (qsizetype i = first; i < node.children.size(); ++i) {
        Value scratch;
        const Ref value = eval(*node.children.at(i), scratch);
        state = value.state;
        if (!value.known())
            return false;
        values << *value.value;
    }
    return true;
}

Evaluator::Ref Evaluator::evalInvoke(const Node &node, Value &scratch)
{
    Value function;
    const Ref callee = eval(*node.children.constFirst(), function);
    if (!callee.known())
        return callee;
    if (!callee.value->isFunction())
        return fault(node, u"a %1 is no function"_s.arg(callee.value->typeName()));
    const FunctionPtr called = callee.value->function();
    List values;
    FactState state = FactState::Known;
    if (!arguments(node, 1, values, state))
        return absent(state);
    Entry result = invoke(*called, values, node.names, m_run);
    return result.state == FactState::Known ? made(std::move(result.value), scratch) : absent(result.state);
}

Evaluator::Ref Evaluator::evalBuiltin(const Node &node, Value &scratch)
{
    if (node.kind == Node::Kind::Builtin)
        return made(Value(builtinFunction(node.slot)), scratch);
    List values;
    FactState state = FactState::Known;
    if (!arguments(node, 0, values, state))
        return absent(state);
    Entry result = callBuiltin(node.slot, values, node.names, m_run);
    return result.state == FactState::Known ? made(std::move(result.value), scratch) : absent(result.state);
}

Evaluator::Ref Evaluator::evalLambda(const Node &node, Value &scratch)
{
    std::vector<Value> frame(m_frame.begin(), m_frame.begin() + node.slot);
    std::vector<Value> items;
    for (const Value *item : m_items)
        items.push_back(*item);
    if (!m_run.step(qint64(frame.size()) + qint64(items.size())))
        return null();
    return made(Value(FunctionPtr(std::make_shared<Closure>(m_program, node, m_context, std::move(frame), std::move(items)))), scratch);
}

Evaluator::Ref Evaluator::evalContext(const Node &node, Value &scratch)
{
    Record record;
    for (qsizetype i = 0; i < node.children.size(); ++i) {
        Value value;
        const Ref entry = eval(*node.children.at(i), value);
        if (!entry.known())
            return absent(entry.state);
        if (record.contains(node.names.at(i)))
            return fault(node, u"key \"%1\" twice"_s.arg(node.names.at(i)));
        m_frame[size_t(node.slot) + size_t(i)] = *entry.value;
        record.insert(node.names.at(i), *entry.value);
    }
    return made(Value(std::move(record)), scratch);
}

Evaluator::Ref Evaluator::evalInstanceOf(const Node &node, Value &scratch)
{
    const Ref value = eval(*node.children.constFirst(), scratch);
    if (!value.known())
        return value;
    if (value.value->isList())
        m_run.step(value.value->list().size());
    return truth(isInstance(*value.value, node.types.constFirst()));
}

} // namespace zc::feel
