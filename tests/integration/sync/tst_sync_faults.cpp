#include "headlessdesk.h"

#include "support/rigs/faultproxy.h"

#include <base/uuid.h>
#include <platform/contract.h>
#include <refplatform/platformserver.h>

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace zc::rigs;
using namespace Qt::StringLiterals;
using Way = FaultProxy::Way;

namespace {

constexpr int kPatienceMs = 60'000;          // a bound against hanging, not a demand on speed: machines that test are busy

bool isOperation(const QByteArray &request)
{
    return request.contains("\r\nIdempotency-Key: ");
}

} // namespace

// A desk and the whole reference platform over real sockets, with a proxy between them that breaks what it is told to.
class TestSyncFaults : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_desks = 0;
    std::unique_ptr<refplatform::PlatformServer> m_server;
    QString m_cursor;

    QByteArray origin() const { return m_server->baseUrl().toLatin1(); }
    QString newFolder() { return m_dir.filePath(u"desk%1"_s.arg(++m_desks)); }
    void startServer()
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(u"province"_s);
        options.environment = kEnvironment;
        m_server = std::make_unique<refplatform::PlatformServer>(options);
        const auto started = m_server->start();
        QVERIFY2(started.ok(), qPrintable(started.ok() ? QString() : started.error().code + started.error().detail));
    }
    // Both sides agree (I6), one submission (I3), the bytes of the scan are those of the scan (I5).
    void checkAgreement(HeadlessDesk &desk, const QUuid &caseId)
    {
        const auto held = readProvince(origin(), caseId, m_cursor);
        QVERIFY2(held.ok(), qPrintable(held.ok() ? QString() : held.error().code + held.error().detail));
        QCOMPARE(held->submissionsStored, 1);
        QCOMPARE(held->whole.head.roundNo, 1);
        QCOMPARE(held->whole.head.number, desk.row(caseId).provincialNumber);
        QVERIFY(!held->whole.head.number.isEmpty());
        QCOMPARE(held->whole.attachments.size(), 1);
        QCOMPARE(held->whole.attachments.first().sha256, platform::sha256Hex(HeadlessDesk::scanBytes(caseId)));
        QCOMPARE(held->whole.fields.size(), 2);
        for (const platform::FieldState &field : held->whole.fields)
            QCOMPARE(field.value.toString(), desk.text(caseId, field.path));
        QTRY_COMPARE_WITH_TIMEOUT(desk.row(caseId).baseRev, held->whole.head.rev, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.receipts.loadRelaxed(), 1, kPatienceMs);     // signalled after the commit that isDone() sees
        QTRY_COMPARE_WITH_TIMEOUT(desk.numbers.loadRelaxed(), 1, kPatienceMs);
    }

private Q_SLOTS:
    void initTestCase()
    {
        startServer();
        const auto cursor = feedHead(origin());
        QVERIFY2(cursor.ok(), qPrintable(cursor.ok() ? QString() : cursor.error().code + cursor.error().detail));
        m_cursor = *cursor;
    }

    void offlineEditsThenFiledOnce()
    {
        FaultProxy proxy(m_server->port(), [](const QByteArray &, int) { return Way::Down; });
        HeadlessDesk desk(newFolder(), proxy.origin());
        desk.startEngine();
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        desk.edit(caseId, u"form.D01"_s, u"样例小店（改）"_s);
        desk.submit(caseId);
        QTRY_COMPARE_WITH_TIMEOUT(desk.engine->status().link, net::LinkState::State::Offline, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.engine->status().waiting >= 5, kPatienceMs);
        QVERIFY(!desk.login());
        QVERIFY(!desk.isDone(caseId));

        proxy.setJudge({});
        QVERIFY(desk.login());
        QVERIFY(desk.waitDone(caseId, kPatienceMs));
        QTRY_COMPARE_WITH_TIMEOUT(desk.engine->status().waiting, 0, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.engine->status().link, net::LinkState::State::Online, kPatienceMs);
        QVERIFY(desk.engine->status().latencyMs >= 0);
        QVERIFY(std::abs(desk.engine->clockOffset().value().offsetMs) < 2'000);
        checkAgreement(desk, caseId);

        // Nothing personal lies in clear on the desk's disk (I7): names, ticket, scan, addresses.
        desk.engine.reset();
        desk.store.reset();
        int seen = 0;
        for (QDirIterator files(m_dir.filePath(u"desk%1/store"_s.arg(m_desks)), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++seen;
            for (const QByteArray &canary : {QByteArray("样例申请人"), QByteArray("样例小店"), QByteArray("sample scan"), QByteArray("/v1/cases/"),
                                             QByteArray("Idempotency-Key"), QByteArray("C001"), desk.actor.ticket})
                QVERIFY2(!bytes.contains(canary), qPrintable(file.fileName() + u' ' + QString::fromUtf8(canary.left(20))));
        }
        QVERIFY(seen >= 3);
    }

    // Every operation is bent at its first sending. Whatever it is: taken once, never believed too early.
    void everyFirstSendingIsBent_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("reply lost") << int(Way::LoseReply);
        QTest::newRow("reply cut") << int(Way::CutReply);
        QTest::newRow("portal instead") << int(Way::Portal);
        QTest::newRow("portal after the effect") << int(Way::PortalAfter);
        QTest::newRow("gateway") << int(Way::Gateway);
        QTest::newRow("redirect") << int(Way::Redirect);
        QTest::newRow("delivered twice") << int(Way::Twice);
        QTest::newRow("damaged answer") << int(Way::Damaged);
        QTest::newRow("wrong length") << int(Way::WrongLength);
        QTest::newRow("late") << int(Way::Late);
        QTest::newRow("never arrives") << int(Way::Down);
    }
    void everyFirstSendingIsBent()
    {
        QFETCH(int, way);
        QSet<QByteArray> seen;
        FaultProxy proxy(m_server->port(), [&](const QByteArray &request, int) {
            if (!isOperation(request))
                return Way::Pass;
            const QByteArray key = request.mid(request.indexOf("Idempotency-Key: ") + 18, 36);
            if (seen.contains(key))
                return Way::Pass;
            seen.insert(key);
            return Way(way);
        });
        HeadlessDesk desk(newFolder(), proxy.origin());
        QVERIFY(desk.login());
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        desk.submit(caseId);
        desk.startEngine();
        const bool done = desk.waitDone(caseId, kPatienceMs);
        QStringList states;
        for (const store::OutboxOp &op : desk.ops(caseId))
            states.append(op.kind + u':' + store::opStateName(op.state) + u':' + op.lastCode);
        QVERIFY2(done, qPrintable(states.join(u' ')));
        QCOMPARE(seen.size(), 5);
        checkAgreement(desk, caseId);
    }

    void uploadsAreBentToo_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("reply lost") << int(Way::LoseReply);
        QTest::newRow("portal") << int(Way::Portal);
        QTest::newRow("delivered twice") << int(Way::Twice);
        QTest::newRow("never arrives") << int(Way::Down);
    }
    void uploadsAreBentToo()
    {
        QFETCH(int, way);
        QSet<QByteArray> seen;
        FaultProxy proxy(m_server->port(), [&](const QByteArray &request, int) {
            const QByteArray method = request.left(request.indexOf(' '));
            if (!request.contains("\r\nTus-Resumable: ") || seen.contains(method))
                return Way::Pass;
            seen.insert(method);
            return Way(way);
        });
        HeadlessDesk desk(newFolder(), proxy.origin());
        QVERIFY(desk.login());
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        desk.submit(caseId);
        desk.startEngine();
        QVERIFY(desk.waitDone(caseId, kPatienceMs));
        QVERIFY(seen.contains("POST") && seen.contains("PATCH"));
        checkAgreement(desk, caseId);
    }

    void portalIsNeverOnlineAndNeverAcknowledges()
    {
        FaultProxy proxy(m_server->port(), [](const QByteArray &, int) { return Way::Portal; });
        HeadlessDesk desk(newFolder(), proxy.origin());
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        desk.startEngine();
        QTRY_COMPARE_WITH_TIMEOUT(desk.engine->status().link, net::LinkState::State::Offline, kPatienceMs);
        for (int i = 0; i < 5; ++i) {
            desk.engine->tryNow();
            QTest::qWait(50);
        }
        QCOMPARE(desk.engine->status().trouble, u"PLT-FOREIGN"_s);
        for (const store::OutboxOp &op : desk.ops(caseId))
            QCOMPARE(op.state, store::OpState::Pending);
        for (const QByteArray &line : proxy.firstLines())
            QVERIFY2(line.startsWith("GET /v1/capabilities "), line.constData());
    }

    void platformGoesAndComesBack()
    {
        FaultProxy proxy(m_server->port());
        HeadlessDesk desk(newFolder(), proxy.origin());
        QVERIFY(desk.login());
        desk.startEngine();
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSent(caseId), kPatienceMs);
        m_server->stop();
        desk.edit(caseId, u"form.D01"_s, u"停机时改的样例"_s);
        desk.submit(caseId);
        QTRY_COMPARE_WITH_TIMEOUT(desk.engine->status().link, net::LinkState::State::Offline, kPatienceMs);
        startServer();
        proxy.setUpstream(m_server->port());
        QVERIFY(desk.waitDone(caseId, kPatienceMs));
        checkAgreement(desk, caseId);
    }

    // Bad weather over everything, tokens and questions too; afterwards both sides agree on every case.
    void stormOverManyCases_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {11u, 12u, 13u})
            QTest::addRow("seed %u", seed) << seed;
    }
    void stormOverManyCases()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);               // used under the proxy's lock only
        FaultProxy proxy(m_server->port(), [&](const QByteArray &, int) {
            const QList<Way> ways{Way::Down, Way::LoseReply, Way::CutReply, Way::Portal, Way::PortalAfter, Way::Gateway,
                                  Way::Redirect, Way::Twice, Way::Damaged, Way::WrongLength};
            return random.bounded(100) < 30 ? ways.at(random.bounded(int(ways.size()))) : Way::Pass;
        });
        HeadlessDesk desk(newFolder(), proxy.origin());
        bool loggedIn = false;
        for (int i = 0; i < 100 && !loggedIn; ++i)
            loggedIn = desk.login();
        QVERIFY(loggedIn);
        desk.startEngine();
        QList<QUuid> cases;
        for (int i = 0; i < 5; ++i) {
            cases.append(makeUuidV7());
            desk.prepare(cases.last());
            for (int edit = 0; edit < 3; ++edit) {
                desk.edit(cases.at(i / 2), u"form.D01"_s, u"样例小店%1-%2"_s.arg(i).arg(edit));
                desk.engine->tryNow();
                QTest::qWait(60);
            }
        }
        for (const QUuid &caseId : std::as_const(cases))
            desk.submit(caseId);
        for (int i = 0; i < 40; ++i) {
            desk.engine->tryNow();
            QTest::qWait(50);
        }
        proxy.setJudge({});
        for (const QUuid &caseId : std::as_const(cases)) {
            QVERIFY(desk.waitDone(caseId, kPatienceMs));
            const auto held = readProvince(origin(), caseId, m_cursor);
            QVERIFY(held.ok());
            QCOMPARE(held->submissionsStored, 1);
            QCOMPARE(held->whole.head.number, desk.row(caseId).provincialNumber);
            for (const platform::FieldState &field : held->whole.fields)
                QCOMPARE(field.value.toString(), desk.text(caseId, field.path));
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.receipts.loadRelaxed(), int(cases.size()), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.numbers.loadRelaxed(), int(cases.size()), kPatienceMs);
    }

    // The platform comes back from a backup and has forgotten what it had acknowledged: it gets it again.
    void platformRestoredFromABackup()
    {
        FaultProxy proxy(m_server->port());
        HeadlessDesk desk(newFolder(), proxy.origin());
        QVERIFY(desk.login());
        desk.startEngine();
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSent(caseId), kPatienceMs);
        const auto copy = [&](const QString &from, const QString &to) {
            QDir(m_dir.filePath(to)).removeRecursively();
            return QProcess::execute(u"cp"_s, {u"-a"_s, m_dir.filePath(from), m_dir.filePath(to)}) == 0;
        };
        m_server->stop();
        QVERIFY(copy(u"province"_s, u"backup"_s));
        startServer();
        proxy.setUpstream(m_server->port());
        desk.edit(caseId, u"form.D01"_s, u"备份之后的样例"_s);
        QTRY_VERIFY_WITH_TIMEOUT((desk.engine->tryNow(), desk.isSent(caseId)), kPatienceMs);
        m_server->stop();
        QVERIFY(copy(u"backup"_s, u"province"_s));
        startServer();
        QTRY_VERIFY_WITH_TIMEOUT(readProvince(origin(), caseId, m_cursor).ok(), kPatienceMs);     // the restored province is just up
        QCOMPARE(readProvince(origin(), caseId, m_cursor)->whole.head.rev, 1);    // looked at before the desk can reach it
        proxy.setUpstream(m_server->port());
        desk.edit(caseId, u"applicant.name"_s, u"样例申请人二"_s);
        desk.submit(caseId);
        QVERIFY(desk.waitDone(caseId, kPatienceMs));
        checkAgreement(desk, caseId);
        QCOMPARE(desk.text(caseId, u"form.D01"_s), u"备份之后的样例"_s);
    }

    // An officer of the province accepts; the desk learns it by the feed.
    void decisionComesHome()
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(u"officers"_s);
        options.environment = kEnvironment;
        options.simulate = true;
        options.autoAcceptSeconds = 0;
        refplatform::PlatformServer province(options);
        QVERIFY(province.start().ok());
        HeadlessDesk desk(newFolder(), province.baseUrl().toLatin1());
        QVERIFY(desk.login());
        desk.startEngine();
        QSignalSpy flows(desk.engine.get(), &sync::Engine::flowChanged);
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        desk.submit(caseId);
        QVERIFY(desk.waitDone(caseId, kPatienceMs));
        QTRY_COMPARE_WITH_TIMEOUT((desk.engine->tryNow(), desk.row(caseId).state), u"accepted"_s, kPatienceMs);
        QVERIFY(desk.row(caseId).more.value(u"promiseDueMs"_s).toInteger() > 0);
        QTRY_VERIFY_WITH_TIMEOUT(!flows.isEmpty(), kPatienceMs);
        QCOMPARE(flows.last().at(1).toString(), u"accepted"_s);
        desk.engine->stop();
        province.stop();
    }

    void stopCutsOffAHangingRequest()
    {
        FaultProxy proxy(m_server->port(), [](const QByteArray &request, int) { return isOperation(request) ? Way::Late : Way::Pass; });
        proxy.lateMs = 6'000;
        HeadlessDesk desk(newFolder(), proxy.origin());
        QVERIFY(desk.login());
        const QUuid caseId = makeUuidV7();
        desk.prepare(caseId);
        desk.startEngine();
        QTRY_COMPARE_WITH_TIMEOUT(desk.ops(caseId).first().state, store::OpState::Inflight, kPatienceMs);
        QElapsedTimer timer;
        timer.start();
        desk.engine->stop();
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(desk.ops(caseId).first().state, store::OpState::Unknown);
    }

    void poisonedCaseStallsOnlyItself()
    {
        HeadlessDesk desk(newFolder(), origin());
        QVERIFY(desk.login());
        const QUuid poisoned = makeUuidV7();
        desk.prepare(poisoned);
        // A place the clerk's ticket does not cover: refused for ever.
        const auto bent = desk.store->write([&](store::WriteTx &tx) -> Result<void> {
            auto op = tx.opsOfSubject(uuidText(poisoned))->first();
            op.payload.replace("430104", "999999");
            auto stored = tx.putOp(op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }).result();
        QVERIFY(bent.ok());
        const QUuid healthy = makeUuidV7();
        desk.prepare(healthy);
        desk.submit(healthy);
        desk.startEngine();
        QVERIFY(desk.waitDone(healthy, kPatienceMs));
        QTRY_COMPARE_WITH_TIMEOUT(desk.ops(poisoned).first().state, store::OpState::Rejected, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.engine->status().rejected, 1, kPatienceMs);
    }

    void twoDesksOneFieldKeepsBoth()
    {
        HeadlessDesk first(newFolder(), origin());
        QVERIFY(first.login());
        first.startEngine();
        const QUuid caseId = makeUuidV7();
        first.prepare(caseId);
        QTRY_VERIFY_WITH_TIMEOUT(first.isSent(caseId), kPatienceMs);
        const qint64 base = first.row(caseId).baseRev;
        first.engine.reset();                        // this desk loses its line

        // A colleague changes the same field meanwhile, as another client of the same hall.
        HeadlessDesk second(newFolder(), origin());
        QVERIFY(second.login());
        const auto copied = second.store->write([&](store::WriteTx &tx) -> Result<void> {
            store::CaseRow row = first.row(caseId);
            row.baseRev = base;
            auto put = tx.putCase(row);
            return put ? Result<void>() : Result<void>(put.error());
        }).result();
        QVERIFY(copied.ok());
        QVERIFY(second.store->raiseEpoch().result().ok());
        second.edit(caseId, u"form.D01"_s, u"同事写的样例"_s);
        second.startEngine();
        QTRY_VERIFY_WITH_TIMEOUT(second.isSent(caseId), kPatienceMs);

        first.edit(caseId, u"form.D01"_s, u"窗口写的样例"_s);
        QVERIFY(first.login());
        first.startEngine();
        QTRY_COMPARE_WITH_TIMEOUT(first.engine->status().conflicts, 1, kPatienceMs);
        const auto conflicts = first.store->read([](store::ReadTx &tx) { return tx.openConflicts(); }).value();
        QCOMPARE(conflicts.first().mine->toString(), u"窗口写的样例"_s);
        QCOMPARE(conflicts.first().theirs->toString(), u"同事写的样例"_s);
        QCOMPARE(first.text(caseId, u"form.D01"_s), u"窗口写的样例"_s);
    }
};

QTEST_GUILESS_MAIN(TestSyncFaults)
#include "tst_sync_faults.moc"
