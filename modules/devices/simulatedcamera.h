#pragma once
#include <devices/driver.h>

#include <QStringList>

#include <functional>

namespace zc::devices {

// A document camera that is none: sheets drawn from a seed lie below it, and whoever is asked for both sides turns the sheet. Behind
// it stands the camera of the house (framesource.h), so that stillness, choice of frames and silence are the real ones. For demo mode,
// training and tests. Thread-safe; lives as long as its driver. Errors: DEV-SIM-CONTROL.
class CameraSimulator {
public:
    struct Options {
        int width = 1240;           // pixels: A4 at 150 dpi
        int height = 1754;
        int framesPerSecond = 15;
        int turnMs = 1200;          // how long a hand is in the picture while the sheet is turned
    };
    explicit CameraSimulator(const Options &options);
    ~CameraSimulator();

    // One JSON line: {"page":{"seed":7}|null} {"set":{"framesPerSecond":30,"turnMs":500,"stillMs":100,"blankMs":100,"lostMs":3000,
    // "silentMs":1000,"shakeMs":400,"denied":true,"busy":true}} {"fault":{"kind":"link|defect|nonsense|deaf|shake","times":1}}
    // {"unplug":{}} {"unplugAt":{"frame":3}} {"unplugAt":"open"|"taken"} {"plug":{}} {"reset":{}}
    // shakeMs: from now on for so long, -1 without end. A fault lasts for one job.
    Result<void> control(const QByteArray &line);
    void layNext();                                         // a sheet that did not lie there before
    int captures() const;                                   // that began
    QStringList transcript() const;                         // "3.120 capture", "3.400 page 1", "3.500 link": never contents
    void listen(std::function<void(const QString &words)> heard);        // what the transcript says, at once, on any thread; it must not call back

    static quint64 backOf(quint64 seed);                    // the seed of the other side; its rows are ScannerSimulator::drawn()

    struct Private;                                         // of this room

private:
    friend std::unique_ptr<Driver> makeSimulatedCamera(const DeviceId &, const QString &, const std::shared_ptr<CameraSimulator> &);
    std::shared_ptr<Private> d;
};

// The driver "sim-cam".
std::unique_ptr<Driver> makeSimulatedCamera(const DeviceId &slot, const QString &title, const std::shared_ptr<CameraSimulator> &simulator);

} // namespace zc::devices
