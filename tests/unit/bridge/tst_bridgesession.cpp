#include "internal/frames/framereader.h"
#include "sessionpage.h"
#include "support/testprogram.h"
#include "internal/pairing/tokenstore.h"

#include <bridge/session.h>
#include <devices/devicehub.h>
#include <devices/simulator.h>

#include <base/clock.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::bridge;
using namespace zc::bridge::test;
using namespace zc::devices;

namespace {

const QString kOrigin = u"https://window.example.test"_s;
const QString kAsking = u"https://asking.example.test"_s;
const QString kPoor = u"https://poor.example.test"_s;

// One simulated reader with the card R on it, and what sessions share.
struct Desk {
    std::shared_ptr<ReaderSimulator> reader;
    SystemClock clock;
    std::unique_ptr<DeviceHub> hub;
    TestClerk clerk;
    TokenStore tokens{clock};
    std::unique_ptr<SessionWorld> world;
    QStringList record;
    int readyRequests = 0;

    Desk()
    {
        ReaderSimulator::Options options;
        options.inMemory = true;
        reader = ReaderSimulator::start(options).value();
        reader->lay(SimulatedCard::fromDeck(u"R"_s).value());
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"样例阅读器"_s, reader, clock));
        hub = std::make_unique<DeviceHub>(DeviceSettings(), std::move(drivers), clock);
        BridgePolicy policy;
        policy.origins = {{kOrigin, false, {u"IdCard.WaitCard"_s, u"IdCard.Read"_s}, {}}, {kAsking, false, {}, {u"IdCard.Read"_s}}, {kPoor, false, {}, {}}};
        const BridgeRecord write = [this](const BridgeEvent &event) { record << event.what + u' ' + event.origin + u' ' + event.subject + u' ' + event.outcome; };
        world.reset(new SessionWorld{*hub, clerk, clock, tokens, policy, {}, false, write});
    }
    bool waitReady()
    {
        const bool ready = QTest::qWaitFor([&] { return hub->devices().constFirst().state == DeviceState::Ready; }, kPatience);
        readyRequests = requests();
        return ready;
    }
    int requests() const { return reader->requests({}); }
    bool untouched() const { return requests() == readyRequests; }
};

} // namespace

// The conversation with one page over a real hub and a simulated reader; the door it came through does not matter here.
class TestBridgeSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"zc.devices*=false"_s); }

    void readsACardForAPageThatMay()
    {
        Desk desk;
        Page page(desk, kOrigin);
        QVERIFY(desk.waitReady());
        const int hello = page.send(u"Common.Hello"_s, {{u"client"_s, u"test"_s}});
        QCOMPARE(page.end(hello), u"success"_s);
        QCOMPARE(page.payload(hello, u"grants"_s).toArray(), (QJsonArray{u"IdCard.WaitCard"_s, u"IdCard.Read"_s}));
        QVERIFY(page.answerTo(hello, u"acknowledge"_s));
        const int list = page.send(u"Common.Devices"_s);
        QCOMPARE(page.end(list), u"success"_s);
        QCOMPARE(page.payload(list, u"devices"_s)[0][u"device"_s].toString(), u"idr-1"_s);
        QCOMPARE(page.run(u"Common.Capabilities"_s, {{u"device"_s, u"idr-1"_s}}), u"success"_s);
        QVERIFY(desk.untouched());
        const QString claim = page.claim();
        QCOMPARE(page.session.heldDevices(), QStringList{u"idr-1"_s});
        const int wait = page.send(u"IdCard.WaitCard"_s, {{u"device"_s, u"idr-1"_s}, {u"claim"_s, claim}});
        QCOMPARE(page.end(wait), u"success"_s);
        const int read = page.send(u"IdCard.Read"_s, Page::readPayload(claim, {u"name"_s, u"number"_s, u"passNumber"_s}));
        QCOMPARE(page.end(read), u"success"_s);
        QCOMPARE(page.payload(read, u"kind"_s).toString(), u"resident"_s);
        const QJsonObject fields = page.payload(read, u"fields"_s).toObject();
        QCOMPARE(fields.keys(), (QStringList{u"name"_s, u"number"_s, u"passNumber"_s}));       // exactly those asked
        QCOMPARE(fields.value(u"name"_s).toString(), u"测试甲"_s);
        QCOMPARE(fields.value(u"passNumber"_s).toString(), QString());
        QVERIFY(page.payload(read, u"warnings"_s).toArray().contains(u"sexMismatch"_s));
        QVERIFY(page.payload(read, u"photo"_s).isUndefined());
        const int photo = page.send(u"IdCard.Read"_s, {{u"device"_s, u"idr-1"_s}, {u"claim"_s, claim}, {u"fields"_s, QJsonArray{u"sex"_s}}, {u"photo"_s, true}});
        QCOMPARE(page.end(photo), u"success"_s);
        QCOMPARE(QByteArray::fromBase64(page.payload(photo, u"photo"_s).toString().toLatin1()).size(), 1024);
        QCOMPARE(page.run(u"Device.CheckHealth"_s, {{u"device"_s, u"idr-1"_s}, {u"level"_s, u"internal"_s}}), u"success"_s);
        QCOMPARE(page.run(u"Device.Release"_s, {{u"claim"_s, claim}}), u"success"_s);
        QCOMPARE(page.run(u"Device.Release"_s, {{u"claim"_s, claim}}), u"sequenceError"_s);
        QVERIFY(page.session.heldDevices().isEmpty());
        for (const QString &line : std::as_const(desk.record))
            QVERIFY2(!line.contains(u"测试甲"_s) && !line.contains(u"1101"_s), qPrintable(line));
    }
    void everyCheckComesBeforeTheDevice_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("completion");
        const QString none = u"00000000-0000-7000-8000-000000000000"_s;
        const QJsonObject good = Page::readPayload(none);
        const auto changed = [&good](const QString &member, const QJsonValue &value) {
            QJsonObject other = good;
            other.insert(member, value);
            if (value.isUndefined())
                other.remove(member);
            return other;
        };
        QTest::newRow("unknown command") << u"IdCard.Transmit"_s << QJsonObject{{u"apdu"_s, u"00A40000"_s}} << u"unsupportedCommand"_s;
        QTest::newRow("a command without a grant") << u"Key.Sign"_s << QJsonObject() << u"authorisationRequired"_s;
        QTest::newRow("unknown claim") << u"IdCard.Read"_s << good << u"sequenceError"_s;
        QTest::newRow("no claim") << u"IdCard.Read"_s << changed(u"claim"_s, QJsonValue::Undefined) << u"invalidData"_s;
        QTest::newRow("claim is no claim") << u"IdCard.Read"_s << changed(u"claim"_s, u"1"_s) << u"invalidData"_s;
        QTest::newRow("claim in braces") << u"IdCard.Read"_s << changed(u"claim"_s, u"{"_s + none + u"}"_s) << u"invalidData"_s;
        QTest::newRow("unknown device") << u"IdCard.Read"_s << changed(u"device"_s, u"idr-2"_s) << u"invalidData"_s;
        QTest::newRow("device path") << u"IdCard.Read"_s << changed(u"device"_s, u"/dev/ttyUSB0"_s) << u"invalidData"_s;
        QTest::newRow("unknown field") << u"IdCard.Read"_s << changed(u"fields"_s, QJsonArray{u"name"_s, u"religion"_s}) << u"invalidData"_s;
        QTest::newRow("no fields") << u"IdCard.Read"_s << changed(u"fields"_s, QJsonArray{}) << u"invalidData"_s;
        QTest::newRow("all fields") << u"IdCard.Read"_s << changed(u"fields"_s, u"*"_s) << u"invalidData"_s;
        QTest::newRow("field twice") << u"IdCard.Read"_s << changed(u"fields"_s, QJsonArray{u"name"_s, u"name"_s}) << u"invalidData"_s;
        QTest::newRow("photo is a text") << u"IdCard.Read"_s << changed(u"photo"_s, u"yes"_s) << u"invalidData"_s;
        QTest::newRow("unknown member") << u"IdCard.Read"_s << changed(u"fingerprints"_s, true) << u"invalidData"_s;
        QTest::newRow("wait without claim") << u"IdCard.WaitCard"_s << QJsonObject{{u"device"_s, u"idr-1"_s}} << u"invalidData"_s;
        QTest::newRow("claim of no device") << u"Device.Claim"_s << QJsonObject{{u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 1}} << u"invalidData"_s;
        const auto claim = [](const QString &device, const QString &mode, const QJsonValue &ttlMs) {
            return QJsonObject{{u"device"_s, device}, {u"mode"_s, mode}, {u"ttlMs"_s, ttlMs}};
        };
        QTest::newRow("claim for ever") << u"Device.Claim"_s << claim(u"idr-1"_s, u"exclusive"_s, 60'001) << u"invalidData"_s;
        QTest::newRow("claim for nothing") << u"Device.Claim"_s << claim(u"idr-1"_s, u"exclusive"_s, 0) << u"invalidData"_s;
        QTest::newRow("claim in another mode") << u"Device.Claim"_s << claim(u"idr-1"_s, u"takeOver"_s, 1000) << u"invalidData"_s;
        QTest::newRow("claim of an unknown device") << u"Device.Claim"_s << claim(u"idr-9"_s, u"exclusive"_s, 1000) << u"invalidData"_s;
        QTest::newRow("loud health check") << u"Device.CheckHealth"_s << QJsonObject{{u"device"_s, u"idr-1"_s}, {u"level"_s, u"external"_s}} << u"invalidData"_s;
        QTest::newRow("status of nothing") << u"Common.Status"_s << QJsonObject() << u"invalidData"_s;
        QTest::newRow("devices with a payload") << u"Common.Devices"_s << QJsonObject{{u"all"_s, true}} << u"invalidData"_s;
        QTest::newRow("second hello") << u"Common.Hello"_s << QJsonObject{{u"client"_s, u"x"_s}} << u"sequenceError"_s;
        QTest::newRow("release of nothing") << u"Device.Release"_s << QJsonObject() << u"invalidData"_s;
        QTest::newRow("cancel of a text") << u"Common.Cancel"_s << QJsonObject{{u"requestIds"_s, QJsonArray{u"1"_s}}} << u"invalidData"_s;
        QTest::newRow("pair for nothing") << u"Bridge.Pair"_s << QJsonObject{{u"operations"_s, QJsonArray{}}, {u"reason"_s, u"x"_s}} << u"invalidData"_s;
        QTest::newRow("pair for an unknown command") << u"Bridge.Pair"_s << QJsonObject{{u"operations"_s, QJsonArray{u"Disk.Read"_s}}, {u"reason"_s, u"x"_s}}
                                                     << u"invalidData"_s;
        QTest::newRow("pair beyond the policy") << u"Bridge.Pair"_s << QJsonObject{{u"operations"_s, QJsonArray{u"Key.Sign"_s}}, {u"reason"_s, u"x"_s}}
                                                << u"authorisationRequired"_s;
    }
    void everyCheckComesBeforeTheDevice()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, completion);
        Desk desk;
        Page early(desk, kOrigin);
        QCOMPARE(early.run(name, payload), name == u"Common.Hello" ? u"success"_s : u"sequenceError"_s);     // before Hello
        Page page(desk, kOrigin);
        page.hello();
        QVERIFY(desk.waitReady());
        QCOMPARE(page.run(name, payload), completion);
        QVERIFY(desk.untouched());
        QVERIFY(desk.clerk.questions.isEmpty());
    }
    void aPageWithoutGrantGetsNothing()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        Page page(desk, kPoor);
        page.hello();
        QCOMPARE(page.claim(), u"authorisationRequired"_s);
        QCOMPARE(page.run(u"IdCard.Read"_s, Page::readPayload(u"x"_s)), u"authorisationRequired"_s);
        QCOMPARE(page.run(u"Device.CheckHealth"_s, {{u"device"_s, u"idr-1"_s}, {u"level"_s, u"internal"_s}}), u"authorisationRequired"_s);
        QVERIFY(desk.untouched());
        // Nor does it hear when a card is laid.
        page.heard.clear();
        Page owner(desk, kOrigin);
        owner.hello();
        const QString claim = owner.claim();
        QCOMPARE(owner.run(u"IdCard.WaitCard"_s, {{u"device"_s, u"idr-1"_s}, {u"claim"_s, claim}}), u"success"_s);
        QTRY_VERIFY_WITH_TIMEOUT(std::any_of(owner.heard.begin(), owner.heard.end(), [](const QJsonObject &m) {
            return m[u"header"_s][u"type"_s].toString() == u"unsolicited"; }), kPatience);
        QVERIFY(page.heard.isEmpty());
    }
    void claimsBelongToTheirConnection()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        auto first = std::make_unique<Page>(desk, kOrigin);
        Page second(desk, kOrigin);
        first->hello();
        second.hello();
        const QString claim = first->claim();
        QCOMPARE(second.claim(), u"deviceNotReady"_s);
        QCOMPARE(second.run(u"IdCard.Read"_s, Page::readPayload(claim)), u"sequenceError"_s);
        QCOMPARE(second.run(u"Device.Release"_s, {{u"claim"_s, claim}}), u"sequenceError"_s);
        const QString shared = second.claim(u"shared"_s);
        QCOMPARE(second.run(u"IdCard.Read"_s, Page::readPayload(shared)), u"sequenceError"_s);      // looks, never works
        QVERIFY(desk.untouched());
        first.reset();                          // the socket closed
        QVERIFY(second.claim().size() > 30);
    }
    void claimsEndByTheirTime()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        Page page(desk, kOrigin);
        page.hello();
        const QString claim = page.claim(u"exclusive"_s, 1);
        QTRY_VERIFY_WITH_TIMEOUT(page.session.heldDevices().isEmpty(), kPatience);
        QCOMPARE(page.run(u"IdCard.Read"_s, Page::readPayload(claim)), u"sequenceError"_s);
        QVERIFY(desk.untouched());
    }
    void theClerkTakesTheDeviceBack()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        desk.reader->lift();
        Page page(desk, kOrigin);
        page.hello();
        const QString claim = page.claim();
        const int read = page.send(u"IdCard.Read"_s, Page::readPayload(claim), 60'000);
        page.session.endClaims();
        QCOMPARE(page.end(read), u"canceled"_s);
        QVERIFY(page.session.heldDevices().isEmpty());
    }
    void cancelEndsOwnRequestsOnly()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        desk.reader->lift();
        Page page(desk, kOrigin), other(desk, kOrigin);
        page.hello();
        other.hello();
        const QString claim = page.claim();
        const int read = page.send(u"IdCard.Read"_s, Page::readPayload(claim), 60'000);
        QCOMPARE(other.run(u"Common.Cancel"_s), u"success"_s);
        QCOMPARE(other.run(u"Common.Cancel"_s, {{u"requestIds"_s, QJsonArray{read, 4711}}}), u"success"_s);
        QTest::qWait(50);
        QVERIFY(!page.answerTo(read));
        QCOMPARE(page.run(u"Common.Cancel"_s, {{u"requestIds"_s, QJsonArray{read}}}), u"success"_s);
        QCOMPARE(page.end(read), u"canceled"_s);
        QCOMPARE(page.answers(read), 1);
    }
    void deadlinesOfThePageHold()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        desk.reader->lift();
        Page page(desk, kOrigin);
        page.hello();
        const QString claim = page.claim();
        const int read = page.send(u"IdCard.Read"_s, Page::readPayload(claim), 100);
        const QString end = page.end(read);
        QVERIFY2(end == u"userError" || end == u"timeOut", qPrintable(end));
    }
    void pairingNeedsAClick()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        auto page = std::make_unique<Page>(desk, kAsking);
        page->hello();
        QCOMPARE(page->run(u"IdCard.Read"_s), u"authorisationRequired"_s);
        const QJsonObject ask{{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"读取申请人身份证"_s}};
        const int pair = page->send(u"Bridge.Pair"_s, ask);
        QCOMPARE(desk.clerk.questions.size(), 1);
        QCOMPARE(desk.clerk.questions[0].origin, kAsking);
        QCOMPARE(desk.clerk.questions[0].words, u"读取申请人身份证"_s);
        QVERIFY(!page->answerTo(pair));
        QCOMPARE(page->run(u"Bridge.Pair"_s, ask), u"sequenceError"_s);         // one question at a time
        QCOMPARE(page->run(u"IdCard.Read"_s), u"authorisationRequired"_s);       // asked is not allowed
        desk.clerk.answers[0](true);
        QCOMPARE(page->end(pair), u"success"_s);
        const QString token = page->payload(pair, u"token"_s).toString();
        QCOMPARE(token.size(), 43);
        QVERIFY(QDateTime::fromString(page->payload(pair, u"expires"_s).toString(), Qt::ISODateWithMs).isValid());
        desk.clerk.answers[0](false);           // a second answer to the same question
        const QString claim = page->claim();
        QCOMPARE(page->run(u"IdCard.Read"_s, Page::readPayload(claim)), u"success"_s);
        page.reset();
        // The token works for the origin it was given to, and for no other.
        Page back(desk, kAsking);
        QCOMPARE(back.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}, {u"token"_s, token}}), u"success"_s);
        QVERIFY(back.claim().size() > 30);
        Page thief(desk, kPoor);
        QCOMPARE(thief.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}, {u"token"_s, token}}), u"authorisationRequired"_s);
        QCOMPARE(thief.left, int(CloseCode::Policy));
        Page guess(desk, kAsking);
        QCOMPARE(guess.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}, {u"token"_s, QString(43, u'A')}}), u"authorisationRequired"_s);
        QCOMPARE(guess.left, int(CloseCode::Policy));
        desk.tokens.clear();                    // the clerk signed out
        Page late(desk, kAsking);
        QCOMPARE(late.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}, {u"token"_s, token}}), u"authorisationRequired"_s);
        for (const QString &line : std::as_const(desk.record))
            QVERIFY(!line.contains(token));
    }
    void refusedQuestionsEndThePage()
    {
        Desk desk;
        Page page(desk, kAsking);
        page.hello();
        const QJsonObject ask{{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"x"_s}};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(page.left, 0);
            const int pair = page.send(u"Bridge.Pair"_s, ask);
            desk.clerk.answers[i](false);
            QCOMPARE(page.end(pair), u"authorisationRequired"_s);
        }
        QCOMPARE(page.left, int(CloseCode::Policy));
    }
    void questionsGoWithTheirPage()
    {
        Desk desk;
        const QJsonObject ask{{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"x"_s}};
        auto page = std::make_unique<Page>(desk, kAsking);
        page->hello();
        page->send(u"Bridge.Pair"_s, ask);
        page.reset();
        QCOMPARE(desk.clerk.withdrawn, QList<quint64>{desk.clerk.questions[0].id});
        desk.clerk.answers[0](true);            // a click that came too late
        QTest::qWait(10);
        Page other(desk, kAsking);
        other.hello();
        const int pair = other.send(u"Bridge.Pair"_s, ask, 30);
        QCOMPARE(other.end(pair), u"timeOut"_s);
        QCOMPARE(desk.clerk.withdrawn.size(), 2);
        desk.clerk.answers[1](true);
        QTest::qWait(10);
        QCOMPARE(other.run(u"IdCard.Read"_s), u"authorisationRequired"_s);
        const int cancelled = other.send(u"Bridge.Pair"_s, ask);
        other.run(u"Common.Cancel"_s);
        QCOMPARE(other.end(cancelled), u"canceled"_s);
    }
    void aGrantThatGoesTakesItsJobsAlong()
    {
        Desk desk;
        QVERIFY(desk.waitReady());
        desk.reader->lift();
        Page page(desk, kOrigin);
        page.hello();
        const QString claim = page.claim();
        const int read = page.send(u"IdCard.Read"_s, Page::readPayload(claim), 60'000);
        desk.world->policy.origins[0].grants = {u"IdCard.WaitCard"_s};
        page.session.policyChanged();
        QCOMPARE(page.end(read), u"canceled"_s);
        QCOMPARE(page.run(u"IdCard.Read"_s, Page::readPayload(claim)), u"authorisationRequired"_s);
        QCOMPARE(page.session.heldDevices().size(), 1);
        desk.world->policy.origins[0].grants.clear();
        page.session.policyChanged();
        QVERIFY(page.session.heldDevices().isEmpty());
        desk.world->policy.origins.removeFirst();
        page.session.policyChanged();
        QCOMPARE(page.left, int(CloseCode::Policy));
    }
    void requestIdsRise()
    {
        Desk desk;
        Page page(desk, kOrigin);
        page.lastId = 41;
        page.hello();
        for (const int id : {42, 41, 1}) {
            page.heard.clear();
            page.lastId = id - 1;
            page.send(u"Common.Devices"_s);
            QCOMPARE(page.heard.size(), 1);
            QCOMPARE(page.heard[0][u"header"_s][u"status"_s].toString(), u"invalidRequestID"_s);
        }
        page.lastId = 42;
        QCOMPARE(page.run(u"Common.Devices"_s), u"success"_s);
    }
    void threeMessagesThatAreNoneEndThePage()
    {
        Desk desk;
        Page page(desk, kOrigin);
        page.session.receive("{");
        page.session.receive(R"({"header":{"requestId":5}})");
        QCOMPARE(page.left, 0);
        QCOMPARE(page.heard[0][u"header"_s][u"requestId"_s].toInt(-1), 0);
        QCOMPARE(page.heard[1][u"header"_s][u"requestId"_s].toInt(-1), 5);
        QCOMPARE(page.heard[1][u"header"_s][u"status"_s].toString(), u"invalidMessage"_s);
        page.session.receive("x");
        QCOMPARE(page.left, int(CloseCode::Policy));
        page.heard.clear();
        page.send(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
        QVERIFY(page.heard.isEmpty());
    }
    void floodsAreSlowedThenCutOff()
    {
        Desk desk;
        Page page(desk, kOrigin);
        page.hello();
        int refused = 0;
        for (int i = 0; i < 400 && page.left == 0; ++i)
            page.send(u"Common.Devices"_s);
        for (const QJsonObject &message : std::as_const(page.heard))
            refused += message[u"header"_s][u"status"_s].toString() == u"tooManyRequests";
        QVERIFY(refused >= 99);
        QCOMPARE(page.left, int(CloseCode::Policy));
    }
    void whoSaysNothingLeaves()
    {
        Desk desk;
        Page page(desk, kOrigin);
        QTRY_COMPARE_WITH_TIMEOUT(page.left, int(CloseCode::Policy), kPatience);
    }
    void errorsHaveTheirCompletion()
    {
        using Row = std::pair<FaultClass, QString>;
        for (const auto &[cls, completion] : {Row(FaultClass::NoDevice, u"deviceNotReady"_s), Row(FaultClass::NoMedia, u"userError"_s),
                                              Row(FaultClass::MediaRejected, u"userError"_s), Row(FaultClass::Transport, u"hardwareError"_s),
                                              Row(FaultClass::Protocol, u"hardwareError"_s), Row(FaultClass::DeviceFault, u"hardwareError"_s)}) {
            Desk desk;
            QVERIFY(desk.waitReady());
            Page page(desk, kOrigin);
            page.hello();
            const QString claim = page.claim();
            const char *fault = cls == FaultClass::NoDevice ? R"({"hangup":{"backAfterMs":60000}})"
                : cls == FaultClass::NoMedia ? R"({"card":null})"
                : cls == FaultClass::MediaRejected ? R"({"status":{"command":"3001","sw3":"31","times":1}})"
                : cls == FaultClass::Transport ? R"({"fault":{"kind":"flip","command":"3001","at":30,"times":9}})"
                : cls == FaultClass::Protocol ? R"({"status":{"command":"3001","sw3":"21","times":9}})"
                : R"({"status":{"command":"3001","sw3":"77","times":1}})";
            QVERIFY(desk.reader->control(fault).ok());
            if (cls == FaultClass::NoDevice)
                QVERIFY(QTest::qWaitFor([&] { return desk.hub->devices().constFirst().state == DeviceState::Lost; }, kPatience));
            const int read = page.send(u"IdCard.Read"_s, Page::readPayload(claim), cls == FaultClass::NoMedia ? 300 : 60'000);
            QCOMPARE(page.end(read), completion);
            const QString description = (*page.answerTo(read))[u"header"_s][u"errorDescription"_s].toString();
            QVERIFY2(description.startsWith(u"DEV-IDCARD-"), qPrintable(description));
        }
    }
};

ZC_TEST(QCoreApplication, TestBridgeSession)
#include "tst_bridgesession.moc"
