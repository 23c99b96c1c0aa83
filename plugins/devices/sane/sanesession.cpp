#include "sanesession.h"

#include <chrono>

namespace zc::devices::sane {

using Kind = SaneSession::Event::Kind;

SaneSession::SaneSession(SaneApi &api, SANE_Handle handle, int pages) : m_api(api), m_handle(handle), m_pages(pages)
{
    m_thread = std::thread([this] { work(); });
}

SaneSession::~SaneSession()
{
    stop();
    {
        std::unique_lock lock(m_mutex);
        const bool returned = m_changed.wait_for(lock, std::chrono::milliseconds(kPatienceMs), [this] { return m_over; });
        lock.unlock();
        if (!returned)
            m_api.cancel(m_handle);
    }
    m_thread.join();
}

void SaneSession::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
}

bool SaneSession::stopped()
{
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

std::optional<SaneSession::Event> SaneSession::next(int waitMs)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::milliseconds(waitMs), [this] { return !m_events.empty(); });
    if (m_events.empty())
        return std::nullopt;
    Event event = std::move(m_events.front());
    m_events.pop_front();
    m_changed.notify_all();
    return event;
}

bool SaneSession::push(Event event)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_stopped || qsizetype(m_events.size()) < kAhead; });
    if (m_stopped)
        return false;
    m_events.push_back(std::move(event));
    m_changed.notify_all();
    return true;
}

SANE_Status SaneSession::readFrame()
{
    for (;;) {
        Event block{Kind::Data, SANE_STATUS_GOOD, {}, QByteArray(kBlockBytes, Qt::Uninitialized)};
        SANE_Int filled = 0;
        // A backend gives a few kilobytes at a time; a block is handed over when it is full.
        SANE_Status status = SANE_STATUS_GOOD;
        while (status == SANE_STATUS_GOOD && filled < block.bytes.size()) {
            SANE_Int length = 0;
            status = m_api.read(m_handle, reinterpret_cast<SANE_Byte *>(block.bytes.data()) + filled, SANE_Int(block.bytes.size()) - filled, &length);
            filled += qMax(0, length);
            if (stopped())
                return SANE_STATUS_CANCELLED;
        }
        block.bytes.truncate(filled);
        if (filled > 0 && !push(std::move(block)))
            return SANE_STATUS_CANCELLED;
        if (status != SANE_STATUS_GOOD)
            return status;
    }
}

void SaneSession::work()
{
    SANE_Status status = SANE_STATUS_GOOD;
    for (int page = 0; page < m_pages && status == SANE_STATUS_GOOD;) {
        status = m_api.start(m_handle);
        SANE_Parameters parameters{};
        if (status == SANE_STATUS_GOOD)
            status = m_api.parameters(m_handle, &parameters);
        if (status != SANE_STATUS_GOOD)
            break;
        if (!push({Kind::Frame, status, parameters, {}}))
            break;
        const SANE_Status ended = readFrame();
        if (!push({Kind::FrameEnd, ended, parameters, {}}) || ended != SANE_STATUS_EOF)
            break;
        page += parameters.last_frame ? 1 : 0;
    }
    m_api.cancel(m_handle);             // the standard asks for it after the last page, whatever its status
    push({Kind::End, status, {}, {}});
    const std::lock_guard lock(m_mutex);
    m_over = true;
    m_changed.notify_all();
}

} // namespace zc::devices::sane
