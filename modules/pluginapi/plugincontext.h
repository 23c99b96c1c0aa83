#pragma once
#include <base/result.h>
#include <pluginapi/fieldrules.h>

#include <memory>

namespace zc::plugin {

// What a plugin may do while it initializes. Every door needs the capability of the same name in plugin.json, else
// PLG-CAPABILITY: what a plugin can reach stands in data that is checked before its code runs.
class PluginContext {
public:
    virtual ~PluginContext();
    virtual QString folder() const = 0;                     // the plugin's own folder, read only
    virtual QStringList packFolders() const = 0;            // the item packs in it that passed the checks

    virtual Result<void> registerItemPack(const QString &folder) = 0;                       // itemPacks; PLG-PACK
    virtual Result<void> registerValidator(std::unique_ptr<FieldValidator> validator) = 0;  // validators; PLG-REGISTER
    virtual Result<void> registerMapper(std::unique_ptr<FieldMapper> mapper) = 0;           // mappers; PLG-REGISTER
};

} // namespace zc::plugin
