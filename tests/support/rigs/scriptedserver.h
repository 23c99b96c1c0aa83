#pragma once
#include <QByteArray>
#include <QList>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

namespace zc::rigs {

// One accepted connection of a ScriptedServer, on plain blocking sockets: the test decides every byte and when it ends.
class Peer {
public:
    Peer(int fd, const std::atomic<bool> &stop) : m_fd(fd), m_stop(stop) {}
    ~Peer() { close(); }
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    // Headers and body of one request (by Content-Length); empty when the other side went away.
    QByteArray readRequest();
    QByteArray readAnswer(bool headOnly = false);    // the same for an answer; without a length it ends with the connection
    std::optional<QByteArray> readSome(int timeoutMs);   // whatever came; empty: nothing within the time; nothing: the other side went away
    void send(const QByteArray &bytes);
    void close();
    void reset();                                    // ends with RST instead of FIN
    bool waitForClose(int timeoutMs);                // true when the other side ended the connection

    static QByteArray answer(int status, const QByteArray &body, const QByteArray &extraHeaders = {});

private:
    bool readable(int timeoutMs) const;
    QByteArray readMessage(bool untilClose, bool headOnly);

    int m_fd;
    const std::atomic<bool> &m_stop;
    QByteArray m_buffer;
};

// Listens on a free loopback port; every connection is handed to the script with its number, each on its own thread.
class ScriptedServer {
public:
    using Script = std::function<void(Peer &, int connection)>;
    explicit ScriptedServer(Script script);
    ~ScriptedServer();

    quint16 port() const { return m_port; }
    QByteArray origin() const { return "http://127.0.0.1:" + QByteArray::number(m_port); }
    int connections() const { return m_connections; }
    void note(const QByteArray &request);            // remembers what a script received
    QList<QByteArray> requests() const;

private:
    void run();

    Script m_script;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<bool> m_stop = false;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_requests;
    std::list<std::thread> m_workers;
    std::thread m_thread;
};

} // namespace zc::rigs
