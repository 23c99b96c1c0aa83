#pragma once
#include <QString>

namespace zc {

// Time as the program sees it. Injected everywhere, so that tests and simulated days own it. Implementations are thread-safe.
class Clock {
public:
    virtual ~Clock();
    virtual qint64 wallMs() const = 0;       // Unix milliseconds, may jump; for people and papers only
    virtual qint64 bootMs() const = 0;       // milliseconds since boot, suspend included, never goes back; for timers
    virtual QString bootId() const = 0;      // changes with every boot; pairs with bootMs as evidence
};

class SystemClock final : public Clock {
public:
    qint64 wallMs() const override;
    qint64 bootMs() const override;
    QString bootId() const override;
};

// Stands still until told; for tests and replays.
class ManualClock final : public Clock {
public:
    explicit ManualClock(qint64 wallMs, qint64 bootMs = 1000) : m_wallMs(wallMs), m_bootMs(bootMs) {}
    qint64 wallMs() const override { return m_wallMs; }
    qint64 bootMs() const override { return m_bootMs; }
    QString bootId() const override;
    void advance(qint64 ms) { m_wallMs += ms; m_bootMs += ms; }
    void jumpWall(qint64 ms) { m_wallMs += ms; }

private:
    qint64 m_wallMs;
    qint64 m_bootMs;
};

} // namespace zc
