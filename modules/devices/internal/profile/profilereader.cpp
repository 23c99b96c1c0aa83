#include "internal/profile/filling.h"
#include "internal/profile/meaning.h"

#include <base/strictjson.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace zc::devices {

using namespace Qt::StringLiterals;
using profile::Escape;

namespace {

using Profile = TerminalProfile;
using Answer = TerminalAnswer;

constexpr qsizetype kLargestProfile = 64 * 1024;
constexpr int kProfileDepth = 6;
constexpr qsizetype kLongestTemplate = 4096;
constexpr qsizetype kMostAnswers = 64, kMostMembers = 16, kMostLevels = 64;

struct AnswerKind {
    QStringView name;
    Answer::Kind kind;
};
constexpr AnswerKind kAnswerKinds[] = {
    {u"rated", Answer::Kind::Rated},   {u"declined", Answer::Kind::Declined}, {u"called", Answer::Kind::Called},     {u"nobody", Answer::Kind::Nobody},
    {u"done", Answer::Kind::Done},     {u"accepted", Answer::Kind::Accepted}, {u"alive", Answer::Kind::Alive},       {u"busy", Answer::Kind::Busy},
    {u"refused", Answer::Kind::Refused}, {u"broken", Answer::Kind::Broken},   {u"aside", Answer::Kind::Aside},
};

// Reads a profile member by member and remembers the first thing that is wrong; everything is looked at, nothing is passed over.
class ProfileReader {
public:
    explicit ProfileReader(const QJsonObject &root) : m_root(root) {}

    Result<Profile> read()
    {
        only(m_root, {}, {u"zcTerminal"_s, u"comment"_s, u"id"_s, u"title"_s, u"class"_s, u"transport"_s, u"format"_s, u"connect"_s, u"heartbeatS"_s,
                          u"acceptS"_s, u"timeoutS"_s, u"pollMs"_s, u"messages"_s, u"answers"_s});
        if (m_root[u"zcTerminal"_s].toInteger() != 1)
            wrong(u"zcTerminal"_s, u"is not 1");
        m_profile.id = form(u"id"_s, u"\\A[a-z0-9][a-z0-9-]{0,39}\\z"_s);
        m_profile.title = text(m_root, u"title"_s, {}, 1, 60);
        readKinds();
        m_profile.heartbeatS = number(m_root, u"heartbeatS"_s, {}, 0, 3600, 0);
        m_profile.acceptS = number(m_root, u"acceptS"_s, {}, 1, 30, m_profile.acceptS);
        m_profile.timeoutS = number(m_root, u"timeoutS"_s, {}, 5, 300, m_profile.timeoutS);
        m_profile.pollMs = number(m_root, u"pollMs"_s, {}, 100, 5000, m_profile.pollMs);
        if (m_profile.transport == Profile::Transport::Screen) {
            for (const QString &name : {u"connect"_s, u"messages"_s, u"answers"_s, u"format"_s})
                if (m_root.contains(name))
                    wrong(name, u"has no place in a profile of the second screen");
        } else {
            readConnect();
            readMessages();
            readAnswers();
            checkWhole();
        }
        if (!m_problem.isEmpty())
            return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, m_problem};
        return m_profile;
    }

private:
    void wrong(const QString &place, QStringView what)
    {
        if (m_problem.isEmpty())
            m_problem = u"%1 %2"_s.arg(place, what);
    }
    void only(const QJsonObject &object, const QString &place, const QStringList &names)
    {
        for (auto it = object.begin(); it != object.end(); ++it)
            if (!names.contains(it.key()))
                wrong(place + it.key().left(40), u"is no member of a profile");
    }
    QString text(const QJsonObject &from, const QString &name, const QString &place, qsizetype least, qsizetype most)
    {
        const QJsonValue value = from[name];
        const QString words = value.toString();
        const bool printable = std::all_of(words.cbegin(), words.cend(), [](QChar c) { return c.category() != QChar::Other_Control; });
        if (!(value.isString() || (value.isUndefined() && least == 0)) || words.size() < least || words.size() > most || !printable)
            wrong(place + name, u"is no text of a fitting length");
        return words;
    }
    QString form(const QString &name, const QString &pattern)
    {
        const QString words = m_root[name].toString();
        if (!QRegularExpression(pattern).match(words).hasMatch())
            wrong(name, u"has a wrong form");
        return words;
    }
    int number(const QJsonObject &from, const QString &name, const QString &place, int least, int most, int fallback)
    {
        const QJsonValue value = from[name];
        if (value.isUndefined())
            return fallback;
        const qint64 found = value.toInteger(qint64(least) - 1);
        if (!value.isDouble() || found < least || found > most)
            wrong(place + name, u"is no number from %1 to %2"_s.arg(least).arg(most));
        return int(found);
    }
    template <class Kind>
    Kind oneOf(const QString &name, const QList<std::pair<QString, Kind>> &kinds, bool needed)
    {
        const QJsonValue value = m_root[name];
        for (const auto &[word, kind] : kinds)
            if (value.toString() == word)
                return kind;
        if (needed || !value.isUndefined())
            wrong(name, u"is none of the known words");
        return kinds.constFirst().second;
    }

    void readKinds()
    {
        m_profile.cls = oneOf<DeviceClass>(u"class"_s, {{u"evaluation"_s, DeviceClass::Evaluation}, {u"queueCaller"_s, DeviceClass::QueueCaller}}, true);
        using T = Profile::Transport;
        m_profile.transport = oneOf<T>(u"transport"_s, {{u"serial"_s, T::Serial}, {u"http"_s, T::Http}, {u"ws"_s, T::WebSocket}, {u"screen"_s, T::Screen}}, true);
        using F = Profile::Format;
        m_profile.format = oneOf<F>(u"format"_s, {{u"json"_s, F::Json}, {u"line"_s, F::Line}, {u"hex"_s, F::Hex}}, false);
        if (m_profile.transport == T::WebSocket && m_profile.format == F::Hex)
            wrong(u"format"_s, u"of a WebSocket is json or line");
    }

    void readConnect()
    {
        const QJsonObject connect = m_root[u"connect"_s].toObject();
        const QString at = u"connect."_s;
        if (!m_root[u"connect"_s].isObject())
            return wrong(u"connect"_s, u"is missing");
        const bool serial = m_profile.transport == Profile::Transport::Serial;
        only(connect, at, serial ? QStringList{u"place"_s, u"baud"_s, u"end"_s, u"frame"_s} : QStringList{u"place"_s});
        m_profile.place = text(connect, u"place"_s, at, 0, 256);
        if (!serial)
            return;
        m_profile.baud = number(connect, u"baud"_s, at, 9600, 115200, m_profile.baud);
        if (!QList<int>{9600, 19200, 38400, 57600, 115200}.contains(m_profile.baud))
            wrong(at + u"baud"_s, u"is no speed of a line");
        m_profile.frameBytes = number(connect, u"frame"_s, at, 1, 4096, 0);
        if (m_profile.frameBytes > 0 && connect.contains(u"end"_s))
            wrong(at + u"frame"_s, u"and connect.end exclude each other");
        if (!connect.contains(u"end"_s))
            return;
        const QString end = connect[u"end"_s].toString();
        const bool hex = m_profile.format == Profile::Format::Hex;
        m_profile.end = hex ? QByteArray::fromHex(end.toLatin1()) : end.toUtf8();
        if (m_profile.end.isEmpty() || m_profile.end.size() > 8 || (hex && QString::fromLatin1(m_profile.end.toHex().toUpper()) != end))
            wrong(at + u"end"_s, u"is no end of a message");
    }

    void readMessages()
    {
        const QJsonValue value = m_root[u"messages"_s];
        const bool http = m_profile.transport == Profile::Transport::Http;
        if (!value.isObject())
            return wrong(u"messages"_s, u"are missing");
        const QJsonObject messages = value.toObject();
        QStringList known = m_profile.cls == DeviceClass::Evaluation ? QStringList{u"ask"_s, u"cancel"_s} : QStringList{u"call"_s, u"recall"_s, u"skip"_s};
        known << u"heartbeat"_s;
        if (http)
            known << u"poll"_s;
        only(messages, u"messages."_s, known);
        for (auto it = messages.begin(); it != messages.end(); ++it) {
            const QString place = u"messages."_s + it.key();
            TerminalMessage message;
            if (http) {
                const QJsonObject parts = it.value().toObject();
                only(parts, place + u'.', {u"method"_s, u"path"_s, u"body"_s});
                message.method = text(parts, u"method"_s, place + u'.', 3, 4);
                message.path = text(parts, u"path"_s, place + u'.', 1, 512);
                message.body = text(parts, u"body"_s, place + u'.', 0, kLongestTemplate);
                static const QRegularExpression path(u"\\A/[!-~]*\\z"_s);
                if ((message.method != u"GET" && message.method != u"POST") || (message.method == u"GET" && !message.body.isEmpty()))
                    wrong(place + u".method"_s, u"is no GET without a body and no POST");
                if (!path.match(message.path).hasMatch() || message.path.startsWith(u"//") || message.path.contains(u"..") || message.path.contains(u'#'))
                    wrong(place + u".path"_s, u"is no path on the terminal");
            } else {
                message.body = text(messages, it.key(), u"messages."_s, 1, kLongestTemplate);
            }
            checkTemplate(message, place);
            m_profile.messages.insert(it.key(), message);
        }
    }

    // With every placeholder filled by something awkward, the message is still one message of its format.
    void checkTemplate(const TerminalMessage &message, const QString &place)
    {
        const auto parts = profile::templateParts(message.body);
        if (!parts || !profile::templateParts(message.path))
            return wrong(place, u"has an unknown or unfinished placeholder");
        if (message.body.isEmpty())
            return;
        const QString awkward = u"a\"\\\n样例}{"_s;
        const profile::Values values = {{u"visit"_s, awkward}, {u"item"_s, awkward}, {u"case"_s, awkward}, {u"window"_s, awkward},
                                        {u"clerk"_s, awkward}, {u"seconds"_s, u"60"_s}, {u"number"_s, awkward}};
        static const QRegularExpression digits(u"\\A(?:[0-9A-F]{2})+\\z"_s);
        if (m_profile.format == Profile::Format::Json && !parseStrictJson(profile::filled(message.body, values, Escape::Json).toUtf8()).ok())
            wrong(place, u"is no JSON once it is filled in");
        if (m_profile.format == Profile::Format::Hex && !digits.match(profile::filled(message.body, values, Escape::Hex)).hasMatch())
            wrong(place, u"is not made of pairs of capital hex digits");
        if (m_profile.format == Profile::Format::Line && message.body.toUtf8().contains(m_profile.end) && m_profile.transport == Profile::Transport::Serial)
            wrong(place, u"has the end of a message inside");
    }

    void readAnswers()
    {
        const QJsonArray answers = m_root[u"answers"_s].toArray();
        if (answers.isEmpty() || answers.size() > kMostAnswers)
            return wrong(u"answers"_s, u"are missing, or too many");
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const QString place = u"answers[%1]."_s.arg(i);
            const QJsonObject answer = answers[i].toObject();
            only(answer, place, {u"match"_s, u"map"_s});
            Answer rule;
            readMatch(answer[u"match"_s], place + u"match"_s, &rule);
            readMap(answer[u"map"_s].toObject(), place + u"map."_s, &rule);
            m_profile.answers << rule;
        }
    }

    void readMatch(const QJsonValue &match, const QString &place, Answer *rule)
    {
        if (m_profile.format != Profile::Format::Json) {
            rule->line = match.toString();
            if (rule->line.isEmpty() || rule->line.size() > 512 || !profile::linePieces(rule->line))
                wrong(place, u"is no pattern of a line");
            return;
        }
        const QJsonObject members = match.toObject();
        if (members.isEmpty() || members.size() > kMostMembers)
            return wrong(place, u"names no members, or too many");
        for (auto it = members.begin(); it != members.end(); ++it) {
            if (!isPath(it.key()) || !it.value().isString() || it.value().toString().size() > kLongestTemplate || !profile::templateParts(it.value().toString()))
                wrong(place + u'.' + it.key().left(40), u"is no path with a text");
            rule->members.insert(it.key(), it.value().toString());
        }
    }

    static bool isPath(const QString &path)
    {
        static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{1,40}(?:\\.[A-Za-z0-9_-]{1,40}){0,7}\\z"_s);
        return form.match(path).hasMatch();
    }

    // Where a value comes from: a path of json, a name of the pattern.
    QString source(const QJsonObject &map, const QString &name, const QString &place, const Answer &rule, bool needed)
    {
        if (!map.contains(name)) {
            if (needed)
                wrong(place + name, u"is missing");
            return {};
        }
        const QString from = map[name].toString();
        bool there = m_profile.format == Profile::Format::Json && isPath(from);
        if (m_profile.format != Profile::Format::Json)
            for (const profile::LinePiece &piece : profile::linePieces(rule.line).value_or(QList<profile::LinePiece>()))
                there = there || (piece.name && piece.text == from);
        if (!there)
            wrong(place + name, u"names nothing in the message");
        return from;
    }

    void readMap(const QJsonObject &map, const QString &place, Answer *rule)
    {
        const AnswerKind *kind = std::find_if(std::begin(kAnswerKinds), std::end(kAnswerKinds), [&](const AnswerKind &k) { return k.name == map[u"kind"_s].toString(); });
        if (kind == std::end(kAnswerKinds))
            return wrong(place + u"kind"_s, u"is none of the known words");
        rule->kind = kind->kind;
        const bool rated = rule->kind == Answer::Kind::Rated, called = rule->kind == Answer::Kind::Called;
        if ((rated || rule->kind == Answer::Kind::Declined) && m_profile.cls != DeviceClass::Evaluation)
            wrong(place + u"kind"_s, u"is no answer of a queue");
        if ((called || rule->kind == Answer::Kind::Nobody || rule->kind == Answer::Kind::Done) && m_profile.cls != DeviceClass::QueueCaller)
            wrong(place + u"kind"_s, u"is no answer of an evaluation");
        only(map, place, rated ? QStringList{u"kind"_s, u"value"_s, u"levels"_s}
                               : called ? QStringList{u"kind"_s, u"number"_s, u"waiting"_s, u"service"_s} : QStringList{u"kind"_s});
        if (called) {
            rule->number = source(map, u"number"_s, place, *rule, true);
            rule->waiting = source(map, u"waiting"_s, place, *rule, false);
            rule->service = source(map, u"service"_s, place, *rule, false);
        }
        if (!rated)
            return;
        rule->value = source(map, u"value"_s, place, *rule, true);
        const QJsonObject levels = map[u"levels"_s].toObject();
        if (levels.isEmpty() || levels.size() > kMostLevels)
            wrong(place + u"levels"_s, u"are missing, or too many");
        for (auto it = levels.begin(); it != levels.end(); ++it)
            rule->levels.insert(it.key(), number(levels, it.key(), place + u"levels."_s, 1, 5, 0));
    }

    void checkWhole()
    {
        const bool evaluation = m_profile.cls == DeviceClass::Evaluation;
        const QString main = evaluation ? u"ask"_s : u"call"_s;
        if (!m_profile.messages.contains(main))
            wrong(u"messages."_s + main, u"is missing");
        if (!m_profile.says(evaluation ? Answer::Kind::Rated : Answer::Kind::Called))
            wrong(u"answers"_s, u"hold nothing that could be a result");
        if (evaluation && levelsKnown().size() != 5)
            wrong(u"answers"_s, u"do not name all five levels");
        if (m_profile.messages.contains(u"heartbeat"_s) != m_profile.beats() && !m_profile.pings())
            wrong(u"heartbeatS"_s, u"and messages.heartbeat belong together");
        if (m_profile.beats() && !m_profile.pings() && m_profile.transport != Profile::Transport::Http && !m_profile.says(Answer::Kind::Alive))
            wrong(u"answers"_s, u"hold no answer to the heartbeat");
    }
    // A terminal that cannot say "dissatisfied" would be worse than none.
    QSet<int> levelsKnown() const
    {
        QSet<int> found;
        for (const Answer &answer : m_profile.answers)
            for (const int level : answer.levels)
                found.insert(level);
        return found;
    }

    const QJsonObject m_root;
    Profile m_profile;
    QString m_problem;
};

} // namespace

bool TerminalProfile::says(TerminalAnswer::Kind kind) const
{
    return std::any_of(answers.cbegin(), answers.cend(), [kind](const TerminalAnswer &answer) { return answer.kind == kind; });
}

Result<TerminalProfile> readTerminalProfile(QByteArrayView text)
{
    const auto parsed = parseStrictJson(text, {kLargestProfile, kProfileDepth, kMostAnswers, 200});
    if (!parsed.ok())
        return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, parsed.error().detail};
    if (!parsed->isObject())
        return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, u"no object"_s};
    return ProfileReader(parsed->toObject()).read();
}

} // namespace zc::devices
