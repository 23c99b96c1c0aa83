#pragma once
#include <QtGlobal>

namespace zc::net {

// What is known about the way to the platform. Only an answer that is provably the platform's counts as online; a portal
// page or a gateway does not. Not thread-safe: one owner. Times are Clock::bootMs.
class LinkState {
public:
    enum class State { Unknown, Online, Offline };

    void answered(qint64 latencyMs);        // ours
    void failed(qint64 nowBootMs);          // no answer, or one that is not ours

    State state() const { return m_state; }
    qint64 latencyMs() const { return m_latencyMs; }          // smoothed; -1 while nothing was measured
    // While offline the way is tried again at growing distances (1 s … 30 s); online it is always open.
    bool mayTry(qint64 nowBootMs) const { return m_state != State::Offline || nowBootMs >= m_nextTryBootMs; }
    qint64 nextTryBootMs() const { return m_nextTryBootMs; }
    void tryNow() { m_nextTryBootMs = 0; }  // a person asked, or the system reports a new network

private:
    State m_state = State::Unknown;
    qint64 m_latencyMs = -1;
    qint64 m_nextTryBootMs = 0;
    int m_failures = 0;
};

} // namespace zc::net
