#include "bridgepeer.h"
#include "support/testprogram.h"

#include <devices/socialcardreader.h>

#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace zc;

namespace {

constexpr int kBrowserMs = 120'000;

// Presses the buttons of the demo page in their order and reports what the page shows after each.
constexpr char kDriver[] =
    "const element = (id) => document.getElementById(id);\n"
    "const until = async (what) => { for (let i = 0; i < 3000 && !what(); ++i) await new Promise((go) => setTimeout(go, 20)); };\n"
    "const seen = [];\n"
    "const press = async (id, ...ends) => {\n"
    "  await until(() => !element(id).disabled);\n"
    "  element(id).click();\n"
    "  await until(() => ends.includes(element('state').textContent));\n"
    "  seen.push(element('state').textContent);\n"
    "};\n"
    "const refusal = ['浏览器不允许本页访问本机程序，请联系运维', '综窗助手没有运行或没有启用网页设备接口', '没有连上综窗助手'];\n"
    "const rows = {}, pages = {};\n"
    "const use = async (id, end) => {\n"
    "  await new Promise((go) => setTimeout(go, 400));\n"     // no hand presses twenty buttons a second
    "  await press(id, end, '没有授权', '设备不可用或正被使用', '请把证件或纸张放好', '超时，请重试', '设备故障，请联系运维', '本页没有加密，不能打印');\n"
    "  rows[id] = [...document.querySelectorAll('#fields td')].map((cell) => cell.textContent);\n"
    "  const pictures = [...document.querySelectorAll('#pages img')];\n"
    "  await Promise.all(pictures.map((picture) => picture.decode()));\n"
    "  pages[id] = pictures.map((picture) => picture.naturalWidth);\n"
    "};\n"
    "await press('connect', '已连接', ...refusal);\n"
    "if (seen[0] === '已连接') {\n"
    "  await press('pair', '已授权', '没有授权');\n"
    "  for (const [id, end] of [['read', '已读取'], ['social', '已读取'], ['scan', '已扫描'], ['capture', '已拍照'], ['print', '已打印'], ['receipt', '已打印小票']])\n"
    "    await use(id, end);\n"
    "}\n"
    "await fetch('/result', { method: 'POST', body: JSON.stringify({ seen, rows, pages }) });\n";

// The origin of a page: serves resources/bridge with the driver added to the demo, and takes its report.
class Site : public QTcpServer {
public:
    Site()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    QByteArray origin() const { return "http://127.0.0.1:" + QByteArray::number(serverPort()); }
    QJsonObject result;

private:
    void serve(QTcpSocket *socket)
    {
        QByteArray &request = m_requests[socket];
        request += socket->readAll();
        const qsizetype end = request.indexOf("\r\n\r\n");
        const qsizetype length = request.toLower().indexOf("content-length: ");
        const qsizetype body = length < 0 || length > end ? 0 : request.mid(length + 16, request.indexOf('\r', length) - length - 16).toLongLong();
        if (end < 0 || request.size() < end + 4 + body)
            return;
        const QByteArray path = request.split(' ').value(1);
        if (path == "/result")
            result = QJsonDocument::fromJson(request.mid(end + 4)).object();
        const QByteArray name = path.mid(1, path.indexOf('?') < 0 ? -1 : path.indexOf('?') - 1);
        QByteArray content = name == "driver.js" ? QByteArray(kDriver) : QByteArray();
        QFile file(QStringLiteral(ZC_SOURCE_DIR "/resources/bridge/") + QString::fromLatin1(name));
        if (content.isEmpty() && !name.contains('/') && file.open(QIODevice::ReadOnly))
            content = file.readAll().replace("</html>", "<script type=\"module\" src=\"driver.js\"></script>\n</html>");
        const QByteArray kind = name.endsWith(".js") ? "text/javascript" : "text/html";
        socket->write((content.isEmpty() && path != "/result" ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK") + QByteArray("\r\nContent-Type: ") + kind
                      + "; charset=utf-8\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\nConnection: close\r\n\r\n" + content);
        m_requests.remove(socket);
        socket->disconnectFromHost();
    }
    QHash<QTcpSocket *, QByteArray> m_requests;
};

} // namespace

// The demo page and its JavaScript client in a real browser, on an origin that is listed and on one that is not.
class TestBridgeBrowser : public QObject {
    Q_OBJECT

    // What the page shows in the end.
    static QJsonObject visit(Site &site, quint16 bridgePort)
    {
        QTemporaryDir profile;
        QProcess browser;
        browser.setStandardErrorFile(profile.filePath(u"log"_s));
        browser.start(u"chromium"_s, {u"--headless=new"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--no-first-run"_s, u"--disable-dev-shm-usage"_s,
                                      u"--disable-background-networking"_s, u"--user-data-dir="_s + profile.path(),
                                      QString::fromLatin1(site.origin()) + u"/demo.html?port="_s + QString::number(bridgePort)});
        (void)QTest::qWaitFor([&] { return !site.result.isEmpty() || browser.state() == QProcess::NotRunning; }, kBrowserMs);
        browser.terminate();
        if (!browser.waitForFinished(20'000)) {
            browser.kill();
            browser.waitForFinished(20'000);
        }
        return site.result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"chromium"_s).isEmpty())
            QSKIP("skipped: chromium is not installed");
    }
    void demoUsesEveryDeviceAfterTheClick()
    {
        Site site;
        BridgeProgram bridge("{\"origins\":[{\"origin\":\"" + site.origin() + "\",\"allowHttp\":true,\"grants\":[],\"ask\":[\"IdCard.Read\"]}]}",
                             {u"--pair"_s, u"allow"_s});
        QVERIFY(bridge.waitPort());
        const QJsonObject page = visit(site, bridge.port());
        QCOMPARE(page.value(u"seen"_s).toVariant().toStringList(),
                 (QStringList{u"已连接"_s, u"已授权"_s, u"已读取"_s, u"已读取"_s, u"已扫描"_s, u"已拍照"_s, u"已打印"_s, u"已打印小票"_s}));
        const QStringList rows = page[u"rows"_s][u"read"_s].toVariant().toStringList();
        QCOMPARE(rows.value(1), u"测试甲"_s);
        QCOMPARE(rows.value(9), u"长期"_s);
        const QStringList social = page[u"rows"_s][u"social"_s].toVariant().toStringList();
        QCOMPARE(social.value(1), devices::SimulatedSocialCard::generated(1).fields.value(u"name"_s));
        // Three sheets of A4 at 100 dpi and one picture, decoded by the browser; the rows of the page before are gone.
        QCOMPARE(page[u"pages"_s][u"scan"_s].toVariant().toList(), (QVariantList{826, 826, 826}));
        QCOMPARE(page[u"pages"_s][u"capture"_s].toArray().size(), 1);
        QVERIFY(page[u"rows"_s][u"scan"_s].toArray().isEmpty());
        const QByteArray transcript = bridge.transcript().join();
        QVERIFY2(transcript.contains("printed") && transcript.contains("slip"), transcript.constData());
    }
    void pageOfAnotherOriginGetsNothing()
    {
        Site listed, stranger;
        BridgeProgram bridge("{\"origins\":[{\"origin\":\"" + listed.origin() + "\",\"allowHttp\":true,\"grants\":[\"IdCard.Read\"]}]}", {u"--pair"_s, u"allow"_s});
        QVERIFY(bridge.waitPort());
        const QJsonObject page = visit(stranger, bridge.port());
        QCOMPARE(page.value(u"seen"_s).toArray().size(), 1);
        QVERIFY2(page.value(u"seen"_s)[0].toString() != u"已连接", qPrintable(page.value(u"seen"_s)[0].toString()));
        QVERIFY(page.value(u"rows"_s).toObject().isEmpty());
        QVERIFY(bridge.transcript().isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestBridgeBrowser)
#include "tst_bridgebrowser.moc"
