#pragma once
#include <QByteArray>
#include <QMap>
#include <QString>

#include <memory>
#include <mutex>

namespace zc::devices::sane {

// What a test wants of the stack, in a file that the test and the driver in its process have both mapped. Guarded by the
// file's lock, which the system gives back when a process dies with it. Plain numbers: the statuses are SANE's.
struct SaneState {
    struct Failure {
        int status = 0, page = 0, times = 0;
        qint64 bytes = 0;
        bool unplug = false;
    };
    Failure start, read;
    int openStatus = 0;
    bool openOnce = false, present = true, stuck = false;
    int blockedPage = 0;                            // 0: none, -1: whichever comes next
    qint64 blockedBytes = 0;
    qint64 backAtMs = 0;                            // of the steady clock, which all processes share
    int spoiled = 0, holdMs = 0;
    int starts = 0;
    char options[2000] = {};                        // name=value lines
};

class SaneScript {
public:
    static std::unique_ptr<SaneScript> open(const QString &path);      // made new when it is not there; null: cannot be mapped
    ~SaneScript();

    template <class F>
    auto with(F f) const
    {
        const std::lock_guard inside(m_mutex);
        const FileLock between(m_descriptor);
        return f(*m_state);
    }

    // The test's side.
    void reset();
    void setOptions(const QMap<QByteArray, QByteArray> &options);       // set on the real device before each scan
    void setPresent(bool present);
    void setAwayFor(int ms);                                            // gone, back after so long
    void failOpen(int status, bool onlyNextAndUnplug = false);
    void failStart(int status, int page, int times);                    // the start of page `page` (1 = the first of a scan)
    void failRead(int status, int page, qint64 bytes, int times, bool unplug = false);      // after `bytes` bytes of page `page`
    void spoilParameters(int times);                                    // a width of nothing
    void holdBack(int ms);                                              // before the first byte of every page; -1: for ever
    void block(int page = -1, qint64 bytes = 0);                        // a read after `bytes` bytes of page `page`, or the next one, never returns
    bool isStuck() const;                                               // it is in there
    int starts() const;                                                 // scans begun, not pages

private:
    struct FileLock {
        explicit FileLock(int descriptor);
        ~FileLock();
        const int descriptor;
    };
    SaneScript(int descriptor, SaneState *state) : m_descriptor(descriptor), m_state(state) {}
    const int m_descriptor;
    SaneState *const m_state;
    mutable std::mutex m_mutex;
};

qint64 steadyMs();

} // namespace zc::devices::sane
