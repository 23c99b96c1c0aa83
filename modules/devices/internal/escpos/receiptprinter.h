#pragma once
#include "internal/link/bytechannel.h"

#include <devices/printers.h>

namespace zc::devices::escpos {

// How the driver gets its line: the simulator's is in memory.
struct Opener {
    std::function<bool()> present;
    QString place;                      // of the candidate
    std::function<Result<std::unique_ptr<ByteChannel>>(const std::function<bool()> &stop)> open;
};
std::unique_ptr<Driver> makePrinter(const QString &driverId, const ReceiptPrinterSettings &settings, Opener opener);

} // namespace zc::devices::escpos
