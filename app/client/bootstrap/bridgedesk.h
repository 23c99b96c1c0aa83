#pragma once
#include <base/result.h>
#include <bridge/innerdoor.h>
#include <intake/deskstatus.h>
#include <webhost/webpart.h>

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace zc::settings {
class Settings;
}
namespace zc::station {
class Station;
}

namespace zc::client {

class KeyQuestion;
class PairQuestion;

// The doors for web pages at this desk, the port for browsers and the one for pages in our own window: opened where the machine policy says so, asks in our window, shows which page holds what, and is
// shut while the desk is locked. What it does is written to the audit log, without a value of a card. GUI thread.
class BridgeDesk : public QObject, private bridge::ClerkPort {
    Q_OBJECT
public:
    BridgeDesk(PairQuestion &question, KeyQuestion &signing);
    ~BridgeDesk() override;

    // Which pages may use what: bridge.grants, bridge.ask, bridge.httpOrigins; bridge.enabled is about the port alone.
    // BRG-POLICY: the values make no policy, and both doors stay shut.
    static Result<bridge::BridgePolicy> policyOf(const settings::Settings &settings);

    void open(const settings::Settings &settings, station::Station &station, const Clock &clock);       // once; refused() if it cannot
    bool isOpen() const { return m_server && m_server->port() != 0; }
    quint16 port() const { return m_server ? m_server->port() : 0; }
    void setLocked(bool locked);
    void takeBack();                                 // every device that a page holds
    // The conversation of a page in our own window; null: this origin may use no device, or the desk is locked.
    std::unique_ptr<webhost::PageChannel> channel(const QString &origin, webhost::PageVoice voice);
    void noteRefusedPage(const QString &what, const QString &origin);        // something else such a page was not let do
    intake::DeskStatus::Cell cell() const { return m_cell; }        // for the strip; empty: no page holds anything

Q_SIGNALS:
    void changed();
    void refused(const zc::Error &error);

private:
    void ask(const bridge::ClerkQuestion &question, Answer answer) override;       // on the thread of the door
    void askToSign(const bridge::ClerkSignature &what, SignAnswer answer) override;
    void withdraw(quint64 id) override;
    void show();
    void note(const bridge::BridgeEvent &event, int times = 1);
    void noteRefused();

    PairQuestion &m_question;
    KeyQuestion &m_signing;
    station::Station *m_station = nullptr;
    std::unique_ptr<bridge::BridgeServer> m_server;
    std::unique_ptr<bridge::InnerDoor> m_inner;
    QList<bridge::BridgeHold> m_heldOutside, m_heldInside;
    QStringList m_holding;                           // origins
    bool m_locked = false;
    QHash<QString, QPair<bridge::BridgeEvent, int>> m_refused;       // since the minute began: written once, then counted
    QTimer m_minute;
    intake::DeskStatus::Cell m_cell;
};

} // namespace zc::client
