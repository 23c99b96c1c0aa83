#pragma once
#include <QtGlobal>

#include <algorithm>
#include <utility>
#include <vector>

namespace zc::dmn {

// Numbers that were met while walking a diagram: nodes, or pairs of them. Costs as many as were met, whatever the diagram's size.
template <class Number>
class NodeSet {
public:
    bool insert(Number number)                         // false: it was there. Not for ~Number(0)
    {
        if (m_count * 2 >= m_slots.size())
            grow();
        Number &slot = m_slots[place(number)];
        if (slot != kFree)
            return false;
        slot = number;
        ++m_count;
        return true;
    }
    bool contains(Number number) const { return m_count > 0 && m_slots[place(number)] == number; }

private:
    static constexpr Number kFree = ~Number(0);
    static constexpr size_t kFirstSlots = 64;
    size_t place(Number number) const
    {
        const quint64 mixed = (quint64(number) + 1) * 0x9E37'79B9'7F4A'7C15u;
        size_t slot = size_t(mixed ^ mixed >> 32) & (m_slots.size() - 1);
        while (m_slots[slot] != kFree && m_slots[slot] != number)
            slot = (slot + 1) & (m_slots.size() - 1);
        return slot;
    }
    void grow()
    {
        const std::vector<Number> before = std::exchange(m_slots, std::vector<Number>(std::max(kFirstSlots, m_slots.size() * 4), kFree));
        for (const Number number : before)
            if (number != kFree)
                m_slots[place(number)] = number;
    }
    std::vector<Number> m_slots;
    size_t m_count = 0;
};

} // namespace zc::dmn
