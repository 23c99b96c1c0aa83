#include "courier.h"

#include <chrono>

namespace zc::devices {

using std::chrono::milliseconds;

namespace {

constexpr int kCourierSliceMs = 10;

} // namespace

Courier::Courier(net::OriginPolicy origin) : m_client(std::move(origin)), m_thread([this] { work(); }) {}

Courier::~Courier()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_cancel.raise();
        m_changed.notify_all();
    }
    m_thread.join();
}

Result<net::Response> Courier::ask(net::Request request, JobContext *job)
{
    if (job)
        request.totalTimeoutMs = qMax(1, qMin(request.totalTimeoutMs, job->remainingMs()));
    request.connectTimeoutMs = qMin(request.connectTimeoutMs, request.totalTimeoutMs);
    std::unique_lock lock(m_mutex);
    m_cancel = {};
    m_answer.reset();
    m_request = std::move(request);
    m_changed.notify_all();
    while (!m_changed.wait_for(lock, milliseconds(kCourierSliceMs), [this] { return m_answer.has_value(); })) {
        lock.unlock();
        if (job && (job->stopRequested() || job->remainingMs() <= 0))
            m_cancel.raise();
        lock.lock();
    }
    return std::move(*m_answer);
}

void Courier::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || m_request.has_value(); });
        if (m_stopping)
            return;
        const net::Request request = std::move(*m_request);
        m_request.reset();
        const net::Cancel cancel = m_cancel;
        lock.unlock();
        Result<net::Response> answer = m_client.execute(request, cancel);
        lock.lock();
        m_answer.emplace(std::move(answer));
        m_changed.notify_all();
    }
}

} // namespace zc::devices
