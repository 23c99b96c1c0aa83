#pragma once
#include "saneapi.h"

#include <devices/driverplugin.h>

namespace zc::devices::sane {

struct SaneScannerSettings {
    DeviceId slot;
    QString name;                           // as `scanimage -L` says, "test:0"; "*": the first one of this machine
    QString title;
    QMap<QString, QString> options;         // further SANE options set before each scan, "yes"/"no", numbers, words
};

// From what IT wrote: `name`, and every other member one SANE option. DEV-HOST-LOAD names a member that is no text, number or truth.
Result<SaneScannerSettings> settingsFrom(const DriverSettings &settings);

// The driver over a given stack; null: this machine has none.
std::unique_ptr<Driver> makeScanner(const SaneScannerSettings &settings, std::shared_ptr<SaneApi> api);

// What a status means. `page` is the one that was being made, from 1; before the first nothing was lost.
Fault faultOf(SANE_Status status, int page);

} // namespace zc::devices::sane
