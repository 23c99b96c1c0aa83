#pragma once
#include <devices/driver.h>
#include <devices/ink.h>

#include <QStringList>

namespace zc::devices {

// What can write at this desk, as the shell sees it.
struct InkTools {
    bool pen = false;
    bool finger = false;
    bool mouse = true;
    friend bool operator==(const InkTools &, const InkTools &) = default;
};

// Between the surface that a person writes on and the driver of the pad. Thread-safe; every call returns at once.
// One session is one blank surface: what belongs to an earlier one reaches nobody.
class InkInlet {
public:
    InkInlet();
    ~InkInlet();
    void setTools(const InkTools &tools);
    quint64 begin(double ratio);                            // a blank surface, width by height; its number goes into CaptureInk
    void push(quint64 session, const InkPoint &point);
    void takeBack(quint64 session);                         // the last stroke
    void clear(quint64 session);                            // ends the job: nothing was signed
    void confirm(quint64 session);                          // ends the job with the signature, or with why it is none
    quint64 awaited() const;                                // the session that a job waits for; 0: none

    struct Private;                                         // of this room

private:
    friend std::unique_ptr<Driver> makeSignaturePad(const struct SignaturePadSettings &, const std::shared_ptr<InkInlet> &);
    friend class SignatureSimulator;
    std::shared_ptr<Private> d;
};

// The driver "ink": whatever the system knows as a tablet, a touch screen or a mouse. What may not write is not heard.
struct SignaturePadSettings {
    DeviceId slot = QStringLiteral("sig-1");
    QString title;
    bool substitutes = true;        // finger and mouse may take the place of a pen
};
std::unique_ptr<Driver> makeSignaturePad(const SignaturePadSettings &settings, const std::shared_ptr<InkInlet> &inlet);

// A pad that is none: somebody who is nobody signs on it, point by point, as soon as a job waits. What the shell pushes reaches it as
// well. One thread of its own. Errors: DEV-SIM-CONTROL.
class SignatureSimulator {
public:
    SignatureSimulator();
    ~SignatureSimulator();
    std::shared_ptr<InkInlet> inlet() const;

    // {"sign":{"seed":7}|null} for every job from now on  {"set":{"afterMs":500,"msPerPoint":8,"tool":"pen|finger|mouse","denied":true,"busy":true}}
    // {"fault":{"kind":"short|nonsense|backwards|flood|clear|deaf|link|defect","times":1}} deaf: signed, but nobody confirms
    // {"unplug":{}} {"unplugAt":{"point":3}} {"unplugAt":"open"} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    int captures() const;               // that began
    QStringList transcript() const;     // never a point
    static std::vector<InkPoint> written(quint64 seed);     // what a seed signs; nobody's name

    struct Private;                     // of this room

private:
    friend std::unique_ptr<Driver> makeSimulatedSignaturePad(const DeviceId &, const QString &, const std::shared_ptr<SignatureSimulator> &);
    std::shared_ptr<Private> d;
};
// The driver "sim-sig".
std::unique_ptr<Driver> makeSimulatedSignaturePad(const DeviceId &slot, const QString &title, const std::shared_ptr<SignatureSimulator> &simulator);

} // namespace zc::devices
