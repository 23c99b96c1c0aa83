#include "desk.h"

#include <base/clock.h>
#include <base/uuid.h>
#include <crypto/jwt.h>
#include <crypto/signing.h>
#include <refplatform/platformserver.h>

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace Qt::StringLiterals;

// Who may do what: tokens, tickets, enrolment, environments (I10).
class TestPlatformIdentity : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ManualClock m_clock{QDateTime::currentMSecsSinceEpoch()};
    std::unique_ptr<refplatform::PlatformServer> m_server;

    refplatform::Options options(const QString &name, const QString &environment) const
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(name);
        options.environment = environment;
        options.clock = &m_clock;
        return options;
    }
    QJsonObject token(const QByteArray &form) const
    {
        return exchange(m_server->port(), "POST", "/oauth2/token", {{"Content-Type", platform::media::kForm}}, form).json();
    }
    static QByteArray deskForm(const QByteArray &secret = "demo-desk-3")
    {
        return "client_id=019a0000-0000-7000-8000-000000000003&client_secret=" + secret;
    }
    Reply get(const QJsonObject &token, const char *path) const
    {
        return exchange(m_server->port(), "GET", path, {{"Authorization", "Bearer " + token.value(u"access_token").toString().toLatin1()}});
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<refplatform::PlatformServer>(options(u"data"_s, u"test"_s));
        QVERIFY(m_server->start().ok());
    }
    void cleanup() { m_server.reset(); }

    void devicesGetDeviceScopes()
    {
        const QJsonObject device = token(deskForm() + "&grant_type=client_credentials");
        QCOMPARE(device.value(u"scope").toString(), u"feed catalogue ops.relay audit"_s);
        QVERIFY(device.value(u"actor_ticket").isUndefined());
        QCOMPARE(get(device, "/v1/changes").status, 200);
        QCOMPARE(get(device, "/v1/cases/019a0000-0000-7000-8000-0000000000aa").code(), u"SCOPE_DENIED"_s);
        QCOMPARE(token(deskForm("wrong") + "&grant_type=client_credentials").value(u"error").toString(), u"invalid_client"_s);
        QCOMPARE(token(deskForm() + "&grant_type=magic").value(u"error").toString(), u"unsupported_grant_type"_s);
        QCOMPARE(token(deskForm() + "&grant_type=client_credentials&grant_type=password").value(u"error").toString(), u"invalid_request"_s);
        QCOMPARE(token(deskForm() + "&grant_type=client_credentials&scope=case.decide").value(u"error").toString(), u"invalid_scope"_s);
        QCOMPARE(token(deskForm() + "&grant_type=client_credentials&scope=feed").value(u"scope").toString(), u"feed"_s);
    }
    void clerksGetTheirOwn()
    {
        const QJsonObject clerk = token(deskForm() + "&grant_type=password&username=clerk1&password=demo-clerk-1");
        QVERIFY(!clerk.value(u"scope").toString().contains(u"case.decide"));
        const QJsonObject me = get(clerk, "/v1/me").json();
        QCOMPARE(me.value(u"clerkId").toString(), u"C001"_s);
        QCOMPARE(me.value(u"name").toString(), u"样例柜员一"_s);
        QCOMPARE(me.value(u"siteCode").toString(), u"430104"_s);
        QVERIFY(token(deskForm() + "&grant_type=password&username=officer1&password=demo-officer-1").value(u"scope").toString().contains(u"case.decide"));
        QCOMPARE(token(deskForm() + "&grant_type=password&username=clerk1&password=wrong").value(u"error").toString(), u"invalid_grant"_s);
        QCOMPARE(token(deskForm() + "&grant_type=password&username=nobody&password=x").value(u"error").toString(), u"invalid_grant"_s);
    }
    void guessingCostsTime()
    {
        const auto ask = [this](const QByteArray &name, const QByteArray &password) {
            return exchange(m_server->port(), "POST", "/oauth2/token", {{"Content-Type", platform::media::kForm}},
                            deskForm() + "&grant_type=password&username=" + name + "&password=" + password);
        };
        for (const QByteArray &name : {QByteArray("clerk1"), QByteArray("nobody.knows")}) {      // nothing tells a known name from an unknown one
            for (int i = 0; i < 5; ++i)
                QCOMPARE(ask(name, "guess").json().value(u"error").toString(), u"invalid_grant"_s);
            for (const qint64 waitS : {30, 60, 120, 240, 480, 900, 900}) {
                const Reply refused = ask(name, "demo-clerk-1");
                QCOMPARE(refused.status, 429);
                QCOMPARE(refused.json().value(u"code").toString(), u"RATE_LIMITED"_s);
                QCOMPARE(refused.header("retry-after"), QByteArray::number(waitS));
                m_clock.advance(waitS * 1000 - 1);
                QCOMPARE(ask(name, "demo-clerk-1").status, 429);
                m_clock.advance(1);
                QCOMPARE(ask(name, "guess").status, 400);
            }
        }
        m_clock.advance(900'000);
        QCOMPARE(ask("clerk1", "demo-clerk-1").status, 200);
        QCOMPARE(ask("clerk1", "guess").status, 400);                // the right one begins the count anew
        QCOMPARE(ask("clerk1", "demo-clerk-1").status, 200);
    }
    void tokensEndAndAreNotForged()
    {
        QJsonObject clerk = token(deskForm() + "&grant_type=password&username=clerk1&password=demo-clerk-1");
        QCOMPARE(exchange(m_server->port(), "GET", "/v1/me").code(), u"TOKEN_MISSING"_s);
        QString edited = clerk.value(u"access_token").toString();
        edited[60] = edited[60] == u'A' ? u'B' : u'A';
        QCOMPARE(exchange(m_server->port(), "GET", "/v1/me", {{"Authorization", "Bearer " + edited.toLatin1()}}).status, 401);
        m_clock.advance(15 * 60 * 1000 + 1);
        QCOMPARE(get(clerk, "/v1/me").code(), u"TOKEN_EXPIRED"_s);
        const QByteArray refresh = "&grant_type=refresh_token&refresh_token=" + clerk.value(u"refresh_token").toString().toLatin1();
        const QJsonObject renewed = token(deskForm() + refresh);
        QCOMPARE(get(renewed, "/v1/me").status, 200);
        // The spent one comes back: the whole family ends.
        QCOMPARE(token(deskForm() + refresh).value(u"error").toString(), u"invalid_grant"_s);
        QCOMPARE(get(renewed, "/v1/me").code(), u"TOKEN_REVOKED"_s);
        QCOMPARE(token(deskForm() + "&grant_type=refresh_token&refresh_token=" + renewed.value(u"refresh_token").toString().toLatin1()).value(u"error").toString(),
                 u"invalid_grant"_s);
    }
    void revokedIsRevoked()
    {
        const QJsonObject clerk = token(deskForm() + "&grant_type=password&username=clerk1&password=demo-clerk-1");
        const QByteArray form = "token=" + clerk.value(u"refresh_token").toString().toLatin1();
        QCOMPARE(exchange(m_server->port(), "POST", "/oauth2/revoke", {{"Content-Type", platform::media::kForm}}, form).status, 200);
        QCOMPARE(get(clerk, "/v1/me").code(), u"TOKEN_REVOKED"_s);
        QCOMPARE(exchange(m_server->port(), "POST", "/oauth2/revoke", {{"Content-Type", platform::media::kForm}}, "token=unknown").status, 200);
    }
    void enrolledDeskSpeaksByItsKey()
    {
        const auto key = crypto::SigningKey::generate();
        QVERIFY(key.ok());
        const QByteArray jwk = QJsonDocument(key->verifyKey().jwk()).toJson(QJsonDocument::Compact);
        const QByteArray body = QByteArray("{\"enrolmentCode\":\"DEMO-ENROL-0001\",\"label\":\"desk\",\"publicKey\":") + jwk + '}';
        const Reply enrolled = exchange(m_server->port(), "POST", "/v1/clients", {{"Content-Type", "application/json"}}, body);
        QCOMPARE(enrolled.status, 201);
        QCOMPARE(enrolled.json().value(u"windowNo").toString(), u"005"_s);
        QCOMPARE(exchange(m_server->port(), "POST", "/v1/clients", {{"Content-Type", "application/json"}}, body).status, 404);      // once
        const QString id = enrolled.json().value(u"clientId").toString();
        const auto assertion = [&](const QString &subject, const QString &jti) {
            return *crypto::signJwt(*key, {}, {{u"iss"_s, subject}, {u"sub"_s, subject}, {u"aud"_s, u"http://127.0.0.1/oauth2/token"_s}, {u"jti"_s, jti},
                                               {u"exp"_s, m_clock.wallMs() / 1000 + 60}});
        };
        const auto form = [&](const QByteArray &jwt) {
            return QByteArray("grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_id=") + id.toLatin1()
                + "&client_assertion=" + jwt;
        };
        const QByteArray once = assertion(id, u"1"_s);
        QVERIFY(token(form(once)).contains(u"access_token"_s));
        QCOMPARE(token(form(once)).value(u"error").toString(), u"invalid_client"_s);
        QCOMPARE(token(form(assertion(u"someone"_s, u"2"_s))).value(u"error").toString(), u"invalid_client"_s);
        const QByteArray late = assertion(id, u"3"_s);
        m_clock.advance(61000);
        QCOMPARE(token(form(late)).value(u"error").toString(), u"invalid_client"_s);
    }
    void relayKeepsTheClerk()
    {
        Desk desk(m_server->port());
        desk.clockAheadMs = m_clock.wallMs() - QDateTime::currentMSecsSinceEpoch();
        const QUuid caseId = desk.newCase();
        QVERIFY(!caseId.isNull());
        // After the shift the device sends what the clerk did.
        desk.token = token(deskForm() + "&grant_type=client_credentials").value(u"access_token").toString().toLatin1();
        QCOMPARE(desk.patch(caseId, 1, {field("a", u"1"_s)}).status, 200);
        const QJsonObject clerk = token(deskForm() + "&grant_type=password&username=clerk1&password=demo-clerk-1");
        const QByteArray path = caseUrl(caseId, u"/timeline"_s).toLatin1();
        const QJsonArray entries = get(clerk, path.constData()).json().value(u"entries").toArray();
        QCOMPARE(entries.last()[u"actor"].toString(), u"C001"_s);
        QCOMPARE(entries.last()[u"relay"].toString(), uuidText(desk.clientId));
        // A ticket of another desk does not count here, and 72 hours later none of this one.
        const Desk other(m_server->port(), u"clerk2"_s, u"demo-clerk-2"_s, 4);
        const QByteArray own = desk.ticket;
        desk.ticket = other.ticket;
        QCOMPARE(desk.patch(caseId, 2, {field("a", u"2"_s)}).code(), u"TICKET_INVALID"_s);
        desk.ticket = own;
        QCOMPARE(desk.patch(caseId, 2, {field("a", u"2"_s)}).status, 200);
        desk.clockAheadMs += qint64(73) * 3600 * 1000;
        QCOMPARE(desk.patch(caseId, 3, {field("a", u"3"_s)}).code(), u"TICKET_INVALID"_s);
    }
    void environmentsNeverMix()
    {
        refplatform::PlatformServer demo(options(u"demo"_s, u"demo"_s));
        QVERIFY(demo.start().ok());
        const Desk stranger(demo.port());
        QVERIFY(!stranger.token.isEmpty());
        QCOMPARE(exchange(m_server->port(), "GET", "/v1/me", {{"Authorization", "Bearer " + stranger.token}}).code(), u"ENVIRONMENT_MISMATCH"_s);
        Desk desk(m_server->port());
        desk.ticket = stranger.ticket;
        QVERIFY(desk.newCase().isNull());
        const auto op = desk.prepare("PUT", caseUrl(makeUuidV7()), makeUuidV7(), "{}", {{"If-None-Match", "*"}});
        QCOMPARE(desk.send(op).code(), u"ENVIRONMENT_MISMATCH"_s);

        refplatform::PlatformServer relabelled(options(u"demo"_s, u"test"_s));
        demo.stop();
        QCOMPARE(relabelled.start().error().code, u"REF-OPTIONS"_s);
        refplatform::PlatformServer production(options(u"prod"_s, u"production"_s));
        QCOMPARE(production.start().error().code, u"REF-OPTIONS"_s);
        auto open = options(u"open"_s, u"demo"_s);
        open.listenHost = u"0.0.0.0"_s;
        QCOMPARE(refplatform::PlatformServer(open).start().error().code, u"REF-LISTEN"_s);
        auto taken = options(u"taken"_s, u"demo"_s);
        taken.port = m_server->port();
        QCOMPARE(refplatform::PlatformServer(taken).start().error().code, u"REF-LISTEN"_s);
    }
    void seedFilesAreReadStrictly()
    {
        const auto read = [&](const QByteArray &text) {
            QFile file(m_dir.filePath(u"seed.json"_s));
            if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
                return Result<refplatform::Seed>(Error{});
            file.write(text);
            file.close();
            return refplatform::Seed::fromFile(file.fileName());
        };
        const QByteArray clerk = "{\"clerkId\":\"C9\",\"name\":\"x\",\"username\":\"u\",\"password\":\"p\",\"siteCode\":\"1\",\"roles\":[\"intake\"]}";
        QCOMPARE(read("{\"clerks\":[" + clerk + "]}")->clerks.first().roles, QStringList{u"intake"_s});
        QCOMPARE(read("{\"clerks\":[{}]}").error().detail, u"/clerks/0"_s);
        QCOMPARE(read("{\"people\":[]}").error().code, u"REF-SEED"_s);
        QCOMPARE(read("{\"enrolments\":[{\"code\":\"short\"}]}").error().code, u"REF-SEED"_s);
        QCOMPARE(read("{").error().code, u"REF-SEED"_s);
    }
};

QTEST_GUILESS_MAIN(TestPlatformIdentity)
#include "tst_platform_identity.moc"
