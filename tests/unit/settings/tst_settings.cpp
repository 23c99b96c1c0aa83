#include "support/testprogram.h"
#include "unit/settings/machine.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace zc;
using namespace zc::settings;
using namespace Qt::StringLiterals;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layersAboveEachOther()
    {
        Machine m;
        {
            const Settings plain(m.options);
            QCOMPARE(plain.integer(u"ui.zoom"_s), 100);
            QCOMPARE(plain.text(u"environment"_s), u"demo"_s);
            QCOMPARE(plain.state(), PolicyState::None);
        }
        m.recommended("\"ui.zoom\":120");
        QCOMPARE(Settings(m.options).integer(u"ui.zoom"_s), 120);
        {
            Settings settings(m.options);
            QVERIFY(settings.set(u"ui.zoom"_s, 140).ok());
        }
        QCOMPARE(Settings(m.options).integer(u"ui.zoom"_s), 140);
        m.managed("\"ui.zoom\":160");
        Settings settings(m.options);
        QCOMPARE(settings.integer(u"ui.zoom"_s), 160);
        QVERIFY(settings.isLocked(u"ui.zoom"_s));
        QCOMPARE(settings.set(u"ui.zoom"_s, 100).error().code, u"POL-LOCKED"_s);
        QCOMPARE(settings.integer(u"ui.zoom"_s), 160);
    }
    void machineKeysAreNeverTheUsers()
    {
        Machine m;
        m.user("{\"zcSettings\":1,\"settings\":{\"environment\":\"production\",\"server.urls\":[\"https://evil.example\"]}}");
        Settings settings(m.options);
        QCOMPARE(settings.text(u"environment"_s), u"demo"_s);
        QVERIFY(settings.list(u"server.urls"_s).isEmpty());
        QVERIFY(Machine::codes(settings.problems()).contains(u"POL-LOCKED"_s));
        QCOMPARE(settings.set(u"environment"_s, u"production"_s).error().code, u"POL-LOCKED"_s);
        QVERIFY(settings.isLocked(u"environment"_s));
    }
    void badValuesChangeNothing()
    {
        Machine m;
        Settings settings(m.options);
        QSignalSpy spy(&settings, &Settings::changed);
        QCOMPARE(settings.set(u"ui.zoom"_s, 500).error().code, u"SET-VALUE"_s);
        QCOMPARE(settings.set(u"no.such"_s, 1).error().code, u"SET-KEY"_s);
        QCOMPARE(settings.reset(u"no.such"_s).error().code, u"SET-KEY"_s);
        QCOMPARE(spy.count(), 0);
        QVERIFY(!QFile::exists(m.options.userFile));
    }
    void changesAreSaidAndKept()
    {
        Machine m;
        Settings settings(m.options);
        QSignalSpy spy(&settings, &Settings::changed);
        QVERIFY(settings.set(u"ui.theme"_s, u"dark"_s).ok());
        QVERIFY(settings.set(u"ui.theme"_s, u"dark"_s).ok());
        QCOMPARE(spy.count(), 1);
        QVERIFY(settings.set(u"printers.map"_s, QJsonObject{{u"notice"_s, u"样例打印机"_s}}).ok());
        const Settings again(m.options);
        QCOMPARE(again.text(u"ui.theme"_s), u"dark"_s);
        QCOMPARE(again.map(u"printers.map"_s)[u"notice"_s], u"样例打印机"_s);
        QVERIFY(settings.reset(u"ui.theme"_s).ok());
        QCOMPARE(settings.text(u"ui.theme"_s), u"light"_s);
        QCOMPARE(Settings(m.options).text(u"ui.theme"_s), u"light"_s);
    }
    void aUserFileThatDoesNotParseIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("cut") << QByteArray("{\"zcSettings\":1,\"sett");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("noise") << QByteArray(1000, '\xfe');
        QTest::newRow("another form") << QByteArray("{\"settings\":{}}");
    }
    void aUserFileThatDoesNotParseIsSetAside()
    {
        QFETCH(QByteArray, text);
        Machine m;
        m.user(text);
        Settings settings(m.options);
        QCOMPARE(Machine::codes(settings.problems()), QStringList{u"SET-USER-FILE"_s});
        QCOMPARE(settings.integer(u"ui.zoom"_s), 100);
        const QStringList files = QDir(m.dir.filePath(u"user"_s)).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QVERIFY(files[0].startsWith(u"settings.json.unreadable-"));
        QVERIFY(settings.set(u"ui.zoom"_s, 110).ok());
        QCOMPARE(Settings(m.options).integer(u"ui.zoom"_s), 110);
    }
    void onlyLookingTouchesNothing()
    {
        Machine m;
        m.user("broken");
        m.options.onlyLook = true;
        const Settings settings(m.options);
        QCOMPARE(QDir(m.dir.filePath(u"user"_s)).entryList(QDir::Files), QStringList{u"settings.json"_s});
    }
    void aBadUserValueHarmsOnlyItself()
    {
        Machine m;
        m.user("{\"zcSettings\":1,\"settings\":{\"ui.zoom\":5000,\"ui.theme\":\"dark\",\"later.key\":1}}");
        Settings settings(m.options);
        QCOMPARE(settings.integer(u"ui.zoom"_s), 100);
        QCOMPARE(settings.text(u"ui.theme"_s), u"dark"_s);
        QCOMPARE(Machine::codes(settings.problems()), QStringList{u"SET-VALUE"_s});
        QVERIFY(settings.set(u"ui.density"_s, u"compact"_s).ok());
        QFile file(m.options.userFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("later.key"));     // of a later program: kept
    }
    void anUnwritableFileKeepsTheOldValue()
    {
        Machine m;
        QFile plain(m.dir.filePath(u"plain"_s));
        QVERIFY(plain.open(QIODevice::WriteOnly));
        m.options.userFile = m.dir.filePath(u"plain/settings.json"_s);
        Settings settings(m.options);
        QCOMPARE(settings.set(u"ui.zoom"_s, 150).error().code, u"SET-WRITE"_s);
        QCOMPARE(settings.integer(u"ui.zoom"_s), 100);
    }
    void brokenPolicyLocksDown()
    {
        Machine m;
        m.user("{\"zcSettings\":1,\"settings\":{\"session.idleLockSeconds\":3600,\"ui.theme\":\"dark\"}}");
        m.managed("\"server.urls\":[\"https://example.gov\"],\"session.pinTries\":4", u"managed.d/10-good.json"_s);
        m.write(u"managed.d/20-bad.json"_s, "{");
        m.options.remembered = {{u"environment"_s, u"production"_s}, {u"site.code"_s, u"110101"_s}};
        Settings settings(m.options);
        QCOMPARE(settings.state(), PolicyState::LockedDown);
        QCOMPARE(settings.integer(u"session.idleLockSeconds"_s), 120);
        QVERIFY(settings.list(u"server.urls"_s).isEmpty());                // nothing leaves the machine
        QCOMPARE(settings.integer(u"session.pinTries"_s), 3);
        QCOMPARE(settings.text(u"environment"_s), u"production"_s);        // the store's own
        QCOMPARE(settings.text(u"site.code"_s), u"110101"_s);
        QCOMPARE(settings.text(u"ui.theme"_s), u"dark"_s);                 // looks stay the user's
        QCOMPARE(settings.set(u"session.idleLockSeconds"_s, 60).error().code, u"POL-LOCKED"_s);
    }
    void rereadTakesLiveKeysAtOnceAndOthersLater()
    {
        Machine m;
        m.managed("\"ui.zoom\":120");
        Settings settings(m.options);
        QSignalSpy spy(&settings, &Settings::changed);
        m.managed("\"ui.zoom\":150,\"log.days\":60");
        settings.reread();
        QCOMPARE(settings.integer(u"ui.zoom"_s), 150);
        QCOMPARE(settings.integer(u"log.days"_s), 30);
        QCOMPARE(settings.waitingForRestart(), QStringList{u"log.days"_s});
        QCOMPARE(spy.count(), 1);
        QCOMPARE(Settings(m.options).integer(u"log.days"_s), 60);
    }
    void aHalfWrittenFileDoesNotLockARunningDesk()
    {
        Machine m;
        m.managed("\"ui.zoom\":120");
        Settings settings(m.options);
        m.write(u"managed.d/10-test.json"_s, "{\"zcPol");
        settings.reread();
        QCOMPARE(settings.integer(u"ui.zoom"_s), 120);
        QCOMPARE(settings.state(), PolicyState::Ok);
        QCOMPARE(Machine::codes(settings.problems()), QStringList{u"POL-SYNTAX"_s});
        QCOMPARE(Settings(m.options).state(), PolicyState::LockedDown);    // the next start
        m.managed("\"ui.zoom\":130");
        settings.reread();
        QCOMPARE(settings.integer(u"ui.zoom"_s), 130);
        QVERIFY(settings.problems().isEmpty());
    }
    void changesOnDiskAreSeen()
    {
        Machine m;
        m.managed("\"ui.zoom\":120");
        Settings settings(m.options);
        settings.watch(20);
        m.managed("\"ui.zoom\":1400");
        m.managed("\"ui.zoom\":140");
        QTRY_COMPARE_WITH_TIMEOUT(settings.integer(u"ui.zoom"_s), 140, 60'000);
    }
    void dumpShowsEverything()
    {
        Machine m;
        m.managed("\"ui.zoom\":120,\"nonsense\":1");
        const QJsonObject dump = Settings(m.options).dump();
        QCOMPARE(dump[u"state"].toString(), u"ok"_s);
        QCOMPARE(dump[u"environment"].toString(), u"demo"_s);
        QCOMPARE(dump[u"keys"].toArray().size(), allKeys().size());
        QCOMPARE(dump[u"problems"].toArray()[0][u"code"].toString(), u"POL-UNKNOWN-KEY"_s);
        QCOMPARE(dump[u"problems"].toArray()[0][u"severity"].toString(), u"warning"_s);
        bool found = false;
        const QJsonArray keys = dump[u"keys"].toArray();
        for (const QJsonValue &key : keys) {
            if (key[u"key"].toString() != u"ui.zoom")
                continue;
            found = true;
            QCOMPARE(key[u"from"].toString(), u"managed"_s);
            QVERIFY(key[u"source"].toString().endsWith(u"10-test.json"));
            QCOMPARE(key[u"locked"].toBool(), true);
        }
        QVERIFY(found);
    }
    void unknownKeyIsUndefined()
    {
        Machine m;
        const Settings settings(m.options);
        QTest::ignoreMessage(QtCriticalMsg, "no such key: \"no.such\"");
        QVERIFY(settings.value(u"no.such"_s).isUndefined());
    }
};

ZC_TEST(QCoreApplication, TestSettings)
#include "tst_settings.moc"
