#pragma once
#include <QByteArray>

#include <functional>
#include <set>
#include <vector>

namespace zc::store {

// Texts of cases, sorted, for prefix queries. The bulk lies in one block of memory sorted once; what comes later lies in a
// small tree beside it. Entries are numbers; whether one is still alive is the caller's to know. Not thread-safe.
class PrefixTable {
public:
    void addBulk(QByteArrayView text, quint32 entry);      // before seal()
    void seal();
    void add(const QByteArray &text, quint32 entry) { m_later.insert({text, entry}); }
    // `whole` tells that the text is the prefix itself.
    void find(const QByteArray &prefix, const std::function<void(quint32 entry, bool whole)> &hit) const;
    void overwrite();                                      // leaves nothing of the texts in memory

private:
    struct Item {
        quint32 offset;
        quint32 length;
        quint32 entry;
    };
    QByteArrayView textOf(const Item &item) const { return QByteArrayView(m_texts).sliced(item.offset, item.length); }
    QByteArray m_texts;
    std::vector<Item> m_items;
    std::set<std::pair<QByteArray, quint32>> m_later;
};

} // namespace zc::store
