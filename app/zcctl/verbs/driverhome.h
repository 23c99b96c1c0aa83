#pragma once
#include <devices/devicefactory.h>

namespace zc::ctl {

// zc-devicehost beside this program and the drivers of ../plugins/devices, each checked before it is named. In device.cpp.
devices::DriverHome driverHome();

} // namespace zc::ctl
