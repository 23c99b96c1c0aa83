#include "hubcore.h"

#include <base/clock.h>
#include <base/logging.h>

#include <functional>

ZC_LOGGING_CATEGORY(lcDevices, "devices")

namespace zc::devices {

using std::chrono::milliseconds;

namespace {

constexpr qint64 kGraceMs = 30;         // the driver ends its job itself; this is for one that hangs
constexpr int kOpenMs = 5000;
constexpr int kLongestWaitMs = 60'000;

Error timedOut()
{
    return toError({FaultClass::Timeout, {}, {}, false}, DeviceClass::IdCardReader);
}

class Context final : public JobContext {
public:
    Context(const Clock &clock, qint64 deadlineMs, std::function<bool()> stop, std::function<void(Media)> media)
        : m_clock(clock), m_deadlineMs(deadlineMs), m_stop(std::move(stop)), m_media(std::move(media)) {}
    bool stopRequested() const override { return m_stop(); }
    int remainingMs() const override { return int(qBound(qint64(0), m_deadlineMs - m_clock.bootMs(), qint64(1'000'000'000))); }
    qint64 nowMs() const override { return m_clock.bootMs(); }
    void reportMedia(Media media) override { m_media(media); }

private:
    const Clock &m_clock;
    const qint64 m_deadlineMs;
    const std::function<bool()> m_stop;
    const std::function<void(Media)> m_media;
};

bool isGone(DeviceState state)
{
    return state == DeviceState::Absent || state == DeviceState::Lost;
}

} // namespace

void DeviceHub::Private::setState(Bay &bay, DeviceState state, const Error &why)
{
    DeviceInfo info;
    {
        const std::lock_guard lock(mutex);
        if (bay.info.state == state && bay.info.errorCode == why.code)
            return;
        bay.info.state = state;
        bay.info.errorCode = why.code;
        if (state != DeviceState::Ready && state != DeviceState::Busy)
            bay.info.media = Media::Unknown;
        ++bay.info.sequence;
        info = bay.info;
    }
    qCInfo(lcDevices).noquote() << info.id << deviceStateName(state) << why.code;
    Q_EMIT q->deviceChanged(info);
}

void DeviceHub::Private::setMedia(Bay &bay, Media media)
{
    quint64 sequence = 0;
    {
        const std::lock_guard lock(mutex);
        if (bay.info.media == media)
            return;
        bay.info.media = media;
        sequence = ++bay.info.sequence;
    }
    Q_EMIT q->mediaChanged(bay.info.id, media, sequence);
}

void DeviceHub::Private::refuseQueue(Bay &bay, const Error &why)
{
    std::deque<QueuedJob> refused;
    {
        const std::lock_guard lock(mutex);
        refused.swap(bay.queue);
    }
    for (const QueuedJob &queued : refused)
        queued.job->finish(why);
}

std::unique_ptr<Device> DeviceHub::Private::open(Bay &bay, int *attempt)
{
    Candidate best;
    int bestScore = 0;
    for (const Candidate &candidate : bay.driver->scan()) {
        const int score = bay.driver->probe(candidate);
        if (score > bestScore) {
            best = candidate;
            bestScore = score;
        }
    }
    Error why = toError({FaultClass::NoDevice, {}, {}, true}, bay.info.cls);
    int waitMs = bay.everOpen ? settings.lostRescanMs : settings.rescanMs;
    if (bestScore > 0) {
        if (isGone(bay.info.state)) {       // only this thread writes the state
            setState(bay, DeviceState::Present);
            setState(bay, DeviceState::Opening);
        }
        Context context(*clock, clock->bootMs() + kOpenMs, [this] { const std::lock_guard lock(mutex); return stopping; }, [](Media) {});
        Result<std::unique_ptr<Device>> opened = bay.driver->open(best, context);
        if (opened.ok()) {
            *attempt = 0;
            {
                const std::lock_guard lock(mutex);
                bay.info.capabilities = opened.value()->capabilities();
                bay.settled = bay.everOpen = true;
            }
            setState(bay, DeviceState::Ready);
            return std::move(opened).value();
        }
        why = opened.error();
        waitMs = settings.reopenMs.value(qMin<qsizetype>((*attempt)++, settings.reopenMs.size() - 1), 1000);
    }
    const bool nothingThere = why.kind == ErrorKind::NotFound;
    {
        const std::lock_guard lock(mutex);
        bay.settled = true;
    }
    setState(bay, !nothingThere ? DeviceState::Fault : bay.everOpen ? DeviceState::Lost : DeviceState::Absent, why);
    refuseQueue(bay, why);
    std::unique_lock lock(mutex);
    bay.wake.wait_for(lock, milliseconds(waitMs), [this] { return stopping; });
    return nullptr;
}

void DeviceHub::Private::runJob(Bay &bay, Device &device, const QueuedJob &queued)
{
    setState(bay, DeviceState::Busy);
    const auto stop = [&] { return queued.job->finished(); };       // the hub's end finishes every job first
    Context context(*clock, queued.deadlineMs, stop, [&](Media media) { setMedia(bay, media); });
    Result<AnyAnswer> answer = device.run(queued.job->operation, context);
    const bool open = device.isOpen();
    {
        const std::lock_guard lock(mutex);
        bay.running = {};
    }
    const bool doubted = !answer.ok()
        && answer.error().code == toError({FaultClass::MediaRejected, QStringLiteral("AUTH"), {}, false}, bay.info.cls).code;
    if (open)
        setState(bay, DeviceState::Ready);
    else
        setState(bay, DeviceState::Lost, toError({FaultClass::NoDevice, {}, {}, true}, bay.info.cls));
    queued.job->finish(std::move(answer));
    if (doubted)
        Q_EMIT q->authenticityDoubted(bay.info.id);
}

void DeviceHub::Private::work(Bay &bay)
{
    std::unique_ptr<Device> device;
    int attempt = 0;
    for (;;) {
        QueuedJob next;
        {
            std::unique_lock lock(mutex);
            if (device && !stopping)
                bay.wake.wait_for(lock, milliseconds(settings.watchMs), [&] { return stopping || !bay.queue.empty(); });
            if (stopping)
                return;
            if (device && !bay.queue.empty()) {
                next = bay.queue.front();
                bay.queue.pop_front();
                if (next.job->finished())
                    continue;
                bay.running = next;
            }
        }
        if (!device) {
            device = open(bay, &attempt);
            continue;
        }
        if (next.job)
            runJob(bay, *device, next);
        if (!device->isOpen()) {
            const Error why = toError({FaultClass::NoDevice, {}, {}, true}, bay.info.cls);
            device.reset();
            setState(bay, DeviceState::Lost, why);
            refuseQueue(bay, why);
        }
    }
}

void DeviceHub::Private::watch()
{
    std::unique_lock lock(mutex);
    while (!stopping) {
        const qint64 nowMs = clock->bootMs();
        qint64 dueMs = nowMs + kLongestWaitMs;
        std::vector<std::shared_ptr<JobCore>> late;
        for (const auto &bay : bays) {
            for (auto it = bay->queue.begin(); it != bay->queue.end();) {
                if (it->deadlineMs <= nowMs) {
                    late.push_back(it->job);
                    it = bay->queue.erase(it);
                } else {
                    dueMs = qMin(dueMs, it->deadlineMs);
                    ++it;
                }
            }
            if (bay->running.job && !bay->running.job->finished()) {
                const qint64 endMs = bay->running.deadlineMs + kGraceMs;
                if (endMs <= nowMs)
                    late.push_back(bay->running.job);
                else
                    dueMs = qMin(dueMs, endMs);
            }
        }
        bool claimsDue = false;
        for (const auto &[id, entry] : claims) {
            claimsDue = claimsDue || entry.endsMs <= nowMs;
            dueMs = qMin(dueMs, qMax(entry.endsMs, nowMs));
        }
        if (late.empty() && !claimsDue) {
            watchWake.wait_for(lock, milliseconds(dueMs - nowMs));
            continue;
        }
        lock.unlock();
        for (const auto &job : late)
            job->finish(timedOut());
        if (claimsDue)
            endClaims([nowMs](const ClaimEntry &entry) { return entry.endsMs <= nowMs; });
        lock.lock();
    }
}

} // namespace zc::devices
