// Rounding to a scale, modulo, roots and the transcendental functions of Decimal.
#include "internal/decimalparts.h"

#include <boost/multiprecision/cpp_dec_float.hpp>

namespace zc::feel {

namespace {
using Huge = boost::multiprecision::cpp_int;
using Float = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<100>>;

Float floatOf(const Decimal &value)
{
    const DecimalParts parts = DecimalParts::of(value);
    Float result(parts.magnitude.str() + 'e' + std::to_string(parts.exponent));
    return parts.negative ? Float(-result) : result;
}

// Sixty digits are kept before the one rounding to 34; what 100-digit arithmetic has lost lies far below them.
std::optional<Decimal> decimalOf(const Float &value)
{
    if (!isfinite(value))
        return std::nullopt;
    if (value == 0)
        return Decimal();
    const std::string text = value.str(60, std::ios_base::scientific);        // [-]d.ddd…e±xx
    const size_t mark = text.find('e');
    const long exponent = std::strtol(text.c_str() + mark + 1, nullptr, 10);
    if (mark == std::string::npos || exponent > 100'000)
        return std::nullopt;
    if (exponent < -100'000)
        return Decimal();
    DecimalParts parts;
    int after = 0;
    bool point = false;
    for (size_t i = 0; i < mark; ++i) {
        if (text[i] == '-') {
            parts.negative = true;
        } else if (text[i] == '.') {
            point = true;
        } else {
            parts.magnitude = parts.magnitude * 10 + (text[i] - '0');
            after += point ? 1 : 0;
        }
    }
    parts.exponent = int(exponent) - after;
    return parts.rounded();
}

Huge hugePower(int count)
{
    return boost::multiprecision::pow(Huge(10), unsigned(count));
}
} // namespace

std::optional<Decimal> Decimal::scaledByTen(int power) const
{
    DecimalParts parts = DecimalParts::of(*this);
    if (power < -20'000 || power > 20'000)
        return isZero() || power < 0 ? std::optional(Decimal()) : std::nullopt;
    parts.exponent += power;
    return parts.rounded();
}

Decimal Decimal::rounded(int scale, Rounding rounding) const
{
    DecimalParts parts = DecimalParts::of(*this);
    const int drop = -scale - parts.exponent;
    if (drop <= 0 || isZero())
        return *this;
    Wide quotient = 0, rest = parts.magnitude, unit = 0;
    if (drop <= kDigits + 1) {
        unit = powerOfTen(drop);
        quotient = parts.magnitude / unit;
        rest = parts.magnitude - quotient * unit;
    }
    // Beyond 35 digits the number is far below half of the unit.
    const int half = unit == 0 ? -1 : rest * 2 < unit ? -1 : rest * 2 == unit ? 0 : 1;
    bool up = false;
    switch (rounding) {
    case Rounding::Floor: up = parts.negative && rest != 0; break;
    case Rounding::Ceiling: up = !parts.negative && rest != 0; break;
    case Rounding::Up: up = rest != 0; break;
    case Rounding::Down: break;
    case Rounding::HalfEven: up = half > 0 || (half == 0 && (quotient & 1) != 0); break;
    case Rounding::HalfUp: up = half >= 0; break;
    case Rounding::HalfDown: up = half > 0; break;
    }
    parts.magnitude = quotient + (up ? 1 : 0);
    parts.exponent = -scale;
    return parts.rounded().value_or(*this);
}

std::optional<Decimal> Decimal::modulo(const Decimal &divisor) const
{
    if (divisor.isZero())
        return std::nullopt;
    const DecimalParts a = DecimalParts::of(*this), b = DecimalParts::of(divisor);
    const int exponent = std::min(a.exponent, b.exponent);
    Huge left(a.magnitude), right(b.magnitude);
    right *= hugePower(b.exponent - exponent);
    // Only the remainder matters, so a huge dividend is reduced while it is scaled up.
    const int shift = a.exponent - exponent;
    const Huge factor = boost::multiprecision::powm(Huge(10), Huge(shift), right);
    left = Huge(left * factor) % right;
    const bool zero = left == 0;
    if (!zero && a.negative != b.negative)
        left = right - left;                           // floor, not truncation: the sign is the divisor's
    // Scaled back up to 34 digits with what is below them kept for the rounding.
    int drop = 0;
    const int digits = zero ? 0 : int(left.str().size());
    bool sticky = false;
    if (digits > 100) {
        drop = digits - 100;
        const Huge unit = hugePower(drop);
        sticky = left % unit != 0;
        left /= unit;
    }
    return DecimalParts{Wide(left), exponent + drop, b.negative && !zero}.rounded(sticky);
}

std::optional<Decimal> Decimal::power(const Decimal &exponent) const
{
    if (exponent.isZero())
        return Decimal(1);
    if (isZero())
        return exponent.isNegative() ? std::nullopt : std::optional(Decimal());
    const auto count = exponent.toInteger();
    if (!count && (isNegative() || !exponent.isInteger())) {
        if (isNegative())
            return std::nullopt;
        return decimalOf(pow(floatOf(*this), floatOf(exponent)));
    }
    if (magnitude() == Decimal(1)) {
        const bool odd = count ? *count % 2 != 0 : false;
        return isNegative() && !odd ? Decimal(1) : *this;
    }
    if (!count || *count > 1'000'000'000 || *count < -1'000'000'000) {
        const bool shrinks = (magnitude() < Decimal(1)) != exponent.isNegative();
        // Beyond any exponent there is: the base would have to be 1 ± 10^-9 with such a power to stay inside.
        const Float result = exp(floatOf(exponent) * log(floatOf(magnitude())));
        auto rounded = decimalOf(result);
        if (!rounded)
            return shrinks ? std::optional(Decimal()) : std::nullopt;
        return isNegative() && count && *count % 2 != 0 ? rounded->negated() : *rounded;
    }
    // By squaring, at 100 digits: products of up to 100 digits are exact, so short powers are too.
    Float result = 1, base = floatOf(*this);
    for (quint64 rest = quint64(*count < 0 ? -*count : *count); rest != 0; rest >>= 1) {
        if (rest & 1)
            result *= base;
        if (rest > 1)
            base *= base;
    }
    if (*count > 0)
        return decimalOf(result);
    if (isinf(result))
        return Decimal();
    return result == 0 ? std::nullopt : decimalOf(Float(1 / result));
}

std::optional<Decimal> Decimal::squareRoot() const
{
    if (isNegative())
        return std::nullopt;
    if (isZero())
        return Decimal();
    DecimalParts parts = DecimalParts::of(*this);
    // An even exponent and 70 digits and more below the root give 35 digits of it, exactly or with a rest.
    int scale = 72 - digitCount(parts.magnitude);
    if ((parts.exponent - scale) % 2 != 0)
        ++scale;
    parts.magnitude *= powerOfTen(scale);
    const Wide root = boost::multiprecision::sqrt(parts.magnitude);
    const bool sticky = root * root != parts.magnitude;
    return DecimalParts{root, (parts.exponent - scale) / 2, false}.rounded(sticky);
}

std::optional<Decimal> Decimal::exponential() const
{
    if (*this > Decimal(15'000))
        return std::nullopt;
    if (*this < Decimal(-15'000))
        return Decimal();
    return decimalOf(exp(floatOf(*this)));
}

std::optional<Decimal> Decimal::logarithm() const
{
    if (isZero() || isNegative())
        return std::nullopt;
    return decimalOf(log(floatOf(*this)));
}

} // namespace zc::feel
