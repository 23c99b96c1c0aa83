#include "support/testprogram.h"

#include <crypto/certificate.h>
#include <crypto/softkey.h>

#include <QProcess>
#include <QStandardPaths>

using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

namespace {

DigestKind digestOf(KeyKind kind) { return kind == KeyKind::Sm2 ? DigestKind::Sm3 : DigestKind::Sha256; }

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

bool openssl(const QStringList &words)
{
    QProcess program;
    program.start(u"openssl"_s, words);
    return program.waitForFinished() && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
}

} // namespace

class TestCertificate : public QObject {
    Q_OBJECT

    QMap<int, SoftKey> m_keys;

    void kinds()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("sm2") << int(KeyKind::Sm2);
        QTest::newRow("rsa") << int(KeyKind::Rsa);
        QTest::newRow("ecdsa") << int(KeyKind::Ecdsa);
    }
    const SoftKey &key(int kind) const { return *m_keys.find(kind); }

private Q_SLOTS:
    void initTestCase()
    {
        for (const KeyKind kind : {KeyKind::Sm2, KeyKind::Rsa, KeyKind::Ecdsa}) {
            auto made = SoftKey::generate(kind, u"样例持有人"_s);
            QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
            m_keys.insert(int(kind), *made);
        }
    }

    void saysWhatStandsInIt_data() { kinds(); }
    void saysWhatStandsInIt()
    {
        QFETCH(int, kind);
        const auto facts = readCertificate(key(kind).certificate());
        QVERIFY(facts);
        QCOMPARE(int(facts->key), kind);
        QCOMPARE(facts->bits, KeyKind(kind) == KeyKind::Rsa ? 2048 : 256);
        QCOMPARE(facts->subject, u"样例持有人"_s);
        QCOMPARE(facts->issuer, u"样例持有人"_s);
        QVERIFY(!facts->serial.isEmpty() && facts->signs);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(facts->notBefore < now && facts->notAfter > now.addDays(363) && facts->notAfter < now.addDays(366));
    }
    void anExpiredOneSaysSo()
    {
        const auto old = SoftKey::generate(KeyKind::Ecdsa, u"样例"_s, -1);
        QVERIFY(old);
        QVERIFY(readCertificate(old->certificate())->notAfter < QDateTime::currentDateTimeUtc());
    }

    // The command line of OpenSSL signs nothing here and knows nothing of this room: it checks the whole way from the message.
    void theWholeWayHoldsForOpenssl_data() { kinds(); }
    void theWholeWayHoldsForOpenssl()
    {
        QFETCH(int, kind);
        if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
            QSKIP("skipped: no openssl");
        const QByteArray message = "样例报文 " + randomBytes(100);
        const QByteArray digest = digestToSign(key(kind).certificate(), message);
        QCOMPARE(digest.size(), 32);
        const auto signature = key(kind).sign(digest);
        QVERIFY(signature);
        const QTemporaryDir folder;
        const QString certificate = written(folder, u"c.der"_s, key(kind).certificate()), text = written(folder, u"m"_s, message),
                      value = written(folder, u"s"_s, *signature), other = written(folder, u"o"_s, message + ' '), open = folder.filePath(u"p.pem"_s);
        QVERIFY(openssl({u"x509"_s, u"-inform"_s, u"DER"_s, u"-in"_s, certificate, u"-pubkey"_s, u"-noout"_s, u"-out"_s, open}));
        QStringList words{u"dgst"_s, KeyKind(kind) == KeyKind::Sm2 ? u"-sm3"_s : u"-sha256"_s, u"-verify"_s, open, u"-signature"_s, value};
        if (KeyKind(kind) == KeyKind::Sm2)
            words << u"-sigopt"_s << u"distid:1234567812345678"_s;
        QVERIFY(openssl(words + QStringList{text}));
        QVERIFY(!openssl(words + QStringList{other}));
    }

    void verifiesItsOwnAndNothingElse_data() { kinds(); }
    void verifiesItsOwnAndNothingElse()
    {
        QFETCH(int, kind);
        const QByteArray digest = digestToSign(key(kind).certificate(), "x");
        const QByteArray signature = *key(kind).sign(digest);
        const QByteArray &certificate = key(kind).certificate();
        const DigestKind with = digestOf(KeyKind(kind));
        QVERIFY(verifyDigest(certificate, with, digest, signature));
        QVERIFY(!verifyDigest(certificate, with == DigestKind::Sm3 ? DigestKind::Sha256 : DigestKind::Sm3, digest, signature));
        QVERIFY(!verifyDigest(certificate, with, sha256("other"), signature));
        QVERIFY(!verifyDigest(certificate, with, QByteArrayView(digest).chopped(1), signature));
        QVERIFY(!verifyDigest(certificate, with, digest, {}));
        QVERIFY(!verifyDigest(certificate, with, digest, signature + '\0'));
        QVERIFY(!verifyDigest("no certificate", with, digest, signature));
        QVERIFY(!verifyDigest(SoftKey::generate(KeyKind(kind), u"样例"_s)->certificate(), with, digest, signature));
        for (qsizetype i = 0; i < signature.size(); ++i) {
            QByteArray bad = signature;
            bad[i] = char(bad[i] ^ 1);
            QVERIFY2(!verifyDigest(certificate, with, digest, bad), qPrintable(QString::number(i)));
        }
    }

    void refusesWhatIsNone()
    {
        const QByteArray &good = key(int(KeyKind::Sm2)).certificate();
        for (const QByteArray &bad : {QByteArray(), QByteArray("x"), good.chopped(1), QByteArray(good + 'x'), QByteArray(17 * 1024, '0')}) {
            const auto facts = readCertificate(bad);
            QVERIFY(!facts);
            QCOMPARE(facts.error().code, u"CRY-CERT-FORMAT"_s);
            QVERIFY(digestToSign(bad, "x").isEmpty());
        }
        for (qsizetype i = 0; i < good.size(); ++i) {       // whatever a byte becomes: an answer, never a crash
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ 0xFF);
            (void)readCertificate(bad);
        }
    }

    void pairsTravelThroughDer()
    {
        for (int i = 0; i < 200; ++i) {
            QByteArray pair = randomBytes(64);
            if (i % 4 == 0)
                std::fill_n(pair.begin(), 3, '\0');             // small numbers keep their places
            QCOMPARE(pairSignature(derSignature(pair)), pair);
        }
        QVERIFY(derSignature(QByteArray(63, 'x')).isEmpty() && derSignature({}).isEmpty());
        QVERIFY(pairSignature("x").isEmpty() && pairSignature(derSignature(QByteArray(64, 'x')) + 'x').isEmpty());
        QVERIFY(pairSignature({}).isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestCertificate)
#include "tst_certificate.moc"
