#pragma once
#include <support/rigs/scriptedserver.h>

#include <QStringList>

#include <chrono>

namespace zc::peers {

// An evaluation terminal with its applicant, and a queue, behind a WebSocket on a loopback port, as the profiles sample-evl-ws and
// sample-que-ws meet them: handshake, frames and messages put together byte by byte here. Thread-safe.
class SocketTerminal {
public:
    explicit SocketTerminal(bool queue);
    ~SocketTerminal();

    quint16 port() const { return m_server->port(); }
    QByteArray address() const { return "ws://127.0.0.1:" + QByteArray::number(port()) + "/desk?window=3"; }

    struct World {
        QByteArray key = "5";               // that the applicant presses; "declined"; empty: she does nothing
        QByteArray number;                  // called next; empty: counts up
        bool nobody = false;
        int afterMs = 0;                    // until she presses, until the queue answers; -1: for ever
        QByteArray fault;                   // of the next questions: deaf, nonsense, defect, long, reserved, masked, binary, notutf8, badcontrol,
                                            // orphan, cut, unplug, closed, late, twice, pieces
        int faultTimes = 0;
        double part = 0.5;                  // of the answer that comes before a cut or unplug
        QByteArray handshake;               // silent, slow, accept, noaccept, extension, nonsense, huge; or a status
        bool deafToPings = false;
        bool away = false;                  // connections are reset
        bool awayAtOpen = false;            // from the next handshake on
    };
    void change(const std::function<void(World &)> &how);
    int questions() const;                  // asked, or called
    int stops() const;                      // questions that were taken back
    int handshakes() const;
    int wrongFrames() const;                // of the driver: not masked, out of order, unfinished
    bool isAsking() const;                  // a question stands on its screen
    QStringList requests() const;           // "ask", "stop", "ping frame" …
    QByteArray lastRequest() const;         // head of the last handshake
    void pingNow();                         // the next connection that looks sends one; pongs() counts the answers
    int pongs() const;

private:
    struct Line;
    void serve(rigs::Peer &peer, int number);
    bool greet(rigs::Peer &peer);
    bool take(Line &line, int opcode, const QByteArray &payload);       // false: the connection is over
    bool message(Line &line, const QByteArray &payload);
    bool answer(Line &line, const QByteArray &first, const QByteArray &last);
    World world() const;
    bool over() const;
    QByteArray takeFault();
    void note(const QString &what);

    mutable std::mutex m_mutex;
    World m_world;
    const bool m_queue;
    QByteArray m_visit, m_before;           // on the screen; the one before it
    int m_questions = 0, m_stops = 0, m_handshakes = 0, m_wrong = 0, m_counter = 0, m_pongs = 0;
    bool m_stopping = false, m_ping = false;
    QStringList m_requests;
    QByteArray m_lastRequest;
    std::unique_ptr<rigs::ScriptedServer> m_server;
};

} // namespace zc::peers
