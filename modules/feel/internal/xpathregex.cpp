#include "internal/xpathregex.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxGroups = 100;

// What \i and \c stand for (XML 1.0, productions 4 and 4a).
constexpr QStringView kInitial = u":A-Z_a-z\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}\\x{200C}-\\x{200D}"
                                 u"\\x{2070}-\\x{218F}\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{EFFFF}";
constexpr QStringView kNameExtra = u"\\-.0-9\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}";
constexpr QStringView kNotWord = u"\\p{P}\\p{Z}\\p{C}";
constexpr QStringView kSpace = u" \\t\\n\\r";
constexpr QStringView kCategories = u" L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn ";

class Translator {
public:
    Translator(const QString &pattern, bool dotAll, bool multiLine, bool ignoreSpace)
        : m_text(pattern), m_dotAll(dotAll), m_multiLine(multiLine), m_ignoreSpace(ignoreSpace)
    {
    }

    std::optional<QString> run()
    {
        alternatives(0);
        if (m_at < m_text.size())
            m_good = false;                            // a closing parenthesis too many
        return m_good ? std::optional(m_out) : std::nullopt;
    }
    int groups() const { return m_groups; }

private:
    // A piece of a character class: what stands between brackets, and whether it already is a whole class.
    struct Escape {
        QString inside;                                // usable between brackets, unless negatedInside
        QString alone;                                 // usable by itself
        bool negatedInside = false;                    // `inside` lists what is not matched
    };

    bool isSpace(QChar c) const { return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r'; }
    void skipSpace()
    {
        while (m_ignoreSpace && m_at < m_text.size() && isSpace(m_text.at(m_at)))
            ++m_at;
    }
    QChar peek()
    {
        skipSpace();
        return m_at < m_text.size() ? m_text.at(m_at) : QChar();
    }
    bool atEnd()
    {
        skipSpace();
        return m_at >= m_text.size();
    }
    QChar take()
    {
        const QChar c = peek();
        ++m_at;
        return c;
    }
    QString bad()
    {
        m_good = false;
        m_at = m_text.size();
        return {};
    }

    void alternatives(int depth)
    {
        if (depth > kMaxGroups) {
            bad();
            return;
        }
        while (m_good && !atEnd() && peek() != u')') {
            if (peek() == u'|') {
                ++m_at;
                m_out += u'|';
                continue;
            }
            const bool anchor = peek() == u'^' || peek() == u'$';
            atom(depth);
            if (m_good)
                quantifier(anchor);
        }
    }

    void quantifier(bool anchor)
    {
        const QChar c = peek();
        if (c != u'?' && c != u'*' && c != u'+' && c != u'{')
            return;
        if (anchor) {
            bad();
            return;
        }
        ++m_at;
        if (c == u'{') {
            QString counts;
            while (!atEnd() && peek() != u'}')
                counts += take();
            static const QRegularExpression form(u"^([0-9]{1,4})(,([0-9]{1,4})?)?$"_s);
            const auto match = form.match(counts);
            if (atEnd() || !match.hasMatch()
                || (!match.captured(3).isEmpty() && match.captured(3).toInt() < match.captured(1).toInt())) {
                bad();
                return;
            }
            ++m_at;
            m_out += u'{' + counts + u'}';
        } else {
            m_out += c;
        }
        if (peek() == u'?' && m_at < m_text.size()) {
            ++m_at;
            m_out += u'?';
        }
        // A second quantifier would be possessive or an error here; there it is an error.
        const QChar next = peek();
        if (m_at < m_text.size() && (next == u'?' || next == u'*' || next == u'+' || next == u'{'))
            bad();
    }

    void atom(int depth)
    {
        const QChar c = take();
        switch (c.unicode()) {
        case u'.': m_out += m_dotAll ? u"[\\s\\S]"_s : u"[^\\n\\r]"_s; return;
        case u'^': m_out += m_multiLine ? u"^"_s : u"\\A"_s; return;
        case u'$': m_out += m_multiLine ? u"$"_s : u"\\z"_s; return;
        case u'(': group(depth); return;
        case u'[': m_out += characterClass(0); return;
        case u'\\': escapeOrReference(); return;
        case u'?':
        case u'*':
        case u'+':
        case u'{':
        case u'}':
        case u']':
        case u')': bad(); return;
        default: m_out += literal(c); return;
        }
    }

    void group(int depth)
    {
        bool captures = true;
        if (peek() == u'?') {
            ++m_at;
            if (take() != u':') {
                bad();
                return;
            }
            captures = false;
        }
        int number = 0;
        if (captures) {
            number = ++m_groups;
            m_out += u'(';
        } else {
            m_out += u"(?:"_s;
        }
        alternatives(depth + 1);
        if (!m_good || atEnd() || peek() != u')') {
            bad();
            return;
        }
        ++m_at;
        m_out += u')';
        if (captures)
            m_closed << number;
    }

    // A character of its own; a surrogate takes its other half along, so that a quantifier behind it counts the whole.
    QString literal(QChar c)
    {
        if (c.isHighSurrogate() && m_at < m_text.size() && m_text.at(m_at).isLowSurrogate())
            return QString(c) + m_text.at(m_at++);
        return QRegularExpression::escape(QString(c));
    }

    void escapeOrReference()
    {
        const QChar c = peek();
        if (c >= u'1' && c <= u'9') {
            int reference = take().digitValue();
            while (m_at < m_text.size() && m_text.at(m_at) >= u'0' && m_text.at(m_at) <= u'9' && m_closed.contains(reference * 10 + m_text.at(m_at).digitValue()))
                reference = reference * 10 + m_text.at(m_at++).digitValue();
            if (!m_closed.contains(reference))
                bad();
            else
                m_out += u"\\g{%1}"_s.arg(reference);
            return;
        }
        const auto escape = parseEscape();
        m_out += escape ? escape->alone : bad();
    }

    std::optional<Escape> parseEscape()
    {
        if (m_at >= m_text.size())
            return std::nullopt;
        const QChar c = m_text.at(m_at++);
        switch (c.unicode()) {
        case u'n': return plain(u"\\n"_s);
        case u'r': return plain(u"\\r"_s);
        case u't': return plain(u"\\t"_s);
        case u'd': return plain(u"\\p{Nd}"_s);
        case u'D': return plain(u"\\P{Nd}"_s);
        case u's': return Escape{kSpace.toString(), u'[' + kSpace.toString() + u']', false};
        case u'S': return Escape{kSpace.toString(), u"[^"_s + kSpace.toString() + u']', true};
        case u'w': return Escape{kNotWord.toString(), u"[^"_s + kNotWord.toString() + u']', true};
        case u'W': return Escape{kNotWord.toString(), u'[' + kNotWord.toString() + u']', false};
        case u'i': return Escape{kInitial.toString(), u'[' + kInitial.toString() + u']', false};
        case u'I': return Escape{kInitial.toString(), u"[^"_s + kInitial.toString() + u']', true};
        case u'c': return Escape{kInitial.toString() + kNameExtra.toString(), u'[' + kInitial.toString() + kNameExtra.toString() + u']', false};
        case u'C': return Escape{kInitial.toString() + kNameExtra.toString(), u"[^"_s + kInitial.toString() + kNameExtra.toString() + u']', true};
        case u'p':
        case u'P': return category(c == u'P');
        default: break;
        }
        static constexpr QStringView kSigns = u"\\|.?*+(){}-[]^$";
        if (kSigns.indexOf(c) < 0)
            return std::nullopt;
        return plain(u'\\' + QString(c));
    }

    static Escape plain(const QString &text) { return {text, text, false}; }

    std::optional<Escape> category(bool negated)
    {
        if (take() != u'{')
            return std::nullopt;
        QString name;
        while (!atEnd() && peek() != u'}')
            name += take();
        if (atEnd())
            return std::nullopt;
        ++m_at;
        if (name.startsWith(u"Is")) {
            const auto block = unicodeBlock(QStringView(name).mid(2));
            if (!block)
                return std::nullopt;
            const QString range = u"\\x{%1}-\\x{%2}"_s.arg(quint32(block->first), 0, 16).arg(quint32(block->second), 0, 16);
            return Escape{range, (negated ? u"[^"_s : u"["_s) + range + u']', negated};
        }
        if (name.isEmpty() || name.size() > 2 || !kCategories.contains(u' ' + name + u' '))
            return std::nullopt;
        return plain((negated ? u"\\P{"_s : u"\\p{"_s) + name + u'}');
    }

    // After the opening bracket. Alternatives stand for the union, a look ahead for the subtraction:
    // [a-z-[aeiou]] becomes (?:(?![aeiou])[a-z]).
    QString characterClass(int depth)
    {
        if (depth > kMaxGroups)
            return bad();
        const bool negated = m_at < m_text.size() && m_text.at(m_at) == u'^';
        m_at += negated ? 1 : 0;
        QString inside, subtracted;
        QStringList wholes;                            // parts that can only be written as classes of their own
        bool first = true;
        for (;; first = false) {
            if (m_at >= m_text.size())
                return bad();
            const QChar c = m_text.at(m_at++);
            if (c == u']') {
                if (first)
                    return bad();
                break;
            }
            if (c == u'[')
                return bad();
            if (c == u'-' && m_at < m_text.size() && m_text.at(m_at) == u'[' && !first) {
                ++m_at;
                subtracted = characterClass(depth + 1);
                if (!m_good || m_at >= m_text.size() || m_text.at(m_at++) != u']')
                    return bad();
                break;
            }
            if (!member(c, inside, wholes))
                return bad();
        }
        QStringList parts = wholes;
        if (!inside.isEmpty())
            parts << u'[' + inside + u']';
        QString positive = parts.size() == 1 ? parts.constFirst() : u"(?:"_s + parts.join(u'|') + u')';
        if (negated)
            positive = wholes.isEmpty() ? u"[^"_s + inside + u']' : u"(?:(?!"_s + positive + u")[\\s\\S])"_s;
        return subtracted.isEmpty() ? positive : u"(?:(?!"_s + subtracted + u')' + positive + u')';
    }

    // One character, range or escape of a class whose first character was taken.
    bool member(QChar c, QString &inside, QStringList &wholes)
    {
        QString low;
        char32_t lowPoint = 0;
        if (c == u'\\') {
            const qsizetype before = m_at;
            const auto escape = parseEscape();
            if (!escape)
                return false;
            const QChar letter = m_text.at(before);
            const bool single = m_at == before + 1 && !letter.isLetter();
            const bool control = letter == u'n' || letter == u'r' || letter == u't';
            if (!single && !control) {
                if (escape->negatedInside)
                    wholes << escape->alone;
                else
                    inside += escape->inside;
                return true;
            }
            low = escape->inside;
            lowPoint = letter == u'n' ? U'\n' : letter == u'r' ? U'\r' : letter == u't' ? U'\t' : char32_t(letter.unicode());
        } else {
            low = classLiteral(c, lowPoint);
        }
        const bool range = m_at + 1 < m_text.size() && m_text.at(m_at) == u'-' && m_text.at(m_at + 1) != u']' && m_text.at(m_at + 1) != u'[';
        if (!range || c == u'-') {
            inside += low;
            return true;
        }
        ++m_at;
        QChar next = m_text.at(m_at++);
        QString high;
        char32_t highPoint = 0;
        if (next == u'\\') {
            if (m_at >= m_text.size())
                return false;
            const QChar letter = m_text.at(m_at);
            const auto escape = parseEscape();
            const bool control = letter == u'n' || letter == u'r' || letter == u't';
            if (!escape || (letter.isLetter() && !control))
                return false;
            high = escape->inside;
            highPoint = letter == u'n' ? U'\n' : letter == u'r' ? U'\r' : letter == u't' ? U'\t' : char32_t(letter.unicode());
        } else {
            high = classLiteral(next, highPoint);
        }
        if (highPoint < lowPoint)
            return false;
        inside += low + u'-' + high;
        return true;
    }

    QString classLiteral(QChar c, char32_t &point)
    {
        point = c.unicode();
        if (c.isHighSurrogate() && m_at < m_text.size() && m_text.at(m_at).isLowSurrogate())
            point = QChar::surrogateToUcs4(c, m_text.at(m_at++));
        return u"\\x{%1}"_s.arg(quint32(point), 0, 16);
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_dotAll, m_multiLine, m_ignoreSpace;
    QString m_out;
    int m_groups = 0;
    QList<int> m_closed;
    bool m_good = true;
};
} // namespace

std::optional<XPathRegex> XPathRegex::compile(const QString &pattern, const QString &flags, int matchSteps)
{
    for (const QChar flag : flags)
        if (!QStringView(u"smixq").contains(flag))
            return std::nullopt;
    XPathRegex result;
    result.literal = flags.contains(u'q');
    QString translated;
    if (result.literal) {
        translated = QRegularExpression::escape(pattern);
    } else {
        Translator translator(pattern, flags.contains(u's'), flags.contains(u'm'), flags.contains(u'x'));
        const auto text = translator.run();
        if (!text)
            return std::nullopt;
        translated = *text;
        result.groups = translator.groups();
    }
    QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
    if (flags.contains(u'i'))
        options |= QRegularExpression::CaseInsensitiveOption;
    if (flags.contains(u'm') && !result.literal)
        options |= QRegularExpression::MultilineOption;
    result.expression = QRegularExpression(u"(*LIMIT_MATCH=%1)(*LF)"_s.arg(matchSteps) + translated, options);
    return result.expression.isValid() ? std::optional(result) : std::nullopt;
}

} // namespace zc::feel
