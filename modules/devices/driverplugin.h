#pragma once
#include <devices/driver.h>

#include <QJsonObject>
#include <QtPlugin>

#define ZC_DEVICE_DRIVER_IID "cn.zongchuang.DeviceDriver/1"

namespace zc {
class Clock;
}

namespace zc::devices {

struct DriverSettings {
    DeviceId slot;
    QString title;
    QJsonObject values;         // the driver's own, as IT wrote them: port, folder of the vendor's files …
};

// Values of C++ types pass between a vendor driver and the device host inside one process, so both must have been built with the
// same headers, compiler family and Qt. The number says so; it is worked out where this header is included.
inline quint64 driverAbi()
{
    return (quint64(QT_VERSION) << 40) ^ (quint64(std::variant_size_v<AnyOperation>) << 32) ^ (quint64(std::variant_size_v<AnyAnswer>) << 24)
        ^ (quint64(sizeof(AnyOperation)) << 12) ^ quint64(sizeof(AnyAnswer)) ^ (quint64(sizeof(Candidate) + sizeof(Capabilities)) << 4);
}

// What a vendor's library gives to zc-devicehost. Created once, after the client has checked the folder of the driver; every call
// comes from one thread. Whatever it does wrong (crash, hang, nonsense) harms its own process only; see docs/writing-a-device-driver.md.
class DriverPlugin {
public:
    virtual ~DriverPlugin() = default;
    virtual quint64 abi() const { return driverAbi(); }     // first of all calls; do not override
    // Settings that cannot be used: Invalid, DEV-HOST-LOAD, with the name of the setting as detail.
    virtual Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &clock) = 0;
};

} // namespace zc::devices

Q_DECLARE_INTERFACE(zc::devices::DriverPlugin, ZC_DEVICE_DRIVER_IID)
