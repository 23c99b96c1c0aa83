#include "headlessdesk.h"

#include <base/uuid.h>

#include <QFile>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace zc::rigs;
using namespace Qt::StringLiterals;

namespace {

const QString kChild = QStringLiteral(ZC_BINARY_DIR "/tests/zc-deskchild");

} // namespace

// The desk's process is killed at a named place, started again, and must end with exactly one submission (I1, I2, I3).
// Both programs are the real ones; the platform runs on and on.
class TestSyncKill : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QProcess m_platform;
    QByteArray m_origin;
    QString m_cursor;
    int m_desks = 0;

    // The exit code, or -1 when it was killed.
    int run(const QString &folder, const QUuid &caseId, const QString &crash)
    {
        QProcess desk;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!crash.isEmpty())
            environment.insert(u"ZC_CRASH"_s, crash);
        desk.setProcessEnvironment(environment);
        desk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        desk.start(kChild, {folder, QString::fromLatin1(m_origin), uuidText(caseId)});
        if (!desk.waitForFinished(90'000)) {
            desk.kill();
            desk.waitForFinished();
            return -2;
        }
        return desk.exitStatus() == QProcess::CrashExit ? -1 : desk.exitCode();
    }

    void checkSettled(const QString &folder, const QUuid &caseId)
    {
        const auto held = readProvince(m_origin, caseId, m_cursor);
        QVERIFY2(held.ok(), qPrintable(held.ok() ? QString() : held.error().code + held.error().detail));
        QCOMPARE(held->submissionsStored, 1);
        QCOMPARE(held->whole.head.roundNo, 1);
        QCOMPARE(held->whole.attachments.size(), 1);
        HeadlessDesk desk(folder, m_origin);
        QVERIFY(desk.isDone(caseId));
        QCOMPARE(desk.row(caseId).provincialNumber, held->whole.head.number);
        for (const store::OutboxOp &op : desk.ops(caseId))
            QVERIFY2(store::isSettled(op.state), qPrintable(op.kind));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString ready = m_dir.filePath(u"ready"_s);
        m_platform.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_platform.start(QStringLiteral(ZC_BINARY_DIR "/bin/zc-platform"),
                         {u"--listen"_s, u"127.0.0.1:0"_s, u"--data-dir"_s, m_dir.filePath(u"province"_s), u"--environment"_s, kEnvironment,
                          u"--ready-file"_s, ready});
        QVERIFY(m_platform.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ready), 20'000);
        QFile file(ready);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_origin = file.readLine().trimmed();
        const auto cursor = feedHead(m_origin);
        QVERIFY2(cursor.ok(), qPrintable(cursor.ok() ? QString() : cursor.error().code));
        m_cursor = *cursor;
    }
    void cleanupTestCase()
    {
        m_platform.terminate();
        m_platform.waitForFinished(120'000);
    }

    void killedAt_data()
    {
        QTest::addColumn<QString>("crash");
        QTest::addColumn<int>("stored");         // submissions the province has at that moment; -1: either
        // The fifth operation of the sample case is the submission.
        QTest::newRow("submission frozen") << u"op.frozen:5"_s << 0;
        QTest::newRow("submission marked, nothing sent") << u"op.inflight:5"_s << 0;
        QTest::newRow("submission sent to the last byte") << u"send.last:5"_s << -1;
        QTest::newRow("answer to it begins") << u"answer.head:5"_s << 1;
        QTest::newRow("answer to it read") << u"answer.body:5"_s << 1;
        QTest::newRow("before its commit") << u"ack.precommit:5"_s << 1;
        QTest::newRow("after its commit") << u"ack.committed:5"_s << 1;
        for (const char *point : {"send.first:1", "ack.precommit:1", "answer.body:3", "up.created:1", "up.urlsaved:1", "up.patched:1", "bind.acked:1"})
            QTest::newRow(point) << QString::fromLatin1(point) << 0;
    }
    void killedAt()
    {
        QFETCH(QString, crash);
        QFETCH(int, stored);
        const QString folder = m_dir.filePath(u"desk%1"_s.arg(++m_desks));
        const QUuid caseId = makeUuidV7();
        QCOMPARE(run(folder, caseId, crash), -1);
        const auto between = readProvince(m_origin, caseId, m_cursor);
        if (stored >= 0)
            QCOMPARE(between ? between->submissionsStored : 0, stored);
        QCOMPARE(run(folder, caseId, {}), 0);
        checkSettled(folder, caseId);
    }

    // Killed again and again at moments nobody chose, then left alone.
    void killedAtRandomMoments()
    {
        QRandomGenerator random(20261121);
        QElapsedTimer timer;                                // how long a desk takes here when nobody kills it
        timer.start();
        QCOMPARE(run(m_dir.filePath(u"desk%1"_s.arg(++m_desks)), makeUuidV7(), {}), 0);
        const int wholeMs = int(timer.elapsed());
        int kills = 0;
        for (int round = 0; round < 6; ++round) {
            const QString folder = m_dir.filePath(u"desk%1"_s.arg(++m_desks));
            const QUuid caseId = makeUuidV7();
            for (int i = 0; i < 8; ++i) {
                QProcess desk;
                desk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
                desk.start(kChild, {folder, QString::fromLatin1(m_origin), uuidText(caseId)});
                if (desk.waitForFinished(1 + int(random.bounded(wholeMs))))
                    break;
                desk.kill();
                desk.waitForFinished();
                ++kills;
            }
            QCOMPARE(run(folder, caseId, {}), 0);
            checkSettled(folder, caseId);
        }
        QVERIFY2(kills >= 2, "the desk was too quick to be killed");
    }
};
QTEST_GUILESS_MAIN(TestSyncKill)
#include "tst_sync_kill.moc"
