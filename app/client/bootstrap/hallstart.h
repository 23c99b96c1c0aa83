#pragma once
#include "bootstrap/deskdevices.h"
#include "bootstrap/deskstart.h"

#include <base/clock.h>
#include <settings/settings.h>
#include <station/signon.h>

#include <memory>

namespace zc::client {

class SignOnSheet;

// A desk of a real hall: enrolment of the window once, sign-on of the clerk each morning, her password at the lock. Policy names the
// province; what policy or contract do not allow is said on the sheet. The password lives in this object only while it is needed,
// the ticket in memory, in a sealed file beside the clerk's store and in the sealed operations.
class HallStart : public DeskStart {
    Q_OBJECT
public:
    HallStart(const settings::Settings &settings, const QString &dataDir, const Clock &clock, SignOnSheet &sheet);
    ~HallStart() override;

    void askFirst();                                 // what the sheet shows first; before begin()
    void begin(const Parts &parts) override;
    station::Station *station() override { return m_station.get(); }
    QFuture<Result<void>> open(const QString &secret, int failedTries) override;
    LockScreen::Asks asks() const override;
    // Of the province's own answer; offline of its last one to this clerk, which lies sealed in her folder: neither a desk without the
    // network nor site.role gives anybody a page that the province did not. Who signed on takes in cases (STN-ROLE); `trainer` and
    // `installer` add to that, a name that says nothing here does not.
    std::optional<Roles> roles() const override;
    Typed typed() const override { return {m_devices.inlet(), m_devices.wedgePrefix()}; }
    std::shared_ptr<devices::CallList> calls() const override { return m_devices.calls(); }
    bool hoursAreOver() const;                       // since she last typed her password for a sign-on, by session.maxHours

    // What a locked-down desk may still believe of itself: kept at each sign-on, read at the start (settings::Options::remembered).
    static QJsonObject remembered(const QString &dataDir);

Q_SIGNALS:
    void printWanted(const QString &title, const QByteArray &pdf);
    void practiceWanted();

private:
    station::HallSetup setup() const;
    std::function<station::StationOptions()> options() const;
    void nobody(const QString &code, const QString &steps = {});
    void renew(const QString &secret, std::function<void(const Result<void> &)> answer);
    void keep(const QFuture<void> &work);
    void hold(const station::Ticket &ticket);
    void enrol(const QString &code);
    void run();
    void judge(const Result<station::SignedOn> &outcome);
    void finish();
    void stand();
    void remember() const;
    void printRecovery(const QString &passphrase);

    const settings::Settings &m_settings;
    QString m_dataDir;
    const Clock &m_clock;
    DeskDevices m_devices;                           // as the settings named them at the start
    SignOnSheet &m_sheet;
    Parts m_parts;
    station::DeskCard m_card;
    station::SignOnAsk m_ask;
    std::optional<station::SignedOn> m_done;         // until the recovery passphrase is kept
    net::Cancel m_cancel;                            // of what runs now
    QList<QFuture<void>> m_running;                  // work on what this object refers to: the end waits for them
    QString m_user, m_folder;
    bool m_offline = false;                          // the ticket is one of an earlier day
    qint64 m_ticketUntilMs = 0;
    QStringList m_roles;                             // as the province names them
    qint64 m_signedOnBootMs = 0;
    int m_failed = 0, m_failedBefore = 0;            // since the last success; before it
    std::unique_ptr<station::Station> m_station;
};

} // namespace zc::client
