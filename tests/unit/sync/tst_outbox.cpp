#include <sync/opstates.h>
#include <sync/outbox.h>
#include <sync/status.h>

#include "support/casebench.h"
#include "support/testprogram.h"

#include <QRandomGenerator>

using namespace zc;
using namespace zc::sync;
using namespace Qt::StringLiterals;
using fakes::CaseBench;
using store::OpState;

class TestOutbox : public QObject {
    Q_OBJECT

    static QStringList kinds(CaseBench &bench, const QUuid &caseId)
    {
        QStringList list;
        for (const store::OutboxOp &op : bench.ops(caseId))
            list.append(op.kind + u':' + store::opStateName(op.state));
        return list;
    }
    static void setState(CaseBench &bench, const QUuid &opId, OpState state, int attempt = 0)
    {
        const auto done = bench.write([&](store::WriteTx &tx) -> Result<void> {
            auto op = tx.op(opId);
            op->state = state;
            op->attempt = attempt;
            auto stored = tx.putOp(*op);
            return stored ? Result<void>() : Result<void>(stored.error());
        });
        QVERIFY(done.ok());
    }

private Q_SLOTS:
    void editsGatherInTheLastUnfrozenOperation()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase({CaseBench::edit(u"form.a"_s, u"1"_s)});
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).ok());
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.b"_s, u"3"_s)}).ok());
        QCOMPARE(kinds(bench, caseId), QStringList{u"createCase:PENDING"_s});
        setState(bench, bench.ops(caseId).first().opId, OpState::Inflight, 1);
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.b"_s, u"4"_s)}).ok());
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.b"_s, u"5"_s)}).ok());
        QCOMPARE(kinds(bench, caseId), (QStringList{u"createCase:INFLIGHT"_s, u"patchCase:PENDING"_s}));
        QCOMPARE(bench.text(caseId, u"form.b"_s), u"5"_s);
    }
    void editsDoNotPassAnotherStep()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase({CaseBench::edit(u"form.a"_s, u"1"_s)});
        platform::RecordIntakeRequest intake;
        intake.kind = u"first"_s;
        QVERIFY(bench.write([&](store::WriteTx &tx) { return bench.outbox.recordIntake(tx, caseId, intake, bench.actor); }).ok());
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).ok());
        bench.scan(caseId, "样例");
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"3"_s)}).ok());
        QCOMPARE(kinds(bench, caseId), (QStringList{u"createCase:PENDING"_s, u"recordIntake:PENDING"_s, u"patchCase:PENDING"_s,
                                                    u"bindAttachment:PENDING"_s}));
    }
    void equalValuesAreNoEdit()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase({CaseBench::edit(u"form.a"_s, u"1"_s)});
        setState(bench, bench.ops(caseId).first().opId, OpState::Inflight, 1);
        QVERIFY(bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"1"_s)}).ok());
        QCOMPARE(bench.ops(caseId).size(), 1);
    }
    void badFieldsAreRefusedWhole_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("path") << u"form..a"_s << QJsonValue(u"x"_s);
        QTest::newRow("path with blank") << u"form a"_s << QJsonValue(u"x"_s);
        QTest::newRow("fraction") << u"form.a"_s << QJsonValue(1.5);
        QTest::newRow("null") << u"form.a"_s << QJsonValue(QJsonValue::Null);
        QTest::newRow("object") << u"form.a"_s << QJsonValue(QJsonObject{{u"a"_s, 1}});
    }
    void badFieldsAreRefusedWhole()
    {
        QFETCH(QString, path);
        QFETCH(QJsonValue, value);
        CaseBench bench;
        const QUuid caseId = bench.startCase();
        const auto done = bench.change(caseId, {CaseBench::edit(u"form.good"_s, u"1"_s), CaseBench::edit(path, value)});
        QCOMPARE(done.error().code, u"SYN-FIELD"_s);
        QCOMPARE(bench.text(caseId, u"form.good"_s), QString());
    }
    void unknownCaseAndKind()
    {
        CaseBench bench;
        const QUuid nobody = makeUuidV7();
        QCOMPARE(bench.change(nobody, {CaseBench::edit(u"form.a"_s, u"1"_s)}).error().code, u"SYN-NO-CASE"_s);
        const QUuid caseId = bench.startCase();
        for (const QByteArray kind : {"getCase", "nothing", "createUpload"}) {
            const auto done = bench.write([&](store::WriteTx &tx) { return bench.outbox.recordOther(tx, caseId, kind, {}, {}, bench.actor); });
            QCOMPARE(done.error().code, u"SYN-KIND"_s);
        }
    }
    void numberIsAskedOnce()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase();
        for (int i = 0; i < 3; ++i)
            QVERIFY(bench.askNumber(caseId).ok());
        QCOMPARE(bench.ops(caseId).size(), 2);
    }
    void submissionFreezesAndWaitsForAll()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase({CaseBench::edit(u"form.a"_s, u"1"_s)});
        bench.scan(caseId, "样例一");
        const auto opId = bench.submit(caseId);
        QVERIFY(opId.ok());
        const QList<store::OutboxOp> ops = bench.ops(caseId);
        QCOMPARE(ops.last().kind, u"submitCase"_s);
        QCOMPARE(ops.last().dependsOn, (QList<QUuid>{ops.at(0).opId, ops.at(1).opId}));
        QCOMPARE(ops.last().roundNo, 1);
        QCOMPARE(bench.row(caseId).frozenOp, *opId);
        QCOMPARE(bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).error().code, u"SYN-FROZEN"_s);
        QCOMPARE(bench.submit(caseId).error().code, u"SYN-FROZEN"_s);
    }
    void takeBackIsFreeBeforeTheWire_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("attempt");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("pending") << int(OpState::Pending) << 0 << u"free"_s;
        QTest::newRow("frozen, never sent") << int(OpState::Ready) << 0 << u"free"_s;
        QTest::newRow("sent before") << int(OpState::Ready) << 1 << u"asks"_s;
        QTest::newRow("on the wire") << int(OpState::Inflight) << 1 << u"asks"_s;
        QTest::newRow("unknown") << int(OpState::Unknown) << 1 << u"asks"_s;
        QTest::newRow("refused") << int(OpState::Rejected) << 1 << u"free"_s;
        QTest::newRow("done") << int(OpState::Acked) << 1 << u"late"_s;
    }
    void takeBackIsFreeBeforeTheWire()
    {
        QFETCH(int, state);
        QFETCH(int, attempt);
        QFETCH(QString, outcome);
        CaseBench bench;
        const QUuid caseId = bench.startCase();
        const QUuid opId = bench.submit(caseId).value();
        setState(bench, opId, OpState(state), attempt);
        const auto back = bench.write([&](store::WriteTx &tx) { return bench.outbox.takeBackSubmission(tx, caseId); });
        if (outcome == u"late") {
            QCOMPARE(back.error().code, u"SYN-LATE"_s);
            QVERIFY(!bench.row(caseId).frozenOp.isNull());
        } else {
            QCOMPARE(back.value(), outcome == u"free" ? TakeBack::Free : TakeBack::AsksPlatform);
            QCOMPARE(bench.row(caseId).frozenOp.isNull(), outcome == u"free");
            QCOMPARE(bench.ops(caseId).last().state, outcome == u"free" ? OpState::Superseded : OpState(state));
        }
    }
    void removalOfAScanThatNeverTravelled()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase();
        const QUuid early = bench.scan(caseId, "样例一");
        const QUuid late = bench.scan(caseId, "样例二");
        setState(bench, bench.ops(caseId).last().opId, OpState::Done, 1);
        for (const QUuid &attId : {early, late})
            QVERIFY(bench.write([&](store::WriteTx &tx) { return bench.outbox.recordAttachmentRemoval(tx, attId, bench.actor); }).ok());
        QCOMPARE(kinds(bench, caseId), (QStringList{u"createCase:PENDING"_s, u"bindAttachment:SUPERSEDED"_s, u"bindAttachment:DONE"_s,
                                                    u"removeAttachment:PENDING"_s}));
    }
    void stateOfTheCaseIsTheMostUrgentOne()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase();
        const auto state = [&] { return bench.read([&](store::ReadTx &tx) { return caseSyncState(tx, caseId); }).value(); };
        const QUuid opId = bench.ops(caseId).first().opId;
        const QList<QPair<OpState, SyncCaseState>> expected{
            {OpState::Pending, SyncCaseState::Waiting}, {OpState::Ready, SyncCaseState::Waiting},
            {OpState::Inflight, SyncCaseState::Sending}, {OpState::Unknown, SyncCaseState::Unknown},
            {OpState::Rejected, SyncCaseState::Rejected}, {OpState::Conflict, SyncCaseState::Conflict},
            {OpState::AuthWait, SyncCaseState::AuthWait}, {OpState::BlockedServer, SyncCaseState::Blocked},
            {OpState::BlockedLocal, SyncCaseState::Blocked}, {OpState::Acked, SyncCaseState::Synced},
            {OpState::Done, SyncCaseState::Synced}, {OpState::Superseded, SyncCaseState::Synced}};
        for (const auto &[op, wanted] : expected) {
            setState(bench, opId, op, 1);
            QCOMPARE(state(), wanted);
        }
        const auto counted = bench.read([](store::ReadTx &tx) { return countOperations(tx); });
        QCOMPARE(counted->waiting, 0);
        const QUuid other = makeUuidV7();
        QCOMPARE(bench.read([&](store::ReadTx &tx) { return caseSyncState(tx, other); }).value(), SyncCaseState::LocalOnly);
    }
    void conflictBlocksSubmissionUntilAPersonChose()
    {
        CaseBench bench;
        const QUuid caseId = bench.startCase({CaseBench::edit(u"form.a"_s, u"mine"_s)});
        store::ConflictRow conflict;
        conflict.conflictId = makeUuidV7();
        conflict.caseId = caseId;
        conflict.state = u"open"_s;
        conflict.path = u"form.a"_s;
        conflict.mine = QJsonValue(u"mine"_s);
        conflict.theirs = QJsonValue(u"theirs"_s);
        QVERIFY(bench.write([&](store::WriteTx &tx) { return tx.putConflict(conflict); }).ok());
        QCOMPARE(bench.submit(caseId).error().code, u"SYN-CONFLICT-OPEN"_s);
        QVERIFY(bench.write([&](store::WriteTx &tx) { return bench.outbox.resolveConflict(tx, conflict.conflictId, QJsonValue(u"theirs"_s), bench.actor); }).ok());
        QCOMPARE(bench.text(caseId, u"form.a"_s), u"theirs"_s);
        const auto closed = bench.read([&](store::ReadTx &tx) { return tx.conflict(conflict.conflictId); });
        QCOMPARE(closed->resolution, u"theirs"_s);
        QCOMPARE(closed->resolvedBy, bench.actor.clerk);
        QVERIFY(bench.submit(caseId).ok());
    }
    // One query for all cases says of each what the question for that case alone says.
    void unsettledCasesAreThoseOfEachCase()
    {
        CaseBench bench;
        QRandomGenerator dice(5);
        QList<QUuid> ids;
        for (int i = 0; i < 24; ++i) {
            const QUuid caseId = bench.startCase({bench.edit(u"form.a"_s, 1)});
            ids.append(caseId);
            for (const store::OutboxOp &op : bench.ops(caseId))
                setState(bench, op.opId, OpState(dice.bounded(int(OpState::Superseded) + 1)));
            const bool conflicting = dice.bounded(4) == 0, known = dice.bounded(2) == 0;
            QVERIFY(bench.write([&](store::WriteTx &tx) -> Result<void> {
                auto row = tx.caseById(caseId);
                row->baseRev = known ? 3 : 0;
                if (auto put = tx.putCase(*row); !put)
                    return put.error();
                store::ConflictRow conflict;
                conflict.conflictId = makeUuidV7();
                conflict.caseId = caseId;
                conflict.path = u"form.a"_s;
                conflict.state = conflicting ? u"open"_s : u"resolved"_s;
                return tx.putConflict(conflict);
            }).ok());
        }
        const auto open = bench.read([](store::ReadTx &tx) { return unsettledCases(tx); });
        QVERIFY(open.ok() && !open->isEmpty() && open->size() < ids.size());
        for (const QUuid &caseId : ids) {
            const auto alone = bench.read([&](store::ReadTx &tx) { return caseSyncState(tx, caseId); });
            QVERIFY(alone.ok());
            if (open->contains(caseId))
                QCOMPARE(open->value(caseId), *alone);
            else
                QVERIFY(*alone == SyncCaseState::Synced || *alone == SyncCaseState::LocalOnly);
        }
    }
};

ZC_TEST(QCoreApplication, TestOutbox)
#include "tst_outbox.moc"
