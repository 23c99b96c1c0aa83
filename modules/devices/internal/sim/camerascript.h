#pragma once
#include <devices/framesource.h>
#include <devices/simulatedcamera.h>

#include "internal/sim/pretended.h"

namespace zc::devices {

struct CameraFault {
    QString kind;
    int times = 1;
};

// Everything the simulated camera knows; shared with the driver's thread under its mutex.
struct CameraSimulator::Private : sim::Pretended {
    Options options, started;
    CameraTiming timing;
    std::optional<quint64> sheet;
    bool backUp = false;            // it lies with its back up
    QList<CameraFault> faults;
    int unplugAtFrame = 0;          // of the next job; 0: not
    bool unplugWhenTaken = false;
    int shakeMs = 0;                // -1: without end
    qint64 shakeSinceMs = 0;
    QString running;                // the fault of the job that runs
    int framesOfJob = 0;
    int captures = 0;
    quint64 nextSeed = 1000;

    void reset();
    void beginJob();                // with the mutex held, like all below
    void endJob();
    void shakeFor(int ms);
    bool shaking() const;
    Result<void> apply(const QByteArray &line);             // refused as a whole

private:
    Result<void> set(const QJsonObject &details);
};

} // namespace zc::devices
