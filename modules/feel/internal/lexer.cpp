#include "internal/lexer.h"

namespace zc::feel {

namespace {

class Lexer {
public:
    explicit Lexer(QStringView text) : m_text(text) {}

    QList<Token> run()
    {
        QList<Token> tokens;
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

    bool skipBlanks()
    {
        for (;;) {
            if (m_at < m_text.size() && at().isSpace()) {
                step();
            } else if (at() == u'/' && at(1) == u'/') {
                while (m_at < m_text.size() && at() != u'\n')
                    step();
            } else if (at() == u'/' && at(1) == u'*') {
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
        token.begin = m_at;
        token.column = m_column;
        if (!skipBlanks())
            return bad(token, QStringLiteral("/*"));
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
        if (c == u'_' || QChar::isLetter(codePoint()))
            return name(token);
        return symbol(token);
    }

    Token bad(Token token, const QString &text)
    {
        token.kind = Token::Kind::Bad;
        token.text = text;
        token.end = m_text.size();
        return token;
    }

    Token number(Token token)
    {
        while (isDigit(at()))
            step();
        if (at() == u'.' && isDigit(at(1))) {
            step();
            while (isDigit(at()))
                step();
        }
        token.end = m_at;
        QString text = m_text.mid(token.begin, m_at - token.begin).toString();
        const auto value = Decimal::fromText(text);
        if (!value)
            return bad(token, text);
        token.kind = Token::Kind::Number;
        token.text = text;
        token.number = *value;
        return token;
    }

    Token string(Token token)
    {
        step();
        QString decoded;
        while (m_at < m_text.size() && at() != u'"') {
            if (at() == u'\\') {
                step();
                const QChar escaped = at();
                static constexpr QStringView kFrom = u"\"\\nrt'";
                static constexpr QStringView kTo = u"\"\\\n\r\t'";
                const qsizetype place = escaped.isNull() ? -1 : kFrom.indexOf(escaped);
                if (place < 0)
                    return bad(token, u'\\' + QString(escaped));
                decoded += kTo[place];
                step();
                continue;
            }
            const qsizetype from = m_at;
            step();
            decoded += m_text.mid(from, m_at - from);
        }
        if (m_at >= m_text.size())
            return bad(token, m_text.mid(token.begin, 20).toString());
        step();
        token.kind = Token::Kind::String;
        token.text = decoded;
        token.end = m_at;
        return token;
    }

    Token name(Token token)
    {
        while (m_at < m_text.size() && (at() == u'_' || QChar::isLetterOrNumber(codePoint()) || QChar::isMark(codePoint())))
            step();
        token.kind = Token::Kind::Name;
        token.end = m_at;
        token.text = m_text.mid(token.begin, m_at - token.begin).toString();
        return token;
    }

    Token symbol(Token token)
    {
        static constexpr QStringView kTwo[] = {u"!=", u"<=", u">=", u".."};
        static constexpr QStringView kOne = u"()[],=<>+-*/";
        for (const QStringView two : kTwo) {
            if (m_text.mid(m_at).startsWith(two)) {
                step();
                step();
                token.kind = Token::Kind::Symbol;
                token.text = two.toString();
                token.end = m_at;
                return token;
            }
        }
        if (kOne.indexOf(at()) < 0)
            return bad(token, QString::fromUcs4(std::array{codePoint()}.data(), 1));
        token.kind = Token::Kind::Symbol;
        token.text = QString(at());
        step();
        token.end = m_at;
        return token;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    int m_column = 1;
};

} // namespace

QList<Token> tokenize(QStringView text)
{
    return Lexer(text).run();
}

} // namespace zc::feel
