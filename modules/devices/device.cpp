#include "device.h"

#include "driver.h"

#include <QJsonArray>

namespace zc::devices {

using namespace Qt::StringLiterals;

JobContext::~JobContext() = default;
Device::~Device() = default;
Driver::~Driver() = default;

QString deviceStateName(DeviceState state)
{
    switch (state) {
    case DeviceState::Absent: return u"absent"_s;
    case DeviceState::Present: return u"present"_s;
    case DeviceState::Opening: return u"opening"_s;
    case DeviceState::Ready: return u"ready"_s;
    case DeviceState::Busy: return u"busy"_s;
    case DeviceState::Degraded: return u"degraded"_s;
    case DeviceState::Fault: return u"fault"_s;
    case DeviceState::Lost: return u"lost"_s;
    }
    return {};
}

QString operationName(const AnyOperation &operation)
{
    struct Name {
        QString operator()(const WaitCard &) const { return u"WaitCard"_s; }
        QString operator()(const ReadCard &) const { return u"ReadCard"_s; }
        QString operator()(const CheckHealth &) const { return u"CheckHealth"_s; }
    };
    return std::visit(Name(), operation);
}

QJsonObject Capabilities::toJson() const
{
    QJsonArray settingList;
    for (const SettingCapability &setting : settings) {
        QJsonObject entry{{u"id"_s, setting.id}, {u"type"_s, setting.type}, {u"default"_s, setting.defaultValue}};
        if (setting.values.isEmpty())
            entry.insert(u"range"_s, QJsonArray{setting.minimum, setting.maximum});
        else
            entry.insert(u"values"_s, QJsonArray::fromStringList(setting.values));
        settingList.append(entry);
    }
    return {{u"version"_s, version},
            {u"class"_s, u"idCardReader"_s},
            {u"operations"_s, QJsonArray::fromStringList(operations)},
            {u"settings"_s, settingList},
            {u"notes"_s, QJsonArray::fromStringList(notes)}};
}

} // namespace zc::devices
