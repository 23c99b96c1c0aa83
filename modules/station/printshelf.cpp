#include "printshelf.h"

#include <store/store.h>

using namespace Qt::StringLiterals;

namespace zc::station {
namespace {

using devices::PrintId;
using devices::PrintRecord;
using store::PrintRow;

constexpr qint64 kKeepMs = 7LL * 24 * 3600 * 1000;

Error notKept(const QString &why)
{
    return {ErrorKind::Internal, u"DEV-JOURNAL"_s, why};
}

// Whatever kept the store from it, the clerk hears that nothing was printed.
template <class T>
Result<T> kept(const Result<T> &outcome)
{
    return outcome.ok() ? outcome : Result<T>(notKept(outcome.error().code));
}

std::optional<PrintRecord> recordIn(const PrintRow &row)
{
    if (row.phase < 0 || row.phase > int(PrintRecord::Phase::Stopped))
        return std::nullopt;
    return PrintRecord{row.printId, row.printer, PrintRecord::Phase(row.phase), row.jobNo, row.sheets};
}

Result<std::optional<PrintRecord>> readRecord(store::ReadTx &tx, const PrintId &id)
{
    const Result<PrintRow> row = tx.print(id);
    if (row.ok())
        return recordIn(*row);
    return row.error().kind == ErrorKind::NotFound ? Result<std::optional<PrintRecord>>(std::nullopt) : Result<std::optional<PrintRecord>>(row.error());
}

template <class T>
QFuture<Result<T>> refusedAtOnce()
{
    return QtFuture::makeReadyFuture(Result<T>(notKept({})));
}

} // namespace

store::Store *PrintShelf::store() const
{
    const std::lock_guard lock(m_mutex);
    return m_store;
}

void PrintShelf::open(store::Store &store)
{
    {
        const std::lock_guard lock(m_mutex);
        m_store = &store;
    }
    store.write([](store::WriteTx &tx) { return tx.removeOldPrints(kKeepMs); });
}

void PrintShelf::close()
{
    const std::lock_guard lock(m_mutex);
    m_store = nullptr;
}

QFuture<Result<void>> PrintShelf::put(const Paper &paper)
{
    store::Store *store = this->store();
    if (!store)
        return refusedAtOnce<void>();
    PrintRow row;
    row.printId = paper.id;
    row.printer = paper.printer;
    row.caseId = paper.caseId;
    row.kind = paper.kind;
    row.title = paper.title;
    row.slip = paper.slip;
    row.content = paper.content;
    return store->write([row](store::WriteTx &tx) { return tx.putPrint(row); });
}

QFuture<Result<QList<PrintShelf::Paper>>> PrintShelf::unsettled() const
{
    const store::Store *store = this->store();
    if (!store)
        return refusedAtOnce<QList<Paper>>();
    return store->readAsync([](store::ReadTx &tx) -> Result<QList<Paper>> {
        const Result<QList<PrintRow>> rows = tx.unsettledPrints();
        if (!rows.ok())
            return rows.error();
        QList<Paper> papers;
        for (const PrintRow &row : *rows)
            papers << Paper{row.printId, row.printer, row.caseId, row.kind, row.title, row.slip, row.content, row.askedMs, recordIn(row)};
        return papers;
    });
}

QFuture<Result<std::optional<PrintRecord>>> PrintShelf::recordOf(const PrintId &id) const
{
    const store::Store *store = this->store();
    if (!store)
        return refusedAtOnce<std::optional<PrintRecord>>();
    return store->readAsync([id](store::ReadTx &tx) { return readRecord(tx, id); });
}

QFuture<Result<void>> PrintShelf::settle(const PrintId &id)
{
    store::Store *store = this->store();
    if (!store)
        return refusedAtOnce<void>();
    return store->write([id](store::WriteTx &tx) -> Result<void> {
        Result<PrintRow> row = tx.print(id);
        if (!row.ok())
            return row.error();
        row->settled = true;
        row->content.clear();
        return tx.putPrint(*row);
    });
}

Result<void> PrintShelf::note(const PrintRecord &record)
{
    store::Store *store = this->store();
    if (!store)
        return notKept({});
    return kept(store->write([record](store::WriteTx &tx) -> Result<void> {
        const Result<PrintRow> known = tx.print(record.id);
        if (!known.ok() && known.error().kind != ErrorKind::NotFound)
            return known.error();
        PrintRow row = known.ok() ? *known : PrintRow();
        // Printed by somebody else (a web page, a self-test), who learns the outcome himself.
        row.settled = known.ok() ? row.settled : true;
        row.printId = record.id;
        row.printer = record.printer;
        row.phase = int(record.phase);
        row.jobNo = record.jobId;
        row.sheets = record.sheets;
        return tx.putPrint(row);
    }).result());
}

Result<std::optional<PrintRecord>> PrintShelf::find(const PrintId &id) const
{
    const store::Store *store = this->store();
    if (!store)
        return notKept({});
    return kept(store->read([id](store::ReadTx &tx) { return readRecord(tx, id); }));
}

} // namespace zc::station
