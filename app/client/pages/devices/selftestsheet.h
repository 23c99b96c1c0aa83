#pragma once
#include "pages/devices/devicesport.h"

#include <QByteArray>

namespace zc::client {

// The report of a self-test for IT, A4: which device, when, what it can do, and every check with its outcome. PDF bytes.
QByteArray selfTestSheet(const DeviceView &device, const SelfTestView &test);

} // namespace zc::client
