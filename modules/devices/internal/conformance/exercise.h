#pragma once
#include <devices/conformancerig.h>

namespace zc::devices::conformance {

struct Ending {
    bool ok = false;
    QString digest;             // of the answer's contents
    Error error;
};

bool failedAs(const Ending &ending, std::initializer_list<FaultClass> classes);

// A submitted operation whatever its type. The suite has no event loop: it looks.
class RunningJob {
public:
    virtual ~RunningJob();
    virtual JobId id() const = 0;
    virtual bool ended() const = 0;
    virtual int terminalEvents() const = 0;         // 0 or 1, ever
    virtual void cancel() = 0;
    virtual Ending take() = 0;                      // once, after the end
    bool wait(int ms) const;
};

// What the class of device is for, with made-up contents where it takes any.
std::shared_ptr<RunningJob> startMain(DeviceHub &hub, const ClaimId &claim, DeviceClass cls, std::chrono::milliseconds deadline);
QString mainOperation(DeviceClass cls);
// An operation without any effect, through the claim.
std::shared_ptr<RunningJob> startQuiet(DeviceHub &hub, const ClaimId &claim, std::chrono::milliseconds deadline);
// Any operation of operations.h by its name; null for a name that is none.
std::shared_ptr<RunningJob> startNamed(DeviceHub &hub, const ClaimId &claim, const QString &name, const SettingValues &settings, std::chrono::milliseconds deadline);
QStringList allOperations();

// Pulls the device out, long enough to be seen, and plugs it in again: a restart of what stands behind a driver.
bool goneAndBack(ConformanceRig &rig);

// Of what stands on a card, by field name; the record and the card it was read from give the same.
QString digestOf(const QMap<QString, QString> &fields);
// Of one page whose rows are known; the same as of the page itself coming through the sink.
QString digestOfPage(int width, int bytesPerLine, QByteArrayView rows);
// Of one page that comes encoded.
QString digestOfEncoded(const QByteArray &file);

// Of a signature by the key of this certificate (DER) over what the suite has signed.
QString digestOfKey(const QByteArray &certificate);

// What every decoder of the suite unpacks, and the digest of what comes of it.
PrivateBytes samplePhoto();
QString digestOfPhoto(const PrivateBytes &pixels);
// Of what a finger was found to be.
QString digestOfMatch(const FingerMatch &match);

// Of what a hand wrote; the same as of the ink that comes of it.
QString digestOfPoints(std::span<const InkPoint> points);

} // namespace zc::devices::conformance
