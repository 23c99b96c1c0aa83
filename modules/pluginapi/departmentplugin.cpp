#include "departmentplugin.h"

namespace zc::plugin {

FieldValidator::~FieldValidator() = default;
FieldMapper::~FieldMapper() = default;
PluginContext::~PluginContext() = default;
ItemLogic::~ItemLogic() = default;
DepartmentPlugin::~DepartmentPlugin() = default;

Result<void> DepartmentPlugin::initialize(PluginContext &context)
{
    for (const QString &folder : context.packFolders())
        if (const Result<void> registered = context.registerItemPack(folder); !registered.ok())
            return registered;
    return {};
}

ItemLogic *DepartmentPlugin::logicFor(const QString &)
{
    return nullptr;
}

} // namespace zc::plugin
