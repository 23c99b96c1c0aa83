#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <memory>

inline constexpr int kPatience = 60'000;
inline const QByteArray kWindow = "https://window.example.test";       // the page that may read cards

// `zcctl bridge run` in a folder of its own.
class BridgeProgram {
public:
    explicit BridgeProgram(const QByteArray &policy, const QStringList &more = {}, quint16 port = 0);
    ~BridgeProgram();
    bool waitPort();                    // false: it ended instead
    quint16 port() const { return m_port; }
    int stop();                         // by SIGTERM; the exit status
    int waitEnd();
    qint64 processId() const { return m_process.processId(); }
    QByteArrayList transcript() const;  // its lines
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

// One connection of a page or of somebody who pretends to be one. Writes bytes as they are; the WebSocket frames are its own.
class BridgePeer {
public:
    explicit BridgePeer(quint16 port, const QHostAddress &address = QHostAddress::LocalHost);
    bool connected() const { return m_connected && m_socket.state() == QAbstractSocket::ConnectedState; }

    static QByteArray head(quint16 port, const QByteArray &origin, const QByteArrayList &change = {}, const QByteArray &line = "GET /v1/ws HTTP/1.1");
    static QByteArray frame(int firstByte, const QByteArray &payload, bool masked = true);

    void write(const QByteArray &bytes);
    int status();                       // of the HTTP answer; 0: closed without one
    bool open(const QByteArray &origin);        // upgrade
    void say(const QByteArray &text) { write(frame(0x81, text)); }
    int send(const QString &name, const QJsonObject &payload = {}, int timeoutMs = 0);
    QJsonObject next();                 // the next text message; empty: closed
    QJsonObject end(int requestId);     // its completion, or an acknowledge that refuses it
    QString run(const QString &name, const QJsonObject &payload = {});      // its completion code or refusal
    int closeCode();                    // reads on until the other end says goodbye; 0: it went without a word
    QByteArrayList takeBinary() { return std::exchange(m_binary, {}); }        // that came between the texts read so far
    const QByteArray &everything() const { return m_everything; }
    QByteArray httpHead() const { return m_httpHead; }

private:
    bool more();
    bool takeFrame(int *opcode, QByteArray *payload);
    QTcpSocket m_socket;
    bool m_connected = false;
    QByteArray m_buffer, m_everything, m_httpHead;
    QByteArrayList m_binary;
    quint16 m_port;
    int m_lastId = 0;
    int m_closeCode = -1;
};
