#include "internal/lexer.h"

namespace zc::feel {

namespace {

bool isEngineNameStart(char32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    static constexpr std::pair<char32_t, char32_t> kRanges[] = {
        {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F},
        {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFEFE}, {0xFF00, 0xFFFD}, {0x10000, 0xEFFFF}};
    for (const auto &[first, last] : kRanges)
        if (c >= first && c <= last)
            return true;
    return false;
}

bool isEngineNamePart(char32_t c)
{
    return isEngineNameStart(c) || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

bool isBlank(QChar c)
{
    return c.isSpace() || c == u'\u200B' || c == u'\u180E' || c == u'\uFEFF';
}

class Lexer {
public:
    Lexer(QStringView text, Profile profile) : m_text(text), m_engine(profile == Profile::Engine) {}

    QList<Token> run()
    {
        QList<Token> tokens;
        tokens.reserve(m_text.size() / 4 + 2);
        for (;;) {
            Token token = next();
            const bool last = token.kind == Token::Kind::End || token.kind == Token::Kind::Bad;
            tokens << std::move(token);
            if (last)
                return tokens;
        }
    }

private:
    QChar at(qsizetype offset = 0) const { return m_at + offset < m_text.size() ? m_text[m_at + offset] : QChar(); }
    static bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

    void step()
    {
        // A surrogate pair is one character for the reader who counts columns.
        m_at += at().isHighSurrogate() && at(1).isLowSurrogate() ? 2 : 1;
        ++m_column;
    }

    char32_t codePoint() const
    {
        return at().isHighSurrogate() && at(1).isLowSurrogate() ? QChar::surrogateToUcs4(at(), at(1)) : char32_t(at().unicode());
    }

    bool isNameStart() const
    {
        const char32_t c = codePoint();
        return m_engine ? isEngineNameStart(c) : c == '_' || QChar::isLetter(c);
    }

    bool isNamePart() const
    {
        const char32_t c = codePoint();
        return m_engine ? isEngineNamePart(c) : c == '_' || QChar::isLetterOrNumber(c) || QChar::isMark(c);
    }

    bool skipBlanks()
    {
        for (;;) {
            if (m_at < m_text.size() && isBlank(at())) {
                step();
            } else if (at() == u'/' && at(1) == u'/') {
                while (m_at < m_text.size() && at() != u'\n')
                    step();
            } else if (at() == u'/' && at(1) == u'*') {
                step();
                step();
                while (m_at < m_text.size() && !(at() == u'*' && at(1) == u'/'))
                    step();
                if (m_at >= m_text.size())
                    return false;
                step();
                step();
            } else {
                return true;
            }
        }
    }

    Token next()
    {
        Token token;
        const qsizetype before = m_at;
        token.begin = m_at;
        token.column = m_column;
        if (!skipBlanks())
            return bad(token, QStringLiteral("/*"));
        token.spaced = m_at != before;
        token.begin = m_at;
        token.column = m_column;
        if (m_at >= m_text.size()) {
            token.end = m_at;
            return token;
        }
        const QChar c = at();
        if (isDigit(c) || (c == u'.' && isDigit(at(1))))
            return number(token);
        if (c == u'"')
            return string(token);
        if (isNameStart())
            return name(token);
        return symbol(token);
    }

    Token &ended(Token &token, Token::Kind kind)
    {
        token.kind = kind;
        token.end = m_at;
        token.text = m_text.mid(token.begin, m_at - token.begin);
        return token;
    }

    Token bad(Token &token, const QString &text)
    {
        token.kind = Token::Kind::Bad;
        token.decoded = text;
        token.end = m_text.size();
        token.text = m_text.mid(token.begin, token.end - token.begin);
        return token;
    }

    Token number(Token &token)
    {
        while (isDigit(at()))
            step();
        if (at() == u'.' && isDigit(at(1))) {
            step();
            while (isDigit(at()))
                step();
        }
        const QStringView digits = m_text.mid(token.begin, m_at - token.begin);
        auto value = Decimal::fromText(digits);
        if (value && m_engine && (at() == u'e' || at() == u'E')) {
            const qsizetype sign = at(1) == u'+' || at(1) == u'-' ? 1 : 0;
            qsizetype count = 0;
            while (isDigit(at(1 + sign + count)))
                ++count;
            if (count > 0) {
                const int power = count > 5 ? 99'999 : m_text.mid(m_at + 1 + sign, count).toInt();
                value = value->scaledByTen(sign && at(1) == u'-' ? -power : power);
                for (qsizetype i = 0; i < 1 + sign + count; ++i)
                    step();
            }
        }
        if (!value)
            return bad(token, digits.toString());
        token.number = *value;
        return ended(token, Token::Kind::Number);
    }

    // \uXXXX or \UXXXXXX behind the backslash; false: no such escape.
    bool unicodeEscape(QString &decoded)
    {
        const int length = at() == u'u' ? 4 : at() == u'U' ? 6 : 0;
        if (!m_engine || length == 0 || m_at + length >= m_text.size())
            return false;
        bool good = false;
        const char32_t value = m_text.mid(m_at + 1, length).toUInt(&good, 16);
        if (!good || value > 0x10FFFF || at(1) == u'+' || at(1) == u'-')
            return false;
        if (value >= 0x10000)
            decoded += QString::fromUcs4(&value, 1);
        else
            decoded += QChar(char16_t(value));
        for (int i = 0; i <= length; ++i)
            step();
        return true;
    }

    Token string(Token &token)
    {
        step();
        QString decoded;
        qsizetype from = m_at;
        while (m_at < m_text.size() && at() != u'"') {
            if (at() != u'\\') {
                step();
                continue;
            }
            decoded += m_text.mid(from, m_at - from);
            step();
            const QChar escaped = at();
            static constexpr QStringView kFrom = u"\"\\nrt'";
            static constexpr QStringView kTo = u"\"\\\n\r\t'";
            const qsizetype place = escaped.isNull() ? -1 : kFrom.indexOf(escaped);
            if (place >= 0) {
                decoded += kTo[place];
                step();
            } else if (!unicodeEscape(decoded)) {
                if (!m_engine || m_at >= m_text.size())
                    return bad(token, u'\\' + QString(escaped));
                decoded += u'\\';                      // regular expressions are written this way
            }
            from = m_at;
        }
        if (m_at >= m_text.size())
            return bad(token, m_text.mid(token.begin, 20).toString());
        decoded += m_text.mid(from, m_at - from);
        step();
        token.decoded = std::move(decoded);
        return ended(token, Token::Kind::String);
    }

    Token name(Token &token)
    {
        while (m_at < m_text.size() && isNamePart())
            step();
        return ended(token, Token::Kind::Name);
    }

    Token symbol(Token &token)
    {
        static constexpr QStringView kTwo[] = {u"!=", u"<=", u">=", u"..", u"**"};
        static constexpr QStringView kOne = u"()[],=<>+-*/{}:.@'";
        if (at() == u'?' && m_engine) {
            step();
            return ended(token, Token::Kind::Name);
        }
        const QStringView rest = m_text.mid(m_at);
        for (const QStringView two : kTwo) {
            if (rest.startsWith(two)) {
                step();
                step();
                return ended(token, Token::Kind::Symbol);
            }
        }
        if (kOne.indexOf(at()) < 0)
            return bad(token, QString::fromUcs4(std::array{codePoint()}.data(), 1));
        step();
        return ended(token, Token::Kind::Symbol);
    }

    QStringView m_text;
    bool m_engine;
    qsizetype m_at = 0;
    int m_column = 1;
};

} // namespace

QList<Token> tokenize(QStringView text, Profile profile)
{
    return Lexer(text, profile).run();
}

QStringList nameParts(const QString &name)
{
    QStringList parts;
    const QList<Token> tokens = tokenize(name, Profile::Engine);
    for (const Token &token : tokens) {
        if (token.kind == Token::Kind::Bad || token.kind == Token::Kind::String)
            return {};
        if (token.kind != Token::Kind::End)
            parts << token.text.toString();
    }
    return parts;
}

} // namespace zc::feel
