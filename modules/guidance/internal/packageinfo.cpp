#include "internal/packageinfo.h"

#include <QJsonArray>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
QString quoted(const QString &text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"': out += u"\\\""; break;
        case u'\\': out += u"\\\\"; break;
        case u'\n': out += u"\\n"; break;
        case u'\r': out += u"\\r"; break;
        case u'\t': out += u"\\t"; break;
        default:
            if (c.unicode() < 0x20)
                out += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
            else
                out += c;
        }
    }
    return out + u'"';
}

// Writes members in the order they are handed in; QJsonObject would sort them.
class JsonText {
public:
    void open(QChar bracket, const QString &key = {})
    {
        begin(key);
        m_text += bracket;
        m_first = true;
        ++m_depth;
    }
    void close(QChar bracket)
    {
        --m_depth;
        if (!m_first)
            newLine();
        m_text += bracket;
        m_first = false;
    }
    void raw(const QString &key, const QString &value)
    {
        begin(key);
        m_text += value;
    }
    void text(const QString &key, const QString &value) { raw(key, quoted(value)); }
    void list(const QString &key, const QStringList &values)
    {
        open(u'[', key);
        for (const QString &value : values)
            text({}, value);
        close(u']');
    }
    void value(const QString &key, const QJsonValue &value)
    {
        switch (value.type()) {
        case QJsonValue::Object: {
            open(u'{', key);
            const QJsonObject object = value.toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                this->value(it.key(), *it);
            close(u'}');
            break;
        }
        case QJsonValue::Array: {
            open(u'[', key);
            const QJsonArray array = value.toArray();
            for (const QJsonValue &item : array)
                this->value({}, item);
            close(u']');
            break;
        }
        case QJsonValue::Bool: raw(key, value.toBool() ? u"true"_s : u"false"_s); break;
        case QJsonValue::Double: raw(key, value.toVariant().toString()); break;
        case QJsonValue::String: text(key, value.toString()); break;
        default: raw(key, u"null"_s);
        }
    }
    QByteArray bytes() const { return m_text.toUtf8() + '\n'; }

private:
    void newLine() { m_text += u'\n' + QString(m_depth * 2, u' '); }
    void begin(const QString &key)
    {
        if (m_depth > 0) {
            if (!m_first)
                m_text += u',';
            newLine();
        }
        m_first = false;
        if (!key.isNull())
            m_text += quoted(key) + u": "_s;
    }

    QString m_text;
    int m_depth = 0;
    bool m_first = true;
};

QJsonValue dateValue(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

class InfoReader {
public:
    InfoReader(const QJsonObject &json, QString *problem) : m_json(json), m_problem(problem) {}

    AuthoredInfo run()
    {
        AuthoredInfo info;
        if (m_json.value(u"format") != QJsonValue(1))
            bad(u"format"_s);
        m_seen << u"format"_s;
        info.kind = text(u"kind"_s);
        info.packId = text(u"packId"_s);
        info.version = text(u"version"_s);
        info.itemCode = text(u"itemCode"_s);
        info.itemName = text(u"itemName"_s);
        info.region = text(u"region"_s);
        info.profile = text(u"profile"_s);
        info.validFrom = text(u"validFrom"_s);
        info.validTo = text(u"validTo"_s);
        const QJsonValue supersedes = take(u"supersedes"_s);
        if (supersedes.isObject())
            info.supersedes = {member(supersedes, u"version"_s, u"supersedes"_s), member(supersedes, u"validTo"_s, u"supersedes"_s)};
        else if (!supersedes.isNull() && !supersedes.isUndefined())
            bad(u"supersedes"_s);
        info.authors = texts(u"authors"_s);
        info.reviewers = texts(u"reviewers"_s);
        const QJsonValue demo = take(u"demo"_s);
        if (!demo.isBool() && !demo.isUndefined())
            bad(u"demo"_s);
        info.demo = demo.toBool();
        info.note = text(u"note"_s);
        readAccepted(info);
        info.seal = text(u"seal"_s);
        for (auto it = m_json.begin(); it != m_json.end(); ++it)
            if (!m_seen.contains(it.key()))
                info.further.insert(it.key(), *it);
        return info;
    }

private:
    void bad(const QString &key)
    {
        if (m_problem->isNull())
            *m_problem = key;
    }
    QJsonValue take(const QString &key)
    {
        m_seen << key;
        return m_json.value(key);
    }
    QString text(const QString &key)
    {
        const QJsonValue value = take(key);
        if (!value.isString() && !value.isNull() && !value.isUndefined())
            bad(key);
        return value.toString();
    }
    // A member the sheet has no place for would be lost: it is refused instead.
    QString member(const QJsonValue &object, const QString &key, const QString &parent)
    {
        static const QStringList known = {u"version"_s, u"validTo"_s, u"code"_s, u"where"_s, u"reason"_s, u"by"_s};
        const QStringList keys = object.toObject().keys();
        for (const QString &one : keys)
            if (!known.contains(one))
                bad(parent + u'.' + one);
        const QJsonValue value = object.toObject().value(key);
        if (!value.isString() && !value.isNull() && !value.isUndefined())
            bad(parent + u'.' + key);
        return value.toString();
    }
    QStringList texts(const QString &key)
    {
        QStringList list;
        const QJsonValue value = take(key);
        if (!value.isArray() && !value.isNull() && !value.isUndefined())
            bad(key);
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (!item.isString() || item.toString().isEmpty() || item.toString().contains(u'|'))
                bad(key);
            list << item.toString();
        }
        return list;
    }
    void readAccepted(AuthoredInfo &info)
    {
        const QJsonValue value = take(u"accepted"_s);
        if (!value.isArray() && !value.isNull() && !value.isUndefined())
            bad(u"accepted"_s);
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (!item.isObject())
                bad(u"accepted"_s);
            info.accepted << AuthoredInfo::Accepted{member(item, u"code"_s, u"accepted"_s), member(item, u"where"_s, u"accepted"_s),
                                                    member(item, u"reason"_s, u"accepted"_s), member(item, u"by"_s, u"accepted"_s)};
        }
    }

    const QJsonObject &m_json;
    QString *m_problem;
    QStringList m_seen;
};
} // namespace

AuthoredInfo infoFromJson(const QJsonObject &json, QString *problem)
{
    *problem = QString();
    return InfoReader(json, problem).run();
}

QByteArray infoToJson(const AuthoredInfo &info)
{
    JsonText json;
    json.open(u'{');
    json.raw(u"format"_s, u"1"_s);
    json.text(u"kind"_s, info.kind);
    json.text(u"packId"_s, info.packId);
    json.text(u"version"_s, info.version);
    json.text(u"itemCode"_s, info.itemCode);
    json.text(u"itemName"_s, info.itemName);
    json.text(u"region"_s, info.region);
    json.text(u"profile"_s, info.profile);
    json.value(u"validFrom"_s, dateValue(info.validFrom));
    json.value(u"validTo"_s, dateValue(info.validTo));
    if (info.supersedes) {
        json.open(u'{', u"supersedes"_s);
        json.text(u"version"_s, info.supersedes->first);
        json.value(u"validTo"_s, dateValue(info.supersedes->second));
        json.close(u'}');
    } else {
        json.raw(u"supersedes"_s, u"null"_s);
    }
    json.list(u"authors"_s, info.authors);
    json.list(u"reviewers"_s, info.reviewers);
    json.raw(u"demo"_s, info.demo ? u"true"_s : u"false"_s);
    json.text(u"note"_s, info.note);
    json.open(u'[', u"accepted"_s);
    for (const AuthoredInfo::Accepted &one : info.accepted) {
        json.open(u'{');
        json.text(u"code"_s, one.code);
        json.text(u"where"_s, one.where);
        json.text(u"reason"_s, one.reason);
        json.text(u"by"_s, one.by);
        json.close(u'}');
    }
    json.close(u']');
    if (!info.seal.isEmpty())
        json.text(u"seal"_s, info.seal);
    for (auto it = info.further.begin(); it != info.further.end(); ++it)
        json.value(it.key(), *it);
    json.close(u'}');
    return json.bytes();
}

QString normalNotice(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text.isEmpty() ? text : text + u'\n';
}

} // namespace zc::guidance
