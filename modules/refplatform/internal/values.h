#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace zc::refplatform {

// Between columns, JSON and C++; an absent number is NULL in the database.
inline QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
inline QVariant orNull(const std::optional<qint64> &value) { return value ? QVariant(*value) : QVariant(); }
inline std::optional<qint64> orNothing(const QVariant &value) { return value.isValid() ? std::optional<qint64>(value.toLongLong()) : std::nullopt; }

// The strings of a JSON array; anything else in it becomes an empty one.
inline QStringList texts(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        list << entry.toString();
    return list;
}

} // namespace zc::refplatform
