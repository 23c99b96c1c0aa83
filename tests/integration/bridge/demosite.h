#pragma once
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

// Presses the buttons of the demo page in their order and reports what the page shows after each.
inline constexpr char kDemoDriver[] =
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
            ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    QByteArray origin() const { return "http://127.0.0.1:" + QByteArray::number(serverPort()); }
    QJsonObject result;                     // what a page has posted to /result
    QHash<QByteArray, QByteArray> pages;    // beside those of resources/bridge
    int requests = 0, connections = 0;

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
        ++requests;
        QByteArray content = name == "driver.js" ? QByteArray(kDemoDriver) : pages.value(name);
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
