#pragma once
#include <base/result.h>

#include <QFuture>
#include <QObject>

#include <functional>

namespace zc::station {
class Station;
}

namespace zc::client {

class LockScreen;

// Locks and unlocks the desk. Locking covers first and is never refused; then what was typed is handed to the store, the log gets
// its entry and a signed head, keys and index go. A wrong secret costs time after some tries, more each round. GUI thread.
class SessionGuard : public QObject {
    Q_OBJECT
public:
    // Opens the station again with what the clerk typed; Denied APP-SECRET or STO-KEY-CLOSED: it was wrong.
    using Opener = std::function<QFuture<Result<void>>(const QString &secret, int failedTries)>;
    static constexpr int kFirstWaitMs = 30'000, kLongestWaitMs = 480'000;

    explicit SessionGuard(LockScreen &screen, QObject *parent = nullptr);

    // A screen that was locked before there was a desk stays locked, and its keys go.
    void open(station::Station &station, Opener opener, std::function<void()> beforeLock);
    void close();                                   // the station is about to go
    void setTries(int tries) { m_tries = tries; }
    void lock(const QString &reason);               // key, idle, suspend, hours: as the log says it
    void forgetCopied();                            // what was copied from here outlives neither lock nor sign-off
    static int waitMs(int failed, int tries);       // 0: none

Q_SIGNALS:
    void unlocked();

private:
    void dropKeys(const QString &reason);
    void tryOpen(const QString &secret);
    void judge(const Result<void> &outcome);

    LockScreen &m_screen;
    station::Station *m_station = nullptr;
    Opener m_opener;
    std::function<void()> m_beforeLock;
    QString m_pending;                              // typed while the lock was still being noted
    bool m_locking = false;
    bool m_copiedHere = false;
    int m_tries = 5;
    int m_failed = 0;
};

} // namespace zc::client
