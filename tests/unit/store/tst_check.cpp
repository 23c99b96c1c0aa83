#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

class TestCheck : public QObject {
    Q_OBJECT

    static QStringList codes(const Result<StoreCheck> &check)
    {
        QStringList list;
        for (const StoreFinding &finding : check.ok() ? check->findings : QList<StoreFinding>())
            list << finding.code;
        return list;
    }
    static QUuid fill(StoreFixture &f)
    {
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        (void)f.putField(id, u"a"_s, 1);
        auto staged = *f.store->blobs().stage(QByteArray(1000, 'p'), u"x/y"_s);
        Attachment row;
        row.attId = makeUuidV7();
        row.caseId = id;
        (void)f.store->write([&](WriteTx &tx) { return tx.attach(row, staged); }).result();
        (void)f.store->takeSnapshot().result();
        f.close();
        return id;
    }
    static QString blobFile(const StoreFixture &f)
    {
        QDirIterator it(f.folder() + u"/blobs"_s, QDir::Files, QDirIterator::Subdirectories);
        return it.hasNext() ? it.next() : QString();
    }

private Q_SLOTS:
    void aSoundStoreIsOk()
    {
        StoreFixture f;
        fill(f);
        const auto outside = checkStore(f.folder());
        QVERIFY(outside.ok());
        QVERIFY2(outside->ok, qPrintable(codes(outside).join(u' ')));
        QCOMPARE(outside->bodiesOpened, 0);
        QCOMPARE(outside->blobs, 1);
        const KeySource keys = f.keys();
        const auto inside = checkStore(f.folder(), &keys);
        QVERIFY2(inside->ok, qPrintable(codes(inside).join(u' ')));
        QCOMPARE(inside->bodiesOpened, inside->rows);
        QCOMPARE(inside->rows, 4);                         // case, field, blob, attachment
        QVERIFY(inside->snapshots.first().verified);
        QCOMPARE(inside->toJson()[u"ok"].toBool(), true);
        f.open();                                          // and nothing was changed
        QVERIFY(!f.store->openReport().restored);
    }
    void nothingThereAndInUse()
    {
        StoreFixture f;
        QCOMPARE(checkStore(f.folder()).error().code, u"STO-ABSENT"_s);
        f.open();
        QCOMPARE(checkStore(f.folder()).error().code, u"STO-BUSY"_s);
    }
    void damageIsNamed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("withKeys");
        for (const char *row : {"body|STO-SEAL-BROKEN|1", "clear|STO-SEAL-MISMATCH|1", "schema|STO-NEWER|0", "keys|STO-KEY-FILE|0",
                                "nokeys|STO-KEY-ABSENT|0", "mode|STO-MODE|0", "blobgone|STO-BLOB-MISSING|0", "blobcut|STO-BLOB-DAMAGED|0",
                                "blobbit|STO-BLOB-DAMAGED|1", "snapshot|STO-SNAPSHOT-BAD|0"}) {
            const QStringList parts = QString::fromLatin1(row).split(u'|');
            QTest::newRow(row) << parts[0] << parts[1] << (parts[2] == u"1");
        }
    }
    void damageIsNamed()
    {
        QFETCH(QString, what);
        QFETCH(QString, code);
        QFETCH(bool, withKeys);
        StoreFixture f;
        fill(f);
        const auto smash = [](const QString &path, qint64 at, qint64 count) {
            QFile file(path);
            return file.open(QIODevice::ReadWrite) && file.seek(at) && file.write(QByteArray(count, '\xaa')) == count;
        };
        if (what == u"body")
            QVERIFY(f.sql("UPDATE case_field SET body = zeroblob(length(body))"));
        else if (what == u"clear")
            QVERIFY(f.sql("UPDATE attachment SET created_ms = 1"));
        else if (what == u"schema")
            QVERIFY(f.sql("PRAGMA user_version = 999"));
        else if (what == u"keys")
            QVERIFY(smash(f.folder() + u"/keys.json"_s, 0, 20) && smash(f.folder() + u"/keys.bak"_s, 0, 20));
        else if (what == u"nokeys")
            QVERIFY(QFile::remove(f.folder() + u"/keys.json"_s) && QFile::remove(f.folder() + u"/keys.bak"_s));
        else if (what == u"mode")
            QVERIFY(QFile::setPermissions(f.folder() + u"/store.db"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        else if (what == u"blobgone")
            QVERIFY(QFile::remove(blobFile(f)));
        else if (what == u"blobcut")
            QVERIFY(QFile::resize(blobFile(f), 500));
        else if (what == u"blobbit")
            QVERIFY(smash(blobFile(f), 700, 1));
        else
            QVERIFY(smash(f.folder() + u"/snapshots/001.db"_s, 4096, 8192));
        const KeySource keys = f.keys();
        const auto check = checkStore(f.folder(), withKeys ? &keys : nullptr);
        QVERIFY(check.ok());
        QVERIFY(!check->ok);
        QVERIFY2(codes(check).contains(code), qPrintable(codes(check).join(u' ')));
    }
    void anOrphanIsOnlyANote()
    {
        StoreFixture f;
        fill(f);
        QVERIFY(QDir().mkpath(f.folder() + u"/blobs/ab"_s));
        QFile orphan(f.folder() + u"/blobs/ab/abcdef"_s);
        QVERIFY(orphan.open(QIODevice::WriteOnly));
        orphan.close();
        const auto check = checkStore(f.folder());
        QVERIFY(check->ok);
        QCOMPARE(codes(check), QStringList{u"STO-ORPHAN"_s});
    }
    void aWrongSecretIsSaid()
    {
        StoreFixture f;
        fill(f);
        crypto::MemorySecretPort empty;
        KeySource keys;
        keys.keychain = &empty;
        QVERIFY(codes(checkStore(f.folder(), &keys)).contains(u"STO-KEY-CLOSED"_s));
    }
};

ZC_TEST(QCoreApplication, TestCheck)
#include "tst_check.moc"
