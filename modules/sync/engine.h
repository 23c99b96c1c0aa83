#pragma once
#include <base/clock.h>
#include <platform/platformclient.h>
#include <store/store.h>
#include <sync/merge.h>
#include <sync/outbox.h>
#include <sync/status.h>

#include <QObject>

#include <memory>
#include <optional>

namespace zc::sync {

struct EngineOptions {
    QUuid clientId;                              // of the enrolment; subject of what belongs to no case
    QString environment = QStringLiteral("demo");
    QList<platform::ReceiptKey> receiptKeys;     // pinned by machine policy; production trusts no other
    MergeRules mergeRules = defaultFieldRule;
    int feedEveryMs = 5'000;                     // at most; the platform may ask for more
    int probeEveryMs = 15'000;                   // how old the latency shown may become
    qint64 pieceBytes = 1024 * 1024;             // of uploads at first; grows to 8 MiB on a fast line
    quint32 seed = 0;                            // of the jitter; 0 = random
};

// How far the platform's clock is ahead of this machine's; evidence of legal times, never used to set anything.
struct ClockOffset {
    qint64 offsetMs = 0;
    qint64 measuredBootMs = 0;                   // Clock::bootMs of the measurement, for its age
};

// Brings the outbox to the province and the province's changes home. One thread of its own: plan, transfer, apply, one
// thing at a time, everything it knows is in the store. All calls return at once but stop(), which waits for the thread
// (a running transfer is cut off). Signals come from that thread: connect with a context object.
class Engine : public QObject {
    Q_OBJECT
public:
    Engine(store::Store &store, std::unique_ptr<platform::PlatformClient> client, const Clock &clock, EngineOptions options,
           QObject *parent = nullptr);
    ~Engine() override;

    void start();
    void stop();                                 // nothing is lost: what was on the wire is asked after at the next start
    // While held nothing is read, sent or written (the store is locked); what was on the wire is asked after when it goes on.
    void hold(bool held);
    void wake();                                 // after a write that recorded something
    void tryNow();                               // a person asked, or the network came back
    void clerkLoggedIn(const Actor &actor);      // operations that waited for a ticket go on with this one

    SyncStatus status() const;
    std::optional<ClockOffset> clockOffset() const;   // none before the platform was first reached

Q_SIGNALS:
    void statusChanged(const zc::sync::SyncStatus &status);
    void caseSynced(const QUuid &caseId, zc::sync::SyncCaseState state);
    void numberBound(const QUuid &caseId, const QString &number);
    void receiptStored(const QUuid &caseId, int roundNo);        // its signature verified; only now may the screen say 已提交
    void flowChanged(const QUuid &caseId, const QString &state);
    void caseChanged(const QUuid &caseId);                       // fields from elsewhere, or the case came back to the clerk
    void attention(const QUuid &caseId, const QString &code);    // a person must look: refused, conflict, alarm

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace zc::sync
