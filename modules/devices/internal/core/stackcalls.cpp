#include "stackcalls.h"

namespace zc::devices {

using std::chrono::milliseconds;

namespace {

constexpr int kStackSliceMs = 10;
constexpr int kStackPresenceMs = 300;        // for a stack to say whether the device is there
constexpr int kStackStuckMs = 10'000;        // for a call that nobody waits for

} // namespace

StackCalls::StackCalls(DeviceClass cls) : m_cls(cls), m_thread([this] { work(); })
{
    m_clock.start();
}

StackCalls::~StackCalls()
{
    m_abandoned->store(true);
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

bool StackCalls::isThere(std::function<bool()> present)
{
    if (m_gone)
        return false;
    if (!waitIdle(0)) {
        if (m_abandonedAtMs < 0 || m_clock.elapsed() - m_abandonedAtMs < kStackStuckMs)
            return true;
        while (!waitIdle(kStackPresenceMs)) {}
    }
    const auto there = std::make_shared<std::atomic<int>>(-1);
    begin([present = std::move(present), there] { *there = present(); });
    if (!waitIdle(kStackPresenceMs))
        leave();
    m_gone = *there == 0;
    return !m_gone;
}

void StackCalls::begin(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_call = std::move(call);
    m_busy = true;
    m_wake.notify_all();
}

bool StackCalls::waitIdle(int ms)
{
    std::unique_lock lock(m_mutex);
    return m_idle.wait_for(lock, milliseconds(ms), [this] { return !m_busy; });
}

Error StackCalls::waitFor(JobContext &context, const std::function<void()> &meanwhile)
{
    while (!waitIdle(kStackSliceMs)) {
        if (context.stopRequested())
            return toError({FaultClass::Cancelled, {}, {}, false}, m_cls);
        if (context.remainingMs() <= 0)
            return toError({FaultClass::Timeout, {}, {}, false}, m_cls);
        if (meanwhile)
            meanwhile();
    }
    return {};
}

void StackCalls::leave()
{
    m_abandoned->store(true);
    m_abandoned = std::make_shared<std::atomic<bool>>(false);
    m_abandonedAtMs = m_clock.elapsed();
}

void StackCalls::work()
{
    for (;;) {
        std::function<void()> call;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || m_call; });
            if (!m_call)
                return;
            call = std::exchange(m_call, {});
        }
        call();
        call = {};                      // with all it holds, before anybody hears of it
        const std::lock_guard lock(m_mutex);
        m_busy = false;
        m_idle.notify_all();
    }
}

} // namespace zc::devices
