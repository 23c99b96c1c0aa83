#pragma once
#include <devices/driver.h>
#include <devices/fingermatch.h>

#include <QStringList>

#include <functional>
#include <memory>

namespace zc::devices {

// A fingerprint reader that is none, and the finger on it: whether it is the card's stands in the script, not in the bytes. The finger is
// lifted by itself when it was compared, and put on again. Thread-safe. Errors: DEV-SIM-CONTROL.
class FingerSimulator {
public:
    struct Options {
        bool same = true;           // the finger that is put on at first
        int afterMs = 0;            // until it is put on
    };
    FingerSimulator();
    explicit FingerSimulator(const Options &options);
    ~FingerSimulator();

    // {"finger":"same"|"other"|null|{"is":"same","record":2,"score":93}}: whose finger is put on, which of the card's it is, how alike
    // {"set":{"afterMs":500,"weakMs":0,"denied":true,"busy":true}}  weakMs: how long it is pressed too lightly
    // {"fault":{"kind":"link|nonsense|defect|deaf|dirty|weak|stays|unreadable","times":1}}  times: comparisons. dirty: the glass is to be
    // wiped; weak: pressed too lightly all the time; stays: is not lifted; unreadable: the card's features are not understood
    // {"unplug":{}} {"unplugAt":"open|light|look|answer"} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    void listen(std::function<void(const QString &words)> heard);      // what goes into the transcript, as it happens; any thread
    int comparisons() const;            // that were begun
    QStringList transcript() const;     // never a feature
    // Of two fingers that nobody has: what the conformance suite compares with.
    static QByteArray sampleFeatures();

    struct Private;                     // of this room

private:
    friend std::unique_ptr<Driver> makeSimulatedFingerReader(const DeviceId &, const QString &, const std::shared_ptr<FingerSimulator> &);
    std::shared_ptr<Private> d;
};
// The driver "sim-fpr".
std::unique_ptr<Driver> makeSimulatedFingerReader(const DeviceId &slot, const QString &title, const std::shared_ptr<FingerSimulator> &simulator);

} // namespace zc::devices
