#include "departmentplugin.h"

namespace zc::plugin {

FieldValidator::~FieldValidator() = default;
FieldMapper::~FieldMapper() = default;
PluginContext::~PluginContext() = default;
ItemLogic::~ItemLogic() = default;
DepartmentPlugin::~DepartmentPlugin() = default;

ItemLogic *DepartmentPlugin::logicFor(const QString &)
{
    return nullptr;
}

} // namespace zc::plugin
