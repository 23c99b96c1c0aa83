#include <sync/opstates.h>

#include "support/casebench.h"
#include "support/testprogram.h"

#include <QSet>

using namespace zc;
using namespace zc::sync;
using namespace Qt::StringLiterals;
using store::OpState;

namespace {

const QList<OpState> kAll{OpState::Pending, OpState::Ready, OpState::Inflight, OpState::Acked, OpState::Done, OpState::Unknown,
                          OpState::Rebase, OpState::Rejected, OpState::AuthWait, OpState::BlockedServer, OpState::BlockedLocal,
                          OpState::Conflict, OpState::Superseded};

} // namespace

class TestOpStates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Every row is allowed and every other pair is refused, both in the table and against a stored operation.
    void everyPair()
    {
        QSet<QPair<int, int>> rows;
        for (const OpTransition &row : opTransitions()) {
            QVERIFY(!rows.contains({int(row.from), int(row.to)}));
            rows.insert({int(row.from), int(row.to)});
            QVERIFY(QString::fromLatin1(row.when).size() > 5);
        }
        fakes::CaseBench bench;
        const QUuid caseId = bench.startCase();
        for (const OpState from : kAll) {
            for (const OpState to : kAll) {
                const bool allowed = rows.contains({int(from), int(to)});
                QCOMPARE(mayMove(from, to), allowed);
                store::OutboxOp op = bench.ops(caseId).first();
                op.state = from;
                QVERIFY(bench.write([&](store::WriteTx &tx) { return tx.putOp(op); }).ok());
                const auto moved = bench.write([&](store::WriteTx &tx) { return moveOp(tx, op, to); });
                QCOMPARE(moved.ok(), allowed);
                if (!allowed)
                    QCOMPARE(moved.error().code, u"SYN-STATE"_s);
                QCOMPARE(bench.ops(caseId).first().state, allowed ? to : from);
            }
        }
    }
    void nothingLeavesTheEndButRecovery()
    {
        for (const OpState to : kAll) {
            QVERIFY(!mayMove(OpState::Superseded, to));
            QCOMPARE(mayMove(OpState::Done, to), to == OpState::Ready);
        }
    }
    // Bytes go on the wire from INFLIGHT only, and only READY leads there.
    void onlyReadyGoesOnTheWire()
    {
        for (const OpState from : kAll)
            QCOMPARE(mayMove(from, OpState::Inflight), from == OpState::Ready);
        // What may have arrived is never simply sent again.
        QVERIFY(!mayMove(OpState::Unknown, OpState::Inflight));
        QVERIFY(!mayMove(OpState::Inflight, OpState::Superseded));
        QVERIFY(!mayMove(OpState::Inflight, OpState::Pending));
    }
    void whoNeedsAPerson()
    {
        for (const OpState state : kAll)
            QCOMPARE(needsPerson(state), state == OpState::Rejected || state == OpState::Conflict);
    }
};

ZC_TEST(QCoreApplication, TestOpStates)
#include "tst_opstates.moc"
