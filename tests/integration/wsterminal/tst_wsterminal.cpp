// Evaluation terminals and queues over WebSocket as a desk has them: profile, device host, plugin, and a peer that sends what it likes.
#include "socketrig.h"

#include <support/rigs/suiterun.h>

#include <devices/devicefactory.h>
#include <devices/devicehub.h>

#include <base/clock.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;
using peers::SocketTerminal;
using World = SocketTerminal::World;

namespace {

// A terminal, the drivers of its sample profile, a hub and a claim.
struct SocketDesk {
    explicit SocketDesk(const QString &place, DeviceClass cls = DeviceClass::Evaluation, const std::function<void(TerminalSettings &)> &change = {}) : slot(cls == DeviceClass::Evaluation ? u"evl-1"_s : u"que-1"_s)
    {
        TerminalSettings settings{slot, cls, slot, place, 200, [cls] { return socketProfile(cls); }, socketHost(cls, slot, clock)};
        if (change)
            change(settings);
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeTerminalDriver(settings));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    explicit SocketDesk(const SocketTerminal &terminal, DeviceClass cls = DeviceClass::Evaluation) : SocketDesk(QString::fromLatin1(terminal.address()), cls) {}
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool becomes(DeviceState wanted, int withinMs = 60'000) const { return QTest::qWaitFor([&] { return info().state == wanted; }, withinMs); }
    bool says(const QString &code) const { return QTest::qWaitFor([&] { return info().errorCode == code; }, 60'000); }
    template <class Op>
    Job<typename Op::Answer> start(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        if (claim.isNull())
            claim = hub->claim(slot, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        return hub->submit(claim, std::move(operation), {deadline});
    }
    template <class Op>
    Result<typename Op::Answer> run(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        auto job = start(std::move(operation), deadline);
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }

    SystemClock clock;
    const DeviceId slot;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

AskEvaluation question(int seconds = 60)
{
    return {QUuid::createUuid(), u"食品经营许可（样例）\"\n"_s, u"4301042026SAMPLE"_s, u"3"_s, u"S001"_s, seconds};
}

// A terminal has no settings and rejects nothing; nothing is laid into an evaluation terminal, and the number of a queue is nobody's word.
const QStringList kMaySkip = {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.useraction"_s, u"faults.rejected"_s, u"faults.noretry"_s};
const QStringList kNobodysWords = {u"privacy.log"_s, u"privacy.events"_s, u"privacy.errors"_s, u"privacy.transcript"_s};

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

} // namespace

class TestWsTerminal : public QObject {
    Q_OBJECT

    SystemClock m_clock;

    void holds(ConformanceRig &rig, const QStringList &maySkip)
    {
        const QString wrong = whatDoesNotHold(rig, maySkip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

private Q_SLOTS:
    void eachKeyIsItsLevel()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY2(desk.becomes(DeviceState::Ready), qPrintable(desk.info().errorCode + u' ' + desk.info().errorDetail));
        QVERIFY(terminal.lastRequest().startsWith("GET /desk?window=3 HTTP/1.1\r\n"));
        for (int key = 1; key <= 5; ++key) {
            terminal.change([key](World &world) { world.key = QByteArray::number(key); });
            const auto rating = desk.run(question());
            QVERIFY2(rating.ok(), qPrintable(rating.ok() ? QString() : rating.error().code));
            QCOMPARE(rating->outcome, Rating::Outcome::Given);
            QCOMPARE(rating->level, 6 - key);
            QCOMPARE(rating->raw, QString::number(key));
        }
        QCOMPARE(terminal.questions(), 5);
        QCOMPARE(terminal.wrongFrames(), 0);
        QCOMPARE(terminal.handshakes(), 1);
    }
    void anUnknownLevelIsKeptAndNoRating()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        for (const QByteArray &value : {QByteArray("9"), QByteArray("非常满意"), QByteArray(5000, 'x')}) {
            terminal.change([&](World &world) { world.key = value; });
            const auto rating = desk.run(question());
            QVERIFY(rating.ok());
            QCOMPARE(rating->outcome, Rating::Outcome::Unknown);
            QCOMPARE(rating->level, 0);
            QVERIFY(value.size() > 200 ? rating->raw.size() == 200 && rating->raw.endsWith(u'…') : rating->raw == QString::fromUtf8(value));
        }
        terminal.change([](World &world) { world.key = "declined"; });
        QCOMPARE(desk.run(question())->outcome, Rating::Outcome::Declined);
        terminal.change([](World &world) { world.key.clear(); });
        QCOMPARE(desk.run(question(1))->outcome, Rating::Outcome::NotGiven);
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.isAsking(), 60'000);
    }
    void onlyTheAnswerToThisQuestionCounts()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        terminal.change([](World &world) { world = {"4", {}, false, 300, "late", 1, 0.5, {}, false, false, false}; });
        QCOMPARE(desk.run(question())->level, 2);                   // not the 5 of the visit before
        terminal.change([](World &world) { world = {"3", {}, false, 0, "twice", 1, 0.5, {}, false, false, false}; });
        QCOMPARE(desk.run(question())->level, 3);
        terminal.change([](World &world) { world = {"5", {}, false, 300, {}, 0, 0.5, {}, false, false, false}; });
        QCOMPARE(desk.run(question())->level, 1);                   // the second answer to that one is nobody's
        QCOMPARE(terminal.questions(), 3);
    }
    void anAnswerInPiecesIsOne()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        terminal.change([](World &world) { world.key = "2", world.fault = "pieces", world.faultTimes = 1; });
        QCOMPARE(desk.run(question())->level, 4);
        QTRY_COMPARE_WITH_TIMEOUT(terminal.pongs(), 1, 60'000);     // and the ping between them was answered
        terminal.pingNow();
        QTRY_COMPARE_WITH_TIMEOUT(terminal.pongs(), 2, 60'000);     // as is one while nobody asks anything
    }
    void aBrokenOffQuestionIsTakenBack()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        terminal.change([](World &world) { world.key.clear(); });
        auto job = desk.start(question());
        QTRY_VERIFY_WITH_TIMEOUT(terminal.isAsking(), 60'000);
        QElapsedTimer passed;
        passed.start();
        job.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(job.result().isFinished(), 60'000);
        QCOMPARE(job.result().takeResult().error().code, u"DEV-CANCELLED"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.isAsking(), 60'000);
        qInfo("cancelled to gone from the screen: %lld ms", passed.elapsed());
        QVERIFY(terminal.stops() >= 1);
        terminal.change([](World &world) { world.key = "5"; });
        QCOMPARE(desk.run(question())->level, 1);
    }
    // The line goes in the middle: the question is over, and when the line is back it goes from the screen. It is never sent again.
    void aLineThatBreaksNeverAsksTwice_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("cut in a frame") << QByteArray("cut");
        QTest::newRow("closed politely") << QByteArray("closed");
    }
    void aLineThatBreaksNeverAsksTwice()
    {
        QFETCH(QByteArray, fault);
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        terminal.change([&](World &world) { world.fault = fault, world.faultTimes = 1; });
        const auto broken = desk.run(question());
        QVERIFY(!broken.ok());
        QCOMPARE(broken.error().code, u"DEV-EVAL-LINK"_s);
        QTRY_VERIFY_WITH_TIMEOUT(terminal.handshakes() >= 2 && desk.info().state == DeviceState::Ready, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.isAsking(), 60'000);
        QCOMPARE(terminal.questions(), 1);
        QCOMPARE(terminal.stops(), 1);
        QCOMPARE(desk.run(question())->level, 1);
        QCOMPARE(terminal.questions(), 2);
    }
    void whatBreaksARuleIsAFault_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("code");
        for (const char *fault : {"nonsense", "long", "reserved", "masked", "binary", "notutf8", "badcontrol", "orphan"})
            QTest::newRow(fault) << QByteArray(fault) << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("defect") << QByteArray("defect") << u"DEV-EVAL-FAULT"_s;
        QTest::newRow("deaf") << QByteArray("deaf") << u"DEV-EVAL-TIMEOUT"_s;
    }
    void whatBreaksARuleIsAFault()
    {
        QFETCH(QByteArray, fault);
        QFETCH(QString, code);
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        terminal.change([&](World &world) { world.fault = fault, world.faultTimes = 1; });
        const auto rating = desk.run(question(), 2s);
        QVERIFY(!rating.ok());
        QCOMPARE(rating.error().code, code);
        QCOMPARE(terminal.questions(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(desk.info().state == DeviceState::Ready, 60'000);
        QVERIFY(desk.run(question()).ok());
        QCOMPARE(terminal.wrongFrames(), 0);
        QCOMPARE(desk.hub->statistics(desk.slot).faults.value(u"DEV-HOST-CRASH"_s), 0);
    }
    void aDoorThatDoesNotOpenIsSaid_data()
    {
        QTest::addColumn<QByteArray>("handshake");
        QTest::addColumn<QString>("code");
        QTest::newRow("silent") << QByteArray("silent") << u"DEV-EVAL-TIMEOUT"_s;
        QTest::newRow("slow") << QByteArray("slow") << u"DEV-EVAL-TIMEOUT"_s;
        QTest::newRow("wrong key") << QByteArray("accept") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("no key") << QByteArray("noaccept") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("extension") << QByteArray("extension") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("no HTTP") << QByteArray("nonsense") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("endless head") << QByteArray("huge") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("401") << QByteArray("401") << u"DEV-EVAL-DENIED"_s;
        QTest::newRow("404") << QByteArray("404") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("429") << QByteArray("429") << u"DEV-EVAL-BUSY"_s;
        QTest::newRow("500") << QByteArray("500") << u"DEV-EVAL-FAULT"_s;
    }
    void aDoorThatDoesNotOpenIsSaid()
    {
        QFETCH(QByteArray, handshake);
        QFETCH(QString, code);
        SocketTerminal terminal(false);
        terminal.change([&](World &world) { world.handshake = handshake; });
        QElapsedTimer passed;
        passed.start();
        SocketDesk desk(terminal);
        QVERIFY2(desk.says(code), qPrintable(desk.info().errorCode + u' ' + desk.info().errorDetail));
        qInfo("%s: %s %s after %lld ms", handshake.constData(), qPrintable(code), qPrintable(desk.info().errorDetail), passed.elapsed());
        QCOMPARE(terminal.questions(), 0);
        terminal.change([](World &world) { world.handshake.clear(); });
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.run(question()).ok());
    }
    void nobodyThereIsLookedForWithPauses()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        terminal.change([](World &world) { world.away = true; });
        QVERIFY(desk.becomes(DeviceState::Lost));
        QCOMPARE(desk.info().errorCode, u"DEV-EVAL-ABSENT"_s);
        QCOMPARE(desk.run(question(), 500ms).error().code, u"DEV-EVAL-ABSENT"_s);
        QTest::qWait(3000);
        QElapsedTimer passed;
        passed.start();
        terminal.change([](World &world) { world.away = false; });
        QVERIFY(desk.becomes(DeviceState::Ready));
        qInfo("back to ready: %lld ms", passed.elapsed());
        QVERIFY(terminal.handshakes() < 10);
        QVERIFY(desk.run(question()).ok());
        SocketDesk nobody(u"ws://127.0.0.1:%1/"_s.arg(freePort()));
        QVERIFY(nobody.says(u"DEV-EVAL-ABSENT"_s));
        QVERIFY(nobody.becomes(DeviceState::Absent));
    }
    void aTerminalThatNoLongerAnswersPingsIsLost()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(terminal);
        QVERIFY(desk.becomes(DeviceState::Ready));
        QTRY_VERIFY_WITH_TIMEOUT(terminal.requests().contains(u"ping frame"_s), 60'000);
        QVERIFY(!terminal.requests().contains(u"ping"_s));          // the profile has no message for it
        terminal.change([](World &world) { world.deafToPings = true; });
        QVERIFY(desk.becomes(DeviceState::Lost));
        QCOMPARE(desk.info().errorCode, u"DEV-EVAL-ABSENT"_s);
        terminal.change([](World &world) { world.deafToPings = false; });
        QVERIFY(desk.becomes(DeviceState::Ready));
    }
    void theQueueCallsRecallsAndSkips()
    {
        SocketTerminal terminal(true);
        SocketDesk desk(terminal, DeviceClass::QueueCaller);
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.info().capabilities.operations, (QStringList{u"CallQueue"_s, u"CallQueue.Recall"_s, u"CallQueue.Skip"_s, u"CheckHealth"_s}));
        terminal.change([](World &world) { world.number = "A007"; });
        const auto first = desk.run(CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}});
        QVERIFY(first.ok());
        QCOMPARE(first->number, u"A007"_s);
        QCOMPARE(first->waiting, 7);
        QCOMPARE(first->service, u"综合受理"_s);
        QCOMPARE(desk.run(CallQueue{CallQueue::Act::Recall, u"3"_s, u"S001"_s, u"A007"_s})->number, u"A007"_s);
        QCOMPARE(desk.run(CallQueue{CallQueue::Act::Skip, u"3"_s, u"S001"_s, u"A007"_s})->number, u"A007"_s);
        terminal.change([](World &world) { world.nobody = true; });
        QCOMPARE(desk.run(CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}}).error().code, u"DEV-QUEUE-NOMEDIA"_s);
        terminal.change([](World &world) { world.nobody = false, world.number = QByteArray(33, 'A'); });
        QCOMPARE(desk.run(CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}}).error().code, u"DEV-QUEUE-PROTOCOL"_s);
        QCOMPARE(desk.run(question()).error().code, u"DEV-QUEUE-UNSUPPORTED"_s);
        QVERIFY(terminal.requests().contains(u"ping"_s));           // this profile has a message for it
        QVERIFY(!terminal.requests().contains(u"ping frame"_s));
    }

    // ---- who may be spoken to, and by which profile

    void certificatesAreChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("code");
        QTest::newRow("good, TLS 1.2") << u"IP:127.0.0.1"_s << true << u"-tls1_2"_s << QString();
        QTest::newRow("good, TLS 1.3") << u"IP:127.0.0.1"_s << true << u"-tls1_3"_s << QString();
        QTest::newRow("unknown authority") << u"IP:127.0.0.1"_s << false << u"-tls1_2"_s << u"DEV-EVAL-DENIED"_s;
        QTest::newRow("another host") << u"DNS:terminal.example"_s << true << u"-tls1_3"_s << u"DEV-EVAL-DENIED"_s;
        QTest::newRow("TLS 1.1") << u"IP:127.0.0.1"_s << true << u"-tls1_1"_s << u"DEV-EVAL-DENIED"_s;
    }
    void certificatesAreChecked()
    {
        if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
            QSKIP("skipped: no openssl program");
        QFETCH(QString, name);
        QFETCH(bool, known);
        QFETCH(QString, protocol);
        QFETCH(QString, code);
        QTemporaryDir folder;
        const auto openssl = [&](const QString &arguments) {
            QProcess process;
            process.setWorkingDirectory(folder.path());
            process.start(u"openssl"_s, arguments.split(u' '));
            return process.waitForFinished(120'000) && process.exitCode() == 0;
        };
        QFile extension(folder.filePath(u"own.ext"_s));
        QVERIFY(extension.open(QIODevice::WriteOnly) && extension.write("subjectAltName=" + name.toLatin1() + '\n') > 0);
        extension.close();
        QVERIFY(openssl(u"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=sample-authority -days 2"_s));
        QVERIFY(openssl(u"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr -subj /CN=sample"_s));
        QVERIFY(openssl(u"x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile own.ext -out own.pem"_s));

        // TLS ends at openssl, whose plain side is led to the terminal.
        SocketTerminal terminal(false);
        const QString port = QString::number(freePort());
        QProcess front;
        QTcpSocket behind;
        front.setWorkingDirectory(folder.path());
        connect(&front, &QProcess::readyReadStandardOutput, &behind, [&] {
            if (behind.state() == QAbstractSocket::UnconnectedState)
                behind.connectToHost(QHostAddress::LocalHost, terminal.port());
            behind.write(front.readAllStandardOutput());
        });
        connect(&behind, &QTcpSocket::readyRead, &front, [&] { front.write(behind.readAll()); });
        front.start(u"openssl"_s, {u"s_server"_s, u"-quiet"_s, u"-accept"_s, u"127.0.0.1:"_s + port, u"-cert"_s, u"own.pem"_s, u"-key"_s, u"own.key"_s, protocol,
                                   u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s});
        QVERIFY(front.waitForStarted(120'000));
        const auto listening = [&] {
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, port.toUShort());
            return probe.waitForConnected(1000);
        };
        QTRY_VERIFY_WITH_TIMEOUT(listening(), 60'000);
        const QString authority = known ? folder.filePath(u"ca.pem"_s) : QString();
        SocketDesk desk(u"wss://127.0.0.1:%1/desk"_s.arg(port), DeviceClass::Evaluation, [&](TerminalSettings &settings) {
            settings.hosted = socketHost(DeviceClass::Evaluation, settings.slot, m_clock, authority);
        });
        if (code.isEmpty()) {
            QVERIFY2(desk.becomes(DeviceState::Ready), qPrintable(desk.info().errorCode + u' ' + desk.info().errorDetail));
            for (int i = 0; i < 20; ++i)
                QCOMPARE(desk.run(question())->level, 1);
            QCOMPARE(terminal.wrongFrames(), 0);
        } else {
            QVERIFY2(desk.says(code), qPrintable(desk.info().errorCode + u' ' + desk.info().errorDetail));
            QCOMPARE(desk.info().errorDetail, u"status certificate"_s);
            QCOMPARE(terminal.handshakes(), 0);                     // not a word before the certificate was good
        }
        front.kill();
        front.waitForFinished();
    }
    void aPlainTerminalIsNoSecureOne()
    {
        SocketTerminal terminal(false);
        SocketDesk desk(u"wss://127.0.0.1:%1/desk"_s.arg(terminal.port()));
        QVERIFY(desk.says(u"DEV-EVAL-TIMEOUT"_s));                 // it waits for words, and gets none it knows
        QCOMPARE(terminal.handshakes(), 0);
    }
    void onlyTheHallIsSpokenTo_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("good");
        QTest::newRow("loopback") << u"ws://127.0.0.1:9001/a?b=c"_s << true;
        QTest::newRow("the hall's network") << u"ws://10.0.0.8:9001"_s << true;
        QTest::newRow("a name, secure") << u"wss://terminal.example/desk"_s << true;
        QTest::newRow("a name") << u"ws://terminal.example/desk"_s << false;
        QTest::newRow("the wide world") << u"ws://8.8.8.8/"_s << false;
        QTest::newRow("a user") << u"ws://me:secret@10.0.0.8/"_s << false;
        QTest::newRow("a fragment") << u"ws://10.0.0.8/#a"_s << false;
        QTest::newRow("another scheme") << u"http://10.0.0.8/"_s << false;
        QTest::newRow("no host") << u"ws:///a"_s << false;
        QTest::newRow("an odd number") << u"ws://010.0.0.8/"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void onlyTheHallIsSpokenTo()
    {
        QFETCH(QString, place);
        QFETCH(bool, good);
        const auto address = terminalSocketAddress(place);
        QCOMPARE(address.ok(), good);
        if (!good)
            QCOMPARE(address.error().code, u"DEV-ADDRESS"_s);
        if (!good && !place.isEmpty()) {
            SocketDesk desk(place);
            QVERIFY(desk.says(u"DEV-ADDRESS"_s));
            QVERIFY(!desk.info().errorDetail.contains(u"secret"_s));
        }
    }
    void addressesOfADesk_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("code");
        QTest::newRow("as in the manual") << u"profile:sample-evl-ws?at=ws://10.0.0.8:9001/desk"_s << QString();
        QTest::newRow("with an authority") << u"profile:sample-evl-ws?at=wss://terminal.example/desk&ca=/etc/hall-ca.pem"_s << QString();
        QTest::newRow("an authority of nothing") << u"profile:sample-evl-ws?at=ws://10.0.0.8:9001/desk&ca=/etc/hall-ca.pem"_s << u"DEV-ADDRESS"_s;
        QTest::newRow("an authority somewhere") << u"profile:sample-evl-ws?at=wss://terminal.example&ca=hall-ca.pem"_s << u"DEV-ADDRESS"_s;
        QTest::newRow("around the profile's signature") << u"host:wsterminal?profile=x&at=ws://10.0.0.8"_s << u"DEV-ADDRESS"_s;
    }
    void addressesOfADesk()
    {
        QFETCH(QString, address);
        QFETCH(QString, code);
        const DriverHome home{u"/nonexistent"_s, [](const QString &) -> Result<QString> { return u"/nonexistent"_s; }, [](const QString &) { return socketProfile(DeviceClass::Evaluation); }};
        const auto driver = makeDriver({u"evl-1"_s, address, {}}, m_clock, home);
        QCOMPARE(driver.ok() ? QString() : driver.error().code, code);
    }
    // What a process of its own is given is checked there once more.
    void settingsThatAreNoGoodAreNamed_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("detail");
        QTest::newRow("no profile") << QJsonObject{{u"profile"_s, u"{}"_s}} << u"profile"_s;
        QTest::newRow("of a serial line") << QJsonObject{{u"profile"_s, QString::fromUtf8(ProfileShelf({u"/nonexistent"_s, {}, {}, false}).profile(u"sample-evl-serial"_s)->text)}} << u"profile"_s;
        QTest::newRow("of the wide world") << QJsonObject{{u"at"_s, u"ws://8.8.8.8/"_s}} << u"at"_s;
        QTest::newRow("a number") << QJsonObject{{u"at"_s, 5}} << u"at"_s;
        QTest::newRow("never") << QJsonObject{{u"watchMs"_s, 1}} << u"watchMs"_s;
        QTest::newRow("unknown") << QJsonObject{{u"speed"_s, u"9"_s}} << u"speed"_s;
        QTest::newRow("an authority that is none") << QJsonObject{{u"at"_s, u"wss://127.0.0.1/"_s}, {u"ca"_s, u"/nonexistent.pem"_s}} << u"ca"_s;
    }
    void settingsThatAreNoGoodAreNamed()
    {
        QFETCH(QJsonObject, more);
        QFETCH(QString, detail);
        SocketDesk desk(u"ws://127.0.0.1:9"_s, DeviceClass::Evaluation, [&](TerminalSettings &settings) {
            settings.hosted = [&, make = settings.hosted](QJsonObject values) {
                for (auto it = more.begin(); it != more.end(); ++it)
                    values.insert(it.key(), it.value());
                return make(values);
            };
        });
        QVERIFY2(desk.says(u"DEV-HOST-LOAD"_s), qPrintable(desk.info().errorCode));
        QCOMPARE(desk.info().errorDetail, detail);
    }
    // A new profile counts with the next opening, without a restart; one that is no good leaves the last good one at work, and says so.
    void aNewProfileCountsAndABadOneIsSaid()
    {
        QTemporaryDir folder, keep;
        const auto write = [&](const QByteArray &text) {
            QFile file(folder.filePath(u"hall-evl.json"_s));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        const QByteArray sample = QByteArray(socketProfile(DeviceClass::Evaluation)->text).replace("\"sample-evl-ws\"", "\"hall-evl\"");
        QVERIFY(write(sample));
        const auto shelf = std::make_shared<ProfileShelf>(ProfileShelf::Options{folder.path(), keep.path(), {}, false});
        SocketTerminal terminal(false);
        terminal.change([](World &world) { world.key = "4"; });
        SocketDesk desk(QString::fromLatin1(terminal.address()), DeviceClass::Evaluation, [&](TerminalSettings &settings) { settings.profile = [shelf] { return shelf->profile(u"hall-evl"_s); }; });
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.run(question())->level, 2);
        const auto again = [&] {
            terminal.change([](World &world) { world.away = true; });
            const bool lost = desk.becomes(DeviceState::Lost);
            terminal.change([](World &world) { world.away = false; });
            return lost && QTest::qWaitFor([&] { return desk.info().state == DeviceState::Ready || desk.info().state == DeviceState::Degraded; }, 60'000);
        };
        QVERIFY(write(QByteArray(sample).replace("\"4\": 2, \"3\": 3", "\"4\": 3, \"3\": 2")));
        QVERIFY(again());
        QCOMPARE(desk.run(question())->level, 3);
        QVERIFY(write("{}"));
        QVERIFY(again());
        QVERIFY(desk.becomes(DeviceState::Degraded));
        QCOMPARE(desk.info().errorCode, u"DEV-PROFILE"_s);
        QCOMPARE(desk.run(question())->level, 3);
    }
    void withoutAHostItIsSaid()
    {
        SocketDesk desk(u"ws://127.0.0.1:9"_s, DeviceClass::Evaluation, [](TerminalSettings &settings) { settings.hosted = {}; });
        QVERIFY(desk.says(u"DEV-HOST-START"_s));
    }

    void ratingConforms()
    {
        SocketRig rig(DeviceClass::Evaluation, m_clock);
        holds(rig, kMaySkip + QStringList{u"faults.nomedia"_s});
    }
    void queueConforms()
    {
        SocketRig rig(DeviceClass::QueueCaller, m_clock);
        holds(rig, kMaySkip + kNobodysWords);
    }
};

QTEST_GUILESS_MAIN(TestWsTerminal)
#include "tst_wsterminal.moc"
