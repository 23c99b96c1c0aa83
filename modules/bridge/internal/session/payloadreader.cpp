#include "internal/session/call.h"

#include <base/uuid.h>

#include <QJsonArray>

#include <algorithm>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using devices::ReceiptLine;

namespace {

constexpr qsizetype kMostSettings = 20;
constexpr qsizetype kLongestSetting = 100;
constexpr qsizetype kLongestLine = 200;

// Words that will stand on our screen or in a list: no control characters, none that turn the direction of writing.
bool isPlain(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || c.isSurrogate()
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
    });
}

} // namespace

QString PayloadReader::text(const QString &name, qsizetype longest)
{
    const QJsonValue value = m_left.take(name);
    m_good = m_good && value.isString() && !value.toString().isEmpty() && value.toString().size() <= longest && isPlain(value.toString());
    return value.toString();
}

QString PayloadReader::optionalText(const QString &name, qsizetype longest)
{
    return m_left.contains(name) ? text(name, longest) : QString();
}

qint64 PayloadReader::integer(const QString &name, qint64 least, qint64 most)
{
    const QJsonValue value = m_left.take(name);
    const qint64 number = value.toInteger(least - 1);
    m_good = m_good && value.isDouble() && number >= least && number <= most;
    return number;
}

bool PayloadReader::flag(const QString &name, bool otherwise)
{
    const QJsonValue value = m_left.take(name);
    m_good = m_good && (value.isBool() || value.isUndefined());
    return value.toBool(otherwise);
}

QStringList PayloadReader::texts(const QString &name, qsizetype most, bool optional)
{
    const QJsonValue value = m_left.take(name);
    QStringList list;
    for (const QJsonValue entry : value.toArray()) {
        m_good = m_good && entry.isString() && !entry.toString().isEmpty() && entry.toString().size() <= 100 && !list.contains(entry.toString());
        list << entry.toString();
    }
    m_good = m_good && (value.isArray() || (optional && value.isUndefined())) && list.size() <= most && (optional || !list.isEmpty());
    return list;
}

QList<qint64> PayloadReader::integers(const QString &name, qsizetype most)
{
    const QJsonValue value = m_left.take(name);
    QList<qint64> list;
    for (const QJsonValue entry : value.toArray()) {
        m_good = m_good && entry.isDouble();
        list << entry.toInteger();
    }
    m_good = m_good && (value.isArray() || value.isUndefined()) && list.size() <= most;
    return list;
}

QUuid PayloadReader::uuid(const QString &name)
{
    const QUuid id = uuidFromCanonicalText(text(name));
    m_good = m_good && !id.isNull();
    return id;
}

devices::SettingValues PayloadReader::settings(const QString &name)
{
    const QJsonValue value = m_left.take(name);
    const QJsonObject object = value.toObject();
    m_good = m_good && (value.isObject() || value.isUndefined()) && object.size() <= kMostSettings;
    PayloadReader members(object);
    devices::SettingValues settings;
    for (const QString &id : object.keys())
        settings.insert(id, members.text(id, kLongestSetting));
    m_good = m_good && members.good();
    return settings;
}

// [{"text","bold"?,"large"?,"centred"?} | {"kind":"rule|feed|cut"}]
QList<ReceiptLine> PayloadReader::lines(const QString &name, qsizetype most)
{
    const QJsonValue value = m_left.take(name);
    const QJsonArray array = value.toArray();
    m_good = m_good && value.isArray() && !array.isEmpty() && array.size() <= most;
    QList<ReceiptLine> lines;
    for (qsizetype i = 0; i < array.size() && m_good; ++i) {
        PayloadReader member(array[i].toObject());
        ReceiptLine line;
        const QString kind = member.optionalText(u"kind"_s);
        if (kind.isEmpty()) {
            line.text = member.text(u"text"_s, kLongestLine);
            line.bold = member.flag(u"bold"_s, false);
            line.large = member.flag(u"large"_s, false);
            line.centred = member.flag(u"centred"_s, false);
        }
        line.kind = kind == u"rule" ? ReceiptLine::Kind::Rule : kind == u"feed" ? ReceiptLine::Kind::Feed
            : kind == u"cut" ? ReceiptLine::Kind::Cut : ReceiptLine::Kind::Text;
        m_good = array[i].isObject() && member.good() && (kind.isEmpty() || line.kind != ReceiptLine::Kind::Text);
        lines << line;
    }
    return lines;
}

} // namespace zc::bridge
