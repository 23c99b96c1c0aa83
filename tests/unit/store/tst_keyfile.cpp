#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <QDir>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

class TestKeyFile : public QObject {
    Q_OBJECT

    static bool overwrite(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
    }

private Q_SLOTS:
    void bothCopiesAreWritten()
    {
        StoreFixture f;
        f.open();
        for (const char *name : {"/keys.json", "/keys.bak"}) {
            const QString path = f.folder() + QLatin1String(name);
            QVERIFY(QFile::exists(path));
            QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
        }
    }
    void aTornFileIsReadFromItsCopy_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"format\":1,\"keys\":[{\"id\"");
        QTest::newRow("noise") << QByteArray(300, '\xfe');
        QTest::newRow("other JSON") << QByteArray("[]");
    }
    void aTornFileIsReadFromItsCopy()
    {
        QFETCH(QByteArray, bytes);
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        f.close();
        QVERIFY(overwrite(f.folder() + u"/keys.json"_s, bytes));
        f.open();
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(id); }).ok());
        QVERIFY(f.store->saveKeys().ok());                 // and mended
        f.close();
        QVERIFY(QFile::remove(f.folder() + u"/keys.bak"_s));
        f.open();
    }
    void bothTornIsSaidAndNothingIsMade()
    {
        StoreFixture f;
        f.open();
        f.close();
        QVERIFY(overwrite(f.folder() + u"/keys.json"_s, "x") && overwrite(f.folder() + u"/keys.bak"_s, "x"));
        QCOMPARE(f.tryOpen().error().code, u"STO-KEY-FILE"_s);
        QCOMPARE(QFile(f.folder() + u"/keys.json"_s).size(), 1);
    }
    void lostKeysAreNeverReplaced()
    {
        StoreFixture f;
        f.open();
        f.close();
        QVERIFY(QFile::remove(f.folder() + u"/keys.json"_s) && QFile::remove(f.folder() + u"/keys.bak"_s));
        QCOMPARE(f.tryOpen().error().code, u"STO-KEY-ABSENT"_s);
        QVERIFY(!QFile::exists(f.folder() + u"/keys.json"_s));
    }
    void anEmptiedKeychainLeavesThePassphrase()
    {
        StoreFixture f;
        KeySource first = f.keys();
        first.scrypt = {1024, 8, 1};
        QString shown;
        first.newPassphrase = [&](const QString &passphrase) { shown = passphrase; };
        QUuid id;
        {
            auto opened = Store::open(f.folder(), first, f.clock, f.options);
            QVERIFY(opened.ok());
            f.store = std::move(*opened);
            id = f.putCase(u"样例"_s).caseId;
            f.close();
        }
        QVERIFY(!shown.isEmpty());
        crypto::MemorySecretPort empty;
        KeySource later;
        later.keychain = &empty;
        QCOMPARE(Store::open(f.folder(), later, f.clock, f.options).error().code, u"STO-KEY-CLOSED"_s);
        later.passphrase = u"WRONG-WRONG"_s;
        QCOMPARE(Store::open(f.folder(), later, f.clock, f.options).error().code, u"STO-KEY-CLOSED"_s);
        later.passphrase = shown;
        auto opened = Store::open(f.folder(), later, f.clock, f.options);
        QVERIFY(opened.ok());
        QVERIFY((*opened)->read([&](ReadTx &tx) { return tx.caseById(id); }).ok());
        QVERIFY((*opened)->keyRing().addKeychainSlot(empty).ok());         // the way back
        QVERIFY((*opened)->saveKeys().ok());
        (*opened).reset();
        later.passphrase.clear();
        QVERIFY(Store::open(f.folder(), later, f.clock, f.options).ok());
    }
    void aForgottenPasswordIsReplacedByTheRecoveryPassphrase()
    {
        StoreFixture f;
        QString shown;
        KeySource first;
        first.scrypt = {1024, 8, 1};
        first.password = u"Old-1"_s;
        first.newPassphrase = [&](const QString &passphrase) { shown = passphrase; };
        QVERIFY(Store::open(f.folder(), first, f.clock, f.options).ok());
        KeySource later;
        later.password = u"New-2"_s;
        QCOMPARE(Store::open(f.folder(), later, f.clock, f.options).error().code, u"STO-KEY-CLOSED"_s);
        later.passphrase = shown;
        {
            auto opened = Store::open(f.folder(), later, f.clock, f.options);
            QVERIFY(opened.ok());
            KeySource fresh;
            fresh.scrypt = {1024, 8, 1};
            fresh.password = u"New-2"_s;
            QVERIFY((*opened)->replaceSlots(fresh).ok());
            QCOMPARE((*opened)->keyRing().slotList().size(), 2);
            QString second;
            KeySource paper;                                               // the envelope was opened: a new one
            paper.scrypt = {1024, 8, 1};
            paper.newPassphrase = [&](const QString &passphrase) { second = passphrase; };
            QVERIFY((*opened)->replaceSlots(paper).ok());
            QCOMPARE((*opened)->keyRing().slotList().size(), 2);
            QVERIFY(!second.isEmpty() && second != shown);
        }
        KeySource bare;
        bare.password = u"New-2"_s;
        QVERIFY(Store::open(f.folder(), bare, f.clock, f.options).ok());
        bare.password = u"Old-1"_s;
        QCOMPARE(Store::open(f.folder(), bare, f.clock, f.options).error().code, u"STO-KEY-CLOSED"_s);
        bare.password.clear();
        bare.passphrase = shown;
        QCOMPARE(Store::open(f.folder(), bare, f.clock, f.options).error().code, u"STO-KEY-CLOSED"_s);
    }
    void keysOfAnotherStoreAreRefused()
    {
        StoreFixture a, b;
        a.open();
        b.open();
        a.close();
        b.close();
        for (const char *name : {"/keys.json", "/keys.bak"}) {
            QVERIFY(QFile::remove(a.folder() + QLatin1String(name)));
            QVERIFY(QFile::copy(b.folder() + QLatin1String(name), a.folder() + QLatin1String(name)));
        }
        auto opened = Store::open(a.folder(), b.keys(), a.clock, a.options);
        QVERIFY(!opened.ok());
    }
    void noWayToKeepAKeyMakesNoStore()
    {
        StoreFixture f;
        QCOMPARE(Store::open(f.folder(), {}, f.clock, f.options).error().code, u"STO-KEY-CLOSED"_s);
        QVERIFY(!QFile::exists(f.folder() + u"/keys.json"_s));
        QVERIFY(!QFile::exists(f.folder() + u"/store.db"_s));
    }
    void newDataKeySealsAndOldRowsStay()
    {
        StoreFixture f;
        f.open();
        const QUuid old = f.putCase(u"样例甲"_s).caseId;
        QVERIFY(f.store->keyRing().addDataKey().ok());
        QVERIFY(f.store->saveKeys().ok());
        const QUuid fresh = f.putCase(u"样例乙"_s).caseId;
        f.open();
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(old); }).ok());
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(fresh); }).ok());
    }
};

ZC_TEST(QCoreApplication, TestKeyFile)
#include "tst_keyfile.moc"
