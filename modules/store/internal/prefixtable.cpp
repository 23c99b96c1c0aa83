#include "internal/prefixtable.h"

#include <algorithm>
#include <cstring>

namespace zc::store {

namespace {

int compare(QByteArrayView a, QByteArrayView b)
{
    const int order = std::memcmp(a.data(), b.data(), size_t(std::min(a.size(), b.size())));
    return order != 0 ? order : int(a.size() > b.size()) - int(a.size() < b.size());
}

} // namespace

void PrefixTable::addBulk(QByteArrayView text, quint32 entry)
{
    m_items.push_back({quint32(m_texts.size()), quint32(text.size()), entry});
    m_texts.append(text);
}

void PrefixTable::seal()
{
    std::sort(m_items.begin(), m_items.end(), [this](const Item &a, const Item &b) {
        const int order = compare(textOf(a), textOf(b));
        return order != 0 ? order < 0 : a.entry < b.entry;
    });
}

void PrefixTable::find(const QByteArray &prefix, const std::function<void(quint32, bool)> &hit) const
{
    auto item = std::lower_bound(m_items.begin(), m_items.end(), prefix,
                                 [this](const Item &a, const QByteArray &text) { return compare(textOf(a), text) < 0; });
    for (; item != m_items.end() && textOf(*item).startsWith(prefix); ++item)
        hit(item->entry, item->length == prefix.size());
    for (auto it = m_later.lower_bound({prefix, 0}); it != m_later.end() && it->first.startsWith(prefix); ++it)
        hit(it->second, it->first.size() == prefix.size());
}

void PrefixTable::overwrite()
{
    m_texts.fill('\0');
    m_texts.clear();
    m_items.clear();
    while (!m_later.empty()) {
        auto node = m_later.extract(m_later.begin());
        node.value().first.fill('\0');
    }
}

} // namespace zc::store
