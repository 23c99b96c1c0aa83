#include "internal/admission/admission.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::bridge;

namespace {

const QByteArray kKey = "dGhlIHNhbXBsZSBub25jZQ==";        // of RFC 6455
const QByteArray kSecret = "0123456789abcdef0123456789abcdef";

AdmissionRules rules()
{
    AdmissionRules made;
    made.port = 18610;
    made.nativeSecret = kSecret;
    made.policy.origins = {{u"https://window.example.test"_s, false, {}, {}}, {u"http://plain.example.test"_s, true, {}, {}},
                           {u"http://forgotten.example.test"_s, false, {}, {}}};
    return made;
}

struct Head {
    QByteArray line = "GET /v1/ws HTTP/1.1";
    QList<QByteArray> fields = {"Host: 127.0.0.1:18610", "Origin: https://window.example.test", "Upgrade: websocket", "Connection: keep-alive, Upgrade",
                                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + kKey, "Sec-WebSocket-Protocol: zc-bridge.v1"};
    // Replaces the field of this name; without a colon it goes.
    Head with(const QByteArray &field) const
    {
        Head other = *this;
        const QByteArray name = field.left(field.indexOf(':') < 0 ? field.size() : field.indexOf(':')).toLower();
        for (QByteArray &own : other.fields)
            if (own.left(own.indexOf(':')).toLower() == name)
                own = field;
        if (!other.fields.contains(field))
            other.fields << field;
        other.fields.removeIf([](const QByteArray &own) { return !own.contains(':'); });
        return other;
    }
    Head plus(const QByteArray &field) const
    {
        Head other = *this;
        other.fields << field;
        return other;
    }
    Head to(const QByteArray &requestLine) const
    {
        Head other = *this;
        other.line = requestLine;
        return other;
    }
    QByteArray bytes() const { return line + "\r\n" + fields.join("\r\n") + "\r\n\r\n"; }
};

Verdict verdictOf(const QByteArray &bytes)
{
    return admit(parseHead(bytes), rules());
}

} // namespace

// Who may come in, judged by the head of the request alone. The same table over real sockets is in tests/integration/bridge.
class TestBridgeAdmission : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void admitsWhoIsListed()
    {
        for (const QByteArray host : {"127.0.0.1:18610", "localhost:18610", "[::1]:18610"}) {
            const Verdict verdict = verdictOf(Head().with("Host: " + host).bytes());
            QCOMPARE(int(verdict.kind), int(Verdict::Kind::Socket));
            QCOMPARE(verdict.origin, u"https://window.example.test"_s);
            QCOMPARE(verdict.accept, QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));      // RFC 6455, section 1.3
        }
        QCOMPARE(int(verdictOf(Head().with("Origin: http://plain.example.test").bytes()).kind), int(Verdict::Kind::Socket));
        QCOMPARE(int(verdictOf(Head().with("Upgrade: WebSocket").with("Connection: UPGRADE").bytes()).kind), int(Verdict::Kind::Socket));
        QCOMPARE(int(verdictOf(Head().with("Sec-WebSocket-Protocol: other, zc-bridge.v1").bytes()).kind), int(Verdict::Kind::Socket));
        QCOMPARE(int(verdictOf(Head().plus("Content-Length: 0").bytes()).kind), int(Verdict::Kind::Socket));
        QCOMPARE(int(verdictOf(Head().plus("X-\xE4\xBD\xA0: x").bytes()).kind), int(Verdict::Kind::Refused));
        QCOMPARE(int(verdictOf(Head().plus("X: \xE4\xBD\xA0").bytes()).kind), int(Verdict::Kind::Socket));     // a value nobody looks at
    }
    void greetsWithAndWithoutOrigin()
    {
        const Head hello = Head().to("GET /v1/hello HTTP/1.1");
        QCOMPARE(int(verdictOf(hello.bytes()).kind), int(Verdict::Kind::Hello));
        QCOMPARE(int(verdictOf(hello.with("Origin").bytes()).kind), int(Verdict::Kind::Hello));
        QCOMPARE(verdictOf(hello.with("Origin: https://evil.example").bytes()).status, 403);
        QCOMPARE(verdictOf(hello.with("Host: evil.example:18610").bytes()).status, 403);
    }
    void nativeClientsNeedTheSecretAndNoOrigin()
    {
        const Head native = Head().with("Origin").plus("Authorization: ZC-Native " + kSecret);
        const Verdict verdict = verdictOf(native.bytes());
        QCOMPARE(int(verdict.kind), int(Verdict::Kind::Socket));
        QVERIFY(verdict.native && verdict.origin.isEmpty());
        QCOMPARE(verdictOf(native.with("Authorization: ZC-Native " + kSecret + "x").bytes()).status, 403);
        QCOMPARE(verdictOf(native.with("Authorization: ZC-Native " + kSecret.chopped(1)).bytes()).status, 403);
        QCOMPARE(verdictOf(native.with("Authorization: Basic " + kSecret).bytes()).status, 403);
        QCOMPARE(verdictOf(native.plus("Origin: https://window.example.test").bytes()).status, 403);
        AdmissionRules off = rules();
        off.nativeSecret.clear();
        QCOMPARE(admit(parseHead(native.bytes()), off).status, 403);
        QCOMPARE(admit(parseHead(native.with("Authorization: ZC-Native ").bytes()), off).status, 403);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("check");
        const Head good;
        const auto row = [](const char *name, const Head &head, int status, const char *check) {
            QTest::newRow(name) << head.bytes() << status << QByteArray(check);
        };
        row("1.0", good.to("GET /v1/ws HTTP/1.0"), 400, "version");
        row("2", good.to("GET /v1/ws HTTP/2"), 400, "version");
        row("lower case http", good.to("GET /v1/ws http/1.1"), 400, "head");
        row("query", good.to("GET /v1/ws?x HTTP/1.1"), 404, "target");
        row("slash", good.to("GET /v1/ws/ HTTP/1.1"), 404, "target");
        row("escape", good.to("GET /v1/%77s HTTP/1.1"), 404, "target");
        row("absolute", good.to("GET http://127.0.0.1:18610/v1/ws HTTP/1.1"), 404, "target");
        row("post", good.to("POST /v1/ws HTTP/1.1"), 405, "method");
        row("lower case method", good.to("get /v1/ws HTTP/1.1"), 405, "method");
        row("two hosts", good.plus("Host: 127.0.0.1:18610"), 400, "fieldTwice");
        row("two origins", good.plus("origin: https://window.example.test"), 400, "fieldTwice");
        row("two keys", good.plus("SEC-WEBSOCKET-KEY: " + kKey), 400, "fieldTwice");
        row("two protocols", good.plus("Sec-WebSocket-Protocol: zc-bridge.v1"), 400, "fieldTwice");
        row("two lengths", good.plus("Content-Length: 0").plus("Content-Length: 0"), 400, "fieldTwice");
        row("body", good.plus("Content-Length: 5"), 400, "body");
        row("negative length", good.plus("Content-Length: -1"), 400, "body");
        row("length with plus", good.plus("Content-Length: +0"), 400, "body");
        row("chunked", good.plus("Transfer-Encoding: chunked"), 400, "body");
        row("identity", good.plus("Transfer-Encoding: identity"), 400, "body");
        row("host not ASCII", good.with("Host: 127.0.0.1\xC2\xB7:18610"), 400, "printable");
        row("origin not ASCII", good.with("Origin: https://\xE7\xAA\x97.example"), 400, "printable");
        for (const char *host : {"", "evil.example", "evil.example:18610", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:18610.evil.example", "127.0.0.1:018610",
                                 "LOCALHOST:18610", "localhost.:18610", "127.1:18610", "2130706433:18610", "0.0.0.0:18610", "[::]:18610", "[0:0:0:0:0:0:0:1]:18610",
                                 "::1:18610", "user@127.0.0.1:18610", "127.0.0.1:18610,evil.example"})
            row(host, good.with(QByteArray("Host: ") + host), 403, "host");
        row("no host", good.with("Host"), 403, "host");
        for (const char *origin : {"", "null", "*", "https://evil.example", "https://window.example.test.evil.example", "https://evilwindow.example.test",
                                   "https://a.window.example.test", "https://window.example.test:443", "https://window.example.test:8443",
                                   "https://window.example.test/", "https://window.example.test/page", "HTTPS://window.example.test",
                                   "https://Window.example.test", "http://window.example.test", "https://user@window.example.test", "file://",
                                   "chrome-extension://abc", "https://window.example.test, https://evil.example", "https://window.example.test https://evil.example",
                                   "https://plain.example.test", "http://forgotten.example.test", "https://127.0.0.1:18610"})
            row(origin, good.with(QByteArray("Origin: ") + origin), 403, "origin");
        row("no origin", good.with("Origin"), 403, "origin");
        row("no upgrade", good.with("Upgrade"), 426, "upgrade");
        row("upgrade to h2c", good.with("Upgrade: h2c"), 426, "upgrade");
        row("no connection", good.with("Connection"), 426, "upgrade");
        row("connection without upgrade", good.with("Connection: keep-alive"), 426, "upgrade");
        row("connection upgraded", good.with("Connection: upgraded"), 426, "upgrade");
        row("version 8", good.with("Sec-WebSocket-Version: 8"), 426, "upgrade");
        row("versions", good.with("Sec-WebSocket-Version: 13, 8"), 426, "upgrade");
        row("no version", good.with("Sec-WebSocket-Version"), 426, "upgrade");
        row("no key", good.with("Sec-WebSocket-Key"), 400, "key");
        row("short key", good.with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j"), 400, "key");
        row("long key", good.with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZXh4"), 400, "key");
        row("key with other padding bits", good.with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZR=="), 400, "key");
        row("key not base64", good.with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j!Q=="), 400, "key");
        row("no subprotocol", good.with("Sec-WebSocket-Protocol"), 400, "subprotocol");
        row("other subprotocol", good.with("Sec-WebSocket-Protocol: zc-bridge.v2"), 400, "subprotocol");
        row("subprotocol in capitals", good.with("Sec-WebSocket-Protocol: ZC-Bridge.v1"), 400, "subprotocol");
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, check);
        const Verdict verdict = verdictOf(bytes);
        QCOMPARE(int(verdict.kind), int(Verdict::Kind::Refused));
        QCOMPARE(QByteArray(verdict.check), check);
        QCOMPARE(verdict.status, status);
        QVERIFY(verdict.accept.isEmpty());
    }
    void headsAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = Head().bytes();
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("end alone") << QByteArray("\r\n\r\n");
        QTest::newRow("empty line first") << "\r\n" + good;
        QTest::newRow("lines end with LF") << QByteArray(good).replace("\r\n", "\n");
        QTest::newRow("one bare LF") << QByteArray(good).replace("Origin", "X: y\nOrigin");
        QTest::newRow("one bare CR") << QByteArray(good).replace("Origin", "X: y\rOrigin");
        QTest::newRow("folded") << QByteArray(good).replace("websocket", "\r\n websocket");
        QTest::newRow("blank before the colon") << QByteArray(good).replace("Host:", "Host :");
        QTest::newRow("no colon") << QByteArray(good).replace("Host:", "Host");
        QTest::newRow("empty name") << QByteArray(good).replace("Host:", ":");
        QTest::newRow("name with a blank") << QByteArray(good).replace("Upgrade:", "Up grade:");
        QTest::newRow("NUL in a value") << QByteArray(good).replace("websocket", QByteArray("web\0socket", 10));
        QTest::newRow("NUL in a name") << QByteArray(good).replace("Upgrade:", QByteArray("Up\0grade:", 9));
        QTest::newRow("escape in a value") << QByteArray(good).replace("websocket", "web\x1Bsocket");
        QTest::newRow("two blanks") << QByteArray(good).replace("GET /", "GET  /");
        QTest::newRow("blank at the end") << QByteArray(good).replace("HTTP/1.1\r\n", "HTTP/1.1 \r\n");
        QTest::newRow("tab in the line") << QByteArray(good).replace("GET /", "GET\t/");
        QTest::newRow("no version") << QByteArray(good).replace(" HTTP/1.1", "");
        QTest::newRow("target not ASCII") << QByteArray(good).replace("/v1/ws", "/v1/w\xC3\xA9");
        QTest::newRow("bytes behind") << good + "x";
        QTest::newRow("no end") << good.chopped(2);
    }
    void headsAreReadStrictly()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!parseHead(bytes));
    }
    void limitsHoldAtBothSides()
    {
        Head many;
        while (many.fields.size() < kMostFields)
            many.fields << "X-" + QByteArray::number(many.fields.size()) + ": y";
        QVERIFY(parseHead(many.bytes()));
        QVERIFY(!parseHead(many.plus("X: y").bytes()));
        const QByteArray longest = "X: " + QByteArray(kLongestLine - 3, 'y');
        QVERIFY(parseHead(Head().plus(longest).bytes()));
        QVERIFY(!parseHead(Head().plus(longest + 'y').bytes()));
        QCOMPARE(endOfHead(QByteArray(kLongestHead - 4, 'x') + "\r\n\r\n"), kLongestHead);
        QCOMPARE(endOfHead(QByteArray(kLongestHead - 3, 'x') + "\r\n\r\n"), -1);
    }
};

ZC_TEST(QCoreApplication, TestBridgeAdmission)
#include "tst_bridgeadmission.moc"
