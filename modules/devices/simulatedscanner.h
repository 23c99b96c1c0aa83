#pragma once
#include <devices/driver.h>

#include <QStringList>

#include <functional>

namespace zc::devices {

// A scanner that is none: its sheets are drawn from a seed (lines like a document's, no words), or are picture files, which it
// hands over as they are. For demo mode, training and tests. Thread-safe; lives as long as its driver. Errors: DEV-SIM-CONTROL.
class ScannerSimulator {
public:
    struct Options {
        int widthMm = 210;
        int heightMm = 297;
        int feederSheets = 0;       // that lie in the feeder at the start, seeds from 1
        int msPerPage = 0;          // how long a page takes
    };
    explicit ScannerSimulator(const Options &options);
    ~ScannerSimulator();

    // One JSON line: {"glass":{"seed":7}|{"file":"/p.png"}|null} {"feeder":10|[{"seed":1},{"file":"/q.jpg"}]}
    // {"fault":{"kind":"empty|jam|cover|stopped|link|defect|nonsense|cut|deaf","page":7,"part":0.5,"times":1}}
    // {"set":{"msPerPage":400,"denied":true,"busy":true}} {"unplug":{}} {"unplugAt":{"page":1,"part":0.5}} {"unplugAt":"open"}
    // {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    void layOnGlass(const QString &file);                   // a picture; empty: nothing lies there
    void putIntoFeeder(const QStringList &files);           // below what lies there already
    void drawIntoFeeder(int count);                         // sheets of seeds that were not used before
    int inFeeder() const;
    int scans() const;                                      // that began
    QStringList transcript() const;                         // "3.120 scan", "3.400 page 1 870 rows", "3.500 jam": never contents
    void listen(std::function<void(const QString &words)> heard);        // what the transcript says, at once, on any thread; it must not call back

    // The rows of a drawn sheet, as the driver gives them.
    static QByteArray drawn(quint64 seed, int width, int height, bool colour);

    struct Private;                                         // of this room

private:
    friend std::unique_ptr<Driver> makeSimulatedScanner(const DeviceId &, const QString &, const std::shared_ptr<ScannerSimulator> &);
    std::shared_ptr<Private> d;
};

// The driver "sim-scn".
std::unique_ptr<Driver> makeSimulatedScanner(const DeviceId &slot, const QString &title, const std::shared_ptr<ScannerSimulator> &simulator);

} // namespace zc::devices
