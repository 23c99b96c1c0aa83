#include "desk.h"

#include <base/uuid.h>
#include <refplatform/platformserver.h>

#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace Qt::StringLiterals;
namespace header = zc::platform::header;

// Bad input (sync.md §13): a code, never a crash, a hang or a guess; and nothing is recorded that was not understood.
class TestPlatformInput : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<refplatform::PlatformServer> m_server;
    std::unique_ptr<Desk> m_desk;
    QUuid m_case;

    QByteArray head(const QByteArray &method, const QByteArray &path, const Headers &headers) const
    {
        QByteArray out = method + ' ' + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + m_desk->token + "\r\n";
        for (const auto &[name, value] : headers)
            out += name + ": " + value + "\r\n";
        return out;
    }
    // A patch whose headers fit its body, whatever that is.
    Reply patch(const QByteArray &body) { return m_desk->op("PATCH", caseUrl(m_case), m_case, body, {{header::kBaseRev, "1"}}); }

private Q_SLOTS:
    void initTestCase()
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(u"data"_s);
        options.environment = u"test"_s;
        m_server = std::make_unique<refplatform::PlatformServer>(options);
        QVERIFY(m_server->start().ok());
        m_desk = std::make_unique<Desk>(m_server->port());
        m_case = m_desk->newCase();
        QVERIFY(!m_case.isNull());
    }
    void cleanup()
    {
        // Alive, and the case untouched.
        QCOMPARE(exchange(m_server->port(), "GET", "/v1/time").status, 200);
        QCOMPARE(m_desk->read(m_case).head.rev, 1);
    }

    void bodiesAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QByteArray &body, int status, const char *code) { QTest::newRow(name) << body << status << QString::fromLatin1(code); };
        row("duplicate member", R"({"changes":[{"path":"a","value":"1","value":"2"}]})", 400, "BODY_INVALID");
        row("NaN", R"({"changes":[{"path":"a","value":NaN}]})", 400, "BODY_INVALID");
        row("lone surrogate", R"({"changes":[{"path":"a","value":"\ud800"}]})", 400, "BODY_INVALID");
        row("NUL", R"({"changes":[{"path":"a","value":"\u0000"}]})", 400, "BODY_INVALID");
        row("invalid utf-8", "{\"changes\":[{\"path\":\"a\",\"value\":\"\xff\"}]}", 400, "BODY_INVALID");
        row("fraction", R"({"changes":[{"path":"a","value":1.5}]})", 400, "BODY_INVALID");
        row("big integer", R"({"changes":[{"path":"a","value":9007199254740993}]})", 400, "BODY_INVALID");
        row("deep", R"({"changes":)" + QByteArray(100, '[') + QByteArray(100, ']') + '}', 400, "BODY_INVALID");
        row("trailing", R"({"changes":[{"path":"a","value":"1"}]} x)", 400, "BODY_INVALID");
        row("empty", "", 400, "BODY_INVALID");
        row("unknown member", R"({"changes":[{"path":"a","value":"1"}],"force":true})", 400, "BODY_INVALID");
        row("unknown path form", R"({"changes":[{"path":"a b","value":"1"}]})", 422, "FIELD_RULE");
        row("wrong type", R"({"changes":[{"path":"a","value":{"x":1}}]})", 422, "FIELD_RULE");
        row("null", R"({"changes":[{"path":"a","value":null}]})", 422, "FIELD_RULE");
        row("value too long", R"({"changes":[{"path":"a","value":")" + QByteArray(65537, 'x') + R"("}]})", 422, "FIELD_RULE");
        row("value too many bytes", R"({"changes":[{"path":"a","value":")" + QByteArray("样").repeated(30000) + R"("}]})", 422, "FIELD_RULE");
        row("same field twice", R"({"changes":[{"path":"a","value":"1"},{"path":"a","value":"2"}]})", 422, "FIELD_RULE");
    }
    void bodiesAreReadStrictly()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Reply reply = patch(body);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.code(), code);
        QCOMPARE(reply.header("Content-Type"), QByteArray(platform::media::kProblem));
    }

    void headersAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *tag, const char *name, const QByteArray &value, const char *code) {
            QTest::newRow(tag) << QByteArray(name) << value << QString::fromLatin1(code);
        };
        row("no key", header::kIdempotencyKey, {}, "KEY_MISSING");
        row("key without quotes", header::kIdempotencyKey, "019a0000-0000-7000-8000-0000000000aa", "HEADER_INVALID");
        row("key in capitals", header::kIdempotencyKey, "\"019A0000-0000-7000-8000-0000000000AA\"", "HEADER_INVALID");
        row("sequence zero", header::kOpSeq, "0", "HEADER_INVALID");
        row("sequence signed", header::kOpSeq, "+2", "HEADER_INVALID");
        row("sequence huge", header::kOpSeq, "99999999999999999999", "HEADER_INVALID");
        row("sequence with zero", header::kOpSeq, "02", "HEADER_INVALID");
        row("epoch text", header::kClientEpoch, "one", "HEADER_INVALID");
        row("no time", header::kActedAt, {}, "HEADER_INVALID");
        row("newer schema", header::kPayloadSchema, "2", "SCHEMA_UNSUPPORTED");
        row("no ticket", header::kActorTicket, {}, "TICKET_INVALID");
        row("edited ticket", header::kActorTicket, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "TICKET_INVALID");
        row("time before the ticket", header::kActedAt, "1000", "TICKET_INVALID");
        row("wrong digest", header::kContentDigest, platform::contentDigest("other"), "DIGEST_BODY");
        row("no digest", header::kContentDigest, {}, "HEADER_INVALID");
        row("base revision text", header::kBaseRev, "r1", "HEADER_INVALID");
        row("weak tag", header::kIfMatch, "W/\"r1\"", "HEADER_INVALID");
    }
    void headersAreReadStrictly()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QString, code);
        auto op = m_desk->prepare("PATCH", caseUrl(m_case), m_case, R"({"changes":[{"path":"a","value":"1"}]})", {{header::kBaseRev, "1"}});
        --m_desk->seqs[m_case];
        Headers headers;
        for (const auto &line : m_desk->headersOf(op))
            if (line.first != name)
                headers.append(line);
        if (!value.isEmpty())
            headers.append(std::pair<QByteArray, QByteArray>(name, value));
        const Reply reply = exchange(m_server->port(), "PATCH", op.path, headers, op.body);
        QCOMPARE(reply.code(), code);
        QVERIFY(reply.header("Op-Recorded").isEmpty());
    }

    void framingIsNotGuessed_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<int>("status");
        QTest::newRow("length and chunked") << QByteArray("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}") << 400;
        QTest::newRow("chunked alone") << QByteArray("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n") << 411;
        QTest::newRow("no length") << QByteArray("\r\n") << 411;
        QTest::newRow("two lengths") << QByteArray("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}") << 400;
        QTest::newRow("negative length") << QByteArray("Content-Length: -2\r\n\r\n{}") << 400;
        QTest::newRow("length list") << QByteArray("Content-Length: 2, 2\r\n\r\n{}") << 400;
        QTest::newRow("length text") << QByteArray("Content-Length: two\r\n\r\n{}") << 400;
        QTest::newRow("header twice") << QByteArray("Op-Seq: 1\r\nOp-Seq: 2\r\nContent-Length: 2\r\n\r\n{}") << 400;
        QTest::newRow("too large") << QByteArray("Content-Type: application/json\r\nContent-Length: 1048577\r\n\r\n{}") << 413;
        QTest::newRow("compressed") << QByteArray("Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}") << 415;
        QTest::newRow("other type") << QByteArray("Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}") << 415;
        QTest::newRow("one huge header") << QByteArray("X-Big: " + QByteArray(20000, 'x') + "\r\nContent-Length: 2\r\n\r\n{}") << 431;
        QByteArray many;
        for (int i = 0; i < 60; ++i)
            many += "X-" + QByteArray::number(i) + ": " + QByteArray(400, 'y') + "\r\n";
        QTest::newRow("many headers") << QByteArray(many + "Content-Length: 2\r\n\r\n{}") << 431;
    }
    void framingIsNotGuessed()
    {
        QFETCH(QByteArray, lines);
        QFETCH(int, status);
        const Reply reply = exchangeRaw(m_server->port(), head("PATCH", caseUrl(m_case).toLatin1(), {}) + lines);
        QCOMPARE(reply.status, status);
        QVERIFY(reply.closed);
        QVERIFY(!reply.code().isEmpty());
    }
    void refusedBodyDoesNotEatTheAnswer()
    {
        // 200 KiB on the way to a path that does not exist: the answer still arrives.
        const QByteArray body(200 * 1024, 'x');
        const Reply reply = exchange(m_server->port(), "POST", "/v1/nowhere", {{"Content-Type", "application/json"}}, body);
        QCOMPARE(reply.code(), u"NOT_FOUND"_s);
        QVERIFY(reply.closed);
    }
    void shortBodyChangesNothing()
    {
        auto op = m_desk->prepare("PATCH", caseUrl(m_case), m_case, R"({"changes":[{"path":"a","value":"1"}]})", {{header::kBaseRev, "1"}});
        --m_desk->seqs[m_case];
        QByteArray bytes = head("PATCH", op.path, m_desk->headersOf(op).sliced(1)) + "Content-Length: " + QByteArray::number(op.body.size() + 5) + "\r\n\r\n" + op.body;
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_server->port());
        QVERIFY(socket.waitForConnected(5000));
        socket.write(bytes);
        QVERIFY(socket.waitForBytesWritten(5000));
        socket.disconnectFromHost();
        QTest::qWait(200);
        QCOMPARE(m_desk->get(u"/v1/operations/"_s + uuidText(op.opId) + u"?subject="_s + uuidText(m_case)).code(), u"OP_UNKNOWN"_s);
    }

    void pathsAndQueries_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QByteArray &path, const char *code) { QTest::newRow(name) << path << QString::fromLatin1(code); };
        row("unknown", "/v1/cases", "NOT_FOUND");
        row("id in capitals", "/v1/cases/019A0000-0000-7000-8000-0000000000AA", "HEADER_INVALID");
        row("id in braces", "/v1/cases/{019a0000-0000-7000-8000-0000000000aa}", "HEADER_INVALID");
        row("percent", "/v1/cases/%30", "NOT_FOUND");
        row("dots", "/v1/../v1/time", "NOT_FOUND");
        row("unknown case", "/v1/cases/019a0000-0000-7000-8000-0000000000aa", "NOT_FOUND");
        row("method", "/v1/cases:search", "METHOD_NOT_ALLOWED");
        row("pack id", "/v1/catalogue/packs/zz", "HEADER_INVALID");
        row("operation without subject", "/v1/operations/019a0000-0000-7000-8000-0000000000aa", "BODY_INVALID");
        row("query twice", "/v1/changes?cursor=now&cursor=now", "HEADER_INVALID");
        row("wait too long", "/v1/changes?wait=26", "BODY_INVALID");
        row("long address", "/v1/changes?cursor=" + QByteArray(5000, 'a'), "URI_TOO_LONG");
        row("very long address", "/v1/changes?cursor=" + QByteArray(40000, 'a'), "URI_TOO_LONG");
    }
    void pathsAndQueries()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, code);
        QCOMPARE(m_desk->get(QString::fromLatin1(path)).code(), code);
    }

    void tusHeaders_data()
    {
        QTest::addColumn<QByteArray>("length");
        QTest::addColumn<QByteArray>("meta");
        QTest::addColumn<int>("status");
        const QByteArray good = "att_id " + QByteArray("019a0000-0000-7000-8000-0000000000aa").toBase64() + ",sha256 " + platform::sha256Hex("x").toBase64();
        QTest::newRow("good") << QByteArray("1") << good << 201;
        QTest::newRow("negative") << QByteArray("-1") << good << 400;
        QTest::newRow("hex") << QByteArray("0x10") << good << 400;
        QTest::newRow("huge") << QByteArray("99999999999999999999") << good << 400;
        QTest::newRow("too large") << QByteArray("4294967297") << good << 413;
        QTest::newRow("no length") << QByteArray() << good << 400;
        QTest::newRow("no metadata") << QByteArray("1") << QByteArray() << 400;
        QTest::newRow("no att_id") << QByteArray("1") << good.mid(good.indexOf(',') + 1) << 400;
        QTest::newRow("no base64") << QByteArray("1") << QByteArray("att_id ?,sha256 ?") << 400;
        QTest::newRow("twice") << QByteArray("1") << QByteArray(good + ',' + good) << 400;
    }
    void tusHeaders()
    {
        QFETCH(QByteArray, length);
        QFETCH(QByteArray, meta);
        QFETCH(int, status);
        Headers headers{{"Authorization", "Bearer " + m_desk->token}, {"Tus-Resumable", "1.0.0"}};
        if (!length.isEmpty())
            headers.append(std::pair<QByteArray, QByteArray>("Upload-Length", length));
        if (!meta.isEmpty())
            headers.append(std::pair<QByteArray, QByteArray>("Upload-Metadata", meta));
        QCOMPARE(exchange(m_server->port(), "POST", "/v1/uploads", headers).status, status);
        headers[1].second = "0.9.0";
        QCOMPARE(exchange(m_server->port(), "POST", "/v1/uploads", headers).code(), u"TUS_VERSION"_s);
    }
    void noiseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("hello\r\n\r\n");
        QTest::newRow("tls") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 ...", 14) + QByteArray(200, '\x01') + "\r\n\r\n";
        QTest::newRow("zeros") << QByteArray(4000, '\0') + "\r\n\r\n";
        QTest::newRow("no colon") << QByteArray("GET /v1/time HTTP/1.1\r\nnonsense\r\n\r\n");
    }
    void noiseIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const Reply reply = exchangeRaw(m_server->port(), bytes, 2000);
        QVERIFY(reply.status == 0 || reply.status == 200 || reply.status >= 400);
    }
};

QTEST_GUILESS_MAIN(TestPlatformInput)
#include "tst_platform_input.moc"
