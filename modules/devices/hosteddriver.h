#pragma once
#include <devices/driver.h>

#include <QJsonObject>

namespace zc {
class Clock;
}

namespace zc::devices {

// How patient the client is with a host process. The defaults are those of the product; tests shorten them.
struct HostLimits {
    int helloMs = 3000;         // from start to the first message
    int pingMs = 1000;
    int missedPings = 3;        // then the process is killed
    int graceMs = 500;          // after a cancel or the deadline of a job
    QList<int> restartMs = {200, 500, 1000, 2000, 5000};    // pause after the first, second … death in a row
    int mostDeaths = 5;         // within deathWindowMs, then the driver stays off until a person asks for it again
    int deathWindowMs = 60'000;
};

struct HostedDriverSettings {
    QString program;            // full path of zc-devicehost
    QString driver;             // id of the driver
    QString driverFile;         // full path of a checked plugin library; empty: a driver of the house, by the value "address" (devicefactory.h)
    DeviceClass cls = DeviceClass::IdCardReader;
    DeviceId slot;
    QString title;              // shown to the clerk
    QJsonObject values;         // the driver's own settings
    HostLimits limits;
};

// A driver that runs in a process of its own: vendor libraries never enter this one. Its crash is a fault of the device, a hang ends
// at the job's deadline, and what it sends is checked before it is believed. Starts the process when the hub opens the device.
// Errors besides the device's own: DEV-HOST-CRASH, DEV-HOST-HANG, DEV-HOST-FRAME, DEV-HOST-START, DEV-HOST-LOAD, DEV-HOST-STOPPED.
std::unique_ptr<Driver> makeHostedDriver(const HostedDriverSettings &settings, const Clock &clock);

} // namespace zc::devices
