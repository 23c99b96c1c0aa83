// Equality, order, ranges and membership (DMN 1.5, tables 42–54).
#include "internal/operators.h"

#include <feel/range.h>
#include <feel/record.h>

namespace zc::feel {

namespace {
// By code point: UTF-16 units would put the characters beyond U+FFFF before U+E000.
int compareText(const QString &a, const QString &b)
{
    const qsizetype length = std::min(a.size(), b.size());
    qsizetype i = 0;
    while (i < length && a.at(i) == b.at(i))
        ++i;
    if (i == length)
        return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
    const auto rank = [](QChar c) { return c.isSurrogate() ? 0x10000 + c.unicode() : int(c.unicode()); };
    return rank(a.at(i)) - rank(b.at(i));
}

std::optional<std::strong_ordering> timeOrder(const TimeOfDay &a, const TimeOfDay &b)
{
    if (a.zone().isLocal() != b.zone().isLocal())
        return std::nullopt;
    const auto seconds = a.utcSecond() <=> b.utcSecond();
    return seconds == 0 ? a.nanos() <=> b.nanos() : seconds;
}
} // namespace

std::optional<std::strong_ordering> order(const Value &a, const Value &b)
{
    if (a.kind() != b.kind())
        return std::nullopt;
    switch (a.kind()) {
    case Value::Kind::Number: return a.number() <=> b.number();
    case Value::Kind::String: return compareText(a.string(), b.string()) <=> 0;
    case Value::Kind::Date: return a.date() <=> b.date();
    case Value::Kind::Time: return timeOrder(a.time(), b.time());
    case Value::Kind::DateTime: return DateTime::compare(a.dateTime(), b.dateTime());
    case Value::Kind::Duration: {
        const Duration &x = a.duration(), &y = b.duration();
        if (x.kind() != y.kind())
            return std::nullopt;
        const auto whole = x.count() <=> y.count();
        return whole == 0 ? x.nanos() <=> y.nanos() : whole;
    }
    default: return std::nullopt;
    }
}

std::optional<bool> equal(const Value &a, const Value &b)
{
    if (a.isNull() || b.isNull())
        return a.isNull() && b.isNull();
    if (a.kind() != b.kind())
        return std::nullopt;
    switch (a.kind()) {
    case Value::Kind::Boolean: return a.boolean() == b.boolean();
    case Value::Kind::Number: return a.number() == b.number();
    case Value::Kind::String: return a.string() == b.string();
    case Value::Kind::List:
        return a.list().size() == b.list().size()
            && std::equal(a.list().cbegin(), a.list().cend(), b.list().cbegin(), [](const Value &x, const Value &y) { return equal(x, y).value_or(false); });
    case Value::Kind::Context: {
        const Record &x = a.record(), &y = b.record();
        return x.size() == y.size() && std::all_of(x.entries().cbegin(), x.entries().cend(), [&y](const Record::Entry &entry) {
                   const Value *other = y.find(entry.first);
                   return other && equal(entry.second, *other).value_or(false);
               });
    }
    case Value::Kind::Range: {
        const Range &x = a.range(), &y = b.range();
        return x.lowIncluded == y.lowIncluded && x.highIncluded == y.highIncluded && equal(x.low, y.low).value_or(false)
            && equal(x.high, y.high).value_or(false);
    }
    case Value::Kind::Function: return a.function() == b.function();
    default: break;
    }
    // A clock without a zone is no moment: it has no order beside one that has, but it is not the same either.
    const auto compared = order(a, b);
    return compared ? std::optional(*compared == 0) : a.isDuration() ? std::nullopt : std::optional(false);
}

std::optional<bool> compare(CompareOp op, const Value &left, const Value &right)
{
    if (op == CompareOp::Equal || op == CompareOp::NotEqual) {
        const auto same = equal(left, right);
        return same ? std::optional(*same == (op == CompareOp::Equal)) : std::nullopt;
    }
    const auto compared = order(left, right);
    if (!compared)
        return std::nullopt;
    switch (op) {
    case CompareOp::Less: return *compared < 0;
    case CompareOp::LessEqual: return *compared <= 0;
    case CompareOp::Greater: return *compared > 0;
    default: return *compared >= 0;
    }
}

std::optional<bool> passes(const Test &test, const Value &value)
{
    if (!test.interval)
        return compare(test.op, value, test.low);
    const auto above = compare(test.lowOpen ? CompareOp::Greater : CompareOp::GreaterEqual, value, test.low);
    const auto below = compare(test.highOpen ? CompareOp::Less : CompareOp::LessEqual, value, test.high);
    if (!above || !below)
        return std::nullopt;
    return *above && *below;
}

std::optional<bool> contains(const Range &range, const Value &value)
{
    if (!range.low.isNull()) {
        const auto above = compare(range.lowIncluded ? CompareOp::GreaterEqual : CompareOp::Greater, value, range.low);
        if (!above || !*above)
            return above;
    }
    if (range.high.isNull())
        return true;
    return compare(range.highIncluded ? CompareOp::LessEqual : CompareOp::Less, value, range.high);
}

bool isSame(const Value &a, const Value &b)
{
    if (a.kind() != b.kind())
        return false;
    // Two clocks are the same element only in the same zone, not merely at the same moment.
    if (a.isTime())
        return a.time() == b.time();
    if (a.isDateTime())
        return a.dateTime() == b.dateTime();
    return equal(a, b).value_or(false);
}

std::optional<Value> rangeOf(const Value &low, const Value &high, bool lowIncluded, bool highIncluded)
{
    if (!order(low, high))
        return std::nullopt;
    return Value(Range{low, high, lowIncluded, highIncluded});
}

std::optional<Value> rangeAgainst(CompareOp op, const Value &end)
{
    switch (op) {
    case CompareOp::Equal: return end.isNull() ? std::nullopt : std::optional(Value(Range{end, end, true, true}));
    case CompareOp::NotEqual: return std::nullopt;
    default: break;
    }
    if (!order(end, end))
        return std::nullopt;
    switch (op) {
    case CompareOp::Less: return Value(Range{{}, end, false, false});
    case CompareOp::LessEqual: return Value(Range{{}, end, false, true});
    case CompareOp::Greater: return Value(Range{end, {}, false, false});
    default: return Value(Range{end, {}, true, false});
    }
}

} // namespace zc::feel
