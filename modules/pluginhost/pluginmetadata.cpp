#include "pluginmetadata.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestText = 200;
constexpr int kMostRequirements = 50;

Error refused(const QString &what)
{
    return Error{ErrorKind::Corrupt, u"PLG-METADATA"_s, what};
}

bool onlyMembers(const QJsonObject &object, const QStringList &allowed, QString *stranger)
{
    for (const QString &key : object.keys()) {
        if (!allowed.contains(key)) {
            *stranger = key;
            return false;
        }
    }
    return true;
}

// "1.2.3": up to four numbers and nothing behind them; an absent member gives the null version.
bool readVersion(const QJsonValue &value, QVersionNumber *version)
{
    if (value.isUndefined())
        return true;
    qsizetype end = 0;
    const QString text = value.toString();
    *version = QVersionNumber::fromString(text, &end);
    return !text.isEmpty() && end == text.size() && version->segmentCount() <= 4;
}

bool readRange(const QJsonObject &object, VersionRange *range)
{
    return readVersion(object.value(u"min"_s), &range->min) && readVersion(object.value(u"below"_s), &range->below);
}

bool isId(const QString &text)
{
    static const QRegularExpression form(u"\\A[a-z][a-z0-9_]{0,63}\\z"_s);
    return form.match(text).hasMatch();
}

} // namespace

bool VersionRange::holds(const QVersionNumber &version) const
{
    // To QVersionNumber 2 is less than 2.0; to a person they are the same.
    const QVersionNumber plain = version.normalized();
    return (min.isNull() || plain >= min.normalized()) && (below.isNull() || plain < below.normalized());
}

Result<PluginMetadata> parseMetadata(const QJsonObject &object)
{
    QString stranger;
    if (!onlyMembers(object, {u"format"_s, u"id"_s, u"name"_s, u"version"_s, u"api"_s, u"product"_s, u"capabilities"_s, u"load"_s, u"requires"_s}, &stranger))
        return refused(stranger);
    if (object.value(u"format"_s).toInt() != 1)
        return refused(u"format"_s);

    PluginMetadata data;
    data.id = object.value(u"id"_s).toString();
    if (!isId(data.id))
        return refused(u"id"_s);
    data.name = object.value(u"name"_s).toString();
    if (data.name.isEmpty() || data.name.size() > kLongestText)
        return refused(u"name"_s);
    if (!object.contains(u"version"_s) || !readVersion(object.value(u"version"_s), &data.version))
        return refused(u"version"_s);

    const QJsonObject api = object.value(u"api"_s).toObject();
    data.apiMajor = api.value(u"major"_s).toInt(-1);
    data.apiMinor = api.value(u"minor"_s).toInt(-1);
    if (data.apiMajor < 0 || data.apiMinor < 0 || !onlyMembers(api, {u"major"_s, u"minor"_s}, &stranger))
        return refused(u"api"_s);
    const QJsonObject product = object.value(u"product"_s).toObject();
    if (!onlyMembers(product, {u"min"_s, u"below"_s}, &stranger) || !readRange(product, &data.product))
        return refused(u"product"_s);

    for (const QJsonValue &entry : object.value(u"capabilities"_s).toArray()) {
        const QString capability = entry.toString();
        if (!QStringList{u"itemPacks"_s, u"validators"_s, u"mappers"_s, u"itemLogic"_s}.contains(capability))
            return refused(u"capabilities"_s);
        data.capabilities << capability;
    }
    const QString load = object.value(u"load"_s).toString(u"onDemand"_s);
    if (load != u"onDemand" && load != u"startup")
        return refused(u"load"_s);
    data.load = load == u"startup" ? LoadTime::Startup : LoadTime::OnDemand;

    const QJsonArray requirements = object.value(u"requires"_s).toArray();
    if (requirements.size() > kMostRequirements)
        return refused(u"requires"_s);
    for (const QJsonValue &entry : requirements) {
        const QJsonObject need = entry.toObject();
        Requirement requirement{need.value(u"id"_s).toString(), {}};
        if (!isId(requirement.id) || requirement.id == data.id || !onlyMembers(need, {u"id"_s, u"min"_s, u"below"_s}, &stranger)
            || !readRange(need, &requirement.versions))
            return refused(u"requires"_s);
        data.requirements << requirement;
    }
    return data;
}

} // namespace zc::pluginhost
