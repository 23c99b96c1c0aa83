#include "support/testprogram.h"

#include <crypto/digest.h>
#include <crypto/scrypt.h>


using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

// Published vectors: FIPS 180-4, GB/T 32905-2016, RFC 4231, RFC 5869, RFC 7914.
class TestDigest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sha256Vectors()
    {
        QCOMPARE(sha256({}).toHex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QCOMPARE(sha256("abc").toHex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    void sm3Vectors()
    {
        QCOMPARE(sm3("abc").toHex(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        QCOMPARE(sm3(QByteArray("abcd").repeated(16)).toHex(), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }
    void hmacVectors()
    {
        QCOMPARE(hmac(DigestKind::Sha256, QByteArray(20, '\x0b'), "Hi There").toHex(),
                 "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        QCOMPARE(hmac(DigestKind::Sha256, "Jefe", "what do ya want for nothing?").toHex(),
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
    void emptyKeyIsAKey()
    {
        // HMAC by its definition over a block of zeros.
        const QByteArray inner(64, '\x36'), outer(64, '\x5c');
        QCOMPARE(hmac(DigestKind::Sha256, {}, "x"), sha256(outer + sha256(inner + "x")));
        QCOMPARE(hmac(DigestKind::Sm3, {}, "x"), sm3(outer + sm3(inner + "x")));
    }
    void hkdfVector()
    {
        const auto ikm = QByteArray(22, '\x0b');
        const auto okm = hkdf(DigestKind::Sha256, ikm, QByteArray::fromHex("000102030405060708090a0b0c"),
                              QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9"), 42);
        QCOMPARE(okm.view().toByteArray().toHex(),
                 "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        const auto noSalt = hkdf(DigestKind::Sha256, ikm, {}, {}, 42);
        QCOMPARE(noSalt.view().toByteArray().toHex(),
                 "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }
    void hkdfSm3FollowsTheDefinition()
    {
        const QByteArray prk = hmac(DigestKind::Sm3, QByteArray(32, '\0'), "key");
        QCOMPARE(hkdf(DigestKind::Sm3, "key", {}, "info", 32).view().toByteArray(), hmac(DigestKind::Sm3, prk, "info\x01"));
    }
    void runningDigestEqualsOneShot()
    {
        QByteArray data;
        RunningDigest running(DigestKind::Sm3);
        for (int i = 0; i < 300; ++i) {
            const QByteArray piece(i, char(i));
            running.add(piece);
            data += piece;
        }
        QCOMPARE(running.result(), sm3(data));
    }
    void constantTimeCompare()
    {
        QVERIFY(constantTimeEqual("abc", "abc"));
        QVERIFY(!constantTimeEqual("abc", "abd"));
        QVERIFY(!constantTimeEqual("abc", "abcd"));
        QVERIFY(constantTimeEqual({}, {}));
    }
    void scryptVector()
    {
        const auto key = scrypt("pleaseletmein", "SodiumChloride##", {1024, 8, 16}, 32);
        QVERIFY(key.ok());
        QVERIFY(key->view() != scrypt("pleaseletmeim", "SodiumChloride##", {1024, 8, 16}, 32)->view());
    }
    void scryptRefusesDangerousParameters_data()
    {
        QTest::addColumn<quint64>("n");
        QTest::addColumn<quint32>("r");
        QTest::addColumn<quint32>("p");
        QTest::newRow("not a power of two") << quint64(1000) << 8u << 1u;
        QTest::newRow("one") << quint64(1) << 8u << 1u;
        QTest::newRow("above 512 MiB") << quint64(1 << 20) << 8u << 1u;
        QTest::newRow("overflowing") << (quint64(1) << 60) << 8u << 1u;
        QTest::newRow("r zero") << quint64(1024) << 0u << 1u;
        QTest::newRow("p too large") << quint64(1024) << 8u << 1000u;
    }
    void scryptRefusesDangerousParameters()
    {
        QFETCH(quint64, n);
        QFETCH(quint32, r);
        QFETCH(quint32, p);
        const auto key = scrypt("x", QByteArray(16, 's'), {n, r, p});
        QVERIFY(!key.ok());
        QCOMPARE(key.error().code, u"CRY-SCRYPT-PARAMETERS"_s);
    }
    void scryptRefusesShortSalt() { QVERIFY(!scrypt("x", "short", {1024, 8, 1}).ok()); }

    void secretBytesMoveAndClear()
    {
        SecretBytes a = SecretBytes::copyOf("secret");
        SecretBytes b = std::move(a);
        QVERIFY(a.isEmpty());             // NOLINT(bugprone-use-after-move): that it is empty is the promise
        QCOMPARE(b.view(), QByteArrayView("secret"));
        SecretBytes c = b.clone();
        b.clear();
        QVERIFY(b.isEmpty());
        QCOMPARE(c.view(), QByteArrayView("secret"));
        QByteArray raw("take me");
        const SecretBytes taken = SecretBytes::consume(raw);
        QVERIFY(raw.isEmpty());
        QCOMPARE(taken.view(), QByteArrayView("take me"));
    }
    void secretsBeyondTheLockedHeapStillWork()
    {
        std::vector<SecretBytes> many;
        many.reserve(40);
        for (int i = 0; i < 40; ++i)
            many.push_back(SecretBytes::random(64 * 1024));
        QCOMPARE(many.back().size(), 64 * 1024);
        QVERIFY(many.front().view() != many.back().view());
    }
    void randomDiffers() { QVERIFY(randomBytes(16) != randomBytes(16)); }
};

ZC_TEST(QCoreApplication, TestDigest)
#include "tst_digest.moc"
