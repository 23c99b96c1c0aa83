#include "support/testprogram.h"

#include <crypto/minisign.h>


using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

// Signatures made with minisign 0.11 and a throw-away key.
class TestMinisign : public QObject {
    Q_OBJECT
    const QByteArray m_data = "{\"zcPolicy\":1,\"settings\":{\"ui.zoom\":150}}";
    const QByteArray m_key = "untrusted comment: minisign public key A98CF449F6C34691\n"
                             "RWSRRsP2SfSMqWvrtiDI5t9CL20f0oTeEFih5g/If7AmeTzZf6b3MbZw\n";
    const QByteArray m_prehashed =
        "untrusted comment: signature from minisign secret key\n"
        "RUSRRsP2SfSMqZ4GPxJWQIqBcvsma1IuYj4XwIRIPIXr3WLkabwe516IRLixpKLU2fDeATeTsxOD3NY228f6K5Mr0SUsnKmynQo=\n"
        "trusted comment: zc test\n"
        "8irm1UoznkWDsyG45J2zFQqXA5ZhqMlKDLn3Cl2GGba3Wr3+JyLTJ8J+RPP9t1AkIdeJFr/kSSuGviVXuhtFBw==\n";
    const QByteArray m_direct =
        "untrusted comment: signature from minisign secret key\n"
        "RWSRRsP2SfSMqZSCMc99/oAyV2m20x1MyTBEJgxr90a4KVybhQdtxA1GguTieN5XwU9TWZm4Vz1tjND2KBbHXsFnsON9m5QAvgQ=\n"
        "trusted comment: zc legacy\n"
        "/lDWDizX1etMmXRpTxcP7AkBzfinEqS5+CzHOTodCtJrp1olXsspZFnEToLIR2gTRjaYY+A/60k0e1/39ef1BQ==\n";

private Q_SLOTS:
    void realSignaturesVerify()
    {
        const auto key = MinisignKey::fromText(m_key);
        QVERIFY(key.ok());
        QCOMPARE(*verifyMinisign(m_data, m_prehashed, *key), u"zc test"_s);
        QCOMPARE(*verifyMinisign(m_data, m_direct, *key), u"zc legacy"_s);
        QCOMPARE(MinisignKey::fromText(m_key.split('\n')[1])->key, key->key);
    }
    void everythingThatIsSignedCounts()
    {
        const auto key = MinisignKey::fromText(m_key);
        for (const QByteArray &signature : {m_prehashed, m_direct}) {
            QCOMPARE(verifyMinisign(m_data + " ", signature, *key).error().code, u"CRY-MINISIGN-SIGNATURE"_s);
            QByteArray comment = signature;
            comment.replace("trusted comment: zc", "trusted comment: zz");
            QCOMPARE(verifyMinisign(m_data, comment, *key).error().code, u"CRY-MINISIGN-SIGNATURE"_s);
        }
        MinisignKey other = *key;
        other.id[0] = 'x';
        QCOMPARE(verifyMinisign(m_data, m_prehashed, other).error().code, u"CRY-MINISIGN-KEY"_s);
        other = *key;
        other.key[0] = char(other.key[0] ^ 1);
        QCOMPARE(verifyMinisign(m_data, m_prehashed, other).error().code, u"CRY-MINISIGN-SIGNATURE"_s);
        QByteArray relabelled = m_prehashed;               // the direct form over the same bytes would be another statement
        relabelled.replace("RUSRR", "RWSRR");
        QVERIFY(!verifyMinisign(m_data, relabelled, *key).ok());
    }
    void malformedFilesAreRefused()
    {
        const auto key = MinisignKey::fromText(m_key);
        const QList<QByteArray> bad{{}, "x", m_prehashed.left(100), m_prehashed + m_prehashed, QByteArray(20000, 'a'),
                                    QByteArray(m_prehashed).replace("RUSRR", "***RR"), QByteArray(m_prehashed).replace("trusted comment: ", "comment: ")};
        for (const QByteArray &file : bad)
            QCOMPARE(verifyMinisign(m_data, file, *key).error().code, u"CRY-MINISIGN-FORMAT"_s);
        for (const QByteArray &text : {QByteArray(), QByteArray("abc"), QByteArray("RWQ="), m_key + m_key})
            QCOMPARE(MinisignKey::fromText(text).error().code, u"CRY-KEY-FORMAT"_s);
    }
};

ZC_TEST(QCoreApplication, TestMinisign)
#include "tst_minisign.moc"
