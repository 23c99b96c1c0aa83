#pragma once
#include <bridge/bridgepolicy.h>
#include <bridge/clerkport.h>

#include <QObject>

#include <memory>

namespace zc {
class Clock;
}
namespace zc::devices {
class DeviceHub;
class PageEncoder;
}

namespace zc::bridge {

class TokenStore;

// One line for the audit log: who asked for what and how it ended. Never a value, a token or a name of a person.
struct BridgeEvent {
    QString what;                   // refused, opened, closed, paired, command
    QString origin;
    QString subject;                // the check that refused, or the command
    QString outcome;                // status or completion code
};
using BridgeRecord = std::function<void(const BridgeEvent &)>;     // any thread

// What all sessions of one desk share; outlives them. All of it belongs to the thread of the sessions.
struct SessionWorld {
    devices::DeviceHub &hub;
    ClerkPort &clerk;
    const Clock &clock;
    TokenStore &tokens;
    BridgePolicy policy;
    QStringList nativeGrants;       // of programs on this computer that know the secret
    bool askForAll = false;         // diagnostics: whatever is not granted may be asked for
    BridgeRecord record;
    const devices::PageEncoder *encoder = nullptr;      // not owned; null: only pages that a device encodes itself can be delivered
    QString window{}, clerkNo{};    // of this desk, for terminals and queues; a page has no say in it
};

struct Caller {
    QString origin;                 // byte by byte as admitted; empty for a native client
    bool native = false;
};

// The conversation with one page, whatever door it came through: text messages in, text messages out, JSON in the shape of XFS4IoT,
// and the pieces of transfers (internal/transfer) as binary ones.
// Checks run in this order: message, Hello, grant, payload, claim, device. Claims and jobs end with the session. Of one thread; never blocks.
class Session : public QObject {
    Q_OBJECT
public:
    Session(SessionWorld &world, const Caller &caller, QObject *parent = nullptr);
    ~Session() override;

    void receive(const QByteArray &text);
    void receiveBinary(const QByteArray &frame);        // a piece of a transfer
    void policyChanged();           // world.policy is another one: what is no longer granted stops
    void endClaims();               // the clerk took the devices back
    const Caller &caller() const;
    QStringList heldDevices() const;

Q_SIGNALS:
    void say(const QByteArray &text);
    void sayBinary(const QByteArray &frame);
    void leave(int closeCode);      // once; nothing is said after it
    void heldChanged();             // what the indicator shows

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zc::bridge
