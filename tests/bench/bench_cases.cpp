// 办件 with a hundred thousand rows: reading the list beside a plain SQL scan of the same rows, what the page does at one key, and
// unlock to a search that is ready. Usage: bench_cases [rows]
#include "casefill.h"

#include <casework/workcalendar.h>
#include <catalog/catalog.h>
#include <intake/casebook.h>
#include <intake/ports.h>
#include <sync/outbox.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace zc;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRounds = 5;

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

template <class F> double timed(F what, int rounds = kRounds)
{
    QList<double> ms;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        what();
        ms << double(timer.nsecsElapsed()) / 1e6;
    }
    return median(ms);
}

class NoPacks final : public intake::PackLibrary {
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &) override { return {}; }
};
class NoPapers final : public intake::PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return {}; }
};

qint64 plainScan(const QString &database)
{
    sqlite3 *db = nullptr;
    sqlite3_stmt *statement = nullptr;
    qint64 bytes = 0;
    if (sqlite3_open_v2(database.toUtf8().constData(), &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK
        || sqlite3_prepare_v2(db, "SELECT * FROM case_file ORDER BY updated_ms DESC", -1, &statement, nullptr) != SQLITE_OK)
        qFatal("sqlite");
    const int columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < columns; ++i)
            bytes += sqlite3_column_bytes(statement, i);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int rows = argc > 1 ? QByteArray(argv[1]).toInt() : 100'000;
    QElapsedTimer timer;
    timer.start();
    bench::CaseFill fill(rows);
    std::printf("%d cases filled in %.1f s\n", rows, double(timer.elapsed()) / 1000);
    QTemporaryDir folder;
    auto catalog = *catalog::Catalog::open(folder.filePath(u"catalogue.db"_s));
    NoPacks packs;
    NoPapers papers;
    const auto calendar = *casework::WorkCalendar::builtIn();
    const sync::Outbox outbox(fill.clock);
    const intake::CounterPorts ports{*fill.store, *catalog, packs, papers, calendar, fill.clock, outbox, [] { return sync::Actor(); }, nullptr, nullptr, {}};
    const double scan = timed([&] { plainScan(fill.database()); });
    const double bare = timed([&] { (void)fill.store->read([&](store::ReadTx &tx) { return tx.cases(rows); }); }, 1);
    const intake::CaseQuery hall;
    const auto advance = [](intake::CaseBook &book, const intake::CaseQuery &query) {
        auto list = book.advance(query).result();
        if (!list)
            qFatal("%s", qPrintable(list.error().code));
        return std::move(*list);
    };
    const double first = timed([&] { advance(*std::make_unique<intake::CaseBook>(ports), hall); });
    std::unique_ptr<intake::CaseBook> book;
    const double all = timed([&] {
        book = std::make_unique<intake::CaseBook>(ports);
        while (!advance(*book, hall).complete) { }
    }, 3);
    advance(*book, hall);
    const double filter = timed([&] { (void)book->arrange({intake::CaseQuery::Kind::Sync, u"x"_s, {}}).result(); });
    const double whole = timed([&] { (void)book->arrange(hall).result(); });
    const double still = timed([&] { advance(*book, hall); });
    const double edit = timed([&] {
        fill.clock.advance(60'000);
        fill.touch();
        advance(*book, hall);
    });
    const double search = timed([&] { (void)book->arrange({intake::CaseQuery::Kind::Hall, {}, u"样例"_s}).result(); });
    std::printf("first %d rows %.1f ms\n", intake::CaseBook::kFirstBatch, first);
    std::printf("plain SQL scan %.1f ms, read and open %.1f ms, all rows listed %.1f ms (%.1f times the scan)\n", scan, bare, all, all / scan);
    std::printf("arranged: whole hall %.1f ms, an empty filter %.1f ms, 200 hits of a search %.1f ms\n", whole, filter, search);
    std::printf("refreshed: nothing new %.1f ms, one edited case %.1f ms with its commit\n", still, edit);
    book.reset();
    const double ready = timed([&] {
        fill.store->lock();
        if (!fill.store->unlock(fill.keys()))
            qFatal("unlock");
        while (fill.store->search().search(u"样例"_s).building || fill.store->search().caseCount() < rows)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }, 3);
    std::printf("unlock to search ready %.1f ms (%.1f times the scan)\n", ready, ready / scan);
    return 0;
}
