#include "decimal.h"

#include <QHash>

#include <boost/multiprecision/cpp_int.hpp>

namespace zc::feel {

namespace {
// Wide enough for a quotient computed to 36 digits beyond the divisor: 113 + 113 + 120 bits and a sign.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    512, 512, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

constexpr int kDigits = 34;
constexpr int kMinExponent = -6176;
constexpr int kMaxExponent = 6111;

Wide powerOfTen(int count)
{
    static const auto table = [] {
        std::array<Wide, 120> powers;
        powers[0] = 1;
        for (size_t i = 1; i < powers.size(); ++i)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }();
    return table[size_t(count)];
}

int digitCount(const Wide &magnitude)
{
    int count = 0;
    while (count < 119 && magnitude >= powerOfTen(count))
        ++count;
    return count;
}
} // namespace

// The border between the stored form and wide arithmetic.
struct DecimalParts {
    Wide magnitude;
    int exponent = 0;
    bool negative = false;

    static DecimalParts of(const Decimal &value)
    {
        DecimalParts parts;
        parts.magnitude = value.m_high;
        parts.magnitude <<= 64;
        parts.magnitude |= value.m_low;
        parts.exponent = value.m_exponent;
        parts.negative = value.m_negative;
        return parts;
    }

    // Rounds once to 34 digits, half-even; `sticky` says that something non-zero lies below the magnitude.
    std::optional<Decimal> rounded(bool sticky = false)
    {
        if (magnitude == 0)
            return Decimal();
        int drop = std::max(0, digitCount(magnitude) - kDigits);
        drop = std::max(drop, kMinExponent - exponent);
        if (drop > 0) {
            if (drop > 118)
                return Decimal();
            const Wide unit = powerOfTen(drop);
            Wide quotient = magnitude / unit;
            const Wide rest = magnitude - quotient * unit;
            const Wide half = unit / 2;
            if (rest > half || (rest == half && (sticky || (quotient & 1) != 0)))
                ++quotient;
            magnitude = quotient;
            exponent += drop;
        }
        while (magnitude != 0 && magnitude % 10 == 0) {
            magnitude /= 10;
            ++exponent;
        }
        if (magnitude == 0)
            return Decimal();
        if (exponent > kMaxExponent) {
            const int pad = exponent - kMaxExponent;
            if (digitCount(magnitude) + pad > kDigits)
                return std::nullopt;
        }
        Decimal result;
        result.m_low = quint64(magnitude & ~quint64(0));
        result.m_high = quint64(magnitude >> 64);
        result.m_exponent = exponent;
        result.m_negative = negative;
        return result;
    }
};

namespace {
std::optional<Decimal> sum(DecimalParts a, DecimalParts b)
{
    if (a.magnitude == 0)
        return b.rounded();
    if (b.magnitude == 0)
        return a.rounded();
    if (a.exponent < b.exponent)
        std::swap(a, b);
    const int gap = a.exponent - b.exponent;
    bool sticky = false;
    if (gap > 75) {
        // The smaller number cannot reach the last digit kept; it only breaks a tie.
        a.magnitude *= powerOfTen(75);
        a.exponent -= 75;
        if (a.negative != b.negative)
            a.magnitude -= 1;
        sticky = true;
        return a.rounded(sticky);
    }
    a.magnitude *= powerOfTen(gap);
    a.exponent = b.exponent;
    if (a.negative == b.negative) {
        a.magnitude += b.magnitude;
    } else if (a.magnitude >= b.magnitude) {
        a.magnitude -= b.magnitude;
    } else {
        a.magnitude = b.magnitude - a.magnitude;
        a.negative = b.negative;
    }
    return a.rounded();
}
} // namespace

Decimal::Decimal(qint64 value)
{
    DecimalParts parts;
    parts.negative = value < 0;
    parts.magnitude = value < 0 ? Wide(quint64(0) - quint64(value)) : Wide(value);
    *this = *parts.rounded();
}

std::optional<Decimal> Decimal::fromText(QStringView text)
{
    DecimalParts parts;
    if (text.startsWith(u'-')) {
        parts.negative = true;
        text = text.mid(1);
    }
    bool point = false, digitBefore = false, digitAfter = false, sticky = false;
    int digits = 0;
    if (text.size() > 7000)
        return std::nullopt;
    for (const QChar c : text) {
        if (c == u'.') {
            if (point)
                return std::nullopt;
            point = true;
            continue;
        }
        if (c < u'0' || c > u'9')
            return std::nullopt;
        (point ? digitAfter : digitBefore) = true;
        const int digit = c.unicode() - u'0';
        if (digits < 100) {
            parts.magnitude = parts.magnitude * 10 + digit;
            if (parts.magnitude != 0)
                ++digits;
            parts.exponent -= point ? 1 : 0;
        } else {
            sticky = sticky || digit != 0;
            parts.exponent += point ? 0 : 1;
        }
    }
    if ((!digitBefore && !digitAfter) || (point && !digitAfter))
        return std::nullopt;
    return parts.rounded(sticky);
}

QString Decimal::text() const
{
    DecimalParts parts = DecimalParts::of(*this);
    QString digits = QString::fromStdString(parts.magnitude.str());
    if (parts.exponent > 0)
        digits += QString(parts.exponent, u'0');
    if (parts.exponent < 0) {
        const qsizetype places = -parts.exponent;
        if (digits.size() <= places)
            digits.prepend(QString(places - digits.size() + 1, u'0'));
        digits.insert(digits.size() - places, u'.');
    }
    return parts.negative ? u'-' + digits : digits;
}

std::optional<qint64> Decimal::toInteger() const
{
    if (m_exponent < 0 || m_exponent > 18 || m_high != 0)
        return std::nullopt;
    const Wide magnitude = Wide(m_low) * powerOfTen(m_exponent);
    if (magnitude > Wide(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    const qint64 value = qint64(magnitude);
    return m_negative ? -value : value;
}

Decimal Decimal::negated() const
{
    Decimal result = *this;
    if (!isZero())
        result.m_negative = !m_negative;
    return result;
}

std::optional<Decimal> Decimal::plus(const Decimal &other) const
{
    return sum(DecimalParts::of(*this), DecimalParts::of(other));
}

std::optional<Decimal> Decimal::minus(const Decimal &other) const
{
    return plus(other.negated());
}

std::optional<Decimal> Decimal::times(const Decimal &other) const
{
    DecimalParts a = DecimalParts::of(*this);
    const DecimalParts b = DecimalParts::of(other);
    a.magnitude *= b.magnitude;
    a.exponent += b.exponent;
    a.negative = a.negative != b.negative;
    return a.rounded();
}

std::optional<Decimal> Decimal::dividedBy(const Decimal &other) const
{
    if (other.isZero())
        return std::nullopt;
    DecimalParts a = DecimalParts::of(*this);
    const DecimalParts b = DecimalParts::of(other);
    const int scale = kDigits + 2 + digitCount(b.magnitude);
    a.magnitude *= powerOfTen(scale);
    const Wide quotient = a.magnitude / b.magnitude;
    const bool sticky = quotient * b.magnitude != a.magnitude;
    a.magnitude = quotient;
    a.exponent += -scale - b.exponent;
    a.negative = a.negative != b.negative;
    return a.rounded(sticky);
}

std::optional<Decimal> Decimal::quotientFloor(const Decimal &divisor) const
{
    if (divisor.isZero())
        return std::nullopt;
    DecimalParts a = DecimalParts::of(*this);
    DecimalParts b = DecimalParts::of(divisor);
    const int gap = a.exponent - b.exponent;
    if (gap > 70 || gap < -70)
        return std::nullopt;
    if (gap > 0)
        a.magnitude *= powerOfTen(gap);
    else
        b.magnitude *= powerOfTen(-gap);
    DecimalParts result;
    result.magnitude = a.magnitude / b.magnitude;
    result.negative = a.negative != b.negative;
    if (result.negative && result.magnitude * b.magnitude != a.magnitude)
        result.magnitude += 1;
    return result.rounded();
}

std::strong_ordering Decimal::compare(const Decimal &other) const
{
    if (m_negative != other.m_negative)
        return m_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    DecimalParts a = DecimalParts::of(*this);
    DecimalParts b = DecimalParts::of(other);
    std::strong_ordering order = std::strong_ordering::equal;
    if (a.magnitude == 0 || b.magnitude == 0) {
        order = a.magnitude == b.magnitude ? order : a.magnitude == 0 ? std::strong_ordering::less : std::strong_ordering::greater;
    } else {
        const int leadA = digitCount(a.magnitude) + a.exponent;
        const int leadB = digitCount(b.magnitude) + b.exponent;
        if (leadA != leadB) {
            order = leadA <=> leadB;
        } else {
            const int gap = a.exponent - b.exponent;           // at most 33 either way when the leading digits align
            if (gap > 0)
                a.magnitude *= powerOfTen(gap);
            else
                b.magnitude *= powerOfTen(-gap);
            order = a.magnitude == b.magnitude ? order
                : a.magnitude < b.magnitude    ? std::strong_ordering::less
                                               : std::strong_ordering::greater;
        }
    }
    return m_negative ? 0 <=> order : order;
}

size_t qHash(const Decimal &value, size_t seed)
{
    return qHash(value.text(), seed);
}

} // namespace zc::feel
