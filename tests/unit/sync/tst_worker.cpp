#include "internal/worker.h"

#include "support/casebench.h"
#include "support/fakeplatform.h"
#include "support/testprogram.h"

#include <platform/codec.h>


using namespace zc;
using namespace zc::sync;
using namespace Qt::StringLiterals;
using fakes::CaseBench;
using fakes::FakePlatform;
using internal::Happened;
using internal::Worker;
using store::OpState;

namespace {

// A desk and a province; the clock moves only here.
struct World {
    CaseBench bench;
    FakePlatform province;
    Happened happened;
    std::unique_ptr<Worker> worker;

    World()
    {
        province.clientId = makeUuidV7();
        start();
    }
    void start()
    {
        EngineOptions options;
        options.clientId = province.clientId;
        options.environment = u"test"_s;
        options.seed = 7;
        options.pieceBytes = 4096;
        worker = std::make_unique<Worker>(bench.store(), province, bench.clock, options);
        if (!worker->recover().ok())
            qFatal("recover");
    }
    // Until there is nothing to do now.
    void drain()
    {
        for (int i = 0; i < 500; ++i) {
            if (worker->step(happened) == Worker::Step::Idle)
                return;
        }
        qFatal("the engine runs in a circle");
    }
    // As drain, through that much waiting.
    void pass(qint64 ms)
    {
        const qint64 until = bench.clock.bootMs() + ms;
        for (;;) {
            drain();
            const qint64 next = std::max(worker->wakeBootMs(), bench.clock.bootMs() + 1);
            if (next > until)
                return;
            bench.clock.advance(next - bench.clock.bootMs());
        }
    }
    QStringList states(const QUuid &caseId)
    {
        QStringList list;
        for (const store::OutboxOp &op : bench.ops(caseId))
            list.append(op.kind + u':' + store::opStateName(op.state));
        return list;
    }
    int sendings(const QByteArray &part) const
    {
        int count = 0;
        for (const QByteArray &line : province.sent)
            count += line.contains(part);
        return count;
    }
    QUuid readyCase()
    {
        return bench.startCase({CaseBench::edit(u"applicant.name"_s, u"样例甲"_s), CaseBench::edit(u"form.a"_s, u"1"_s)});
    }
    bool told(const QUuid &caseId, const QString &code) const { return happened.attention.contains({caseId, code}); }
};

FakePlatform::Fault onKind(const platform::FrozenOperation &operation, const QByteArray &part, FakePlatform::Fault fault)
{
    return (operation.method + ' ' + operation.path).contains(part) ? fault : FakePlatform::Fault::None;
}

} // namespace

class TestWorker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offlineThenEverythingArrivesOnce()
    {
        World world;
        world.province.online = false;
        const QUuid caseId = world.readyCase();
        const QUuid attId = world.bench.scan(caseId, QByteArray(20'000, 's'));
        QVERIFY(world.bench.askNumber(caseId).ok());
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).ok());
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(60'000);
        QCOMPARE(world.province.sent.size(), 0);
        QCOMPARE(world.worker->status().link, net::LinkState::State::Offline);
        QVERIFY(world.worker->status().waiting > 0);

        world.province.online = true;
        world.pass(60'000);
        const auto &held = world.province.cases.value(caseId);
        QCOMPARE(held.submissions, 1);
        QCOMPARE(held.fields.value(u"form.a"_s).value.toString(), u"2"_s);
        QCOMPARE(held.attachments.value(attId).state, u"bound"_s);
        QCOMPARE(world.bench.row(caseId).provincialNumber, held.head.number);
        QCOMPARE(world.happened.numbers.size(), 1);
        QCOMPARE(world.happened.receipts, (QList<QPair<QUuid, int>>{{caseId, 1}}));
        QCOMPARE(world.worker->status().waiting, 0);
        QCOMPARE(world.worker->status().link, net::LinkState::State::Online);
        QVERIFY(world.bench.read([&](store::ReadTx &tx) { return tx.receipt(caseId, 1); }).ok());
        for (const store::OutboxOp &op : world.bench.ops(caseId))
            QVERIFY2(store::isSettled(op.state), qPrintable(op.kind));
    }

    // Whatever is lost wherever: one effect, and both sides agree.
    void lostOnTheWay_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("part");
        const QList<QPair<const char *, QByteArray>> parts{{"create", "PUT /v1/cases"}, {"patch", "PATCH"}, {"bind", "attachments"},
                                                           {"number", "number"}, {"submit", "submissions"}};
        const QList<QPair<const char *, FakePlatform::Fault>> faults{{"request lost", FakePlatform::Fault::LoseRequest},
                                                                     {"reply lost", FakePlatform::Fault::LoseReply},
                                                                     {"portal page", FakePlatform::Fault::Foreign}};
        for (const auto &[name, part] : parts) {
            for (const auto &[what, fault] : faults)
                QTest::addRow("%s, %s", name, what) << int(fault) << part;
        }
    }
    void lostOnTheWay()
    {
        QFETCH(int, fault);
        QFETCH(QByteArray, part);
        World world;
        int left = 2;
        world.province.fault = [&](const platform::FrozenOperation &operation, int) {
            const auto bent = onKind(operation, part, FakePlatform::Fault(fault));
            return bent != FakePlatform::Fault::None && left-- > 0 ? bent : FakePlatform::Fault::None;
        };
        const QUuid caseId = world.readyCase();
        world.drain();
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).ok());
        world.bench.scan(caseId, "样例");
        QVERIFY(world.bench.askNumber(caseId).ok());
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(120'000);
        const auto &held = world.province.cases.value(caseId);
        QVERIFY2(held.submissions == 1, qPrintable(world.states(caseId).join(u' ')));
        QCOMPARE(held.head.number, world.bench.row(caseId).provincialNumber);
        QCOMPARE(held.fields.value(u"form.a"_s).value.toString(), u"2"_s);
        QCOMPARE(world.worker->status().waiting, 0);
        QCOMPARE(world.happened.receipts.size(), 1);
        QVERIFY(!world.province.asked.isEmpty());
        // The bytes that went again were the same: nothing was refused as a reused key.
        for (const store::OutboxOp &op : world.bench.ops(caseId))
            QVERIFY(op.lastCode.isEmpty());
    }

    void foreignAnswerIsNeverAcknowledged()
    {
        World world;
        world.province.fault = [](const platform::FrozenOperation &, int) { return FakePlatform::Fault::Foreign; };
        const QUuid caseId = world.readyCase();
        world.drain();
        QCOMPARE(world.states(caseId), QStringList{u"createCase:UNKNOWN"_s});
        QCOMPARE(world.bench.ops(caseId).first().lastCode, u"PLT-FOREIGN"_s);
        QCOMPARE(world.worker->status().link, net::LinkState::State::Offline);
        QCOMPARE(world.worker->status().unknown, 1);
        // Only the question settles it, not the page.
        world.pass(10'000);
        QCOMPARE(world.states(caseId), QStringList{u"createCase:DONE"_s});
        QCOMPARE(world.sendings("PUT /v1/cases"), 1);
    }

    void poisonedCaseStallsOnlyItself()
    {
        World world;
        const QUuid poisoned = world.readyCase();
        const QUuid healthy = world.readyCase();
        world.province.refusal = platform::ProblemCode::PackUnknown;
        world.province.fault = [&](const platform::FrozenOperation &operation, int) {
            return onKind(operation, uuidText(poisoned).toLatin1(), FakePlatform::Fault::Refuse);
        };
        QVERIFY(world.bench.submit(poisoned).ok());
        QVERIFY(world.bench.submit(healthy).ok());
        world.pass(30'000);
        QCOMPARE(world.states(poisoned), (QStringList{u"createCase:REJECTED"_s, u"submitCase:PENDING"_s}));
        QVERIFY(world.told(poisoned, u"PACK_UNKNOWN"_s));
        QCOMPARE(world.province.cases.value(healthy).submissions, 1);
        QCOMPARE(world.sendings(uuidText(poisoned).toLatin1()), 1);
        QCOMPARE(world.worker->status().rejected, 1);
    }

    // A refused edit stops the case; the clerk's next edit carries it on, and nothing overtakes a refused creation.
    void refusedEditGoesOnWithTheNextEdit_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("creation") << QByteArray("PUT /v1/cases");
        QTest::newRow("change") << QByteArray("PATCH");
    }
    void refusedEditGoesOnWithTheNextEdit()
    {
        QFETCH(QByteArray, part);
        World world;
        int left = 1;
        world.province.refusal = platform::ProblemCode::FieldRule;
        world.province.fault = [&](const platform::FrozenOperation &operation, int) {
            const auto bent = onKind(operation, part, FakePlatform::Fault::Refuse);
            return bent != FakePlatform::Fault::None && left-- > 0 ? bent : FakePlatform::Fault::None;
        };
        const QUuid caseId = world.readyCase();
        world.drain();
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).ok());
        QVERIFY(world.bench.askNumber(caseId).ok());
        world.pass(5'000);
        if (part == "PATCH") {
            const auto refused = world.bench.read([&](store::ReadTx &tx) { return refusals(tx, caseId); });
            QCOMPARE(refused->size(), 1);
            QCOMPARE(refused->first().code, u"FIELD_RULE"_s);
        }
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"3"_s)}).ok());
        world.pass(5'000);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.a"_s).value.toString(), u"3"_s);
        QVERIFY(!world.bench.row(caseId).provincialNumber.isEmpty());
        QCOMPARE(world.worker->status().rejected, 0);
        QCOMPARE(world.worker->status().waiting, 0);
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(5'000);
        QCOMPARE(world.province.cases.value(caseId).submissions, 1);
    }

    void refusedSubmissionIsNotRetriedButSettled()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        int left = 1;
        world.province.refusal = platform::ProblemCode::Quality;
        world.province.fault = [&](const platform::FrozenOperation &operation, int) {
            const auto bent = onKind(operation, "submissions", FakePlatform::Fault::Refuse);
            return bent != FakePlatform::Fault::None && left-- > 0 ? bent : FakePlatform::Fault::None;
        };
        const QUuid opId = world.bench.submit(caseId).value();
        world.pass(5'000);
        QCOMPARE(world.bench.ops(caseId).last().state, OpState::Rejected);
        const auto retried = world.bench.write([&](store::WriteTx &tx) { return world.bench.outbox.retryRejected(tx, opId, world.bench.actor); });
        QCOMPARE(retried.error().code, u"SYN-KIND"_s);
        QVERIFY(world.bench.write([&](store::WriteTx &tx) { return world.bench.outbox.settleRejected(tx, opId, world.bench.actor); }).ok());
        QVERIFY(world.bench.row(caseId).frozenOp.isNull());
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(5'000);
        QCOMPARE(world.province.cases.value(caseId).submissions, 1);
    }

    void busyPlatformIsTriedLater()
    {
        World world;
        world.province.refusal = platform::ProblemCode::Overloaded;
        int refused = 0;
        world.province.fault = [&](const platform::FrozenOperation &, int) {
            return refused++ < 4 ? FakePlatform::Fault::RefuseUnrecorded : FakePlatform::Fault::None;
        };
        const QUuid caseId = world.readyCase();
        world.drain();
        QCOMPARE(world.states(caseId), QStringList{u"createCase:READY"_s});
        QCOMPARE(world.province.sent.size(), 1);
        world.pass(300'000);
        QCOMPARE(world.states(caseId), QStringList{u"createCase:DONE"_s});
        QCOMPARE(world.bench.ops(caseId).first().attempt, 5);
    }

    void ticketFaultWaitsForALogin()
    {
        World world;
        world.bench.actor.ticket.clear();
        world.province.refusal = platform::ProblemCode::TicketInvalid;
        world.province.fault = [](const platform::FrozenOperation &operation, int) {
            for (const auto &[name, value] : operation.headers) {
                if (name == platform::header::kActorTicket && value == "fresh")
                    return FakePlatform::Fault::None;
            }
            return FakePlatform::Fault::RefuseUnrecorded;
        };
        const QUuid caseId = world.readyCase();
        world.drain();
        QCOMPARE(world.states(caseId), QStringList{u"createCase:AUTH_WAIT"_s});
        QVERIFY(world.worker->clerkLoggedIn({"fresh", u"另一位"_s}).ok());
        world.drain();
        QCOMPARE(world.states(caseId), QStringList{u"createCase:AUTH_WAIT"_s});   // another clerk's ticket carries nothing of this one
        QVERIFY(world.worker->clerkLoggedIn({"fresh", world.bench.actor.clerk}).ok());
        world.pass(2'000);
        QCOMPARE(world.states(caseId), QStringList{u"createCase:DONE"_s});
    }

    void conflictKeepsBothAndWaits()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        world.province.editElsewhere(caseId, u"form.a"_s, u"theirs"_s);
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"mine"_s)}).ok());
        world.pass(20'000);
        QCOMPARE(world.states(caseId).last(), u"patchCase:CONFLICT"_s);
        const auto open = world.bench.read([](store::ReadTx &tx) { return tx.openConflicts(); }).value();
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.first().mine->toString(), u"mine"_s);
        QCOMPARE(open.first().theirs->toString(), u"theirs"_s);
        QCOMPARE(open.first().base->toString(), u"1"_s);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.a"_s).value.toString(), u"theirs"_s);
        QCOMPARE(world.bench.text(caseId, u"form.a"_s), u"mine"_s);
        QVERIFY(world.told(caseId, u"SYN-CONFLICT-OPEN"_s));

        QVERIFY(world.bench.write([&](store::WriteTx &tx) {
            return world.bench.outbox.resolveConflict(tx, open.first().conflictId, open.first().mine, world.bench.actor);
        }).ok());
        world.pass(5'000);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.a"_s).value.toString(), u"mine"_s);
        QCOMPARE(world.worker->status().waiting, 0);
    }

    void disjointEditsMergeWithoutAPerson()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        world.province.editElsewhere(caseId, u"form.other"_s, u"theirs"_s);
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"mine"_s)}).ok());
        world.pass(5'000);
        QCOMPARE(world.bench.text(caseId, u"form.other"_s), u"theirs"_s);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.a"_s).value.toString(), u"mine"_s);
        QVERIFY(world.bench.read([](store::ReadTx &tx) { return tx.openConflicts(); })->isEmpty());
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(5'000);
        QCOMPARE(world.province.cases.value(caseId).submissions, 1);
    }

    void feedBringsTheValuesOfOthers()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        world.province.editElsewhere(caseId, u"form.a"_s, u"theirs"_s, true);
        world.pass(20'000);
        QCOMPARE(world.bench.text(caseId, u"form.a"_s), u"theirs"_s);
        QVERIFY(world.happened.changed.contains(caseId));
        QVERIFY(world.bench.read([](store::ReadTx &tx) { return tx.stagedChanges(); })->isEmpty());
        QCOMPARE(world.bench.row(caseId).baseRev, world.province.cases.value(caseId).head.rev);
    }

    void changeUnderASubmissionReturnsToTheClerk()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        world.province.online = false;
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.b"_s, u"1"_s)}).ok());
        QVERIFY(world.bench.submit(caseId).ok());
        world.province.editElsewhere(caseId, u"form.a"_s, u"theirs"_s, true);
        world.province.online = true;
        world.pass(60'000);
        QCOMPARE(world.province.cases.value(caseId).submissions, 0);
        QVERIFY(world.bench.row(caseId).frozenOp.isNull());
        QVERIFY(world.told(caseId, u"SYN-CHANGED"_s));
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(60'000);
        QCOMPARE(world.province.cases.value(caseId).submissions, 1);
        QCOMPARE(world.bench.text(caseId, u"form.a"_s), u"theirs"_s);
    }

    void receiptThatDoesNotVerifyIsNoReceipt()
    {
        World world;
        world.province.badReceipts = true;
        const QUuid caseId = world.readyCase();
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(60'000);
        QCOMPARE(world.bench.ops(caseId).last().state, OpState::Unknown);
        QVERIFY(world.happened.receipts.isEmpty());
        QVERIFY(!world.bench.read([&](store::ReadTx &tx) { return tx.receipt(caseId, 1); }).ok());
        QVERIFY(world.told(caseId, u"SYN-RECEIPT"_s));
        QCOMPARE(world.province.cases.value(caseId).submissions, 1);
    }

    void secondNumberIsRefused()
    {
        World world;
        const QUuid caseId = world.readyCase();
        QVERIFY(world.bench.askNumber(caseId).ok());
        world.drain();
        const QString first = world.bench.row(caseId).provincialNumber;
        QVERIFY(!first.isEmpty());
        platform::Change change;
        change.kind = u"case.number"_s;
        change.subject = caseId;
        change.body = platform::toJson(platform::NumberAnswer{u"issued"_s, u"4401999999"_s, 1});
        world.province.news.append(change);
        world.pass(20'000);
        QCOMPARE(world.bench.row(caseId).provincialNumber, first);
        QVERIFY(world.told(caseId, u"SYN-NUMBER"_s));
    }

    void uploadGoesOnWhereThePlatformSays()
    {
        World world;
        world.province.pieceLimit = 1000;        // keeps less than it is given
        const QUuid caseId = world.readyCase();
        const QByteArray bytes(30'000, 'u');
        const QUuid attId = world.bench.scan(caseId, bytes);
        world.drain();
        QCOMPARE(world.province.cases.value(caseId).attachments.value(attId).size.value_or(0), bytes.size());
        QCOMPARE(world.province.uploads.value("/v1/uploads/n1-1"), bytes);
    }

    void lostUploadSessionStartsAgain()
    {
        World world;
        const QUuid caseId = world.readyCase();
        const QUuid attId = world.bench.scan(caseId, QByteArray(30'000, 'u'));
        for (int i = 0; i < 6; ++i)
            world.worker->step(world.happened);
        world.province.uploads.clear();
        world.pass(20'000);
        QCOMPARE(world.province.cases.value(caseId).attachments.value(attId).state, u"bound"_s);
    }

    void damagedUploadIsFoundAtTheBind()
    {
        World world;
        const QUuid caseId = world.readyCase();
        const QUuid attId = world.bench.scan(caseId, QByteArray(100, 'u'));
        bool once = true;
        world.province.fault = [&](const platform::FrozenOperation &operation, int) {
            if (once && operation.path.contains("attachments")) {
                once = false;
                for (QByteArray &held : world.province.uploads)
                    held[5] = 'x';
            }
            return FakePlatform::Fault::None;
        };
        world.pass(20'000);
        QCOMPARE(world.province.cases.value(caseId).attachments.value(attId).state, u"bound"_s);
        QCOMPARE(world.province.uploads.size(), 2);
    }

    void scanDoesNotHoldBackEdits()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.bench.scan(caseId, QByteArray(30'000, 'u'));
        for (int i = 0; i < 4; ++i)
            world.worker->step(world.happened);
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.b"_s, u"2"_s)}).ok());
        for (int i = 0; i < 3; ++i)
            world.worker->step(world.happened);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.b"_s).value.toString(), u"2"_s);
        QVERIFY(world.province.cases.value(caseId).attachments.isEmpty());
    }

    void opsOfOneCaseKeepTheirNumbersDense()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        for (int i = 0; i < 5; ++i) {
            QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, QString::number(100 + i))}).ok());
            world.drain();
        }
        qint64 expected = 1;
        for (const store::OutboxOp &op : world.bench.ops(caseId))
            QCOMPARE(op.opSeq, expected++);
    }

    void takeBackOfAnUnknownSubmissionIsVoided()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        world.province.fault = [&](const platform::FrozenOperation &operation, int) {
            const auto lost = onKind(operation, "submissions", FakePlatform::Fault::LoseRequest);
            if (lost != FakePlatform::Fault::None)
                world.province.online = false;
            return lost;
        };
        QVERIFY(world.bench.submit(caseId).ok());
        world.drain();
        QCOMPARE(world.bench.ops(caseId).last().state, OpState::Unknown);
        const auto back = world.bench.write([&](store::WriteTx &tx) { return world.bench.outbox.takeBackSubmission(tx, caseId); });
        QCOMPARE(back.value(), TakeBack::AsksPlatform);
        world.province.online = true;
        world.pass(60'000);
        QVERIFY(world.bench.row(caseId).frozenOp.isNull());
        QCOMPARE(world.bench.ops(caseId).last().state, OpState::Superseded);
        QCOMPARE(world.province.cases.value(caseId).submissions, 0);
        // And the case goes on: its next submission takes the next number in the sequence.
        world.province.fault = {};
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(10'000);
        QCOMPARE(world.province.cases.value(caseId).submissions, 1);
    }

    void restoredPlatformGetsAgainWhatItForgot()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        QVERIFY(world.bench.askNumber(caseId).ok());
        world.drain();
        const QString number = world.bench.row(caseId).provincialNumber;
        world.province.forgetAfter(caseId, 1);       // the number request is gone there
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"9"_s)}).ok());
        world.pass(20'000);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.a"_s).value.toString(), u"9"_s);
        QCOMPARE(world.bench.row(caseId).provincialNumber, number);
        QCOMPARE(world.worker->status().waiting, 0);
    }

    void clonedStoreRaisesItsEpoch()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        const qint64 epoch = world.bench.store().deviceEpoch();
        world.province.refusal = platform::ProblemCode::SeqReused;
        int left = 1;
        world.province.fault = [&](const platform::FrozenOperation &, int) {
            return left-- > 0 ? FakePlatform::Fault::RefuseUnrecorded : FakePlatform::Fault::None;
        };
        QVERIFY(world.bench.change(caseId, {CaseBench::edit(u"form.a"_s, u"2"_s)}).ok());
        world.drain();
        QCOMPARE(world.bench.store().deviceEpoch(), epoch + 1);
        world.province.forgetAfter(caseId, 0);       // a new epoch counts from one again
        world.pass(10'000);
        QCOMPARE(world.province.cases.value(caseId).fields.value(u"form.a"_s).value.toString(), u"2"_s);
        QCOMPARE(world.bench.ops(caseId).last().opSeq, 1);
    }

    // A store from before the sending: the same operation is frozen anew, with other bytes, and the province knows it already.
    void restoredStoreAsksInsteadOfRepeating()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.drain();
        QVERIFY(world.bench.askNumber(caseId).ok());
        world.drain();
        const QString number = world.province.cases.value(caseId).head.number;
        QVERIFY(world.bench.write([&](store::WriteTx &tx) -> Result<void> {
            auto op = tx.opsOfSubject(uuidText(caseId))->last();
            op.state = OpState::Pending;
            op.opSeq = 0;
            op.payload.replace("0001", "0002");
            auto row = *tx.caseById(caseId);
            row.provincialNumber.clear();
            if (auto put = tx.putCase(row); !put)
                return put.error();
            auto stored = tx.putOp(op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }).ok());
        world.pass(20'000);
        QCOMPARE(world.bench.row(caseId).provincialNumber, number);
        QCOMPARE(world.states(caseId).last(), u"issueNumber:DONE"_s);
    }

    void offsetOfThePlatformsClock()
    {
        World world;
        QVERIFY(!world.worker->clockOffset());
        world.bench.clock.jumpWall(-90'000);
        world.drain();
        QVERIFY(world.worker->clockOffset());
        QCOMPARE(world.worker->clockOffset()->offsetMs, 90'006);     // half of the fake's 12 ms
    }

    void restartFindsWhatWasOnTheWire()
    {
        World world;
        const QUuid caseId = world.readyCase();
        world.province.fault = [](const platform::FrozenOperation &, int) { return FakePlatform::Fault::LoseReply; };
        world.drain();
        // As if the process had ended between sending and the answer.
        QVERIFY(world.bench.write([&](store::WriteTx &tx) -> Result<void> {
            auto op = tx.opsOfSubject(uuidText(caseId))->first();
            op.state = OpState::Inflight;
            auto stored = tx.putOp(op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }).ok());
        world.worker.reset();
        world.bench.close();
        world.bench.open();
        world.start();
        QCOMPARE(world.states(caseId), QStringList{u"createCase:UNKNOWN"_s});
        world.province.fault = {};
        world.pass(5'000);
        QCOMPARE(world.states(caseId), QStringList{u"createCase:DONE"_s});
        QCOMPARE(world.sendings("PUT /v1/cases"), 1);
    }

    // More than one body may hold goes in several, and all of it arrives before the submission.
    void largeCaseIsSentInPieces()
    {
        World world;
        QList<FieldEdit> edits;
        for (int i = 0; i < 40; ++i)
            edits.append(CaseBench::edit(u"form.f%1"_s.arg(i), QString(60'000, QChar(u'a' + i % 26))));
        const QUuid caseId = world.bench.startCase(edits);
        QVERIFY(world.bench.submit(caseId).ok());
        world.pass(20'000);
        const auto &held = world.province.cases.value(caseId);
        QCOMPARE(held.fields.size(), 40);
        QCOMPARE(held.submissions, 1);
        QVERIFY(world.sendings("PATCH") >= 2);
        for (const store::OutboxOp &op : world.bench.ops(caseId))
            QVERIFY(op.payload.size() <= platform::limit::kBodyBytes);
    }

    void backOffGrowsAndIsBounded()
    {
        QRandomGenerator random(3);
        for (int attempt = 0; attempt < 40; ++attempt) {
            const qint64 wait = internal::backOffMs(attempt, 0, random);
            QVERIFY(wait >= 1 && wait <= 5 * 60'000 + 1);
            QVERIFY(internal::backOffMs(attempt, 9'000, random) >= 9'000);
        }
    }
};

ZC_TEST(QCoreApplication, TestWorker)
#include "tst_worker.moc"
