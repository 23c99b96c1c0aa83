#include "bridgepolicy.h"

#include "internal/messages/catalogue.h"
#include "internal/messages/message.h"

#include <base/strictjson.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestOrigin = 300;
constexpr qsizetype kMostGrants = 100;

Error refused(const QString &what)
{
    return Error{ErrorKind::Invalid, u"BRG-POLICY"_s, what.left(200)};
}

// Names of commands, "Class.*" written out. Nothing: something in the list is no command.
std::optional<QStringList> commandsOf(const QJsonValue &value)
{
    if (value.isUndefined())
        return QStringList();
    if (!value.isArray() || value.toArray().size() > kMostGrants)
        return std::nullopt;
    QStringList commands;
    for (const QJsonValue entry : value.toArray()) {
        const QString name = entry.toString();
        const QStringList meant = name.endsWith(u".*") ? commandsOfFamily(name.chopped(2)) : findCommand(name) ? QStringList{name} : QStringList();
        if (meant.isEmpty())
            return std::nullopt;
        for (const QString &command : meant)
            if (!commands.contains(command))
                commands << command;
    }
    return commands;
}

Result<BridgeOrigin> readOrigin(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    BridgeOrigin origin;
    origin.origin = object.value(u"origin"_s).toString();
    if (!value.isObject() || !onlyMembers(object, {u"origin"_s, u"grants"_s, u"ask"_s, u"allowHttp"_s}) || !isOrigin(origin.origin))
        return refused(origin.origin.isEmpty() ? u"origin"_s : origin.origin);
    const QJsonValue http = object.value(u"allowHttp"_s);
    if (!http.isUndefined() && !http.isBool())
        return refused(origin.origin + u" allowHttp"_s);
    origin.allowHttp = http.toBool();
    if (origin.origin.startsWith(u"http://") && !origin.allowHttp)
        return refused(origin.origin + u" is http without allowHttp"_s);
    const auto grants = commandsOf(object.value(u"grants"_s)), ask = commandsOf(object.value(u"ask"_s));
    if (!grants || !ask || !object.contains(u"grants"_s))
        return refused(origin.origin + u" grants"_s);
    origin.grants = *grants;
    origin.ask = *ask;
    return origin;
}

} // namespace

bool isOrigin(QStringView text)
{
    static const QRegularExpression form(
        u"\\A(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\\[[0-9a-f:.]{2,45}\\])(?::([1-9][0-9]{0,4}))?\\z"_s);
    if (text.size() > kLongestOrigin)
        return false;
    const QRegularExpressionMatch match = form.match(text.toString());
    if (!match.hasMatch())
        return false;
    const int port = match.captured(3).toInt();
    return port <= 65535 && port != (match.captured(1) == u"https" ? 443 : 80);
}

const BridgeOrigin *BridgePolicy::find(QStringView origin) const
{
    for (const BridgeOrigin &entry : origins)
        if (entry.origin == origin)
            return &entry;
    return nullptr;
}

Result<BridgePolicy> BridgePolicy::fromJson(QByteArrayView json)
{
    const Result<QJsonValue> value = parseStrictJson(json);
    if (!value.ok())
        return refused(value.error().detail);
    const QJsonObject object = value->toObject();
    const QJsonArray list = object.value(u"origins"_s).toArray();
    if (!value->isObject() || !onlyMembers(object, {u"origins"_s}) || !object.value(u"origins"_s).isArray() || list.size() > kMostOrigins)
        return refused(u"origins"_s);
    BridgePolicy policy;
    for (const QJsonValue entry : list) {
        Result<BridgeOrigin> origin = readOrigin(entry);
        if (!origin.ok())
            return origin.error();
        if (policy.find(origin->origin))
            return refused(origin->origin + u" twice"_s);
        policy.origins << std::move(*origin);
    }
    return policy;
}

} // namespace zc::bridge
