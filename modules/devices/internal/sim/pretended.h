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

struct PlannedFault {
    QString kind;
    int times = 1;
};

// And what those share that do one thing after another: faults that are planned for the next operations, and the step of one at which the
// device is pulled out.
struct Stepwise : Pretended {
    QList<PlannedFault> faults;
    QString unplugAtStep;

    // {"fault":{"kind","times"}}, {"unplugAt":step} and what Pretended takes.
    bool takes(const ControlLine &line, const QStringList &kinds, const QStringList &steps);
    void mend();
    QString nextFault();                            // kind of the fault that is planned for the operation that begins; it stands in the transcript
    bool stepDone(const QString &step, int pullsBefore);        // false: pulled out by now
    // Waits without the mutex: until `*ms` have passed, which the script may change meanwhile, or for good (null). NoDevice: pulled out;
    // Cancelled: nobody wants it any longer.
    std::optional<FaultClass> wait(const int *ms, int pullsBefore, const std::function<bool()> &abandoned);
};
// The first member of a `set` that neither is among `known` nor of the mood; empty: all are known.
QString strangeMember(const QJsonObject &details, std::initializer_list<QStringView> known);

// The driver over a simulator without a line. `open` is called with the mutex held, once nothing refuses.
struct PretendedPlace {
    std::shared_ptr<Pretended> state;
    std::function<std::unique_ptr<Device>()> open;
};
std::unique_ptr<Driver> makePretendedDriver(DriverInfo info, PretendedPlace place);

} // namespace zc::devices::sim
