#include "desk.h"

#include <base/uuid.h>
#include <refplatform/platformserver.h>

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace zc;
using namespace Qt::StringLiterals;
namespace header = zc::platform::header;

// Zero or one effect, whatever the wire does (I2, I3), changes without gaps, uploads that resume.
class TestPlatformGuards : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<refplatform::PlatformServer> m_server;

    Reply tus(const Desk &desk, const QByteArray &method, const QByteArray &url, const Headers &extra, const QByteArray &body = {}) const
    {
        return exchange(m_server->port(), method, url, Headers{{"Authorization", "Bearer " + desk.token}, {"Tus-Resumable", "1.0.0"}} + extra, body);
    }

private Q_SLOTS:
    void initTestCase()
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(u"data"_s);
        options.environment = u"test"_s;
        m_server = std::make_unique<refplatform::PlatformServer>(options);
        QVERIFY(m_server->start().ok());
    }

    void copyGetsTheStoredAnswer()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        const auto op = desk.prepare("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{{field("a", u"1"_s)}}), {{header::kBaseRev, "1"}});
        const Reply first = desk.send(op);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("Op-Recorded"), QByteArray("?1"));
        QVERIFY(first.header("Op-Replayed").isEmpty());
        QCOMPARE(first.header("Op-Id"), uuidText(op.opId).toLatin1());
        QVERIFY(platform::contentDigestMatches(first.header("Content-Digest"), first.body));
        for (int i = 0; i < 3; ++i) {
            const Reply again = desk.send(op);
            QCOMPARE(again.status, 200);
            QCOMPARE(again.body, first.body);
            QCOMPARE(again.header("ETag"), first.header("ETag"));
            QCOMPARE(again.header("Op-Replayed"), QByteArray("?1"));
        }
        QCOMPARE(desk.read(caseId).head.rev, 2);
    }
    void refusalsAreStoredToo()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        const auto op = desk.prepare("PATCH", caseUrl(caseId), caseId, R"({"changes":[{"path":"1bad","value":"x"}]})", {{header::kBaseRev, "1"}});
        const Reply refused = desk.send(op);
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.code(), u"FIELD_RULE"_s);
        QCOMPARE(refused.json().value(u"errors").toArray().first()[u"path"].toString(), u"/changes/0/path"_s);
        QCOMPARE(refused.header("Op-Recorded"), QByteArray("?1"));
        QCOMPARE(desk.send(op).body, refused.body);
        const auto status = desk.get(u"/v1/operations/"_s + uuidText(op.opId) + u"?subject="_s + uuidText(caseId)).json();
        QCOMPARE(status.value(u"status").toString(), u"refused"_s);
        QCOMPARE(status.value(u"http").toInt(), 422);
        QCOMPARE(desk.patch(caseId, 1, {field("a", u"1"_s)}).status, 200);      // its number was used up
    }
    void aKeyBelongsToOneRequest()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        auto op = desk.prepare("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{{field("a", u"1"_s)}}), {{header::kBaseRev, "1"}});
        QCOMPARE(desk.send(op).status, 200);
        auto other = op;
        other.body = platform::encode(platform::PatchCaseRequest{{field("a", u"2"_s)}});
        const Reply reused = desk.send(other);
        QCOMPARE(reused.status, 422);
        QCOMPARE(reused.code(), u"KEY_REUSED"_s);
        QVERIFY(reused.header("Op-Recorded").isEmpty());
        other = op;
        other.extra = {{header::kBaseRev, "2"}};
        QCOMPARE(desk.send(other).code(), u"KEY_REUSED"_s);
        other = op;
        other.opSeq = 99;
        QCOMPARE(desk.send(other).code(), u"KEY_REUSED"_s);
        QCOMPARE(desk.read(caseId).fields.first().value.toString(), u"1"_s);
    }
    void orderIsDense()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        auto op = desk.prepare("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{{field("a", u"1"_s)}}), {{header::kBaseRev, "1"}});
        op.opSeq = 5;
        const Reply gap = desk.send(op);
        QCOMPARE(gap.status, 409);
        QCOMPARE(gap.code(), u"SEQ_GAP"_s);
        QCOMPARE(gap.json().value(u"lastSeq").toInteger(), 1);
        QVERIFY(gap.header("Op-Recorded").isEmpty());
        op.opSeq = 1;
        QCOMPARE(desk.send(op).code(), u"SEQ_REUSED"_s);
        op.opSeq = 2;
        QCOMPARE(desk.send(op).status, 200);      // the same key: nothing was recorded before
        // A raised epoch starts at 1 again and shuts the old one out.
        desk.epoch = 2;
        desk.seqs.clear();
        QCOMPARE(desk.patch(caseId, 2, {field("a", u"2"_s)}).status, 200);
        desk.epoch = 1;
        QCOMPARE(desk.patch(caseId, 3, {field("a", u"3"_s)}).code(), u"EPOCH_STALE"_s);
        const auto list = desk.get(u"/v1/operations?subject="_s + uuidText(caseId)).json();
        QCOMPARE(list.value(u"epoch").toInteger(), 2);
        QCOMPARE(list.value(u"lastSeq").toInteger(), 1);
        QCOMPARE(list.value(u"operations").toArray().size(), 3);
    }
    void copiesSideBySideHaveOneEffect()
    {
        Desk desk(m_server->port(), u"clerk1"_s, u"demo-clerk-1"_s, 4);
        const QUuid caseId = desk.newCase();
        const auto op = desk.prepare("POST", caseUrl(caseId, u"/number"_s), caseId, R"({"provisionalNumber":"LS4301040032026112100077"})");
        QList<Reply> replies(8);
        QList<QThread *> threads;
        for (Reply &reply : replies)
            threads << QThread::create([&reply, &desk, &op] { reply = desk.send(op); });
        for (QThread *thread : threads)
            thread->start();
        for (QThread *thread : threads) {
            QVERIFY(thread->wait(20000));
            delete thread;
        }
        QSet<QByteArray> bodies;
        int first = 0;
        for (const Reply &reply : replies) {
            QVERIFY(reply.status == 201 || reply.code() == u"OP_IN_PROGRESS");
            if (reply.status != 201)
                continue;
            bodies.insert(reply.body);
            first += reply.header("Op-Replayed").isEmpty() ? 1 : 0;
        }
        QCOMPARE(bodies.size(), 1);
        QCOMPARE(first, 1);
    }
    void theNumberIsTheSameForEver()
    {
        Desk desk(m_server->port());
        desk.epoch = 3;      // every test above its predecessors: an older epoch is shut out
        const QUuid caseId = desk.newCase(), other = desk.newCase();
        const QByteArray body(R"({"provisionalNumber":"LS4301040032026112100077"})");
        const QString number = desk.op("POST", caseUrl(caseId, u"/number"_s), caseId, body).json().value(u"number").toString();
        QVERIFY(!number.isEmpty());
        QCOMPARE(desk.op("POST", caseUrl(caseId, u"/number"_s), caseId, body).json().value(u"number").toString(), number);
        QVERIFY(desk.op("POST", caseUrl(other, u"/number"_s), other, body).json().value(u"number").toString() != number);
        QCOMPARE(desk.op("POST", caseUrl(other, u"/number"_s), other, R"({"provisionalNumber":"LS1"})").code(), u"FIELD_RULE"_s);
        QCOMPARE(desk.read(caseId).head.number, number);
    }
    void oneSubmissionPerRound()
    {
        Desk desk(m_server->port());
        desk.epoch = 4;
        const QUuid caseId = desk.newCase({field("a", u"1"_s)});
        QCOMPARE(desk.intake(caseId).status, 201);
        const QString url = caseUrl(caseId, u"/submissions"_s);
        const platform::Case whole = desk.read(caseId);
        const QByteArray good = platform::encode(platform::SubmitCaseRequest{1, *platform::manifestSha256(platform::manifestOf(whole, 1)), {}});
        QCOMPARE(desk.op("POST", url, caseId, good, {{"If-Match", "\"r7\""}}).code(), u"REV_MISMATCH"_s);
        QCOMPARE(desk.op("POST", url, caseId, good).code(), u"PRECONDITION_REQUIRED"_s);
        const QByteArray wrong = platform::encode(platform::SubmitCaseRequest{1, platform::sha256Hex("other"), {}});
        QCOMPARE(desk.op("POST", url, caseId, wrong, {{"If-Match", "\"r1\""}}).code(), u"MANIFEST_MISMATCH"_s);
        const Reply stored = desk.op("POST", url, caseId, good, {{"If-Match", "\"r1\""}});
        QCOMPARE(stored.status, 201);
        // Another key, another client epoch: still one submission.
        QCOMPARE(desk.op("POST", url, caseId, good, {{"If-Match", "\"r1\""}}).code(), u"ROUND_TAKEN"_s);
        desk.epoch = 5;
        desk.seqs.clear();
        QCOMPARE(desk.op("POST", url, caseId, good, {{"If-Match", "\"r1\""}}).code(), u"ROUND_TAKEN"_s);
    }
    void touchedFieldsDecide()
    {
        Desk mine(m_server->port()), other(m_server->port(), u"clerk2"_s, u"demo-clerk-2"_s, 4);
        mine.epoch = other.epoch = 7;
        const QUuid caseId = mine.newCase({field("a", u"1"_s), field("who.name", u"样例"_s), field("who.idNumber", u"1"_s)});
        QCOMPARE(other.patch(caseId, 1, {field("b", u"theirs"_s), field("who.idNumber", u"2"_s)}).status, 200);
        const Reply disjoint = mine.patch(caseId, 1, {field("a", u"2"_s)});
        QCOMPARE(disjoint.status, 200);
        QCOMPARE(disjoint.json().value(u"missed").toArray().size(), 2);
        QCOMPARE(disjoint.json().value(u"rev").toInteger(), 3);
        const Reply touched = mine.patch(caseId, 1, {field("b", u"mine"_s)});
        QCOMPARE(touched.status, 412);
        QCOMPARE(touched.code(), u"FIELDS_CHANGED"_s);
        const auto problem = platform::decode<platform::Problem>(QByteArrayView(touched.body), platform::Wire::Answer);
        QCOMPARE(problem->rev, std::optional<qint64>(3));
        QCOMPARE(problem->current.first().value.toString(), u"theirs"_s);
        QCOMPARE(problem->current.first().author, u"C002"_s);
        // Name and number of a person are one thing.
        QCOMPARE(mine.patch(caseId, 1, {field("who.name", u"样例二"_s)}).code(), u"FIELDS_CHANGED"_s);
        QCOMPARE(mine.patch(caseId, 3, {field("who.name", u"样例二"_s)}).status, 200);
        QCOMPARE(mine.op("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{{field("a", u"3"_s)}})).code(), u"PRECONDITION_REQUIRED"_s);
        const QUuid nobody = makeUuidV7();
        QCOMPARE(mine.patch(nobody, 1, {field("a", u"3"_s)}).code(), u"NOT_FOUND"_s);
    }
    void voidedOperationsNeverTakeEffect()
    {
        Desk desk(m_server->port());
        desk.epoch = 9;
        const QUuid caseId = desk.newCase();
        const auto op = desk.prepare("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{{field("a", u"1"_s)}}), {{header::kBaseRev, "1"}});
        const auto voidOp = [&](const Desk::Op &which) {
            const QByteArray body = platform::encode(platform::VoidOperationRequest{caseId});
            return exchange(m_server->port(), "POST", "/v1/operations/" + uuidText(which.opId).toLatin1() + "/void",
                            {{"Authorization", "Bearer " + desk.token}, {header::kOpSeq, QByteArray::number(which.opSeq)}, {header::kClientEpoch, "9"}, {"Content-Type", "application/json"}}, body);
        };
        QCOMPARE(desk.get(u"/v1/operations/"_s + uuidText(op.opId) + u"?subject="_s + uuidText(caseId)).code(), u"OP_UNKNOWN"_s);
        QCOMPARE(voidOp(op).json().value(u"status").toString(), u"voided"_s);      // never seen, and yet
        QCOMPARE(desk.send(op).code(), u"OP_VOIDED"_s);
        QCOMPARE(voidOp(op).status, 200);
        const auto applied = desk.prepare("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{{field("a", u"2"_s)}}), {{header::kBaseRev, "1"}});
        QCOMPARE(desk.send(applied).status, 200);
        QCOMPARE(voidOp(applied).code(), u"OP_APPLIED"_s);
        QCOMPARE(desk.read(caseId).fields.first().value.toString(), u"2"_s);
    }
    void batchGoesOnPastAPoisonedSubject()
    {
        Desk desk(m_server->port());
        desk.epoch = 11;
        const QUuid bad = desk.newCase(), good = desk.newCase();
        const auto line = [&](const QUuid &caseId, const QByteArray &body, qint64 baseRev) {
            platform::BatchLine one;
            one.opId = makeUuidV7();
            one.opSeq = ++desk.seqs[caseId];
            one.epoch = 11;
            one.payloadSchema = 1;
            one.actedAtMs = QDateTime::currentMSecsSinceEpoch();
            one.actorTicket = QString::fromLatin1(desk.ticket);
            one.method = u"PATCH"_s;
            one.path = caseUrl(caseId);
            one.baseRev = baseRev;
            one.body = body;
            one.sha256 = platform::sha256Hex(body);
            return platform::encode(one) + '\n';
        };
        const QByteArray ok = platform::encode(platform::PatchCaseRequest{{field("a", u"1"_s)}});
        QByteArray body = line(bad, R"({"changes":[]})", 1);
        body += line(good, ok, 1);
        body += line(bad, ok, 1);
        body += line(good, ok, 2);
        const Headers headers{{"Authorization", "Bearer " + desk.token}, {"Content-Type", platform::media::kNdjson}, {"Content-Digest", platform::contentDigest(body)}};
        const Reply reply = exchange(m_server->port(), "POST", "/v1/ops:batch", headers, body);
        QCOMPARE(reply.status, 200);
        const QList<QByteArray> lines = reply.body.trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        const auto status = [&](int i) { return QJsonDocument::fromJson(lines.at(i)).object(); };
        QVERIFY2(status(0).value(u"status").toString() == u"refused", lines.at(0).constData());
        QCOMPARE(status(1).value(u"status").toString(), u"applied"_s);
        QCOMPARE(status(2).value(u"status").toString(), u"notTried"_s);
        QCOMPARE(status(2).value(u"answer")[u"code"].toString(), u"EARLIER_FAILED"_s);
        QCOMPARE(status(3).value(u"status").toString(), u"applied"_s);
        const Reply again = exchange(m_server->port(), "POST", "/v1/ops:batch", headers, body);
        QVERIFY(QJsonDocument::fromJson(again.body.trimmed().split('\n').at(1)).object().value(u"replayed").toBool());
    }
    void feedHasNoGapUnderLoad()
    {
        Desk reader(m_server->port());
        QString cursor = reader.get(u"/v1/changes?cursor=now"_s).json().value(u"cursor").toString();
        constexpr int kWriters = 4, kEach = 15;
        std::atomic<int> done{0};
        QList<QThread *> threads;
        for (int w = 0; w < kWriters; ++w)
            threads << QThread::create([&, w] {
                Desk desk(m_server->port(), u"clerk2"_s, u"demo-clerk-2"_s, w % 2 ? 3 : 4);
                desk.epoch = 20;
                const QUuid caseId = desk.newCase();
                for (int i = 0; i < kEach; ++i)
                    if (desk.patch(caseId, i + 1, {field("n", QString::number(i))}).status == 200)
                        ++done;
            });
        for (QThread *thread : threads)
            thread->start();
        QHash<QString, qint64> last;
        int seen = 0, polls = 0;
        QElapsedTimer timer;
        timer.start();
        while (seen < kWriters * (kEach + 1) && timer.elapsed() < 30000) {
            const auto page = platform::decode<platform::ChangePage>(QByteArrayView(reader.get(u"/v1/changes?limit=7&wait=1&cursor="_s + cursor).body), platform::Wire::Answer);
            QVERIFY(page.ok());
            ++polls;
            for (const platform::Change &change : page->changes) {
                ++seen;
                if (change.kind != u"case.fields")
                    continue;
                qint64 &rev = last[uuidText(change.subject)];
                QCOMPARE(*change.rev, rev ? rev + 1 : 2);
                rev = *change.rev;
                QVERIFY(change.origin.has_value());
            }
            cursor = page->cursor;
        }
        for (QThread *thread : threads) {
            QVERIFY(thread->wait(20000));
            delete thread;
        }
        QCOMPARE(done.load(), kWriters * kEach);
        QCOMPARE(seen, kWriters * (kEach + 1));
        QVERIFY(polls > 3);
        QCOMPARE(reader.get(u"/v1/changes?cursor="_s + cursor.chopped(1) + (cursor.back() == u'A' ? u'B' : u'A')).code(), u"CURSOR_INVALID"_s);
        QCOMPARE(reader.get(u"/v1/changes?limit=501"_s).status, 400);
    }
    void longPollIsWokenByNews()
    {
        Desk desk(m_server->port());
        desk.epoch = 30;
        const QUuid caseId = desk.newCase();
        const QString cursor = desk.get(u"/v1/changes?cursor=now"_s).json().value(u"cursor").toString();
        Reply woken;
        qint64 tookMs = 0;
        QThread *thread = QThread::create([&] {
            QElapsedTimer timer;
            timer.start();
            woken = desk.get(u"/v1/changes?wait=20&cursor="_s + cursor);
            tookMs = timer.elapsed();
        });
        thread->start();
        QTest::qWait(300);
        Desk writer = desk;
        QCOMPARE(writer.patch(caseId, 1, {field("a", u"1"_s)}).status, 200);
        QVERIFY(thread->wait(15000));
        delete thread;
        QCOMPARE(woken.json().value(u"changes").toArray().size(), 1);
        QVERIFY2(tookMs < 10000, qPrintable(QString::number(tookMs)));
    }

    void uploadResumesWhereItStopped()
    {
        Desk desk(m_server->port());
        desk.epoch = 40;
        const QUuid caseId = desk.newCase(), attId = makeUuidV7();
        QByteArray file(700000, '\0');
        for (qsizetype i = 0; i < file.size(); ++i)
            file[i] = char(i * 31 + i / 977);
        const QByteArray meta = "att_id " + uuidText(attId).toLatin1().toBase64() + ",sha256 " + platform::sha256Hex(file).toBase64();
        const Reply made = tus(desk, "POST", "/v1/uploads", {{"Upload-Length", QByteArray::number(file.size())}, {"Upload-Metadata", meta}});
        QCOMPARE(made.status, 201);
        const QByteArray url = made.header("Location");
        const auto patch = [&](qint64 offset, const QByteArray &piece, const Headers &extra = {}) {
            return tus(desk, "PATCH", url, Headers{{"Upload-Offset", QByteArray::number(offset)}, {"Content-Type", platform::media::kTusPatch}} + extra, piece);
        };
        QCOMPARE(patch(0, file.first(300000)).header("Upload-Offset"), QByteArray("300000"));
        QCOMPARE(patch(0, file.first(10)).code(), u"UPLOAD_OFFSET"_s);
        QCOMPARE(patch(300001, file.mid(300001, 10)).status, 409);
        QCOMPARE(desk.bind(caseId, attId, file, QString::fromLatin1(url.mid(url.lastIndexOf('/') + 1))).code(), u"UPLOAD_GONE"_s);      // not finished

        // A connection cut within the body: what arrived is kept, HEAD tells how much.
        QByteArray cut = "PATCH " + url + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + desk.token
            + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 300000\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 400000\r\n\r\n";
        {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, m_server->port());
            QVERIFY(socket.waitForConnected(5000));
            socket.write(cut + file.mid(300000, 270000));
            QVERIFY(socket.waitForBytesWritten(5000));
            socket.disconnectFromHost();
        }
        qint64 offset = 0;
        QTRY_VERIFY_WITH_TIMEOUT((offset = tus(desk, "HEAD", url, {}).header("Upload-Offset").toLongLong()) > 300000, 8000);
        QVERIFY(offset <= 570000);

        const QByteArray rest = file.sliced(offset);
        QCOMPARE(patch(offset, rest, {{"Upload-Checksum", "sha256 " + QByteArray(32, 'x').toBase64()}}).status, 460);
        QCOMPARE(tus(desk, "HEAD", url, {}).header("Upload-Offset").toLongLong(), offset);
        const QByteArray sum = QByteArray::fromHex(platform::sha256Hex(rest)).toBase64();
        QCOMPARE(patch(offset, rest, {{"Upload-Checksum", "sha256 " + sum}}).header("Upload-Offset").toLongLong(), file.size());
        QCOMPARE(patch(file.size(), "x").status, 413);

        const QString uploadId = QString::fromLatin1(url.mid(url.lastIndexOf('/') + 1));
        QByteArray other = file;
        other[5] = char(other[5] + 1);
        const Reply wrong = desk.bind(caseId, attId, other, uploadId);
        QCOMPARE(wrong.status, 422);
        QCOMPARE(wrong.code(), u"DIGEST_MISMATCH"_s);
        QCOMPARE(desk.bind(caseId, attId, file.chopped(1), uploadId).code(), u"DIGEST_MISMATCH"_s);
        const Reply bound = desk.bind(caseId, attId, file, uploadId);
        QCOMPARE(bound.status, 201);
        QCOMPARE(tus(desk, "HEAD", url, {}).status, 404);
        // The set already holds it: a new operation for the same file is answered alike.
        QCOMPARE(desk.bind(caseId, attId, file, uploadId).body, bound.body);
        const QString content = caseUrl(caseId, u"/attachments/"_s + uuidText(attId) + u"/content"_s);
        QCOMPARE(desk.get(content).body, file);
        QCOMPARE(desk.op("DELETE", caseUrl(caseId, u"/attachments/"_s + uuidText(attId)), caseId, {}).json().value(u"state").toString(), u"removed"_s);
        QCOMPARE(desk.get(content).status, 404);
        QCOMPARE(desk.read(caseId).head.rev, 1);      // files do not raise the content revision
        QCOMPARE(desk.read(caseId).head.attRev, 2);
    }
    void emptyFilesAreFilesToo()
    {
        Desk desk(m_server->port());
        desk.epoch = 41;
        const QUuid caseId = desk.newCase(), attId = makeUuidV7();
        const QByteArray meta = "att_id " + uuidText(attId).toLatin1().toBase64() + ",sha256 " + platform::sha256Hex("").toBase64();
        const QByteArray url = tus(desk, "POST", "/v1/uploads", {{"Upload-Length", "0"}, {"Upload-Metadata", meta}}).header("Location");
        QCOMPARE(desk.bind(caseId, attId, {}, QString::fromLatin1(url.mid(url.lastIndexOf('/') + 1))).status, 201);
        QCOMPARE(desk.get(caseUrl(caseId, u"/attachments/"_s + uuidText(attId) + u"/content"_s)).status, 200);
    }
    void anotherDeskSeesNoUploadOfMine()
    {
        Desk desk(m_server->port()), other(m_server->port(), u"clerk2"_s, u"demo-clerk-2"_s, 4);
        const QUuid attId = makeUuidV7();
        const QString uploadId = desk.upload(attId, "bytes");
        QVERIFY(!uploadId.isEmpty());
        QCOMPARE(tus(other, "HEAD", "/v1/uploads/" + uploadId.toLatin1(), {}).status, 404);
        QCOMPARE(tus(desk, "DELETE", "/v1/uploads/" + uploadId.toLatin1(), {}).status, 204);
        QCOMPARE(tus(desk, "HEAD", "/v1/uploads/" + uploadId.toLatin1(), {}).status, 404);
        QCOMPARE(tus(desk, "OPTIONS", "/v1/uploads", {}).header("Tus-Extension"), QByteArray(platform::kTusExtensions));
    }
};

QTEST_GUILESS_MAIN(TestPlatformGuards)
#include "tst_platform_guards.moc"
