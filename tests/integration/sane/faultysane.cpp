#include "faultysane.h"

#include "saneoptions.h"

#include <chrono>
#include <thread>

namespace zc::devices::sane {

bool FaultySane::present(const QByteArray &name)
{
    return m_script->with([](SaneState &s) { return s.present && steadyMs() >= s.backAtMs; }) && m_real->present(name);
}

SANE_Status FaultySane::open(const QByteArray &name, SANE_Handle *handle)
{
    if (!present(name))
        return SANE_STATUS_INVAL;
    const int status = m_script->with([](SaneState &s) {
        const int status = s.openStatus;
        if (status != SANE_STATUS_GOOD && std::exchange(s.openOnce, false)) {
            s.present = false;
            s.openStatus = SANE_STATUS_GOOD;
        }
        return status;
    });
    m_page = 0;
    return status == SANE_STATUS_GOOD ? m_real->open(name, handle) : SANE_Status(status);
}

SANE_Status FaultySane::control(SANE_Handle handle, SANE_Int option, SANE_Action action, void *value, SANE_Int *info)
{
    return m_real->control(handle, option, action, value, info);
}

SANE_Status FaultySane::start(SANE_Handle handle)
{
    const int page = ++m_page;
    m_bytes = 0;
    m_heldSinceMs = steadyMs();
    QByteArray options;
    const int status = m_script->with([&](SaneState &s) {
        if (page == 1) {
            ++s.starts;
            options = s.options;
        }
        if (s.start.times <= 0 || s.start.page != page)
            return int(SANE_STATUS_GOOD);
        --s.start.times;
        return s.start.status;
    });
    if (status != SANE_STATUS_GOOD)
        return SANE_Status(status);
    SaneOptions setter(*m_real, handle);
    for (const QByteArray &line : options.split('\n'))
        if (const qsizetype equals = line.indexOf('='); equals > 0)
            setter.setText(line.left(equals).constData(), QString::fromUtf8(line.mid(equals + 1)));
    return m_real->start(handle);
}

SANE_Status FaultySane::parameters(SANE_Handle handle, SANE_Parameters *parameters)
{
    const SANE_Status status = m_real->parameters(handle, parameters);
    if (m_script->with([](SaneState &s) { return s.spoiled > 0 && s.spoiled-- > 0; }))
        parameters->pixels_per_line = 0;
    return status;
}

SANE_Status FaultySane::read(SANE_Handle handle, SANE_Byte *buffer, SANE_Int size, SANE_Int *length)
{
    int holdMs = 0;
    bool blocked = false;
    const int broken = m_script->with([&](SaneState &s) {
        if (s.blockedPage == -1 || (s.blockedPage == m_page && m_bytes >= s.blockedBytes)) {
            s.blockedPage = 0;
            s.stuck = blocked = true;
        } else if (s.blockedPage == m_page) {
            size = SANE_Int(qMin<qint64>(size, s.blockedBytes - m_bytes));
        }
        holdMs = m_bytes == 0 ? s.holdMs : 0;
        if (s.read.times <= 0 || s.read.page != m_page)
            return int(SANE_STATUS_GOOD);
        const qint64 left = s.read.bytes - m_bytes;
        if (left > 0) {
            size = SANE_Int(qMin<qint64>(size, left));
            return int(SANE_STATUS_GOOD);
        }
        --s.read.times;
        s.present = s.present && !s.read.unplug;
        return s.read.status;
    });
    if (broken != SANE_STATUS_GOOD) {
        *length = 0;
        return SANE_Status(broken);
    }
    while (blocked)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    // A sheet that is slow: the stack gives nothing for a while, and says so again and again.
    if (holdMs < 0 || steadyMs() - m_heldSinceMs < holdMs) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        *length = 0;
        return SANE_STATUS_GOOD;
    }
    const SANE_Status status = m_real->read(handle, buffer, size, length);
    m_bytes += qMax(0, *length);
    return status;
}

void FaultySane::cancel(SANE_Handle handle)
{
    m_real->cancel(handle);
    m_page = 0;
}

} // namespace zc::devices::sane
