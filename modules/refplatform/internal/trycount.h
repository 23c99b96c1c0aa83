#pragma once
#include <base/clock.h>

#include <QByteArray>
#include <QHash>
#include <QMutex>

namespace zc::refplatform {

// Wrong passwords by name: some are free, then each costs a wait that doubles, also for the right one. In memory: a restart forgets,
// and who never came back is forgotten after a day. Unknown names count like known ones, so that nothing tells them apart. Any thread.
class TryCount {
public:
    static constexpr int kFree = 5;
    static constexpr qint64 kFirstMs = 30'000, kLongestMs = 15 * 60'000;

    explicit TryCount(const Clock &clock) : m_clock(clock) {}
    qint64 waitMs(const QByteArray &who) const;      // 0: may try now
    void failed(const QByteArray &who);
    void passed(const QByteArray &who);

private:
    struct Tries {
        int wrong = 0;
        qint64 lastMs = 0;                           // boot clock
    };
    const Clock &m_clock;
    mutable QMutex m_mutex;
    QHash<QByteArray, Tries> m_tries;
};

} // namespace zc::refplatform
