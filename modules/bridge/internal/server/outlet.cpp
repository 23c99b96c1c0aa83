#include "outlet.h"

#include <Poco/Exception.h>

#include <sys/socket.h>

namespace zc::bridge {

void Outlet::send(const QByteArray &frame)
{
    const std::lock_guard lock(m_mutex);
    if (m_leaving || m_broken)
        return;
    write();
    if (m_rest.size() + frame.size() > kMost) {
        m_leaving = true;
        m_rest += closeFrame(CloseCode::Policy);
    } else {
        m_rest += frame;
    }
    write();
}

void Outlet::leave(CloseCode code)
{
    const std::lock_guard lock(m_mutex);
    if (m_leaving)
        return;
    m_leaving = true;
    m_rest += closeFrame(code);
    write();
}

bool Outlet::flush()
{
    const std::lock_guard lock(m_mutex);
    write();
    return !m_broken;
}

bool Outlet::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return !m_rest.isEmpty() && !m_broken;
}

bool Outlet::leaving() const
{
    const std::lock_guard lock(m_mutex);
    return m_leaving;
}

bool Outlet::done() const
{
    const std::lock_guard lock(m_mutex);
    return m_broken || (m_leaving && m_rest.isEmpty());
}

void Outlet::write()
{
    try {
        while (!m_broken && !m_rest.isEmpty()) {
            const int count = m_socket.sendBytes(m_rest.constData(), int(m_rest.size()), MSG_NOSIGNAL);
            if (count <= 0)
                return;                             // full; the socket does not block
            m_rest.remove(0, count);
        }
    } catch (const Poco::TimeoutException &) {
        // Full as well: this is how Poco says EAGAIN.
    } catch (const Poco::Exception &) {
        m_broken = true;
        m_rest.clear();
    }
}

} // namespace zc::bridge
