#include "visitdatevalidator.h"

#include <pluginapi/departmentplugin.h>

#include <QObject>

namespace zc::sample {

class SampleDepartment final : public QObject, public plugin::DepartmentPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEPARTMENT_PLUGIN_IID FILE "plugin.json")
    Q_INTERFACES(zc::plugin::DepartmentPlugin)

public:
    Result<void> initialize(plugin::PluginContext &context) override
    {
        if (const Result<void> packs = DepartmentPlugin::initialize(context); !packs.ok())
            return packs;
        return context.registerValidator(std::make_unique<VisitDateValidator>());
    }
};

} // namespace zc::sample

#include "sampledepartment.moc"
