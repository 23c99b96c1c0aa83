#include "support/testprogram.h"

#include <crypto/jwt.h>
#include <station/deskcard.h>

#include <QDir>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::station;
using namespace Qt::StringLiterals;

class TestDeskCard : public QObject {
    Q_OBJECT

    static DeskCard card() { return {QUuid(u"0190a0de-1111-7000-8000-0000000000c1"_s), u"430199"_s, u"007"_s, *crypto::SigningKey::generate()}; }
    static void overwrite(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void whatWasSavedIsLoaded()
    {
        QTemporaryDir dir;
        const DeskCard made = card();
        QVERIFY(made.save(dir.path()).ok());
        const auto loaded = DeskCard::load(dir.path());
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->clientId, made.clientId);
        QCOMPARE(loaded->siteCode, made.siteCode);
        QCOMPARE(loaded->windowNo, made.windowNo);
        QCOMPARE(loaded->key->verifyKey().jwk(), made.key->verifyKey().jwk());
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QString &name : {u"/desk"_s, u"/desk/card.json"_s, u"/desk/key.der"_s})
            QVERIFY2(!(QFile::permissions(dir.path() + name) & others), qPrintable(name));
    }
    void aDamagedCardIsNoAbsentOne()
    {
        QTemporaryDir dir;
        QCOMPARE(DeskCard::load(dir.path()).error().code, u"STN-CARD-ABSENT"_s);
        const QString json = dir.filePath(u"desk/card.json"_s), key = dir.filePath(u"desk/key.der"_s);
        const QByteArrayList broken{"", "{", "[]", "{\"format\":2,\"clientId\":\"0190a0de-1111-7000-8000-0000000000c1\",\"siteCode\":\"430199\",\"windowNo\":\"007\"}",
                                    "{\"format\":1,\"clientId\":\"nobody\",\"siteCode\":\"430199\",\"windowNo\":\"007\"}",
                                    "{\"format\":1,\"clientId\":\"0190a0de-1111-7000-8000-0000000000c1\"}", QByteArray(20'000, ' ')};
        for (const QByteArray &bytes : broken) {
            QVERIFY(card().save(dir.path()).ok());
            overwrite(json, bytes);
            QCOMPARE(DeskCard::load(dir.path()).error().code, u"STN-CARD"_s);
        }
        QVERIFY(card().save(dir.path()).ok());
        overwrite(key, "not a key");
        QCOMPARE(DeskCard::load(dir.path()).error().code, u"STN-CARD"_s);
        QVERIFY(QFile::remove(key));
        QCOMPARE(DeskCard::load(dir.path()).error().code, u"STN-CARD"_s);
    }
    void whatCannotBeWrittenIsSaid()
    {
        QTemporaryDir dir;
        overwrite(dir.filePath(u"desk"_s), "a file where the folder should be");
        QCOMPARE(card().save(dir.path()).error().code, u"STN-CARD-WRITE"_s);
        QCOMPARE(DeskCard{}.save(dir.filePath(u"other"_s)).error().code, u"STN-CARD-WRITE"_s);      // no key, no card
        QVERIFY(!QFile::exists(dir.filePath(u"other/desk/card.json"_s)));
    }
    void theProofNamesTheDeskForOneMinute()
    {
        const DeskCard made = card();
        const ManualClock clock(1'790'000'000'000);
        const auto identity = made.identity(clock);
        QCOMPARE(identity.clientId, made.clientId);
        QVERIFY(identity.secret.isEmpty());
        const auto one = identity.assertion("https://platform.example/oauth2/token"), two = identity.assertion("https://platform.example/oauth2/token");
        QVERIFY(one.ok() && two.ok() && *one != *two);          // each is used once
        const auto jwt = crypto::verifyJwt(*one, [&](const QString &) { return made.key->verifyKey(); });
        QVERIFY(jwt.ok());
        QCOMPARE(jwt->claims.value(u"iss").toString(), u"0190a0de-1111-7000-8000-0000000000c1"_s);
        QCOMPARE(jwt->claims.value(u"aud").toString(), u"https://platform.example/oauth2/token"_s);
        QCOMPARE(jwt->claims.value(u"exp").toInteger() - jwt->claims.value(u"iat").toInteger(), 60);
        const auto stranger = crypto::SigningKey::generate();
        QVERIFY(!crypto::verifyJwt(*one, [&](const QString &) { return stranger->verifyKey(); }).ok());
        QCOMPARE(DeskCard{}.identity(clock).assertion("x").error().code, u"STN-CARD-ABSENT"_s);
    }
};

ZC_TEST(QCoreApplication, TestDeskCard)
#include "tst_deskcard.moc"
