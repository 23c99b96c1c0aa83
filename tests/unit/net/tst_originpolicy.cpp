#include <net/httpclient.h>
#include <net/originpolicy.h>

#include "support/rigs/scriptedserver.h"
#include "support/testprogram.h"


using namespace zc;
using namespace zc::net;

class TestOriginPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acceptsAnOriginAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << QByteArray("https://platform.example") << true;
        QTest::newRow("slash") << QByteArray("https://platform.example/") << true;
        QTest::newRow("port") << QByteArray("https://platform.example:8443") << true;
        QTest::newRow("loopback http") << QByteArray("http://127.0.0.1:9000") << true;
        QTest::newRow("localhost http") << QByteArray("http://localhost:9000") << true;
        QTest::newRow("ipv6 loopback") << QByteArray("http://[::1]:9000") << true;
        QTest::newRow("plain http outside") << QByteArray("http://platform.example") << false;
        QTest::newRow("looks like loopback") << QByteArray("http://127.0.0.1.example") << false;
        QTest::newRow("user") << QByteArray("https://user@platform.example") << false;
        QTest::newRow("path") << QByteArray("https://platform.example/v1") << false;
        QTest::newRow("query") << QByteArray("https://platform.example?x=1") << false;
        QTest::newRow("scheme") << QByteArray("ftp://platform.example") << false;
        QTest::newRow("relative") << QByteArray("platform.example") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void acceptsAnOriginAndNothingElse()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        QCOMPARE(OriginPolicy::only(text).ok(), good);
    }

    void allowsOnlyItsOwnOrigin_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("path") << QByteArray("https://platform.example/v1/cases?x=1") << true;
        QTest::newRow("default port") << QByteArray("https://platform.example:443/") << true;
        QTest::newRow("case of host") << QByteArray("https://PLATFORM.example/") << true;
        QTest::newRow("other port") << QByteArray("https://platform.example:444/") << false;
        QTest::newRow("other scheme") << QByteArray("http://platform.example/") << false;
        QTest::newRow("longer host") << QByteArray("https://platform.example.evil/") << false;
        QTest::newRow("user part") << QByteArray("https://platform.example@evil/") << false;
        QTest::newRow("backslash") << QByteArray("https://evil\\@platform.example/") << false;
        QTest::newRow("control") << QByteArray("https://platform.example/\r\nX: 1") << false;
        QTest::newRow("no slash") << QByteArray("https://platform.example:4431/") << false;
    }
    void allowsOnlyItsOwnOrigin()
    {
        QFETCH(QByteArray, url);
        QFETCH(bool, allowed);
        QCOMPARE(OriginPolicy::only("https://platform.example").value().allows(url), allowed);
    }

    void demoTakesLoopbackAlone()
    {
        QVERIFY(OriginPolicy::loopbackOnly("http://127.0.0.1:8080").ok());
        QVERIFY(OriginPolicy::loopbackOnly("https://localhost").ok());
        const auto refused = OriginPolicy::loopbackOnly("https://platform.example");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Denied);
        QVERIFY(!OriginPolicy::isLoopbackHost("127.0.0.256"));
        QVERIFY(!OriginPolicy::isLoopbackHost("0127.0.0.1"));
        QVERIFY(!OriginPolicy::isLoopbackHost("128.0.0.1"));
    }

    void plainHttpToTheDesksOwnNetworkOnly()
    {
        for (const char *origin : {"http://192.168.1.20", "http://10.0.0.1:8080", "http://172.16.0.1", "http://172.31.255.255", "http://169.254.7.7",
                                   "http://127.0.0.1:80", "https://scanner.example", "https://8.8.8.8"})
            QVERIFY2(OriginPolicy::nearby(origin).ok(), origin);
        for (const char *origin : {"http://8.8.8.8", "http://172.15.0.1", "http://172.32.0.1", "http://193.168.1.1", "http://11.0.0.1", "http://scanner.local",
                                   "http://10.0.0.1.example", "http://user@10.0.0.1", "ftp://10.0.0.1", "http://10.0.0.1/path", "http://169.253.1.1"})
            QVERIFY2(!OriginPolicy::nearby(origin).ok(), origin);
        for (const char *host : {"10.1", "010.0.0.1", "0x0a000001", "10.0.0.256", "10.0.0.1.1", "10.0.0.-1", "", "[fe80::1]"})
            QVERIFY2(!OriginPolicy::isPrivateAddress(host), host);
        QVERIFY(!OriginPolicy::only("http://192.168.1.20").ok());       // the platform is no device at the desk
        const OriginPolicy scanner = OriginPolicy::nearby("http://192.168.1.20").value();
        QVERIFY(scanner.allows("http://192.168.1.20:80/eSCL/ScanJobs/1"));
        QVERIFY(!scanner.allows("http://192.168.1.21/eSCL/ScanJobs/1"));
    }

    // A demo client holds its guard on every request, before any byte leaves.
    void demoClientReachesNothingElse()
    {
        rigs::ScriptedServer demo([](rigs::Peer &peer, int) {
            peer.readRequest();
            peer.send(rigs::Peer::answer(200, "{}"));
        });
        rigs::ScriptedServer production([](rigs::Peer &peer, int) { peer.readRequest(); });
        HttpClient client(OriginPolicy::loopbackOnly(demo.origin()).value());
        Request request;
        request.url = client.urlFor("/v1/time");
        QCOMPARE(client.execute(request).value().status, 200);
        for (const QByteArray &url : {production.origin() + "/v1/time", QByteArray("https://platform.example/v1/time"),
                                      demo.origin() + "@127.0.0.2/"}) {
            request.url = url;
            const auto answer = client.execute(request);
            QVERIFY(!answer.ok());
            QCOMPARE(answer.error().code, QStringLiteral("NET-ADDRESS"));
        }
        QCOMPARE(production.connections(), 0);
    }
};

ZC_TEST(QCoreApplication, TestOriginPolicy)
#include "tst_originpolicy.moc"
