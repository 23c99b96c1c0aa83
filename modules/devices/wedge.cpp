#include "wedge.h"

#include <utility>

namespace zc::devices {

WedgeDetector::Decision WedgeDetector::foresee(const WedgeKey &key) const
{
    WedgeDetector copy(*this);
    return copy.feed(key);
}

WedgeDetector::Decision WedgeDetector::feed(const WedgeKey &key)
{
    const qint64 gap = key.ms - std::exchange(m_lastMs, key.ms);
    if (m_settings.prefixKey != 0) {
        if (m_inside && gap > kBreakMs) {       // broke off long ago; this key is somebody else's
            m_inside = false;
            m_text.clear();
        }
        if (key.key == m_settings.prefixKey && key.plain) {
            m_inside = true;                    // also after one that broke off
            m_text.clear();
            return {Fate::Swallow, false, {}};
        }
        if (!m_inside)
            return {};
        if (key.key == m_settings.suffixKey) {
            m_inside = false;
            return {Fate::Swallow, false, std::exchange(m_text, {})};
        }
        if (m_text.size() + key.text.size() <= kLongest)
            m_text += key.text;
        return {Fate::Swallow, false, {}};
    }

    const bool fast = m_count > 0 && gap <= kGapMs;
    if (key.key == m_settings.suffixKey && fast && m_count >= kFewest && key.plain) {
        m_count = 0;
        return {Fate::Swallow, false, std::exchange(m_text, {})};
    }
    const bool printable = key.plain && !key.repeat && key.text.size() == 1 && key.text[0].isPrint() && m_text.size() < kLongest;
    const bool held = m_count > 0;
    if (!printable) {
        m_count = 0;
        m_text.clear();
        return {Fate::Pass, held, {}};
    }
    if (!fast) {
        m_count = 0;
        m_text.clear();
    }
    ++m_count;
    m_text += key.text;
    return {Fate::Hold, held && !fast, {}};
}

bool WedgeDetector::expired(qint64 ms)
{
    if (ms - m_lastMs < waitMs())
        return false;
    const bool held = m_settings.prefixKey == 0 && m_count > 0;
    m_inside = false;
    m_count = 0;
    m_text.clear();
    return held;
}

int WedgeDetector::waitMs() const
{
    if (m_settings.prefixKey != 0)
        return m_inside ? kBreakMs : 0;
    return m_count > 0 ? kGapMs + 1 : 0;
}

} // namespace zc::devices
