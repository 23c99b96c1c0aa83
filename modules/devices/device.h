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

struct DeviceIdentity {
    QString model;
    QString serial;
};

// A snapshot for screens. `sequence` rises with every change of this device and never repeats.
struct DeviceInfo {
    DeviceId id;
    DeviceClass cls = DeviceClass::IdCardReader;
    QString title;
    QString driver;             // id of the driver, for IT
    DeviceState state = DeviceState::Absent;
    quint64 sequence = 0;
    Media media = Media::Unknown;
    Capabilities capabilities;  // empty operations until it was open once
    DeviceIdentity identity;    // as far as the device tells; never an identity of a person
    QString errorCode;          // why it is not Ready, from the error list; empty otherwise
    QString errorDetail;        // of errorCode, for support
};

// How far a job is. Never personal data.
struct Progress {
    int done = 0;               // pages or steps that are finished
    int of = -1;                // of how many; -1: not known
    qint64 bytes = 0;
};

// What an open device says about itself while no job runs.
struct Condition {
    enum class Kind { Fine, Limited, NeedsPerson };     // Limited → Degraded, NeedsPerson → Fault
    Kind kind = Kind::Fine;
    Error why;                                          // of the two others
};

// What a driver's run() may ask of the outside. Called on the driver thread only.
class JobContext {
public:
    virtual ~JobContext();
    virtual bool stopRequested() const = 0;         // cancelled, claim ended, or the program closes
    virtual int remainingMs() const = 0;            // 0 when the deadline has passed: end with a fault of your own
    virtual qint64 nowMs() const = 0;               // monotonic
    virtual void reportMedia(Media media) = 0;
    virtual void reportProgress(const Progress &progress) = 0;
    virtual void reportCondition(const Condition &condition) = 0;   // the running job waits for a person, or goes on again
};

// An open device. Used by one driver thread, straight-line and blocking; every slice without a look at
// stopRequested() and remainingMs() lasts 20 ms at most. The destructor closes.
class Device {
public:
    virtual ~Device();
    virtual DeviceIdentity identity() const = 0;
    virtual Capabilities capabilities() const = 0;  // may change; looked at after each job and each condition()
    virtual Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) = 0;
    virtual bool isOpen() = 0;                      // cheap look without protocol bytes; false: gone, close it
    // Asked between jobs every conditionMs() milliseconds; 0: never. Without side effect, bounded by the context's deadline.
    virtual int conditionMs() const { return 0; }
    virtual Condition condition(JobContext &context);
};

} // namespace zc::devices
