// Numbers (DMN 1.5, table 76).
#include "internal/builtins.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMinScale = -6111, kMaxScale = 6176;

Entry numberOr(const Call &call, const std::optional<Decimal> &number)
{
    return known(number ? Value(*number) : call.fault(u"no such number"_s));
}

template <Decimal::Rounding rounding>
Entry rounded(const Call &call)
{
    const auto scale = call.has(1) ? call.at(1).number().rounded(0, Decimal::Rounding::Down).toInteger() : std::optional(qint64(0));
    if (!scale || *scale < kMinScale || *scale > kMaxScale)
        return known(call.fault(u"a scale beyond -6111…6176"_s));
    return known(Value(call.at(0).number().rounded(int(*scale), rounding)));
}

Entry absolute(const Call &call)
{
    const Value &value = call.at(0);
    if (value.isNumber())
        return known(Value(value.number().magnitude()));
    if (value.isDuration())
        return known(Value(value.duration().isNegative() ? value.duration().negated() : value.duration()));
    return known(call.fault(u"abs of a %1"_s.arg(value.typeName())));
}

Entry modulo(const Call &call) { return numberOr(call, call.at(0).number().modulo(call.at(1).number())); }
Entry squareRoot(const Call &call) { return numberOr(call, call.at(0).number().squareRoot()); }
Entry logarithm(const Call &call) { return numberOr(call, call.at(0).number().logarithm()); }
Entry exponential(const Call &call) { return numberOr(call, call.at(0).number().exponential()); }

template <bool odd>
Entry parity(const Call &call)
{
    const auto rest = call.at(0).number().magnitude().modulo(Decimal(2));
    return known(Value(rest && *rest == Decimal(odd ? 1 : 0)));
}
} // namespace

QList<Builtin> numberBuiltins()
{
    using R = Decimal::Rounding;
    return {
        {"decimal", {{"n:n,scale:n", rounded<R::HalfEven>}}},
        {"floor", {{"n:n,scale:n?", rounded<R::Floor>}}},
        {"ceiling", {{"n:n,scale:n?", rounded<R::Ceiling>}}},
        {"round up", {{"n:n,scale:n", rounded<R::Up>}}},
        {"round down", {{"n:n,scale:n", rounded<R::Down>}}},
        {"round half up", {{"n:n,scale:n", rounded<R::HalfUp>}}},
        {"round half down", {{"n:n,scale:n", rounded<R::HalfDown>}}},
        {"abs", {{"n:n", absolute}, {"n:D", absolute}}},
        {"modulo", {{"dividend:n,divisor:n", modulo}}},
        {"sqrt", {{"number:n", squareRoot}}},
        {"log", {{"number:n", logarithm}}},
        {"exp", {{"number:n", exponential}}},
        {"even", {{"number:n", parity<false>}}},
        {"odd", {{"number:n", parity<true>}}},
    };
}

} // namespace zc::feel
