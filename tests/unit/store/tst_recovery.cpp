#include "unit/store/fixture.h"

#include <store/internal/migrations.h>

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

#include <unistd.h>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

// Crashes, damaged files, snapshots, migrations. Started with the argument "--child FOLDER" it is the process that dies.
class TestRecovery : public QObject {
    Q_OBJECT

    static Result<std::unique_ptr<Store>> openWithFiles(const QString &folder)
    {
        static SystemClock clock;
        crypto::FileSecretPort keychain(folder + u"-keys"_s);
        KeySource keys;
        keys.keychain = &keychain;
        StoreOptions options;
        options.ballastBytes = 0;
        return Store::open(folder, keys, clock, options);
    }
    static void smash(const QString &path, qint64 from, qint64 count)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(from);
        file.write(QByteArray(count, '\xaa'));
    }
    // Damages the root page of an index: the tables themselves can still be read row by row.
    static void smashIndex(const StoreFixture &f)
    {
        sqlite3 *db = nullptr;
        QCOMPARE(sqlite3_open((f.folder() + u"/store.db"_s).toUtf8().constData(), &db), SQLITE_OK);
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_schema WHERE name='case_file_updated'", -1, &statement, nullptr);
        QCOMPARE(sqlite3_step(statement), SQLITE_ROW);
        const int root = sqlite3_column_int(statement, 0);
        sqlite3_finalize(statement);
        sqlite3_close(db);
        smash(f.folder() + u"/store.db"_s, (root - 1) * 4096ll, 4096);
    }

public:
    // Saves cases and says the id of each one after it was acknowledged.
    static int child(const QString &folder)
    {
        auto store = openWithFiles(folder);
        if (!store.ok())
            return 2;
        for (int i = 0; i < 4; ++i) {
            CaseRow row;
            row.caseId = makeUuidV7();
            row.title = u"样例"_s;
            Attachment attachment;
            attachment.attId = makeUuidV7();
            attachment.caseId = row.caseId;
            auto staged = (*store)->blobs().stage(QByteArray::number(i), u"x/y"_s);
            if (!staged.ok())
                return 3;
            const auto kept = (*store)->write([&](WriteTx &tx) -> Result<void> {
                (void)tx.putCase(row);
                (void)tx.attach(attachment, *staged);
                return {};
            }).result();
            if (!kept.ok())
                return 4;
            printf("%s %s\n", qPrintable(uuidText(row.caseId)), qPrintable(uuidText(attachment.attId)));
            fflush(stdout);
        }
        return (*store)->takeSnapshot().result().ok() ? 0 : 5;
    }

private Q_SLOTS:
    void killedAnywhereKeepsWhatWasAcknowledged_data()
    {
        QTest::addColumn<QString>("point");
        for (const char *point : {"tx.begin:3", "tx.precommit:3", "tx.committed:3", "blob.chunk:2", "blob.synced:2", "blob.renamed:2",
                                  "blob.dirsynced:2", "blob.row:2", "migrate.step:1", "key.slotwritten:1", "key.slotwritten:2", "snap.written:1",
                                  "snap.renamed:1", "ckpt.begin:1", "ckpt.end:1"})
            QTest::newRow(point) << QString::fromLatin1(point);
    }
    void killedAnywhereKeepsWhatWasAcknowledged()
    {
#ifndef ZC_CRASH_POINTS
        QSKIP("skipped: built without crash points");
#endif
        QFETCH(QString, point);
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"store"_s);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ZC_CRASH"_s, point);
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        const QStringList acknowledged = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
        auto store = openWithFiles(folder);
        QVERIFY2(store.ok(), store.ok() ? "" : qPrintable(store.error().code));
        QVERIFY(!(*store)->openReport().restored);
        for (const QString &line : acknowledged) {
            const QUuid caseId = uuidFromCanonicalText(line.section(u' ', 0, 0)), attId = uuidFromCanonicalText(line.section(u' ', 1, 1));
            QVERIFY((*store)->read([&](ReadTx &tx) { return tx.caseById(caseId); }).ok());
            const auto attachment = (*store)->read([&](ReadTx &tx) { return tx.attachment(attId); });
            QVERIFY(attachment.ok());
            auto reader = (*store)->blobs().open(attachment->blobId);
            QVERIFY(reader.ok());
            QVERIFY((*reader)->verify().ok());
        }
        const auto count = (*store)->read([](ReadTx &tx) { return tx.caseCount(); });
        QVERIFY(*count == acknowledged.size() || *count == acknowledged.size() + 1);        // committed, not yet said
        (*store).reset();
        QCOMPARE(child(folder), 0);                        // and the program goes on
    }
    void snapshotIsVerifiedAndOnlyThreeStay()
    {
        StoreFixture f;
        f.open();
        for (int i = 1; i <= 5; ++i) {
            f.putCase(u"样例"_s);
            const auto snapshot = f.store->takeSnapshot().result();
            QVERIFY2(snapshot.ok(), snapshot.ok() ? "" : qPrintable(snapshot.error().detail));
            QVERIFY(snapshot->verified);
            QCOMPARE(snapshot->number, i);
            QCOMPARE(snapshot->commitNo, f.store->lastCommitNo());
        }
        QCOMPARE(QDir(f.folder() + u"/snapshots"_s).entryList(QDir::Files), (QStringList{u"003.db"_s, u"004.db"_s, u"005.db"_s}));
    }
    void damagedDatabaseComesBackFromSnapshotAndSalvage()
    {
        StoreFixture f;
        f.open();
        QList<QUuid> ids;
        for (int i = 0; i < 40; ++i)
            ids.append(f.putCase(u"样例%1"_s.arg(i)).caseId);
        QVERIFY(f.store->takeSnapshot().result().ok());
        for (int i = 0; i < 40; ++i)                       // after the snapshot
            ids.append(f.putCase(u"样例后%1"_s.arg(i)).caseId);
        CaseRow changed = *f.store->read([&](ReadTx &tx) { return tx.caseById(ids[0]); });
        changed.title = u"样例改"_s;
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putCase(changed); }).result().ok());
        f.close();
        smashIndex(f);
        f.open();
        const OpenReport &report = f.store->openReport();
        QVERIFY(report.restored);
        QCOMPARE(report.reason, u"STO-CORRUPT"_s);
        QCOMPARE(report.snapshotNumber, 1);
        QVERIFY(report.salvagedRows >= 41);
        QCOMPARE(f.store->deviceEpoch(), 2);
        for (const QUuid &id : std::as_const(ids))
            QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(id); }).ok());
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(ids[0]); })->title, u"样例改"_s);
        QVERIFY(QFile::exists(report.quarantine + u"/store.db"_s));
        f.open();
        QVERIFY(!f.store->openReport().restored);
    }
    void noiseInsteadOfADatabaseComesBackFromTheSnapshot()
    {
        StoreFixture f;
        f.open();
        const QUuid kept = f.putCase(u"样例甲"_s).caseId;
        QVERIFY(f.store->takeSnapshot().result().ok());
        const QUuid lost = f.putCase(u"样例乙"_s).caseId;
        f.close();
        smash(f.folder() + u"/store.db"_s, 0, 4096);
        f.open();
        QVERIFY(f.store->openReport().restored);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(kept); }).ok());
        QVERIFY(!f.store->read([&](ReadTx &tx) { return tx.caseById(lost); }).ok());
        QCOMPARE(f.store->openReport().uncertainCases, QStringList{uuidText(kept)});        // it may be older than it was
    }
    void aBadSnapshotIsPassedOver()
    {
        StoreFixture f;
        f.open();
        const QUuid kept = f.putCase(u"样例"_s).caseId;
        QVERIFY(f.store->takeSnapshot().result().ok());
        QVERIFY(f.store->takeSnapshot().result().ok());
        f.close();
        smash(f.folder() + u"/snapshots/002.db"_s, 4096, 8192);
        smash(f.folder() + u"/store.db"_s, 0, 4096);
        f.open();
        QCOMPARE(f.store->openReport().snapshotNumber, 1);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(kept); }).ok());
    }
    void anUnreadableSchemaWithoutASnapshotStartsEmptyAndSaysSo()
    {
        StoreFixture f;
        f.open();
        f.putCase(u"样例"_s);
        f.close();
        QVERIFY(f.sql("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql='garbage' WHERE name='consent'"));
        f.open();
        QVERIFY(f.store->openReport().restored);
        QCOMPARE(f.store->openReport().snapshotNumber, 0);
        QVERIFY(QFile::exists(f.store->openReport().quarantine + u"/store.db"_s));       // for the people who can still read it
        QVERIFY(!f.putCase(u"样例"_s).caseId.isNull());
    }
    void aDatabaseThatIsGoneIsRestored()
    {
        StoreFixture f;
        f.open();
        const QUuid kept = f.putCase(u"样例"_s).caseId;
        QVERIFY(f.store->takeSnapshot().result().ok());
        f.close();
        QVERIFY(QFile::remove(f.folder() + u"/store.db"_s));
        f.open();
        QCOMPARE(f.store->openReport().reason, u"STO-DATABASE-GONE"_s);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(kept); }).ok());
    }
    void aRestoreThatWasCutIsDoneAgain()
    {
        StoreFixture f;
        f.open();
        const QUuid inSnapshot = f.putCase(u"样例甲"_s).caseId;
        QVERIFY(f.store->takeSnapshot().result().ok());
        const QUuid later = f.putCase(u"样例乙"_s).caseId;
        f.close();
        // As left by a crash after the files were moved and the snapshot was copied, before the rows were put back.
        const QString aside = f.folder() + u"/quarantine/20260101-000000-000"_s;
        QVERIFY(QDir().mkpath(aside));
        QVERIFY(QFile::rename(f.folder() + u"/store.db"_s, aside + u"/store.db"_s));
        QVERIFY(QFile::copy(f.folder() + u"/snapshots/001.db"_s, f.folder() + u"/store.db"_s));
        QFile marker(aside + u"/unfinished"_s);
        QVERIFY(marker.open(QIODevice::WriteOnly));
        marker.close();
        f.open();
        QVERIFY(f.store->openReport().restored);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(inSnapshot); }).ok());
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(later); }).ok());
        f.open();
        QVERIFY(!f.store->openReport().restored);
    }
    void forgedRowsAreNotSalvaged()
    {
        StoreFixture f;
        f.open();
        const QUuid good = f.putCase(u"样例甲"_s).caseId, forged = f.putCase(u"样例乙"_s).caseId;
        QVERIFY(f.store->takeSnapshot().result().ok());
        f.close();
        QVERIFY(f.sql("UPDATE case_file SET rv = 99 WHERE case_id = x'" + forged.toRfc4122().toHex() + "'"));
        smashIndex(f);
        f.open();
        QVERIFY(f.store->openReport().restored);
        QCOMPARE(f.store->openReport().lostRows, 1);
        QCOMPARE(f.store->openReport().uncertainCases, QStringList{uuidText(forged)});
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(good); }).ok());
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(forged); })->title, u"样例乙"_s);     // the snapshot's
    }
    void tmpIsEmptiedAtStart()
    {
        StoreFixture f;
        f.open();
        f.close();
        QFile left(f.folder() + u"/tmp/left"_s);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        f.open();
        QVERIFY(!left.exists());
    }
    void everyMigrationRunsOnceInOrder()
    {
        QTemporaryDir dir;
        auto connection = Connection::open(dir.filePath(u"x.db"_s), Connection::Mode::Writer);
        QVERIFY(connection.ok());
        QVERIFY(migrate(**connection).ok());
        QCOMPARE(*(*connection)->number("PRAGMA user_version"), newestSchema());
        QVERIFY(migrate(**connection).ok());
        int version = 0;
        for (const Migration &step : migrations())
            QCOMPARE(step.version, ++version);
        QVERIFY((*connection)->integrityProblems(false).isEmpty());
        QVERIFY((*connection)->exec("PRAGMA user_version=999").ok());
        QCOMPARE(migrate(**connection).error().code, u"STO-NEWER"_s);
    }
    void anUnwritableFolderIsSaid()
    {
        if (geteuid() == 0)
            QSKIP("skipped: root may write anywhere");
        StoreFixture f;
        f.open();
        f.close();
        QVERIFY(QFile::setPermissions(f.folder(), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(!f.tryOpen().ok());
        QVERIFY(QFile::setPermissions(f.folder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--child") == 0)
        return TestRecovery::child(QString::fromLocal8Bit(argv[2]));
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
