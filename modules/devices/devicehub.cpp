#include "devicehub.h"

#include "internal/core/hubcore.h"

#include <base/clock.h>
#include <base/logging.h>
#include <base/uuid.h>

#include <functional>

namespace zc::devices {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

Error cancelled()
{
    return Error{ErrorKind::Cancelled, u"DEV-CANCELLED"_s, {}};
}

Error noSuchDevice(const DeviceId &device)
{
    return Error{ErrorKind::NotFound, u"DEV-NOSUCH"_s, device};
}

} // namespace

Bay *DeviceHub::Private::bayOf(const DeviceId &device) const
{
    for (const auto &bay : bays)
        if (bay->info.id == device)
            return bay.get();
    return nullptr;
}

// Before the device was open once its capabilities are not known; the driver's thread asks again when the job's turn comes.
Error Bay::unsupported(const AnyOperation &operation) const
{
    if (info.capabilities.operations.isEmpty())
        return {};
    if (!info.capabilities.operations.contains(operationName(operation)))
        return toError({FaultClass::Unsupported, {}, operationName(operation), false}, info.cls);
    const QString setting = info.capabilities.refusedSetting(operationSettings(operation));
    return setting.isEmpty() ? Error() : toError({FaultClass::Unsupported, {}, setting, false}, info.cls);
}

DeviceHub::DeviceHub(const DeviceSettings &settings, std::vector<std::unique_ptr<Driver>> drivers, const Clock &clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->q = this;
    d->settings = settings;
    d->clock = &clock;
    for (auto &driver : drivers) {
        const DriverInfo info = driver->info();
        auto bay = std::make_unique<Bay>();
        bay->info.id = info.slot;
        bay->info.cls = info.cls;
        bay->info.title = info.title;
        bay->info.driver = info.id;
        bay->driver = std::move(driver);
        d->bays.push_back(std::move(bay));
    }
    for (const auto &bay : d->bays)
        bay->thread = std::thread([this, bay = bay.get()] { d->work(*bay); });
    d->watchThread = std::thread([this] { d->watch(); });
}

DeviceHub::~DeviceHub()
{
    std::vector<std::shared_ptr<JobCore>> open;
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
        for (const auto &bay : d->bays) {
            for (const QueuedJob &queued : bay->queue)
                open.push_back(queued.job);
            if (bay->running.job)
                open.push_back(bay->running.job);
            bay->queue.clear();
            bay->wake.notify_all();
        }
        d->watchWake.notify_all();
    }
    for (const auto &job : open)
        job->finish(cancelled());
    for (const auto &bay : d->bays)
        bay->thread.join();
    d->watchThread.join();
}

QList<DeviceInfo> DeviceHub::devices() const
{
    const std::lock_guard lock(d->mutex);
    QList<DeviceInfo> list;
    for (const auto &bay : d->bays)
        list << bay->info;
    return list;
}

QList<ClaimInfo> DeviceHub::claims() const
{
    const std::lock_guard lock(d->mutex);
    const qint64 nowMs = d->clock->bootMs();
    QList<ClaimInfo> list;
    for (const auto &[id, entry] : d->claims)
        if (entry.endsMs > nowMs)
            list << ClaimInfo{entry.claim, entry.endsMs - nowMs};
    return list;
}

QList<Candidate> DeviceHub::candidates(const DeviceId &device) const
{
    const std::lock_guard lock(d->mutex);
    const Bay *bay = d->bayOf(device);
    return bay ? bay->candidates : QList<Candidate>();
}

DeviceStatistics DeviceHub::statistics(const DeviceId &device) const
{
    const std::lock_guard lock(d->mutex);
    const Bay *bay = d->bayOf(device);
    return bay ? bay->statistics : DeviceStatistics();
}

Claim DeviceHub::Private::addClaim(Bay &bay, ClaimMode mode, const Owner &owner, milliseconds ttl)
{
    ClaimEntry entry{{makeUuidV7(), bay.info.id, mode, owner}, clock->bootMs() + ttl.count()};
    claims.emplace(entry.claim.id, entry);
    watchWake.notify_all();
    return entry.claim;
}

Result<Claim> DeviceHub::claim(const DeviceId &device, ClaimMode mode, const Owner &owner, milliseconds ttl)
{
    std::unique_lock lock(d->mutex);
    Bay *bay = d->bayOf(device);
    if (!bay)
        return noSuchDevice(device);
    if (mode == ClaimMode::Exclusive) {
        const qint64 nowMs = d->clock->bootMs();
        for (const auto &[id, entry] : d->claims) {
            if (entry.claim.device == device && entry.claim.mode == ClaimMode::Exclusive && entry.endsMs > nowMs) {
                Error busy = toError({FaultClass::Busy, {}, {}, false}, bay->info.cls);
                busy.detail = entry.claim.owner.label;
                return busy;
            }
        }
    }
    const Claim made = d->addClaim(*bay, mode, owner, ttl);
    lock.unlock();
    Q_EMIT claimStarted(made);
    return made;
}

Result<Claim> DeviceHub::takeOver(const DeviceId &device, const Owner &owner, milliseconds ttl)
{
    d->endClaims([&](const Private::ClaimEntry &entry) {
        return entry.claim.device == device && entry.claim.mode == ClaimMode::Exclusive;
    });
    return claim(device, ClaimMode::Exclusive, owner, ttl);
}

void DeviceHub::release(const ClaimId &claim)
{
    d->endClaims([&](const Private::ClaimEntry &entry) { return entry.claim.id == claim; });
}

void DeviceHub::releaseAllOf(const QString &ownerId)
{
    d->endClaims([&](const Private::ClaimEntry &entry) { return entry.claim.owner.id == ownerId; });
}

void DeviceHub::releaseAll()
{
    d->endClaims([](const Private::ClaimEntry &) { return true; });
}

void DeviceHub::Private::endClaims(const std::function<bool(const ClaimEntry &)> &which)
{
    std::vector<std::shared_ptr<JobCore>> jobs;
    QList<ClaimId> ended;
    {
        const std::lock_guard lock(mutex);
        for (auto it = claims.begin(); it != claims.end();) {
            if (!which(it->second)) {
                ++it;
                continue;
            }
            ended << it->first;
            it = claims.erase(it);
        }
        for (const auto &bay : bays) {
            for (const QueuedJob &queued : bay->queue)
                if (ended.contains(queued.claim))
                    jobs.push_back(queued.job);
            if (bay->running.job && ended.contains(bay->running.claim))
                jobs.push_back(bay->running.job);
        }
    }
    for (const auto &job : jobs)
        job->finish(cancelled());
    for (const ClaimId &id : ended)
        Q_EMIT q->claimEnded(id);
}

Job<HealthReport> DeviceHub::checkHealth(const DeviceId &device, HealthLevel level, Deadline deadline)
{
    auto state = std::make_shared<JobState<HealthReport>>(AnyOperation(CheckHealth{level}));
    enqueue({}, device, state, deadline);
    return Job<HealthReport>(state);
}

void DeviceHub::enqueue(const ClaimId &claim, const DeviceId &device, std::shared_ptr<JobCore> job, Deadline deadline)
{
    Error refusal;
    {
        const std::lock_guard lock(d->mutex);
        const qint64 nowMs = d->clock->bootMs();
        DeviceId target = device;
        if (target.isEmpty()) {
            const auto held = d->claims.find(claim);
            if (held != d->claims.end() && held->second.claim.mode == ClaimMode::Exclusive && held->second.endsMs > nowMs)
                target = held->second.claim.device;
        }
        Bay *bay = d->bayOf(target);
        if (target.isEmpty())
            refusal = {ErrorKind::Denied, u"DEV-CLAIM"_s, {}};
        else if (!bay)
            refusal = noSuchDevice(target);
        else if (d->stopping)
            refusal = cancelled();
        else if (deadline.total.count() <= 0)
            refusal = toError({FaultClass::Timeout, {}, {}, false}, bay->info.cls);
        else if (bay->settled && (bay->info.state == DeviceState::Absent || bay->info.state == DeviceState::Lost || bay->info.state == DeviceState::Fault))
            refusal = bay->why.code.isEmpty() ? toError({FaultClass::NoDevice, {}, {}, true}, bay->info.cls) : bay->why;
        else
            refusal = bay->unsupported(job->operation);
        if (bay && !refusal.code.isEmpty() && !device.isEmpty()) {      // a check: nothing else comes without a claim
            bay->askedAgain = true;
            bay->wake.notify_all();
        }
        if (refusal.code.isEmpty()) {
            bay->queue.push_back({std::move(job), claim, nowMs + deadline.total.count()});
            bay->wake.notify_all();
            d->watchWake.notify_all();
            return;
        }
    }
    job->finish(refusal);
}

} // namespace zc::devices
