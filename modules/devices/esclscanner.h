#pragma once
#include <devices/driver.h>

namespace zc::devices {

// A scanner of the network that speaks eSCL. Plain http is taken for this machine and for addresses of the desk's own network
// written as numbers; anything else needs https.
struct EsclScannerSettings {
    DeviceId slot = QStringLiteral("scn-1");
    QUrl address;                           // http://192.168.1.20/eSCL
    QString title;
    int watchMs = 2000;                     // how often the scanner is asked how it is, while it is idle
};
// DEV-ADDRESS when the address is none that may be spoken to.
Result<std::unique_ptr<Driver>> makeEsclScanner(const EsclScannerSettings &settings);

} // namespace zc::devices
