#pragma once
#include <support/rigs/scriptedserver.h>

#include <QStringList>

#include <chrono>

namespace zc::peers {

// An evaluation terminal and a queue behind a small web server on a loopback port, as the profiles sample-evl-http and
// sample-que-http meet them, down to the bytes. Thread-safe.
class TerminalServer {
public:
    TerminalServer();
    ~TerminalServer();

    QByteArray evaluation() const { return m_server->origin() + "/evaluate"; }
    QByteArray queue() const { return m_server->origin() + "/queue"; }

    struct World {
        QByteArray key = "A";               // that the applicant presses; "declined"; empty: she does nothing
        QByteArray number;                  // called next; empty: counts up
        bool nobody = false;
        int afterMs = 0;                    // until she presses, until the queue answers; -1: for ever
        QByteArray fault;                   // of the next questions: deaf, nonsense, defect, error, stale, cut, unplug, long, refuse
        int faultTimes = 0;
        double part = 0.5;                  // of the answer that comes before a cut or unplug
        bool away = false;                  // connections are reset
        bool awayAtOpen = false;            // from the next look at its state on
        int refuseAll = 0;                  // this status for everything
    };
    void change(const std::function<void(World &)> &how);
    int questions() const;                  // asked, or called
    int stops() const;                      // questions that were taken back
    QByteArray lastBody() const;
    QStringList requests() const;           // "POST /evaluate/questions" …

private:
    void serve(rigs::Peer &peer);
    bool answer(rigs::Peer &peer, const QByteArray &request);       // false: the connection is over
    bool main(rigs::Peer &peer, const QByteArray &good, int waitMs);
    World world() const;
    QByteArray stateOf(const QByteArray &visit) const;              // with the mutex held

    mutable std::mutex m_mutex;
    World m_world;
    QByteArray m_visit;
    std::chrono::steady_clock::time_point m_asked;
    int m_questions = 0, m_stops = 0, m_counter = 0;
    bool m_stopping = false;
    QByteArray m_lastBody;
    QStringList m_requests;
    std::unique_ptr<rigs::ScriptedServer> m_server;
};

} // namespace zc::peers
