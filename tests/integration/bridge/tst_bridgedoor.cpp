#include "bridgepeer.h"
#include "support/testprogram.h"

#include <bridge/bridgeserver.h>
#include <devices/devicehub.h>
#include <devices/simulator.h>

#include <base/clock.h>

#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

const QByteArray kDoorPolicy = "{\"origins\":[{\"origin\":\"https://window.example.test\",\"grants\":[\"IdCard.Read\"]},"
                           "{\"origin\":\"https://asking.example.test\",\"grants\":[]}]}";

// Local addresses that listen on a port, as the kernel says it: "0100007F" …
QStringList listenersOn(quint16 port)
{
    QStringList found;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    for (const char *table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        QFile file(QString::fromLatin1(table));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArrayList parts = line.simplified().split(' ');
            if (parts.size() > 3 && parts[1].endsWith(wanted) && parts[3] == "0A")
                found << QString::fromLatin1(parts[1].chopped(wanted.size()));
        }
    }
    return found;
}

class NobodyAtTheDesk final : public bridge::ClerkPort {
public:
    void ask(const bridge::ClerkQuestion &, Answer answer) override { answer(false); }
    void withdraw(quint64) override {}
};

// The door inside this program, as the client has it, with one simulated reader.
struct House {
    SystemClock clock;
    NobodyAtTheDesk clerk;
    std::unique_ptr<DeviceHub> hub;
    bridge::BridgeSettings settings;
    std::unique_ptr<bridge::BridgeServer> server;
    QList<QList<bridge::BridgeHold>> told;

    House()
    {
        ReaderSimulator::Options options;
        options.inMemory = true;
        std::shared_ptr<ReaderSimulator> reader = ReaderSimulator::start(options).value();
        reader->lay(SimulatedCard::fromDeck(u"R"_s).value());
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"样例阅读器"_s, reader, clock));
        hub = std::make_unique<DeviceHub>(DeviceSettings(), std::move(drivers), clock);
        settings.port = 0;
        settings.policy = bridge::BridgePolicy::fromJson(kDoorPolicy).value();
    }
    Result<void> open()
    {
        server = std::make_unique<bridge::BridgeServer>(settings, *hub, clerk, clock, bridge::BridgeRecord());
        QObject::connect(server.get(), &bridge::BridgeServer::heldChanged, server.get(), [this](const QList<bridge::BridgeHold> &holds) { told << holds; });
        return server->start();
    }
    // Says Hello and claims the reader; the claim.
    static QString claim(BridgePeer &page)
    {
        if (page.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}}) != u"success")
            return {};
        const int id = page.send(u"Device.Claim"_s, {{u"device"_s, u"idr-1"_s}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}});
        return page.end(id)[u"payload"_s][u"claim"_s].toString();
    }
};

} // namespace

// The program around the door: what listens and for how long, the greeting, pairing by its switch.
class TestBridgeDoor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listensOnLoopbackAloneAndNotAfterwards()
    {
        BridgeProgram bridge(kDoorPolicy);
        QVERIFY(bridge.waitPort());
        const QStringList now = listenersOn(bridge.port());
        QVERIFY2(now.contains(u"0100007F"_s), qPrintable(now.join(u' ')));
        for (const QString &address : now)
            QVERIFY2(address == u"0100007F" || address == u"00000000000000000000000001000000", qPrintable(address));
        BridgePeer page(bridge.port());
        QVERIFY(page.open(kWindow));
        if (now.size() > 1)
            QVERIFY(BridgePeer(bridge.port(), QHostAddress::LocalHostIPv6).connected());
        QCOMPARE(bridge.stop(), 0);             // with a socket open
        QCOMPARE(page.closeCode(), 1001);
        QVERIFY(listenersOn(bridge.port()).isEmpty());
    }
    void takesNoPortThatIsTaken()
    {
        for (const auto &address : {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6), QHostAddress(QHostAddress::Any)}) {
            QTcpServer squatter;
            if (!squatter.listen(address))
                continue;                       // a machine without this family
            BridgeProgram bridge(kDoorPolicy, {}, squatter.serverPort());
            QVERIFY(!bridge.waitPort());
            QVERIFY(bridge.waitEnd() > 0);
            QVERIFY(bridge.errors().contains("BRG-PORT-TAKEN"));
        }
        BridgeProgram first(kDoorPolicy);
        QVERIFY(first.waitPort());
        BridgeProgram second(kDoorPolicy, {}, first.port());
        QVERIFY(!second.waitPort());
        QVERIFY(second.waitEnd() > 0);
    }
    void refusesABadPolicy()
    {
        BridgeProgram bridge("{\"origins\":[{\"origin\":\"https://window.example.test/\",\"grants\":[]}]}");
        QVERIFY(!bridge.waitPort());
        QCOMPARE(bridge.waitEnd(), 3);
        QVERIFY(bridge.errors().contains("BRG-POLICY"));
    }
    void refusesWrongWords()
    {
        BridgeProgram bridge(kDoorPolicy, {u"--pair"_s, u"maybe"_s});
        QVERIFY(!bridge.waitPort());
        QCOMPARE(bridge.waitEnd(), 2);
    }
    void greets()
    {
        BridgeProgram bridge(kDoorPolicy);
        QVERIFY(bridge.waitPort());
        BridgePeer peer(bridge.port());
        peer.write("GET /v1/hello HTTP/1.1\r\nHost: localhost:" + QByteArray::number(bridge.port()) + "\r\n\r\n");
        QCOMPARE(peer.status(), 200);
        QVERIFY(peer.httpHead().contains("Cache-Control: no-store"));
        (void)peer.closeCode();
        QVERIFY(peer.everything().endsWith("\r\n\r\n{\"service\":\"zc-bridge\",\"version\":\"1.0\"}"));
        QVERIFY(bridge.transcript().isEmpty());
    }
    void readsTheCardAndWritesDownEachRequest()
    {
        BridgeProgram bridge(kDoorPolicy);
        QVERIFY(bridge.waitPort());
        BridgePeer page(bridge.port());
        QVERIFY(page.open(kWindow));
        QVERIFY(page.httpHead().contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QVERIFY(page.httpHead().contains("Sec-WebSocket-Protocol: zc-bridge.v1"));
        QCOMPARE(page.run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}}), u"success"_s);
        const QJsonObject claim{{u"device"_s, u"idr-1"_s}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}};
        const QString held = page.end(page.send(u"Device.Claim"_s, claim))[u"payload"_s][u"claim"_s].toString();
        QVERIFY(bridge.transcript().isEmpty());
        QElapsedTimer passed;
        passed.start();
        const QJsonObject answer = page.end(page.send(u"IdCard.Read"_s, {{u"device"_s, u"idr-1"_s}, {u"claim"_s, held}, {u"fields"_s, QJsonArray{u"name"_s, u"validTo"_s}}}));
        QVERIFY(passed.elapsed() >= 600);       // three answers with 300 ms each, one of them may overlap nothing
        QCOMPARE(answer[u"payload"_s][u"fields"_s][u"validTo"_s].toString(), u"长期"_s);
        const QByteArrayList lines = bridge.transcript();
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].contains("\"2001\"") && lines[1].contains("\"2002\"") && lines[2].contains("\"3001\""));
        QVERIFY(!lines.join().contains("测试"));
        QVERIFY(page.run(u"Device.Release"_s, {{u"claim"_s, held}}) == u"success");
    }
    void pairsAsTheSwitchSays()
    {
        const QJsonObject ask{{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"读证"_s}};
        BridgeProgram deny(kDoorPolicy), allow(kDoorPolicy, {u"--pair"_s, u"allow"_s});
        QVERIFY(deny.waitPort() && allow.waitPort());
        BridgePeer refused(deny.port()), page(allow.port());
        QVERIFY(refused.open("https://asking.example.test") && page.open("https://asking.example.test"));
        QCOMPARE(refused.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}}), u"success"_s);
        QCOMPARE(refused.run(u"Bridge.Pair"_s, ask), u"authorisationRequired"_s);
        QCOMPARE(page.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}}), u"success"_s);
        const QJsonObject paired = page.end(page.send(u"Bridge.Pair"_s, ask));
        const QString token = paired[u"payload"_s][u"token"_s].toString();
        QCOMPARE(token.size(), 43);
        BridgePeer again(allow.port());
        QVERIFY(again.open("https://asking.example.test"));
        const QJsonObject hello = again.end(again.send(u"Common.Hello"_s, {{u"client"_s, u"x"_s}, {u"token"_s, token}}));
        QCOMPARE(hello[u"payload"_s][u"grants"_s].toArray(), QJsonArray{u"IdCard.Read"_s});
    }
    void lockEndsEverySocketAndKeepsTheDoorShut()
    {
        House house;
        QVERIFY(house.open().ok());
        BridgePeer page(house.server->port());
        QVERIFY(page.open(kWindow));
        QVERIFY(!House::claim(page).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(house.told.size(), 1, kPatience);
        QCOMPARE(house.told[0].value(0).origin, QString::fromLatin1(kWindow));
        QCOMPARE(house.told[0].value(0).devices, QStringList{u"idr-1"_s});
        house.server->setLocked(true);
        QCOMPARE(page.closeCode(), 1001);
        QTRY_VERIFY_WITH_TIMEOUT(house.told.last().isEmpty(), kPatience);
        QVERIFY(house.hub->claims().isEmpty());
        BridgePeer locked(house.server->port());
        locked.write(BridgePeer::head(house.server->port(), kWindow));
        QCOMPARE(locked.status(), 503);
        house.server->setLocked(false);
        BridgePeer again(house.server->port());
        QVERIFY(again.open(kWindow));
        QVERIFY(!House::claim(again).isEmpty());
    }
    void whoIsStruckOffTheListLosesItsSocket()
    {
        House house;
        QVERIFY(house.open().ok());
        BridgePeer page(house.server->port());
        QVERIFY(page.open(kWindow));
        QVERIFY(!House::claim(page).isEmpty());
        house.server->setPolicy({});
        QCOMPARE(page.closeCode(), 1008);
        QTRY_VERIFY_WITH_TIMEOUT(house.hub->claims().isEmpty(), kPatience);
        BridgePeer later(house.server->port());
        later.write(BridgePeer::head(house.server->port(), kWindow));
        QCOMPARE(later.status(), 403);
    }
    void theClerkTakesTheDevicesBack()
    {
        House house;
        QVERIFY(house.open().ok());
        BridgePeer page(house.server->port());
        QVERIFY(page.open(kWindow));
        const QString held = House::claim(page);
        house.server->endClaimsOf(QString::fromLatin1(kWindow));
        QTRY_VERIFY_WITH_TIMEOUT(house.hub->claims().isEmpty(), kPatience);
        QCOMPARE(page.run(u"IdCard.Read"_s, {{u"device"_s, u"idr-1"_s}, {u"claim"_s, held}, {u"fields"_s, QJsonArray{u"name"_s}}}), u"sequenceError"_s);
        house.server->signOut();
        QCOMPARE(page.closeCode(), 1001);
    }
    void closedDoorsMayBeOpenedAgain()
    {
        House house;
        QVERIFY(house.open().ok());
        for (int round = 0; round < 20; ++round) {
            BridgePeer page(house.server->port());
            QVERIFY(page.open(kWindow));
            const quint16 port = house.server->port();
            house.server->setLocked(round % 2);         // what is still on its way must not meet a door that has gone
            house.server->stop();
            QCOMPARE(house.server->port(), quint16(0));
            QVERIFY(listenersOn(port).isEmpty());
            house.server->setLocked(false);
            QVERIFY(house.server->start().ok());
        }
    }
    void nativeProgramsNeedTheSecret()
    {
        QTemporaryDir folder;
        House house;
        house.settings.nativeSecretFile = folder.filePath(u"secret"_s);
        house.settings.nativeGrants = {u"IdCard.Read"_s};
        QCOMPARE(house.open().error().code, u"BRG-SECRET"_s);                   // no file
        QFile file(house.settings.nativeSecretFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray secret(40, 's');
        file.write(secret + '\n');
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QCOMPARE(house.open().error().code, u"BRG-SECRET"_s);                   // others may read it
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(house.open().ok());
        const quint16 port = house.server->port();
        const auto knock = [port](const QByteArray &authorization) {
            BridgePeer program(port);
            program.write(BridgePeer::head(port, kWindow, {"Origin", authorization}));
            return program.status();
        };
        QCOMPARE(knock("Authorization: ZC-Native " + QByteArray(40, 'x')), 403);
        QCOMPARE(knock("Authorization: ZC-Native " + secret.chopped(1)), 403);
        QCOMPARE(knock("Authorization: Basic " + secret), 403);
        QCOMPARE(knock("Authorization: ZC-Native " + secret), 101);
    }
    void aPageThatTalksWithoutListeningHoldsNobodyUp()
    {
        BridgeProgram bridge(kDoorPolicy);
        QVERIFY(bridge.waitPort());
        BridgePeer page(bridge.port());
        QVERIFY(page.open(kWindow));
        QCOMPARE(page.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}}), u"success"_s);
        for (int i = 0; i < 400 && page.connected(); ++i)
            page.write(BridgePeer::frame(0x81, QByteArray(60'000, 'x')));
        BridgePeer other(bridge.port());
        QVERIFY(other.open(kWindow));
        QCOMPARE(other.run(u"Common.Hello"_s, {{u"client"_s, u"y"_s}}), u"success"_s);
    }
};

ZC_TEST(QCoreApplication, TestBridgeDoor)
#include "tst_bridgedoor.moc"
