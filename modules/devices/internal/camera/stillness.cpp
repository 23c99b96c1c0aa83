#include "stillness.h"

#include <algorithm>

namespace zc::devices::camera {

bool StillnessWatch::differ(const LumaGrid &before, const LumaGrid &now)
{
    std::array<int, std::tuple_size_v<decltype(LumaGrid::cells)>> changes{};
    std::transform(now.cells.begin(), now.cells.end(), before.cells.begin(), changes.begin(), [](quint8 a, quint8 b) { return int(a) - int(b); });
    auto sorted = changes;
    const auto middle = sorted.begin() + sorted.size() / 2;
    std::nth_element(sorted.begin(), middle, sorted.end());
    const int common = *middle;
    if (qAbs(common) > kMostCommon)
        return true;
    return std::count_if(changes.begin(), changes.end(), [common](int change) { return qAbs(change - common) > kNoise; }) > kMostCells;
}

void StillnessWatch::see(const LumaGrid &grid, qint64 atMs)
{
    if (m_awaitsMove && differ(m_shown, grid))
        m_awaitsMove = false;
    const bool seamless = m_frames > 0 && atMs >= m_lastMs && atMs - m_lastMs <= kLongestGapMs;
    if (!seamless || differ(m_first, grid)) {
        m_first = grid;
        m_sinceMs = atMs;
        m_frames = 0;
    }
    ++m_frames;
    m_last = grid;
    m_lastMs = atMs;
}

void StillnessWatch::expectMove()
{
    m_shown = m_last;
    m_awaitsMove = m_frames > 0;
}

} // namespace zc::devices::camera
