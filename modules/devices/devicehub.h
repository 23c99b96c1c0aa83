#pragma once
#include <devices/claim.h>
#include <devices/driver.h>
#include <devices/job.h>

#include <QObject>

#include <vector>

namespace zc {
class Clock;
}

namespace zc::devices {

struct DeviceSettings {
    QList<int> reopenMs = {200, 500, 1000, 2000};   // back-off of failing opens; the last value repeats
    int rescanMs = 2000;
    int lostRescanMs = 1000;
    int watchMs = 250;                              // how soon an idle device notices that it was unplugged
};

// Owns devices, claims and jobs, and alone changes their states. One thread per driver and one that watches deadlines;
// all methods are thread-safe and none blocks. Signals arrive queued. Destroying it ends every job Cancelled.
// Errors: DEV-NOSUCH (no such slot), DEV-CLAIM (claim unknown, ended or shared), DEV-IDCARD-* of the device.
class DeviceHub : public QObject {
    Q_OBJECT
public:
    DeviceHub(const DeviceSettings &settings, std::vector<std::unique_ptr<Driver>> drivers, const Clock &clock,
              QObject *parent = nullptr);
    ~DeviceHub() override;

    QList<DeviceInfo> devices() const;
    // A second exclusive claim gets `busy` at once; its detail is the owner's label.
    Result<Claim> claim(const DeviceId &device, ClaimMode mode, const Owner &owner, std::chrono::milliseconds ttl);
    // Ends the present exclusive claim for the new owner; only after the clerk was asked.
    Result<Claim> takeOver(const DeviceId &device, const Owner &owner, std::chrono::milliseconds ttl);
    void release(const ClaimId &claim);             // twice is harmless
    void releaseAllOf(const QString &ownerId);
    void releaseAll();                              // the screen was locked

    template <class Op>
    Job<typename Op::Answer> submit(const ClaimId &claim, Op operation, Deadline deadline)
    {
        auto state = std::make_shared<JobState<typename Op::Answer>>(AnyOperation(std::move(operation)));
        enqueue(claim, {}, state, deadline);
        return Job<typename Op::Answer>(state);
    }
    Job<HealthReport> checkHealth(const DeviceId &device, HealthLevel level, Deadline deadline);   // needs no claim

Q_SIGNALS:
    void deviceChanged(zc::devices::DeviceInfo info);
    void mediaChanged(zc::devices::DeviceId device, zc::devices::Media media, quint64 sequence);
    void claimEnded(zc::devices::ClaimId claim);
    void authenticityDoubted(zc::devices::DeviceId device);     // possible forgery: goes to the audit log, without card data

private:
    struct Private;
    void enqueue(const ClaimId &claim, const DeviceId &device, std::shared_ptr<JobCore> job, Deadline deadline);
    std::unique_ptr<Private> d;
};

} // namespace zc::devices
