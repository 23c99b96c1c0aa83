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
constexpr int kConditionMs = 3000;
constexpr int kLongestWaitMs = 60'000;

class Context final : public JobContext {
public:
    struct Ears {
        std::function<bool()> stop;
        std::function<void(Media)> media;
        std::function<void(const Progress &)> progress;
        std::function<void(const Condition &)> condition;
    };
    Context(const Clock &clock, qint64 deadlineMs, Ears ears) : m_clock(clock), m_deadlineMs(deadlineMs), m_ears(std::move(ears)) {}
    bool stopRequested() const override { return m_ears.stop(); }
    int remainingMs() const override { return int(qBound(qint64(0), m_deadlineMs - m_clock.bootMs(), qint64(1'000'000'000))); }
    qint64 nowMs() const override { return m_clock.bootMs(); }
    void reportMedia(Media media) override
    {
        if (m_ears.media)
            m_ears.media(media);
    }
    void reportProgress(const Progress &progress) override
    {
        if (m_ears.progress)
            m_ears.progress(progress);
    }
    void reportCondition(const Condition &condition) override
    {
        if (m_ears.condition)
            m_ears.condition(condition);
    }

private:
    const Clock &m_clock;
    const qint64 m_deadlineMs;
    const Ears m_ears;
};

bool isGone(DeviceState state)
{
    return state == DeviceState::Absent || state == DeviceState::Lost;
}

Error gone(DeviceClass cls)
{
    return toError({FaultClass::NoDevice, {}, {}, true}, cls);
}

QString placeOf(const Candidate &candidate)
{
    return QStringList{candidate.bus, candidate.path, candidate.uri.toString()}.join(QLatin1Char('|'));
}

} // namespace

void DeviceHub::Private::setState(Bay &bay, DeviceState state, const Error &why)
{
    DeviceInfo info;
    {
        const std::lock_guard lock(mutex);
        if (bay.info.state == state && bay.why == why)
            return;
        bay.info.state = state;
        bay.why = why;
        bay.info.errorCode = why.code;
        bay.info.errorDetail = why.detail;
        if (isGone(state) || state == DeviceState::Present || state == DeviceState::Opening)
            bay.info.media = Media::Unknown;
        ++bay.info.sequence;
        info = bay.info;
    }
    qCInfo(lcDevices).noquote() << info.id << deviceStateName(state) << why.code;
    Q_EMIT q->deviceChanged(info);
}

void DeviceHub::Private::countFault(Bay &bay, const Error &error)
{
    const auto cls = faultClassOf(error.code);
    const std::lock_guard lock(mutex);
    ++bay.statistics.faults[cls ? faultClassName(*cls) : error.code];
    if (error.kind == ErrorKind::Cancelled)
        return;
    bay.statistics.lastErrorCode = error.code;
    bay.statistics.lastErrorDetail = error.detail;
    bay.statistics.lastErrorWallMs = clock->wallMs();
}

void DeviceHub::Private::refreshCapabilities(Bay &bay, Device &device)
{
    Capabilities now = device.capabilities();
    DeviceInfo info;
    {
        const std::lock_guard lock(mutex);
        if (bay.info.capabilities == now)
            return;
        bay.info.capabilities = std::move(now);
        ++bay.info.sequence;
        info = bay.info;
    }
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

Result<std::unique_ptr<Device>> DeviceHub::Private::openBest(Bay &bay)
{
    const QList<Candidate> found = bay.driver->scan();
    Candidate best;
    int bestScore = 0;
    for (const Candidate &candidate : found) {
        const int score = bay.driver->probe(candidate);
        if (score > bestScore) {
            best = candidate;
            bestScore = score;
        }
    }
    QString holder;
    {
        const std::lock_guard lock(mutex);
        bay.candidates = found;
        for (const auto &other : bays)
            if (bestScore > 0 && other.get() != &bay && !other->place.isEmpty() && other->place == placeOf(best))
                holder = other->info.id;
        if (bestScore > 0 && holder.isEmpty())
            bay.place = placeOf(best);
    }
    if (bestScore <= 0)
        return gone(bay.info.cls);
    if (!holder.isEmpty()) {            // two equal devices need two places; guessing would mix them up
        Error busy = toError({FaultClass::Busy, {}, {}, false}, bay.info.cls);
        busy.detail = holder;
        return busy;
    }
    if (isGone(bay.info.state)) {       // only this thread writes the state
        setState(bay, DeviceState::Present);
        setState(bay, DeviceState::Opening);
    }
    Context context(*clock, clock->bootMs() + kOpenMs, {[this] { const std::lock_guard lock(mutex); return stopping; }, {}, {}, {}});
    return bay.driver->open(best, context);
}

std::unique_ptr<Device> DeviceHub::Private::open(Bay &bay, int *attempt)
{
    Result<std::unique_ptr<Device>> opened = openBest(bay);
    if (opened.ok()) {
        *attempt = 0;
        Device &device = **opened;
        {
            const std::lock_guard lock(mutex);
            bay.info.capabilities = device.capabilities();
            bay.info.identity = device.identity();
            bay.statistics.reopens += bay.everOpen;
            bay.settled = bay.everOpen = true;
        }
        settle(bay, device);
        return std::move(opened).value();
    }
    const Error why = opened.error();
    const bool nothingThere = why.kind == ErrorKind::NotFound;
    const DeviceState state = !nothingThere ? DeviceState::Fault : bay.everOpen ? DeviceState::Lost : DeviceState::Absent;
    bool looked = false;
    {
        const std::lock_guard lock(mutex);
        bay.place.clear();
        looked = bay.settled;
        bay.settled = true;
    }
    // Nothing there from the start is no fault of the device; everything else counts once, not with every look.
    if (!(nothingThere && !bay.everOpen) && (bay.info.state != state || bay.why.code != why.code || !looked))
        countFault(bay, why);
    setState(bay, state, why);
    refuseQueue(bay, why);
    const bool back = bay.everOpen || !nothingThere;
    const int waitMs = bay.candidates.isEmpty() || nothingThere
        ? (back ? settings.lostRescanMs : settings.rescanMs)
        : settings.reopenMs.value(qMin<qsizetype>((*attempt)++, settings.reopenMs.size() - 1), 1000);
    std::unique_lock lock(mutex);
    bay.wake.wait_for(lock, milliseconds(waitMs), [&] { return stopping || bay.askedAgain; });
    return nullptr;
}

void DeviceHub::Private::settle(Bay &bay, Device &device)
{
    Condition now;
    if (device.conditionMs() > 0) {
        // A job that arrives does not wait for a look at the device.
        const auto stop = [this, &bay] { const std::lock_guard lock(mutex); return stopping || !bay.queue.empty(); };
        Context context(*clock, clock->bootMs() + kConditionMs, {stop, {}, {}, {}});
        now = device.condition(context);
        if (stop() && now.kind == Condition::Kind::Fine && bay.info.state != DeviceState::Opening)
            now.kind = bay.lastCondition.kind, now.why = bay.lastCondition.why;    // broken off: nothing was learnt
    }
    if (!device.isOpen())
        return;
    if (now.kind == Condition::Kind::NeedsPerson && now.why != bay.lastCondition.why)
        countFault(bay, now.why);
    bay.lastCondition = now;
    refreshCapabilities(bay, device);
    switch (now.kind) {
    case Condition::Kind::Fine: setState(bay, DeviceState::Ready); break;
    case Condition::Kind::Limited: setState(bay, DeviceState::Degraded, now.why); break;
    case Condition::Kind::NeedsPerson:
        setState(bay, DeviceState::Fault, now.why);
        refuseQueue(bay, now.why);
        break;
    }
}

void DeviceHub::Private::runJob(Bay &bay, Device &device, const QueuedJob &queued)
{
    setState(bay, DeviceState::Busy);
    qint64 bytes = 0;
    Context context(*clock, queued.deadlineMs,
                    {[&] { return queued.job->finished(); },        // the hub's end finishes every job first
                     [&](Media media) { setMedia(bay, media); },
                     [&](const Progress &progress) {
                         bytes = progress.bytes;
                         Q_EMIT q->jobProgress(queued.job->id, bay.info.id, progress);
                     },
                     [&](const Condition &condition) { setState(bay, DeviceState::Busy, condition.why); }});
    const Error refusal = bay.unsupported(queued.job->operation);
    Result<AnyAnswer> answer = refusal.code.isEmpty() ? device.run(queued.job->operation, context) : Result<AnyAnswer>(refusal);
    const bool open = device.isOpen();
    {
        const std::lock_guard lock(mutex);
        bay.running = {};
        ++bay.statistics.jobs;
        bay.statistics.bytes += quint64(qMax(qint64(0), bytes));
    }
    if (!answer.ok())
        countFault(bay, answer.error());
    const bool doubted = !answer.ok()
        && answer.error().code == toError({FaultClass::MediaRejected, QStringLiteral("AUTH"), {}, false}, bay.info.cls).code
        && answer.error().code.endsWith(QLatin1String("AUTH"));
    if (!open)
        setState(bay, DeviceState::Lost, gone(bay.info.cls));
    else if (device.conditionMs() <= 0)
        settle(bay, device);            // a device without a look of its own is ready again before its answer is out
    queued.job->finish(std::move(answer));
    if (doubted)
        Q_EMIT q->authenticityDoubted(bay.info.id);
    if (open && device.conditionMs() > 0)
        settle(bay, device);
}

void DeviceHub::Private::work(Bay &bay)
{
    std::unique_ptr<Device> device;
    int attempt = 0;
    qint64 lookMs = 0;
    for (;;) {
        QueuedJob next;
        bool again = false;
        {
            std::unique_lock lock(mutex);
            if (device && !stopping)
                bay.wake.wait_for(lock, milliseconds(settings.watchMs), [&] { return stopping || !bay.queue.empty(); });
            if (stopping)
                return;
            again = std::exchange(bay.askedAgain, false);
            if (device && !bay.queue.empty()) {
                next = bay.queue.front();
                bay.queue.pop_front();
                if (next.job->finished())
                    continue;
                bay.running = next;
            }
        }
        if (!device) {
            if (again)
                bay.driver->askedAgain();
            device = open(bay, &attempt);
            lookMs = clock->bootMs();
            continue;
        }
        if (next.job) {
            runJob(bay, *device, next);
            lookMs = clock->bootMs();
        } else if (device->conditionMs() > 0 && device->isOpen() && clock->bootMs() - lookMs >= device->conditionMs()) {
            settle(bay, *device);
            lookMs = clock->bootMs();
        }
        if (!device->isOpen()) {
            const Error why = gone(bay.info.cls);
            device.reset();
            {
                const std::lock_guard lock(mutex);
                bay.place.clear();
            }
            countFault(bay, why);
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
        std::vector<std::pair<std::shared_ptr<JobCore>, DeviceClass>> late;
        for (const auto &bay : bays) {
            for (auto it = bay->queue.begin(); it != bay->queue.end();) {
                if (it->deadlineMs <= nowMs) {
                    late.emplace_back(it->job, bay->info.cls);
                    it = bay->queue.erase(it);
                } else {
                    dueMs = qMin(dueMs, it->deadlineMs);
                    ++it;
                }
            }
            if (bay->running.job && !bay->running.job->finished()) {
                const qint64 endMs = bay->running.deadlineMs + kGraceMs;
                if (endMs <= nowMs)
                    late.emplace_back(bay->running.job, bay->info.cls);
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
        for (const auto &[job, cls] : late)
            job->finish(toError({FaultClass::Timeout, {}, {}, false}, cls));
        if (claimsDue)
            endClaims([nowMs](const ClaimEntry &entry) { return entry.endsMs <= nowMs; });
        lock.lock();
    }
}

} // namespace zc::devices
