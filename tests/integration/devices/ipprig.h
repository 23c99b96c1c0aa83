#pragma once
#include <devices/conformancerig.h>

namespace zc::devices {

// libcups against ippeveprinter, CUPS' own IPP Everywhere printer (package cups-ipp-utils), on loopback with a D-Bus of its own.
// Null where one of the two programs is missing or the printer does not start.
std::unique_ptr<ConformanceRig> makeIppRig();

} // namespace zc::devices
