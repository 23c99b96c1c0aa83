#pragma once
#include <bridge/bridgeserver.h>

namespace zc::bridge {

// What a document inside our own window hears; called in the thread of the door.
struct InnerVoice {
    std::function<void(const QByteArray &text)> say;
    std::function<void(const QByteArray &frame)> sayBinary;
    std::function<void(int closeCode)> leave;           // once; nothing is said after it
};

// One document's conversation; ends with this object. Same thread.
class InnerPage {
public:
    ~InnerPage();
    void receive(const QByteArray &text);
    void receiveBinary(const QByteArray &frame);

private:
    friend class InnerDoor;
    struct Private;
    explicit InnerPage(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

// The door for pages inside our own window: no port and no thread of its own, the same sessions and the same checks as those behind
// BridgeServer. Who shows the page vouches for its origin. GUI thread; never waits. Of the settings port and native clients are not used.
class InnerDoor : public QObject {
    Q_OBJECT
public:
    // Hub, clerk and clock outlive the door; `record` is called in its thread.
    InnerDoor(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record,
              QObject *parent = nullptr);
    ~InnerDoor() override;              // pages that are still there are told to leave

    // Null: locked, or the policy does not name this origin.
    std::unique_ptr<InnerPage> enter(const QString &origin, InnerVoice voice);
    void setPolicy(const BridgePolicy &policy);
    void setLocked(bool locked);
    void signOut();
    void endClaimsOf(const QString &origin);

Q_SIGNALS:
    void heldChanged(const QList<zc::bridge::BridgeHold> &holds);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zc::bridge
