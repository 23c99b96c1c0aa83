#include "strictjson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringDecoder>

namespace zc {
namespace {

using namespace Qt::StringLiterals;

// A recursive descent reader over bytes. A failure is remembered once, with its place, and unwinds.
class Reader {
public:
    Reader(QByteArrayView text, const JsonLimits &limits) : m_text(text), m_limits(limits) {}

    Result<QJsonValue> read()
    {
        if (m_text.size() > m_limits.bytes)
            return limit(u"longer than allowed"_s);
        skipBlank();
        QJsonValue value = readValue(0);
        if (!m_failed) {
            skipBlank();
            if (m_at != m_text.size())
                fail(u"text after the value"_s);
        }
        if (m_failed)
            return m_error;
        return value;
    }

private:
    QJsonValue readValue(int depth)
    {
        if (m_at >= m_text.size())
            return fail(u"unexpected end"_s);
        switch (m_text[m_at]) {
        case '{': return readObject(depth + 1);
        case '[': return readArray(depth + 1);
        case '"': return readString();
        case 't': return word("true", true);
        case 'f': return word("false", false);
        case 'n': return word("null", QJsonValue::Null);
        default: return readInteger();
        }
    }

    QJsonValue readObject(int depth)
    {
        if (depth > m_limits.depth)
            return failLimit(u"too deep"_s);
        ++m_at;
        QJsonObject object;
        skipBlank();
        if (take('}'))
            return object;
        while (!m_failed) {
            if (peek() != '"')
                return fail(u"member name expected"_s);
            const qsizetype nameAt = m_at;
            const QString name = readString().toString();
            if (m_failed)
                break;
            if (object.contains(name)) {
                m_at = nameAt;
                return fail(u"duplicate member"_s);
            }
            if (object.size() >= m_limits.members)
                return failLimit(u"too many members"_s);
            skipBlank();
            if (!take(':'))
                return fail(u"colon expected"_s);
            skipBlank();
            object.insert(name, readValue(depth));
            skipBlank();
            if (take(',')) {
                skipBlank();
                continue;
            }
            if (!m_failed && !take('}'))
                return fail(u"comma or brace expected"_s);
            break;
        }
        return object;
    }

    QJsonValue readArray(int depth)
    {
        if (depth > m_limits.depth)
            return failLimit(u"too deep"_s);
        ++m_at;
        QJsonArray array;
        skipBlank();
        if (take(']'))
            return array;
        while (!m_failed) {
            if (array.size() >= m_limits.arrayItems)
                return failLimit(u"too many elements"_s);
            array.append(readValue(depth));
            skipBlank();
            if (take(',')) {
                skipBlank();
                continue;
            }
            if (!m_failed && !take(']'))
                return fail(u"comma or bracket expected"_s);
            break;
        }
        return array;
    }

    QJsonValue readInteger()
    {
        const qsizetype begin = m_at;
        const bool negative = take('-');
        constexpr qint64 kExact = qint64(1) << 53;
        qint64 number = 0;
        const qsizetype digits = m_at;
        while (peek() >= '0' && peek() <= '9') {
            number = number * 10 + (m_text[m_at] - '0');
            if (number > kExact)
                return fail(u"integer beyond 2^53"_s);
            ++m_at;
        }
        if (m_at == digits) {
            m_at = begin;
            return fail(u"value expected"_s);
        }
        if (m_text[digits] == '0' && m_at - digits > 1)
            return fail(u"leading zero"_s);
        if (peek() == '.' || peek() == 'e' || peek() == 'E')
            return fail(u"fraction or exponent"_s);
        return negative ? -number : number;
    }

    QJsonValue readString()
    {
        ++m_at;
        QByteArray utf8;
        QString out;
        const auto flush = [&] {
            // Plain runs are checked as UTF-8 in one go: overlong forms, surrogates in UTF-8 and cut sequences fail here.
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
            const QString text = decoder(utf8);
            if (decoder.hasError())
                fail(u"invalid UTF-8"_s);
            out += text;
            utf8.clear();
        };
        while (!m_failed) {
            if (m_at >= m_text.size())
                return fail(u"unexpected end"_s);
            const char c = m_text[m_at];
            if (c == '"') {
                flush();
                ++m_at;
                return out;
            }
            if (uchar(c) < 0x20)
                return fail(u"control character"_s);
            if (c != '\\') {
                utf8 += c;
                ++m_at;
                continue;
            }
            flush();
            readEscape(out);
        }
        return {};
    }

    void readEscape(QString &out)
    {
        const char kind = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        switch (kind) {
        case '"': out += u'"'; break;
        case '\\': out += u'\\'; break;
        case '/': out += u'/'; break;
        case 'b': out += u'\b'; break;
        case 'f': out += u'\f'; break;
        case 'n': out += u'\n'; break;
        case 'r': out += u'\r'; break;
        case 't': out += u'\t'; break;
        case 'u': readUnicode(out); return;
        default: fail(u"unknown escape"_s); return;
        }
        m_at += 2;
    }

    void readUnicode(QString &out)
    {
        const int first = hex4(m_at + 2);
        if (first < 0) {
            fail(u"unknown escape"_s);
            return;
        }
        if (first == 0) {
            fail(u"NUL character"_s);
            return;
        }
        if (QChar::isLowSurrogate(uint(first))) {
            fail(u"lone surrogate"_s);
            return;
        }
        if (QChar::isHighSurrogate(uint(first))) {
            const bool escape = m_at + 7 < m_text.size() && m_text[m_at + 6] == '\\' && m_text[m_at + 7] == 'u';
            const int second = escape ? hex4(m_at + 8) : -1;
            if (second < 0 || !QChar::isLowSurrogate(uint(second))) {
                fail(u"lone surrogate"_s);
                return;
            }
            out += QChar(char16_t(first));
            out += QChar(char16_t(second));
            m_at += 12;
            return;
        }
        out += QChar(char16_t(first));
        m_at += 6;
    }

    int hex4(qsizetype at) const
    {
        if (at + 4 > m_text.size())
            return -1;
        int value = 0;
        for (qsizetype i = at; i < at + 4; ++i) {
            const char c = m_text[i];
            const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0)
                return -1;
            value = value * 16 + digit;
        }
        return value;
    }

    QJsonValue word(const char *text, const QJsonValue &value)
    {
        const QByteArrayView wanted(text);
        if (m_text.sliced(m_at).startsWith(wanted)) {
            m_at += wanted.size();
            return value;
        }
        return fail(u"value expected"_s);
    }

    int peek() const { return m_at < m_text.size() ? uchar(m_text[m_at]) : -1; }
    bool take(char c)
    {
        if (peek() != uchar(c))
            return false;
        ++m_at;
        return true;
    }
    void skipBlank()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }
    Error limit(const QString &reason) const { return {ErrorKind::Invalid, u"BAS-JSON-LIMIT"_s, place(reason)}; }
    QString place(const QString &reason) const { return u"byte %1: %2"_s.arg(m_at).arg(reason); }
    QJsonValue remember(const Error &error)
    {
        if (!m_failed)
            m_error = error;
        m_failed = true;
        return QJsonValue::Undefined;
    }
    QJsonValue fail(const QString &reason) { return remember({ErrorKind::Invalid, u"BAS-JSON-SYNTAX"_s, place(reason)}); }
    QJsonValue failLimit(const QString &reason) { return remember(limit(reason)); }

    QByteArrayView m_text;
    JsonLimits m_limits;
    qsizetype m_at = 0;
    bool m_failed = false;
    Error m_error;
};

} // namespace

Result<QJsonValue> parseStrictJson(QByteArrayView text, const JsonLimits &limits)
{
    return Reader(text, limits).read();
}

} // namespace zc
