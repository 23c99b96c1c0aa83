#pragma once
#include "internal/sane/saneapi.h"

#include <QMap>

#include <atomic>
#include <mutex>

namespace zc::devices::sane {

// Stands between driver and stack and lets a test break things where the stack itself cannot: at a given page or byte, at the
// open, by unplugging. What is not broken goes through to the real library. Thread-safe.
class FaultySane final : public SaneApi {
public:
    explicit FaultySane(std::shared_ptr<SaneApi> real) : m_real(std::move(real)) {}

    void reset();
    void setOptions(const QMap<QByteArray, QByteArray> &options);   // set on the real device before each start
    void setPresent(bool present);
    void setAwayFor(int ms);                        // gone, back after so long
    void failOpen(SANE_Status status, bool onlyNextAndUnplug = false);
    // The start of page `page` (1 = the first of a scan) fails so, `times` times.
    void failStart(SANE_Status status, int page, int times);
    // After `bytes` bytes of page `page`.
    void failRead(SANE_Status status, int page, qint64 bytes, int times, bool unplug = false);
    void spoilParameters(int times);                // a width of nothing
    void holdBack(int ms);                          // before the first byte of every page; -1: for ever
    void block();                                   // the next read does not return until it is cancelled
    int starts() const { return m_starts; }         // scans begun, not pages

    QList<Found> devices() override { return m_real->devices(); }
    bool present(const QByteArray &name) override;
    SANE_Status open(const QByteArray &name, SANE_Handle *handle) override;
    void close(SANE_Handle handle) override { m_real->close(handle); }
    const SANE_Option_Descriptor *descriptor(SANE_Handle handle, SANE_Int option) override { return m_real->descriptor(handle, option); }
    SANE_Status control(SANE_Handle handle, SANE_Int option, SANE_Action action, void *value, SANE_Int *info) override;
    SANE_Status start(SANE_Handle handle) override;
    SANE_Status parameters(SANE_Handle handle, SANE_Parameters *parameters) override;
    SANE_Status read(SANE_Handle handle, SANE_Byte *buffer, SANE_Int size, SANE_Int *length) override;
    void cancel(SANE_Handle handle) override;

private:
    struct Failure {
        SANE_Status status = SANE_STATUS_GOOD;
        int page = 0;
        qint64 bytes = 0;
        int times = 0;
        bool unplug = false;
    };
    const std::shared_ptr<SaneApi> m_real;
    mutable std::mutex m_mutex;
    QMap<QByteArray, QByteArray> m_options;
    Failure m_startFailure, m_readFailure;
    SANE_Status m_openStatus = SANE_STATUS_GOOD;
    bool m_openOnce = false;
    bool m_present = true;
    qint64 m_backAtMs = 0;
    int m_spoiled = 0;
    int m_holdMs = 0;
    qint64 m_heldSinceMs = 0;
    bool m_blocked = false;
    int m_page = 0;
    qint64 m_bytes = 0;
    std::atomic<bool> m_cancelled = false;
    std::atomic<int> m_starts = 0;
};

} // namespace zc::devices::sane
