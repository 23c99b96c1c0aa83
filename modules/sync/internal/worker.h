#pragma once
#include <net/cancel.h>
#include <net/linkstate.h>
#include <sync/engine.h>
#include <sync/uploads.h>

#include "internal/feed.h"

namespace zc::sync::internal {

// The straight line of the engine: look at the store, do one thing, keep what came of it. No thread and no signals of its
// own, so that a test can walk through it step by step. Everything it must not forget is in the store.
class Worker {
public:
    enum class Step { Worked, Idle };

    Worker(store::Store &store, platform::PlatformClient &client, const Clock &clock, const EngineOptions &options);

    // At start: what was on the wire when the process ended may or may not have arrived.
    Result<void> recover();
    Step step(Happened &happened);
    qint64 wakeBootMs() const { return m_wakeBootMs; }   // when there may be something to do again, after Idle

    void tryNow();
    Result<void> clerkLoggedIn(const Actor &actor);
    SyncStatus status() const;
    std::optional<ClockOffset> clockOffset() const;

private:
    struct Pick {
        enum class What { Nothing, Freeze, Send, Ask, Void } what = What::Nothing;
        store::OutboxOp op;
    };
    bool connect();
    void noteOffset(const platform::TimeProbe &probe);
    Pick pick();
    Pick pickIn(const store::ReadTx &tx, const QList<store::OutboxOp> &ops, qint64 now);
    void freeze(const store::OutboxOp &op, Happened &happened);
    void send(store::OutboxOp op, Happened &happened);
    void ask(const store::OutboxOp &op, Happened &happened);
    void voidAtPlatform(const store::OutboxOp &op, Happened &happened);
    void finish(const QUuid &opId, const platform::OperationAnswer &answer, Happened &happened);
    void raiseEpochIfStale(const platform::OperationAnswer &answer);
    void linkFailed(const Error &error);
    void waitUntil(qint64 bootMs);
    bool pollFeed(Happened &happened);

    store::Store &m_store;
    platform::PlatformClient &m_client;
    const Clock &m_clock;
    const EngineOptions m_options;
    ApplyContext m_context;
    QRandomGenerator m_random;
    Uploads m_uploads;
    Feed m_feed;
    net::LinkState m_link;
    struct OffsetProbe { ClockOffset offset; qint64 elapsedMs = 0; };
    QList<OffsetProbe> m_offsets;        // the last five
    QString m_trouble;
    QString m_lastSubject;               // round robin across subjects
    qint64 m_nextFeedMs = 0;
    qint64 m_nextProbeMs = 0;
    qint64 m_wakeBootMs = 0;
    bool m_hurry = false;                // a person asked: questions that wait are asked now
    bool m_connected = false;            // capabilities were read since the last failure
};

} // namespace zc::sync::internal
