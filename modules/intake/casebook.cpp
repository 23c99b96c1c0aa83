#include "casebook.h"

#include "internal/caserows.h"

#include <base/halltime.h>
#include <store/store.h>

#include <algorithm>
#include <mutex>

namespace zc::intake {
namespace {

constexpr qint64 kCommitMs = 10'000;              // a row's time is taken before its commit: so much later it may come into sight
constexpr qint64 kClockBackMs = 5'000;            // less than kCommitMs: a clock put back by less loses nothing

} // namespace

struct CaseBook::Private {
    explicit Private(const CounterPorts &counterPorts) : ports(counterPorts) {}

    Result<void> readOn(const store::ReadTx &tx);
    Result<CaseArrangement> list(const store::ReadTx &tx, const CaseQuery &query);

    const CounterPorts &ports;

private:
    void begin();
    void finish();
    qint64 size();
    Result<void> readBatch(const store::ReadTx &tx, CaseRows &rows, bool &last);
    Result<void> readChanges(const store::ReadTx &tx, CaseRows &rows);

    std::mutex m_reading;                         // one reading at a time; what follows down to m_missing is its own
    bool m_begun = false;
    QDate m_day;
    qint64 m_clockOffsetMs = 0;                   // wall minus boot: falls when the clock is put back
    qint64 m_sinceMs = 0;                         // whatever changed before was read
    qint64 m_commitNo = -1;
    QHash<QUuid, sync::SyncCaseState> m_open;     // as the rows say it
    store::ReadTx::Place m_place;
    qint64 m_missing = 0;                         // rows that do not open

    std::mutex m_mutex;                           // short: guards the shelf and the two below
    CaseShelf m_shelf;
    qint64 m_total = 0;
    bool m_complete = false;
};

void CaseBook::Private::begin()
{
    const qint64 nowMs = ports.clock.wallMs();
    m_begun = true;
    m_day = hallTime(nowMs).date();
    m_clockOffsetMs = nowMs - ports.clock.bootMs();
    m_sinceMs = nowMs;
    m_place = {};
    m_missing = 0;
    m_open.clear();
    const std::lock_guard guard(m_mutex);
    m_shelf.beginPass();
    m_complete = false;
}

Result<void> CaseBook::Private::readOn(const store::ReadTx &tx)
{
    const std::lock_guard reading(m_reading);
    const qint64 nowMs = ports.clock.wallMs();
    if (!m_begun || hallTime(nowMs).date() != m_day || nowMs - ports.clock.bootMs() < m_clockOffsetMs - kClockBackMs)
        begin();
    else if (m_complete && tx.commitNo() == m_commitNo)
        return {};
    CaseRows rows(tx, ports);
    if (auto prepared = rows.prepare(); !prepared)
        return prepared;
    const auto total = tx.caseCount();
    if (!total)
        return total.error();
    const auto changes = [&]() -> Result<void> {
        auto read = readChanges(tx, rows);
        // A removed case is told by nothing but the number that is left; which one it was, the next pass finds. Rows that do not open
        // are counted by the store and are never here.
        const qint64 missing = *total - size();
        if (read && missing < m_missing)
            begin();
        m_missing = std::max<qint64>(missing, 0);
        return read;
    };
    bool last = false;
    Result<void> read = m_complete ? changes() : readBatch(tx, rows, last);
    if (read && last) {
        finish();
        read = changes();                         // since the pass began
    }
    const std::lock_guard guard(m_mutex);
    m_total = *total;
    return read;
}

void CaseBook::Private::finish()
{
    const std::lock_guard guard(m_mutex);
    m_shelf.endPass();
    m_complete = true;
}

qint64 CaseBook::Private::size()
{
    const std::lock_guard guard(m_mutex);
    return m_shelf.size();
}

Result<void> CaseBook::Private::readBatch(const store::ReadTx &tx, CaseRows &rows, bool &last)
{
    const int limit = m_place.caseId.isNull() ? kFirstBatch : kBatch;
    const auto summaries = tx.caseSummaries(m_place, limit, CaseRows::members());
    if (!summaries)
        return summaries.error();
    QList<CaseRowView> views;
    views.reserve(summaries->size());
    for (const store::CaseSummary &summary : *summaries) {
        views.append(rows.row(summary));
        // Changes of the sync state are looked for from what the row says.
        if (const auto open = rows.open().constFind(summary.caseId); open != rows.open().cend())
            m_open.insert(summary.caseId, *open);
    }
    last = summaries->size() + tx.damaged().size() < limit;          // damaged rows are left out of a batch
    if (!summaries->isEmpty())
        m_place = {summaries->constLast().updatedMs, summaries->constLast().caseId};
    const std::lock_guard guard(m_mutex);
    m_shelf.put(views);
    return {};
}

Result<void> CaseBook::Private::readChanges(const store::ReadTx &tx, CaseRows &rows)
{
    const qint64 nowMs = ports.clock.wallMs();
    const auto changed = tx.caseSummariesSince(m_sinceMs - kCommitMs, CaseRows::members());
    if (!changed)
        return changed.error();
    QSet<QUuid> read;
    QList<CaseRowView> views;
    for (const store::CaseSummary &summary : *changed) {
        read.insert(summary.caseId);
        views.append(rows.row(summary));
    }
    const auto readOne = [&](const QUuid &caseId) {
        if (read.contains(caseId))
            return;
        read.insert(caseId);
        if (const auto summary = tx.caseSummary(caseId, CaseRows::members()); summary.ok())
            views.append(rows.row(*summary));
    };
    // What went to the province and came back leaves the case file alone.
    for (auto it = rows.open().cbegin(); it != rows.open().cend(); ++it)
        if (const auto before = m_open.constFind(it.key()); before == m_open.cend() || *before != *it)
            readOne(it.key());
    for (auto it = m_open.cbegin(); it != m_open.cend(); ++it)
        if (!rows.open().contains(it.key()))
            readOne(it.key());
    m_open = rows.open();
    m_sinceMs = nowMs;
    m_commitNo = tx.commitNo();
    const std::lock_guard guard(m_mutex);
    m_shelf.put(views);
    return {};
}

Result<CaseArrangement> CaseBook::Private::list(const store::ReadTx &tx, const CaseQuery &query)
{
    std::unique_lock guard(m_mutex);
    CaseArrangement list = m_shelf.arrange(query);
    list.total = m_total;
    list.complete = m_complete;
    guard.unlock();
    if (query.text.isEmpty())
        return list;
    const auto hits = findCases(tx, ports, query.text, kMostFound);
    if (!hits)
        return hits.error();
    list.rows.clear();
    for (const CaseRowView &row : hits->rows)
        list.rows.append(std::make_shared<const CaseRowView>(row));
    std::sort(list.rows.begin(), list.rows.end(), [](const CaseRef &a, const CaseRef &b) { return comesBefore(*a, *b); });
    list.found = hits->total;
    list.indexing = hits->indexing;
    return list;
}

CaseBook::CaseBook(const CounterPorts &ports) : m_ports(ports), m_d(std::make_shared<Private>(ports)) {}
CaseBook::~CaseBook() = default;

QFuture<Result<CaseArrangement>> CaseBook::arrange(const CaseQuery &query) const
{
    return m_ports.store.readAsync([d = m_d, query](store::ReadTx &tx) { return d->list(tx, query); });
}

QFuture<Result<CaseArrangement>> CaseBook::advance(const CaseQuery &query)
{
    return m_ports.store.readAsync([d = m_d, query](store::ReadTx &tx) -> Result<CaseArrangement> {
        if (const auto read = d->readOn(tx); !read)
            return read.error();
        return d->list(tx, query);
    });
}

} // namespace zc::intake
