#include "bootstrap/printing.h"

#include <base/clock.h>
#include <base/whendone.h>
#include <devices/simulatedprinters.h>

#include <support/testprogram.h>
#include <unit/store/fixture.h>

#include <QCoreApplication>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace zc;
using namespace zc::devices;
using intake::Health;

namespace {

struct PrintRig {
    SystemClock clock;
    std::shared_ptr<PrinterSimulator> printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    client::Printing printing{false};
    QSignalSpy finished{&printing, &client::Printing::finished}, printed{&printing, &client::Printing::printed}, refused{&printing, &client::Printing::refused};
    std::unique_ptr<DeviceHub> hub;

    PrintRig() { stand(printing); }
    // The desk with this printer, `shelf` its journal.
    void stand(client::Printing &desk, const std::shared_ptr<station::PrintShelf> &shelf = nullptr)
    {
        hub.reset();
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedPrinter(u"prn-1"_s, u"样例打印机"_s, printer, shelf));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        desk.attach(hub.get(), shelf.get());
    }
    bool mood(const char *line) { return printer->control(line).ok(); }
    bool shows(Health health) { return QTest::qWaitFor([&] { return printing.cell().health == health; }, 60'000); }
    static QByteArray pdf(char mark) { return "%PDF-1.4\n" + QByteArray(2000, mark); }
};

// The same over a store that outlives the desks: what is left by one is found by the next.
struct ShelfDesk {
    StoreFixture kept;
    std::shared_ptr<station::PrintShelf> shelf = std::make_shared<station::PrintShelf>();
    PrintRig rig;
    std::unique_ptr<client::Printing> desk;
    QStringList finished, refused, remarks;
    struct Question {
        QString headline, paper, advice;
        std::function<void(bool)> decide;
    };
    QList<Question> questions;

    ShelfDesk()
    {
        ago(0);
        kept.open();
        shelf->open(*kept.store);
    }
    ~ShelfDesk()
    {
        rig.hub.reset();
        desk.reset();
        shelf->close();
    }
    void ago(qint64 ms) { kept.clock.jumpWall(QDateTime::currentMSecsSinceEpoch() - ms - kept.clock.wallMs()); }
    void start()
    {
        rig.hub.reset();
        desk = std::make_unique<client::Printing>(false);
        QObject::connect(desk.get(), &client::Printing::finished, desk.get(), [this](const QString &title) { finished << title; });
        QObject::connect(desk.get(), &client::Printing::refused, desk.get(), [this](const QString &sentence) { refused << sentence; });
        QObject::connect(desk.get(), &client::Printing::remarked, desk.get(), [this](const QString &sentence) { remarks << sentence; });
        QObject::connect(desk.get(), &client::Printing::doubted, desk.get(), [this](const QString &headline, const QString &paper, const QString &advice, const std::function<void(bool)> &decide) {
            questions << Question{headline, paper, advice, decide};
        });
        rig.stand(*desk, shelf);
    }
    // As a crash leaves it: asked for, and its driver so far.
    QUuid leave(const QString &title, std::optional<PrintRecord::Phase> phase, int sheets = -1, const QString &printer = u"prn-1"_s, qint64 ageMs = 0)
    {
        ago(ageMs);
        const station::PrintShelf::Paper paper{makeUuidV7(), printer, {}, u"N01"_s, title, false, PrintRig::pdf('z'), 0, {}};
        if (!shelf->put(paper).result().ok() || (phase && !shelf->note({paper.id, printer, *phase, 1, sheets}).ok()))
            qFatal("not kept");
        return paper.id;
    }
    int left() const { return int(shelf->unsettled().result()->size()); }
    bool mood(const char *line) { return rig.mood(line); }
};

} // namespace

class TestDevicePrinting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void papersComeOutInOrderAndAreSaidToBePrinted()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QCOMPARE(rig.printing.printers(), QStringList{u"prn-1"_s});
        QVERIFY(rig.mood("{\"set\":{\"msPerJob\":300}}"));
        rig.printing.print({u"一次性告知书"_s, rig.pdf('a')});
        rig.printing.print({u"收件凭证"_s, rig.pdf('b')});
        QVERIFY(rig.finished.isEmpty());                     // asked for is not printed
        QTRY_COMPARE_WITH_TIMEOUT(rig.finished.size(), 2, 60'000);
        QCOMPARE(rig.finished[0][0].toString(), u"一次性告知书"_s);
        QCOMPARE(rig.printer->papers(), (QList<QByteArray>{rig.pdf('a'), rig.pdf('b')}));
        QVERIFY(rig.refused.isEmpty() && rig.printed.isEmpty());
        QVERIFY(rig.hub->claims().isEmpty());                // nobody else is kept from the printer
    }

    void emptyTrayIsSaidWhileThePaperWaits()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"set\":{\"msPerJob\":400}}"));
        rig.printing.print({u"收件凭证"_s, rig.pdf('a')});
        QTRY_COMPARE_WITH_TIMEOUT(rig.printer->jobs(), 1, 60'000);
        QVERIFY(rig.mood("{\"reasons\":[\"media-empty-error\"]}"));
        QVERIFY(rig.shows(Health::Bad));
        QVERIFY2(rig.printing.cell().words.contains(u"没有纸"_s), qPrintable(rig.printing.cell().words));
        QVERIFY(!rig.printing.cell().words.endsWith(u'。'));
        QTest::qWait(600);
        QVERIFY(rig.finished.isEmpty() && rig.refused.isEmpty());
        QVERIFY(rig.mood("{\"reasons\":[]}"));
        QTRY_COMPARE_WITH_TIMEOUT(rig.finished.size(), 1, 60'000);
        QVERIFY(rig.shows(Health::Good));
    }

    void faultsRefuseWithAdvice()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"fault\":{\"kind\":\"rejected\"}}"));
        rig.printing.print({u"收件凭证"_s, rig.pdf('a')});
        QTRY_COMPARE_WITH_TIMEOUT(rig.refused.size(), 1, 60'000);
        QVERIFY(rig.refused[0][0].toString().contains(u"收件凭证"_s) && rig.refused[0][0].toString().contains(u'。'));
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"unplug\":{}}"));
        QVERIFY(rig.shows(Health::Bad));
        rig.printing.print({u"决定书"_s, rig.pdf('b')});
        QTRY_COMPARE_WITH_TIMEOUT(rig.refused.size(), 2, 60'000);
        QVERIFY(rig.mood("{\"plug\":{}}"));
        QVERIFY(rig.shows(Health::Good));
        rig.printing.print({u"决定书"_s, rig.pdf('c')});
        QTRY_COMPARE_WITH_TIMEOUT(rig.finished.size(), 1, 60'000);
        QCOMPARE(rig.printer->papers(), QList<QByteArray>{rig.pdf('c')});
    }

    void theDeskMayGoWhileAPaperIsPrinted()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"set\":{\"msPerJob\":60000}}"));
        rig.printing.print({u"收件凭证"_s, rig.pdf('a')});
        rig.printing.print({u"决定书"_s, rig.pdf('b')});
        QTRY_COMPARE_WITH_TIMEOUT(rig.printer->jobs(), 1, 60'000);
        rig.hub.reset();
        QTRY_COMPARE_WITH_TIMEOUT(rig.refused.size(), 2, 60'000);        // the one that waited is not forgotten in silence
        QVERIFY(rig.finished.isEmpty());
        QVERIFY(rig.printing.printers().isEmpty());
    }

    // Asked for, and the program ended before any printer had it.
    void whatWasNeverBegunIsPrintedAfterTheStart()
    {
        ShelfDesk desk;
        desk.leave(u"收件凭证"_s, std::nullopt);
        desk.leave(u"决定书"_s, PrintRecord::Phase::Creating);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished, (QStringList{u"收件凭证"_s, u"决定书"_s}), 60'000);
        QCOMPARE(desk.rig.printer->papers().size(), 2);
        QCOMPARE(desk.remarks.size(), 1);                    // said before it happens
        QTRY_COMPARE_WITH_TIMEOUT(desk.left(), 0, 60'000);
        desk.start();                                        // and never again
        desk.desk->print({u"告知书"_s, PrintRig::pdf('n')});
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 3, 60'000);
        QCOMPARE(desk.rig.printer->papers().size(), 3);
    }

    void whatCameOutIsSaidAndNotPrintedTwice()
    {
        ShelfDesk desk;
        desk.leave(u"收件凭证"_s, PrintRecord::Phase::Done);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished, QStringList{u"收件凭证"_s}, 60'000);
        QVERIFY(desk.rig.printer->papers().isEmpty() && desk.questions.isEmpty());
    }

    // The day after nobody waits for it: a person decides.
    void anOldPaperIsAskedAboutBeforeItComesOut()
    {
        ShelfDesk desk;
        desk.leave(u"收件凭证"_s, std::nullopt, -1, u"prn-1"_s, 24 * 3600 * 1000);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.questions.size(), 1, 60'000);
        QVERIFY(desk.questions[0].paper.contains(u"收件凭证"_s));
        QVERIFY(desk.rig.printer->papers().isEmpty());
        desk.questions[0].decide(true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 1, 60'000);
        QCOMPARE(desk.rig.printer->papers(), QList<QByteArray>{PrintRig::pdf('z')});
        QTRY_COMPARE_WITH_TIMEOUT(desk.left(), 0, 60'000);
    }

    void aPrinterThatIsGoneLeavesADoubt()
    {
        ShelfDesk desk;
        desk.leave(u"收件凭证"_s, PrintRecord::Phase::Sent, -1, u"prn-7"_s);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.questions.size(), 1, 60'000);
        QVERIFY2(desk.questions[0].headline.contains(u"不明"_s) && desk.questions[0].advice.contains(u"DEV-PRINT-UNKNOWN"_s), qPrintable(desk.questions[0].headline));
        desk.start();                                        // not answered: asked again
        QTRY_COMPARE_WITH_TIMEOUT(desk.questions.size(), 2, 60'000);
        desk.questions[1].decide(false);
        QTRY_COMPARE_WITH_TIMEOUT(desk.left(), 0, 60'000);
        QVERIFY(desk.rig.printer->papers().isEmpty());
    }

    void aPrinterThatCannotYetIsWaitedFor()
    {
        ShelfDesk desk;
        QVERIFY(desk.mood("{\"reasons\":[\"media-empty-error\"]}"));
        desk.leave(u"收件凭证"_s, std::nullopt);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(desk.remarks.size(), 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(int(desk.desk->cell().health), int(Health::Bad), 60'000);
        QVERIFY(desk.refused.isEmpty() && desk.questions.isEmpty());
        QVERIFY(desk.mood("{\"reasons\":[]}"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 1, 60'000);
    }

    // The lock stops what is being printed; what did not come out is printed when somebody is back, and nothing is before.
    void theLockKeepsThePaper()
    {
        ShelfDesk desk;
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(int(desk.desk->cell().health), int(Health::Good), 60'000);
        QVERIFY(desk.mood("{\"set\":{\"msPerJob\":60000}}"));
        desk.desk->print({u"收件凭证"_s, PrintRig::pdf('a')});
        desk.desk->print({u"决定书"_s, PrintRig::pdf('b')});
        QTRY_COMPARE_WITH_TIMEOUT(desk.rig.printer->jobs(), 1, 60'000);
        desk.desk->setAway(true);
        desk.rig.hub->releaseAll();
        QVERIFY(desk.mood("{\"set\":{\"msPerJob\":0}}"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.rig.hub->devices().constFirst().state == DeviceState::Ready, 60'000);
        QVERIFY(desk.finished.isEmpty() && desk.refused.isEmpty());
        QCOMPARE(desk.rig.printer->jobs(), 1);
        desk.desk->setAway(false);
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished, (QStringList{u"收件凭证"_s, u"决定书"_s}), 60'000);
        QCOMPARE(desk.rig.printer->papers(), (QList<QByteArray>{PrintRig::pdf('a'), PrintRig::pdf('b')}));
        QVERIFY(desk.questions.isEmpty());
    }

    // What is asked for now stands behind what is left, also while the printer has its hands full with something else.
    void nobodyOvertakesWhatIsLeft()
    {
        ShelfDesk desk;
        desk.leave(u"收件凭证"_s, std::nullopt);
        desk.leave(u"决定书"_s, std::nullopt);
        desk.start();
        desk.desk->setAway(true);
        DeviceHub &hub = *desk.rig.hub;
        QTRY_COMPARE_WITH_TIMEOUT(hub.devices().constFirst().state, DeviceState::Ready, 60'000);
        QVERIFY(desk.mood("{\"set\":{\"msPerJob\":300}}"));
        const auto claim = hub.claim(u"prn-1"_s, ClaimMode::Exclusive, {u"page"_s, u"网页"_s}, 60s);
        auto other = hub.submit(claim->id, PrintDocument{QUuid::createUuid(), PrintRig::pdf('o'), {}}, {60s});
        whenDone(other.result(), &hub, [&hub, id = claim->id](const Result<PrintOutcome> &) { hub.release(id); });
        QTRY_COMPARE_WITH_TIMEOUT(hub.devices().constFirst().state, DeviceState::Busy, 60'000);
        desk.desk->setAway(false);
        desk.desk->print({u"告知书"_s, PrintRig::pdf('n')});
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished, (QStringList{u"收件凭证"_s, u"决定书"_s, u"告知书"_s}), 60'000);
        QVERIFY2(desk.refused.isEmpty() && desk.questions.isEmpty(), qPrintable(desk.refused.join(u'|')));
    }

    // The shelf is still being looked through when the first papers are asked for: they are no papers of an earlier run.
    void askedForWhileTheShelfIsRead()
    {
        ShelfDesk desk;
        QSemaphore gate;
        constexpr int kBusyReaders = 16;
        for (int i = 0; i < kBusyReaders; ++i)
            (void)desk.kept.store->readAsync([&gate](store::ReadTx &) -> Result<void> { gate.acquire(); return {}; });
        desk.start();
        desk.desk->print({u"收件凭证"_s, PrintRig::pdf('a')});
        desk.desk->print({u"决定书"_s, PrintRig::pdf('b')});
        // One writer, in order: when this is written, both are on the shelf, which nobody can read yet.
        const auto behind = desk.kept.store->write([](store::WriteTx &) -> Result<void> { return {}; });
        QTRY_VERIFY_WITH_TIMEOUT(behind.isFinished(), 60'000);
        gate.release(kBusyReaders);
        QTRY_COMPARE_WITH_TIMEOUT(desk.left(), 0, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished, (QStringList{u"收件凭证"_s, u"决定书"_s}), 60'000);
        QCoreApplication::processEvents();
        QCOMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.rig.printer->papers().size(), 2);
    }

    // By the clerk's key: only this paper, and what came out of it is said when the printer has let go of it.
    void theClerkStopsAPaper()
    {
        ShelfDesk desk;
        desk.start();
        QStringList stopped;
        QList<bool> clean;
        connect(desk.desk.get(), &client::Printing::stopped, desk.desk.get(), [&](const QString &sentence, bool nothing) {
            stopped << sentence;
            clean << nothing;
        });
        QTRY_COMPARE_WITH_TIMEOUT(int(desk.desk->cell().health), int(Health::Good), 60'000);
        QVERIFY(desk.mood("{\"set\":{\"msPerJob\":60000}}"));
        desk.desk->print({u"收件凭证"_s, PrintRig::pdf('a')});
        desk.desk->print({u"决定书"_s, PrintRig::pdf('b')});
        QTRY_COMPARE_WITH_TIMEOUT(desk.rig.printer->jobs(), 1, 60'000);
        QCOMPARE(desk.desk->running(), QStringList{u"收件凭证"_s});
        QVERIFY(desk.mood("{\"set\":{\"msPerJob\":0}}"));
        desk.desk->stop();
        desk.desk->stop();                                   // pressed twice
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished, QStringList{u"决定书"_s}, 60'000);
        QCOMPARE(clean, QList<bool>{true});
        QVERIFY2(stopped[0].contains(u"收件凭证"_s), qPrintable(stopped[0]));
        QCOMPARE(desk.rig.printer->papers(), QList<QByteArray>{PrintRig::pdf('b')});
        QVERIFY(desk.refused.isEmpty() && desk.questions.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(desk.left(), 0, 60'000);
        QVERIFY(desk.desk->running().isEmpty());
        desk.desk->stop();                                   // nothing to stop
    }

    // What cannot be written down is not printed.
    void aStoreThatDoesNotWriteRefuses()
    {
        ShelfDesk desk;
        desk.start();
        desk.kept.store->lock();
        desk.desk->print({u"收件凭证"_s, PrintRig::pdf('a')});
        QTRY_COMPARE_WITH_TIMEOUT(desk.refused.size(), 1, 60'000);
        QVERIFY2(desk.refused[0].contains(u"收件凭证"_s) && desk.refused[0].contains(u"锁定"_s), qPrintable(desk.refused[0]));
        QVERIFY(desk.rig.printer->papers().isEmpty());
    }

    // A slot chosen in the settings means nothing before somebody signed on, and is no queue of the system's.
    void chosenBeforeTheDeskStands()
    {
        client::Printing printing(false);
        printing.choose(u"prn-1"_s);
        QCOMPARE(int(printing.cell().health), int(Health::Attention));
        printing.choose(u"hall"_s);
        QCOMPARE(int(printing.cell().health), int(Health::Bad));
    }
};

ZC_TEST(QCoreApplication, TestDevicePrinting)
#include "tst_deviceprinting.moc"
