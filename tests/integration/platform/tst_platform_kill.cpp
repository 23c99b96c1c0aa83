#include "desk.h"

#include <base/uuid.h>

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace Qt::StringLiterals;

// kill -9 of the shipped program at every named place of an effect, then a new start over the same directory: zero or one
// effect, and one where it was acknowledged.
class TestPlatformKill : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    struct Running {
        QProcess process;
        quint16 port = 0;
        ~Running()
        {
            process.terminate();
            if (!process.waitForFinished(120'000)) {
                process.kill();
                process.waitForFinished(120'000);
            }
        }
    };
    std::unique_ptr<Running> start(const QString &data, const QString &crash = {}) const
    {
        auto running = std::make_unique<Running>();
        const QString ready = m_dir.filePath(u"ready"_s);
        QFile::remove(ready);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!crash.isEmpty())
            environment.insert(u"ZC_CRASH"_s, crash);
        running->process.setProcessEnvironment(environment);
        running->process.start(QStringLiteral(ZC_BINARY_DIR "/bin/zc-platform"),
                               {u"--data-dir"_s, data, u"--listen"_s, u"127.0.0.1:0"_s, u"--environment"_s, u"test"_s, u"--ready-file"_s, ready});
        if (!running->process.waitForStarted(120'000))
            return {};
        for (int i = 0; i < 200 && !running->port; ++i) {
            QFile file(ready);
            if (file.open(QIODevice::ReadOnly))
                running->port = QString::fromLatin1(file.readLine().trimmed()).section(u':', -1).toUShort();
            QTest::qWait(25);
        }
        return running->port ? std::move(running) : nullptr;
    }

private Q_SLOTS:
    void effectAtEveryCrashPoint_data()
    {
        QTest::addColumn<QString>("point");
        QTest::addColumn<bool>("effective");      // what the disk must say afterwards
        for (const char *before : {"srv.recorded", "number.issued", "srv.applied", "srv.head", "srv.precommit"})
            QTest::newRow(before) << QString::fromLatin1(before) << false;
        for (const char *after : {"srv.committed", "srv.answered"})
            QTest::newRow(after) << QString::fromLatin1(after) << true;
    }
    void effectAtEveryCrashPoint()
    {
        QFETCH(QString, point);
        QFETCH(bool, effective);
        const QString data = m_dir.filePath(point);
        Desk::Op op;
        QUuid caseId;
        std::unique_ptr<Desk> desk;
        {
            const auto calm = start(data);
            QVERIFY(calm);
            desk = std::make_unique<Desk>(calm->port);
            caseId = desk->newCase({field("a", u"1"_s)});
            QVERIFY(!caseId.isNull());
            op = desk->prepare("POST", caseUrl(caseId, u"/number"_s), caseId, R"({"provisionalNumber":"LS4301040032026112100077"})");
        }
        {
            // The start itself commits three times: schema, people of the seed, expired uploads.
            const int passes = point == u"srv.precommit" || point == u"srv.committed" ? 4 : 1;
            const auto doomed = start(data, u"%1:%2"_s.arg(point).arg(passes));
            QVERIFY(doomed);
            desk->port = doomed->port;
            const Reply lost = desk->send(op);
            QCOMPARE(lost.status, 0);
            QVERIFY(doomed->process.waitForFinished(120'000));
            QCOMPARE(doomed->process.exitStatus(), QProcess::CrashExit);
        }
        const auto again = start(data);
        QVERIFY(again);
        desk->port = again->port;
        const Reply asked = desk->get(u"/v1/operations/"_s + uuidText(op.opId) + u"?subject="_s + uuidText(caseId));
        QCOMPARE(asked.status, effective ? 200 : 404);
        const Reply first = desk->send(op);
        QCOMPARE(first.status, 201);
        QCOMPARE(first.header("Op-Replayed"), QByteArray(effective ? "?1" : ""));
        const Reply second = desk->send(op);
        QCOMPARE(second.body, first.body);
        // One number in the case and one change in the feed.
        QCOMPARE(desk->read(caseId).head.number, first.json().value(u"number").toString());
        int told = 0;
        const QJsonArray changes = desk->get(u"/v1/changes"_s).json().value(u"changes").toArray();
        for (const QJsonValue &change : changes)
            told += change[u"kind"].toString() == u"case.number" ? 1 : 0;
        QCOMPARE(told, 1);
    }
    void bindAtEveryCrashPoint_data()
    {
        QTest::addColumn<QString>("point");
        for (const char *point : {"bind.hashed", "bind.moved", "srv.applied", "srv.answered"})
            QTest::newRow(point) << QString::fromLatin1(point);
    }
    void bindAtEveryCrashPoint()
    {
        QFETCH(QString, point);
        const QString data = m_dir.filePath(u"bind-"_s + point);
        const QByteArray scan = QByteArray("page ").repeated(80000);
        const QUuid attId = makeUuidV7();
        QUuid caseId;
        QString uploadId;
        std::unique_ptr<Desk> desk;
        {
            const auto calm = start(data);
            QVERIFY(calm);
            desk = std::make_unique<Desk>(calm->port);
            caseId = desk->newCase();
            uploadId = desk->upload(attId, scan);
            QVERIFY(!uploadId.isEmpty());
        }
        platform::AttachmentBind bind;
        bind.slot = u"m1"_s;
        bind.order = u"a"_s;
        bind.size = scan.size();
        bind.sha256 = platform::sha256Hex(scan);
        bind.mediaType = u"image/jpeg"_s;
        bind.uploadId = uploadId;
        const auto op = desk->prepare("PUT", caseUrl(caseId, u"/attachments/"_s + uuidText(attId)), caseId, platform::encode(bind));
        {
            const auto doomed = start(data, point + u":1"_s);
            QVERIFY(doomed);
            desk->port = doomed->port;
            QCOMPARE(desk->send(op).status, 0);
            QVERIFY(doomed->process.waitForFinished(120'000));
        }
        const auto again = start(data);
        QVERIFY(again);
        desk->port = again->port;
        QCOMPARE(desk->send(op).status, 201);
        QCOMPARE(desk->get(caseUrl(caseId, u"/attachments/"_s + uuidText(attId) + u"/content"_s)).body, scan);
        QCOMPARE(desk->read(caseId).attachments.size(), 1);
    }
    void uploadKeepsWhatWasTold()
    {
        const QString data = m_dir.filePath(u"upload"_s);
        const QByteArray scan = QByteArray("page ").repeated(120000);
        const QUuid attId = makeUuidV7();
        std::unique_ptr<Desk> desk;
        QByteArray url;
        const auto piece = [&](quint16 port, qint64 offset, qint64 size) {
            return exchange(port, "PATCH", url,
                            {{"Authorization", "Bearer " + desk->token}, {"Tus-Resumable", "1.0.0"}, {"Upload-Offset", QByteArray::number(offset)}, {"Content-Type", platform::media::kTusPatch}},
                            scan.mid(offset, size));
        };
        for (const char *point : {"up.data:2", "up.fsync:2"}) {
            const auto doomed = start(data, QString::fromLatin1(point));
            QVERIFY(doomed);
            if (!desk)
                desk = std::make_unique<Desk>(doomed->port);
            const QByteArray meta = "att_id " + uuidText(attId).toLatin1().toBase64() + ",sha256 " + platform::sha256Hex(scan).toBase64();
            url = exchange(doomed->port, "POST", "/v1/uploads",
                           {{"Authorization", "Bearer " + desk->token}, {"Tus-Resumable", "1.0.0"}, {"Upload-Length", QByteArray::number(scan.size())}, {"Upload-Metadata", meta}})
                      .header("Location");
            QVERIFY(!url.isEmpty());
            QCOMPARE(piece(doomed->port, 0, 300000).status, 204);
            QCOMPARE(piece(doomed->port, 300000, 200000).status, 0);
            QVERIFY(doomed->process.waitForFinished(120'000));
            const auto again = start(data);
            QVERIFY(again);
            const qint64 offset = exchange(again->port, "HEAD", url, {{"Authorization", "Bearer " + desk->token}, {"Tus-Resumable", "1.0.0"}}).header("Upload-Offset").toLongLong();
            QVERIFY2(offset >= 300000 && offset <= 500000, point);
            QCOMPARE(piece(again->port, offset, scan.size()).header("Upload-Offset").toLongLong(), scan.size());
        }
    }
    void checkReportsASoundDirectory()
    {
        const QString data = m_dir.filePath(u"check"_s);
        QProcess tool;
        tool.start(QStringLiteral(ZC_BINARY_DIR "/bin/zc-platform"), {u"init"_s, u"--data-dir"_s, data});
        QVERIFY(tool.waitForFinished(120'000));
        QCOMPARE(tool.exitCode(), 0);
        tool.start(QStringLiteral(ZC_BINARY_DIR "/bin/zc-platform"), {u"check"_s, u"--data-dir"_s, data});
        QVERIFY(tool.waitForFinished(120'000));
        QCOMPARE(tool.exitCode(), 0);
        QVERIFY(tool.readAllStandardOutput().startsWith("integrity ok"));
        tool.start(QStringLiteral(ZC_BINARY_DIR "/bin/zc-platform"), {u"--nonsense"_s});
        QVERIFY(tool.waitForFinished(120'000));
        QCOMPARE(tool.exitCode(), 2);
        QVERIFY(tool.readAllStandardError().startsWith("CTL-PLATFORM-ARGUMENT"));
    }
};

QTEST_GUILESS_MAIN(TestPlatformKill)
#include "tst_platform_kill.moc"
