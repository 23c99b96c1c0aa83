#include "support/testprogram.h"

#include <crypto/secretport.h>

#include <QDir>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

class TestSecretPort : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryKeepsAndForgets()
    {
        MemorySecretPort port;
        QCOMPARE(port.get(u"a"_s).error().code, u"CRY-SECRET-ABSENT"_s);
        QVERIFY(port.put(u"a"_s, SecretBytes::copyOf("x")).ok());
        QCOMPARE(port.get(u"a"_s)->view(), QByteArrayView("x"));
        QVERIFY(port.remove(u"a"_s).ok());
        QVERIFY(port.remove(u"a"_s).ok());
        QVERIFY(!port.get(u"a"_s).ok());
    }
    void fileSurvivesTheProcess()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"keys"_s);
        QVERIFY(FileSecretPort(folder).put(u"../../escape"_s, SecretBytes::copyOf("secret")).ok());
        FileSecretPort again(folder);
        QCOMPARE(again.get(u"../../escape"_s)->view(), QByteArrayView("secret"));
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QVERIFY(!(files[0].permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(again.put(u"../../escape"_s, SecretBytes::copyOf("other")).ok());
        QCOMPARE(again.get(u"../../escape"_s)->view(), QByteArrayView("other"));
        QVERIFY(again.remove(u"../../escape"_s).ok());
        QCOMPARE(again.get(u"../../escape"_s).error().code, u"CRY-SECRET-ABSENT"_s);
    }
    void aSecretThatOthersMayReadIsRefused()
    {
        QTemporaryDir dir;
        FileSecretPort port(dir.path());
        QVERIFY(port.put(u"a"_s, SecretBytes::copyOf("secret")).ok());
        const QString path = QDir(dir.path()).entryInfoList(QDir::Files)[0].filePath();
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QCOMPARE(port.get(u"a"_s).error().code, u"CRY-SECRET-UNREADABLE"_s);
    }
    void aFolderThatCannotBeMadeIsSaid()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"plain"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(FileSecretPort(dir.filePath(u"plain/keys"_s)).put(u"a"_s, SecretBytes::copyOf("x")).error().code,
                 u"CRY-SECRET-WRITE"_s);
    }
};

ZC_TEST(QCoreApplication, TestSecretPort)
#include "tst_secretport.moc"
