#include "support/testprogram.h"

#include <net/httpclient.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace zc;
using namespace zc::net;
using namespace Qt::StringLiterals;

namespace {

quint16 freePort()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    (void)::bind(fd, reinterpret_cast<sockaddr *>(&address), size);          // port 0: the system finds a free one
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

} // namespace

// Certificates of a throw-away authority against a real TLS server (openssl s_server).
class TestTls : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const QString &name) const { return m_dir.filePath(name); }
    bool openssl(const QString &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(u"openssl"_s, arguments.split(u' '));
        return process.waitForFinished(120'000) && process.exitCode() == 0;
    }
    bool certificate(const QString &name, const QString &subjectAltName, int days)
    {
        QFile extension(path(name + u".ext"_s));
        if (!extension.open(QIODevice::WriteOnly) || extension.write("subjectAltName=" + subjectAltName.toLatin1() + '\n') < 0)
            return false;
        extension.close();
        return openssl(u"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %1.key -out %1.csr -subj /CN=sample"_s.arg(name))
            && openssl(u"x509 -req -in %1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days %2 -extfile %1.ext -out %1.pem"_s.arg(name).arg(days));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
            QSKIP("skipped: no openssl program");
        QVERIFY(openssl(u"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=sample-authority -days 2"_s));
        QVERIFY(certificate(u"good"_s, u"IP:127.0.0.1"_s, 2));
        QVERIFY(certificate(u"expired"_s, u"IP:127.0.0.1"_s, -1));
        QVERIFY(certificate(u"otherhost"_s, u"DNS:platform.example"_s, 2));
    }

    void onlyAGoodCertificateIsTrusted_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("knownAuthority");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("code");
        QTest::newRow("good") << u"good"_s << true << u"-tls1_2"_s << QString();
        QTest::newRow("good, TLS 1.3") << u"good"_s << true << u"-tls1_3"_s << QString();
        QTest::newRow("unknown authority") << u"good"_s << false << u"-tls1_2"_s << u"NET-TLS"_s;
        QTest::newRow("expired") << u"expired"_s << true << u"-tls1_2"_s << u"NET-TLS"_s;
        QTest::newRow("another host") << u"otherhost"_s << true << u"-tls1_2"_s << u"NET-TLS"_s;
        QTest::newRow("TLS 1.1") << u"good"_s << true << u"-tls1_1"_s << u"NET-TLS"_s;
    }
    void onlyAGoodCertificateIsTrusted()
    {
        QFETCH(QString, certificate);
        QFETCH(bool, knownAuthority);
        QFETCH(QString, protocol);
        QFETCH(QString, code);
        const QString port = QString::number(freePort());
        QProcess server;
        server.setWorkingDirectory(m_dir.path());
        server.start(u"openssl"_s, {u"s_server"_s, u"-accept"_s, u"127.0.0.1:"_s + port, u"-cert"_s, certificate + u".pem"_s, u"-key"_s,
                                    certificate + u".key"_s, u"-www"_s, protocol, u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s});
        while (!server.readAllStandardOutput().contains("ACCEPT"))
            QVERIFY(server.waitForReadyRead(120'000));
        TlsPolicy policy;
        if (knownAuthority)
            policy.caFile = path(u"ca.pem"_s);
        HttpClient client(OriginPolicy::only("https://127.0.0.1:" + port.toLatin1()).value(), policy);
        Request request;
        request.url = client.urlFor("/");
        request.totalTimeoutMs = 5'000;
        const auto answer = client.execute(request);
        if (code.isEmpty()) {
            QVERIFY2(answer.ok(), qPrintable(answer.ok() ? QString() : answer.error().code + answer.error().detail));
            QCOMPARE(answer->status, 200);
        } else {
            QVERIFY(!answer.ok());
            QCOMPARE(answer.error().code, code);
            QCOMPARE(answer.error().kind, ErrorKind::Denied);
        }
        server.kill();
        server.waitForFinished();
    }
};

ZC_TEST(QCoreApplication, TestTls)
#include "tst_tls.moc"
