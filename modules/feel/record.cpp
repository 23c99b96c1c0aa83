#include "record.h"

namespace zc::feel {

namespace {
constexpr qsizetype kWalked = 12;
}

Record::Record(std::initializer_list<Entry> entries)
{
    for (const Entry &entry : entries)
        insert(entry.first, entry.second);
}

qsizetype Record::indexOf(const QString &key) const
{
    if (!m_index.isEmpty())
        return m_index.value(key, -1);
    for (qsizetype i = 0; i < m_entries.size(); ++i)
        if (m_entries.at(i).first == key)
            return i;
    return -1;
}

void Record::insert(const QString &key, Value value)
{
    m_nesting = std::max(m_nesting, value.nesting() + 1);
    const qsizetype index = indexOf(key);
    if (index >= 0) {
        m_entries[index].second = std::move(value);
        return;
    }
    m_entries.append({key, std::move(value)});
    if (m_entries.size() == kWalked + 1)
        for (qsizetype i = 0; i < m_entries.size(); ++i)
            m_index.insert(m_entries.at(i).first, i);
    else if (m_entries.size() > kWalked)
        m_index.insert(key, m_entries.size() - 1);
}

const Value *Record::find(const QString &key) const
{
    const qsizetype index = indexOf(key);
    return index < 0 ? nullptr : &m_entries.at(index).second;
}

bool operator==(const Record &a, const Record &b)
{
    return a.size() == b.size() && std::all_of(a.m_entries.cbegin(), a.m_entries.cend(), [&b](const Record::Entry &entry) {
               const Value *other = b.find(entry.first);
               return other && *other == entry.second;
           });
}

} // namespace zc::feel
