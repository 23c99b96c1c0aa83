#include "internal/trycount.h"

#include <algorithm>

namespace zc::refplatform {
namespace {

constexpr qint64 kForgetMs = qint64(24) * 3600 * 1000;
constexpr qsizetype kTidyAbove = 1000;

} // namespace

qint64 TryCount::waitMs(const QByteArray &who) const
{
    const QMutexLocker guard(&m_mutex);
    const Tries tries = m_tries.value(who);
    if (tries.wrong < kFree)
        return 0;
    const qint64 wait = std::min(kFirstMs << std::min(tries.wrong - kFree, 10), kLongestMs);
    return std::max(qint64(0), tries.lastMs + wait - m_clock.bootMs());
}

void TryCount::failed(const QByteArray &who)
{
    const QMutexLocker guard(&m_mutex);
    const qint64 now = m_clock.bootMs();
    if (m_tries.size() > kTidyAbove)
        m_tries.removeIf([now](const auto &entry) { return now - entry.value().lastMs > kForgetMs; });
    Tries &tries = m_tries[who];
    ++tries.wrong;
    tries.lastMs = now;
}

void TryCount::passed(const QByteArray &who)
{
    const QMutexLocker guard(&m_mutex);
    m_tries.remove(who);
}

} // namespace zc::refplatform
