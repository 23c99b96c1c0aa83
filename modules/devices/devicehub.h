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

struct ClaimInfo {
    Claim claim;
    qint64 remainingMs = 0;
};

// Since the hub was made. No personal data.
struct DeviceStatistics {
    quint64 jobs = 0;
    quint64 bytes = 0;                              // as jobs reported their progress
    quint64 reopens = 0;
    QMap<QString, quint64> faults;                  // name of the fault class (or code without one) → how often
    QString lastErrorCode, lastErrorDetail;
    qint64 lastErrorWallMs = 0;
};

// Owns devices, claims and jobs, and alone changes their states. One thread per driver and one that watches deadlines;
// all methods are thread-safe and none blocks. Signals arrive queued. Destroying it ends every job Cancelled.
// Errors: DEV-NOSUCH (no such slot), DEV-CLAIM (claim unknown, ended or shared), DEV-<CLASS>-* of the device.
class DeviceHub : public QObject {
    Q_OBJECT
public:
    DeviceHub(const DeviceSettings &settings, std::vector<std::unique_ptr<Driver>> drivers, const Clock &clock,
              QObject *parent = nullptr);
    ~DeviceHub() override;

    QList<DeviceInfo> devices() const;
    QList<ClaimInfo> claims() const;                // that have not ended
    QList<Candidate> candidates(const DeviceId &device) const;      // what its driver found when it last looked
    DeviceStatistics statistics(const DeviceId &device) const;
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
    // Needs no claim. Of a device that is not open: says why, and has its driver try again at once, also one that was given up.
    Job<HealthReport> checkHealth(const DeviceId &device, HealthLevel level, Deadline deadline);

Q_SIGNALS:
    void deviceChanged(zc::devices::DeviceInfo info);
    void mediaChanged(zc::devices::DeviceId device, zc::devices::Media media, quint64 sequence);
    void jobProgress(zc::devices::JobId job, zc::devices::DeviceId device, zc::devices::Progress progress);
    void claimStarted(zc::devices::Claim claim);
    void claimEnded(zc::devices::ClaimId claim);
    void authenticityDoubted(zc::devices::DeviceId device);     // possible forgery: goes to the audit log, without card data

private:
    struct Private;
    void enqueue(const ClaimId &claim, const DeviceId &device, std::shared_ptr<JobCore> job, Deadline deadline);
    std::unique_ptr<Private> d;
};

} // namespace zc::devices
