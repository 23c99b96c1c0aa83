#pragma once
#include <devices/operations.h>
#include <base/result.h>

#include <QFuture>
#include <QFutureInterface>
#include <QUuid>

#include <atomic>
#include <chrono>

namespace zc::devices {

using JobId = QUuid;

struct Deadline {
    std::chrono::milliseconds total;    // from submit, monotonic; every job has one
};

// The part of a job that hub, driver thread and handle share. finish() takes effect once; whatever comes later is dropped.
class JobCore {
public:
    explicit JobCore(AnyOperation operation);
    virtual ~JobCore();
    const JobId id;
    const AnyOperation operation;
    void cancel();                                  // idempotent, any thread
    bool finished() const { return m_finished.load(); }
    bool finish(Result<AnyAnswer> outcome);         // false: it had ended before; the answer is wiped

protected:
    virtual void deliver(Result<AnyAnswer> outcome) = 0;

private:
    std::atomic<bool> m_finished = false;
};

template <class A>
class JobState final : public JobCore {
public:
    explicit JobState(AnyOperation operation) : JobCore(std::move(operation)) { m_future.reportStarted(); }
    QFuture<Result<A>> future() { return m_future.future(); }

protected:
    void deliver(Result<AnyAnswer> outcome) override
    {
        if (!outcome.ok())
            m_future.reportResult(Result<A>(outcome.error()));
        else if (A *answer = std::get_if<A>(&outcome.value()))
            m_future.reportResult(Result<A>(std::move(*answer)));
        else
            m_future.reportResult(Result<A>(Error{ErrorKind::Internal, QStringLiteral("DEV-ANSWER"), {}}));
        m_future.reportFinished();
    }

private:
    // No QPromise: taking a move-only answer resets the shared state, and the destructor of a promise that finds it reset runs
    // the continuation a second time (Qt 6.4).
    QFutureInterface<Result<A>> m_future;
};

// Handle of one operation; copies share the job, dropping every handle does not cancel. The future gets exactly one
// result, Error{Cancelled} included. A is move-only for cards: use whenDone(…) or takeResult() once.
template <class A>
class Job {
public:
    explicit Job(std::shared_ptr<JobState<A>> state) : m_state(std::move(state)) {}
    JobId id() const { return m_state->id; }
    QFuture<Result<A>> result() const { return m_state->future(); }
    void cancel() { m_state->cancel(); }

private:
    std::shared_ptr<JobState<A>> m_state;
};

} // namespace zc::devices
