#include "support/testprogram.h"

#include <crypto/digest.h>
#include <store/sealed.h>

#include <QCborArray>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

class TestSealed : public QObject {
    Q_OBJECT
    std::unique_ptr<crypto::KeyRing> m_ring = crypto::KeyRing::create(QUuid::createUuid());
    crypto::Envelope m_envelope{*m_ring};
    SealedCodec m_codec{m_ring->storeId(), m_envelope};
    const QByteArray m_rowId = QByteArray(16, 'r');
    const QCborMap m_clear{{u"case_id"_s, QByteArray(16, 'c')}, {u"no"_s, 3}};

private Q_SLOTS:
    void canonicalFormSortsKeysByTheirBytes()
    {
        // RFC 8949 §4.2.1: shorter encodings of keys first here because the length stands in the first byte.
        const QCborMap a{{u"bb"_s, 1}, {u"a"_s, QCborMap{{u"z"_s, 1}, {u"y"_s, 2}}}, {10, u"x"_s}};
        const QCborMap b{{10, u"x"_s}, {u"a"_s, QCborMap{{u"y"_s, 2}, {u"z"_s, 1}}}, {u"bb"_s, 1}};
        QCOMPARE(canonicalCbor(a), canonicalCbor(b));
        QCOMPARE(canonicalCbor(a).toHex(), "a30a61786161a261790261" "7a01626262" "01");
    }
    void rowIds()
    {
        QCOMPARE(rowIdOf({QByteArray(16, 'k')}), QByteArray(16, 'k'));
        const QByteArray composed = rowIdOf({QByteArray(16, 'k'), 5});
        QCOMPARE(composed.size(), 16);
        QCOMPARE(composed, crypto::sha256(QCborArray{QByteArray(16, 'k'), 5}.toCborValue().toCbor()).first(16));
        QVERIFY(composed != rowIdOf({QByteArray(16, 'k'), 6}));
        QVERIFY(rowIdOf({u"1"_s}) != rowIdOf({1}));
    }
    void paddingHidesLengths()
    {
        for (const qsizetype size : {1, 62, 63, 64, 65, 127, 128}) {
            const QByteArray padded = SealedCodec::pad(QByteArray(size, 'x'));
            QCOMPARE(padded.size() % 64, 0);
            QVERIFY(padded.size() - size < 64);
        }
    }
    void unpadRefusesWhatItDidNotMake()
    {
        const QByteArray map = canonicalCbor(QCborMap{{u"a"_s, 1}});
        QVERIFY(SealedCodec::unpad(SealedCodec::pad(map)));
        QVERIFY(!SealedCodec::unpad({}));
        QVERIFY(!SealedCodec::unpad(map));                                 // not padded
        QByteArray dirty = SealedCodec::pad(map);
        dirty.back() = 'x';
        QVERIFY(!SealedCodec::unpad(dirty));                               // rest is not zero
        QVERIFY(!SealedCodec::unpad(SealedCodec::pad(map) + QByteArray(64, '\0')));        // a whole block too much
        QVERIFY(!SealedCodec::unpad(SealedCodec::pad(QCborValue(5).toCbor())));            // no map
        QVERIFY(!SealedCodec::unpad(QByteArray(64, '\xff')));
    }
    void roundTrip()
    {
        const auto cell = m_codec.seal("case_field", m_rowId, 1, 4, m_clear, {{u"value"_s, u"样例"_s}});
        QVERIFY(cell.ok());
        const auto body = m_codec.open("case_field", m_rowId, 1, 4, m_clear, *cell);
        QVERIFY(body.ok());
        QCOMPARE(body->value(u"value"_s).toString(), u"样例"_s);
        QCOMPARE(m_codec.sealCount(), 1);
    }
    void everyPartOfTheAddressIsBound()
    {
        const QByteArray cell = *m_codec.seal("case_field", m_rowId, 1, 4, m_clear, {});
        const SealedCodec otherStore(QUuid::createUuid(), m_envelope);
        QVERIFY(!otherStore.open("case_field", m_rowId, 1, 4, m_clear, cell).ok());
        QVERIFY(!m_codec.open("mirror_field", m_rowId, 1, 4, m_clear, cell).ok());
        QVERIFY(!m_codec.open("case_field", QByteArray(16, 's'), 1, 4, m_clear, cell).ok());
        QVERIFY(!m_codec.open("case_field", m_rowId, 2, 4, m_clear, cell).ok());
        QVERIFY(!m_codec.open("case_field", m_rowId, 1, 5, m_clear, cell).ok());
        QCOMPARE(m_codec.open("case_field", m_rowId, 1, 3, m_clear, cell).error().code, u"STO-SEAL-BROKEN"_s);
    }
    void differentClearColumnsAreAMismatch()
    {
        const QByteArray cell = *m_codec.seal("case_field", m_rowId, 1, 4, m_clear, {});
        QCborMap edited = m_clear;
        edited[u"no"_s] = 9;
        QCOMPARE(m_codec.open("case_field", m_rowId, 1, 4, edited, cell).error().code, u"STO-SEAL-MISMATCH"_s);
        QCOMPARE(m_codec.open("case_field", m_rowId, 1, 4, {}, cell).error().code, u"STO-SEAL-MISMATCH"_s);
    }
    void lockedIsNotBroken()
    {
        const auto ring = crypto::KeyRing::create(QUuid::createUuid());
        const crypto::Envelope envelope(*ring);
        const SealedCodec codec(ring->storeId(), envelope);
        const QByteArray cell = *codec.seal("t", m_rowId, 1, 1, {}, {});
        ring->lock();
        QVERIFY(codec.open("t", m_rowId, 1, 1, {}, cell).error().kind == ErrorKind::Denied);
    }
};

ZC_TEST(QCoreApplication, TestSealed)
#include "tst_sealed.moc"
