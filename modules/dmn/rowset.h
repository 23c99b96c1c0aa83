#pragma once
#include <QList>

#include <bit>
#include <vector>

namespace zc::dmn {

// A set of the rules of one table, one bit each. Both operands of an operation belong to the same table. A plain value.
class RowSet {
public:
    RowSet() = default;
    explicit RowSet(int rows, bool filled = false) : m_words(size_t(rows + 63) / 64, filled ? ~quint64(0) : 0)
    {
        if (filled && rows % 64 != 0)
            m_words.back() = (quint64(1) << (rows % 64)) - 1;
    }

    void set(int row) { m_words[size_t(row) / 64] |= quint64(1) << (row % 64); }
    void reset(int row) { m_words[size_t(row) / 64] &= ~(quint64(1) << (row % 64)); }
    bool test(int row) const { return (m_words[size_t(row) / 64] >> (row % 64) & 1) != 0; }
    bool isEmpty() const
    {
        for (const quint64 word : m_words)
            if (word != 0)
                return false;
        return true;
    }
    int count() const
    {
        int sum = 0;
        for (const quint64 word : m_words)
            sum += std::popcount(word);
        return sum;
    }
    int next(int from) const                           // the first row from `from` on; -1 = none
    {
        for (size_t word = size_t(from) / 64; word < m_words.size(); ++word) {
            const quint64 bits = word == size_t(from) / 64 ? m_words[word] & (~quint64(0) << (from % 64)) : m_words[word];
            if (bits != 0)
                return int(word * 64) + std::countr_zero(bits);
        }
        return -1;
    }
    QList<int> list() const
    {
        QList<int> rows;
        for (int row = next(0); row >= 0; row = next(row + 1))
            rows << row;
        return rows;
    }
    void keepFirst(int rows)                           // forgets every row from `rows` on
    {
        for (size_t word = 0; word < m_words.size(); ++word) {
            const int first = int(word) * 64;
            if (first >= rows)
                m_words[word] = 0;
            else if (first + 64 > rows)
                m_words[word] &= (quint64(1) << (rows - first)) - 1;
        }
    }

    RowSet &operator&=(const RowSet &other) { return apply(other, [](quint64 a, quint64 b) { return a & b; }); }
    RowSet &operator|=(const RowSet &other) { return apply(other, [](quint64 a, quint64 b) { return a | b; }); }
    RowSet &operator-=(const RowSet &other) { return apply(other, [](quint64 a, quint64 b) { return a & ~b; }); }
    bool intersects(const RowSet &other) const
    {
        for (size_t i = 0; i < m_words.size(); ++i)
            if ((m_words[i] & other.m_words[i]) != 0)
                return true;
        return false;
    }
    bool isWithin(const RowSet &other) const
    {
        for (size_t i = 0; i < m_words.size(); ++i)
            if ((m_words[i] & ~other.m_words[i]) != 0)
                return false;
        return true;
    }
    const std::vector<quint64> &words() const { return m_words; }
    std::vector<quint64> &words() { return m_words; }
    friend bool operator==(const RowSet &, const RowSet &) = default;

private:
    template <class Operation>
    RowSet &apply(const RowSet &other, Operation operation)
    {
        for (size_t i = 0; i < m_words.size(); ++i)
            m_words[i] = operation(m_words[i], other.m_words[i]);
        return *this;
    }
    std::vector<quint64> m_words;
};

} // namespace zc::dmn
