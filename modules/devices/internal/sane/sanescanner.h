#pragma once
#include "internal/sane/saneapi.h"

#include <devices/scanners.h>

namespace zc::devices::sane {

// The driver over a given stack; makeSaneScanner() takes libsane.
std::unique_ptr<Driver> makeScanner(const SaneScannerSettings &settings, std::shared_ptr<SaneApi> api);

// What a status means. `page` is the one that was being made, from 1; before the first nothing was lost.
Fault faultOf(SANE_Status status, int page);

} // namespace zc::devices::sane
