#pragma once
#include <devices/simulatedscanner.h>

#include "internal/sim/pretended.h"

namespace zc::devices {

struct Sheet {
    quint64 seed = 0;
    QString file;               // empty: drawn from the seed
};

struct SheetFault {
    QString kind;
    int page = 1;
    double part = 0;            // how much of the page comes first, 0…1
    int times = 1;
};

// Everything the simulated scanner knows; shared with the driver's thread under its mutex.
struct ScannerSimulator::Private : sim::Pretended {
    Options options, started;
    std::optional<Sheet> glass;
    QList<Sheet> feeder;
    QList<SheetFault> faults;
    std::optional<SheetFault> unplugAt;
    int scans = 0;
    quint64 nextSeed = 1000;

    void reset();
    Result<void> apply(const QByteArray &line);             // refused as a whole
    std::optional<SheetFault> takeFault(int page);
};

} // namespace zc::devices
