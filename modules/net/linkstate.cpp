#include "linkstate.h"

#include <algorithm>

namespace zc::net {

void LinkState::answered(qint64 latencyMs)
{
    m_state = State::Online;
    m_failures = 0;
    m_nextTryBootMs = 0;
    m_latencyMs = m_latencyMs < 0 ? latencyMs : (m_latencyMs * 3 + latencyMs) / 4;
}

void LinkState::failed(qint64 nowBootMs)
{
    m_state = State::Offline;
    m_failures = std::min(m_failures + 1, 6);
    m_nextTryBootMs = nowBootMs + std::min<qint64>(30'000, 500LL << m_failures);
    m_latencyMs = -1;
}

} // namespace zc::net
