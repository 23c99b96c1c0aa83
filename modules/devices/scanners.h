#pragma once
#include <devices/driver.h>

namespace zc::devices {

// A scanner of the SANE stack. Its backend runs in this process, in threads of its own; a hall that does not trust its backend
// puts the driver into the device host.
struct SaneScannerSettings {
    DeviceId slot = QStringLiteral("scn-1");
    QString name;                           // as `scanimage -L` says, "test:0"; "*": the first one of this machine
    QString title;
    QMap<QString, QString> options;         // further SANE options set before each scan, "yes"/"no", numbers, words
};
std::unique_ptr<Driver> makeSaneScanner(const SaneScannerSettings &settings);

} // namespace zc::devices
