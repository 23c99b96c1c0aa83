#pragma once
#include <base/result.h>
#include <pluginapi/fieldrules.h>
#include <pluginapi/plugincontext.h>

#include <QtPlugin>

#define ZC_DEPARTMENT_PLUGIN_IID "cn.zongchuang.DepartmentPlugin/1"

namespace zc::plugin {

inline constexpr int kApiMajor = 1;     // a plugin with another major is refused before its library is opened
inline constexpr int kApiMinor = 0;     // a plugin may ask for this minor or a lower one

// Rules of one item that tables cannot say. Pure and thread-safe; lives as long as its plugin.
class ItemLogic {
public:
    virtual ~ItemLogic();
    virtual QList<FieldProblem> check(const FieldValues &values) const = 0;
};

// One department. Created once, after every check of its folder; never unloaded while the program runs. A plugin may
// throw nothing and keep nothing of the context but what it was given.
class DepartmentPlugin {
public:
    virtual ~DepartmentPlugin();
    // Registers item packs, validators and mappers; as it stands, every item pack of the folder. An error leaves the plugin
    // disabled, with the error shown.
    virtual Result<void> initialize(PluginContext &context);
    // Only where data is not enough; needs the capability itemLogic. The plugin keeps the ownership.
    virtual ItemLogic *logicFor(const QString &itemCode);
};

} // namespace zc::plugin

Q_DECLARE_INTERFACE(zc::plugin::DepartmentPlugin, ZC_DEPARTMENT_PLUGIN_IID)
