#pragma once
#include "internal/admission/admission.h"
#include "internal/rate.h"
#include "internal/server/core.h"
#include "internal/server/outlet.h"

#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>

#include <QElapsedTimer>

#include <map>
#include <mutex>

namespace zc::bridge {

inline constexpr int kMostUnfinishedHeads = 8;
inline constexpr int kMostSockets = 8;
inline constexpr int kMostSocketsPerOrigin = 4;

// What all connections of the door share, for any thread.
class Door : public Poco::Net::TCPServerConnectionFilter {
public:
    Door(Core &sessions, BridgeRecord writer) : core(sessions), record(std::move(writer)) { m_clock.start(); }

    bool accept(const Poco::Net::StreamSocket &socket) override;        // false: too many heads are being waited for
    qint64 takeAccepted(const Poco::Net::StreamSocket &socket);         // when it was accepted, on elapsedMs()
    void headRead();                                                    // the place among the unfinished heads is free again
    qint64 elapsedMs() const { return m_clock.elapsed(); }

    int takeSocket(const QString &origin);      // 0, or the status that says why not
    void giveSocket(const QString &origin);

    AdmissionRules rules() const;
    void setRules(const AdmissionRules &rules);

    Core &core;
    const BridgeRecord record;
    std::atomic<bool> stopping = false, locked = false;
    std::atomic<quint64> nextId = 1;

private:
    mutable std::mutex m_mutex;
    QElapsedTimer m_clock;
    AdmissionRules m_rules;
    std::map<const void *, qint64> m_accepted;
    int m_unfinished = 0;
    int m_sockets = 0;
    QHash<QString, int> m_perOrigin;
};

struct SocketLine final : Line {
    explicit SocketLine(const Poco::Net::StreamSocket &socket) : outlet(socket) {}
    void say(const QByteArray &text) override { outlet.send(textFrame(text)); }
    void sayBinary(const QByteArray &frame) override { outlet.send(binaryFrame(frame)); }
    void leave(CloseCode code) override { outlet.leave(code); }
    Outlet outlet;
    std::atomic<int> underway = 0;              // messages that the session has not taken yet
};

// One accepted connection: reads the head, has it judged, then answers and ends, or serves a WebSocket until it closes.
class Connection : public Poco::Net::TCPServerConnection {
public:
    Connection(const Poco::Net::StreamSocket &socket, Door &door) : TCPServerConnection(socket), m_door(door) {}
    void run() override;

private:
    bool readHead(qint64 acceptedMs);           // into m_input; false: too late, too long or gone
    void answer(int status, const QByteArray &body);
    void serve(const Verdict &verdict, QByteArrayView early);
    bool take(FrameReader &reader, quint64 id, const std::shared_ptr<SocketLine> &line);
    void drain(int ms);

    Door &m_door;
    QByteArray m_input;
    qsizetype m_headEnd = -1;
    Rate m_control;                             // pings and pongs
};

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    explicit ConnectionFactory(Door &door) : m_door(door) {}
    Poco::Net::TCPServerConnection *createConnection(const Poco::Net::StreamSocket &socket) override { return new Connection(socket, m_door); }

private:
    Door &m_door;
};

} // namespace zc::bridge
