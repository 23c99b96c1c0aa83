#pragma once
#include <devices/driver.h>
#include <devices/usbaddress.h>

namespace zc {
class Clock;
}

namespace zc::devices {

struct IdCardReaderSettings {
    DeviceId slot = QStringLiteral("idr-1");
    QString port;                   // "/dev/ttyUSB0", a simulator's path, "COM3"
    int baud = 115200;              // 115200, 57600, 38400, 19200 or 9600; 8N1, no flow control
    QString title;                  // shown to the clerk
    std::optional<UsbAddress> usb{};    // instead of the port: a bulk device
};

// Resident ID-card reader over a serial line or USB bulk endpoints (GA/T 467 framing). The wall clock gives "today" for expiry warnings.
std::unique_ptr<Driver> makeIdCardReader(const IdCardReaderSettings &settings, const Clock &clock);

} // namespace zc::devices
