#pragma once
#include <devices/driverplugin.h>

namespace zc::devices {

// Drivers that the program brings along and that may run in the client or, by its configuration, in the device host:
// "sdt" (values: port, baud). Null: no driver of this name.
std::unique_ptr<Driver> makeBuiltInDriver(const QString &driver, const DriverSettings &settings, const Clock &clock);

} // namespace zc::devices
