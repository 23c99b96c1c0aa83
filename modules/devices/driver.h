#pragma once
#include <devices/device.h>

#include <QUrl>

#include <memory>

namespace zc::devices {

// A place where a device may be: a port, a bus address. Never shown to the clerk as an identity.
struct Candidate {
    QString bus;                // "serial"
    QString path;
    QString vendorId;
    QString productId;
    QString serial;
    QUrl uri;

    static Candidate onNetwork(const QUrl &address);            // always found: whether it answers shows when it is opened
};

struct DriverInfo {
    QString id;                 // "sdt"
    DeviceClass cls = DeviceClass::IdCardReader;
    DeviceId slot;              // "idr-1"
    QString title;              // for the clerk, already translated
};

// Finds and opens one device; two readers are two driver instances with two slots. All calls come from one thread that
// the hub owns. scan() never writes to a port; open() may, because its port is configured by a person.
class Driver {
public:
    virtual ~Driver();
    virtual DriverInfo info() const = 0;
    virtual QList<Candidate> scan() = 0;
    virtual int probe(const Candidate &candidate) const = 0;    // 0 not ours, higher is better; looks, never writes
    virtual Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &context) = 0;
    virtual void askedAgain() {}        // a person checks a device that is not open: what was given up may be tried again
};

} // namespace zc::devices
