#pragma once
#include "internal/pairing/tokenstore.h"
#include "internal/server/outlet.h"

#include <bridge/bridgeserver.h>

#include <QHash>

#include <atomic>

namespace zc::bridge {

// What a connection shares with the thread of the sessions.
struct Line {
    explicit Line(const Poco::Net::StreamSocket &socket) : outlet(socket) {}
    Outlet outlet;
    std::atomic<int> underway = 0;          // messages that the session has not taken yet
};

// Keeper of the sessions; lives in the bridge's own thread. The slots of connections are called through the event loop.
class Core : public QObject {
    Q_OBJECT
public:
    Core(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record);
    ~Core() override;

    void open(quint64 id, const Caller &caller, const std::shared_ptr<Line> &line);
    void receive(quint64 id, const QByteArray &payload, bool binary, const std::shared_ptr<Line> &line);
    void close(quint64 id);

    void setPolicy(const BridgePolicy &policy);
    void setLocked(bool locked);        // true: all sessions end, and those still on their way here too
    void signOut();
    void endClaimsOf(const QString &origin);

Q_SIGNALS:
    void heldChanged(const QList<zc::bridge::BridgeHold> &holds);

private:
    void tellHolds();
    void closeAll(CloseCode code);
    struct Entry {
        Session *session = nullptr;
        std::shared_ptr<Line> line;
    };
    TokenStore m_tokens;
    SessionWorld m_world;
    QHash<quint64, Entry> m_sessions;
    QList<BridgeHold> m_told;
    bool m_locked = false;
};

} // namespace zc::bridge
