#include "internal/session/call.h"

#include <QJsonArray>

#include <algorithm>

namespace zc::bridge {

namespace {

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

} // namespace zc::bridge
