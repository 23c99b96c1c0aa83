#pragma once
#include <devices/driver.h>
#include <devices/monotext.h>
#include <devices/printing.h>

namespace zc::devices {

// A printer that speaks IPP: a queue of CUPS or the printer itself. PDF only.
struct IppPrinterSettings {
    DeviceId slot = QStringLiteral("prn-1");
    QUrl address;                               // ipp://localhost:631/printers/hall, ipps://…
    QString title;
    int watchMs = 750;                          // how often it is asked how it is: empty paper is on the screen within a second
    std::shared_ptr<PrintJournal> journal;      // null: nothing is known of prints of before
};
// DEV-ADDRESS when the address is none.
Result<std::unique_ptr<Driver>> makeIppPrinter(const IppPrinterSettings &settings);

// A receipt printer that speaks ESC/POS, on a serial line or a TCP port.
struct ReceiptPrinterSettings {
    DeviceId slot = QStringLiteral("rcp-1");
    QUrl address;                               // escpos://10.0.0.7:9100, or serial:/dev/ttyUSB0
    QString title;
    int baud = 115200;
    int columns = 48;                           // of the small font: 48 on 80 mm paper, 32 on 58 mm
    bool gb2312 = false;                        // no characters beyond GB 2312
    int watchMs = 750;
    std::shared_ptr<PrintJournal> journal;
    std::shared_ptr<MonoTextRenderer> renderer; // for characters that the printer lacks; null: refused
};
Result<std::unique_ptr<Driver>> makeReceiptPrinter(const ReceiptPrinterSettings &settings);

} // namespace zc::devices
