#pragma once
#include <bridge/bridgepolicy.h>
#include <bridge/session.h>

#include <QObject>

#include <memory>

namespace zc::bridge {

struct BridgeSettings {
    quint16 port = 18610;           // 0 = any free one, for tests
    BridgePolicy policy;
    QString nativeSecretFile;       // empty: no native clients. One line of at least 32 characters, readable by this user alone
    QStringList nativeGrants;
    bool askForAll = false;         // diagnostics only
    const devices::PageEncoder *encoder = nullptr;      // of scanned pages; outlives the server
    QString window, clerkNo;        // of this desk, for evaluation terminals and queue callers
};

// Which pages hold devices now, for the indicator.
struct BridgeHold {
    QString origin;                 // empty: a program on this computer
    QStringList devices;
};

// The local door for web pages: HTTP and WebSocket on 127.0.0.1 and ::1, one port, nothing else. A request is judged by its head alone
// before any session or device hears of it. Sockets are served on threads of their own, sessions live in one more; this object belongs
// to the thread that made it, and none of its methods but start() and stop() waits for anything. Nothing listens after stop().
// Errors of start(): BRG-PORT-TAKEN (Conflict), BRG-LISTEN (Internal), BRG-SECRET (Denied).
class BridgeServer : public QObject {
    Q_OBJECT
public:
    // Hub, clerk and clock outlive the server; `record` is called from any thread.
    BridgeServer(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record,
                 QObject *parent = nullptr);
    ~BridgeServer() override;

    Result<void> start();
    void stop();
    quint16 port() const;           // 0 while it does not listen

    void setPolicy(const BridgePolicy &policy);     // grants that are gone cancel their jobs, origins that are gone lose their sockets
    void setLocked(bool locked);    // true: every socket is closed, and none is opened until it is false again
    void signOut();                 // the clerk's tokens end
    void endClaimsOf(const QString &origin);

Q_SIGNALS:
    void heldChanged(const QList<zc::bridge::BridgeHold> &holds);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zc::bridge
