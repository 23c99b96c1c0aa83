#include "support/testprogram.h"

#include <crypto/minisignsigner.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

// Signing in the form of minisign. The program itself is the independent peer, both ways.
class TestMinisignSigner : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    QString write(const QString &name, QByteArrayView bytes)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size())
            qFatal("cannot write the fixture");
        return file.fileName();
    }
    QByteArray read(const QString &name)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int minisign(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(u"minisign"_s, words);
        process.write(input);
        process.closeWriteChannel();
        return process.waitForFinished(60000) ? process.exitCode() : -1;
    }
    static bool hasProgram() { return !QStandardPaths::findExecutable(u"minisign"_s).isEmpty(); }

private Q_SLOTS:
    void whatIsSignedVerifies()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        for (const QByteArray &data : {QByteArray(), QByteArray("x"), QByteArray(100'000, 'y')}) {
            const auto signature = signer.sign(data, u"zc-pack id=food-licence 样例"_s);
            QVERIFY(signature.ok());
            QCOMPARE(*verifyMinisign(data, *signature, signer.publicKey()), u"zc-pack id=food-licence 样例"_s);
            QCOMPARE(verifyMinisign(data + 'z', *signature, signer.publicKey()).error().code, u"CRY-MINISIGN-SIGNATURE"_s);
            QCOMPARE(verifyMinisign(data, *signature, MinisignSigner::generate().publicKey()).error().code, u"CRY-MINISIGN-KEY"_s);
        }
        QCOMPARE(*signer.sign("x", u"a"_s), *signer.sign("x", u"a"_s));
    }
    void everyBitOfASignatureCounts()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        const QByteArray data = "a pack";
        const QByteArray signature = *signer.sign(data, u"zc"_s);
        const QList<QByteArray> lines = signature.split('\n');
        for (const int line : {1, 3}) {
            const QByteArray raw = QByteArray::fromBase64(lines.at(line));
            for (qsizetype bit = 0; bit < raw.size() * 8; ++bit) {
                QByteArray flipped = raw;
                flipped[bit / 8] = char(flipped.at(bit / 8) ^ (1 << (bit % 8)));
                QList<QByteArray> changed = lines;
                changed[line] = flipped.toBase64();
                QVERIFY2(!verifyMinisign(data, changed.join('\n'), signer.publicKey()).ok(), qPrintable(QString::number(bit)));
            }
        }
        const QByteArray &comment = lines.at(2);
        for (qsizetype i = 17; i < comment.size(); ++i) {
            QList<QByteArray> changed = lines;
            changed[2][i] = 'q';
            QVERIFY(!verifyMinisign(data, changed.join('\n'), signer.publicKey()).ok());
        }
        MinisignKey key = signer.publicKey();
        for (qsizetype bit = 0; bit < key.key.size() * 8; ++bit) {
            MinisignKey other = key;
            other.key[bit / 8] = char(other.key.at(bit / 8) ^ (1 << (bit % 8)));
            QVERIFY(!verifyMinisign(data, signature, other).ok());
        }
    }
    void keysComeBackFromTheirText()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        const SecretBytes text = signer.secretText();
        const auto again = MinisignSigner::fromText(text.view());
        QVERIFY(again.ok());
        QCOMPARE(again->publicKey().key, signer.publicKey().key);
        QCOMPARE(*again->sign("x", u"a"_s), *signer.sign("x", u"a"_s));
        QCOMPARE(MinisignKey::fromText(signer.publicText())->key, signer.publicKey().key);
        QCOMPARE(MinisignKey::fromText(signer.publicText())->id, signer.publicKey().id);
    }
    void damagedKeysAreRefused()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        const SecretBytes secret = signer.secretText();
        const QByteArray text = secret.view().toByteArray();
        for (const QByteArray &bad : {QByteArray(), QByteArray("x"), text.left(100), text + text, QByteArray(5000, 'A'), QByteArray(text).replace("RWQ", "***"), signer.publicText()})
            QCOMPARE(MinisignSigner::fromText(bad).error().code, u"CRY-KEY-FORMAT"_s);
        const QByteArray raw = QByteArray::fromBase64(text.split('\n').at(1));
        for (const qsizetype at : {0, 4, 54, 60, 70, 100, 130, 150}) {
            QByteArray flipped = raw;
            flipped[at] = char(flipped.at(at) ^ 1);
            QCOMPARE(MinisignSigner::fromText("untrusted comment: x\n" + flipped.toBase64()).error().code, u"CRY-KEY-FORMAT"_s);
        }
        // A key file must not be able to ask for all of this machine.
        QByteArray greedy = raw;
        greedy[2] = 'S';
        greedy[3] = 'c';
        greedy.replace(38, 16, QByteArray(16, '\xff'));
        QCOMPARE(MinisignSigner::fromText("c\n" + greedy.toBase64(), "x").error().code, u"CRY-KEY-FORMAT"_s);
    }
    void commentsAreOneLine()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        for (const QString &comment : {u"a\nb"_s, u"a\rb"_s, u" a"_s, u"a "_s, QString(9000, u'x')})
            QCOMPARE(signer.sign("x", comment).error().code, u"CRY-MINISIGN-FORMAT"_s);
        QVERIFY(signer.sign("x", {}).ok());
    }
    void theProgramBelievesUs()
    {
        if (!hasProgram())
            QSKIP("skipped: minisign absent");
        const MinisignSigner signer = MinisignSigner::generate();
        write(u"data"_s, "some bytes");
        write(u"ours.pub"_s, signer.publicText());
        write(u"data.minisig"_s, *signer.sign("some bytes", u"zc-pack id=a version=1"_s));
        QCOMPARE(minisign({u"-V"_s, u"-p"_s, u"ours.pub"_s, u"-m"_s, u"data"_s}), 0);
        write(u"data"_s, "some bytez");
        QVERIFY(minisign({u"-V"_s, u"-p"_s, u"ours.pub"_s, u"-m"_s, u"data"_s}) != 0);
        // It also takes our key file.
        const SecretBytes secret = signer.secretText();
        write(u"ours.key"_s, secret.view());
        QCOMPARE(minisign({u"-S"_s, u"-s"_s, u"ours.key"_s, u"-m"_s, u"data"_s, u"-t"_s, u"by the program"_s}), 0);
        QCOMPARE(*verifyMinisign("some bytez", read(u"data.minisig"_s), signer.publicKey()), u"by the program"_s);
    }
    void weBelieveTheProgram()
    {
        if (!hasProgram())
            QSKIP("skipped: minisign absent");
        QCOMPARE(minisign({u"-G"_s, u"-W"_s, u"-f"_s, u"-p"_s, u"its.pub"_s, u"-s"_s, u"its.key"_s}), 0);
        const auto signer = MinisignSigner::fromText(read(u"its.key"_s));
        QVERIFY(signer.ok());
        const auto key = MinisignKey::fromText(read(u"its.pub"_s));
        QCOMPARE(signer->publicKey().key, key->key);
        QCOMPARE(signer->publicKey().id, key->id);
        QCOMPARE(signer->publicText().split('\n').at(1), read(u"its.pub"_s).split('\n').at(1));
        write(u"data"_s, "some bytes");
        for (const QStringList &form : {QStringList{}, QStringList{u"-l"_s}}) {
            QCOMPARE(minisign(QStringList{u"-S"_s, u"-s"_s, u"its.key"_s, u"-m"_s, u"data"_s, u"-t"_s, u"说明"_s} + form), 0);
            QCOMPARE(*verifyMinisign("some bytes", read(u"data.minisig"_s), *key), u"说明"_s);
        }
    }
    void keysUnderAPassphrase()
    {
        // Made with minisign 0.11 and the passphrase "correct horse"; 1 GiB and some seconds to open, as the program needs.
        const QByteArray text = m_protectedKey;
        QCOMPARE(MinisignSigner::fromText(text).error().code, u"CRY-MINISIGN-PASSPHRASE"_s);
        const auto signer = MinisignSigner::fromText(text, "correct horse");
        QVERIFY(signer.ok());
        QCOMPARE(signer->publicText().split('\n').at(1), m_protectedPublic);
        // The same key under little work.
        QCOMPARE(MinisignSigner::fromText(m_lightKey, "light horse")->publicKey().key, signer->publicKey().key);
        QCOMPARE(MinisignSigner::fromText(m_lightKey, "wrong horse").error().code, u"CRY-MINISIGN-PASSPHRASE"_s);
    }

private:
    const QByteArray m_protectedKey = "untrusted comment: minisign encrypted secret key\nRWRTY0Iyd3RlVlQ5IpRZIOIhoDfeJHQdXJifUhyi283Cd3aMA+cAAAACAAAAAAAAAEAAAAAAI7dqcHpmKdv1Sa2GysszpMVG1drdA1gZnXJShJ1Ln4wjkie7sXoGbk7s5ReHJb0pctImt1xsNmrzVFK5K784Hgt0/0LuZItBl0Bcvv2/KvDoJZSol9QemRSDBuhKGIdoptOV+hD5rAM=\n";
    const QByteArray m_lightKey = "untrusted comment: a light key\nRWRTY0Iyd3RlVlQ5IpRZIOIhoDfeJHQdXJifUhyi283Cd3aMA+cAgAAAAAAAAAAAAAEAAAAAJi1XZRQ+wMDv6ECgTXbYQuIeehcFNN9WNn3EnZcxcEPYNOy8E0DDG5kzNoSTgfw6LxB0qoNRmgeg1bAKHpOFVNVY+XORXeR9p4wOeX3mZmLFVvJqHTudVqgW+FdwXh4Ok6FvJNGvuZI=\n";
    const QByteArray m_protectedPublic = "RWQvJaCI7gTew4WYjfbVu0BQavJWvEilbQcGMe302WGPEsmFKhOSY5vE";
};

ZC_TEST(QCoreApplication, TestMinisignSigner)
#include "tst_minisignsigner.moc"
