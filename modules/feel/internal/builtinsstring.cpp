// Strings (DMN 1.5, table 76) and number(). Positions and lengths count code points.
#include "internal/builtins.h"
#include "internal/xpathregex.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
bool isPair(const QString &text, qsizetype at)
{
    return text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
}

qint64 lengthOf(const QString &text)
{
    qint64 length = 0;
    for (qsizetype i = 0; i < text.size(); i += isPair(text, i) ? 2 : 1)
        ++length;
    return length;
}

// Where the n-th code point begins, in UTF-16 units.
qsizetype offsetOf(const QString &text, qint64 count)
{
    qsizetype i = 0;
    while (count > 0 && i < text.size()) {
        i += isPair(text, i) ? 2 : 1;
        --count;
    }
    return i;
}

std::optional<qint64> cut(const Value &number)
{
    return number.number().rounded(0, Decimal::Rounding::Down).toInteger();
}

Entry substring(const Call &call)
{
    const QString &text = call.at(0).string();
    const auto start = cut(call.at(1));
    const auto length = call.has(2) ? cut(call.at(2)) : std::optional(std::numeric_limits<qint64>::max());
    const qint64 whole = lengthOf(text);
    call.work(text.size() / 16);
    if (!start || !length || *start == 0 || qAbs(*start) > whole || *length < 1)
        return known(call.fault(u"no such part of the text"_s));
    const qint64 first = *start > 0 ? *start - 1 : whole + *start;
    const qsizetype begin = offsetOf(text, first);
    const qint64 count = std::min(*length, whole - first);
    return known(Value(text.mid(begin, offsetOf(text.mid(begin), count))));
}

Entry stringLength(const Call &call)
{
    call.work(call.at(0).string().size() / 16);
    return known(Value(Decimal(lengthOf(call.at(0).string()))));
}

Entry upperCase(const Call &call) { return known(Value(call.at(0).string().toUpper())); }
Entry lowerCase(const Call &call) { return known(Value(call.at(0).string().toLower())); }

Entry substringBefore(const Call &call)
{
    const qsizetype at = call.at(0).string().indexOf(call.at(1).string());
    return known(Value(at < 0 ? QString(u""_s) : call.at(0).string().left(at)));
}

Entry substringAfter(const Call &call)
{
    const qsizetype at = call.at(0).string().indexOf(call.at(1).string());
    return known(Value(at < 0 ? QString(u""_s) : call.at(0).string().mid(at + call.at(1).string().size())));
}

Entry containsText(const Call &call) { return known(Value(call.at(0).string().contains(call.at(1).string()))); }
Entry startsWith(const Call &call) { return known(Value(call.at(0).string().startsWith(call.at(1).string()))); }
Entry endsWith(const Call &call) { return known(Value(call.at(0).string().endsWith(call.at(1).string()))); }

std::optional<XPathRegex> compiled(const Call &call, const QString &pattern, qsizetype flags)
{
    call.work(1 + pattern.size() / 4);
    auto regex = XPathRegex::compile(pattern, call.has(flags) && !call.at(flags).isNull() ? call.at(flags).string() : QString(),
                                     call.run().limits().matchSteps);
    if (!regex)
        call.fault(u"no regular expression"_s);
    return regex;
}

// The matcher gave up: that is no answer, neither yes nor no.
Entry tooHard(const Call &call)
{
    call.run().say(u"FEEL-LIMIT"_s, u"regular expression"_s);
    return known({});
}

Entry matchesPattern(const Call &call)
{
    const auto regex = compiled(call, call.at(1).string(), 2);
    if (!regex)
        return known({});
    const auto match = regex->expression.match(call.at(0).string());
    if (!match.isValid())
        return tooHard(call);
    return known(Value(match.hasMatch()));
}

// $N and \$ and \\ in a replacement; a digit that would make the number too large belongs to the text behind it.
bool expand(const QString &replacement, const XPathRegex &regex, const QRegularExpressionMatch &match, QString &result)
{
    if (regex.literal) {
        result += replacement;
        return true;
    }
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement.at(i);
        if (c == u'\\') {
            ++i;
            if (i >= replacement.size() || (replacement.at(i) != u'\\' && replacement.at(i) != u'$'))
                return false;
            result += replacement.at(i);
        } else if (c == u'$') {
            ++i;
            if (i >= replacement.size() || replacement.at(i) < u'0' || replacement.at(i) > u'9')
                return false;
            int group = replacement.at(i).digitValue();
            while (i + 1 < replacement.size() && replacement.at(i + 1) >= u'0' && replacement.at(i + 1) <= u'9'
                   && group * 10 + replacement.at(i + 1).digitValue() <= regex.groups)
                group = group * 10 + replacement.at(++i).digitValue();
            if (group <= regex.groups)
                result += match.captured(group);
        } else {
            result += c;
        }
    }
    return true;
}

Entry replace(const Call &call)
{
    const auto regex = compiled(call, call.at(1).string(), 3);
    if (!regex)
        return known({});
    const QString &text = call.at(0).string();
    const auto empty = regex->expression.match(QString());
    if (!empty.isValid() || empty.hasMatch())
        return known(call.fault(u"the pattern matches an empty text"_s));
    QString result;
    qsizetype from = 0;
    for (auto match = regex->expression.match(text); ; match = regex->expression.match(text, from)) {
        if (!match.isValid())
            return tooHard(call);
        if (!match.hasMatch())
            break;
        result += text.mid(from, match.capturedStart() - from);
        if (!expand(call.at(2).string(), *regex, match, result))
            return known(call.fault(u"no replacement"_s));
        if (!call.work(1 + result.size() / 64) || call.run().tooLong(result.size()))
            return known({});
        // An anchor or a look at what is around may still match nothing at all.
        from = match.capturedEnd();
        if (match.capturedLength() == 0) {
            if (from >= text.size())
                break;
            const qsizetype step = isPair(text, from) ? 2 : 1;
            result += text.mid(from, step);
            from += step;
        }
    }
    return known(Value(result + text.mid(from)));
}

Entry split(const Call &call)
{
    const QString &text = call.at(0).string();
    List parts;
    if (call.at(1).string().isEmpty()) {
        for (qsizetype i = 0; i < text.size();) {
            const qsizetype step = isPair(text, i) ? 2 : 1;
            parts << Value(text.mid(i, step));
            i += step;
        }
        return call.work(parts.size()) ? known(Value(parts)) : known({});
    }
    const auto regex = compiled(call, call.at(1).string(), 2);
    if (!regex)
        return known({});
    qsizetype from = 0, search = 0;
    while (search <= text.size()) {
        const auto match = regex->expression.match(text, search);
        if (!match.isValid())
            return tooHard(call);
        if (!match.hasMatch())
            break;
        if (!call.work(1) || call.run().tooLong(parts.size()))
            return known({});
        search = match.capturedEnd();
        if (match.capturedLength() == 0) {
            if (search >= text.size())
                break;
            search += isPair(text, search) ? 2 : 1;
            if (match.capturedStart() == from)
                continue;
        }
        parts << Value(text.mid(from, match.capturedStart() - from));
        from = match.capturedEnd();
    }
    parts << Value(text.mid(from));
    return known(Value(parts));
}

Entry stringJoin(const Call &call)
{
    QStringList texts;
    qsizetype length = 0;
    for (const Value &item : call.at(0).list()) {
        if (item.isNull())
            continue;
        if (!item.isString())
            return known(call.fault(u"a %1 among the texts"_s.arg(item.typeName())));
        length += item.string().size();
        if (!call.work(1 + item.string().size() / 16) || call.run().tooLong(length))
            return known({});
        texts << item.string();
    }
    const QString delimiter = call.has(1) && call.at(1).isString() ? call.at(1).string() : QString();
    if (delimiter.size() > 0 && (call.run().tooLong(length + delimiter.size() * texts.size())))
        return known({});
    return known(Value(texts.isEmpty() ? QString(u""_s) : texts.join(delimiter)));
}

// [-]digits[.digits][e±digits] and nothing else.
std::optional<Decimal> parseNumber(const QString &text)
{
    const qsizetype mark = text.indexOf(u'e', 0, Qt::CaseInsensitive);
    const QStringView whole(text);
    const auto number = Decimal::fromText(mark < 0 ? whole : whole.left(mark));
    if (!number || mark < 0)
        return number;
    bool good = false;
    const int power = whole.mid(mark + 1).toInt(&good);
    return good && mark + 6 >= text.size() ? number->scaledByTen(power) : std::nullopt;
}

Entry numberFrom(const Call &call)
{
    QString text = call.at(0).string();
    const QString grouping = call.has(1) && call.at(1).isString() ? call.at(1).string() : QString();
    const QString decimal = call.has(2) && call.at(2).isString() ? call.at(2).string() : QString();
    const bool goodGrouping = grouping.isEmpty() || grouping == u" " || grouping == u"," || grouping == u".";
    const bool goodDecimal = decimal.isEmpty() || decimal == u"," || decimal == u".";
    if (!goodGrouping || !goodDecimal || (!grouping.isEmpty() && grouping == decimal))
        return known(call.fault(u"separators"_s));
    if (!grouping.isEmpty())
        text.remove(grouping);
    if (decimal == u",") {
        if (text.contains(u'.'))
            return known(call.fault(u"no number"_s));
        text.replace(u',', u'.');
    }
    const auto number = parseNumber(text);
    return known(number ? Value(*number) : call.fault(u"no number"_s));
}
} // namespace

QList<Builtin> stringBuiltins()
{
    return {
        {"substring", {{"string:s,start position:n,length:n?", substring}}},
        {"string length", {{"string:s", stringLength}}},
        {"upper case", {{"string:s", upperCase}}},
        {"lower case", {{"string:s", lowerCase}}},
        {"substring before", {{"string:s,match:s", substringBefore}}},
        {"substring after", {{"string:s,match:s", substringAfter}}},
        {"contains", {{"string:s,match:s", containsText}}},
        {"starts with", {{"string:s,match:s", startsWith}}},
        {"ends with", {{"string:s,match:s", endsWith}}},
        {"matches", {{"input:s,pattern:s,flags:s!?", matchesPattern}}},
        {"replace", {{"input:s,pattern:s,replacement:s,flags:s!?", replace}}},
        {"split", {{"string:s,delimiter:s", split}}},
        {"string join", {{"list:l,delimiter:s!?", stringJoin}}},
        {"number", {{"from:s", numberFrom}, {"from:s,grouping separator:s!,decimal separator:s!", numberFrom}}},
    };
}

} // namespace zc::feel
