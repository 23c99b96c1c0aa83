#pragma once
#include <base/result.h>
#include <devices/faults.h>

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QStringList>

namespace zc::devices {

using SettingValues = QMap<QString, QString>;       // setting id → value, both as the capabilities write them

// One setting a device understands: either a range (minimum…maximum) or a list of values, never both.
struct SettingCapability {
    QString id;
    QString type;               // "integer", "choice" or "switch" ("on" and "off")
    int minimum = 0;
    int maximum = 0;
    QStringList values;         // an integer with few allowed values lists them as well
    QString defaultValue;

    bool accepts(const QString &value) const;
    friend bool operator==(const SettingCapability &, const SettingCapability &) = default;
};

// What a device can do, as a versioned document. Screens offer only what stands here; everything else is `unsupported`.
struct Capabilities {
    int version = 1;
    DeviceClass cls = DeviceClass::IdCardReader;
    QStringList operations;     // names of operations.h, for example "ReadCard"
    QList<SettingCapability> settings;
    QStringList notes;          // for IT, English

    const SettingCapability *setting(QStringView id) const;
    QString value(const SettingValues &chosen, QStringView id) const;   // chosen, else the default, else empty
    QString refusedSetting(const SettingValues &chosen) const;          // id of the first one it cannot do; empty: all fit
    QStringList problems() const;                   // what makes the document itself unusable, English; empty: sound

    QJsonObject toJson() const; // {version, class, operations[], settings[{id,type,range|values,default}], notes[]}
    // Refused as a whole with DEV-CAPABILITIES: unknown class, wrong types, or problems().
    static Result<Capabilities> fromJson(const QJsonObject &document);
    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

} // namespace zc::devices
