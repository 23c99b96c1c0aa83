#include "engine.h"

#include "internal/worker.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QSet>
#include <QThread>
#include <QWaitCondition>

namespace zc::sync {

using internal::Happened;
using internal::Worker;

class Engine::Thread final : public QThread {
public:
    Thread(Engine &engine, store::Store &store, std::unique_ptr<platform::PlatformClient> client, const Clock &clock, EngineOptions options)
        : m_engine(engine), m_store(store), m_client(std::move(client)), m_clock(clock), m_options(std::move(options))
    {
        m_client->setCancel(m_cancel);
    }

    void end()
    {
        m_cancel.raise();
        const QMutexLocker lock(&m_mutex);
        m_stop = true;
        m_condition.wakeAll();
    }
    void hold(bool held)
    {
        const QMutexLocker lock(&m_mutex);
        m_held = held;
        m_condition.wakeAll();
    }
    void wake(bool now)
    {
        const QMutexLocker lock(&m_mutex);
        m_woken = true;
        m_now = m_now || now;
        m_condition.wakeAll();
    }
    void login(const Actor &actor)
    {
        const QMutexLocker lock(&m_mutex);
        m_actor = actor;
        m_woken = true;
        m_condition.wakeAll();
    }
    SyncStatus status() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_status;
    }
    std::optional<ClockOffset> clockOffset() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_offset;
    }

protected:
    void run() override
    {
        Worker worker(m_store, *m_client, m_clock, m_options);
        while (!worker.recover().ok()) {
            if (!pause(1000))
                return;
        }
        publish(worker, {});
        bool mustRecover = false;
        for (;;) {
            if (!waitWhileHeld(mustRecover))
                return;
            // What the lock cut off is asked after first, as at a start.
            if (mustRecover && !worker.recover().ok()) {
                if (!pause(1000))
                    return;
                continue;
            }
            mustRecover = false;
            std::optional<Actor> actor;
            {
                const QMutexLocker lock(&m_mutex);
                if (m_stop)
                    return;
                if (m_now)
                    worker.tryNow();
                m_now = false;
                m_woken = false;
                actor.swap(m_actor);
            }
            if (actor && !worker.clerkLoggedIn(*actor).ok())
                login(*actor);                       // kept for the next turn
            Happened happened;
            const bool worked = worker.step(happened) == Worker::Step::Worked;
            publish(worker, happened);
            if (!worked && !pause(worker.wakeBootMs() - m_clock.bootMs()))
                return;
        }
    }

private:
    bool waitWhileHeld(bool &held)
    {
        const QMutexLocker lock(&m_mutex);
        while (m_held && !m_stop) {
            held = true;
            m_condition.wait(&m_mutex);
        }
        return !m_stop;
    }

    // False when the thread is to end. A wake-up that came while the step ran is not lost.
    bool pause(qint64 ms)
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_stop && !m_held && !m_woken && !m_actor && ms > 0)
            m_condition.wait(&m_mutex, QDeadlineTimer(ms));
        return !m_stop;
    }

    void publish(const Worker &worker, const Happened &happened)
    {
        const SyncStatus status = worker.status();
        bool changed = false;
        {
            const QMutexLocker lock(&m_mutex);
            changed = !(status == m_status);
            m_status = status;
            m_offset = worker.clockOffset();
        }
        for (const auto &[caseId, number] : happened.numbers)
            Q_EMIT m_engine.numberBound(caseId, number);
        for (const auto &[caseId, roundNo] : happened.receipts)
            Q_EMIT m_engine.receiptStored(caseId, roundNo);
        for (const auto &[caseId, state] : happened.flows)
            Q_EMIT m_engine.flowChanged(caseId, state);
        for (const QUuid &caseId : happened.changed)
            Q_EMIT m_engine.caseChanged(caseId);
        for (const auto &[caseId, code] : happened.attention)
            Q_EMIT m_engine.attention(caseId, code);
        const QSet<QUuid> touched(happened.touched.begin(), happened.touched.end());
        for (const QUuid &caseId : touched) {
            if (auto state = m_store.read([&](store::ReadTx &tx) { return caseSyncState(tx, caseId); }))
                Q_EMIT m_engine.caseSynced(caseId, *state);
        }
        if (changed)
            Q_EMIT m_engine.statusChanged(status);
    }

    Engine &m_engine;
    store::Store &m_store;
    std::unique_ptr<platform::PlatformClient> m_client;
    const Clock &m_clock;
    const EngineOptions m_options;
    const net::Cancel m_cancel;
    mutable QMutex m_mutex;
    QWaitCondition m_condition;
    SyncStatus m_status;
    std::optional<ClockOffset> m_offset;
    std::optional<Actor> m_actor;
    bool m_stop = false;
    bool m_held = false;
    bool m_woken = false;
    bool m_now = false;
};

Engine::Engine(store::Store &store, std::unique_ptr<platform::PlatformClient> client, const Clock &clock, EngineOptions options, QObject *parent)
    : QObject(parent), m_thread(std::make_unique<Thread>(*this, store, std::move(client), clock, std::move(options)))
{
    qRegisterMetaType<SyncCaseState>();
    qRegisterMetaType<SyncStatus>();
    m_thread->setObjectName(QStringLiteral("sync"));
}

Engine::~Engine() { stop(); }

void Engine::start() { m_thread->start(); }

void Engine::stop()
{
    m_thread->end();
    m_thread->wait();
}

void Engine::hold(bool held) { m_thread->hold(held); }
void Engine::wake() { m_thread->wake(false); }
void Engine::tryNow() { m_thread->wake(true); }
void Engine::clerkLoggedIn(const Actor &actor) { m_thread->login(actor); }
SyncStatus Engine::status() const { return m_thread->status(); }
std::optional<ClockOffset> Engine::clockOffset() const { return m_thread->clockOffset(); }

} // namespace zc::sync
