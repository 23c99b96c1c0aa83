#include "shell/revealtally.h"

#include <algorithm>

namespace zc::client {

bool RevealTally::needsReason(qint64 nowMs) const
{
    return std::count_if(m_times.cbegin(), m_times.cend(), [nowMs](qint64 time) { return nowMs - time < kRowMs; }) >= kFree;
}

void RevealTally::note(qint64 nowMs)
{
    m_times.removeIf([nowMs](qint64 time) { return nowMs - time >= kRowMs; });
    m_times.append(nowMs);
}

} // namespace zc::client
