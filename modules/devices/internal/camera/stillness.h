#pragma once
#include "internal/camera/framelook.h"

namespace zc::devices::camera {

// Says when what the camera sees has stopped moving: every frame of the last `stillMs` looks like the first of them. A lamp that
// flickers, or a camera that corrects its exposure, changes all cells alike and is no movement; a hand or a sheet changes some.
// Counted in time, not in frames: a fast camera is no more patient than a slow one. Pure.
class StillnessWatch {
public:
    static constexpr int kLongestGapMs = 500;       // between two frames; what happened in a longer one nobody saw
    static constexpr int kLeastFrames = 3;
    static constexpr int kNoise = 8;                // steps of 255 by which a cell may differ, after the common change
    static constexpr int kMostCells = 5;            // that may differ by more
    static constexpr int kMostCommon = 40;          // a larger common change: somebody covered or uncovered the lens

    explicit StillnessWatch(int stillMs) : m_stillMs(stillMs) {}
    void see(const LumaGrid &grid, qint64 atMs);    // times rise; one that does not begins anew
    bool still() const { return !m_awaitsMove && m_frames >= kLeastFrames && m_lastMs - m_sinceMs >= m_stillMs; }
    int frames() const { return m_frames; }         // that look alike, the last one included
    void expectMove();                              // from now on nothing is still until it has moved: the page is to be turned

    static bool differ(const LumaGrid &before, const LumaGrid &now);

private:
    const int m_stillMs;
    LumaGrid m_first, m_last, m_shown;
    qint64 m_sinceMs = 0, m_lastMs = 0;
    int m_frames = 0;
    bool m_awaitsMove = false;
};

} // namespace zc::devices::camera
