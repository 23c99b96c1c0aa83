#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <QFileInfo>

#include <csignal>
#include <sys/resource.h>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

namespace {

class FakeSpace final : public SpaceProbe {
public:
    qint64 freeBytes(const QString &) const override { return free; }
    qint64 free = 10ll << 30;
};

constexpr qint64 kSmall = 1 << 20;

} // namespace

class TestGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levelsFollowFreeSpace_data()
    {
        QTest::addColumn<qint64>("free");
        QTest::addColumn<int>("level");
        QTest::newRow("plenty") << DiskGuard::kGreenBytes << int(DiskLevel::Green);
        QTest::newRow("just below") << DiskGuard::kGreenBytes - 1 << int(DiskLevel::Amber);
        QTest::newRow("still amber") << DiskGuard::kRedBytes << int(DiskLevel::Amber);
        QTest::newRow("red") << DiskGuard::kRedBytes - 1 << int(DiskLevel::Red);
        QTest::newRow("nothing") << qint64(0) << int(DiskLevel::Red);
        QTest::newRow("cannot be told") << qint64(-1) << int(DiskLevel::Green);
    }
    void levelsFollowFreeSpace()
    {
        QFETCH(qint64, free);
        QFETCH(int, level);
        QTemporaryDir dir;
        FakeSpace space;
        space.free = free;
        QCOMPARE(int(DiskGuard(dir.path(), space, kSmall).level()), level);
    }
    void ballastIsReallyWritten()
    {
        QTemporaryDir dir;
        FakeSpace space;
        DiskGuard guard(dir.path(), space, kSmall);
        QVERIFY(!guard.ballastPresent());
        QVERIFY(guard.restoreBallast().ok());
        QVERIFY(guard.ballastPresent());
        QCOMPARE(QFileInfo(dir.filePath(u"ballast"_s)).size(), kSmall);
        QFile file(dir.filePath(u"ballast"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().count('\0') < kSmall / 10);
        QVERIFY(DiskGuard(dir.path(), space, kSmall).ballastPresent());    // found again after a restart
    }
    void ballastComesBackOnlyWithRoom()
    {
        QTemporaryDir dir;
        FakeSpace space;
        DiskGuard guard(dir.path(), space, kSmall);
        QVERIFY(guard.restoreBallast().ok());
        QVERIFY(guard.releaseBallast());
        QVERIFY(!guard.releaseBallast());
        QCOMPARE(guard.level(), DiskLevel::Full);
        QCOMPARE(guard.mayWrite().error().code, u"STO-DISK-FULL"_s);
        space.free = 2 * kSmall - 1;
        QVERIFY(!guard.restoreBallast().ok());
        QVERIFY(!guard.mayWrite().ok());
        space.free = 2 * kSmall;
        QVERIFY(guard.restoreBallast().ok());
        QVERIFY(guard.mayWrite().ok());
    }
    void scanNeedsTwiceItsSizeAndTheBallast()
    {
        QTemporaryDir dir;
        FakeSpace space;
        DiskGuard guard(dir.path(), space, kSmall);
        const qint64 scan = 400ll << 20;
        space.free = 2 * scan + kSmall;
        QVERIFY(guard.mayIngest(scan).ok());
        space.free -= 1;
        QCOMPARE(guard.mayIngest(scan).error().code, u"STO-DISK-LOW"_s);
        space.free = DiskGuard::kRedBytes - 1;
        QVERIFY(!guard.mayIngest(1).ok());
    }
    void lowDiskRefusesScansAndKeepsFields()
    {
        FakeSpace space;
        StoreFixture f(kSmall);
        f.options.space = &space;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        space.free = DiskGuard::kRedBytes - 1;
        QCOMPARE(f.store->blobs().stage(QByteArray("page"), u"x/y"_s).error().code, u"STO-DISK-LOW"_s);
        QVERIFY(f.putField(id, u"a"_s, 1).ok());
    }
    void fullDiskRefusesEditsAndLetsSyncDrain()
    {
        FakeSpace space;
        StoreFixture f(kSmall);
        f.options.space = &space;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        QVERIFY(f.putField(id, u"a"_s, 1).ok());
        f.store->disk().releaseBallast();
        QCOMPARE(f.putField(id, u"a"_s, 2).error().code, u"STO-DISK-FULL"_s);
        QVERIFY(f.putCase(u"样例"_s).caseId.isNull());
        OutboxOp op;
        op.opId = makeUuidV7();
        op.state = OpState::Acked;
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putOp(op); }).result().ok());
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.fields(id); }).ok());
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.removeCase(id); }).result().ok());
        QVERIFY(f.store->disk().restoreBallast().ok());
        QVERIFY(!f.putCase(u"样例"_s).caseId.isNull());
    }
    void diskFullInTheMiddleKeepsWhatWasAcknowledged()
    {
        // A file size limit stands for the full disk: writes beyond it fail in the middle of a commit.
        StoreFixture f(kSmall);
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit small = before;
        small.rlim_cur = 1 << 20;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        int acknowledged = 0, refused = 0;
        for (int i = 0; i < 12; ++i) {
            const auto kept = f.store->write([&](WriteTx &tx) {
                return tx.putCaseDoc({id, u"d%1"_s.arg(i), 0, QByteArray(200'000, char('a' + i))});
            }).result();
            kept.ok() ? ++acknowledged : ++refused;
        }
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(acknowledged > 0);
        QVERIFY(refused > 0);
        f.open();
        const auto kinds = f.store->read([&](ReadTx &tx) { return tx.caseDocKinds(id); });
        QVERIFY(kinds->size() >= acknowledged);
        for (const QString &kind : *kinds)
            QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseDoc(id, kind); })->body.size(), 200'000);
        QVERIFY(!f.putCase(u"样例"_s).caseId.isNull());
    }
};

ZC_TEST(QCoreApplication, TestGuard)
#include "tst_guard.moc"
