#include "bridgepeer.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QtEndian>

#include <csignal>

using namespace Qt::StringLiterals;

BridgeProgram::BridgeProgram(const QByteArray &policy, const QStringList &more, quint16 port)
{
    QFile file(m_folder.filePath(u"policy.json"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(policy);
    file.close();
    m_process.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"),
                    QStringList{u"bridge"_s, u"run"_s, u"--port"_s, QString::number(port), u"--policy"_s, file.fileName(), u"--transcript"_s,
                                m_folder.filePath(u"transcript"_s)} + more);
    m_process.waitForStarted(kPatience);
}

BridgeProgram::~BridgeProgram()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }
}

bool BridgeProgram::waitPort()
{
    for (QDeadlineTimer deadline(kPatience); m_port == 0 && !deadline.hasExpired();) {
        if (m_process.canReadLine())
            m_port = quint16(QJsonDocument::fromJson(m_process.readLine()).object().value(u"port"_s).toInt());
        else if (m_process.state() == QProcess::NotRunning || (!m_process.waitForReadyRead(1000) && m_process.state() == QProcess::NotRunning))
            return false;
    }
    return m_port != 0;
}

int BridgeProgram::stop()
{
    ::kill(pid_t(m_process.processId()), SIGTERM);
    return waitEnd();
}

int BridgeProgram::waitEnd()
{
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(kPatience))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -2;
}

QByteArrayList BridgeProgram::transcript() const
{
    QFile file(m_folder.filePath(u"transcript"_s));
    QByteArrayList lines;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().split('\n'))
            if (!line.isEmpty())
                lines << line;
    return lines;
}

BridgePeer::BridgePeer(quint16 port, const QHostAddress &address) : m_port(port)
{
    m_socket.connectToHost(address, port);
    m_connected = m_socket.waitForConnected(kPatience);
}

QByteArray BridgePeer::head(quint16 port, const QByteArray &origin, const QByteArrayList &change, const QByteArray &line)
{
    QByteArrayList fields = {"Host: 127.0.0.1:" + QByteArray::number(port), "Origin: " + origin, "Upgrade: websocket", "Connection: Upgrade",
                             "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: zc-bridge.v1"};
    // "Name: value" replaces, "Name" removes, "+Name: value" adds a second one.
    for (const QByteArray &field : change) {
        if (field.startsWith('+')) {
            fields << field.mid(1);
            continue;
        }
        const qsizetype colon = field.indexOf(':');
        const QByteArray name = (colon < 0 ? field : field.left(colon)).toLower();
        fields.removeIf([&name](const QByteArray &own) { return own.left(own.indexOf(':')).toLower() == name; });
        if (colon >= 0)
            fields << field;
    }
    return line + "\r\n" + fields.join("\r\n") + "\r\n\r\n";
}

QByteArray BridgePeer::frame(int firstByte, const QByteArray &payload, bool masked)
{
    QByteArray bytes(1, char(firstByte));
    const int mask = masked ? 0x80 : 0;
    if (payload.size() < 126) {
        bytes += char(mask | int(payload.size()));
    } else if (payload.size() < 65536) {
        bytes += char(mask | 126);
        bytes.append(2, '\0');
        qToBigEndian(quint16(payload.size()), bytes.data() + 2);
    } else {
        bytes += char(mask | 127);
        bytes.append(8, '\0');
        qToBigEndian(quint64(payload.size()), bytes.data() + 2);
    }
    return masked ? bytes + QByteArray(4, '\0') + payload : bytes + payload;      // a mask of zeros is a mask
}

void BridgePeer::write(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

bool BridgePeer::more()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(kPatience) && m_socket.bytesAvailable() == 0)
        return false;
    const QByteArray bytes = m_socket.readAll();
    m_everything += bytes;
    m_buffer += bytes;
    return true;
}

int BridgePeer::status()
{
    while (!m_buffer.contains("\r\n\r\n"))
        if (!more())
            return 0;
    const qsizetype end = m_buffer.indexOf("\r\n\r\n") + 4;
    m_httpHead = m_buffer.first(end);
    m_buffer.remove(0, end);
    return m_httpHead.mid(9, 3).toInt();
}

bool BridgePeer::open(const QByteArray &origin)
{
    write(head(m_port, origin));
    return status() == 101;
}

int BridgePeer::send(const QString &name, const QJsonObject &payload, int timeoutMs)
{
    QJsonObject header{{u"type"_s, u"command"_s}, {u"name"_s, name}, {u"requestId"_s, ++m_lastId}, {u"version"_s, u"1.0"_s}};
    if (timeoutMs > 0)
        header.insert(u"timeout"_s, timeoutMs);
    say(QJsonDocument(QJsonObject{{u"header"_s, header}, {u"payload"_s, payload}}).toJson(QJsonDocument::Compact));
    return m_lastId;
}

bool BridgePeer::takeFrame(int *opcode, QByteArray *payload)
{
    for (;;) {
        if (m_buffer.size() >= 2) {
            qsizetype length = quint8(m_buffer[1]) & 0x7F, at = 2;
            if (length == 126 && m_buffer.size() >= 4) {
                length = qFromBigEndian<quint16>(m_buffer.constData() + 2);
                at = 4;
            } else if (length == 127 && m_buffer.size() >= 10) {
                length = qsizetype(qFromBigEndian<quint64>(m_buffer.constData() + 2));
                at = 10;
            } else if (length >= 126) {
                length = -1;
            }
            if (length >= 0 && m_buffer.size() >= at + length) {
                *opcode = quint8(m_buffer[0]) & 0x0F;
                *payload = m_buffer.mid(at, length);
                m_buffer.remove(0, at + length);
                return true;
            }
        }
        if (!more())
            return false;
    }
}

QJsonObject BridgePeer::next()
{
    int opcode = 0;
    QByteArray payload;
    while (m_closeCode < 0) {
        if (!takeFrame(&opcode, &payload))
            m_closeCode = 0;
        else if (opcode == 1)
            return QJsonDocument::fromJson(payload).object();
        else if (opcode == 2)
            m_binary << payload;
        else if (opcode == 8)
            m_closeCode = payload.size() >= 2 ? qFromBigEndian<quint16>(payload.constData()) : 1005;
    }
    return {};
}

QJsonObject BridgePeer::end(int requestId)
{
    for (;;) {
        const QJsonObject message = next();
        const QJsonValue header = message[u"header"_s];
        if (message.isEmpty())
            return {};
        const bool refused = header[u"type"_s].toString() == u"acknowledge" && !header[u"status"_s].isNull();
        if (header[u"requestId"_s].toInt() == requestId && (refused || header[u"type"_s].toString() == u"completion"))
            return message;
    }
}

QString BridgePeer::run(const QString &name, const QJsonObject &payload)
{
    const QJsonObject message = end(send(name, payload));
    const QJsonValue header = message[u"header"_s];
    return header[u"completionCode"_s].toString(header[u"status"_s].toString(u"closed"_s));
}

int BridgePeer::closeCode()
{
    while (m_closeCode < 0)
        next();
    return m_closeCode;
}
