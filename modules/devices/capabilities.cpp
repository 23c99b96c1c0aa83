#include "capabilities.h"

#include <QJsonArray>
#include <QSet>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kMostSettings = 64;
constexpr qsizetype kMostValues = 256;

bool textList(const QJsonValue &value, QStringList *list)
{
    if (!value.isArray())
        return value.isUndefined();
    for (const QJsonValue &entry : value.toArray()) {
        if (!entry.isString())
            return false;
        list->append(entry.toString());
    }
    return true;
}

Error refused(const QString &what)
{
    return Error{ErrorKind::Corrupt, u"DEV-CAPABILITIES"_s, what};
}

} // namespace

bool SettingCapability::accepts(const QString &value) const
{
    if (type == u"switch")
        return value == u"on" || value == u"off";
    if (!values.isEmpty())
        return values.contains(value);
    bool number = false;
    const int n = value.toInt(&number);
    // "0300" and "+5" name numbers, but not as the document writes them: two spellings of one value would compare unequal.
    return type == u"integer" && number && QString::number(n) == value && n >= minimum && n <= maximum;
}

const SettingCapability *Capabilities::setting(QStringView id) const
{
    for (const SettingCapability &entry : settings)
        if (entry.id == id)
            return &entry;
    return nullptr;
}

QString Capabilities::value(const SettingValues &chosen, QStringView id) const
{
    const auto found = chosen.constFind(id.toString());
    if (found != chosen.constEnd())
        return *found;
    const SettingCapability *entry = setting(id);
    return entry ? entry->defaultValue : QString();
}

QString Capabilities::refusedSetting(const SettingValues &chosen) const
{
    for (auto it = chosen.begin(); it != chosen.end(); ++it) {
        const SettingCapability *entry = setting(it.key());
        if (!entry || !entry->accepts(it.value()))
            return it.key();
    }
    return {};
}

QStringList Capabilities::problems() const
{
    QStringList found;
    if (version != kVersion)
        found << u"version %1 is not known"_s.arg(version);
    if (operations.isEmpty())
        found << u"no operations"_s;
    if (QSet<QString>(operations.begin(), operations.end()).size() != operations.size())
        found << u"an operation is listed twice"_s;
    if (settings.size() > kMostSettings)
        found << u"too many settings"_s;
    QSet<QString> ids;
    for (const SettingCapability &entry : settings) {
        const bool integer = entry.type == u"integer", choice = entry.type == u"choice", onOff = entry.type == u"switch";
        if (entry.id.isEmpty() || ids.contains(entry.id))
            found << u"setting '%1' has no name of its own"_s.arg(entry.id);
        ids.insert(entry.id);
        if (!integer && !choice && !onOff)
            found << u"%1: unknown type '%2'"_s.arg(entry.id, entry.type);
        if ((choice && entry.values.isEmpty()) || (onOff && !entry.values.isEmpty()) || entry.values.size() > kMostValues)
            found << u"%1: values do not fit the type"_s.arg(entry.id);
        if (integer && entry.values.isEmpty() && entry.minimum > entry.maximum)
            found << u"%1: empty range"_s.arg(entry.id);
        if (QSet<QString>(entry.values.begin(), entry.values.end()).size() != entry.values.size())
            found << u"%1: a value is listed twice"_s.arg(entry.id);
        if (!entry.accepts(entry.defaultValue))
            found << u"%1: the default '%2' is not allowed"_s.arg(entry.id, entry.defaultValue);
    }
    return found;
}

QJsonObject Capabilities::toJson() const
{
    QJsonArray settingList;
    for (const SettingCapability &entry : settings) {
        QJsonObject object{{u"id"_s, entry.id}, {u"type"_s, entry.type}, {u"default"_s, entry.defaultValue}};
        if (!entry.values.isEmpty())
            object.insert(u"values"_s, QJsonArray::fromStringList(entry.values));
        else if (entry.type == u"integer")
            object.insert(u"range"_s, QJsonArray{entry.minimum, entry.maximum});
        settingList.append(object);
    }
    return {{u"version"_s, version},
            {u"class"_s, deviceClassName(cls)},
            {u"operations"_s, QJsonArray::fromStringList(operations)},
            {u"settings"_s, settingList},
            {u"notes"_s, QJsonArray::fromStringList(notes)}};
}

Result<Capabilities> Capabilities::fromJson(const QJsonObject &document)
{
    Capabilities result;
    const auto cls = deviceClassFromName(document.value(u"class"_s).toString());
    if (!cls)
        return refused(u"class"_s);
    result.cls = *cls;
    result.version = document.value(u"version"_s).toInt(-1);
    if (!textList(document.value(u"operations"_s), &result.operations) || !textList(document.value(u"notes"_s), &result.notes))
        return refused(u"operations or notes"_s);
    const QJsonValue list = document.value(u"settings"_s);
    if (!list.isArray() && !list.isUndefined())
        return refused(u"settings"_s);
    for (const QJsonValue &value : list.toArray()) {
        const QJsonObject object = value.toObject();
        SettingCapability entry;
        entry.id = object.value(u"id"_s).toString();
        entry.type = object.value(u"type"_s).toString();
        entry.defaultValue = object.value(u"default"_s).toString();
        const QJsonArray range = object.value(u"range"_s).toArray();
        const bool ranged = range.size() == 2 && range[0].isDouble() && range[1].isDouble();
        if (!textList(object.value(u"values"_s), &entry.values) || (object.contains(u"range"_s) && (!ranged || !entry.values.isEmpty())))
            return refused(u"setting "_s + entry.id);
        if (ranged) {
            entry.minimum = range[0].toInt();
            entry.maximum = range[1].toInt();
        }
        result.settings << entry;
    }
    const QStringList problems = result.problems();
    if (!problems.isEmpty())
        return refused(problems.first());
    return result;
}

} // namespace zc::devices
