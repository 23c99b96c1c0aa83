#include "internal/link/descriptorline.h"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace zc::devices {

DescriptorLine::~DescriptorLine()
{
    close();
}

qsizetype DescriptorLine::read(char *buffer, qsizetype size, int waitMs)
{
    if (!waitFor(POLLIN, waitMs))
        return m_descriptor < 0 ? -1 : 0;
    return outcome(::read(m_descriptor, buffer, size_t(size)));
}

qsizetype DescriptorLine::writeSome(QByteArrayView bytes, int waitMs)
{
    if (!waitFor(POLLOUT, waitMs))
        return m_descriptor < 0 ? -1 : 0;
    return outcome(put(bytes));
}

qsizetype DescriptorLine::put(QByteArrayView bytes)
{
    return ::write(m_descriptor, bytes.data(), size_t(bytes.size()));
}

qsizetype DescriptorLine::outcome(qsizetype count)
{
    if (count > 0)
        return count;
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    close();        // 0 is the end of a line that was hung up
    return -1;
}

bool DescriptorLine::waitFor(short events, int waitMs)
{
    if (m_descriptor < 0)
        return false;
    pollfd entry{m_descriptor, events, 0};
    const int ready = ::poll(&entry, 1, waitMs);
    if (ready < 0 && errno == EINTR)
        return false;
    // A hang-up with bytes still to read is read first; without any it ends here.
    if (ready < 0 || ((entry.revents & (POLLERR | POLLHUP | POLLNVAL)) && !(entry.revents & POLLIN))) {
        close();
        return false;
    }
    return ready > 0 && (entry.revents & events);
}

void DescriptorLine::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace zc::devices
