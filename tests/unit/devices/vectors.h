#pragma once
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// The synthetic vectors of the reader: the project's own copy, which must stay equal to the shared data where present.
inline QJsonObject deviceVectors()
{
    QFile file(QStringLiteral(ZC_SOURCE_DIR "/tests/data/devices/vectors.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

inline QByteArray vectorFrame(const QString &id)
{
    for (const QJsonValue &entry : deviceVectors().value(QStringLiteral("readAnswers")).toArray())
        if (entry.toObject().value(QStringLiteral("id")).toString() == id)
            return QByteArray::fromHex(entry.toObject().value(QStringLiteral("hex")).toString().toLatin1());
    return {};
}
