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
        for (const QString &folder : context.packFolders())
            if (const Result<void> registered = context.registerItemPack(folder); !registered.ok())
                return registered;
        return context.registerValidator(std::make_unique<VisitDateValidator>());
    }
};

} // namespace zc::sample

#include "sampledepartment.moc"
