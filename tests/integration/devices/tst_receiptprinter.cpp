#include <devices/devicehub.h>
#include <devices/simulatedprinters.h>

#include <base/clock.h>

#include <QElapsedTimer>
#include <QTest>

#include <support/peers/memoryjournal.h>
#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;
using Kind = ReceiptLine::Kind;

namespace {

QList<ReceiptLine> slip(const QString &title)
{
    return {{Kind::Text, title, true, false, true}, {Kind::Rule, {}, false, false, false}, {Kind::Text, u"样例政务服务中心"_s, false, false, false},
            {Kind::Text, u"取号 A012"_s, false, true, true}, {Kind::Cut, {}, false, false, false}};
}

struct SlipRig {
    SystemClock clock;
    std::shared_ptr<zc::peers::MemoryJournal> journal = std::make_shared<zc::peers::MemoryJournal>();
    std::unique_ptr<ReceiptSimulator> printer;
    std::unique_ptr<DeviceHub> hub;
    Claim claim;

    explicit SlipRig(ReceiptSimulator::Line line = ReceiptSimulator::Line::Tcp, const QByteArray &mood = {})
    {
        printer = std::move(ReceiptSimulator::start(line)).value();
        if (!mood.isEmpty())
            (void)printer->control(mood);
        start();
    }
    void start()
    {
        hub.reset();
        ReceiptPrinterSettings settings;
        settings.address = printer->address();
        settings.title = u"样例凭条机"_s;
        settings.watchMs = 50;
        settings.journal = journal;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(makeReceiptPrinter(settings)).value());
        DeviceSettings fast;
        fast.lostRescanMs = fast.rescanMs = 50;
        hub = std::make_unique<DeviceHub>(fast, std::move(drivers), clock);
        claim = hub->claim(u"rcp-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"受理"_s}, 600s).value();
        (void)QTest::qWaitFor([&] { return info().state == DeviceState::Ready || !info().errorCode.isEmpty(); }, 30'000);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool waitState(DeviceState state) { return QTest::qWaitFor([&] { return info().state == state; }, 30'000); }
    void mood(const QByteArray &line) { QVERIFY2(printer->control(line).ok(), line.constData()); }
    Job<PrintOutcome> start(const PrintReceipt &what, std::chrono::milliseconds deadline = 20s) { return hub->submit(claim.id, what, {deadline}); }
    Result<PrintOutcome> print(const QString &title, std::chrono::milliseconds deadline = 20s, const PrintId &id = QUuid::createUuid())
    {
        return start({id, slip(title), {}}, deadline).result().takeResult();
    }
};

QString slipCode(const Result<PrintOutcome> &outcome) { return outcome.ok() ? u"ok"_s : outcome.error().code; }

} // namespace

class TestReceiptPrinter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsWhatItWasGiven_data()
    {
        QTest::addColumn<int>("line");
        QTest::newRow("tcp") << int(ReceiptSimulator::Line::Tcp);
        QTest::newRow("serial") << int(ReceiptSimulator::Line::Terminal);
    }
    void printsWhatItWasGiven()
    {
        QFETCH(int, line);
        SlipRig rig{ReceiptSimulator::Line(line)};
        const auto outcome = rig.print(u"收件凭条"_s);
        QVERIFY2(outcome.ok(), qPrintable(slipCode(outcome)));
        QCOMPARE(int(outcome->certainty), int(PrintOutcome::Certainty::Printed));
        QCOMPARE(rig.printer->slips(), QStringList{u"收件凭条\n"_s + QString(48, u'-') + u"\n样例政务服务中心\n取号 A012\n"_s});
        auto copies = rig.start({QUuid::createUuid(), slip(u"两份"_s), {{u"copies"_s, u"2"_s}}});
        QVERIFY(copies.result().takeResult().ok());
        QCOMPARE(rig.printer->slips().size(), 3);
    }

    void withoutAWayBackItIsOnlySent()
    {
        SlipRig rig(ReceiptSimulator::Line::Tcp, "{\"silent\":true}");
        const auto outcome = rig.print(u"收件凭条"_s);
        QVERIFY2(outcome.ok(), qPrintable(slipCode(outcome)));
        QCOMPARE(int(outcome->certainty), int(PrintOutcome::Certainty::Sent));
        QTRY_COMPARE_WITH_TIMEOUT(rig.printer->slips().size(), 1, 30'000);
    }

    void faultsShowWhileNobodyPrints()
    {
        SlipRig rig;
        for (const auto &[mood, code] : {std::pair{"{\"paper\":null}", u"DEV-RECEIPT-NOMEDIA"_s}, {"{\"cover\":true}", u"DEV-RECEIPT-COVER"_s}, {"{\"error\":true}", u"DEV-RECEIPT-FAULT"_s}}) {
            rig.mood(mood);
            QVERIFY(rig.waitState(DeviceState::Fault));
            QCOMPARE(rig.info().errorCode, code);
            QCOMPARE(slipCode(rig.print(u"不应打印"_s)), code);
            rig.mood("{\"reset\":{}}");
            QVERIFY(rig.waitState(DeviceState::Ready));
        }
        rig.mood("{\"paper\":{\"near\":true}}");
        QVERIFY(rig.waitState(DeviceState::Degraded));
        QCOMPARE(rig.info().errorCode, u"DEV-RECEIPT-NEAREND"_s);
        QVERIFY(rig.print(u"还能打印"_s).ok());
        QCOMPARE(rig.printer->initialisations(), 1);
    }

    void paperRunsOutInTheMiddleAndGoesOn()
    {
        SlipRig rig;
        rig.mood("{\"paper\":{\"lines\":2}}");
        const PrintId id = QUuid::createUuid();
        auto job = rig.start({id, slip(u"半张"_s), {}});
        QVERIFY(QTest::qWaitFor([&] { return rig.info().errorCode == u"DEV-RECEIPT-NOMEDIA"; }, 30'000));
        QVERIFY(!job.result().isFinished());
        rig.mood("{\"paper\":{\"lines\":100}}");
        const auto outcome = job.result().takeResult();
        QVERIFY2(outcome.ok(), qPrintable(slipCode(outcome)));
        QCOMPARE(rig.printer->slips().size(), 1);
    }

    void whatMayBeOnPaperIsNeverPrintedAgain()
    {
        SlipRig rig;
        const PrintId id = QUuid::createUuid();
        QVERIFY(rig.print(u"一次"_s, 20s, id).ok());
        const auto again = rig.print(u"一次"_s, 20s, id);
        QVERIFY(again.ok() && again->adopted);
        QCOMPARE(rig.printer->slips().size(), 1);
        const PrintId torn = QUuid::createUuid();
        rig.mood("{\"paper\":{\"lines\":2}}");
        QCOMPARE(slipCode(rig.print(u"半张"_s, 800ms, torn)), u"DEV-RECEIPT-NOMEDIA"_s);
        rig.mood("{\"reset\":{}}");
        QVERIFY(rig.waitState(DeviceState::Ready));
        QCOMPARE(slipCode(rig.print(u"半张"_s, 20s, torn)), u"DEV-RECEIPT-UNKNOWN"_s);
        rig.start();                                        // another run of the program
        QCOMPARE(slipCode(rig.print(u"半张"_s, 20s, torn)), u"DEV-RECEIPT-UNKNOWN"_s);
        QVERIFY(rig.print(u"一次"_s, 20s, id)->adopted);
    }

    void aPrinterThatStopsReading()
    {
        SlipRig rig;
        rig.mood("{\"stall\":true}");
        QElapsedTimer clock;
        clock.start();
        const QString code = slipCode(rig.print(u"卡住"_s));
        QVERIFY2(code == u"DEV-RECEIPT-LINK" || code == u"DEV-RECEIPT-TIMEOUT", qPrintable(code));
        QVERIFY(clock.elapsed() < 15'000);
        rig.mood("{\"reset\":{}}");
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY(rig.print(u"又好了"_s).ok());
    }

    void unpluggedAnywhereComesBack()
    {
        SlipRig rig;
        for (const int bytes : {4, 20, 60, 110}) {
            rig.mood("{\"unplugAt\":{\"bytes\":" + QByteArray::number(bytes) + "}}");
            QCOMPARE(slipCode(rig.print(u"断开"_s, 5s)), u"DEV-RECEIPT-LINK"_s);
            QVERIFY(rig.waitState(DeviceState::Lost));
            rig.mood("{\"plug\":{}}");
            QVERIFY(rig.waitState(DeviceState::Ready));
            QVERIFY(rig.print(u"接上"_s).ok());
        }
    }

    void cancelTearsTheSlipOff()
    {
        SlipRig rig;
        rig.mood("{\"set\":{\"msPerLine\":50}}");
        QList<ReceiptLine> lines(190, {Kind::Text, u"很长的一张凭条"_s, false, false, false});
        auto job = rig.start({QUuid::createUuid(), lines, {}});
        QVERIFY(QTest::qWaitFor([&] { return rig.printer->initialisations() == 1; }, 30'000));
        QElapsedTimer clock;
        clock.start();
        job.cancel();
        QVERIFY(job.result().isFinished());
        QVERIFY(clock.elapsed() < 2000);
        rig.mood("{\"set\":{\"msPerLine\":0}}");
        QVERIFY(rig.waitState(DeviceState::Ready));
        QVERIFY(rig.print(u"下一张"_s).ok());
        QVERIFY(rig.printer->slips().constLast().startsWith(u"下一张"_s) || rig.printer->slips().constLast().contains(u"下一张"_s));
    }

    void wrongSlipsAreRefusedBeforeAnythingIsSent()
    {
        SlipRig rig;
        QCOMPARE(slipCode(rig.start({QUuid::createUuid(), {}, {}}).result().takeResult()), u"DEV-RECEIPT-UNSUPPORTED"_s);
        QCOMPARE(slipCode(rig.start({{}, slip(u"没有编号"_s), {}}).result().takeResult()), u"DEV-RECEIPT-UNSUPPORTED"_s);
        QCOMPARE(slipCode(rig.start({QUuid::createUuid(), slip(u"太多份"_s), {{u"copies"_s, u"6"_s}}}).result().takeResult()), u"DEV-RECEIPT-UNSUPPORTED"_s);
        QCOMPARE(rig.printer->initialisations(), 0);
    }

    void addresses()
    {
        for (const char *address : {"", "http://127.0.0.1", "escpos://", "escpos://u:p@127.0.0.1", "escpos://127.0.0.1/x/y", "serial://host/dev/tty"}) {
            ReceiptPrinterSettings settings;
            settings.address = QUrl::fromEncoded(address);
            const auto driver = makeReceiptPrinter(settings);
            QVERIFY2(!driver.ok() && driver.error().code == u"DEV-ADDRESS", address);
        }
    }
};

ZC_TEST(QCoreApplication, TestReceiptPrinter)
#include "tst_receiptprinter.moc"
