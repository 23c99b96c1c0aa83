#include <pluginapi/departmentplugin.h>

#include <QObject>

namespace zc::departments {

// 市场监管局. The items of this department are data; nothing here needs code beyond saying so.
class MarketRegulation final : public QObject, public plugin::DepartmentPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEPARTMENT_PLUGIN_IID FILE "plugin.json")
    Q_INTERFACES(zc::plugin::DepartmentPlugin)

public:
    Result<void> initialize(plugin::PluginContext &context) override
    {
        for (const QString &folder : context.packFolders())
            if (const Result<void> registered = context.registerItemPack(folder); !registered.ok())
                return registered;
        return {};
    }
};

} // namespace zc::departments

#include "department.moc"
