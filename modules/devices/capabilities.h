#pragma once
#include <devices/faults.h>

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace zc::devices {

// One setting a device understands: either a range (minimum…maximum) or a list of values, never both.
struct SettingCapability {
    QString id;
    QString type;               // "integer", "choice" or "switch"
    int minimum = 0;
    int maximum = 0;
    QStringList values;
    QString defaultValue;

    friend bool operator==(const SettingCapability &, const SettingCapability &) = default;
};

// What a device can do, as a versioned document. Screens offer only what stands here; everything else is `unsupported`.
struct Capabilities {
    int version = 1;
    DeviceClass cls = DeviceClass::IdCardReader;
    QStringList operations;     // names of operations.h, for example "ReadCard"
    QList<SettingCapability> settings;
    QStringList notes;          // for IT, English

    QJsonObject toJson() const; // {version, class, operations[], settings[], notes[]}
    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

} // namespace zc::devices
