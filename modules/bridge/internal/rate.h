#pragma once
#include <QtGlobal>

#include <deque>

namespace zc::bridge {

// How many there were in the last second, the present one counted.
class Rate {
public:
    std::size_t count(qint64 nowMs)
    {
        while (!m_times.empty() && nowMs - m_times.front() >= kSecondMs)
            m_times.pop_front();
        m_times.push_back(nowMs);
        return m_times.size();
    }

private:
    static constexpr qint64 kSecondMs = 1000;
    std::deque<qint64> m_times;
};

} // namespace zc::bridge
