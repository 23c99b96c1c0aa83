#include "bridgepeer.h"
#include "support/testprogram.h"

#include <devices/socialcardreader.h>

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPoor = "https://poor.example.test";           // may come, and nothing else
const QByteArray kAttackedPolicy = R"({"origins":[
    {"origin":"https://window.example.test","grants":["IdCard.WaitCard","IdCard.Read","ScCard.Read","Scan.Start","Camera.Capture","Print.Job","Receipt.Print","Key.ListCerts","Key.Sign"]},
    {"origin":"https://poor.example.test","grants":[],"ask":["IdCard.Read"]},
    {"origin":"http://plain.example.test","grants":["IdCard.Read"],"allowHttp":true}]})";
const QString kNoClaim = u"00000000-0000-7000-8000-000000000000"_s;

// What must never reach an attacker: the words of the cards that lie in the simulated readers all the time.
const QByteArrayList kPersonal = {"测试甲", "11010519491231002X", "19491231", "某省某市某区某路1号", "样例经办人", "135790",
                                 zc::devices::SimulatedSocialCard::generated(1).fields.value(u"name"_s).toUtf8(),
                                 zc::devices::SimulatedSocialCard::generated(1).fields.value(u"cardNumber"_s).toUtf8()};

QJsonObject readPayload(const QString &claim)
{
    return {{u"device"_s, u"idr-1"_s}, {u"claim"_s, claim}, {u"fields"_s, QJsonArray{u"name"_s, u"number"_s}}};
}

// A payload as good as one can be without a claim of one's own.
QJsonObject atDevice(const QString &device, const QJsonObject &more = {}, const QString &claim = kNoClaim)
{
    QJsonObject payload = more;
    payload.insert(u"device"_s, device);
    payload.insert(u"claim"_s, claim);
    return payload;
}

QJsonObject announcement(qint64 bytes = 100, const QJsonObject &change = {})
{
    QJsonObject payload{{u"transfer"_s, kNoClaim}, {u"bytes"_s, bytes}, {u"sha256"_s, QString(64, u'0')}, {u"mediaType"_s, u"application/pdf"_s}};
    for (auto it = change.begin(); it != change.end(); ++it)
        payload.insert(it.key(), it.value());
    return payload;
}

QByteArray commandText(const QByteArray &header, const QByteArray &payload = "{}")
{
    return "{\"header\":{" + header + "},\"payload\":" + payload + "}";
}

} // namespace

// Somebody on this computer or on a page the clerk has open tries to come to the devices. One program serves all of them; when they are
// through, its devices have not been touched and not one word of the card has left. Each attack has a name and one expected refusal.
class TestBridgeAttacks : public QObject {
    Q_OBJECT

    std::unique_ptr<BridgeProgram> m_bridge;
    int m_attacks = 0;

    void judge(const BridgePeer &peer)
    {
        ++m_attacks;
        for (const QByteArray &word : kPersonal)
            QVERIFY2(!word.isEmpty(), "nothing to look for");
        for (const QByteArray &word : kPersonal)
            QVERIFY2(!peer.everything().contains(word), word.constData());
        const QByteArrayList touched = m_bridge->transcript();
        QVERIFY2(touched.isEmpty(), touched.value(0).constData());
    }
    quint16 port() const { return m_bridge->port(); }
    // Again while the last one of this origin still has its place.
    std::unique_ptr<BridgePeer> enter(const QByteArray &origin) const
    {
        QElapsedTimer passed;
        passed.start();
        for (;;) {
            auto peer = std::make_unique<BridgePeer>(port());
            if (peer->open(origin) || passed.elapsed() > kPatience)
                return peer;
            QTest::qWait(20);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bridge = std::make_unique<BridgeProgram>(kAttackedPolicy);
        QVERIFY2(m_bridge->waitPort(), m_bridge->errors().constData());
    }

    void atTheDoor_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const quint16 p = port();
        const QByteArray number = QByteArray::number(p);
        const auto change = [p](const char *name, const QByteArrayList &fields, int status) {
            QTest::newRow(name) << BridgePeer::head(p, kWindow, fields) << status;
        };
        const auto line = [p](const char *requestLine, int status) {
            QTest::newRow(requestLine) << BridgePeer::head(p, kWindow, {}, requestLine) << status;
        };
        line("POST /v1/ws HTTP/1.1", 405);
        line("PUT /v1/ws HTTP/1.1", 405);
        line("OPTIONS /v1/ws HTTP/1.1", 405);
        line("HEAD /v1/hello HTTP/1.1", 405);
        line("TRACE /v1/ws HTTP/1.1", 405);
        line("GET /v1/ws HTTP/1.0", 400);
        line("GET /v1/ws HTTP/2.0", 400);
        line("GET / HTTP/1.1", 404);
        line("GET /v1/ws/ HTTP/1.1", 404);
        line("GET //v1/ws HTTP/1.1", 404);
        line("GET /v1/ws?token=x HTTP/1.1", 404);
        line("GET /v1/hello?callback=steal HTTP/1.1", 404);
        line("GET /v1/../v1/ws HTTP/1.1", 404);
        line("GET /v1/%77s HTTP/1.1", 404);
        line("GET /etc/passwd HTTP/1.1", 404);
        line("GET http://127.0.0.1/v1/ws HTTP/1.1", 404);
        line("CONNECT 127.0.0.1:22 HTTP/1.1", 404);
        change("rebound name", {"Host: evil.example:" + number}, 403);
        change("rebound name without port", {"Host: evil.example"}, 403);
        change("rebound name, no origin", {"Host: evil.example:" + number, "Origin"}, 403);
        change("host without port", {"Host: 127.0.0.1"}, 403);
        change("host with another port", {"Host: 127.0.0.1:1"}, 403);
        change("host as one number", {"Host: 2130706433:" + number}, 403);
        change("host that is any address", {"Host: 0.0.0.0:" + number}, 403);
        change("host in capitals", {"Host: LOCALHOST:" + number}, 403);
        change("host with a dot", {"Host: localhost.:" + number}, 403);
        change("no host", {"Host"}, 403);
        change("two hosts", {"+Host: 127.0.0.1:" + number}, 400);
        change("foreign origin", {"Origin: https://evil.example"}, 403);
        change("origin as a prefix", {"Origin: https://window.example.test.evil.example"}, 403);
        change("origin as a suffix", {"Origin: https://evilwindow.example.test"}, 403);
        change("subdomain", {"Origin: https://a.window.example.test"}, 403);
        change("http instead of https", {"Origin: http://window.example.test"}, 403);
        change("https instead of http", {"Origin: https://plain.example.test"}, 403);
        change("other port", {"Origin: https://window.example.test:8443"}, 403);
        change("default port written", {"Origin: https://window.example.test:443"}, 403);
        change("origin in capitals", {"Origin: HTTPS://WINDOW.EXAMPLE.TEST"}, 403);
        change("origin with a slash", {"Origin: https://window.example.test/"}, 403);
        change("origin with a user", {"Origin: https://x@window.example.test"}, 403);
        change("null origin", {"Origin: null"}, 403);
        change("empty origin", {"Origin: "}, 403);
        change("star origin", {"Origin: *"}, 403);
        change("file origin", {"Origin: file://"}, 403);
        change("extension origin", {"Origin: chrome-extension://abcdefgh"}, 403);
        change("two origins in one field", {"Origin: https://window.example.test https://evil.example"}, 403);
        change("two origin fields", {"+Origin: https://evil.example"}, 400);
        change("origin not ASCII", {"Origin: https://wind\xD0\xBEw.example.test"}, 400);
        change("no origin", {"Origin"}, 403);
        change("native without the feature", {"Origin", "Authorization: ZC-Native 0123456789abcdef0123456789abcdef"}, 403);
        change("native with an empty secret", {"Origin", "Authorization: ZC-Native "}, 403);
        change("origin and authorization", {"Authorization: ZC-Native 0123456789abcdef0123456789abcdef"}, 403);
        change("basic authorization", {"Origin", "Authorization: Basic YTpi"}, 403);
        change("no upgrade", {"Upgrade"}, 426);
        change("upgrade to h2c", {"Upgrade: h2c"}, 426);
        change("no connection", {"Connection"}, 426);
        change("old version", {"Sec-WebSocket-Version: 8"}, 426);
        change("no key", {"Sec-WebSocket-Key"}, 400);
        change("short key", {"Sec-WebSocket-Key: AAAA"}, 400);
        change("key of 17 bytes", {"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAAA="}, 400);
        change("two keys", {"+Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}, 400);
        change("no subprotocol", {"Sec-WebSocket-Protocol"}, 400);
        change("another subprotocol", {"Sec-WebSocket-Protocol: chat"}, 400);
        change("body", {"Content-Length: 10"}, 400);
        change("two lengths", {"Content-Length: 0", "+Content-Length: 9"}, 400);
        change("chunked", {"Transfer-Encoding: chunked"}, 400);
        change("length and chunked", {"Content-Length: 4", "Transfer-Encoding: chunked"}, 400);
        change("field name with a blank", {"+Origin : https://evil.example"}, 400);
        change("field without colon", {"+Origin"}, 400);
        change("NUL in a field", {QByteArray("+X: a\0b", 7)}, 400);
        change("long field", {"X: " + QByteArray(9000, 'x')}, 400);
        QByteArrayList many;
        for (int i = 0; i < 120; ++i)
            many << "X-" + QByteArray::number(i) + ": y";
        change("many fields", many, 400);
        QByteArrayList huge;
        for (int i = 0; i < 60; ++i)
            huge << "X-" + QByteArray::number(i) + ": " + QByteArray(2000, 'x');
        change("huge head", huge, 400);
        const QByteArray good = BridgePeer::head(p, kWindow);
        QTest::newRow("folded field") << QByteArray(good).replace("websocket", "\r\n websocket") << 400;
        QTest::newRow("lines with LF") << QByteArray(good).replace("Origin", "X: y\nOrigin") << 400;
        QTest::newRow("empty line first") << "\r\n" + good << 400;
        QTest::newRow("TLS") << QByteArray::fromHex("1603010200010001fc0303") + QByteArray(60, 'x') + "\r\n\r\n" << 400;
        QTest::newRow("smuggled second request") << BridgePeer::head(p, kWindow, {"Content-Length: 60"}) + good << 400;
    }
    void atTheDoor()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        BridgePeer peer(port());
        QVERIFY(peer.connected());
        peer.write(bytes);
        QCOMPARE(peer.status(), status);
        const QByteArray head = peer.httpHead().toLower();
        QVERIFY(head.contains("connection: close") && head.contains("content-length: 0"));
        QVERIFY(!head.contains("access-control"));
        judge(peer);
    }

    void withBrokenFrames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto frame = [](int first, const QByteArray &payload, bool masked = true) { return BridgePeer::frame(first, payload, masked); };
        QTest::newRow("not masked") << frame(0x81, "{}", false) << 1002;
        QTest::newRow("reserved bit") << frame(0xC1, "{}") << 1002;
        QTest::newRow("unknown opcode") << frame(0x83, "{}") << 1002;
        QTest::newRow("unknown control opcode") << frame(0x8B, "") << 1002;
        QTest::newRow("ping in pieces") << frame(0x09, "") << 1002;
        QTest::newRow("long ping") << frame(0x89, QByteArray(126, 'x')) << 1002;
        QTest::newRow("continuation of nothing") << frame(0x80, "x") << 1002;
        QTest::newRow("message inside a message") << frame(0x01, "{") + frame(0x81, "{}") << 1002;
        QTest::newRow("too big") << frame(0x81, QByteArray(65'537, ' ')) << 1009;
        QTest::newRow("too big in pieces") << frame(0x01, QByteArray(40'000, ' ')) + frame(0x80, QByteArray(40'000, ' ')) << 1009;
        QTest::newRow("says 2^62 bytes") << QByteArray::fromHex("81ff400000000000000000000000") << 1009;
        QTest::newRow("says 2^63 bytes") << QByteArray::fromHex("81ff800000000000000000000000") << 1002;
        QTest::newRow("long form of a short length") << QByteArray::fromHex("81fe0001000000007b") << 1002;
        QTest::newRow("binary") << frame(0x82, "x") << 1003;
        QTest::newRow("piece of no transfer") << frame(0x82, QByteArray(20 + 32768, 'x')) << 1003;
        QTest::newRow("piece in pieces") << frame(0x02, QByteArray(30, 'x')) + frame(0x80, QByteArray(30, 'x')) << 1003;
        QTest::newRow("too big a piece") << frame(0x82, QByteArray(65'537, 'x')) << 1009;
        QTest::newRow("not UTF-8") << frame(0x81, "\xFF\xFE") << 1007;
        QTest::newRow("half a close code") << frame(0x88, "x") << 1002;
        QTest::newRow("forbidden close code") << frame(0x88, QByteArray("\x03\xED", 2)) << 1002;
        QByteArray pings;
        for (int i = 0; i < 300; ++i)
            pings += frame(0x89, "x");
        QTest::newRow("flood of pings") << pings << 1008;
    }
    void withBrokenFrames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        const auto entered = enter(kWindow);
        BridgePeer &peer = *entered;
        peer.write(bytes + BridgePeer::frame(0x81, commandText(R"("type":"command","name":"Common.Hello","requestId":1,"version":"1.0")", R"({"client":"x"})")));
        QCOMPARE(peer.closeCode(), code);
        judge(peer);
    }
    void speaksBeforeTheHandshakeIsOver()
    {
        BridgePeer peer(port());
        peer.write(BridgePeer::head(port(), kWindow) + BridgePeer::frame(0x81, commandText(R"("type":"command","name":"Common.Hello","requestId":1,"version":"1.0")")));
        QCOMPARE(peer.status(), 101);
        QCOMPARE(peer.closeCode(), 1002);
        judge(peer);
    }

    void withWrongMessages_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray header = R"("type":"command","name":"Common.Devices","requestId":9,"version":"1.0")";
        QTest::newRow("no JSON") << QByteArray("open the reader");
        QTest::newRow("member twice") << commandText(header + R"(,"requestId":10)");
        QTest::newRow("unknown member") << commandText(header + R"(,"admin":true)");
        QTest::newRow("deep") << commandText(header, "{\"x\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}");
        QTest::newRow("requestId too large") << commandText(R"("type":"command","name":"Common.Devices","requestId":2147483648,"version":"1.0")");
        QTest::newRow("requestId is a fraction") << commandText(R"("type":"command","name":"Common.Devices","requestId":1.5,"version":"1.0")");
        QTest::newRow("timeout of an hour") << commandText(header + R"(,"timeout":3600000)");
        QTest::newRow("another version") << commandText(R"("type":"command","name":"Common.Devices","requestId":9,"version":"1.1")");
        QTest::newRow("an answer instead of a command") << commandText(R"("type":"completion","name":"Common.Devices","requestId":9,"version":"1.0")");
    }
    void withWrongMessages()
    {
        QFETCH(QByteArray, text);
        const auto entered = enter(kWindow);
        BridgePeer &peer = *entered;
        for (int i = 0; i < 3; ++i) {
            peer.say(text);
            QCOMPARE(peer.next()[u"header"_s][u"status"_s].toString(), u"invalidMessage"_s);
        }
        QCOMPARE(peer.closeCode(), 1008);
        judge(peer);
    }

    void withoutARight_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("hello");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("completion");
        const QJsonObject claim{{u"device"_s, u"idr-1"_s}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 1000}};
        QTest::newRow("read before hello") << kWindow << false << u"IdCard.Read"_s << readPayload(kNoClaim) << u"sequenceError"_s;
        QTest::newRow("claim before hello") << kWindow << false << u"Device.Claim"_s << claim << u"sequenceError"_s;
        QTest::newRow("list before hello") << kWindow << false << u"Common.Devices"_s << QJsonObject() << u"sequenceError"_s;
        QTest::newRow("read without a grant") << kPoor << true << u"IdCard.Read"_s << readPayload(kNoClaim) << u"authorisationRequired"_s;
        QTest::newRow("wait without a grant") << kPoor << true << u"IdCard.WaitCard"_s << readPayload(kNoClaim) << u"authorisationRequired"_s;
        QTest::newRow("claim without a grant") << kPoor << true << u"Device.Claim"_s << claim << u"authorisationRequired"_s;
        QTest::newRow("health without a grant") << kPoor << true << u"Device.CheckHealth"_s << QJsonObject{{u"device"_s, u"idr-1"_s}, {u"level"_s, u"internal"_s}}
                                                << u"authorisationRequired"_s;
        QTest::newRow("wait where only read is granted") << QByteArray("http://plain.example.test") << true << u"IdCard.WaitCard"_s << readPayload(kNoClaim)
                                                         << u"authorisationRequired"_s;
        QTest::newRow("pair where the clerk says no") << kPoor << true << u"Bridge.Pair"_s
                                                      << QJsonObject{{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"x"_s}} << u"authorisationRequired"_s;
        QTest::newRow("read with an invented claim") << kWindow << true << u"IdCard.Read"_s << readPayload(kNoClaim) << u"sequenceError"_s;
        QTest::newRow("read without a claim") << kWindow << true << u"IdCard.Read"_s << QJsonObject{{u"device"_s, u"idr-1"_s}, {u"fields"_s, QJsonArray{u"name"_s}}}
                                              << u"invalidData"_s;
        QTest::newRow("read of a device node") << kWindow << true << u"IdCard.Read"_s
                                               << QJsonObject{{u"device"_s, u"/dev/ttyS0"_s}, {u"claim"_s, kNoClaim}, {u"fields"_s, QJsonArray{u"name"_s}}} << u"invalidData"_s;
        QTest::newRow("raw bytes to a card") << kWindow << true << u"IdCard.Transmit"_s << QJsonObject{{u"apdu"_s, u"00A4040007"_s}} << u"unsupportedCommand"_s;
        const QJsonObject social{{u"fields"_s, QJsonArray{u"name"_s, u"cardNumber"_s}}};
        const auto rows = [](const char *title, const QString &name, const QJsonObject &payload) {
            QTest::addRow("%s before hello", title) << kWindow << false << name << payload << u"sequenceError"_s;
            QTest::addRow("%s without a grant", title) << kPoor << true << name << payload << u"authorisationRequired"_s;
            QTest::addRow("%s with an invented claim", title) << kWindow << true << name << payload << u"sequenceError"_s;
        };
        rows("social card", u"ScCard.Read"_s, atDevice(u"ssc-1"_s, social));
        rows("scan", u"Scan.Start"_s, atDevice(u"scn-1"_s));
        rows("picture", u"Camera.Capture"_s, atDevice(u"cam-1"_s));
        rows("paper", u"Print.Job"_s, atDevice(u"prn-1"_s, {{u"transfer"_s, kNoClaim}}));
        rows("slip", u"Receipt.Print"_s, atDevice(u"rcp-1"_s, {{u"lines"_s, QJsonArray{QJsonObject{{u"text"_s, u"x"_s}}}}}));
        const auto signing = [](const QJsonObject &change) {
            QJsonObject payload{{u"certId"_s, QString(64, u'0')}, {u"digestAlg"_s, u"sm3"_s}, {u"digest"_s, QString::fromLatin1(QByteArray(32, 'x').toBase64())}, {u"purpose"_s, u"x"_s}};
            for (auto it = change.begin(); it != change.end(); ++it)
                payload.insert(it.key(), it.value());
            return atDevice(u"key-1"_s, payload);
        };
        rows("certificates", u"Key.ListCerts"_s, atDevice(u"key-1"_s));
        rows("signing", u"Key.Sign"_s, signing({}));
        const auto invalid = [](const char *title, const QString &name, const QJsonObject &payload) {
            QTest::newRow(title) << kWindow << true << name << payload << u"invalidData"_s;
        };
        invalid("social card through the ID-card reader", u"ScCard.Read"_s, atDevice(u"idr-1"_s, social));
        invalid("ID card through the social-card reader", u"IdCard.Read"_s, atDevice(u"ssc-1"_s, {{u"fields"_s, QJsonArray{u"name"_s}}}));
        invalid("commands to the chip", u"ScCard.Read"_s, atDevice(u"ssc-1"_s, {{u"fields"_s, QJsonArray{u"name"_s}}, {u"apdu"_s, u"00B2010400"_s}}));
        invalid("a PIN that the page brings", u"Key.Sign"_s, signing({{u"pin"_s, u"135790"_s}}));
        invalid("signing without saying what for", u"Key.Sign"_s, signing({{u"purpose"_s, u"   "_s}}));
        invalid("a whole document instead of a digest", u"Key.Sign"_s, signing({{u"digest"_s, QString::fromLatin1(QByteArray(1000, 'x').toBase64())}}));
        invalid("signing with the ID-card reader", u"Key.Sign"_s, atDevice(u"idr-1"_s, {{u"certId"_s, QString(64, u'0')}, {u"digestAlg"_s, u"sm3"_s}, {u"digest"_s, QString(44, u'A')}, {u"purpose"_s, u"x"_s}}));
        invalid("unlocking a key", u"Key.Sign"_s, signing({{u"adminPin"_s, u"1"_s}}));
        invalid("scan into a file", u"Scan.Start"_s, atDevice(u"scn-1"_s, {{u"settings"_s, QJsonObject{{u"path"_s, u"/tmp/x"_s}}}}));
        invalid("scan at a resolution beyond", u"Scan.Start"_s, atDevice(u"scn-1"_s, {{u"settings"_s, QJsonObject{{u"resolution"_s, u"100000"_s}}}}));
        invalid("picture with the scanner's settings", u"Camera.Capture"_s, atDevice(u"cam-1"_s, {{u"settings"_s, QJsonObject{{u"resolution"_s, u"300"_s}}}}));
        invalid("paper from a path", u"Print.Job"_s, atDevice(u"prn-1"_s, {{u"transfer"_s, u"/etc/passwd"_s}}));
        invalid("a hundred copies", u"Print.Job"_s, atDevice(u"prn-1"_s, {{u"transfer"_s, kNoClaim}, {u"copies"_s, 100}}));
        invalid("escape sequence on a slip", u"Receipt.Print"_s, atDevice(u"rcp-1"_s, {{u"lines"_s, QJsonArray{QJsonObject{{u"text"_s, u"\u001bp0"_s}}}}}));
        invalid("drawer kick", u"Receipt.Print"_s, atDevice(u"rcp-1"_s, {{u"lines"_s, QJsonArray{QJsonObject{{u"kind"_s, u"pulse"_s}}}}}));
        QTest::newRow("transfer without a grant to print") << kPoor << true << u"Transfer.Begin"_s << announcement() << u"authorisationRequired"_s;
        QTest::newRow("transfer before hello") << kWindow << false << u"Transfer.Begin"_s << announcement() << u"sequenceError"_s;
        invalid("transfer of a gigabyte", u"Transfer.Begin"_s, announcement(1 << 30));
        invalid("transfer of PostScript", u"Transfer.Begin"_s, announcement(100, {{u"mediaType"_s, u"application/postscript"_s}}));
        QTest::newRow("acknowledging what was never sent") << kWindow << true << u"Transfer.Ack"_s << QJsonObject{{u"transfer"_s, kNoClaim}, {u"frames"_s, 1}} << u"sequenceError"_s;
        QTest::newRow("logging in to a key") << kWindow << true << u"Key.Login"_s << QJsonObject{{u"device"_s, u"key-1"_s}, {u"pin"_s, u"1"_s}} << u"unsupportedCommand"_s;
        QTest::newRow("raw bytes to a device") << kWindow << true << u"Device.Write"_s << QJsonObject{{u"bytes"_s, u"3001"_s}} << u"unsupportedCommand"_s;
    }
    void withoutARight()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, hello);
        QFETCH(QString, name);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, completion);
        const auto peer = enter(origin);
        if (hello)
            QCOMPARE(peer->run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}}), u"success"_s);
        QCOMPARE(peer->run(name, payload), completion);
        judge(*peer);
    }
    void withAPaperThatIsNone()
    {
        // Announced as a PDF, its hash is right, and it is a program.
        const auto entered = enter(kWindow);
        BridgePeer &peer = *entered;
        QCOMPARE(peer.run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}}), u"success"_s);
        const QByteArray script = "#!/bin/sh\nreboot\n";
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(script, QCryptographicHash::Sha256).toHex());
        const int begin = peer.send(u"Transfer.Begin"_s, announcement(script.size(), {{u"sha256"_s, hash}}));
        peer.write(BridgePeer::frame(0x82, QUuid::fromString(kNoClaim).toRfc4122() + QByteArray(4, '\0') + script));
        QCOMPARE(peer.end(begin)[u"header"_s][u"completionCode"_s].toString(), u"invalidData"_s);
        QCOMPARE(peer.run(u"Print.Job"_s, atDevice(u"prn-1"_s, {{u"transfer"_s, kNoClaim}})), u"sequenceError"_s);
        judge(peer);
    }
    void withPiecesBeyondTheirTransfer()
    {
        const auto entered = enter(kWindow);
        BridgePeer &peer = *entered;
        QCOMPARE(peer.run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}}), u"success"_s);
        const int begin = peer.send(u"Transfer.Begin"_s, announcement(10));
        QByteArray pieces;
        for (int i = 0; i < 20; ++i)
            pieces += BridgePeer::frame(0x82, QUuid::fromString(kNoClaim).toRfc4122() + QByteArray(4, '\0') + QByteArray(1000, 'x'));
        peer.write(pieces);
        QCOMPARE(peer.end(begin)[u"header"_s][u"completionCode"_s].toString(), u"invalidData"_s);
        QCOMPARE(peer.closeCode(), 1003);
        judge(peer);
    }
    void withATokenOfNobody()
    {
        BridgePeer peer(port());
        QVERIFY(peer.open(kPoor));
        QCOMPARE(peer.run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}, {u"token"_s, QString(43, u'A')}}), u"authorisationRequired"_s);
        QCOMPARE(peer.closeCode(), 1008);
        judge(peer);
    }
    void withTheClaimOfAnother()
    {
        BridgePeer owner(port()), thief(port());
        QVERIFY(owner.open(kWindow) && thief.open(kWindow));
        QCOMPARE(owner.run(u"Common.Hello"_s, {{u"client"_s, u"owner"_s}}), u"success"_s);
        QCOMPARE(thief.run(u"Common.Hello"_s, {{u"client"_s, u"thief"_s}}), u"success"_s);
        const QJsonObject claim{{u"device"_s, u"idr-1"_s}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}};
        const QString held = owner.end(owner.send(u"Device.Claim"_s, claim))[u"payload"_s][u"claim"_s].toString();
        QVERIFY(!held.isEmpty());
        QCOMPARE(thief.run(u"IdCard.Read"_s, readPayload(held)), u"sequenceError"_s);
        QCOMPARE(thief.run(u"Device.Claim"_s, claim), u"deviceNotReady"_s);
        QCOMPARE(thief.run(u"Device.Release"_s, {{u"claim"_s, held}}), u"sequenceError"_s);
        // Its name is not told: another page's origin is nobody's business.
        QVERIFY(!thief.everything().contains("window.example.test"));
        judge(thief);
        judge(owner);
    }
    void withAnOldRequestId()
    {
        BridgePeer peer(port());
        QVERIFY(peer.open(kWindow));
        QCOMPARE(peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}}), u"success"_s);
        peer.say(commandText(R"("type":"command","name":"Common.Devices","requestId":1,"version":"1.0")"));
        QCOMPARE(peer.next()[u"header"_s][u"status"_s].toString(), u"invalidRequestID"_s);
        judge(peer);
    }
    void withAFloodOfCommands()
    {
        BridgePeer peer(port());
        QVERIFY(peer.open(kWindow));
        QCOMPARE(peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}}), u"success"_s);
        // 20 a second are answered, 100 more are refused, the next one ends it. In one piece: who writes on after the goodbye loses it.
        QByteArray flood;
        for (int i = 2; i < 200; ++i)
            flood += BridgePeer::frame(0x81, commandText("\"type\":\"command\",\"name\":\"Common.Devices\",\"version\":\"1.0\",\"requestId\":" + QByteArray::number(i)));
        peer.write(flood);
        QCOMPARE(peer.closeCode(), 1008);
        QVERIFY(peer.everything().contains("tooManyRequests"));
        judge(peer);
    }
    void withSilence()
    {
        BridgePeer peer(port());
        QVERIFY(peer.open(kWindow));
        QCOMPARE(peer.closeCode(), 1008);           // no Hello
        judge(peer);
        BridgePeer mute(port());
        QCOMPARE(mute.status(), 0);                 // no head
        judge(mute);
    }
    void withAHeadDropByDrop()
    {
        BridgePeer peer(port());
        const QByteArray head = BridgePeer::head(port(), kWindow);
        QElapsedTimer passed;
        passed.start();
        // Each piece alone is in time, the whole is not.
        for (qsizetype at = 0; at < head.size() && passed.elapsed() < 3000; ++at) {
            peer.write(head.mid(at, 1));
            QTest::qWait(50);
        }
        QCOMPARE(peer.status(), 0);
        judge(peer);
    }
    void withManyHalfHeads()
    {
        std::vector<std::unique_ptr<BridgePeer>> peers;
        for (int i = 0; i < 30; ++i) {
            peers.push_back(std::make_unique<BridgePeer>(port()));
            peers.back()->write("GET /v1/ws HTTP/1.1\r\n");
        }
        for (const auto &peer : peers) {
            QCOMPARE(peer->status(), 0);
            judge(*peer);
        }
        // Their places are free again.
        BridgePeer honest(port());
        QVERIFY(honest.open(kWindow));
    }
    void withManySockets()
    {
        std::vector<std::unique_ptr<BridgePeer>> peers;
        QHash<int, int> seen;
        // Again while the last of an earlier test still has its place.
        for (int round = 0; round < 200 && seen.value(101) != 8; ++round) {
            peers.clear();
            seen.clear();
            for (const QByteArray &origin : {kWindow, kPoor, QByteArray("http://plain.example.test")}) {
                for (int i = 0; i < 6; ++i) {
                    peers.push_back(std::make_unique<BridgePeer>(port()));
                    peers.back()->write(BridgePeer::head(port(), origin));
                    ++seen[peers.back()->status()];
                }
            }
        }
        for (const auto &peer : peers)
            judge(*peer);
        QCOMPARE(seen.value(101), 8);
        QCOMPARE(seen.value(429), 2);           // the fifth and sixth of the first origin
        QCOMPARE(seen.value(503), 8);           // all others: the house is full
        peers.clear();
        QTRY_VERIFY_WITH_TIMEOUT(BridgePeer(port()).open(kPoor), 60'000);
    }
    void nothingWasTouched()
    {
        QVERIFY2(m_attacks >= 150, qPrintable(QString::number(m_attacks)));
        QVERIFY(m_bridge->transcript().isEmpty());
        qInfo("%d attacks refused, no device I/O", m_attacks);
        // The proof that touching would have been seen, and that the card was there all the time.
        BridgePeer peer(port());
        QVERIFY(peer.open(kWindow));
        QCOMPARE(peer.run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}}), u"success"_s);
        const QJsonObject claim{{u"device"_s, u"idr-1"_s}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}};
        const QString held = peer.end(peer.send(u"Device.Claim"_s, claim))[u"payload"_s][u"claim"_s].toString();
        const QJsonObject answer = peer.end(peer.send(u"IdCard.Read"_s, readPayload(held)));
        QCOMPARE(answer[u"payload"_s][u"fields"_s][u"name"_s].toString(), u"测试甲"_s);
        QVERIFY(peer.everything().contains("测试甲"));
        QVERIFY(m_bridge->transcript().size() >= 3);
        for (const auto &[device, name, payload] : {std::tuple(u"ssc-1"_s, u"ScCard.Read"_s, QJsonObject{{u"fields"_s, QJsonArray{u"name"_s}}}),
                                                    std::tuple(u"rcp-1"_s, u"Receipt.Print"_s, QJsonObject{{u"lines"_s, QJsonArray{QJsonObject{{u"text"_s, u"x"_s}}}}}),
                                                    std::tuple(u"cam-1"_s, u"Camera.Capture"_s, QJsonObject())}) {
            const QJsonObject wish{{u"device"_s, device}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}};
            const QString own = peer.end(peer.send(u"Device.Claim"_s, wish))[u"payload"_s][u"claim"_s].toString();
            const int command = peer.send(name, atDevice(device, payload, own));
            QTRY_VERIFY_WITH_TIMEOUT(m_bridge->transcript().join().contains(device.toLatin1()), kPatience);
            peer.send(u"Common.Cancel"_s, {{u"requestIds"_s, QJsonArray{command}}});        // a picture would wait for its acknowledgement
            QVERIFY(!peer.end(command).isEmpty());
        }
        QCOMPARE(m_bridge->stop(), 0);
    }
};

ZC_TEST(QCoreApplication, TestBridgeAttacks)
#include "tst_bridgeattacks.moc"
