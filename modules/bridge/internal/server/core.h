#pragma once
#include "internal/frames/framereader.h"
#include "internal/pairing/tokenstore.h"

#include <bridge/bridgeserver.h>

#include <QHash>

#include <atomic>

namespace zc::bridge {

// The way out of one page, whatever door it came through: called by the thread of the sessions, taken care of by the door.
struct Line {
    virtual ~Line() = default;
    virtual void say(const QByteArray &text) = 0;
    virtual void sayBinary(const QByteArray &frame) = 0;
    virtual void leave(CloseCode code) = 0;         // nothing is said after it
};

// Keeper of the sessions of one door; all of it in one thread. Connections of other threads call it through the event loop.
class Core : public QObject {
    Q_OBJECT
public:
    Core(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record);
    ~Core() override;

    void open(quint64 id, const Caller &caller, const std::shared_ptr<Line> &line);
    void receive(quint64 id, const QByteArray &payload, bool binary);
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
