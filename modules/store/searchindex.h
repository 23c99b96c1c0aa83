#pragma once
#include <store/records.h>

#include <memory>

namespace zc::store {

struct SearchAnswer {
    QList<QUuid> cases;                // exact, prefix, contained, then newest; at most `limit`
    int total = 0;
    bool building = false;             // 索引建立中: more may come
};

// Search over the persons and numbers of all cases, in memory only. Two or more 汉字: contained in a name; one: newest names
// that hold it; letters: prefix of a full or initials reading; four or more digits: suffix of, or whole, identifier, phone or
// number. Thread-safe: many readers, one change at a time.
class SearchIndex {
public:
    SearchIndex();
    ~SearchIndex();
    SearchAnswer search(const QString &query, int limit = 200) const;
    int caseCount() const;

    void update(const QList<SearchKeys> &changed, const QList<QUuid> &removed = {});
    // The first filling after unlock: replaces everything but the changes that came since setBuilding(true).
    void load(const QList<SearchKeys> &keys);
    void setBuilding(bool building);
    void clear();                      // overwrites what it held; at lock

    // All readings of a name, lower case: pairs of full reading and initials; at most 8, surnames by table.
    static QList<QPair<QString, QString>> readings(const QString &name);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace zc::store
