#pragma once
#include <devices/device.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include <QElapsedTimer>

namespace zc::devices {

// Calls into a library that blocks for as long as it likes, made one after another on a thread of their own, while the driver's thread
// keeps looking at its job. A call that nobody waits for any longer goes on by itself; the next one waits for its end. What a call uses
// must outlive this object. For one driver thread.
class StackCalls {
public:
    using Abandoned = std::function<bool()>;
    explicit StackCalls(DeviceClass cls);
    ~StackCalls();                      // abandons what runs, and waits for its end

    // what(abandoned) → Result<T>. Cancelled or Timeout of the class where the job ends first. `meanwhile` is called every few milliseconds.
    template <class T, class F>
    Result<T> call(JobContext &context, F what, const std::function<void()> &meanwhile = {})
    {
        if (const Error busy = waitFor(context, {}); !busy.code.isEmpty())
            return busy;
        const auto answer = std::make_shared<std::optional<Result<T>>>();
        begin([what = std::move(what), answer, abandoned = m_abandoned] { answer->emplace(what(Abandoned([abandoned] { return abandoned->load(); }))); });
        if (const Error ended = waitFor(context, meanwhile); !ended.code.isEmpty()) {
            leave();                    // the answer goes with the closure, to nobody
            return ended;
        }
        m_abandonedAtMs = -1;
        if (!(*answer)->ok() && faultClassOf((*answer)->error().code) == FaultClass::NoDevice)
            m_gone = true;
        return std::move(**answer);
    }

    // For Device::isOpen(). Once a call that nobody waits for has been stuck for ten seconds this does not return any more: the host
    // process stops answering and is ended.
    bool isThere(std::function<bool()> present);

private:
    void begin(std::function<void()> call);
    bool waitIdle(int ms);
    Error waitFor(JobContext &context, const std::function<void()> &meanwhile);     // empty code: idle
    void leave();
    void work();

    const DeviceClass m_cls;
    std::shared_ptr<std::atomic<bool>> m_abandoned = std::make_shared<std::atomic<bool>>(false);
    QElapsedTimer m_clock;
    qint64 m_abandonedAtMs = -1;
    bool m_gone = false;

    std::mutex m_mutex;
    std::condition_variable m_wake, m_idle;
    std::function<void()> m_call;
    bool m_busy = false, m_stopping = false;
    std::thread m_thread;
};

} // namespace zc::devices
