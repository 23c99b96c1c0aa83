#pragma once
#include <base/result.h>
#include <devices/capabilities.h>
#include <devices/operations.h>

namespace zc::devices {

using DeviceId = QString;       // the configured slot, for example "idr-1"; stable over re-plug, never a device node

enum class DeviceState {
    Absent,     // nothing found
    Present,    // found, not yet open
    Opening,
    Ready,
    Busy,       // a job runs
    Degraded,   // works with limits
    Fault,      // needs a person
    Lost        // was there, is gone, is watched
};
QString deviceStateName(DeviceState state);

// A snapshot for screens. `sequence` rises with every change of this device and never repeats.
struct DeviceInfo {
    DeviceId id;
    DeviceClass cls = DeviceClass::IdCardReader;
    QString title;
    DeviceState state = DeviceState::Absent;
    quint64 sequence = 0;
    Media media = Media::Unknown;
    Capabilities capabilities;  // empty operations while it is not open
    QString errorCode;          // why it is not Ready, from the error list; empty otherwise
};

struct DeviceIdentity {
    QString model;
    QString serial;
};

// What a driver's run() may ask of the outside. Called on the driver thread only.
class JobContext {
public:
    virtual ~JobContext();
    virtual bool stopRequested() const = 0;         // cancelled, claim ended, or the program closes
    virtual int remainingMs() const = 0;            // 0 when the deadline has passed: end with a fault of your own
    virtual qint64 nowMs() const = 0;               // monotonic
    virtual void reportMedia(Media media) = 0;
};

// An open device. Used by one driver thread, straight-line and blocking; every slice without a look at
// stopRequested() and remainingMs() lasts 20 ms at most. The destructor closes.
class Device {
public:
    virtual ~Device();
    virtual DeviceIdentity identity() const = 0;
    virtual Capabilities capabilities() const = 0;
    virtual Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) = 0;
    virtual bool isOpen() = 0;                      // cheap look without protocol bytes; false: gone, close it
};

} // namespace zc::devices
