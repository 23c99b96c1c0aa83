#include "faultysane.h"

#include "internal/sane/saneoptions.h"

#include <chrono>
#include <thread>

namespace zc::devices::sane {

namespace {

qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

void FaultySane::reset()
{
    const std::lock_guard lock(m_mutex);
    m_startFailure = m_readFailure = {};
    m_openStatus = SANE_STATUS_GOOD;
    m_openOnce = false;
    m_present = true;
    m_backAtMs = 0;
    m_spoiled = 0;
    m_holdMs = 0;
    m_blocked = false;
}

void FaultySane::setOptions(const QMap<QByteArray, QByteArray> &options)
{
    const std::lock_guard lock(m_mutex);
    m_options = options;
}

void FaultySane::setPresent(bool present)
{
    const std::lock_guard lock(m_mutex);
    m_present = present;
    m_backAtMs = 0;
}

void FaultySane::setAwayFor(int ms)
{
    const std::lock_guard lock(m_mutex);
    m_backAtMs = steadyMs() + ms;
}

void FaultySane::failOpen(SANE_Status status, bool onlyNextAndUnplug)
{
    const std::lock_guard lock(m_mutex);
    m_openStatus = status;
    m_openOnce = onlyNextAndUnplug;
}

void FaultySane::failStart(SANE_Status status, int page, int times)
{
    const std::lock_guard lock(m_mutex);
    m_startFailure = {status, page, 0, times, false};
}

void FaultySane::failRead(SANE_Status status, int page, qint64 bytes, int times, bool unplug)
{
    const std::lock_guard lock(m_mutex);
    m_readFailure = {status, page, bytes, times, unplug};
}

void FaultySane::spoilParameters(int times)
{
    const std::lock_guard lock(m_mutex);
    m_spoiled = times;
}

void FaultySane::holdBack(int ms)
{
    const std::lock_guard lock(m_mutex);
    m_holdMs = ms;
}

void FaultySane::block()
{
    const std::lock_guard lock(m_mutex);
    m_blocked = true;
}

bool FaultySane::present(const QByteArray &name)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_present || steadyMs() < m_backAtMs)
            return false;
    }
    return m_real->present(name);
}

SANE_Status FaultySane::open(const QByteArray &name, SANE_Handle *handle)
{
    if (!present(name))
        return SANE_STATUS_INVAL;
    {
        const std::lock_guard lock(m_mutex);
        if (m_openStatus != SANE_STATUS_GOOD) {
            const SANE_Status status = m_openStatus;
            if (std::exchange(m_openOnce, false)) {
                m_present = false;
                m_openStatus = SANE_STATUS_GOOD;
            }
            return status;
        }
        m_page = 0;
    }
    return m_real->open(name, handle);
}

SANE_Status FaultySane::control(SANE_Handle handle, SANE_Int option, SANE_Action action, void *value, SANE_Int *info)
{
    return m_real->control(handle, option, action, value, info);
}

SANE_Status FaultySane::start(SANE_Handle handle)
{
    QMap<QByteArray, QByteArray> options;
    {
        const std::lock_guard lock(m_mutex);
        if (++m_page == 1) {
            m_cancelled = false;
            ++m_starts;
            options = m_options;
        }
        m_bytes = 0;
        m_heldSinceMs = steadyMs();
        if (m_startFailure.times > 0 && m_startFailure.page == m_page) {
            --m_startFailure.times;
            return m_startFailure.status;
        }
    }
    SaneOptions setter(*m_real, handle);
    for (auto it = options.begin(); it != options.end(); ++it)
        setter.setText(it.key().constData(), QString::fromUtf8(it.value()));
    return m_real->start(handle);
}

SANE_Status FaultySane::parameters(SANE_Handle handle, SANE_Parameters *parameters)
{
    const SANE_Status status = m_real->parameters(handle, parameters);
    const std::lock_guard lock(m_mutex);
    if (m_spoiled > 0) {
        --m_spoiled;
        parameters->pixels_per_line = 0;
    }
    return status;
}

SANE_Status FaultySane::read(SANE_Handle handle, SANE_Byte *buffer, SANE_Int size, SANE_Int *length)
{
    int holdMs = 0;
    qint64 heldSinceMs = 0;
    bool blocked = false;
    {
        const std::lock_guard lock(m_mutex);
        blocked = std::exchange(m_blocked, false);
        heldSinceMs = m_heldSinceMs;
        holdMs = m_bytes == 0 ? m_holdMs : 0;
        if (m_readFailure.times > 0 && m_readFailure.page == m_page) {
            const qint64 left = m_readFailure.bytes - m_bytes;
            if (left <= 0) {
                --m_readFailure.times;
                m_present = m_present && !m_readFailure.unplug;
                *length = 0;
                return m_readFailure.status;
            }
            size = SANE_Int(qMin<qint64>(size, left));
        }
    }
    while (blocked && !m_cancelled)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    // A sheet that is slow: the stack gives nothing for a while, and says so again and again.
    if (holdMs < 0 || steadyMs() - heldSinceMs < holdMs) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        *length = 0;
        return SANE_STATUS_GOOD;
    }
    const SANE_Status status = m_real->read(handle, buffer, size, length);
    const std::lock_guard lock(m_mutex);
    m_bytes += qMax(0, *length);
    return status;
}

void FaultySane::cancel(SANE_Handle handle)
{
    m_cancelled = true;
    m_real->cancel(handle);
    const std::lock_guard lock(m_mutex);
    m_page = 0;
}

} // namespace zc::devices::sane
