#pragma once
#include <intake/caseshelf.h>

#include <QFuture>

namespace zc::intake {

struct CounterPorts;

// All cases of the store for lists: read in batches, then only what changed. Every answer is worked out on a thread of the store;
// nothing is read but where advance() is called, so who stops asking has cancelled. Call from one thread; errors are the store's
// (STO-LOCKED while the desk is locked).
class CaseBook {
public:
    static constexpr int kFirstBatch = 300;       // more than a screen
    static constexpr int kBatch = 4000;           // a fraction of a second of one core
    static constexpr int kMostFound = 200;

    explicit CaseBook(const CounterPorts &ports);
    ~CaseBook();

    // The list from what has been read.
    QFuture<Result<CaseArrangement>> arrange(const CaseQuery &query) const;
    // Reads the next batch, newest change first, or what has changed since everything was read; then the list. Everything is read
    // again, row by row in its place, when a day has begun, a case was removed or the clock was put back.
    QFuture<Result<CaseArrangement>> advance(const CaseQuery &query);

private:
    struct Private;
    const CounterPorts &m_ports;
    std::shared_ptr<Private> m_d;                 // shared with a reading under way
};

} // namespace zc::intake
