#include <base/uuid.h>
#include <casework/workcalendar.h>
#include <catalog/catalog.h>
#include <crypto/secretport.h>
#include <intake/casebook.h>
#include <intake/ports.h>
#include <store/store.h>
#include <sync/outbox.h>

#include "support/testprogram.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sqlite3.h>

using namespace zc;
using namespace zc::intake;
using namespace Qt::StringLiterals;

namespace {

class NoPacks final : public PackLibrary {
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &) override { return {}; }
};
class NoPapers final : public PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return {}; }
};

// A counter's store without a counter.
struct Bench {
    Bench()
    {
        open();
        catalog = std::move(*catalog::Catalog::open(folder.filePath(u"catalogue.db"_s)));
    }
    void open()
    {
        store::KeySource keys;
        keys.keychain = &keychain;
        store::StoreOptions options;
        options.ballastBytes = 0;
        auto opened = store::Store::open(folder.filePath(u"store"_s), keys, clock, options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().code));
        store = std::move(*opened);
    }
    CounterPorts ports() { return {*store, *catalog, packs, papers, calendar, clock, outbox, [] { return sync::Actor(); }, nullptr, nullptr, {}, nullptr}; }
    template <class F> void write(F body)
    {
        const auto kept = store->write([&](store::WriteTx &tx) -> Result<void> { return body(tx); }).result();
        if (!kept)
            qFatal("%s %s", qPrintable(kept.error().code), qPrintable(kept.error().detail));
    }
    bool sql(const QByteArray &statement)
    {
        sqlite3 *db = nullptr;
        const bool good = sqlite3_open(folder.filePath(u"store/store.db"_s).toUtf8().constData(), &db) == SQLITE_OK
            && sqlite3_exec(db, statement.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return good;
    }

    static store::CaseRow caseRow(int i, qint64 receivedMs)
    {
        static const QStringList states = {u"draft"_s, u"received"_s, u"accepted"_s, u"inReview"_s, u"suspended"_s, u"finished"_s};
        store::CaseRow row;
        row.caseId = makeUuidV7();
        row.itemCode = u"SAMPLE-01"_s;
        row.state = states[i % states.size()];
        row.baseRev = i % 3 ? 4 : 0;
        row.title = u"样例事项 %1"_s.arg(i % 4);
        row.provisionalNumber = u"LS-430199-003-20261121-%1-7"_s.arg(i, 4, 10, QChar(u'0'));
        row.provincialNumber = i % 2 ? u"4301992026%1"_s.arg(i, 8, 10, QChar(u'0')) : QString();
        row.applicant = {{u"name"_s, u"样例甲%1"_s.arg(i)}, {u"idNumber"_s, u"4301991990%1"_s.arg(i, 8, 10, QChar(u'0'))}};
        row.intakeEvidence = {{u"wallMs"_s, receivedMs}};
        row.more = {{u"clerkNo"_s, u"A0%1"_s.arg(i % 2)}, {u"windowNo"_s, u"003"_s}, {u"acceptedMs"_s, receivedMs}, {u"promisedDays"_s, 1 + i % 20}};
        return row;
    }
    static Result<void> put(store::WriteTx &tx, const store::CaseRow &row)
    {
        store::SearchKeys keys;
        keys.caseId = row.caseId;
        keys.names = {row.applicant.value(u"name"_s).toString()};
        keys.numbers = {row.provisionalNumber, row.provincialNumber};
        const auto kept = tx.putCase(row);
        return kept ? tx.putSearchKeys(keys) : Result<void>(kept.error());
    }
    QList<QUuid> fill(int cases)
    {
        QList<QUuid> ids;
        write([&](store::WriteTx &tx) -> Result<void> {
            for (int i = 0; i < cases; ++i) {
                if (i % 5 == 0)
                    clock.advance(700);                  // several cases a moment
                const store::CaseRow row = caseRow(i, clock.wallMs() - (i % 30) * 86'400'000ll);
                ids.append(row.caseId);
                if (auto kept = put(tx, row); !kept)
                    return kept;
            }
            return {};
        });
        return ids;
    }
    void edit(const QUuid &caseId, const std::function<void(store::CaseRow &)> &change)
    {
        write([&](store::WriteTx &tx) -> Result<void> {
            auto row = tx.caseById(caseId);
            if (!row)
                return row.error();
            change(*row);
            return put(tx, *row);
        });
    }
    void operation(const QUuid &caseId, store::OpState state, const QUuid &opId)
    {
        write([&](store::WriteTx &tx) -> Result<void> {
            store::OutboxOp op;
            if (const auto known = tx.op(opId); known.ok())
                op = *known;
            op.opId = opId;
            op.subject = uuidText(caseId);
            op.opSeq = op.opSeq ? op.opSeq : 1;
            op.kind = u"patchCase"_s;
            op.state = state;
            const auto kept = tx.putOp(op);
            return kept ? Result<void>() : Result<void>(kept.error());
        });
    }

    QTemporaryDir folder;
    crypto::MemorySecretPort keychain;
    ManualClock clock{1'795'000'000'000};
    std::unique_ptr<store::Store> store;
    std::unique_ptr<catalog::Catalog> catalog;
    NoPacks packs;
    NoPapers papers;
    casework::WorkCalendar calendar = *casework::WorkCalendar::builtIn();
    sync::Outbox outbox{clock};
};

Result<CaseArrangement> advanced(CaseBook &book, const CaseQuery &query = {}) { return book.advance(query).result(); }

CaseArrangement readAll(CaseBook &book, const CaseQuery &query = {})
{
    for (int i = 0; i < 1000; ++i) {
        const auto list = advanced(book, query);
        if (!list)
            qFatal("%s", qPrintable(list.error().code));
        if (list->complete)
            return *list;
    }
    qFatal("never complete");
}

QList<CaseRowView> values(const QList<CaseRef> &rows)
{
    QList<CaseRowView> list;
    for (const CaseRef &row : rows)
        list.append(*row);
    return list;
}

} // namespace

class TestCaseBook : public QObject {
    Q_OBJECT

    static void compareWithFresh(const CounterPorts &ports, CaseBook &book)
    {
        (void)readAll(book);                             // the last batch of a pass that began anew
        const CaseArrangement incremental = readAll(book);
        CaseBook fresh(ports);
        const CaseArrangement read = readAll(fresh);
        QCOMPARE(values(incremental.rows), values(read.rows));
        QCOMPARE(incremental.read, read.read);
        QCOMPARE(incremental.total, read.total);
    }

private Q_SLOTS:
    void batchesHoldEveryCaseOnce()
    {
        Bench bench;
        QList<QUuid> ids = bench.fill(CaseBook::kFirstBatch + CaseBook::kBatch + 250);
        const CounterPorts ports = bench.ports();
        CaseBook book(ports);
        auto list = advanced(book);
        QVERIFY(list.ok());
        QCOMPARE(list->rows.size(), qsizetype(CaseBook::kFirstBatch));
        QCOMPARE(list->read, qint64(CaseBook::kFirstBatch));
        QCOMPARE(list->total, qint64(ids.size()));
        QVERIFY(!list->complete);
        const CaseArrangement all = readAll(book);
        QCOMPARE(all.read, qint64(ids.size()));
        QSet<QUuid> seen;
        for (const CaseRef &row : all.rows)
            seen.insert(row->caseId);
        QCOMPARE(seen, QSet<QUuid>(ids.cbegin(), ids.cend()));
        QCOMPARE(all.rows.size(), ids.size());
        QVERIFY(std::is_sorted(all.rows.cbegin(), all.rows.cend(), [](const CaseRef &a, const CaseRef &b) { return comesBefore(*a, *b); }));
    }
    void anEmptyStoreIsCompleteAtOnce()
    {
        Bench bench;
        const CounterPorts ports = bench.ports();
        CaseBook book(ports);
        const auto list = advanced(book);
        QVERIFY(list.ok() && list->complete && list->rows.isEmpty());
        QCOMPARE(list->total, qint64(0));
    }
    // After any edits, whatever they touch, a book that only read what changed is as one that reads everything.
    void incrementalIsAFreshRead()
    {
        for (quint32 seed = 1; seed <= 6; ++seed) {
            QRandomGenerator dice(seed);
            Bench bench;
            QList<QUuid> ids = bench.fill(400);
            QHash<QUuid, QUuid> operations;
            const CounterPorts ports = bench.ports();
            CaseBook book(ports);
            (void)advanced(book);                        // in the middle of the first pass something changes already
            for (int step = 0; step < 40; ++step) {
                bench.clock.advance(dice.bounded(30'000));
                const QUuid caseId = ids[dice.bounded(int(ids.size()))];
                switch (dice.bounded(8)) {
                case 0:
                    ids += bench.fill(1 + dice.bounded(3));
                    break;
                case 1:
                    bench.edit(caseId, [](store::CaseRow &row) { row.state = u"discarded"_s; });
                    break;
                case 2:
                    bench.edit(caseId, [&](store::CaseRow &row) { row.provincialNumber = u"43019920269%1"_s.arg(step, 7, 10, QChar(u'0')); });
                    break;
                case 3:
                case 4: {
                    static const QList<store::OpState> states = {store::OpState::Pending, store::OpState::Inflight, store::OpState::Rejected, store::OpState::Done,
                                                                 store::OpState::Unknown};
                    if (!operations.contains(caseId))
                        operations.insert(caseId, makeUuidV7());
                    bench.operation(caseId, states[dice.bounded(5)], operations.value(caseId));
                    break;
                }
                case 5:
                    bench.write([&](store::WriteTx &tx) { return tx.removeCase(caseId); });
                    ids.removeAll(caseId);
                    break;
                case 6:
                    bench.clock.jumpWall(-dice.bounded(7'200'000));       // somebody sets the clock
                    bench.edit(caseId, [](store::CaseRow &row) { row.state = u"accepted"_s; });
                    break;
                case 7:
                    bench.clock.advance(86'400'000);                      // another day: other lamps
                    break;
                }
                if (dice.bounded(2))
                    (void)advanced(book);
                if (step % 8 == 7)
                    compareWithFresh(ports, book);
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(u"seed %1 step %2"_s.arg(seed).arg(step)));
            }
        }
    }
    void oneEditReadsOneRow()
    {
        Bench bench;
        const QList<QUuid> ids = bench.fill(500);
        const CounterPorts ports = bench.ports();
        CaseBook book(ports);
        (void)readAll(book);
        bench.clock.advance(60'000);
        const CaseArrangement before = readAll(book);
        bench.edit(ids[77], [](store::CaseRow &row) { row.title = u"另一样例事项"_s; });
        const CaseArrangement after = readAll(book);
        QCOMPARE(after.rows.size(), before.rows.size());
        QHash<QUuid, CaseRef> was;
        for (const CaseRef &row : before.rows)
            was.insert(row->caseId, row);
        int other = 0;
        for (const CaseRef &row : after.rows)
            other += was.value(row->caseId) != row;
        QCOMPARE(other, 1);
        QVERIFY(after.version > before.version);
        QCOMPARE(readAll(book).version, after.version);
    }
    void searchFindsByNameAndBothNumbers()
    {
        Bench bench;
        const QList<QUuid> ids = bench.fill(300);
        const CounterPorts ports = bench.ports();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.store->search().search(u"样例"_s).building, 60'000);
        CaseBook book(ports);                            // nothing has been read yet: a search does not wait for it
        const auto found = [&](const QString &text) {
            const auto list = book.arrange({CaseQuery::Kind::Clerk, u"nobody"_s, text}).result();
            return list ? *list : CaseArrangement();
        };
        QCOMPARE(found(u"样例甲213"_s).rows.size(), qsizetype(1));
        QCOMPARE(found(u"样例甲213"_s).rows.first()->caseId, ids[213]);
        QCOMPARE(found(u"430199202600000213"_s).rows.first()->caseId, ids[213]);
        QCOMPARE(found(u"LS-430199-003-20261121-0213-7"_s).rows.first()->caseId, ids[213]);
        QCOMPARE(found(u"样例甲"_s).rows.size(), qsizetype(CaseBook::kMostFound));
        QCOMPARE(found(u"样例甲"_s).found, 300);
        QVERIFY(found(u"无此人"_s).rows.isEmpty());
        bench.edit(ids[213], [](store::CaseRow &row) { row.state = u"discarded"_s; });
        QVERIFY(found(u"430199202600000213"_s).rows.isEmpty());
        QVERIFY(!found(u"样例甲1"_s).rows.first()->applicant.contains(u"样例甲"_s));        // masked, as everywhere
    }
    void aDamagedRowIsLeftOutAndNothingElse()
    {
        Bench bench;
        const QList<QUuid> ids = bench.fill(30);
        bench.store.reset();
        QVERIFY(bench.sql("UPDATE case_file SET body = x'00' WHERE case_id = x'" + ids[5].toRfc4122().toHex() + "'"));
        bench.open();
        const CounterPorts ports = bench.ports();
        CaseBook book(ports);
        const CaseArrangement list = readAll(book);
        QCOMPARE(list.rows.size(), qsizetype(29));
        bench.edit(ids[6], [](store::CaseRow &row) { row.title = u"另一样例事项"_s; });
        const CaseArrangement again = readAll(book);
        QVERIFY(again.complete);                         // it is not read over and over for the row that is missing
        QCOMPARE(again.rows.size(), qsizetype(29));
    }
    void aLockedStoreSaysSo()
    {
        Bench bench;
        (void)bench.fill(20);
        const CounterPorts ports = bench.ports();
        CaseBook book(ports);
        bench.store->lock();
        const auto list = advanced(book);
        QVERIFY(!list.ok());
        QCOMPARE(list.error().code, u"STO-LOCKED"_s);
        store::KeySource keys;
        keys.keychain = &bench.keychain;
        QVERIFY(bench.store->unlock(keys).ok());
        QCOMPARE(readAll(book).rows.size(), qsizetype(20));
    }
};

ZC_TEST(QCoreApplication, TestCaseBook)
#include "tst_casebook.moc"
