#pragma once
#include <devices/simulatedscanner.h>

#include <QElapsedTimer>

#include <mutex>
#include <optional>

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
struct ScannerSimulator::Private {
    mutable std::mutex mutex;
    Options options, started;
    std::optional<Sheet> glass;
    QList<Sheet> feeder;
    QList<SheetFault> faults;
    std::optional<SheetFault> unplugAt;
    bool unplugAtOpen = false;
    bool plugged = true;
    int pulls = 0;                  // how often it was pulled out: an open device does not outlive one
    bool denied = false;
    bool busy = false;
    int scans = 0;
    quint64 nextSeed = 1000;
    QStringList transcript;
    QElapsedTimer clock;

    void reset();
    void note(const QString &words);                        // with the mutex held
    Result<void> apply(const QByteArray &line);             // refused as a whole
    std::optional<SheetFault> takeFault(int page);
};

} // namespace zc::devices
