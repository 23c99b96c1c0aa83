#pragma once
#include "support/rigs/scriptedserver.h"

namespace zc::rigs {

// Stands between a desk and the platform and bends what passes, request by request. Plain HTTP on loopback. The judge is
// called on threads of the proxy, once for each request, with the request and its running number from 1.
class FaultProxy {
public:
    enum class Way {
        Pass,
        Down,                // the connection ends before anything is forwarded
        LoseReply,           // forwarded and answered there; the answer never comes back
        CutReply,            // half of the answer comes back, then a reset
        Portal,              // not forwarded; a login page with 200 comes back
        PortalAfter,         // forwarded; a login page with 200 comes back instead of the answer
        Gateway,             // not forwarded; 502 of somebody else
        Redirect,            // not forwarded; 307 to elsewhere
        Twice,               // forwarded twice on two connections; the second answer comes back
        Damaged,             // one byte of the answer's body is another
        WrongLength,         // Content-Length promises more than comes
        Late,                // the answer comes after `lateMs`
    };
    using Judge = std::function<Way(const QByteArray &request, int nth)>;

    explicit FaultProxy(quint16 upstream, Judge judge = {});

    QByteArray origin() const { return m_server.origin(); }
    void setJudge(Judge judge);
    void setUpstream(quint16 port) { m_upstream = port; }
    int requests() const { return m_count; }
    QList<QByteArray> firstLines() const;            // of every request, in order

    int lateMs = 300;

private:
    void serve(Peer &client);
    QByteArray exchange(const QByteArray &request);  // empty when the platform is not there
    bool answer(Peer &client, const QByteArray &request, Way way);

    std::atomic<quint16> m_upstream;
    std::atomic<int> m_count = 0;
    std::atomic<bool> m_never = false;
    mutable std::mutex m_mutex;
    Judge m_judge;
    QList<QByteArray> m_lines;
    ScriptedServer m_server;                         // last: its threads end before the rest goes
};

} // namespace zc::rigs
