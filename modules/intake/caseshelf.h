#pragma once
#include <intake/caselist.h>

#include <QHash>

#include <memory>
#include <vector>

namespace zc::intake {

using CaseRef = std::shared_ptr<const CaseRowView>;       // never changed: a newer state of a case is a new row

// Which cases a list shows: one entry of the filters, or what fits a text, wherever it stands.
struct CaseQuery {
    enum class Kind { Clerk, Window, Hall, State, Department, Sync };
    Kind kind = Kind::Hall;
    QString value;                    // number of clerk or window, code of state or department, words of the sync column
    QString text;                     // not empty: a search, which looks everywhere
    friend bool operator==(const CaseQuery &, const CaseQuery &) = default;
};

// How many cases an entry of the filters has.
struct CaseCount {
    CaseQuery::Kind kind = CaseQuery::Kind::Hall;
    QString value, title;
    int count = 0;
    friend bool operator==(const CaseCount &, const CaseCount &) = default;
};

// One list as it is shown.
struct CaseArrangement {
    QList<CaseRef> rows;              // by urgency, then due, then newest change: comesBefore()
    QList<CaseCount> counts;          // of all cases that have been read, in no order
    qint64 read = 0, total = 0;       // cases read and stored, discarded ones too
    bool complete = false;            // everything stored has been read
    int found = 0;                    // of a search: how many fit, also beyond `rows`
    bool indexing = false;            // of a search: the index is still being built
    qint64 version = 0;               // another one: something on the shelf has changed
};

bool comesBefore(const CaseRowView &a, const CaseRowView &b);        // a strict order, the same for everybody
bool passes(const CaseRowView &row, const CaseQuery &query);         // its text aside

// The rows of all cases in their order, with the counts of the filters kept along. A change costs a pass over pointers, never a
// sort of all. Values only, not thread-safe; 100,000 cases take about 50 MB.
class CaseShelf {
public:
    // New and changed cases. One that is as it was keeps its row; a discarded one leaves the lists.
    void put(const QList<CaseRowView> &rows);
    // Between the two, every case is put again; at the end those go that were not.
    void beginPass() { ++m_pass; }
    void endPass();
    qsizetype size() const { return m_known.size(); }                // discarded ones too
    qint64 version() const { return m_version; }
    CaseArrangement arrange(const CaseQuery &query) const;           // without total, complete

private:
    struct Known {
        CaseRef row;                  // null: discarded
        int pass = 0;
    };
    void take(const std::vector<const CaseRowView *> &gone, std::vector<CaseRef> come);
    void count(const CaseRowView &row, int by);

    QHash<QUuid, Known> m_known;
    std::vector<CaseRef> m_rows;      // by comesBefore()
    QHash<std::pair<int, QString>, CaseCount> m_counts;
    int m_pass = 0;
    qint64 m_version = 0;
};

} // namespace zc::intake
