#pragma once
#include "internal/link/lineopener.h"

#include <devices/printers.h>

namespace zc::devices::escpos {

std::unique_ptr<Driver> makePrinter(const QString &driverId, const ReceiptPrinterSettings &settings, LineOpener opener);

} // namespace zc::devices::escpos
