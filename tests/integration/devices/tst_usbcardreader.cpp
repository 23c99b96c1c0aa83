#include "usbtestbed.h"

#include <devices/conformancerigs.h>
#include <devices/devicehub.h>
#include <devices/simulator.h>

#include <base/clock.h>

#include <support/rigs/suiterun.h>

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <ctime>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

UsbAddress addressOf(const QString &serial = {}, const QString &out = u"02,06"_s, const QString &in = u"81,85"_s)
{
    QString problem;
    return *UsbAddress::fromWords(u"0400:c35a"_s, out, in, serial, &problem);
}

// A simulated reader on its terminal behind a board on the made-up bus.
struct Reader {
    QTemporaryDir folder;
    std::unique_ptr<ReaderSimulator> peer;
    std::unique_ptr<UsbReaderBoard> board;

    explicit Reader(const UsbTestBed &bed, UsbReaderBoard::Options options = {addressOf(), {}})
    {
        ReaderSimulator::Options simulated;
        simulated.linkPath = options.port = folder.filePath(u"reader"_s);
        peer = std::move(ReaderSimulator::start(simulated)).value();
        board = std::make_unique<UsbReaderBoard>(bed, options);
    }
    ~Reader()
    {
        board.reset();
        peer.reset();
    }
    void control(const QByteArray &line) { QVERIFY2(peer->control(line).ok(), line.constData()); }
};

// Hub and real driver over the real libusb.
struct Desk {
    SystemClock clock;
    std::unique_ptr<DeviceHub> hub;
    Claim claim;

    explicit Desk(const UsbAddress &address = addressOf(), const DeviceId &slot = u"idr-1"_s)
    {
        IdCardReaderSettings reader;
        reader.slot = slot;
        reader.title = u"样例阅读器"_s;
        reader.usb = address;
        DeviceSettings settings;
        settings.lostRescanMs = settings.rescanMs = 100;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeIdCardReader(reader, clock));
        hub = std::make_unique<DeviceHub>(settings, std::move(drivers), clock);
        claim = hub->claim(slot, ClaimMode::Exclusive, {u"desk"_s, u"收件"_s}, 600s).value();
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool waitState(DeviceState state, int ms = 30'000)
    {
        return QTest::qWaitFor([&] { return info().state == state; }, ms);
    }
    Result<CardRecord> read(std::chrono::milliseconds deadline = 8s, ReadCard what = {})
    {
        Job<CardRecord> job = hub->submit(claim.id, what, {deadline});
        QFuture<Result<CardRecord>> future = job.result();
        future.waitForFinished();
        return future.takeResult();
    }
    QString codeOfRead(std::chrono::milliseconds deadline = 8s)
    {
        const Result<CardRecord> card = read(deadline);
        return card.ok() ? u"ok"_s : card.error().code;
    }
    QString numberRead(std::chrono::milliseconds deadline = 8s)
    {
        const Result<CardRecord> card = read(deadline);
        return card.ok() ? card.value().text(CardField::Number).toString() : card.error().code;
    }
};

QString numberOf(const SimulatedCard &card)
{
    return card.fields.value(u"number"_s);
}

// Whoever runs the tests as root still meets a node that she may not open: the rights of files go by a number of their own.
class AsNobody {
public:
    AsNobody() { ::setfsuid(65534); }
    ~AsNobody() { ::setfsuid(::geteuid()); }
};

} // namespace

class TestUsbCardReader : public QObject {
    Q_OBJECT

    std::unique_ptr<UsbTestBed> m_bed;

private Q_SLOTS:
    void initTestCase()
    {
        m_bed = std::make_unique<UsbTestBed>();
        if (const QString why = m_bed->whyNot(); !why.isEmpty())
            QSKIP(qPrintable(u"skipped: "_s + why));
    }
    void cleanupTestCase() { m_bed.reset(); }

    void readsEveryKindOfCard()
    {
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY2(desk.waitState(DeviceState::Ready), qPrintable(desk.info().errorCode + desk.info().errorDetail));
        for (const auto &[deck, kind] : {std::pair{u"R"_s, CardKind::Resident}, {u"J"_s, CardKind::HkMacaoTaiwan},
                                         {u"I"_s, CardKind::Foreigner2017}, {u"Y"_s, CardKind::Foreigner2023}}) {
            const SimulatedCard laid = SimulatedCard::fromDeck(deck).value();
            reader.peer->lay(laid);
            const Result<CardRecord> card = desk.read();
            QVERIFY2(card.ok(), qPrintable(card.ok() ? QString() : card.error().code));
            QCOMPARE(card.value().kind(), kind);
            QCOMPARE(card.value().photo().size(), 1024);
            for (const CardField field : card.value().fields())
                if (laid.fields.contains(cardFieldName(field)))
                    QCOMPARE(card.value().text(field).toString(), laid.fields.value(cardFieldName(field)));
        }
        // Header by the one endpoint, body by the other, whatever the request.
        const QStringList written = reader.board->written();
        QVERIFY(written.size() >= 2 * 13 && written.size() % 2 == 0);
        for (qsizetype at = 0; at < written.size(); at += 2) {
            QCOMPARE(written[at], u"02:7"_s);
            QCOMPARE(written[at + 1], u"06:3"_s);
        }
    }

    void anyPacketsGiveTheSameRecord_data()
    {
        QTest::addColumn<QList<int>>("packets");
        QTest::newRow("1") << QList<int>{1};
        QTest::newRow("7") << QList<int>{7};
        QTest::newRow("8") << QList<int>{8};
        QTest::newRow("31 63") << QList<int>{31, 63};
        QTest::newRow("64") << QList<int>{64};
        QTest::newRow("64 and empty") << QList<int>{64, 0};
        QTest::newRow("5 empty 64 2") << QList<int>{5, 0, 0, 64, 2};
    }
    void anyPacketsGiveTheSameRecord()
    {
        QFETCH(QList<int>, packets);
        for (const QString &in : {u"81,85"_s, u"81"_s}) {
            const UsbAddress address = addressOf({}, in.size() > 2 ? u"02,06"_s : u"02"_s, in);
            UsbReaderBoard::Options options{address, {}};
            options.packets = packets;
            Reader reader(*m_bed, options);
            Desk desk(address);
            QVERIFY2(desk.waitState(DeviceState::Ready), qPrintable(desk.info().errorCode + desk.info().errorDetail));
            ReadCard what;
            what.fingerprints = true;
            for (quint64 seed = 40; seed < 42; ++seed) {
                const SimulatedCard card = SimulatedCard::generated(seed);
                reader.peer->lay(card);
                const Result<CardRecord> record = desk.read(60s, what);      // a transfer a byte costs the emulation seconds
                QVERIFY2(record.ok(), qPrintable(record.ok() ? QString() : record.error().code));
                QCOMPARE(record.value().fingerprints().size(), 1024);
                for (const CardField field : record.value().fields())
                    if (field != CardField::EthnicName)
                        QCOMPARE(record.value().text(field).toString(), card.fields.value(cardFieldName(field)));
            }
        }
    }

    void damagedAnswersNeverGiveAWrongCard_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("length beyond the limit") << QByteArray("\"kind\":\"flip\",\"at\":5,\"count\":7");
        QTest::newRow("length too short") << QByteArray("\"kind\":\"flip\",\"at\":5,\"count\":2");
        QTest::newRow("flip in the body") << QByteArray("\"kind\":\"flip\",\"at\":500,\"count\":3");
        QTest::newRow("drop") << QByteArray("\"kind\":\"drop\",\"at\":700,\"count\":3");
        QTest::newRow("insert") << QByteArray("\"kind\":\"insert\",\"at\":90,\"count\":5");
        QTest::newRow("cut") << QByteArray("\"kind\":\"cut\",\"at\":1000");
        QTest::newRow("cut after the header") << QByteArray("\"kind\":\"cut\",\"at\":7");
        QTest::newRow("garbage") << QByteArray("\"kind\":\"garbage\",\"count\":3000");
        QTest::newRow("glued") << QByteArray("\"kind\":\"glue\"");
        QTest::newRow("echo") << QByteArray("\"kind\":\"echo\"");
        QTest::newRow("stall") << QByteArray("\"kind\":\"stall\",\"at\":600,\"ms\":100");
    }
    void damagedAnswersNeverGiveAWrongCard()
    {
        QFETCH(QByteArray, fault);
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        const SimulatedCard first = SimulatedCard::generated(21), next = SimulatedCard::generated(22);
        reader.peer->lay(first);
        reader.control("{\"fault\":{\"command\":\"3001\"," + fault + "}}");
        QCOMPARE(desk.numberRead(10s), numberOf(first));      // heard again after the fence
        reader.peer->lay(next);
        QCOMPARE(desk.numberRead(10s), numberOf(next));       // and nothing of it reaches the next person
    }

    void aLateBodyNeverBecomesTheNextCard()
    {
        Reader reader(*m_bed);
        Desk desk;
        for (quint64 seed = 500; seed < 503; ++seed) {
            QVERIFY(desk.waitState(DeviceState::Ready));
            reader.peer->lay(SimulatedCard::generated(seed));
            reader.control("{\"fault\":{\"kind\":\"stall\",\"command\":\"3001\",\"at\":600,\"ms\":700}}");
            const QString late = desk.numberRead(400ms);
            QVERIFY2(late.startsWith(u"DEV-IDCARD-"), qPrintable(late));
            const SimulatedCard next = SimulatedCard::generated(seed + 100);
            reader.peer->lay(next);
            QString number;
            QVERIFY(QTest::qWaitFor([&] {
                number = desk.numberRead();
                return !number.startsWith(u"DEV-");
            }, 30'000));
            QCOMPARE(number, numberOf(next));
        }
    }

    void pulledOutAtEachStage_data()
    {
        QTest::addColumn<QByteArray>("moment");
        QTest::newRow("before the answer") << QByteArray("\"command\":\"2001\",\"at\":0");
        QTest::newRow("inside the header") << QByteArray("\"command\":\"3001\",\"at\":3");
        QTest::newRow("after the header") << QByteArray("\"command\":\"3001\",\"at\":7");
        QTest::newRow("middle") << QByteArray("\"command\":\"3001\",\"at\":650");
        QTest::newRow("last byte") << QByteArray("\"command\":\"3001\",\"at\":1294");
    }
    void pulledOutAtEachStage()
    {
        QFETCH(QByteArray, moment);
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        reader.peer->lay(SimulatedCard::generated(700));
        reader.control("{\"hangupAt\":{" + moment + "}}");
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(desk.codeOfRead(20s), u"DEV-IDCARD-LINK"_s);
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));    // find and select included
        QVERIFY(desk.waitState(DeviceState::Lost, 500));
        QCOMPARE(desk.codeOfRead(1s), u"DEV-IDCARD-ABSENT"_s);
        reader.control("{\"plug\":{}}");
        QVERIFY(desk.waitState(DeviceState::Ready));
        const SimulatedCard next = SimulatedCard::generated(701);
        reader.peer->lay(next);
        QCOMPARE(desk.numberRead(), numberOf(next));
    }

    void pulledOutWhenIdle()
    {
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        reader.control("{\"hangup\":{}}");
        QVERIFY(QTest::qWaitFor([&] { return !reader.board->plugged(); }, 5000));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(desk.waitState(DeviceState::Lost));
        QVERIFY2(clock.elapsed() <= 500, qPrintable(QString::number(clock.elapsed())));
        const int before = reader.board->reaped();
        QTest::qWait(500);
        QCOMPARE(reader.board->reaped(), before);       // nobody asks a device that is gone
        reader.control("{\"plug\":{}}");
        QVERIFY(desk.waitState(DeviceState::Ready));
    }

    void manyUnplugsLeakNothing()
    {
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        const auto descriptors = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System).size(); };
        const qsizetype before = descriptors();
        for (int run = 0; run < 15; ++run) {
            const quint64 sequence = desk.info().sequence;
            reader.control("{\"hangup\":{\"backAfterMs\":20}}");
            QVERIFY(QTest::qWaitFor([&] { return desk.info().sequence > sequence; }, 10'000));
            QVERIFY(desk.waitState(DeviceState::Ready));
        }
        QTRY_VERIFY2(descriptors() <= before + 2, qPrintable(u"%1, before %2"_s.arg(descriptors()).arg(before)));
    }

    void emptyPacketsWithoutEndAreSilence()
    {
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        reader.control("{\"fault\":{\"kind\":\"deaf\",\"times\":1000}}");
        reader.board->setBabbling(true);
        const std::clock_t before = std::clock();
        QElapsedTimer clock;
        clock.start();
        const QString code = desk.codeOfRead(1s);
        QVERIFY2(code == u"DEV-IDCARD-TIMEOUT" || code == u"DEV-IDCARD-NOMEDIA", qPrintable(code));
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY2(double(std::clock() - before) / CLOCKS_PER_SEC < 1.0, "spins");
        reader.board->setBabbling(false);
    }

    void aBrokenTransferEndsTheLine_data()
    {
        QTest::addColumn<int>("error");
        QTest::newRow("stall") << EPIPE;
        QTest::newRow("overflow") << EOVERFLOW;
        QTest::newRow("wire") << EPROTO;
    }
    void aBrokenTransferEndsTheLine()
    {
        QFETCH(int, error);
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        reader.peer->lay(SimulatedCard::generated(9));
        reader.board->breakNextTransfer(error);
        QCOMPARE(desk.codeOfRead(), u"DEV-IDCARD-LINK"_s);
        QVERIFY(desk.waitState(DeviceState::Ready));    // opened anew
        QCOMPARE(desk.codeOfRead(), u"ok"_s);
    }

    void halfARequestEndsTheLine()
    {
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        reader.peer->lay(SimulatedCard::generated(9));
        reader.board->setDeafToBodies(true);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(desk.codeOfRead(), u"DEV-IDCARD-LINK"_s);
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        reader.board->setDeafToBodies(false);
        QVERIFY(desk.waitState(DeviceState::Ready));
        QCOMPARE(desk.codeOfRead(), u"ok"_s);
    }

    void cancelledWithin100Ms()
    {
        Reader reader(*m_bed);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Ready));
        reader.control("{\"set\":{\"radioDelayMs\":1500}}");
        qint64 best = 10'000;
        for (quint64 seed = 300; seed < 303; ++seed) {
            reader.peer->lay(SimulatedCard::generated(seed));
            Job<CardRecord> job = desk.hub->submit(desk.claim.id, ReadCard{}, {10s});
            QVERIFY(desk.waitState(DeviceState::Busy));
            QTest::qWait(50);
            QElapsedTimer clock;
            clock.start();
            job.cancel();
            QVERIFY(job.result().isFinished());
            QVERIFY(desk.waitState(DeviceState::Ready));
            best = qMin(best, clock.elapsed());         // the device is free again, not only the job's end
        }
        QVERIFY2(best <= 100, qPrintable(QString::number(best)));
        reader.control("{\"set\":{\"radioDelayMs\":0}}");
        const SimulatedCard next = SimulatedCard::generated(310);
        reader.peer->lay(next);
        QString number;
        QVERIFY(QTest::qWaitFor([&] { number = desk.numberRead(); return !number.startsWith(u"DEV-"); }, 20'000));
        QCOMPARE(number, numberOf(next));
    }

    void withoutPermissionItIsDenied()
    {
        Reader reader(*m_bed);
        m_bed->openToEverybody();           // all but the node
        const QByteArray node = QFile::encodeName(reader.board->node());
        QCOMPARE(::chmod(node.constData(), 0), 0);
        std::unique_ptr<Desk> desk;
        {
            const AsNobody nobody;          // the driver's thread takes it on
            desk = std::make_unique<Desk>();
        }
        QVERIFY2(desk->waitState(DeviceState::Fault), qPrintable(deviceStateName(desk->info().state) + desk->info().errorCode));
        QCOMPARE(desk->info().errorCode, u"DEV-IDCARD-DENIED"_s);
        QVERIFY2(desk->info().errorDetail.contains(u"udev rule"), qPrintable(desk->info().errorDetail));
        ::chmod(node.constData(), 0666);    // the rule is installed
        QVERIFY(desk->waitState(DeviceState::Ready));
    }

    void claimedByAnotherProgramItIsBusy()
    {
        Reader reader(*m_bed);
        reader.board->setClaimedElsewhere(true);
        Desk desk;
        QVERIFY(desk.waitState(DeviceState::Fault));
        QCOMPARE(desk.info().errorCode, u"DEV-IDCARD-BUSY"_s);
        QVERIFY2(desk.info().errorDetail.contains(u"another program"), qPrintable(desk.info().errorDetail));
        reader.board->setClaimedElsewhere(false);
        QVERIFY(desk.waitState(DeviceState::Ready));
        QVERIFY(reader.board->detached() > 0);          // a kernel driver on it would have been asked to let go
        QCOMPARE(reader.board->openInterfaces(), 1);
        desk.hub.reset();
        QTRY_COMPARE(reader.board->openInterfaces(), 0);
    }

    void twoEqualReadersAreToldApartBySerial()
    {
        UsbReaderBoard::Options left{addressOf(u"A1"_s), {}}, right{addressOf(u"B2"_s), {}};
        right.socket = 2;
        Reader first(*m_bed, left);
        Reader second(*m_bed, right);
        const SimulatedCard card = SimulatedCard::generated(80), other = SimulatedCard::generated(81);
        first.peer->lay(card);
        second.peer->lay(other);
        {
            Desk deskA(addressOf(u"A1"_s)), deskB(addressOf(u"B2"_s), u"idr-2"_s);
            QVERIFY(deskA.waitState(DeviceState::Ready) && deskB.waitState(DeviceState::Ready));
            QCOMPARE(deskA.numberRead(), numberOf(card));
            QCOMPARE(deskB.numberRead(), numberOf(other));
        }
        Desk unsure;
        QVERIFY(unsure.waitState(DeviceState::Fault));
        QCOMPARE(unsure.info().errorCode, u"DEV-IDCARD-TWINS"_s);
        QVERIFY2(unsure.info().errorDetail.contains(u"serial="), qPrintable(unsure.info().errorDetail));
        QCOMPARE(first.board->openInterfaces() + second.board->openInterfaces(), 0);
        first.control("{\"hangup\":{}}");               // one is taken away: nothing to be unsure of
        QVERIFY(unsure.waitState(DeviceState::Ready));
        QCOMPARE(unsure.numberRead(), numberOf(other));
        Desk gone(addressOf(u"A1"_s));
        QTest::qWait(300);
        QCOMPARE(gone.info().state, DeviceState::Absent);
    }

    void otherEndpointsAreRefusedInWords()
    {
        Reader reader(*m_bed);
        Desk desk(addressOf({}, u"03,06"_s));
        QVERIFY(desk.waitState(DeviceState::Fault));
        QCOMPARE(desk.info().errorCode, u"DEV-IDCARD-PROTOCOL"_s);
        QVERIFY2(desk.info().errorDetail.contains(u"endpoints"), qPrintable(desk.info().errorDetail));
        QCOMPARE(reader.board->openInterfaces(), 0);
    }

    // The whole suite, as for every other line.
    void conformance()
    {
        SystemClock clock;
        QTemporaryDir folder;
        ReaderFront front;
        front.title = u"idr-1, libusb on a made-up bus"_s;
        front.port = folder.filePath(u"reader"_s);
        front.settings.usb = addressOf();
        const auto rig = makeIdCardRig(Line::Terminal, clock, front);
        QVERIFY(rig);
        const UsbReaderBoard board(*m_bed, {addressOf(), front.port});
        const QString wrong = whatDoesNotHold(*rig, {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.denied"_s});
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
};

int main(int argc, char **argv)
{
    UsbTestBed::enter(argv);
    QCoreApplication application(argc, argv);
    TestUsbCardReader test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_usbcardreader.moc"
