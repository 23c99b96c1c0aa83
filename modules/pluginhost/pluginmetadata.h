#pragma once
#include <base/result.h>

#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <QVersionNumber>

namespace zc::pluginhost {

// min ≤ version < below; an absent end is open.
struct VersionRange {
    QVersionNumber min;
    QVersionNumber below;
    bool holds(const QVersionNumber &version) const;
};

struct Requirement {
    QString id;
    VersionRange versions;
};

enum class LoadTime { OnDemand, Startup };

// plugin.json: what a plugin says about itself, read without running it.
struct PluginMetadata {
    QString id;                     // [a-z][a-z0-9_]*, equal to the folder's name
    QString name;                   // for the clerk and IT
    QVersionNumber version;
    int apiMajor = 0;
    int apiMinor = 0;
    VersionRange product;
    QStringList capabilities;       // itemPacks validators mappers itemLogic
    LoadTime load = LoadTime::OnDemand;
    QList<Requirement> requirements;
};

// Strict: unknown members, wrong types, unknown capabilities and over-long texts refuse the whole. PLG-METADATA.
Result<PluginMetadata> parseMetadata(const QJsonObject &object);

} // namespace zc::pluginhost
