#include "meaning.h"

#include "internal/text/chinesebytes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace zc::devices::profile {

using namespace Qt::StringLiterals;

namespace {

// The value at "data.list.0.key" as text; nothing where there is none, or a list or an object.
std::optional<QString> memberAt(const QJsonValue &root, const QString &path)
{
    QJsonValue value = root;
    for (const QString &step : path.split(u'.')) {
        bool number = false;
        const int index = step.toInt(&number);
        value = value.isArray() && number ? value.toArray().at(index) : value.toObject().value(step);
    }
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const qint64 whole = value.toInteger();
        return double(whole) == value.toDouble() ? QString::number(whole) : QString::number(value.toDouble(), 'g', 15);
    }
    default: return std::nullopt;
    }
}

// Walks the fixed pieces; what stands between them goes to the names.
std::optional<Values> namesOf(const QString &pattern, const QString &line, const Values &values)
{
    const auto pieces = linePieces(pattern).value_or(QList<LinePiece>());
    Values found;
    qsizetype at = 0;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const LinePiece &piece = pieces[i];
        if (!piece.name) {
            const QString fixed = filled(piece.text, values, Escape::None);
            if (QStringView(line).sliced(at, qMin(fixed.size(), line.size() - at)) != fixed)
                return std::nullopt;
            at += fixed.size();
            continue;
        }
        qsizetype end = line.size();
        if (piece.length >= 0) {
            end = at + piece.length;
        } else if (i + 1 < pieces.size()) {
            const QString fixed = filled(pieces[i + 1].text, values, Escape::None);
            end = i + 2 == pieces.size() && line.endsWith(fixed) ? line.size() - fixed.size() : line.indexOf(fixed, at);
        }
        if (end < at || end > line.size())
            return std::nullopt;
        found.insert(piece.text, line.mid(at, end - at));
        at = end;
    }
    return at == line.size() ? std::optional(found) : std::nullopt;
}

// Whether a rule fits, and how to get at what it takes.
using Take = std::function<std::optional<QString>(const QString &where)>;

Meaning meant(const TerminalAnswer &rule, const Take &take)
{
    Meaning meaning;
    meaning.reading = Meaning::Reading::Meant;
    meaning.kind = rule.kind;
    const auto text = [&](const QString &where) {
        const QString found = where.isEmpty() ? QString() : take(where).value_or(QString());
        return found.size() > kLongestValue ? found.left(kLongestValue - 1) + u'…' : found;
    };
    meaning.value = text(rule.value);
    meaning.number = text(rule.number);
    meaning.service = text(rule.service);
    if (const auto level = rule.levels.constFind(meaning.value); level != rule.levels.constEnd())
        meaning.level = *level;
    bool number = false;
    const int waiting = text(rule.waiting).toInt(&number);
    if (number && waiting >= 0 && waiting < 100'000)
        meaning.waiting = waiting;
    return meaning;
}

} // namespace

std::optional<QList<LinePiece>> linePieces(const QString &pattern)
{
    static const QRegularExpression form(u"\\A([a-z]{1,16})(?::([1-9][0-9]{0,2}))?\\z"_s);
    QList<LinePiece> pieces;
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf(u'<', at);
        if (open != at) {
            const QString fixed = pattern.mid(at, open < 0 ? -1 : open - at);
            if (!templateParts(fixed) || fixed.contains(u'>'))
                return std::nullopt;
            pieces << LinePiece{false, fixed, -1};
            at = open < 0 ? pattern.size() : open;
            continue;
        }
        const qsizetype close = pattern.indexOf(u'>', open);
        const auto name = form.match(close < 0 ? QString() : pattern.mid(open + 1, close - open - 1));
        if (!name.hasMatch() || (!pieces.isEmpty() && pieces.constLast().name && pieces.constLast().length < 0))
            return std::nullopt;
        pieces << LinePiece{true, name.captured(1), name.captured(2).isEmpty() ? -1 : name.captured(2).toInt()};
        at = close + 1;
    }
    return pieces.isEmpty() ? std::nullopt : std::optional(pieces);
}

Meaning understand(const TerminalProfile &profile, const QByteArray &message, const Values &values)
{
    if (profile.format == TerminalProfile::Format::Json) {
        const QJsonDocument document = QJsonDocument::fromJson(message);
        if (document.isNull())
            return {};
        const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        const auto fits = [&](const TerminalAnswer &rule) {
            for (auto it = rule.members.cbegin(); it != rule.members.cend(); ++it) {
                const auto there = memberAt(root, it.key());
                if (!there || (*it != u"*" && *there != filled(*it, values, Escape::None)))
                    return false;
            }
            return true;
        };
        for (const TerminalAnswer &rule : profile.answers)
            if (fits(rule))
                return meant(rule, [&root](const QString &path) { return memberAt(root, path); });
    } else {
        const bool hex = profile.format == TerminalProfile::Format::Hex;
        auto line = hex ? std::optional(QString::fromLatin1(message.toHex().toUpper())) : fromUtf8Strictly(message);
        if (!line)
            line = fromGb18030Strictly(message);
        if (!line)
            return {};
        for (const TerminalAnswer &rule : profile.answers)
            if (const auto names = namesOf(rule.line, *line, values))
                return meant(rule, [&names](const QString &name) { return names->contains(name) ? std::optional(names->value(name)) : std::nullopt; });
    }
    Meaning stranger;
    stranger.reading = Meaning::Reading::Stranger;
    return stranger;
}

} // namespace zc::devices::profile
