#pragma once
#include <feel/value.h>

#include <QHash>

#include <initializer_list>
#include <utility>

namespace zc::feel {

// The entries of a FEEL context, in the order they were written. Grows while it is built, immutable once it lies in a Value.
class Record {
public:
    using Entry = std::pair<QString, Value>;

    Record() = default;
    Record(std::initializer_list<Entry> entries);
    void insert(const QString &key, Value value);      // an entry of that key is replaced where it stands
    const Value *find(const QString &key) const;       // nullptr: no such key
    bool contains(const QString &key) const { return find(key) != nullptr; }
    const QList<Entry> &entries() const { return m_entries; }
    qsizetype size() const { return m_entries.size(); }
    bool isEmpty() const { return m_entries.isEmpty(); }
    int nesting() const { return m_nesting; }

    friend bool operator==(const Record &a, const Record &b);      // by key, in any order

private:
    qsizetype indexOf(const QString &key) const;
    QList<Entry> m_entries;
    QHash<QString, qsizetype> m_index;                 // only once there are more entries than a walk should touch
    int m_nesting = 1;
};

} // namespace zc::feel
