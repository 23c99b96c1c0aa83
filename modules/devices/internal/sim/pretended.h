#pragma once
#include "internal/sim/controlline.h"

#include <devices/driver.h>

#include <QElapsedTimer>
#include <QStringList>

#include <functional>
#include <mutex>

namespace zc::devices::sim {

// What every simulated device without a line has: it is plugged in or not, its users are let in or not, and it keeps a
// transcript. Used under its mutex, by the script's thread and by the driver's.
struct Pretended {
    Pretended() { clock.start(); }

    mutable std::mutex mutex;
    bool plugged = true, denied = false, busy = false, unplugAtOpen = false;
    int pulls = 0;                  // how often it was pulled out: an open device does not outlive one
    QStringList transcript;
    std::function<void(const QString &words)> heard;        // each note as it is written, also the ones the transcript has no room for
    QElapsedTimer clock;

    void note(const QString &words);                // "12.345 words"; the first few thousand
    bool takes(const ControlLine &line);            // unplug, plug, "unplugAt":"open"; false: a line of the device's own
    void setMood(const QJsonObject &details);       // denied and busy of a `set` that is good as a whole
    void mend();                                    // plugged in, open to users
    void pullOut();
    std::optional<Fault> refusal();                 // of an open that begins now
};

// The driver over a simulator without a line. `open` is called with the mutex held, once nothing refuses.
struct PretendedPlace {
    std::shared_ptr<Pretended> state;
    std::function<std::unique_ptr<Device>()> open;
};
std::unique_ptr<Driver> makePretendedDriver(DriverInfo info, PretendedPlace place);

} // namespace zc::devices::sim
