#include "support/testprogram.h"

#include <crypto/chunkstream.h>
#include <crypto/digest.h>


using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;


class TestChunkStream : public QObject {
    Q_OBJECT
    SecretBytes m_key = SecretBytes::random(32);

    static void eachSuite()
    {
        QTest::addColumn<Suite>("suite");
        QTest::newRow("AES-256-GCM") << Suite::Aes256Gcm;
        QTest::newRow("SM4-CTR + HMAC-SM3") << Suite::Sm4CtrHmacSm3;
    }
    static ChunkHeader header(Suite suite, quint32 chunkSize = 1024) { return {suite, chunkSize, 1, randomBytes(7)}; }

private Q_SLOTS:
    void headerRoundTrip()
    {
        const ChunkHeader before = header(Suite::Sm4CtrHmacSm3);
        const auto after = ChunkHeader::decode(before.encode());
        QVERIFY(after.ok());
        QCOMPARE(after->encode(), before.encode());
        QCOMPARE(before.encode().size(), ChunkHeader::kSize);
    }
    void badHeaders()
    {
        const QByteArray good = header(Suite::Aes256Gcm).encode();
        for (const int position : {0, 1, 2, 3, 19}) {
            QByteArray bad = good;
            bad[position] = char(0x7f);
            QVERIFY(!ChunkHeader::decode(bad).ok());
        }
        QByteArray zero = good, huge = good;
        zero.replace(4, 4, QByteArray(4, '\0'));
        huge.replace(4, 4, QByteArray(4, '\xff'));
        QVERIFY(!ChunkHeader::decode(zero).ok());
        QVERIFY(!ChunkHeader::decode(huge).ok());
        QVERIFY(!ChunkHeader::decode(good.first(19)).ok());
        QVERIFY(!ChunkHeader::decode({}).ok());
    }
    void roundTrip_data() { eachSuite(); }
    void roundTrip()
    {
        QFETCH(Suite, suite);
        const ChunkCipher cipher(header(suite), m_key);
        const QByteArray full = randomBytes(1024), part = randomBytes(100);
        const QByteArray a = *cipher.seal(0, false, full), b = *cipher.seal(1, true, part);
        QCOMPARE(*cipher.open(0, false, a), full);
        QCOMPARE(*cipher.open(1, true, b), part);
        QCOMPARE(ChunkHeader::kSize + a.size() + b.size(), cipher.fileSize(1124));
        QCOMPARE(cipher.chunkOffset(1), ChunkHeader::kSize + a.size());
    }
    void reorderCutAndSwapAreFound_data() { eachSuite(); }
    void reorderCutAndSwapAreFound()
    {
        QFETCH(Suite, suite);
        const ChunkCipher cipher(header(suite), m_key), otherFile(header(suite), m_key);
        const QByteArray full = randomBytes(1024);
        const QByteArray chunk = *cipher.seal(0, false, full);
        QVERIFY(!cipher.open(1, false, chunk).ok());       // reordered
        QVERIFY(!cipher.open(0, true, chunk).ok());        // cut behind it
        QVERIFY(!otherFile.open(0, false, chunk).ok());    // taken from another file
        const ChunkCipher otherKey(cipher.header(), SecretBytes::random(32));
        QVERIFY(!otherKey.open(0, false, chunk).ok());
        ChunkHeader edited = cipher.header();
        edited.keyId = 2;
        QVERIFY(!ChunkCipher(edited, m_key).open(0, false, chunk).ok());       // header belongs to the seal
        QCOMPARE(cipher.open(1, false, chunk).error().code, u"CRY-CHUNK-BROKEN"_s);
    }
    void everyFlippedByteIsFound_data() { eachSuite(); }
    void everyFlippedByteIsFound()
    {
        QFETCH(Suite, suite);
        const ChunkCipher cipher(header(suite), m_key);
        const QByteArray chunk = *cipher.seal(3, true, randomBytes(90));
        for (qsizetype i = 0; i < chunk.size(); ++i) {
            QByteArray bad = chunk;
            bad[i] = char(bad[i] ^ 0x20);
            QVERIFY(!cipher.open(3, true, bad).ok());
            QVERIFY(!cipher.open(3, true, chunk.first(i)).ok());
        }
    }
    void onlyTheLastChunkMayBeShort()
    {
        const ChunkCipher cipher(header(Suite::Aes256Gcm), m_key);
        QCOMPARE(cipher.seal(0, false, "short").error().code, u"CRY-CHUNK-SIZE"_s);
        QCOMPARE(cipher.seal(0, true, QByteArray(1025, 'x')).error().code, u"CRY-CHUNK-SIZE"_s);
        QVERIFY(cipher.seal(0, true, {}).ok());
        QVERIFY(cipher.seal(0, true, QByteArray(1024, 'x')).ok());
    }
    void counts()
    {
        QCOMPARE(ChunkCipher::chunkCount(0), 1u);
        QCOMPARE(ChunkCipher::chunkCount(1), 1u);
        QCOMPARE(ChunkCipher::chunkCount(262144), 1u);
        QCOMPARE(ChunkCipher::chunkCount(262145), 2u);
        QCOMPARE(ChunkCipher::chunkCount(4ll << 30), 16384u);
    }
};

ZC_TEST(QCoreApplication, TestChunkStream)
#include "tst_chunkstream.moc"
