#include "decimal.h"

#include "internal/decimalparts.h"

#include <QHash>

namespace zc::feel {

namespace {
constexpr quint64 kPowers64[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000,
                                 100'000'000'000, 1'000'000'000'000, 10'000'000'000'000, 100'000'000'000'000, 1'000'000'000'000'000,
                                 10'000'000'000'000'000, 100'000'000'000'000'000, 1'000'000'000'000'000'000, 10'000'000'000'000'000'000u};
} // namespace

const Wide &powerOfTen(int count)
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
    if (magnitude == 0)
        return 0;
    // The logarithm taken from the bit length is right or one too small.
    const int least = int((msb(magnitude) * 1233u) >> 12) + 1;
    return least < 120 && magnitude >= powerOfTen(least) ? least + 1 : least;
}

DecimalParts DecimalParts::of(const Decimal &value)
{
    DecimalParts parts;
    parts.magnitude = value.m_high;
    parts.magnitude <<= 64;
    parts.magnitude |= value.m_low;
    parts.exponent = value.m_exponent;
    parts.negative = value.m_negative;
    return parts;
}

std::optional<Decimal> DecimalParts::rounded(bool sticky)
{
    if (magnitude == 0)
        return Decimal();
    int drop = std::max(0, digitCount(magnitude) - kDigits);
    drop = std::max(drop, kMinExponent - exponent);
    if (drop > 0) {
        if (drop > 118)
            return Decimal();
        const Wide &unit = powerOfTen(drop);
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

std::optional<Decimal> DecimalParts::small(quint64 coefficient, int exponent, bool negative)
{
    if (coefficient == 0)
        return Decimal();
    while (coefficient % 10 == 0) {
        coefficient /= 10;
        ++exponent;
    }
    if (exponent < kMinExponent || exponent > kMaxExponent)
        return std::nullopt;
    Decimal result;
    result.m_low = coefficient;
    result.m_exponent = exponent;
    result.m_negative = negative;
    return result;
}

std::optional<quint64> DecimalParts::shifted(const Decimal &value, int shift)
{
    quint64 product = 0;
    if (value.m_high != 0 || shift > 19 || qMulOverflow(value.m_low, kPowers64[shift], &product))
        return std::nullopt;
    return product;
}

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
    if (gap > 75) {
        // The smaller number cannot reach the last digit kept; it only breaks a tie.
        a.magnitude *= powerOfTen(75);
        a.exponent -= 75;
        if (a.negative != b.negative)
            a.magnitude -= 1;
        return a.rounded(true);
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

// Both coefficients over one exponent, when 64 bits hold them: what nearly every comparison and sum in a table needs.
struct Aligned {
    quint64 a, b;
    int exponent;
};
std::optional<Aligned> aligned(const Decimal &a, const Decimal &b)
{
    const int exponent = std::min(a.exponent(), b.exponent());
    const auto left = DecimalParts::shifted(a, a.exponent() - exponent);
    const auto right = left ? DecimalParts::shifted(b, b.exponent() - exponent) : std::nullopt;
    if (!right)
        return std::nullopt;
    return Aligned{*left, *right, exponent};
}
} // namespace

Decimal::Decimal(qint64 value)
{
    *this = *DecimalParts::small(value < 0 ? quint64(0) - quint64(value) : quint64(value), 0, value < 0);
}

std::optional<Decimal> Decimal::fromText(QStringView text)
{
    bool negative = false;
    if (text.startsWith(u'-')) {
        negative = true;
        text = text.mid(1);
    }
    if (text.size() > 7000)
        return std::nullopt;
    bool point = false, digitBefore = false, digitAfter = false, sticky = false;
    int digits = 0, exponent = 0;
    quint64 head = 0;                                  // the first 18 digits; most numbers have no more
    Wide magnitude;
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
        const unsigned digit = c.unicode() - u'0';
        if (digits < 18) {
            head = head * 10 + digit;
            digits += head != 0 ? 1 : 0;
            exponent -= point ? 1 : 0;
            continue;
        }
        if (digits == 18)
            magnitude = head;
        if (digits < 100) {
            magnitude = magnitude * 10 + digit;
            ++digits;
            exponent -= point ? 1 : 0;
        } else {
            sticky = sticky || digit != 0;
            exponent += point ? 0 : 1;
        }
    }
    if ((!digitBefore && !digitAfter) || (point && !digitAfter))
        return std::nullopt;
    if (digits <= 18) {
        if (const auto plain = DecimalParts::small(head, exponent, negative))
            return plain;
        magnitude = head;
    }
    return DecimalParts{magnitude, exponent, negative}.rounded(sticky);
}

QString Decimal::text() const
{
    QString digits = m_high == 0 ? QString::number(m_low) : QString::fromStdString(DecimalParts::of(*this).magnitude.str());
    if (m_exponent > 0)
        digits += QString(m_exponent, u'0');
    if (m_exponent < 0) {
        const qsizetype places = -m_exponent;
        if (digits.size() <= places)
            digits.prepend(QString(places - digits.size() + 1, u'0'));
        digits.insert(digits.size() - places, u'.');
    }
    return m_negative ? u'-' + digits : digits;
}

std::optional<qint64> Decimal::toInteger() const
{
    if (m_exponent < 0 || m_exponent > 18)
        return std::nullopt;
    const auto magnitude = DecimalParts::shifted(*this, m_exponent);
    if (!magnitude || *magnitude > quint64(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    return m_negative ? -qint64(*magnitude) : qint64(*magnitude);
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
    if (const auto same = aligned(*this, other)) {
        quint64 total = 0;
        if (m_negative != other.m_negative) {
            const bool first = same->a >= same->b;
            total = first ? same->a - same->b : same->b - same->a;
            return DecimalParts::small(total, same->exponent, first ? m_negative : other.m_negative);
        }
        if (!qAddOverflow(same->a, same->b, &total))
            if (const auto result = DecimalParts::small(total, same->exponent, m_negative))
                return result;
    }
    return sum(DecimalParts::of(*this), DecimalParts::of(other));
}

std::optional<Decimal> Decimal::minus(const Decimal &other) const
{
    return plus(other.negated());
}

std::optional<Decimal> Decimal::times(const Decimal &other) const
{
    quint64 product = 0;
    if (m_high == 0 && other.m_high == 0 && !qMulOverflow(m_low, other.m_low, &product))
        if (const auto result = DecimalParts::small(product, m_exponent + other.m_exponent, m_negative != other.m_negative))
            return result;
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
    std::strong_ordering order = std::strong_ordering::equal;
    if (const auto same = aligned(*this, other)) {
        order = same->a <=> same->b;
    } else if (isZero() || other.isZero()) {
        order = isZero() && other.isZero() ? order : isZero() ? std::strong_ordering::less : std::strong_ordering::greater;
    } else {
        DecimalParts a = DecimalParts::of(*this);
        DecimalParts b = DecimalParts::of(other);
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
