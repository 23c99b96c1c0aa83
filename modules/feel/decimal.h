#pragma once
#include <QString>

#include <compare>
#include <optional>

namespace zc::feel {

// A FEEL number: 34 significant digits, exponent -6176…6111 (the range of decimal128). Always normalised: no trailing zero in
// the coefficient, zero is +0. Every operation is computed exactly and rounded once, half-even; what overflows or divides by
// zero is nullopt. power with a fraction, exp and log are computed to 100 digits first. Never passes through double.
// Immutable value, any thread.
class Decimal {
public:
    enum class Rounding { Floor, Ceiling, Up, Down, HalfEven, HalfUp, HalfDown };   // Up: away from zero; Down: towards it

    Decimal() = default;
    Decimal(qint64 value);
    static std::optional<Decimal> fromText(QStringView text);      // [-]digits[.digits]; nothing else, no blanks

    QString text() const;                                          // plain notation without trailing fraction zeros
    std::optional<qint64> toInteger() const;                       // nullopt with a fraction or out of range
    bool isZero() const { return m_high == 0 && m_low == 0; }
    bool isNegative() const { return m_negative; }
    bool isInteger() const { return m_exponent >= 0; }
    int exponent() const { return m_exponent; }

    Decimal negated() const;
    Decimal magnitude() const { return m_negative ? negated() : *this; }
    std::optional<Decimal> plus(const Decimal &other) const;
    std::optional<Decimal> minus(const Decimal &other) const;
    std::optional<Decimal> times(const Decimal &other) const;
    std::optional<Decimal> dividedBy(const Decimal &other) const;
    std::optional<Decimal> quotientFloor(const Decimal &divisor) const;   // the exact quotient, rounded down to an integer
    std::optional<Decimal> modulo(const Decimal &divisor) const;          // this - divisor * floor(this / divisor), exactly
    std::optional<Decimal> scaledByTen(int power) const;                  // this * 10^power
    Decimal rounded(int scale, Rounding rounding) const;                  // to `scale` digits after the point; negative: before it
    std::optional<Decimal> power(const Decimal &exponent) const;
    std::optional<Decimal> squareRoot() const;
    std::optional<Decimal> exponential() const;
    std::optional<Decimal> logarithm() const;                             // natural

    friend bool operator==(const Decimal &, const Decimal &) = default;
    friend std::strong_ordering operator<=>(const Decimal &a, const Decimal &b) { return a.compare(b); }

private:
    friend struct DecimalParts;                                    // internal: coefficient as a wide integer
    std::strong_ordering compare(const Decimal &other) const;
    quint64 m_high = 0;                                            // coefficient = high * 2^64 + low < 10^34
    quint64 m_low = 0;
    qint32 m_exponent = 0;
    bool m_negative = false;
};

size_t qHash(const Decimal &value, size_t seed = 0);

} // namespace zc::feel
