// What sums a list up (DMN 1.5, table 77). Every function also takes its elements as arguments of their own.
#include "internal/builtins.h"
#include "internal/operators.h"

#include <algorithm>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
// The numbers of the list; nullopt with a diagnostic when one element is none, or there are none.
std::optional<QList<Decimal>> numbersOf(const Call &call)
{
    const List &list = call.at(0).list();
    QList<Decimal> numbers;
    if (!call.work(list.size()))
        return std::nullopt;
    for (const Value &item : list) {
        if (!item.isNumber()) {
            call.fault(u"a %1 among the numbers"_s.arg(item.typeName()));
            return std::nullopt;
        }
        numbers << item.number();
    }
    return numbers;
}

Entry inRange(const Call &call, const std::optional<Decimal> &number)
{
    return known(number ? Value(*number) : call.fault(u"number out of range"_s));
}

template <bool largest>
Entry extreme(const Call &call)
{
    const List &list = call.at(0).list();
    if (list.isEmpty() || !call.work(list.size()))
        return known({});
    Value best = list.constFirst();
    if (!order(best, best))
        return known(call.fault(u"elements without an order"_s));
    for (const Value &item : list) {
        const auto found = order(item, best);
        if (!found)
            return known(call.fault(u"elements that do not compare"_s));
        if (largest ? *found > 0 : *found < 0)
            best = item;
    }
    return known(best);
}

std::optional<Decimal> total(const QList<Decimal> &numbers)
{
    std::optional<Decimal> sum = Decimal();
    for (const Decimal &number : numbers)
        sum = sum ? sum->plus(number) : sum;
    return sum;
}

Entry sum(const Call &call)
{
    const auto numbers = numbersOf(call);
    if (!numbers || numbers->isEmpty())
        return known({});
    return inRange(call, total(*numbers));
}

Entry product(const Call &call)
{
    const auto numbers = numbersOf(call);
    if (!numbers || numbers->isEmpty())
        return known({});
    std::optional<Decimal> result = Decimal(1);
    for (const Decimal &number : *numbers)
        result = result ? result->times(number) : result;
    return inRange(call, result);
}

Entry mean(const Call &call)
{
    const auto numbers = numbersOf(call);
    if (!numbers || numbers->isEmpty())
        return known({});
    const auto sum = total(*numbers);
    return inRange(call, sum ? sum->dividedBy(Decimal(numbers->size())) : sum);
}

Entry median(const Call &call)
{
    auto numbers = numbersOf(call);
    if (!numbers || numbers->isEmpty())
        return known({});
    std::sort(numbers->begin(), numbers->end());
    const qsizetype middle = numbers->size() / 2;
    if (numbers->size() % 2 == 1)
        return known(Value(numbers->at(middle)));
    const auto sum = numbers->at(middle - 1).plus(numbers->at(middle));
    return inRange(call, sum ? sum->dividedBy(Decimal(2)) : sum);
}

// Of a sample: divided by one less than their number.
Entry deviation(const Call &call)
{
    const auto numbers = numbersOf(call);
    if (!numbers)
        return known({});
    if (numbers->size() < 2)
        return known(call.fault(u"stddev of fewer than two numbers"_s));
    const auto sum = total(*numbers);
    const auto average = sum ? sum->dividedBy(Decimal(numbers->size())) : sum;
    std::optional<Decimal> squares = Decimal();
    for (const Decimal &number : *numbers) {
        const auto distance = average ? number.minus(*average) : average;
        const auto square = distance ? distance->times(*distance) : distance;
        squares = squares && square ? squares->plus(*square) : std::nullopt;
    }
    const auto variance = squares ? squares->dividedBy(Decimal(numbers->size() - 1)) : squares;
    return inRange(call, variance ? variance->squareRoot() : variance);
}

Entry mode(const Call &call)
{
    auto numbers = numbersOf(call);
    if (!numbers)
        return known({});
    std::sort(numbers->begin(), numbers->end());
    List modes;
    qsizetype most = 0;
    for (qsizetype i = 0; i < numbers->size();) {
        qsizetype end = i;
        while (end < numbers->size() && numbers->at(end) == numbers->at(i))
            ++end;
        if (end - i > most) {
            modes.clear();
            most = end - i;
        }
        if (end - i == most)
            modes << Value(numbers->at(i));
        i = end;
    }
    return known(Value(modes));
}

template <bool decisive>
Entry junction(const Call &call)
{
    bool null = false, decided = false;
    for (const Value &item : call.at(0).list()) {
        if (!item.isBoolean() && !item.isNull())
            return known(call.fault(u"a %1 among the booleans"_s.arg(item.typeName())));
        null = null || item.isNull();
        decided = decided || (item.isBoolean() && item.boolean() == decisive);
    }
    return known(decided ? Value(decisive) : null ? Value() : Value(!decisive));
}
} // namespace

QList<Builtin> statisticBuiltins()
{
    return {
        {"min", {{"list:l", extreme<false>, true}}},
        {"max", {{"list:l", extreme<true>, true}}},
        {"sum", {{"list:l", sum, true}}},
        {"product", {{"list:l", product, true}}},
        {"mean", {{"list:l", mean, true}}},
        {"median", {{"list:l", median, true}}},
        {"stddev", {{"list:l", deviation, true}}},
        {"mode", {{"list:l", mode, true}}},
        {"all", {{"list:l", junction<false>, true}}},
        {"any", {{"list:l", junction<true>, true}}},
    };
}

} // namespace zc::feel
