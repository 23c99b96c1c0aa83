#include "support/testprogram.h"

#include <crypto/digest.h>
#include <crypto/envelope.h>
#include <crypto/internal/cell.h>

#include <QRandomGenerator>
#include <QtEndian>

using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

class TestEnvelope : public QObject {
    Q_OBJECT
    std::unique_ptr<KeyRing> m_ring = KeyRing::create(QUuid::fromString(u"01920000-0000-7000-8000-000000000001"_s));
    CellAddress m_address{m_ring->storeId(), "case_field", "body", QByteArray(16, 'r'), (1ull << 48) | 7};

    static void eachSuite()
    {
        QTest::addColumn<Suite>("suite");
        QTest::newRow("AES-256-GCM") << Suite::Aes256Gcm;
        QTest::newRow("SM4-CTR + HMAC-SM3") << Suite::Sm4CtrHmacSm3;
    }

private Q_SLOTS:
    void roundTrip_data() { eachSuite(); }
    void roundTrip()
    {
        QFETCH(Suite, suite);
        const Envelope envelope(*m_ring, suite);
        for (const qsizetype size : {0, 1, 15, 16, 17, 64, 1000, 70000}) {
            const QByteArray plain = randomBytes(size);
            const auto cell = envelope.seal(m_address, plain);
            QVERIFY(cell.ok());
            QCOMPARE(cell->size(), Envelope::kHeaderSize + size + tagSize(suite));
            const auto back = envelope.open(m_address, *cell);
            QVERIFY(back.ok());
            QCOMPARE(*back, plain);
        }
    }
    void bothSuitesReadEachOther()
    {
        const Envelope aes(*m_ring, Suite::Aes256Gcm), sm(*m_ring, Suite::Sm4CtrHmacSm3);
        QCOMPARE(*aes.open(m_address, *sm.seal(m_address, "x")), QByteArray("x"));
        QCOMPARE(*sm.open(m_address, *aes.seal(m_address, "y")), QByteArray("y"));
    }
    void sameTextSealsDifferently()
    {
        const Envelope envelope(*m_ring);
        QVERIFY(*envelope.seal(m_address, "x") != *envelope.seal(m_address, "x"));
    }
    // Every part of the associated data, moved alone.
    void movedCellDoesNotOpen_data() { eachSuite(); }
    void movedCellDoesNotOpen()
    {
        QFETCH(Suite, suite);
        const Envelope envelope(*m_ring, suite);
        const QByteArray cell = *envelope.seal(m_address, "value");
        QList<CellAddress> others(8, m_address);
        others[0].storeId = QUuid::createUuid();
        others[1].table = "case_file";
        others[2].column = "other";
        others[3].rowId = QByteArray(16, 's');
        others[4].revision += 1;                           // an older cell under a newer row
        others[5].revision -= 1;
        others[6].revision += 1ull << 48;                  // another schema
        others[7].table = "case_fiel", others[7].column = "dbody";      // same bytes, other border
        for (const CellAddress &other : std::as_const(others)) {
            const auto opened = envelope.open(other, cell);
            QVERIFY(!opened.ok());
            QCOMPARE(opened.error().code, u"CRY-CELL-BROKEN"_s);
            QVERIFY(opened.error().kind == ErrorKind::Corrupt);
        }
    }
    void everyFlippedBitIsFound_data() { eachSuite(); }
    void everyFlippedBitIsFound()
    {
        QFETCH(Suite, suite);
        const Envelope envelope(*m_ring, suite);
        const QByteArray cell = *envelope.seal(m_address, "twelve bytes");
        for (qsizetype bit = 0; bit < cell.size() * 8; ++bit) {
            QByteArray bad = cell;
            bad[bit / 8] = char(bad[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(!envelope.open(m_address, bad).ok(), QByteArray::number(bit));
        }
    }
    void everyTruncationIsFound_data() { eachSuite(); }
    void everyTruncationIsFound()
    {
        QFETCH(Suite, suite);
        const Envelope envelope(*m_ring, suite);
        const QByteArray cell = *envelope.seal(m_address, "some plaintext");
        for (qsizetype size = 0; size < cell.size(); ++size)
            QVERIFY(!envelope.open(m_address, cell.first(size)).ok());
        QVERIFY(!envelope.open(m_address, cell + '\0').ok());
    }
    void randomBytesNeverOpen()
    {
        const Envelope envelope(*m_ring);
        QRandomGenerator random(20261121);
        for (int i = 0; i < 20000; ++i) {
            QByteArray bytes(random.bounded(0, 120), '\0');
            for (char &c : bytes)
                c = char(random.bounded(256));
            if (random.bounded(2) && bytes.size() > 8)
                bytes.replace(0, 8, QByteArray("ZE\1", 3) + char(random.bounded(4)) + QByteArray::fromHex("00000001"));
            QVERIFY(!envelope.open(m_address, bytes).ok());
        }
    }
    void suite2Vector()
    {
        // Cipher and tag by hand: the ciphertext from the openssl program, the tag from its definition.
        const QByteArray key = QByteArray::fromHex("0123456789abcdeffedcba9876543210");
        const QByteArray mac(32, 'm');
        const QByteArray nonce = QByteArray::fromHex("0123456789abcdeffedcba98");
        const QByteArray plain(20, '\0');
        const auto sealed = aeadSeal(Suite::Sm4CtrHmacSm3, {key, mac}, nonce, "aad", "header", plain);
        QVERIFY(sealed.ok());
        const QByteArray ciphertext = sealed->first(20);
        char lengths[16];
        qToBigEndian<quint64>(24, lengths);
        qToBigEndian<quint64>(160, lengths + 8);
        QCOMPARE(sealed->last(32), hmac(DigestKind::Sm3, mac, "aadheader" + nonce + ciphertext + QByteArray(lengths, 16)));
        QCOMPARE(*aeadOpen(Suite::Sm4CtrHmacSm3, {key, mac}, nonce, "aad", "header", *sealed), plain);
        // printf of 20 zeros | openssl enc -sm4-ctr -K 0123456789abcdeffedcba9876543210 -iv 0123456789abcdeffedcba9800000000
        QCOMPARE(ciphertext.toHex(), "6bd5532a69dba50ac913051fba7a8bb1bb5705c4");
    }
    void wrongAddressIsTheCallersFault()
    {
        const Envelope envelope(*m_ring);
        CellAddress address = m_address;
        address.rowId = "short";
        QCOMPARE(envelope.seal(address, "x").error().code, u"CRY-CELL-ADDRESS"_s);
        QCOMPARE(envelope.open(address, "x").error().code, u"CRY-CELL-ADDRESS"_s);
    }
    void lockedRingOpensNothing()
    {
        const auto ring = KeyRing::create(QUuid::createUuid());
        const Envelope envelope(*ring);
        const QByteArray cell = *envelope.seal(m_address, "x");
        ring->lock();
        QCOMPARE(envelope.open(m_address, cell).error().code, u"CRY-RING-LOCKED"_s);
        QCOMPARE(envelope.seal(m_address, "x").error().code, u"CRY-RING-LOCKED"_s);
    }
    void oldKeyStaysReadable()
    {
        const auto ring = KeyRing::create(QUuid::createUuid());
        const Envelope envelope(*ring);
        const QByteArray old = *envelope.seal(m_address, "old");
        QVERIFY(ring->addDataKey().ok());
        const QByteArray fresh = *envelope.seal(m_address, "new");
        QCOMPARE(Envelope::peek(old)->keyId, 1u);
        QCOMPARE(Envelope::peek(fresh)->keyId, 2u);
        QCOMPARE(*envelope.open(m_address, old), QByteArray("old"));
        QByteArray foreign = old;
        foreign[7] = 9;
        QCOMPARE(envelope.open(m_address, foreign).error().code, u"CRY-KEY-UNKNOWN"_s);
    }
};

ZC_TEST(QCoreApplication, TestEnvelope)
#include "tst_envelope.moc"
