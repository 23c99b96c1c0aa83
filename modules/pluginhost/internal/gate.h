#pragma once
#include <pluginhost/pluginhost.h>

namespace zc::pluginhost {

// A folder that passed everything that can be known without running its code.
struct CheckedFolder {
    PluginMetadata metadata;
    QString file;                   // full path
    QString manifestHash;           // names this build of the plugin
    QList<ItemPackEntry> packs;
    QStringList notes;
};

// What every family of plugins has in common: owner and mode, MANIFEST, every file of it and none beside it, one library with
// metadata inside and the same beside it, the IID. Codes: PLG-OWNER PLG-HASH PLG-METADATA PLG-IID.
struct CheckedLibrary {
    QString file;                   // full path
    QString manifestHash;           // names this build of the plugin
    QJsonObject metadata;           // what plugin.json and the library both say
};
Result<CheckedLibrary> checkLibrary(const QString &folder, QLatin1StringView iid);

// Name and versions against the folder, the list of allowed ids and this program. Codes: PLG-NAME PLG-API PLG-PRODUCT.
Result<void> checkVersions(const PluginMetadata &metadata, const QString &folder, const QStringList &allowed, const QVersionNumber &product,
                           int apiMajor, int apiMinor);

// In this order: owner and mode, MANIFEST, every file of it and none beside it, metadata inside the library, IID, name,
// API, product version. Codes: PLG-OWNER PLG-HASH PLG-METADATA PLG-IID PLG-NAME PLG-API PLG-PRODUCT.
Result<CheckedFolder> checkFolder(const QString &folder, const PluginHostSettings &settings);

// The hash part alone, right before the library is opened.
Result<QString> checkManifest(const QString &folder);

} // namespace zc::pluginhost
