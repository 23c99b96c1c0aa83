#pragma once
#include "saneapi.h"
#include "sanescript.h"

#include <atomic>

namespace zc::devices::sane {

// Stands between driver and stack and breaks things where the stack itself cannot: at a given page or byte, at the open, by
// unplugging. What the script does not break goes through to the real library. Thread-safe.
class FaultySane final : public SaneApi {
public:
    FaultySane(std::shared_ptr<SaneApi> real, std::unique_ptr<SaneScript> script) : m_real(std::move(real)), m_script(std::move(script)) {}

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
    const std::shared_ptr<SaneApi> m_real;
    const std::unique_ptr<SaneScript> m_script;
    std::atomic<qint64> m_heldSinceMs = 0;
    std::atomic<int> m_page = 0;                    // of the scan, from 1
    std::atomic<qint64> m_bytes = 0;                // of the page
};

} // namespace zc::devices::sane
