#pragma once
#include <devices/devicehub.h>
#include <intake/deskstatus.h>
#include <station/printshelf.h>

#include <QPointer>
#include <QSet>

#include <deque>
#include <optional>

namespace zc::client {

// What a print left behind says for sure that no sheet of it came out.
bool nothingCame(const std::optional<devices::PrintRecord> &record);

// Papers through the printers of the device model, each printer's in the order they were asked for. A paper is called printed when
// the printer says so. With a shelf a paper is kept from the moment it is asked for until its end was told, also over a crash: what
// certainly never began is printed on, what may be out already is asked for at the printer, and what nobody can know is a doubt
// that a person ends. GUI thread, never waits.
class DevicePrinters : public QObject {
    Q_OBJECT
public:
    using Paper = station::PrintShelf::Paper;
    using QObject::QObject;

    // Of the desk that stands now; its end ends what waits here. The shelf, if any, outlives the hub.
    void attach(devices::DeviceHub *hub, station::PrintShelf *shelf = nullptr);
    QStringList printers(devices::DeviceClass cls = devices::DeviceClass::Printer) const;      // slots, "prn-1"
    intake::DeskStatus::Cell cell(const devices::DeviceId &slot) const;
    void print(Paper paper);                                // id and time are given here; the printer is a slot
    QStringList running() const;                            // titles of what is being printed now
    void stop();                                            // what is being printed now; what waits behind it goes on
    void setAway(bool away);                                // the desk is locked: nothing begins, and what the lock stopped waits

    // What a person decides about a doubt: print it once more, as a paper of its own, or leave it.
    struct Doubt {
        Paper paper;
        Error why;                                          // no code: the record says it all (never begun, or taken back)
    };
    void decide(const Doubt &doubt, bool again);

    static constexpr qint64 kFreshMs = 15 * 60'000;         // who asked for it may still sit there

Q_SIGNALS:
    void changed();
    void kept(const QString &title);                        // it stands on the shelf: printed once, or somebody is told
    void printed(const QString &title, bool certain);       // not certain: the printer took it and cannot say more
    void refused(const QString &title, const zc::Error &why);
    // The clerk stopped it; null: it had not begun. Phase Stopped: taken back; anything else but Done: nobody knows what came out.
    void stopped(const QString &title, const std::optional<zc::devices::PrintRecord> &record);
    void doubted(const zc::client::DevicePrinters::Doubt &doubt);
    void left(int papers);                                  // of an earlier run: they go on as soon as their printer can

private:
    struct Line {
        std::deque<Paper> before;                           // of an earlier run: they wait until the printer can tell
        std::deque<Paper> waiting;
        std::optional<Paper> now;
        std::optional<devices::Job<devices::PrintOutcome>> job;      // of now, until it has ended
        bool byClerk = false;                               // stopped by
        bool judged = false;                                // its record is being read
    };
    void next(const devices::DeviceId &slot);
    void begin(const devices::DeviceId &slot, const Paper &paper, bool before);
    void ended(const devices::DeviceId &slot, bool before, const Result<devices::PrintOutcome> &outcome);
    void judge(const devices::DeviceId &slot);
    void pass(const devices::DeviceId &slot, const std::optional<devices::PrintRecord> &record);
    void clear(const devices::DeviceId &slot);
    void settle(const devices::PrintId &id);
    void resume(const QList<Paper> &papers);
    devices::DeviceState stateOf(const devices::DeviceId &slot) const;

    QPointer<devices::DeviceHub> m_hub;
    station::PrintShelf *m_shelf = nullptr;
    QMap<devices::DeviceId, Line> m_lines;
    QSet<devices::PrintId> m_asked;                         // since the shelf is looked through: these stand in line already
    bool m_away = false;
};

} // namespace zc::client
