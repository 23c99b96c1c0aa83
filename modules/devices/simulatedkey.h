#pragma once
#include <devices/driver.h>

#include <QStringList>

#include <functional>

namespace zc::devices {

// A key that is none: real SM2 and RSA pairs in memory with certificates of nobody, behind a PIN that locks after six wrong ones. What it
// signs verifies. Thread-safe. Errors: DEV-SIM-CONTROL, and CRY-OPENSSL where keys cannot be made.
class KeySimulator {
public:
    static constexpr int kTries = 6;
    static Result<std::shared_ptr<KeySimulator>> make();
    ~KeySimulator();
    static QByteArray samplePin();

    // {"first":2}: the certificate that is listed first  {"set":{"afterMs":500,"denied":true,"busy":true}}  {"tries":3} left; 0: locked
    // {"fault":{"kind":"link|nonsense|defect|deaf|key|press","times":1}} nonsense: a signature that does not verify; key: the private key is
    // gone; press: nobody presses the button  {"unplug":{}} {"unplugAt":"open|login|sign|answer"} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    void listen(std::function<void(const QString &words)> heard);      // what goes into the transcript, as it happens; any thread
    int signatures() const;             // that were asked for
    int triesLeft() const;
    QList<QByteArray> certificates() const;
    QStringList transcript() const;     // never the PIN

    struct Private;                     // of this room

private:
    friend std::unique_ptr<Driver> makeSimulatedKey(const DeviceId &, const QString &, const std::shared_ptr<KeySimulator> &);
    KeySimulator();
    std::shared_ptr<Private> d;
};
// The driver "sim-key".
std::unique_ptr<Driver> makeSimulatedKey(const DeviceId &slot, const QString &title, const std::shared_ptr<KeySimulator> &simulator);

} // namespace zc::devices
