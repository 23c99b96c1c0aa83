#pragma once
#include <devices/devicehub.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace zc::devices {

struct QueuedJob {
    std::shared_ptr<JobCore> job;
    ClaimId claim;
    qint64 deadlineMs = 0;
};

// One driver, its device and its queue. Everything below `driver` is guarded by the hub's mutex; `driver` and the open
// device belong to the thread.
struct Bay {
    std::unique_ptr<Driver> driver;
    DeviceInfo info;
    Error why;                      // with code info.errorCode
    QList<Candidate> candidates;
    DeviceStatistics statistics;
    QString place;                  // of the open device, so that two slots never share one
    std::deque<QueuedJob> queue;
    QueuedJob running;
    bool settled = false;           // the first look is over: from then on an absent device refuses jobs at once
    bool everOpen = false;
    bool askedAgain = false;        // by a person, while it was not open
    Condition lastCondition;        // thread only
    std::condition_variable wake;
    std::thread thread;

    Error unsupported(const AnyOperation &operation) const;     // empty code: it can
};

struct DeviceHub::Private {
    struct ClaimEntry {
        Claim claim;
        qint64 endsMs = 0;
    };

    DeviceHub *q = nullptr;
    DeviceSettings settings;
    const Clock *clock = nullptr;
    mutable std::mutex mutex;
    std::vector<std::unique_ptr<Bay>> bays;     // fixed after construction
    std::map<ClaimId, ClaimEntry> claims;
    bool stopping = false;
    std::condition_variable watchWake;
    std::thread watchThread;

    Bay *bayOf(const DeviceId &device) const;
    Claim addClaim(Bay &bay, ClaimMode mode, const Owner &owner, std::chrono::milliseconds ttl);
    void endClaims(const std::function<bool(const ClaimEntry &)> &which);

    void work(Bay &bay);                        // driver thread
    std::unique_ptr<Device> open(Bay &bay, int *attempt);
    Result<std::unique_ptr<Device>> openBest(Bay &bay);
    void runJob(Bay &bay, Device &device, const QueuedJob &job);
    void settle(Bay &bay, Device &device);      // state by what the device says about itself
    void refreshCapabilities(Bay &bay, Device &device);
    void countFault(Bay &bay, const Error &error);
    void setState(Bay &bay, DeviceState state, const Error &why = {});
    void setMedia(Bay &bay, Media media);
    void refuseQueue(Bay &bay, const Error &why);
    void watch();                               // deadlines and times to live
};

} // namespace zc::devices
