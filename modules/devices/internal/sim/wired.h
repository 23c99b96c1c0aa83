#pragma once
#include "internal/sim/peerwire.h"
#include "internal/sim/pretended.h"

#include <thread>

namespace zc::devices::sim {

// What a simulator at the end of a line shares with the others: the wire, the thread that lives on it, and a line that breaks
// after so many bytes. begin() starts the thread, end() joins it: both by the owner, end() before anything of the simulator goes.
struct Wired : Pretended {
    virtual ~Wired() = default;
    std::shared_ptr<PeerWire> wire;
    std::shared_ptr<MemoryWire> memory;         // the same, where the line is in memory
    QByteArray outgoing;
    qint64 unplugAfter = -1;                    // so many bytes still go out; -1: all

    virtual Result<void> apply(const QByteArray &line) = 0;     // a control line, with the mutex held
    virtual int round() = 0;                    // one round of its life; takes the mutex; says how long until the next (ms)

    Result<void> lay(bool terminal);            // the line: a pseudo-terminal or in memory; DEV-SIM-PTY
    void begin();
    void end();
    Result<void> obey(const QByteArray &line);  // apply() at once; any thread
    bool refuses() const;                       // any thread
    QStringList said() const;                   // any thread

protected:
    void send(qsizetype most);                  // of what waits to go out, and then the break that was asked for

private:
    bool isStopping() const;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace zc::devices::sim
