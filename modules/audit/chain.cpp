#include "chain.h"

#include <base/canonicaljson.h>
#include <base/uuid.h>
#include <crypto/digest.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace zc::audit {

using namespace Qt::StringLiterals;

namespace {

using Place = QPair<qint64, qint64>;                       // epoch, seq

bool textIsHarmless(const QString &text)
{
    static const QRegularExpression allowed(u"^[A-Za-z0-9.:_/\\[\\]-]{0,128}$"_s);
    static const QRegularExpression uuid(u"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"_s);
    static const QRegularExpression longNumber(u"[0-9]{11}"_s);
    return allowed.match(text).hasMatch() && !longNumber.match(QString(text).remove(uuid)).hasMatch();
}

bool isHarmless(const QJsonValue &value)
{
    if (value.isString())
        return textIsHarmless(value.toString());
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), [](const QJsonValue &item) { return isHarmless(item); });
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!textIsHarmless(it.key()) || !isHarmless(it.value()))
                return false;
        }
        return true;
    }
    if (value.isDouble())
        return qAbs(value.toDouble()) < 1e10;              // a phone or id number as a number is one all the same
    return true;
}

// The clear columns are copies for reading; what counts stands in the hashed entry.
bool columnsAgree(const Line &line)
{
    const QJsonObject entry = QJsonDocument::fromJson(line.entry).object();
    return entry[u"epoch"].toInteger() == line.epoch && entry[u"seq"].toInteger() == line.seq
        && entry[u"kind"].toString() == line.kind && entry[u"at"].toInteger() == line.atMs;
}

} // namespace

QJsonObject Line::toJson() const
{
    return {{u"epoch"_s, epoch}, {u"seq"_s, seq}, {u"prev"_s, QString::fromLatin1(prev.toHex())},
            {u"hash"_s, QString::fromLatin1(hash.toHex())}, {u"kind"_s, kind}, {u"at"_s, atMs}, {u"entry"_s, QString::fromUtf8(entry)}};
}

std::optional<Line> Line::fromJson(const QJsonObject &object)
{
    for (const char *member : {"epoch", "seq", "prev", "hash", "kind", "at", "entry"}) {
        if (!object.contains(QLatin1StringView(member)))
            return std::nullopt;
    }
    return Line{object[u"epoch"].toInteger(), object[u"seq"].toInteger(), QByteArray::fromHex(object[u"prev"].toString().toLatin1()),
                QByteArray::fromHex(object[u"hash"].toString().toLatin1()), object[u"kind"].toString(), object[u"at"].toInteger(),
                object[u"entry"].toString().toUtf8()};
}

QByteArray hashOf(const Line &line)
{
    return crypto::sha256("zc-audit" + line.prev + line.entry);
}

Result<void> checkEvent(const Event &event)
{
    static const QRegularExpression kind(u"^[a-z][a-zA-Z0-9.-]{0,63}$"_s);
    if (!kind.match(event.kind).hasMatch())
        return Error{ErrorKind::Invalid, u"AUD-EVENT"_s, {}};
    if (!textIsHarmless(event.actor) || !isHarmless(event.detail))
        return Error{ErrorKind::Denied, u"AUD-PERSONAL"_s, event.kind};
    return {};
}

Result<Line> nextLine(const std::optional<Line> &last, const Event &event, qint64 atMs, qint64 epoch)
{
    if (const auto good = checkEvent(event); !good.ok())
        return good.error();
    if (last && epoch < last->epoch)
        return Error{ErrorKind::Conflict, u"AUD-EPOCH"_s, u"%1 after %2"_s.arg(epoch).arg(last->epoch)};
    Line line;
    line.epoch = epoch;
    line.seq = last && last->epoch == epoch ? last->seq + 1 : 1;
    line.prev = last ? last->hash : QByteArray(32, '\0');
    line.kind = event.kind;
    line.atMs = atMs;
    const auto entry = canonicalJson(QJsonObject{{u"epoch"_s, line.epoch}, {u"seq"_s, line.seq}, {u"at"_s, atMs}, {u"kind"_s, event.kind},
                                                 {u"actor"_s, event.actor},
                                                 {u"case"_s, event.caseId.isNull() ? QString() : uuidText(event.caseId)},
                                                 {u"detail"_s, event.detail}});
    if (!entry.ok())
        return entry.error();
    line.entry = *entry;
    line.hash = hashOf(line);
    return line;
}

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Ok: return u"ok"_s;
    case Verdict::Altered: return u"altered"_s;
    case Verdict::Inserted: return u"inserted"_s;
    case Verdict::Missing: return u"missing"_s;
    case Verdict::Reordered: return u"reordered"_s;
    case Verdict::Truncated: return u"truncated"_s;
    case Verdict::Rewritten: return u"rewritten"_s;
    case Verdict::TailOpen: return u"tailOpen"_s;
    case Verdict::NotAnchored: return u"notAnchored"_s;
    }
    return {};
}

bool holds(Verdict verdict)
{
    return verdict == Verdict::Ok || verdict == Verdict::TailOpen || verdict == Verdict::NotAnchored;
}

Verification verifyChain(const QList<Line> &lines, const QList<Anchor> &anchors)
{
    Verification result;
    result.entries = int(lines.size());
    result.checkpoints = int(anchors.size());
    const auto bad = [&](Verdict verdict, qint64 epoch, qint64 seq) {
        result.verdict = verdict;
        result.firstBadEpoch = epoch;
        result.firstBad = seq;
        return result;
    };

    QMap<Place, int> places;
    for (const Line &line : lines)
        ++places[{line.epoch, line.seq}];
    QMap<Place, QByteArray> heads;
    QByteArray head(32, '\0');
    Place before{1, 0};
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const Line &line = lines[i];
        const bool next = line.epoch == before.first && line.seq == before.second + 1;
        // A new epoch may begin after any entry, also as the very first thing that is left of an older program's log.
        const bool newEpoch = line.epoch > before.first && line.seq == 1;
        if (!next && !newEpoch) {
            const Place expected{before.first, before.second + 1};
            if (heads.contains({line.epoch, line.seq}))
                return bad(Verdict::Inserted, line.epoch, line.seq);
            if (places.contains(expected))
                return bad(Verdict::Reordered, expected.first, expected.second);
            return bad(Verdict::Missing, expected.first, expected.second);
        }
        if (hashOf(line) != line.hash || !columnsAgree(line))
            return bad(Verdict::Altered, line.epoch, line.seq);
        if (line.prev != head) {
            // This line is whole and quotes another predecessor than the one that stands here.
            if (before.second == 0)
                return bad(Verdict::Missing, line.epoch, line.seq);
            return bad(newEpoch ? Verdict::Missing : Verdict::Altered, before.first, before.second);
        }
        head = line.hash;
        before = {line.epoch, line.seq};
        heads.insert(before, head);
    }

    if (anchors.isEmpty()) {
        result.verdict = Verdict::NotAnchored;
        return result;
    }
    Place newest{0, 0};
    std::optional<Place> wrong;
    for (const Anchor &anchor : anchors) {
        const Place place{anchor.epoch, anchor.seq};
        newest = qMax(newest, place);
        const auto known = heads.constFind(place);
        if (known != heads.constEnd() && *known != anchor.head)
            wrong = wrong ? qMin(*wrong, place) : place;
        else if (known == heads.constEnd() && place < before)
            wrong = wrong ? qMin(*wrong, place) : place;   // the chain goes on past a place it never had
    }
    if (wrong)
        return bad(Verdict::Rewritten, wrong->first, wrong->second);
    if (newest > before)
        return bad(Verdict::Truncated, before.first, before.second + 1);
    result.verdict = newest == before ? Verdict::Ok : Verdict::TailOpen;
    return result;
}

} // namespace zc::audit
