#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <audit/storeport.h>

using namespace zc;
using namespace zc::audit;
using namespace Qt::StringLiterals;

class TestAuditLog : public QObject {
    Q_OBJECT
    crypto::SigningKey m_key = *crypto::SigningKey::generate();
    const Event m_event{u"field.reveal"_s, u"clerk-7"_s, {}, {{u"field"_s, u"applicant.phone"_s}}};

    AuditLog::Options options(const StoreFixture &f, int every = 256)
    {
        return {1, f.dir.filePath(u"outside/checkpoints.jsonl"_s), u"k1"_s, m_key, every, 600'000};
    }
    Verification verifyClosed(StoreFixture &f)
    {
        f.close();
        const auto lines = linesOfClosedStore(f.folder(), f.keys());
        const auto checkpoints = readCheckpoints(f.dir.filePath(u"outside/checkpoints.jsonl"_s));
        return verifyChain(lines.valueOr({}), checkpoints.ok() ? anchorsOf(*checkpoints, m_key.verifyKey()) : QList<Anchor>());
    }

private Q_SLOTS:
    void entriesAreChainedAndAnchoredAtTheEnd()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        {
            AuditLog log(port, f.clock, options(f));
            for (int i = 0; i < 20; ++i)
                QVERIFY(log.record(m_event).result().ok());
        }
        const Verification found = verifyClosed(f);
        QCOMPARE(found.verdict, Verdict::Ok);
        QCOMPARE(found.entries, 20);
        QCOMPARE(found.checkpoints, 1);
    }
    void theChainGoesOnAfterARestart()
    {
        StoreFixture f;
        for (int run = 0; run < 3; ++run) {
            f.open();
            StorePort port(*f.store);
            AuditLog log(port, f.clock, options(f));
            QCOMPARE(log.record(m_event).result()->seq, run + 1);
        }
        QCOMPARE(verifyClosed(f).verdict, Verdict::Ok);
    }
    void checkpointsComeByCountAndByTime()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        AuditLog log(port, f.clock, options(f, 4));
        const QString path = f.dir.filePath(u"outside/checkpoints.jsonl"_s);
        for (int i = 0; i < 9; ++i)
            QVERIFY(log.record(m_event).result().ok());
        QCOMPARE(readCheckpoints(path)->size(), 2);
        f.clock.advance(601'000);
        QVERIFY(log.record(m_event).result().ok());
        QCOMPARE(readCheckpoints(path)->size(), 3);
        QVERIFY(log.checkpoint().ok());                    // nothing new to say
        QCOMPARE(readCheckpoints(path)->size(), 3);
    }
    void aCrashLeavesTheTailOpen()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        // Never destroyed, as after a crash; static, so that a leak checker sees who still holds it.
        static AuditLog *const log = new AuditLog(port, f.clock, options(f, 4));
        for (int i = 0; i < 6; ++i)
            QVERIFY(log->record(m_event).result().ok());
        const Verification found = verifyClosed(f);
        QCOMPARE(found.verdict, Verdict::TailOpen);
        QCOMPARE(found.entries, 6);
    }
    void noEntryNoEffect()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        AuditLog log(port, f.clock, options(f));
        f.store->lock();
        QCOMPARE(log.record(m_event).result().error().code, u"STO-LOCKED"_s);
        Event personal = m_event;
        personal.detail.insert(u"value"_s, u"样例·张三"_s);
        QVERIFY(f.store->unlock(f.keys()).ok());
        QCOMPARE(log.record(personal).result().error().code, u"AUD-PERSONAL"_s);
        QCOMPARE(log.record(m_event).result()->seq, 1);    // refused ones left no gap
    }
    void entryAndEffectInOneTransaction()
    {
        StoreFixture f;
        f.open();
        const auto both = f.store->write([&](store::WriteTx &tx) -> Result<void> {
            const auto line = StorePort::appendIn(tx, m_event, 1, 1);
            if (!line.ok())
                return line.error();
            return Error{ErrorKind::Invalid, u"TEST"_s, {}};
        }).result();
        QVERIFY(!both.ok());
        QVERIFY(!f.store->read([](store::ReadTx &tx) { return tx.lastAudit(); })->has_value());
    }
    void anEffectIsKeptWithItsEntryOrNotAtAll()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        {
            AuditLog log(port, f.clock, options(f));
            const auto put = [](store::WriteTx &tx) { return tx.setMeta(u"effect"_s, "1"); };
            const auto effect = [&f] { return f.store->read([](store::ReadTx &tx) { return tx.meta(u"effect"_s); })->has_value(); };
            Event personal = m_event;
            personal.detail.insert(u"value"_s, u"样例·张三"_s);
            QCOMPARE(writeWith(&log, *f.store, personal, put).result().error().code, u"AUD-PERSONAL"_s);
            QVERIFY(!effect());                                    // no entry, no effect
            const auto broken = writeWith(&log, *f.store, m_event, [](store::WriteTx &) -> Result<int> { return Error{ErrorKind::Invalid, u"TEST"_s, {}}; });
            QCOMPARE(broken.result().error().code, u"TEST"_s);
            QVERIFY(!f.store->read([](store::ReadTx &tx) { return tx.lastAudit(); })->has_value());     // no effect, no entry
            QVERIFY(writeWith(&log, *f.store, m_event, put).result().ok());
            QVERIFY(effect());
            QCOMPARE(log.record(m_event).result()->seq, 2);
            QVERIFY(writeWith(&log, *f.store, m_event, put).result().ok());
            QVERIFY(writeWith(nullptr, *f.store, m_event, put).result().ok());                          // nobody keeps a log
        }
        const Verification found = verifyClosed(f);
        QCOMPARE(found.verdict, Verdict::Ok);                      // the last entry came with an effect and is anchored too
        QCOMPARE(found.entries, 3);
    }
    void aRaisedEpochOfTheStoreIsFollowed()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        {
            AuditLog log(port, f.clock, options(f));
            QVERIFY(log.record(m_event).result().ok());
            QVERIFY(f.store->raiseEpoch().result().ok());
            const auto line = log.record(m_event).result();
            QCOMPARE(line->epoch, f.store->deviceEpoch());
            QCOMPARE(line->seq, 1);
        }
        QCOMPARE(verifyClosed(f).verdict, Verdict::Ok);
    }
    void editsInTheStoreAreFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("verdict");
        QTest::newRow("body") << QByteArray("UPDATE audit_entry SET body = zeroblob(length(body)) WHERE seq = 3") << int(Verdict::Altered);
        QTest::newRow("kind") << QByteArray("UPDATE audit_entry SET kind = 'x' WHERE seq = 3") << int(Verdict::Altered);
        QTest::newRow("hash") << QByteArray("UPDATE audit_entry SET hash = zeroblob(32) WHERE seq = 3") << int(Verdict::Altered);
        QTest::newRow("deleted") << QByteArray("DELETE FROM audit_entry WHERE seq = 3") << int(Verdict::Missing);
        QTest::newRow("tail cut") << QByteArray("DELETE FROM audit_entry WHERE seq > 5") << int(Verdict::Truncated);
        QTest::newRow("all gone") << QByteArray("DELETE FROM audit_entry") << int(Verdict::Truncated);
        QTest::newRow("bodies exchanged") << QByteArray("UPDATE audit_entry SET body = (SELECT body FROM audit_entry WHERE seq = 4)"
                                                        " WHERE seq = 3") << int(Verdict::Altered);
    }
    void editsInTheStoreAreFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, verdict);
        StoreFixture f;
        f.open();
        {
            StorePort port(*f.store);
            AuditLog log(port, f.clock, options(f));
            for (int i = 0; i < 8; ++i)
                QVERIFY(log.record(m_event).result().ok());
        }
        f.close();
        QVERIFY(f.sql(sql));
        QCOMPARE(int(verifyClosed(f).verdict), verdict);
    }
    void aDamagedHeadStopsTheLog()
    {
        StoreFixture f;
        f.open();
        {
            StorePort port(*f.store);
            AuditLog log(port, f.clock, options(f));
            QVERIFY(log.record(m_event).result().ok());
        }
        f.close();
        QVERIFY(f.sql("UPDATE audit_entry SET body = zeroblob(length(body))"));
        f.open();
        StorePort port(*f.store);
        AuditLog log(port, f.clock, options(f));
        QVERIFY(log.record(m_event).result().error().kind == ErrorKind::Corrupt);
    }
    void aCheckpointThatCannotBeWrittenIsSaidAndWorkGoesOn()
    {
        StoreFixture f;
        f.open();
        StorePort port(*f.store);
        AuditLog::Options bad = options(f, 1);
        bad.checkpointFile = f.folder() + u"/store.db/no"_s;
        AuditLog log(port, f.clock, bad);
        QVERIFY(log.record(m_event).result().ok());
        QCOMPARE(log.checkpointProblem()->code, u"AUD-CHECKPOINT"_s);
        QVERIFY(log.record(m_event).result().ok());
    }
};

ZC_TEST(QCoreApplication, TestAuditLog)
#include "tst_auditlog.moc"
