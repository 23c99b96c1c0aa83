#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/httpplatform.h>
#include <platform/problem.h>

#include "support/rigs/scriptedserver.h"
#include "support/testprogram.h"


using namespace zc;
using namespace zc::platform;
using namespace Qt::StringLiterals;
using rigs::Peer;
using rigs::ScriptedServer;

namespace {

QByteArray json(int status, const QByteArray &body, const QByteArray &extra = {})
{
    const QByteArray type = status < 400 ? media::kJson : media::kProblem;
    return Peer::answer(status, body, "Content-Type: " + type + "\r\nServer-Time-Ms: 1764547200000\r\n" + extra);
}

QByteArray capabilitiesBody(const QString &environment = u"test"_s)
{
    Capabilities c;
    c.platformId = u"sample"_s;
    c.environment = environment;
    c.serverTimeMs = 1764547200000;
    c.digests = {u"sha-256"_s};
    c.tus = {u"1.0.0"_s, {u"creation"_s}, 1 << 30, 1 << 20};
    c.limits = {1 << 20, 200, 4 << 20, 2000, 65536, 500};
    c.feed = {25, 500, 90};
    c.opRetentionDays = 180;
    c.numberPattern = u".*"_s;
    return encode(c);
}

// A platform of one page: capabilities and tokens are answered, everything else is the test's.
class FakePlatform {
public:
    using Route = std::function<QByteArray(const QByteArray &request, int nth)>;
    explicit FakePlatform(const Route &route, const QString &environment = u"test"_s)
        : server([this, route, environment](Peer &peer, int) {
              for (QByteArray request; !(request = peer.readRequest()).isEmpty();) {
                  server.note(request);
                  if (request.startsWith("GET /v1/capabilities "))
                      peer.send(json(200, capabilitiesBody(environment)));
                  else if (request.startsWith("POST /oauth2/token "))
                      peer.send(json(200, "{\"access_token\":\"t" + QByteArray::number(++tokens)
                                              + "\",\"token_type\":\"Bearer\",\"expires_in\":900,\"refresh_token\":\"r\","
                                                "\"actor_ticket\":\"ticket\"}"));
                  else if (const QByteArray answer = route(request, ++calls); !answer.isEmpty())
                      peer.send(answer);
                  else
                      return;
              }
          })
    {
    }
    std::unique_ptr<HttpPlatform> client()
    {
        HttpPlatformOptions options;
        options.origin = server.origin();
        options.environment = u"test"_s;
        options.desk = {QUuid(u"0190a0de-0000-7000-8000-000000000001"_s), u"secret"_s, {}};
        options.timeoutMs = 1000;
        return std::move(HttpPlatform::create(options, clock)).value();
    }

    ManualClock clock{1764547200000};
    std::atomic<int> tokens = 0;
    std::atomic<int> calls = 0;
    ScriptedServer server;
};

const QUuid kOp(u"0190a0de-1111-7000-8000-00000000000a"_s);

FrozenOperation operation()
{
    FrozenOperation op;
    op.opId = kOp;
    op.method = "PUT";
    op.path = "/v1/cases/0190a0de-2222-7000-8000-00000000000b";
    op.body = "{\"a\":1}";
    op.headers = {{header::kIdempotencyKey, '"' + uuidText(kOp).toLatin1() + '"'}, {header::kOpSeq, "1"},
                  {header::kContentDigest, contentDigest(op.body)}};
    op.once = true;
    return op;
}

QByteArray opHeaders(const QByteArray &body, const QByteArray &recorded = "?1")
{
    return "Op-Id: " + uuidText(kOp).toLatin1() + "\r\nOp-Recorded: " + recorded + "\r\nContent-Digest: " + contentDigest(body)
        + "\r\nETag: \"r7\"\r\nFlow-Tag: \"w2\"\r\n";
}

} // namespace

class TestHttpPlatform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void operationThatIsOurs()
    {
        FakePlatform fake([](const QByteArray &, int) { return json(201, "{}", opHeaders("{}")); });
        auto client = fake.client();
        const OperationAnswer answer = client->send(operation());
        QVERIFY2(answer.ours, qPrintable(answer.why.code + answer.why.detail));
        QVERIFY(answer.applied());
        QCOMPARE(answer.rev.value(), 7);
        QCOMPARE(answer.flowRev.value(), 2);
        const QByteArray sent = fake.server.requests().last();
        QVERIFY(sent.contains("Authorization: Bearer t1\r\n"));
        QVERIFY(sent.contains("Op-Seq: 1\r\n"));
        QVERIFY(sent.endsWith("{\"a\":1}"));
    }

    void anythingElseIsNotOurs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = opHeaders("{}");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("portal page with 200") << Peer::answer(200, "<html>login</html>", "Content-Type: text/html\r\n");
        QTest::newRow("no op id") << json(201, "{}", "Op-Recorded: ?1\r\nContent-Digest: " + contentDigest("{}") + "\r\n");
        QTest::newRow("another op id") << json(201, "{}", QByteArray(good).replace("0a\r\n", "0b\r\n"));
        QTest::newRow("op id twice") << json(201, "{}", good + "Op-Id: " + uuidText(kOp).toLatin1() + "\r\n");
        QTest::newRow("no digest") << json(201, "{}", "Op-Id: " + uuidText(kOp).toLatin1() + "\r\nOp-Recorded: ?1\r\n");
        QTest::newRow("digest of other bytes") << json(201, "{ }", good);
        QTest::newRow("html type") << Peer::answer(201, "{}", "Content-Type: text/html\r\n" + good);
        QTest::newRow("success that was not recorded") << json(201, "{}", opHeaders("{}", "?0"));
        QTest::newRow("no length") << "HTTP/1.1 201 X\r\nContent-Type: application/json\r\n" + good + "\r\n{}";
        QTest::newRow("redirect") << json(302, "{}", good);
        QTest::newRow("gateway") << Peer::answer(502, "Bad gateway", "Content-Type: text/plain\r\n");
        QTest::newRow("cut body") << json(201, "{}", good).chopped(1);
        QTest::newRow("refusal that is no problem") << json(422, "{\"x\":1}", opHeaders("{\"x\":1}"));
    }
    void anythingElseIsNotOurs()
    {
        QFETCH(QByteArray, bytes);
        FakePlatform fake([&](const QByteArray &request, int) {
            return request.startsWith("PUT") && !bytes.isEmpty() ? bytes + QByteArray() : QByteArray();
        });
        auto client = fake.client();
        FrozenOperation op = operation();
        const OperationAnswer answer = client->send(op);
        QVERIFY(!answer.ours);
        QVERIFY(!answer.applied());
        QVERIFY(!answer.why.code.isEmpty());
        QCOMPARE(fake.calls.load(), 1);              // and it was not sent again
    }

    void refusalIsTakenWithItsProblem()
    {
        Problem problem = makeProblem(ProblemCode::FieldRule, u"sample"_s);
        const QByteArray body = encode(problem);
        FakePlatform fake([&](const QByteArray &, int) { return json(422, body, opHeaders(body) + "Retry-After: 7\r\n"); });
        const OperationAnswer answer = fake.client()->send(operation());
        QVERIFY(answer.ours);
        QVERIFY(answer.recorded);
        QVERIFY(!answer.applied());
        QCOMPARE(answer.problem->code, u"FIELD_RULE"_s);
        QCOMPARE(answer.retryAfterMs, 7000);
    }

    void endedTokenIsRenewedOnce()
    {
        const QByteArray expired = encode(makeProblem(ProblemCode::TokenExpired));
        FakePlatform fake([&](const QByteArray &, int nth) {
            return nth == 1 ? json(401, expired, opHeaders(expired, "?0")) : json(201, "{}", opHeaders("{}"));
        });
        QVERIFY(fake.client()->send(operation()).applied());
        QCOMPARE(fake.tokens.load(), 2);
        FakePlatform stubborn([&](const QByteArray &, int) { return json(401, expired, opHeaders(expired, "?0")); });
        const OperationAnswer answer = stubborn.client()->send(operation());
        QVERIFY(answer.ours);
        QCOMPARE(answer.problem->code, u"TOKEN_EXPIRED"_s);
        QCOMPARE(stubborn.calls.load(), 2);
    }

    void tokenIsRenewedBeforeItEnds()
    {
        FakePlatform fake([](const QByteArray &, int) { return json(200, "{\"serverTimeMs\":1764547200000}"); });
        auto client = fake.client();
        const QUuid id = makeUuidV7();
        QVERIFY(!client->operation(id, id).ok());    // the answer is no OperationStatus
        fake.clock.advance(850'000);
        QVERIFY(!client->operation(id, id).ok());
        QCOMPARE(fake.tokens.load(), 2);
    }

    void otherEnvironmentIsRefusedBeforeAnythingIsSent()
    {
        FakePlatform fake([](const QByteArray &, int) { return json(201, "{}", opHeaders("{}")); }, u"production"_s);
        auto client = fake.client();
        const OperationAnswer answer = client->send(operation());
        QVERIFY(!answer.ours);
        QCOMPARE(answer.why.code, u"PLT-ENVIRONMENT-MISMATCH"_s);
        QCOMPARE(client->loginClerk(u"a"_s, u"b"_s).error().code, u"PLT-ENVIRONMENT-MISMATCH"_s);
        QCOMPARE(fake.calls.load(), 0);
        QCOMPARE(fake.tokens.load(), 0);
    }

    void demoCannotBeGivenAProductionAddress()
    {
        ManualClock clock(0);
        HttpPlatformOptions options;
        options.origin = "https://platform.example";
        for (const QString &environment : {u"demo"_s, u"test"_s, u""_s}) {
            options.environment = environment;
            QCOMPARE(HttpPlatform::create(options, clock).error().code, u"NET-ADDRESS"_s);
        }
    }

    void readsCountOnlyFromThePlatform_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const QByteArray body = encode(makeProblem(ProblemCode::OpUnknown));
        QTest::newRow("unknown operation") << json(404, body) << u"PLT-OP-UNKNOWN"_s;
        QTest::newRow("404 of a gateway") << Peer::answer(404, "nothing here", "Content-Type: text/plain\r\n") << u"PLT-FOREIGN"_s;
        QTest::newRow("JSON of somebody else") << Peer::answer(404, body, "Content-Type: application/json\r\n") << u"PLT-FOREIGN"_s;
        QTest::newRow("wrong digest") << json(200, "{}", "Content-Digest: " + contentDigest("x") + "\r\n") << u"PLT-FOREIGN"_s;
        QTest::newRow("not the type") << json(200, "{\"opId\":1}") << u"PLT-FOREIGN"_s;
    }
    void readsCountOnlyFromThePlatform()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        FakePlatform fake([&](const QByteArray &, int) { return bytes; });
        const auto answer = fake.client()->operation(kOp, kOp);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, code);
    }
};

ZC_TEST(QCoreApplication, TestHttpPlatform)
#include "tst_httpplatform.moc"
