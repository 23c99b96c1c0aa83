#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <station/printshelf.h>

#include <thread>

using namespace zc;
using namespace zc::station;
using namespace Qt::StringLiterals;
using devices::PrintRecord;
using Phase = PrintRecord::Phase;

namespace {

struct ShelfRig : StoreFixture {
    std::unique_ptr<PrintShelf> shelf;

    ShelfRig() { again(); }
    // As after the end of the program, however it ended.
    void again()
    {
        if (shelf)
            shelf->close();
        open();
        shelf = std::make_unique<PrintShelf>();
        shelf->open(*store);
    }
    QUuid put(const QString &title, bool slip = false)
    {
        const PrintShelf::Paper paper{makeUuidV7(), u"prn-1"_s, makeUuidV7(), u"N01"_s, title, slip, "%PDF-" + title.toUtf8(), 0, {}};
        const auto kept = shelf->put(paper).result();
        clock.advance(10);
        return kept.ok() ? paper.id : QUuid();
    }
    QStringList left() const
    {
        QStringList titles;
        const auto papers = shelf->unsettled().result();
        for (const PrintShelf::Paper &paper : *papers)
            titles << paper.title;
        return titles;
    }
};

} // namespace

class TestPrintShelf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAskedForStandsAfterACrash()
    {
        ShelfRig rig;
        const QUuid first = rig.put(u"收件凭证"_s), second = rig.put(u"一次性告知书"_s, true);
        QVERIFY(!first.isNull() && !second.isNull());
        QVERIFY(rig.shelf->note({first, u"prn-1"_s, Phase::Creating, 0}).ok());
        QVERIFY(rig.shelf->note({first, u"prn-1"_s, Phase::Sending, 7}).ok());
        rig.again();
        const auto papers = rig.shelf->unsettled().result();
        QVERIFY(papers.ok());
        QCOMPARE(papers->size(), 2);
        const PrintShelf::Paper &left = papers->first();
        QCOMPARE(left.id, first);
        QCOMPARE(left.printer, u"prn-1"_s);
        QCOMPARE(left.title, u"收件凭证"_s);
        QCOMPARE(left.kind, u"N01"_s);
        QCOMPARE(left.content, "%PDF-" + u"收件凭证"_s.toUtf8());
        QVERIFY(left.askedMs > 0 && !left.slip && papers->last().slip);
        QCOMPARE(int(left.record->phase), int(Phase::Sending));
        QCOMPARE(left.record->jobId, 7);
        QVERIFY(!papers->last().record);                   // asked for, and no driver has had it
        QVERIFY(!*rig.shelf->find(second));
    }

    // An end that was told takes the contents away and leaves the record, so that the same paper is not printed once more.
    void theContentsGoWhenSomebodyKnows()
    {
        ShelfRig rig;
        const QUuid id = rig.put(u"收件凭证"_s);
        QVERIFY(rig.shelf->note({id, u"prn-1"_s, Phase::Done, 9, 2}).ok());
        QVERIFY(rig.shelf->settle(id).result().ok());
        rig.again();
        QVERIFY(rig.left().isEmpty());
        const auto row = rig.store->read([&](store::ReadTx &tx) { return tx.print(id); });
        QVERIFY(row.ok() && row->content.isEmpty());
        QCOMPARE(int((*rig.shelf->find(id))->phase), int(Phase::Done));
        QCOMPARE((*rig.shelf->find(id))->sheets, 2);
        rig.clock.advance(8LL * 24 * 3600 * 1000);
        rig.again();
        QTRY_VERIFY(!*rig.shelf->find(id));                // a week later nobody asks any more
    }

    // Of a web page or a self-test: the journal holds, the desk is not asked about it.
    void papersOfOthersAreNoQuestionForTheDesk()
    {
        ShelfRig rig;
        const QUuid id = makeUuidV7();
        QVERIFY(rig.shelf->note({id, u"rcp-1"_s, Phase::Sending, 0}).ok());
        QVERIFY(rig.left().isEmpty());
        QCOMPARE(int((*rig.shelf->find(id))->phase), int(Phase::Sending));
    }

    // Nothing may be printed where nothing can be noted, and "cannot be read" is never taken for "unknown".
    void withoutAStoreThereIsAnErrorNotAnAnswer()
    {
        ShelfRig rig;
        const QUuid id = rig.put(u"收件凭证"_s);
        rig.store->lock();
        QCOMPARE(rig.shelf->note({id, u"prn-1"_s, Phase::Sending, 1}).error().code, u"DEV-JOURNAL"_s);
        QCOMPARE(rig.shelf->find(id).error().code, u"DEV-JOURNAL"_s);
        QVERIFY(rig.put(u"决定书"_s).isNull());
        QVERIFY(rig.store->unlock(rig.keys()).ok());
        QVERIFY(rig.shelf->find(id).ok());
        rig.shelf->close();
        QCOMPARE(rig.shelf->find(id).error().code, u"DEV-JOURNAL"_s);
        QCOMPARE(rig.shelf->note({id, u"prn-1"_s, Phase::Sending, 1}).error().code, u"DEV-JOURNAL"_s);
        QCOMPARE(rig.shelf->unsettled().result().error().code, u"DEV-JOURNAL"_s);
        rig.again();
        QCOMPARE(rig.left(), QStringList{u"收件凭证"_s});
    }

    void driversOfSeveralPrintersNoteAtOnce()
    {
        ShelfRig rig;
        std::vector<std::thread> threads;
        std::atomic<int> failed = 0;
        for (int printer = 0; printer < 4; ++printer)
            threads.emplace_back([&rig, &failed, printer] {
                for (int i = 0; i < 20; ++i) {
                    const QUuid id = makeUuidV7();
                    for (const Phase phase : {Phase::Creating, Phase::Created, Phase::Sending, Phase::Sent, Phase::Done})
                        failed += !rig.shelf->note({id, u"prn-%1"_s.arg(printer), phase, i}).ok();
                    const auto found = rig.shelf->find(id);
                    failed += !found.ok() || !*found || (*found)->phase != Phase::Done || (*found)->jobId != i;
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
    }
};

ZC_TEST(QCoreApplication, TestPrintShelf)
#include "tst_printshelf.moc"
