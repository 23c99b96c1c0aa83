#pragma once
#include "internal/link/lineopener.h"

namespace zc::devices::barcode {

std::unique_ptr<Driver> makeReader(const DriverInfo &info, LineOpener opener);

} // namespace zc::devices::barcode
