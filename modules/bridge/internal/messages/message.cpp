#include "message.h"

#include <base/strictjson.h>

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

constexpr JsonLimits kLimits{64 * 1024, 16, 5000, 200};
constexpr qsizetype kLongestName = 64;

std::optional<qint64> integer(const QJsonValue &value, qint64 least, qint64 most)
{
    const qint64 number = value.toInteger(least - 1);
    return value.isDouble() && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

bool isName(const QString &name)
{
    const auto fits = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.'; };
    return !name.isEmpty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), fits);
}

QJsonObject header(const QString &type, const QString &name, qint64 requestId)
{
    return {{u"type"_s, type}, {u"name"_s, name}, {u"requestId"_s, requestId}, {u"version"_s, QLatin1StringView(kVersion)}};
}

QByteArray text(const QJsonObject &header, const QJsonObject &payload)
{
    return QJsonDocument(QJsonObject{{u"header"_s, header}, {u"payload"_s, payload}}).toJson(QJsonDocument::Compact);
}

} // namespace

bool onlyMembers(const QJsonObject &object, const QStringList &allowed)
{
    const QStringList keys = object.keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString &key) { return allowed.contains(key); });
}

ReadMessage readMessage(QByteArrayView bytes)
{
    ReadMessage read;
    const Result<QJsonValue> value = parseStrictJson(bytes, kLimits);
    if (!value.ok() || !value->isObject())
        return read;
    const QJsonObject message = value->toObject(), head = message.value(u"header"_s).toObject();
    const auto requestId = integer(head.value(u"requestId"_s), 1, std::numeric_limits<qint32>::max());
    const QString name = head.value(u"name"_s).toString();
    read.requestId = requestId.value_or(0);
    read.name = isName(name) ? name : QString();
    const QJsonValue timeout = head.value(u"timeout"_s), payload = message.value(u"payload"_s);
    const auto timeoutMs = timeout.isUndefined() ? std::optional<qint64>(0) : integer(timeout, 1, kLongestTimeoutMs);
    const bool whole = onlyMembers(message, {u"header"_s, u"payload"_s}) && onlyMembers(head, {u"type"_s, u"name"_s, u"requestId"_s, u"version"_s, u"timeout"_s})
        && head.value(u"type"_s).toString() == u"command" && head.value(u"version"_s).toString() == QLatin1StringView(kVersion)
        && requestId && isName(name) && timeoutMs && (payload.isObject() || payload.isUndefined());
    if (whole)
        read.command = CommandMessage{name, *requestId, int(*timeoutMs), payload.toObject()};
    return read;
}

QString completionName(Completion completion)
{
    switch (completion) {
    case Completion::Success: return u"success"_s;
    case Completion::Canceled: return u"canceled"_s;
    case Completion::TimeOut: return u"timeOut"_s;
    case Completion::DeviceNotReady: return u"deviceNotReady"_s;
    case Completion::HardwareError: return u"hardwareError"_s;
    case Completion::UnsupportedCommand: return u"unsupportedCommand"_s;
    case Completion::InvalidData: return u"invalidData"_s;
    case Completion::AuthorisationRequired: return u"authorisationRequired"_s;
    case Completion::SequenceError: return u"sequenceError"_s;
    case Completion::UserError: return u"userError"_s;
    case Completion::InternalError: return u"internalError"_s;
    }
    return {};
}

QByteArray acknowledgeText(const QString &name, qint64 requestId, const QString &status)
{
    QJsonObject head = header(u"acknowledge"_s, name, requestId);
    head.insert(u"status"_s, status.isEmpty() ? QJsonValue() : QJsonValue(status));
    return text(head, {});
}

QByteArray completionText(const QString &name, qint64 requestId, Completion completion, const QJsonObject &payload, const QString &description)
{
    QJsonObject head = header(u"completion"_s, name, requestId);
    head.insert(u"completionCode"_s, completionName(completion));
    if (!description.isEmpty())
        head.insert(u"errorDescription"_s, description);
    return text(head, payload);
}

QByteArray eventText(const QString &name, qint64 requestId, const QJsonObject &payload)
{
    return text(header(u"event"_s, name, requestId), payload);
}

QByteArray unsolicitedText(const QString &name, const QJsonObject &payload)
{
    return text(header(u"unsolicited"_s, name, 0), payload);
}

} // namespace zc::bridge
