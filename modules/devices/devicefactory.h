#pragma once
#include <devices/driver.h>

namespace zc {
class Clock;
}

namespace zc::devices {

// A device as a person sets it up: a slot ("idr-1"; the part before the dash says the class) and an address:
//   idr-1  serial:/dev/ttyUSB0?baud=115200
// The same words are used by the settings, by `zcctl` and by the host of vendor drivers.
struct DeviceEntry {
    DeviceId slot;
    QString address;
    QString title;              // for the clerk, already translated; empty: the slot

    friend bool operator==(const DeviceEntry &, const DeviceEntry &) = default;
};

// "idr" → IdCardReader …; nothing for a prefix that is none.
std::optional<DeviceClass> classOfSlot(const DeviceId &slot);

// Reads "idr-1=serial:/dev/ttyUSB0". DEV-ADDRESS when slot or address is none.
Result<DeviceEntry> deviceEntry(const QString &words);

// The driver for an entry; opens nothing. DEV-ADDRESS: unknown class, address or parameter; the detail says which.
// The clock outlives the driver.
Result<std::unique_ptr<Driver>> makeDriver(const DeviceEntry &entry, const Clock &clock);

} // namespace zc::devices
