#include <net/tusupload.h>

#include "support/rigs/scriptedserver.h"
#include "support/testprogram.h"

#include <QCryptographicHash>

#include <atomic>

using namespace zc;
using namespace zc::net;
using rigs::Peer;
using rigs::ScriptedServer;

class TestTusUpload : public QObject {
    Q_OBJECT

    // One connection, one prepared answer a request.
    static ScriptedServer::Script answering(const std::atomic<ScriptedServer *> &server, QList<QByteArray> answers)
    {
        auto left = std::make_shared<QList<QByteArray>>(std::move(answers));
        return [&server, left](Peer &peer, int) {
            for (QByteArray request; !(request = peer.readRequest()).isEmpty();) {
                server.load()->note(request);
                if (left->isEmpty())
                    return;
                peer.send(left->takeFirst());
            }
        };
    }

private Q_SLOTS:
    void createHeadPatch()
    {
        std::atomic<ScriptedServer *> self = nullptr;      // the server runs before its name is known here
        const QByteArray tus = "Tus-Resumable: 1.0.0\r\n";
        ScriptedServer server(answering(self, {Peer::answer(201, "", tus + "Location: /v1/uploads/n1-7\r\n"),
                                               "HTTP/1.1 200 OK\r\n" + tus + "Upload-Offset: 3\r\n\r\n",
                                               "HTTP/1.1 204 No Content\r\n" + tus + "Upload-Offset: 8\r\n\r\n"}));
        self = &server;
        HttpClient client(OriginPolicy::loopbackOnly(server.origin()).value());
        TusUpload tusUpload(client, [](Headers &headers) { headers.add("Authorization", "Bearer t"); });
        const auto path = tusUpload.create("/v1/uploads", 8, {{"att_id", "a"}, {"sha256", "b"}});
        QVERIFY(path.ok());
        QCOMPARE(*path, QByteArray("/v1/uploads/n1-7"));
        QCOMPARE(tusUpload.offset(*path).value(), 3);
        QCOMPARE(tusUpload.append(*path, 3, "defgh").value(), 8);
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 3);
        QVERIFY(requests.at(0).startsWith("POST /v1/uploads "));
        QVERIFY(requests.at(0).contains("Upload-Length: 8\r\n"));
        QVERIFY(requests.at(0).contains("Upload-Metadata: att_id YQ==,sha256 Yg==\r\n"));
        QVERIFY(requests.at(0).contains("Authorization: Bearer t\r\n"));
        QVERIFY(requests.at(1).startsWith("HEAD /v1/uploads/n1-7 "));
        QVERIFY(requests.at(2).startsWith("PATCH /v1/uploads/n1-7 "));
        QVERIFY(requests.at(2).contains("Upload-Offset: 3\r\n"));
        QVERIFY(requests.at(2).contains(QCryptographicHash::hash("defgh", QCryptographicHash::Sha256).toBase64()));
        QVERIFY(requests.at(2).endsWith("defgh"));
    }

    void locationStaysOnTheOrigin_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("other host") << QByteArray("http://127.0.0.2/v1/uploads/1");
        QTest::newRow("network path") << QByteArray("//127.0.0.2/x");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("relative") << QByteArray("uploads/1");
    }
    void locationStaysOnTheOrigin()
    {
        QFETCH(QByteArray, location);
        std::atomic<ScriptedServer *> self = nullptr;      // the server runs before its name is known here
        ScriptedServer server(
            answering(self, {Peer::answer(201, "", "Tus-Resumable: 1.0.0\r\nLocation: " + location + "\r\n")}));
        self = &server;
        HttpClient client(OriginPolicy::loopbackOnly(server.origin()).value());
        TusUpload tus(client, {});
        QCOMPARE(tus.create("/v1/uploads", 1, {}).error().code, QStringLiteral("NET-TUS-FOREIGN"));
    }

    void answersAndTheirMeaning_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("code");
        const QByteArray tus = "Tus-Resumable: 1.0.0\r\n";
        QTest::newRow("gone") << 410 << tus << QStringLiteral("NET-TUS-GONE");
        QTest::newRow("not found") << 404 << tus << QStringLiteral("NET-TUS-GONE");
        QTest::newRow("offset") << 409 << tus << QStringLiteral("NET-TUS-OFFSET");
        QTest::newRow("checksum") << 460 << tus << QStringLiteral("NET-TUS-OFFSET");
        QTest::newRow("denied") << 401 << tus << QStringLiteral("NET-TUS-DENIED");
        QTest::newRow("busy") << 503 << tus << QStringLiteral("NET-TUS-BUSY");
        QTest::newRow("full") << 507 << tus << QStringLiteral("NET-TUS-FULL");
        QTest::newRow("refused") << 400 << tus << QStringLiteral("NET-TUS-REFUSED");
        QTest::newRow("portal page") << 200 << QByteArray("Content-Type: text/html\r\n") << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("gone, but not by tus") << 404 << QByteArray() << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("other version") << 204 << QByteArray("Tus-Resumable: 0.2.2\r\nUpload-Offset: 4\r\n")
                                       << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("redirect") << 302 << tus + "Location: /x\r\n" << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("no offset") << 204 << tus << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("offset beyond what was sent") << 204 << tus + "Upload-Offset: 5\r\n" << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("negative offset") << 204 << tus + "Upload-Offset: -1\r\n" << QStringLiteral("NET-TUS-FOREIGN");
        QTest::newRow("hexadecimal offset") << 204 << tus + "Upload-Offset: 0x4\r\n" << QStringLiteral("NET-TUS-FOREIGN");
    }
    void answersAndTheirMeaning()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        QFETCH(QString, code);
        std::atomic<ScriptedServer *> self = nullptr;      // the server runs before its name is known here
        const QByteArray bytes = status == 204 ? "HTTP/1.1 204 X\r\n" + headers + "\r\n" : Peer::answer(status, "", headers);
        ScriptedServer server(answering(self, {bytes}));
        self = &server;
        HttpClient client(OriginPolicy::loopbackOnly(server.origin()).value());
        TusUpload tus(client, {});
        const auto answer = tus.append("/v1/uploads/1", 0, "abcd");
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, code);
    }

    void offsetMayGoBack()
    {
        std::atomic<ScriptedServer *> self = nullptr;      // the server runs before its name is known here
        ScriptedServer server(answering(self, {"HTTP/1.1 204 X\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 2\r\n\r\n"}));
        self = &server;
        HttpClient client(OriginPolicy::loopbackOnly(server.origin()).value());
        TusUpload tus(client, {});
        QCOMPARE(tus.append("/v1/uploads/1", 4, "abcd").value(), 2);
    }
};

ZC_TEST(QCoreApplication, TestTusUpload)
#include "tst_tusupload.moc"
