#pragma once
#include <devices/device.h>
#include <devices/fingermatch.h>

#include <functional>
#include <memory>

namespace zc::devices {

// What a vendor's library can do with one fingerprint reader; makeFingerDevice() makes a device of it. Used by one thread, which is not
// the driver's: a call may block as long as the library does. Errors are those of the class (DEV-FINGER-*); no call is made twice.
class FingerSensor {
public:
    using Abandoned = std::function<bool()>;        // nobody waits for it any longer: a library that can break off does
    enum class Seen {
        Nothing,
        Weak,       // a finger, but no image worth comparing: pressed too lightly, or off the middle
        Finger      // its features are taken, and kept for compare()
    };
    struct Likeness {
        bool same = false;          // by the threshold of the library
        int score = 0;              // 0…100
    };

    virtual ~FingerSensor();
    virtual DeviceIdentity identity() const = 0;
    virtual bool present() = 0;                     // false: pulled out; cheap
    virtual Result<void> begin() = 0;               // light on
    virtual Result<Seen> look(const Abandoned &abandoned) = 0;      // takes one image; asked many times a second
    // The finger of the last look() with one record of the card, `number` 1 or 2. REJECTED: the library cannot read the record.
    virtual Result<Likeness> compare(int number, QByteArrayView record, const Abandoned &abandoned) = 0;
    virtual void end() = 0;                         // light off; image and features of the finger are wiped. Follows every begin()
};

// Runs the operation of fingermatch.h over a sensor: refuses what does not fit before anybody is asked for a finger, says what the person
// has to do, and gives the sensor up at the deadline. A library that never comes back stops the device in isOpen(), so that the host
// process goes with it.
std::unique_ptr<Device> makeFingerDevice(std::unique_ptr<FingerSensor> sensor);

} // namespace zc::devices
