#include <devices/conformancerigs.h>
#include <devices/devicehub.h>
#include <devices/printers.h>

#include <base/clock.h>
#include <support/peers/ippserver.h>
#include <support/peers/memoryjournal.h>

#include <QElapsedTimer>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;
using zc::peers::IppServer;
using IppWorld = IppServer::World;
using Phase = PrintRecord::Phase;

namespace {

constexpr int kValidate = 0x04, kCreate = 0x05, kSend = 0x06, kCancel = 0x08, kJobAttributes = 0x09;

QByteArray pdf(int pages = 1) { return "%PDF-1.4\n" + QByteArray(pages * 50'000, 'x') + "\n%%EOF\n"; }

struct PaperRig {
    SystemClock clock;
    std::shared_ptr<zc::peers::MemoryJournal> journal = std::make_shared<zc::peers::MemoryJournal>();
    IppServer server;
    std::unique_ptr<DeviceHub> hub;
    Claim claim;

    explicit PaperRig(const std::function<void(IppWorld &)> &how = {})
    {
        if (how)
            server.change(how);
        start();
    }
    void start(const QString &host = u"127.0.0.1"_s)
    {
        hub.reset();
        IppPrinterSettings settings;
        settings.address = QUrl::fromEncoded(server.address());
        settings.address.setHost(host);
        settings.title = u"样例打印机"_s;
        settings.watchMs = 50;
        settings.journal = journal;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(makeIppPrinter(settings)).value());
        DeviceSettings fast;
        fast.lostRescanMs = fast.rescanMs = 50;
        fast.reopenMs = {50, 100};
        hub = std::make_unique<DeviceHub>(fast, std::move(drivers), clock);
        claim = hub->claim(u"prn-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"受理"_s}, 600s).value();
        (void)QTest::qWaitFor([&] { return info().state == DeviceState::Ready || !info().errorCode.isEmpty(); }, 30'000);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool waitState(DeviceState state) { return QTest::qWaitFor([&] { return info().state == state; }, 30'000); }
    Job<PrintOutcome> begin(const PrintId &id, std::chrono::milliseconds deadline = 20s, const SettingValues &settings = {})
    {
        return hub->submit(claim.id, PrintDocument{id, pdf(), settings}, {deadline});
    }
    Result<PrintOutcome> print(const PrintId &id = QUuid::createUuid(), std::chrono::milliseconds deadline = 20s, const SettingValues &settings = {})
    {
        return begin(id, deadline, settings).result().takeResult();
    }
    int documents() const
    {
        int count = 0;
        for (const IppServer::Job &job : server.jobs())
            count += job.documents;
        return count;
    }
};

QString paperCode(const Result<PrintOutcome> &outcome) { return outcome.ok() ? u"ok"_s : outcome.error().code; }

} // namespace

class TestIppPrinter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsOnceAndSaysSo()
    {
        PaperRig rig;
        QCOMPARE(rig.info().identity.model, u"Sample Printer 1"_s);
        const Capabilities can = rig.info().capabilities;
        QCOMPARE(can.problems(), QStringList());
        QCOMPARE(can.setting(u"copies")->maximum, 5);
        QCOMPARE(can.setting(u"media")->values, (QStringList{u"iso_a4_210x297mm"_s, u"na_letter_8.5x11in"_s}));
        const PrintId id = QUuid::createUuid();
        const auto outcome = rig.print(id, 20s, {{u"copies"_s, u"2"_s}, {u"sides"_s, u"two-sided-long-edge"_s}});
        QVERIFY2(outcome.ok(), qPrintable(paperCode(outcome)));
        QCOMPARE(int(outcome->certainty), int(PrintOutcome::Certainty::Printed));
        QCOMPARE(rig.server.jobs().size(), 1);
        QCOMPARE(rig.server.jobs().first().document, pdf());
        QCOMPARE(rig.server.jobs().first().name, u"ZC-"_s + id.toString(QUuid::WithoutBraces));
        QVERIFY(rig.print(id)->adopted);                    // the same paper again is the same paper
        QCOMPARE(rig.documents(), 1);
    }

    void aPrinterHasANameOrAnAddress()
    {
        PaperRig rig;
        rig.start(u"localhost"_s);                          // asked of the system, not by libcups
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY(rig.print().ok());
        rig.start(u"nobody.test.invalid"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rig.info().errorCode, u"DEV-PRINT-ABSENT"_s, 60'000);
    }

    void statesBecomeConditions()
    {
        PaperRig rig;
        for (const auto &[reason, code] : {std::pair{u"media-empty-error"_s, u"DEV-PRINT-NOMEDIA"_s}, {u"media-jam-error"_s, u"DEV-PRINT-JAM"_s}, {u"cover-open-error"_s, u"DEV-PRINT-COVER"_s}}) {
            rig.server.change([&](IppWorld &world) { world.reasons = {reason}; });
            QVERIFY(rig.waitState(DeviceState::Fault));
            QCOMPARE(rig.info().errorCode, code);
            QCOMPARE(paperCode(rig.print()), code);
            rig.server.change([&](IppWorld &world) { world.reasons = {u"none"_s}; });
            QVERIFY(rig.waitState(DeviceState::Ready));
        }
        rig.server.change([&](IppWorld &world) { world.reasons = {u"toner-low-warning"_s}; });
        QVERIFY(rig.waitState(DeviceState::Degraded));
        rig.server.change([&](IppWorld &world) { world.accepting = false; });
        QVERIFY(rig.waitState(DeviceState::Fault));
        QCOMPARE(rig.info().errorCode, u"DEV-PRINT-BUSY"_s);
        QCOMPARE(rig.server.jobs().size(), 0);              // nothing was sent to a printer that cannot print
    }

    void paperOutShowsDuringTheJobAndHeals()
    {
        PaperRig rig([](IppWorld &world) { world.jobState = 5; });
        const PrintId id = QUuid::createUuid();
        auto job = rig.begin(id);
        QVERIFY(QTest::qWaitFor([&] { return rig.documents() == 1; }, 30'000));
        rig.server.change([](IppWorld &world) { world.reasons = {u"media-empty-error"_s}; });
        QElapsedTimer clock;
        clock.start();
        QVERIFY(QTest::qWaitFor([&] { return rig.info().errorCode == u"DEV-PRINT-NOMEDIA"; }, 30'000));
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!job.result().isFinished());
        rig.server.change([](IppWorld &world) {
            world.reasons = {u"none"_s};
            world.jobState = 9;
        });
        QVERIFY(job.result().takeResult().ok());
        QVERIFY(rig.waitState(DeviceState::Ready));
        QCOMPARE(rig.documents(), 1);
    }

    void statusesHaveClasses_data()
    {
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("format at validate") << kValidate << 0x040A << u"DEV-PRINT-REJECTED"_s;
        QTest::newRow("attributes at validate") << kValidate << 0x040B << u"DEV-PRINT-UNSUPPORTED"_s;
        QTest::newRow("forbidden at create") << kCreate << 0x0401 << u"DEV-PRINT-DENIED"_s;
        QTest::newRow("not accepting at create") << kCreate << 0x0506 << u"DEV-PRINT-BUSY"_s;
        QTest::newRow("internal at create") << kCreate << 0x0500 << u"DEV-PRINT-FAULT"_s;
        QTest::newRow("bad request at create") << kCreate << 0x0400 << u"DEV-PRINT-PROTOCOL"_s;
        QTest::newRow("format at send") << kSend << 0x0411 << u"DEV-PRINT-REJECTED"_s;
    }
    void statusesHaveClasses()
    {
        QFETCH(int, operation);
        QFETCH(int, status);
        QFETCH(QString, code);
        PaperRig rig;
        rig.server.change([&](IppWorld &world) { world.statusOf.insert(operation, status); });
        const PrintId id = QUuid::createUuid();
        QCOMPARE(paperCode(rig.print(id)), code);
        QCOMPARE(rig.documents(), 0);
        rig.server.change([](IppWorld &world) { world.statusOf.clear(); });
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY(rig.print(id).ok());                        // nothing came out before, so the same paper may be printed
        QCOMPARE(rig.documents(), 1);
    }

    void printersThatAreNone_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("which");
        QTest::newRow("no pdf") << u"DEV-PRINT-UNSUPPORTED"_s << 0;
        QTest::newRow("away") << u"DEV-PRINT-ABSENT"_s << 1;
        QTest::newRow("not found") << u"DEV-PRINT-ABSENT"_s << 2;
        QTest::newRow("denied") << u"DEV-PRINT-DENIED"_s << 3;
        QTest::newRow("nonsense") << u"DEV-PRINT-ABSENT"_s << 4;
        QTest::newRow("http denied") << u"DEV-PRINT-DENIED"_s << 5;
    }
    void printersThatAreNone()
    {
        QFETCH(QString, code);
        QFETCH(int, which);
        PaperRig rig([&](IppWorld &world) {
            if (which == 0) world.formats = {u"image/pwg-raster"_s};
            if (which == 1) world.away = true;
            if (which == 2) world.status = 0x0406;
            if (which == 3) world.status = 0x0403;
            if (which == 4) world.nonsense = true;
            if (which == 5) world.http = 403;
        });
        QCOMPARE(rig.info().errorCode, code);
    }

    // The answer to the document never came. Whether the paper comes out is asked, not guessed.
    void anAnswerThatIsLostIsAskedFor()
    {
        PaperRig rig([](IppWorld &world) { world.cutOperation = kSend; });
        const PrintId id = QUuid::createUuid();
        const auto outcome = rig.print(id);
        QVERIFY2(outcome.ok(), qPrintable(paperCode(outcome)));
        QCOMPARE(rig.documents(), 1);
        QVERIFY(rig.print(id)->adopted);
        QCOMPARE(rig.documents(), 1);
    }

    void aDocumentThatIsLostIsNotPrintedTwice()
    {
        PaperRig rig([](IppWorld &world) {
            world.cutOperation = kSend;
            world.swallow = true;
        });
        const PrintId id = QUuid::createUuid();
        QCOMPARE(paperCode(rig.print(id)), u"DEV-PRINT-LINK"_s);
        rig.server.change([](IppWorld &world) { world.cutOperation = 0; });
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY(rig.print(id).ok());
        QCOMPARE(rig.documents(), 1);
    }

    void everyPlaceToCrashIsResumed_data()
    {
        QTest::addColumn<int>("phase");
        QTest::addColumn<bool>("arrived");
        QTest::addColumn<bool>("forgotten");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("documents");
        QTest::newRow("creating") << int(Phase::Creating) << false << false << u"ok"_s << 1;
        QTest::newRow("created") << int(Phase::Created) << false << false << u"ok"_s << 1;
        QTest::newRow("sending, not arrived") << int(Phase::Sending) << false << false << u"ok"_s << 1;
        QTest::newRow("sending, arrived") << int(Phase::Sending) << true << false << u"ok"_s << 1;
        QTest::newRow("sending, forgotten") << int(Phase::Sending) << true << true << u"DEV-PRINT-UNKNOWN"_s << 1;
        QTest::newRow("sent") << int(Phase::Sent) << true << false << u"ok"_s << 1;
        QTest::newRow("sent, forgotten") << int(Phase::Sent) << true << true << u"DEV-PRINT-UNKNOWN"_s << 1;
    }
    void everyPlaceToCrashIsResumed()
    {
        QFETCH(int, phase);
        QFETCH(bool, arrived);
        QFETCH(bool, forgotten);
        QFETCH(QString, code);
        QFETCH(int, documents);
        PaperRig rig;
        // What a run before left at the printer and in the journal.
        const PrintId before = QUuid::createUuid();
        if (arrived) {
            QVERIFY(rig.print(before).ok());
        } else {
            // As a crash leaves it: a job that waits for its document, not cancelled by anybody.
            rig.server.change([](IppWorld &world) { world.statusOf = {{kSend, 0x0500}, {kCancel, 0x0500}}; });
            QVERIFY(!rig.print(before).ok());
            rig.server.change([](IppWorld &world) { world.statusOf.clear(); });
            QVERIFY(rig.waitState(DeviceState::Ready));
        }
        const int jobId = rig.server.jobs().lastKey();
        QVERIFY(rig.journal->note({before, u"prn-1"_s, Phase(phase), phase == int(Phase::Creating) ? 0 : jobId}).ok());
        rig.server.change([&](IppWorld &world) { world.forgetsJobs = forgotten; });
        rig.start();
        QCOMPARE(paperCode(rig.print(before)), code);
        QCOMPARE(rig.documents(), documents);
    }

    // A printer of one place, stopped by a job that a crash left without a document: it goes when that paper is printed or any other one
    // of this desk. Of another desk's job nothing is known but that it is there.
    void aJobLeftBehindDoesNotStopThePrinter_data()
    {
        QTest::addColumn<bool>("nameFirst");
        QTest::addColumn<bool>("another");
        QTest::addColumn<bool>("othersJournal");
        QTest::addColumn<QString>("code");
        for (const bool nameFirst : {false, true}) {
            const QByteArray order = nameFirst ? ", name first" : "";
            QTest::newRow("its own" + order) << nameFirst << false << false << u"ok"_s;
            QTest::newRow("another paper's" + order) << nameFirst << true << false << u"ok"_s;
            QTest::newRow("another desk's" + order) << nameFirst << true << true << u"DEV-PRINT-BUSY"_s;
        }
    }
    void aJobLeftBehindDoesNotStopThePrinter()
    {
        QFETCH(bool, nameFirst);
        QFETCH(bool, another);
        QFETCH(bool, othersJournal);
        QFETCH(QString, code);
        PaperRig rig;
        const PrintId before = QUuid::createUuid();
        rig.server.change([](IppWorld &world) { world.statusOf = {{kSend, 0x0500}, {kCancel, 0x0500}}; });
        QVERIFY(!rig.print(before).ok());
        rig.server.change([&](IppWorld &world) {
            world.statusOf.clear();
            world.onePlace = true;
            world.nameFirst = nameFirst;
        });
        QVERIFY(rig.journal->note({before, u"prn-1"_s, Phase::Creating, 0}).ok());
        if (othersJournal)
            rig.journal = std::make_shared<zc::peers::MemoryJournal>();
        rig.start();
        QCOMPARE(paperCode(rig.print(another ? QUuid::createUuid() : before, 3s)), code);
        QCOMPARE(rig.server.jobs().first().canceled, !othersJournal);
        QCOMPARE(rig.documents(), othersJournal ? 0 : 1);
    }

    void anotherPrintersPaperIsNotGuessed()
    {
        PaperRig rig;
        const PrintId id = QUuid::createUuid();
        QVERIFY(rig.journal->note({id, u"prn-9"_s, Phase::Sending, 4}).ok());
        QCOMPARE(paperCode(rig.print(id)), u"DEV-PRINT-UNKNOWN"_s);
        QCOMPARE(rig.documents(), 0);
    }

    void aJobThatEndsBadly()
    {
        for (const auto &[state, reasons, code] : {std::tuple{8, u"document-format-error"_s, u"DEV-PRINT-REJECTED"_s}, {8, u"aborted-by-system"_s, u"DEV-PRINT-FAULT"_s}, {7, u"job-canceled-at-device"_s, u"DEV-PRINT-ACTION"_s}}) {
            PaperRig rig([&](IppWorld &world) {
                world.jobState = state;
                world.jobReasons = {reasons};
            });
            QCOMPARE(paperCode(rig.print()), code);
        }
    }

    void cancelAndDeadline()
    {
        PaperRig rig([](IppWorld &world) { world.deafOperation = kCreate; });
        auto job = rig.begin(QUuid::createUuid());
        QVERIFY(rig.waitState(DeviceState::Busy));
        QElapsedTimer clock;
        clock.start();
        job.cancel();
        QVERIFY(job.result().isFinished());
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY2(clock.elapsed() < 8000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(paperCode(rig.print(QUuid::createUuid(), 300ms)), u"DEV-PRINT-TIMEOUT"_s);
        rig.server.change([](IppWorld &world) { world.deafOperation = 0; });
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY(rig.print().ok());
        rig.server.change([](IppWorld &world) { world.deafOperation = kJobAttributes; });
        const PrintId id = QUuid::createUuid();
        QCOMPARE(paperCode(rig.print(id, 400ms)), u"DEV-PRINT-TIMEOUT"_s);
        QCOMPARE(int(rig.journal->recordOf(id).phase), int(Phase::Sent));       // it is known that it is not known
    }

    // What the printer already has is taken back there; until it says completed nothing is called printed.
    void cancelReachesThePrinter()
    {
        PaperRig rig([](IppWorld &world) {
            world.jobState = 5;
            world.sheets = 2;
        });
        const PrintId id = QUuid::createUuid();
        auto job = rig.begin(id);
        QVERIFY(QTest::qWaitFor([&] { return rig.documents() == 1; }, 30'000));
        QTest::qWait(600);
        QVERIFY(!job.result().isFinished());
        job.cancel();
        QVERIFY(QTest::qWaitFor([&] { return rig.server.jobs().first().canceled; }, 30'000));
        QVERIFY(rig.waitState(DeviceState::Ready));
        QCOMPARE(int(rig.journal->recordOf(id).phase), int(Phase::Stopped));    // it is known that it was taken back: it may be printed anew
        QCOMPARE(rig.journal->recordOf(id).sheets, 2);                          // and how much of it lies there
        rig.server.change([](IppWorld &world) { world.jobState = 9; });
        QVERIFY(rig.print(id).ok());
        QCOMPARE(rig.documents(), 2);
    }

    // A printer with one place is taken by somebody else's paper: waited for, and said when it takes too long.
    void aBusyPrinterIsWaitedFor()
    {
        PaperRig rig([](IppWorld &world) { world.statusOf.insert(kCreate, 0x0507); });
        auto job = rig.begin(QUuid::createUuid());
        QTest::qWait(900);
        QVERIFY(!job.result().isFinished());
        rig.server.change([](IppWorld &world) { world.statusOf.clear(); });
        QVERIFY(job.result().takeResult().ok());
        rig.server.change([](IppWorld &world) { world.statusOf.insert(kCreate, 0x0507); });
        QCOMPARE(paperCode(rig.print(QUuid::createUuid(), 2s)), u"DEV-PRINT-BUSY"_s);
        QCOMPARE(rig.documents(), 1);
    }

    // Past the deadline the job is taken back as well, and what stopped the printer is the answer.
    void deadlineWithoutPaper()
    {
        PaperRig rig([](IppWorld &world) { world.jobState = 6; });
        const PrintId id = QUuid::createUuid();
        auto job = rig.begin(id, 4s);
        QVERIFY(QTest::qWaitFor([&] { return rig.documents() == 1; }, 30'000));
        rig.server.change([](IppWorld &world) { world.reasons = {u"media-empty-error"_s}; });
        const QString code = paperCode(job.result().takeResult());
        QVERIFY2(code == u"DEV-PRINT-NOMEDIA" || code == u"DEV-PRINT-TIMEOUT", qPrintable(code));   // the hub or the driver, whoever looks first
        QVERIFY(QTest::qWaitFor([&] { return rig.server.jobs().first().canceled; }, 30'000));
        QCOMPARE(rig.info().errorCode, u"DEV-PRINT-NOMEDIA"_s);
    }

    void wrongPapersAreRefused()
    {
        PaperRig rig;
        const auto noPdf = rig.hub->submit(rig.claim.id, PrintDocument{QUuid::createUuid(), "hello", {}}, {5s}).result().takeResult();
        QCOMPARE(paperCode(noPdf), u"DEV-PRINT-REJECTED"_s);
        const auto noId = rig.hub->submit(rig.claim.id, PrintDocument{{}, pdf(), {}}, {5s}).result().takeResult();
        QCOMPARE(paperCode(noId), u"DEV-PRINT-UNSUPPORTED"_s);
        QCOMPARE(paperCode(rig.print(QUuid::createUuid(), 5s, {{u"copies"_s, u"6"_s}})), u"DEV-PRINT-UNSUPPORTED"_s);
        QCOMPARE(rig.server.jobs().size(), 0);
        for (const char *address : {"", "http://127.0.0.1/ipp", "ipp://", "ipp://u:p@127.0.0.1/x", "ipp://127.0.0.1/x?y=1"}) {
            IppPrinterSettings settings;
            settings.address = QUrl::fromEncoded(address);
            QVERIFY2(!makeIppPrinter(settings).ok(), address);
        }
    }
};

ZC_TEST(QCoreApplication, TestIppPrinter)
#include "tst_ippprinter.moc"
