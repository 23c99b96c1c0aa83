#pragma once
#include <pluginhost/pluginmetadata.h>

namespace zc::pluginhost {

struct DriverPluginSettings {
    QString trustedFolder;          // one folder a driver, written by the installer
    QVersionNumber productVersion;
    QStringList allowed = {QStringLiteral("*")};    // ids, or *
};

// A device driver of a vendor as its folder describes it. Only a driver without an error may be handed to the device host.
struct DriverPlugin {
    QString id;                     // the folder's name
    QString name;
    QVersionNumber version;
    QStringList classes;            // device classes by name: "idCardReader" …
    QString file;                   // full path
    Error error;                    // why it is refused: PLG-OWNER PLG-HASH PLG-METADATA PLG-IID PLG-NAME PLG-API PLG-PRODUCT
    bool usable() const { return error.code.isEmpty(); }
};

inline constexpr int kDriverApiMajor = 1;
inline constexpr int kDriverApiMinor = 0;

// Looks at every folder of the trusted folder; runs no code of any driver. Drivers are never loaded into this program: the path goes
// to zc-devicehost, which loads it in a process of its own. Any thread.
QList<DriverPlugin> discoverDrivers(const DriverPluginSettings &settings);

// The library of one driver, checked. PLG-NAME: no such folder; otherwise the error that keeps the driver out.
Result<QString> checkedDriver(const DriverPluginSettings &settings, const QString &id);

} // namespace zc::pluginhost
