#include "support/testprogram.h"

#include <crypto/envelope.h>
#include <crypto/keyring.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

namespace {

constexpr ScryptParameters kFast{1024, 8, 1};

// Accepts a secret and gives back another: a keychain that changed its backend in between.
class ForgetfulPort final : public SecretPort {
public:
    QString backendName() const override { return u"forgetful"_s; }
    Result<SecretBytes> get(const QString &) override { return SecretBytes::random(32); }
    Result<void> put(const QString &, const SecretBytes &) override { return {}; }
    Result<void> remove(const QString &) override { return {}; }
};

} // namespace

class TestKeyRing : public QObject {
    Q_OBJECT
    const QUuid m_store = QUuid::fromString(u"01920000-0000-7000-8000-000000000002"_s);

    static QByteArray subkey(const KeyRing &ring)
    {
        return (*ring.derive(1, Suite::Aes256Gcm, "cell.", "t", 32))->view().toByteArray();
    }

private Q_SLOTS:
    void everySlotGivesTheSameKeys()
    {
        MemorySecretPort port;
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addKeychainSlot(port).ok());
        QVERIFY(ring->addPassphraseSlot(u"correct horse", kFast).ok());
        const QByteArray key = subkey(*ring);
        const QJsonObject file = ring->toJson();

        auto byKeychain = KeyRing::fromJson(file);
        QVERIFY(byKeychain.ok());
        QVERIFY(!(*byKeychain)->isOpen());
        QVERIFY((*byKeychain)->openWithKeychain(port).ok());
        QCOMPARE(subkey(**byKeychain), key);

        auto byPassphrase = KeyRing::fromJson(file);
        QVERIFY((*byPassphrase)->openWithPassphrase(u"correct horse").ok());
        QCOMPARE(subkey(**byPassphrase), key);
        QCOMPARE((*byPassphrase)->toJson(), file);
    }
    void aPasswordIsNoPassphrase()
    {
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addPasswordSlot(u"Geheim 1-2", kFast).ok());
        QVERIFY(ring->addPassphraseSlot(u"correct horse", kFast).ok());
        const QByteArray key = subkey(*ring);
        const QJsonObject file = ring->toJson();
        auto again = KeyRing::fromJson(file);
        QCOMPARE((*again)->openWithPassphrase(u"Geheim 1-2").error().code, u"CRY-SLOT-WRONG"_s);
        QCOMPARE((*again)->openWithPassword(u"correct horse").error().code, u"CRY-SLOT-WRONG"_s);
        for (const QString &near : {u"geheim 1-2"_s, u"Geheim1-2"_s, u"Geheim 12"_s, QString()})      // capitals, blanks, hyphens count
            QCOMPARE((*again)->openWithPassword(near).error().code, u"CRY-SLOT-WRONG"_s);
        QVERIFY((*again)->openWithPassword(u"Geheim 1-2").ok());
        QCOMPARE(subkey(**again), key);
        QCOMPARE((*again)->toJson(), file);
        // A slot cannot be passed off as one of the other kind.
        QJsonObject forged = file;
        QJsonArray entries = forged[u"slots"].toArray();
        QJsonObject first = entries[0].toObject();
        first[u"kind"_s] = u"passphrase"_s;
        entries[0] = first;
        forged[u"slots"_s] = entries;
        auto other = KeyRing::fromJson(forged);
        QVERIFY(other.ok());
        QCOMPARE((*other)->openWithPassphrase(u"Geheim 1-2").error().code, u"CRY-SLOT-WRONG"_s);
    }
    void keysNeverLieInTheFile()
    {
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addPassphraseSlot(u"p", kFast).ok());
        const QByteArray key = subkey(*ring);
        QVERIFY(!QJsonDocument(ring->toJson()).toJson().contains(key.toBase64()));
    }
    void wrongSecretsAreRefused()
    {
        MemorySecretPort port, emptyPort;
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addKeychainSlot(port).ok());
        QVERIFY(ring->addPassphraseSlot(u"right", kFast).ok());
        auto copy = KeyRing::fromJson(ring->toJson());
        QCOMPARE((*copy)->openWithPassphrase(u"wrong").error().code, u"CRY-SLOT-WRONG"_s);
        QCOMPARE((*copy)->openWithKeychain(emptyPort).error().code, u"CRY-SECRET-ABSENT"_s);
        QVERIFY(!(*copy)->isOpen());
    }
    void ringWithoutThatKindOfSlotSaysSo()
    {
        MemorySecretPort port;
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addKeychainSlot(port).ok());
        QCOMPARE(ring->openWithPassphrase(u"x").error().code, u"CRY-SLOT-NONE"_s);
    }
    void editedSlotDoesNotOpen_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("work factor") << u"n"_s << QJsonValue(2048);
        QTest::newRow("salt") << u"salt"_s << QJsonValue(QString::fromLatin1(QByteArray(16, 'x').toBase64()));
        QTest::newRow("id") << u"id"_s << QJsonValue(u"01920000-0000-7000-8000-0000000000ff"_s);
        QTest::newRow("kind") << u"kind"_s << QJsonValue(u"keychain"_s);
    }
    void editedSlotDoesNotOpen()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addPassphraseSlot(u"right", kFast).ok());
        QJsonObject file = ring->toJson();
        QJsonArray entries = file[u"slots"].toArray();
        QJsonObject slot = entries[0].toObject();
        slot[member] = value;
        entries[0] = slot;
        file[u"slots"_s] = entries;
        auto edited = KeyRing::fromJson(file);
        QVERIFY(edited.ok());
        QVERIFY(!(*edited)->openWithPassphrase(u"right").ok());
    }
    void hugeWorkFactorIsRefusedNotTried()
    {
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addPassphraseSlot(u"right", kFast).ok());
        QJsonObject file = ring->toJson();
        QJsonArray entries = file[u"slots"].toArray();
        QJsonObject slot = entries[0].toObject();
        slot[u"n"] = 1ll << 40;
        entries[0] = slot;
        file[u"slots"_s] = entries;
        QCOMPARE((*KeyRing::fromJson(file))->openWithPassphrase(u"right").error().code, u"CRY-SCRYPT-PARAMETERS"_s);
    }
    void anotherStoresSlotDoesNotOpen()
    {
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addPassphraseSlot(u"right", kFast).ok());
        QJsonObject file = ring->toJson();
        file[u"storeId"] = u"01920000-0000-7000-8000-00000000abcd"_s;
        QVERIFY(!(*KeyRing::fromJson(file))->openWithPassphrase(u"right").ok());
    }
    void malformedFilesAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("file");
        const QJsonObject good = KeyRing::create(m_store)->toJson();
        QJsonObject noKeys = good, badId = good, badFormat = good, doubled = good;
        noKeys[u"keys"] = QJsonArray();
        badId[u"storeId"] = u"nobody"_s;
        badFormat[u"format"] = 2;
        doubled[u"keys"] = QJsonArray{good[u"keys"].toArray()[0], good[u"keys"].toArray()[0]};
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("no keys") << noKeys;
        QTest::newRow("store id") << badId;
        QTest::newRow("format of the future") << badFormat;
        QTest::newRow("key twice") << doubled;
    }
    void malformedFilesAreRefused()
    {
        QFETCH(QJsonObject, file);
        const auto ring = KeyRing::fromJson(file);
        QVERIFY(!ring.ok());
        QCOMPARE(ring.error().code, u"CRY-RING-FORMAT"_s);
    }
    void slotKindsOfALaterProgramAreKept()
    {
        QJsonObject file = KeyRing::create(m_store)->toJson();
        const QJsonObject later{{u"kind"_s, u"tpm2"_s}, {u"blob"_s, u"…"_s}};
        file[u"slots"] = QJsonArray{later};
        const auto ring = KeyRing::fromJson(file);
        QVERIFY(ring.ok());
        QCOMPARE((*ring)->toJson()[u"slots"].toArray()[0].toObject(), later);
    }
    void aKeychainThatLosesTheSecretMakesNoSlot()
    {
        ForgetfulPort port;
        const auto ring = KeyRing::create(m_store);
        QCOMPARE(ring->addKeychainSlot(port).error().code, u"CRY-SECRET-WRITE"_s);
        QVERIFY(ring->slotList().isEmpty());
    }
    void newDataKeyOpensThroughOldSlots()
    {
        MemorySecretPort port;
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addKeychainSlot(port).ok());
        QCOMPARE(*ring->addDataKey(), 2u);
        auto copy = KeyRing::fromJson(ring->toJson());
        QVERIFY((*copy)->openWithKeychain(port).ok());
        QCOMPARE((*copy)->keyIds(), (QList<quint32>{1, 2}));
        QVERIFY((*copy)->derive(2, Suite::Sm4CtrHmacSm3, "cell.", "t", 16).ok());
    }
    void keysInUseAreNotRetired()
    {
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addDataKey().ok());
        QVERIFY(!ring->retireDataKey(1).ok());
        QVERIFY(!ring->retireDataKey(2).ok());
        QVERIFY(ring->addDataKey().ok());
        QVERIFY(ring->retireDataKey(2).ok());
        QCOMPARE(ring->derive(2, Suite::Aes256Gcm, "cell.", "t", 32).error().code, u"CRY-KEY-UNKNOWN"_s);
    }
    void purposesTablesAndSuitesGiveDifferentKeys()
    {
        const auto ring = KeyRing::create(m_store);
        QSet<QByteArray> keys;
        for (const Suite suite : {Suite::Aes256Gcm, Suite::Sm4CtrHmacSm3})
            for (const char *purpose : {"cell.", "mac.", "blobname."})
                for (const char *table : {"a", "b"})
                    keys.insert((*ring->derive(1, suite, purpose, table, 16))->view().toByteArray());
        QCOMPARE(keys.size(), 12);
    }
    void generatedPassphraseOpensHoweverTyped()
    {
        const QString passphrase = KeyRing::generatePassphrase();
        QVERIFY(KeyRing::passphraseLooksRight(passphrase));
        QCOMPARE(passphrase.size(), 35);
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addPassphraseSlot(passphrase, kFast).ok());
        auto copy = KeyRing::fromJson(ring->toJson());
        QVERIFY((*copy)->openWithPassphrase(passphrase.toLower().replace(u'-', u' ')).ok());
    }
    void everyTypingErrorInAPassphraseIsFound()
    {
        const QString good = KeyRing::generatePassphrase().remove(u'-');
        for (qsizetype i = 0; i < good.size(); ++i) {
            for (const QChar c : u"23456789ABCDEFGHJKMNPQRSTUVWXYZ"_s) {
                QString bad = good;
                bad[i] = c;
                QCOMPARE(KeyRing::passphraseLooksRight(bad), bad == good);
            }
            if (i + 1 < good.size() && good[i] != good[i + 1]) {
                QString swapped = good;
                std::swap(swapped[i], swapped[i + 1]);
                QVERIFY(!KeyRing::passphraseLooksRight(swapped));
            }
        }
        QVERIFY(!KeyRing::passphraseLooksRight(u"O0O0O"));
        QVERIFY(!KeyRing::passphraseLooksRight({}));
    }
    void theLastSlotStays()
    {
        MemorySecretPort port;
        const auto ring = KeyRing::create(m_store);
        const QUuid first = *ring->addKeychainSlot(port);
        QCOMPARE(ring->removeSlot(first).error().code, u"CRY-SLOT-LAST"_s);
        QVERIFY(ring->addPassphraseSlot(u"x", kFast).ok());
        QVERIFY(ring->removeSlot(first).ok());
        QVERIFY(!ring->removeSlot(first).ok());
    }
    void lockedRingGivesNothing()
    {
        MemorySecretPort port;
        const auto ring = KeyRing::create(m_store);
        QVERIFY(ring->addKeychainSlot(port).ok());
        ring->lock();
        QCOMPARE(ring->derive(1, Suite::Aes256Gcm, "cell.", "t", 32).error().code, u"CRY-RING-LOCKED"_s);
        QVERIFY(!ring->addDataKey().ok());
        QVERIFY(!ring->addPassphraseSlot(u"x", kFast).ok());
        QVERIFY(ring->openWithKeychain(port).ok());
    }
};

ZC_TEST(QCoreApplication, TestKeyRing)
#include "tst_keyring.moc"
