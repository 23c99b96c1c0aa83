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
#include <ctime>
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

// Medians: as the clock on the wall says, and as all threads of this program worked, which a busy machine distorts less.
struct Time {
    double wall = 0, worked = 0;
};

double workedMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

template <class F> Time timed(F what, int rounds = kRounds)
{
    QList<double> wall, worked;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = workedMs();
        what();
        wall << double(timer.nsecsElapsed()) / 1e6;
        worked << workedMs() - before;
    }
    return {median(wall), median(worked)};
}

void say(const char *what, Time time, Time scan) { std::printf("%-44s %9.1f ms wall %9.1f ms worked   x %.2f\n", what, time.wall, time.worked, time.worked / scan.worked); }

class NoPacks final : public intake::PackLibrary {
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &) override { return {}; }
};
class NoPapers final : public intake::PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return {}; }
};

qint64 plainScan(const QString &database, const char *query)
{
    sqlite3 *db = nullptr;
    sqlite3_stmt *statement = nullptr;
    qint64 bytes = 0;
    if (sqlite3_open_v2(database.toUtf8().constData(), &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK
        || sqlite3_prepare_v2(db, query, -1, &statement, nullptr) != SQLITE_OK)
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
    const Time scan = timed([&] { plainScan(fill.database(), "SELECT * FROM case_file ORDER BY updated_ms DESC"); });
    const Time keyScan = timed([&] { plainScan(fill.database(), "SELECT * FROM search_key ORDER BY updated_ms DESC"); });
    const Time bare = timed([&] { (void)fill.store->read([&](store::ReadTx &tx) { return tx.cases(rows); }); }, 1);
    const intake::CaseQuery hall;
    const auto advance = [](intake::CaseBook &book, const intake::CaseQuery &query) {
        auto list = book.advance(query).result();
        if (!list)
            qFatal("%s", qPrintable(list.error().code));
        return std::move(*list);
    };
    const Time first = timed([&] { advance(*std::make_unique<intake::CaseBook>(ports), hall); });
    std::unique_ptr<intake::CaseBook> book;
    const Time all = timed([&] {
        book = std::make_unique<intake::CaseBook>(ports);
        while (!advance(*book, hall).complete) { }
    }, 3);
    advance(*book, hall);
    const Time filter = timed([&] { (void)book->arrange({intake::CaseQuery::Kind::Sync, u"x"_s, {}}).result(); });
    const Time whole = timed([&] { (void)book->arrange(hall).result(); });
    const Time still = timed([&] { advance(*book, hall); });
    const Time edit = timed([&] {
        fill.clock.advance(60'000);
        fill.touch();
        advance(*book, hall);
    });
    const Time search = timed([&] { (void)book->arrange({intake::CaseQuery::Kind::Hall, {}, u"样例"_s}).result(); });
    std::printf("medians; x: work beside a plain SQL scan of the same rows\n");
    say("plain SQL scan of the cases", scan, scan);
    say("whole rows read and opened", bare, scan);
    say("the list: first 300 rows", first, scan);
    say("the list: all rows, in batches", all, scan);
    say("arranged anew: the whole hall", whole, scan);
    say("arranged anew: a filter without a case", filter, scan);
    say("200 hits of a search, as rows", search, scan);
    say("refresh, nothing new", still, scan);
    say("one edit committed and refreshed", edit, scan);
    book.reset();
    const Time ready = timed([&] {
        fill.store->lock();
        if (!fill.store->unlock(fill.keys()))
            qFatal("unlock");
        while (fill.store->search().search(u"样例"_s).building || fill.store->search().caseCount() < rows)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }, 3);
    say("plain SQL scan of the search keys", keyScan, keyScan);
    say("unlock to a search over all cases", ready, keyScan);
    return 0;
}
