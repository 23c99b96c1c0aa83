#pragma once
#include <pluginhost/pluginhost.h>

namespace zc::pluginhost {

// A folder that passed everything that can be known without running its code.
struct CheckedFolder {
    PluginMetadata metadata;
    QString library;                // full path
    QString manifestHash;           // names this build of the plugin
    QList<ItemPackEntry> packs;
    QStringList notes;
};

// In this order: owner and mode, MANIFEST, every file of it and none beside it, metadata inside the library, IID, name,
// API, product version. Codes: PLG-OWNER PLG-HASH PLG-METADATA PLG-IID PLG-NAME PLG-API PLG-PRODUCT.
Result<CheckedFolder> checkFolder(const QString &folder, const PluginHostSettings &settings);

// The hash part alone, right before the library is opened.
Result<QString> checkManifest(const QString &folder);

} // namespace zc::pluginhost
