#pragma once
#include "saneapi.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace zc::devices::sane {

// One scan in a thread of its own: calls of a backend may block for as long as a lamp warms up, and the driver's thread must see
// cancel and deadline in between. Reads a little ahead (kAhead blocks), so that sink and scanner work at the same time.
// The standard allows sane_cancel() beside a running call, but backends with helper threads do not survive it (the `test`
// backend of SANE 1.2.1 joins its helper twice and hangs). So the thread cancels itself between two calls, and only a call that
// does not return for kPatienceMs is cancelled from outside.
class SaneSession {
public:
    static constexpr qsizetype kBlockBytes = 256 * 1024;
    static constexpr qsizetype kAhead = 4;
    static constexpr int kPatienceMs = 3000;

    struct Event {
        enum class Kind {
            Frame,          // parameters hold; a page, or one colour of it
            Data,
            FrameEnd,       // status EOF: the backend says that it was all
            End             // no more frames: the status of the last start, GOOD when enough pages were made
        };
        Kind kind;
        SANE_Status status = SANE_STATUS_GOOD;
        SANE_Parameters parameters{};
        QByteArray bytes;
    };

    // Goes on to the next page until the backend has none, or `pages` were made.
    SaneSession(SaneApi &api, SANE_Handle handle, int pages);
    ~SaneSession();                             // stops, waits for the thread
    SaneSession(const SaneSession &) = delete;
    SaneSession &operator=(const SaneSession &) = delete;

    std::optional<Event> next(int waitMs);      // nothing: not yet
    // From now on whatever the backend says is worth nothing: a cancelled read ends like a whole one.
    void stop();

private:
    void work();
    SANE_Status readFrame();
    bool push(Event event);                     // false: stopped
    bool stopped();

    SaneApi &m_api;
    const SANE_Handle m_handle;
    const int m_pages;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Event> m_events;
    bool m_stopped = false;
    bool m_over = false;
    std::thread m_thread;
};

} // namespace zc::devices::sane
