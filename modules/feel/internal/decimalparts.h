#pragma once
#include "decimal.h"

#include <boost/multiprecision/cpp_int.hpp>

namespace zc::feel {

// Wide enough for a quotient computed to 36 digits beyond the divisor: 113 + 113 + 120 bits and a sign.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    512, 512, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

constexpr int kDigits = 34;
constexpr int kMinExponent = -6176;
constexpr int kMaxExponent = 6111;

const Wide &powerOfTen(int count);                     // 0…119
int digitCount(const Wide &magnitude);                 // of a number below 10^119

// The border between the stored form and wide arithmetic.
struct DecimalParts {
    Wide magnitude;
    int exponent = 0;
    bool negative = false;

    static DecimalParts of(const Decimal &value);
    // Rounds once to 34 digits, half-even; `sticky` says that something non-zero lies below the magnitude.
    std::optional<Decimal> rounded(bool sticky = false);
    // coefficient * 10^exponent as it is, normalised only; nullopt when that cannot be done in 64 bits.
    static std::optional<Decimal> small(quint64 coefficient, int exponent, bool negative);
    // The coefficient of a number that needs only 64 bits after multiplying it by 10^shift.
    static std::optional<quint64> shifted(const Decimal &value, int shift);
};

} // namespace zc::feel
