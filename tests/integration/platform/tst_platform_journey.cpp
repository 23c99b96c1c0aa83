#include "desk.h"

#include <base/uuid.h>
#include <crypto/signing.h>
#include <refplatform/platformserver.h>

#include <QElapsedTimer>
#include <QFile>
#include <QDirIterator>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace Qt::StringLiterals;

// The way of a case over the wire, from an empty platform to the archive; and what lies on the disk afterwards.
class TestPlatformJourney : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<refplatform::PlatformServer> m_server;

    refplatform::Options options(const QString &name) const
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(name);
        options.environment = u"test"_s;
        return options;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<refplatform::PlatformServer>(options(QString::fromLatin1(QTest::currentTestFunction())));
        const auto started = m_server->start();
        QVERIFY2(started.ok(), qPrintable(started.ok() ? QString() : started.error().code + started.error().detail));
    }
    void cleanup() { m_server.reset(); }

    void fromDraftToReceipt()
    {
        Desk desk(m_server->port());
        QVERIFY(!desk.token.isEmpty() && !desk.ticket.isEmpty());
        const QUuid caseId = desk.newCase({field("applicant.name", u"样例申请人"_s)});
        QVERIFY(!caseId.isNull());
        QCOMPARE(desk.patch(caseId, 1, {field("applicant.idNumber", u"430104199001011234"_s), field("shop.name", u"样例小店"_s)}).status, 200);

        const Reply number = desk.op("POST", caseUrl(caseId, u"/number"_s), caseId, R"({"provisionalNumber":"LS4301040032026112100077"})");
        QCOMPARE(number.status, 201);
        QVERIFY(number.json().value(u"number").toString().startsWith(u"ZB-00-"));

        QCOMPARE(desk.intake(caseId).status, 201);
        const QUuid attId = makeUuidV7();
        const QByteArray scan = QByteArray("scan of a page ").repeated(60000);      // over three chunks
        const QString uploadId = desk.upload(attId, scan);
        QVERIFY(!uploadId.isEmpty());
        const Reply bound = desk.bind(caseId, attId, scan, uploadId);
        QCOMPARE(bound.status, 201);

        const Reply submitted = desk.submit(caseId);
        QVERIFY2(submitted.status == 201, submitted.body.constData());
        const auto answer = platform::decode<platform::SubmissionAnswer>(submitted.body, platform::Wire::Answer);
        QVERIFY(answer.ok());
        const auto capabilities = platform::decode<platform::Capabilities>(desk.get(u"/v1/capabilities"_s).body, platform::Wire::Answer);
        const auto key = crypto::VerifyKey::fromSpki(capabilities->receiptKeys.first().publicKey);
        QVERIFY(key->verify(answer->receipt.payload, answer->receipt.signature));
        QCOMPARE(answer->receipt.kid, capabilities->receiptKeys.first().kid);
        const auto payload = platform::decode<platform::ReceiptPayload>(answer->receipt.payload, platform::Wire::Answer);
        QCOMPARE(payload->caseId, caseId);
        QCOMPARE(payload->environment, u"test"_s);
        QVERIFY(payload->number.startsWith(u"ZB-00-"));
        QCOMPARE(desk.get(caseUrl(caseId, u"/submissions/1"_s)).body, submitted.body);

        // Frozen until someone asks for a correction.
        QCOMPARE(desk.patch(caseId, 2, {field("shop.name", u"改名"_s)}).code(), u"CASE_FROZEN"_s);

        Desk officer(m_server->port(), u"officer1"_s, u"demo-officer-1"_s);
        officer.seqs = desk.seqs;
        QCOMPARE(officer.decide(caseId, R"({"kind":"accept","mode":"normal"})").status, 201);
        const platform::Case accepted = officer.read(caseId);
        QCOMPARE(accepted.head.state, u"accepted"_s);
        QCOMPARE(accepted.head.mode, u"normal"_s);
        QVERIFY(accepted.head.promiseDueMs && accepted.head.statutoryDueMs && *accepted.head.promiseDueMs < *accepted.head.statutoryDueMs);
        QCOMPARE(accepted.decisions.size(), 1);
        QCOMPARE(officer.decide(caseId, R"({"kind":"startReview"})").status, 201);
        QCOMPARE(officer.decide(caseId, R"({"kind":"finish","result":"granted"})").status, 201);
        QCOMPARE(officer.read(caseId).head.finishKind, u"granted"_s);

        // The content is what was scanned, whole and in part.
        const QString content = caseUrl(caseId, u"/attachments/"_s + uuidText(attId) + u"/content"_s);
        QCOMPARE(desk.get(content).body, scan);
        const Reply part = desk.get(content, {{"Range", "bytes=262140-262150"}});
        QCOMPARE(part.status, 206);
        QCOMPARE(part.body, scan.mid(262140, 11));
        QCOMPARE(desk.get(content, {{"Range", "bytes=99999999-"}}).code(), u"RANGE_INVALID"_s);

        const QJsonArray timeline = desk.get(caseUrl(caseId, u"/timeline"_s)).json().value(u"entries").toArray();
        QCOMPARE(timeline.size(), 9);
        QCOMPARE(timeline.first()[u"actor"].toString(), u"C001"_s);
        QCOMPARE(timeline.last()[u"actor"].toString(), u"A001"_s);

        for (const QByteArray &query : {QByteArray(R"({"scope":"site","idNumber":"430104199001011234"})"), QByteArray(R"({"scope":"mine","name":" 样例申请人"})"),
                                        QByteArray(R"({"scope":"site","states":["finished"],"itemCode":"DEMO-market_regulation-01"})")})
            QCOMPARE(desk.post(u"/v1/cases:search"_s, query).json().value(u"cases").toArray().size(), 1);
        QCOMPARE(desk.post(u"/v1/cases:search"_s, R"({"scope":"site","name":"样例"})").json().value(u"cases").toArray().size(), 0);

        // Nothing personal lies in clear on the disk (I7), neither in the database nor in files.
        m_server->stop();
        QDirIterator files(m_dir.filePath(u"fromDraftToReceipt"_s), QDir::Files, QDirIterator::Subdirectories);
        int seen = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++seen;
            for (const char *canary : {"样例申请人", "430104199001011234", "样例小店", "scan of a page", "demo-clerk-1", "LS430104"})
                QVERIFY2(!bytes.contains(canary), qPrintable(file.fileName()));
        }
        QVERIFY(seen >= 4);
        const auto report = refplatform::PlatformServer::check(options(u"fromDraftToReceipt"_s));
        QVERIFY(report.ok() && report->contains(u"files missing 0"));
    }
    void correctionOpensASecondRound()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        QCOMPARE(desk.submit(caseId).code(), u"FLOW_FORBIDDEN"_s);
        QCOMPARE(desk.intake(caseId).status, 201);
        QCOMPARE(desk.submit(caseId).status, 201);
        Desk officer(m_server->port(), u"officer1"_s, u"demo-officer-1"_s);
        officer.seqs = desk.seqs;
        QCOMPARE(officer.decide(caseId, R"({"kind":"requestCorrection","reasons":[{"code":"R1","text":"缺页"}]})").code(), u"CORRECTION_UNCITED"_s);
        const QByteArray cited(R"({"kind":"requestCorrection","reasons":[{"code":"R1","text":"缺页","requirementId":"m1"}]})");
        QCOMPARE(officer.decide(caseId, cited).status, 201);
        desk.seqs = officer.seqs;
        QCOMPARE(desk.patch(caseId, 1, {field("shop.name", u"样例小店"_s)}).status, 200);
        QCOMPARE(desk.intake(caseId, u"correction"_s).status, 201);
        QCOMPARE(desk.submit(caseId, 1).code(), u"ROUND_TAKEN"_s);
        QCOMPARE(desk.submit(caseId, 3).code(), u"FLOW_FORBIDDEN"_s);
        QCOMPARE(desk.submit(caseId, 2).status, 201);
        officer.seqs = desk.seqs;
        QCOMPARE(officer.decide(caseId, cited).code(), u"CORRECTION_REPEATED"_s);
        QCOMPARE(officer.decide(caseId, R"({"kind":"acceptDeferred"})").code(), u"DEFERRAL_NOT_ALLOWED"_s);
        QCOMPARE(officer.decide(caseId, R"({"kind":"archive"})").code(), u"FLOW_FORBIDDEN"_s);
        desk.seqs = officer.seqs;
        const auto withdrawn = desk.op("POST", caseUrl(caseId, u"/withdrawals"_s), caseId, R"({"reason":"不办了"})",
                                       {{"If-Match", platform::revisionTag('w', desk.read(caseId).head.flowRev)}});
        QCOMPARE(withdrawn.status, 201);
        QCOMPARE(withdrawn.json().value(u"finishKind").toString(), u"withdrawn"_s);
    }
    void officeWorkFromQueueToHandOver()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        QCOMPARE(desk.intake(caseId).status, 201);
        const QUuid paperId = makeUuidV7();
        const QByteArray paper = QByteArray("%PDF-1.7 notice ").repeated(50);
        QCOMPARE(desk.bind(caseId, paperId, paper, desk.upload(paperId, paper)).status, 201);
        QCOMPARE(desk.submit(caseId).status, 201);
        Desk officer(m_server->port(), u"officer1"_s, u"demo-officer-1"_s);
        officer.seqs = desk.seqs;
        const auto queue = [&] { return platform::decode<platform::ListTasksAnswer>(QByteArrayView(officer.get(u"/v1/tasks"_s).body), platform::Wire::Answer)->tasks; };
        QCOMPARE(queue().size(), 1);
        const platform::Task task = queue().first();
        QCOMPARE(task.role, u"acceptor"_s);
        QVERIFY(task.dueMs.has_value());
        const QString url = caseUrl(caseId, u"/tasks/"_s + task.taskId);
        QCOMPARE(officer.op("POST", url + u"/release"_s, caseId, {}).code(), u"TASK_TAKEN"_s);
        QCOMPARE(officer.op("POST", url + u"/claim"_s, caseId, {}).json().value(u"claimedBy").toString(), u"A001"_s);
        QCOMPARE(officer.decide(caseId, R"({"kind":"accept","mode":"normal"})").status, 201);
        QCOMPARE(queue().first().role, u"approver"_s);
        QCOMPARE(queue().first().state, u"open"_s);
        QCOMPARE(officer.decide(caseId, R"({"kind":"startReview"})").status, 201);
        QCOMPARE(officer.decide(caseId, R"({"kind":"finish","result":"granted"})").status, 201);
        QVERIFY(queue().isEmpty());      // the hand-over is not the officer's

        Desk exit(m_server->port(), u"clerk2"_s, u"demo-clerk-2"_s, 4);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const platform::ClockEvidence clock{now, u"boot"_s, 1, 0, 1, false};
        platform::CreateNoticeRequest registered{u"N10"_s, u"N10"_s, u"1"_s, paperId, now, clock, true};
        const Reply notice = exit.op("POST", caseUrl(caseId, u"/notices"_s), caseId, platform::encode(registered));
        QCOMPARE(notice.status, 201);
        QCOMPARE(notice.json().value(u"seal").toString(), u"physical"_s);
        const QString noticeId = notice.json().value(u"noticeId").toString();
        QCOMPARE(exit.get(caseUrl(caseId, u"/notices/"_s + noticeId + u"/content"_s)).body, paper);
        QCOMPARE(exit.read(caseId).notices.size(), 1);
        registered.attId = makeUuidV7();
        QCOMPARE(exit.op("POST", caseUrl(caseId, u"/notices"_s), caseId, platform::encode(registered)).code(), u"ATTACHMENT_MISSING"_s);

        platform::RecordDeliveryRequest handOver{u"result"_s, {}, u"counter"_s, now, clock, {}, {}};
        QCOMPARE(exit.op("POST", caseUrl(caseId, u"/deliveries"_s), caseId, platform::encode(handOver)).code(), u"FLOW_FORBIDDEN"_s);      // nothing issued
        QCOMPARE(officer.decide(caseId, R"({"kind":"issue","issued":[{"kind":"licence","name":"样例证"}]})").status, 201);
        platform::RecordDeliveryRequest served{u"notice"_s, noticeId, u"counter"_s, now, clock, {}, {}};
        QCOMPARE(exit.op("POST", caseUrl(caseId, u"/deliveries"_s), caseId, platform::encode(served)).status, 201);
        QCOMPARE(exit.op("POST", caseUrl(caseId, u"/deliveries"_s), caseId, platform::encode(handOver)).status, 201);
        QCOMPARE(exit.read(caseId).head.state, u"delivered"_s);

        const QByteArray rating("{\"stage\":\"result\",\"level\":1,\"channel\":\"device\",\"ratedAtMs\":1}");
        QCOMPARE(exit.op("POST", caseUrl(caseId, u"/ratings"_s), caseId, rating).status, 201);
        QCOMPARE(exit.op("POST", caseUrl(caseId, u"/ratings"_s), caseId, rating).code(), u"RATING_EXISTS"_s);
    }
    void auditChainIsHeld()
    {
        Desk desk(m_server->port());
        desk.ticket = {};      // the device's own word
        const QByteArray form("grant_type=client_credentials&client_id=019a0000-0000-7000-8000-000000000003&client_secret=demo-desk-3");
        desk.token = exchange(m_server->port(), "POST", "/oauth2/token", {{"Content-Type", platform::media::kForm}}, form).json().value(u"access_token").toString().toLatin1();
        const auto segment = [&](qint64 epoch, qint64 first, const QByteArray &prev, const QStringList &entries) {
            QByteArray hash = QByteArray::fromHex(prev);
            for (const QString &entry : entries)
                hash = platform::auditLink(hash, entry.toUtf8());
            return platform::PostAuditSegmentRequest{epoch, first, first + entries.size() - 1, prev, hash.toHex(), entries};
        };
        const auto send = [&](const platform::PostAuditSegmentRequest &request) {
            return desk.op("POST", u"/v1/audit/segments"_s, desk.clientId, platform::encode(request));
        };
        const auto first = segment(1, 1, QByteArray(64, '0'), {u"{\"a\":1}"_s, u"{\"a\":2}"_s});
        QCOMPARE(send(first).status, 201);
        QCOMPARE(send(segment(1, 5, first.headHash, {u"x"_s})).json().value(u"expectedSeq").toInteger(), 3);
        QCOMPARE(send(segment(1, 3, QByteArray(64, '0'), {u"x"_s})).code(), u"AUDIT_FORK"_s);
        auto altered = segment(1, 3, first.headHash, {u"x"_s});
        altered.entries = QStringList{u"y"_s};
        QCOMPARE(send(altered).code(), u"AUDIT_FORK"_s);
        const auto restarted = segment(2, 1, first.headHash, {u"z"_s});
        QCOMPARE(send(restarted).status, 201);
        const QJsonObject head = desk.get(u"/v1/audit/head"_s).json();
        QCOMPARE(head.value(u"epoch").toInteger(), 2);
        QCOMPARE(head.value(u"headHash").toString().toLatin1(), restarted.headHash);
    }
    void eventChainIsHeld()
    {
        Desk desk(m_server->port());
        const QUuid caseId = desk.newCase();
        platform::CaseEvent event{1, 1, {}, u"C001"_s, u"intake"_s, u"advise"_s, u"draft"_s, u"draft"_s, platform::sha256Hex("x"), QByteArray(64, '0')};
        const auto send = [&](const platform::CaseEvent &link) {
            return desk.op("POST", caseUrl(caseId, u"/events"_s), caseId, platform::encode(platform::PostCaseEventsRequest{{link}}));
        };
        QCOMPARE(send(event).status, 201);
        platform::CaseEvent next = event;
        next.seq = 3;
        next.previousSha256 = platform::caseEventSha256(event);
        QCOMPARE(send(next).json().value(u"expectedSeq").toInteger(), 2);
        next.seq = 2;
        next.previousSha256 = platform::sha256Hex("forged");
        QCOMPARE(send(next).code(), u"AUDIT_FORK"_s);
        next.previousSha256 = platform::caseEventSha256(event);
        next.action = u"discard"_s;
        QCOMPARE(send(next).status, 201);
        QCOMPARE(desk.read(caseId).head.state, u"discarded"_s);
    }
    void simulatedOfficerAccepts()
    {
        auto simulated = options(u"simulated"_s);
        simulated.simulate = true;
        simulated.autoAcceptSeconds = 0;
        refplatform::PlatformServer server(simulated);
        QVERIFY(server.start().ok());
        Desk desk(server.port());
        const QUuid caseId = desk.newCase();
        QCOMPARE(desk.intake(caseId).status, 201);
        const QString now = desk.get(u"/v1/changes?cursor=now"_s).json().value(u"cursor").toString();
        QCOMPARE(desk.submit(caseId).status, 201);
        QTRY_COMPARE_WITH_TIMEOUT(desk.read(caseId).head.state, u"accepted"_s, 5000);
        const QJsonArray changes = desk.get(u"/v1/changes?cursor="_s + now).json().value(u"changes").toArray();
        QCOMPARE(changes.last()[u"kind"].toString(), u"decision.made"_s);
        QVERIFY(changes.last()[u"origin"].isUndefined());
    }
    void packsAreHandedOut()
    {
        QDir().mkpath(m_dir.filePath(u"packs"_s));
        QFile pack(m_dir.filePath(u"packs/DEMO-food-1.2.0.zcpack"_s));
        QVERIFY(pack.open(QIODevice::WriteOnly));
        pack.write("opaque signed bytes");
        pack.close();
        auto with = options(u"catalogue"_s);
        with.packsDir = m_dir.filePath(u"packs"_s);
        refplatform::PlatformServer server(with);
        QVERIFY(server.start().ok());
        Desk desk(server.port());
        const QJsonObject page = desk.get(u"/v1/catalogue/changes"_s).json();
        const QJsonObject change = page.value(u"changes").toArray().first().toObject();
        QCOMPARE(change.value(u"code").toString(), u"DEMO-food"_s);
        QCOMPARE(change.value(u"version").toString(), u"1.2.0"_s);
        const QString url = u"/v1/catalogue/packs/"_s + change.value(u"packId").toString();
        const Reply bytes = desk.get(url);
        QCOMPARE(bytes.body, QByteArray("opaque signed bytes"));
        QVERIFY(platform::contentDigestMatches(bytes.header("Content-Digest"), bytes.body));
        QCOMPARE(desk.get(url, {{"Range", "bytes=7-"}}).body, QByteArray("signed bytes"));
        QCOMPARE(desk.get(url, {{"If-None-Match", bytes.header("ETag")}}).status, 304);
        QVERIFY(desk.get(u"/v1/catalogue/changes?cursor="_s + page.value(u"cursor").toString()).json().value(u"changes").toArray().isEmpty());
        QCOMPARE(desk.get(u"/v1/catalogue/changes?cursor=AAAA"_s).code(), u"CURSOR_INVALID"_s);
    }
    void healthStandsOnItsOwnPort()
    {
        auto with = options(u"admin"_s);
        with.adminPort = 0;
        refplatform::PlatformServer server(with);
        QVERIFY(server.start().ok());
        for (const char *path : {"/health/live", "/health/ready", "/metrics"}) {
            QCOMPARE(exchange(server.adminPort(), "GET", path).status, 200);
            QCOMPARE(exchange(server.port(), "GET", path).status, 404);
        }
        QCOMPARE(exchange(server.adminPort(), "GET", "/v1/time").status, 404);
    }
};

QTEST_GUILESS_MAIN(TestPlatformJourney)
#include "tst_platform_journey.moc"
