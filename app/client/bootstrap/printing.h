#pragma once
#include "bootstrap/deviceprinters.h"

#include <QObject>
#include <QStringList>

namespace zc::client {

// Sends papers to the printer of this desk: one of the device model (a slot such as prn-1), which says how it is and when a paper is
// out, or a queue of the system's spooler, by pipe. No copy of a paper is left in a clear file. GUI thread, never waits.
class Printing : public QObject {
    Q_OBJECT
public:
    explicit Printing(bool demo, QObject *parent = nullptr);

    struct Sheet {
        QString title;                                      // the kind of paper: it may stand in a print queue
        QByteArray pdf;
        QUuid caseId{};                                     // null: of no case
        QString kind{};                                     // N01
    };

    void look();                                            // asks for this machine's printers; answers by changed()
    // The devices of the desk that stands now, and where its papers are kept until they are out (null: only in memory).
    void attach(devices::DeviceHub *hub, station::PrintShelf *shelf = nullptr);
    void choose(const QString &printer);                    // by setting; empty: the desk's own slot, else the system's
    QStringList printers() const { return m_devices.printers() + m_devices.printers(devices::DeviceClass::ReceiptPrinter) + m_printers; }
    // printer: empty = the chosen one. A slip goes to the receipt printer of this window, unless another was named for its kind.
    void print(const Sheet &sheet, const QString &printer = {});
    QStringList running() const { return m_devices.running(); }      // titles of what is being printed
    void stop() { m_devices.stop(); }                       // that; what came out of it is said by stopped()
    void setAway(bool away) { m_devices.setAway(away); }
    const intake::DeskStatus::Cell &cell() const { return m_cell; }
    intake::DeskStatus::Cell receiptCell() const;           // empty words: no receipt printer is set up

Q_SIGNALS:
    void changed();
    void printed(const QString &title);                     // handed over
    void finished(const QString &title);                    // on paper: the printer said so
    void refused(const QString &sentence);
    void stopped(const QString &sentence, bool clean);      // clean: nothing of it came out
    void remarked(const QString &sentence);                 // worth knowing, nothing to do
    // Nobody can know whether it is out, or something of it is: printed once more only where a person says so.
    void doubted(const QString &headline, const QString &paper, const QString &advice, const std::function<void(bool again)> &decide);

private:
    void set(intake::Health health, const QString &words);
    void judge();
    void ask(const DevicePrinters::Doubt &doubt);
    QString printer() const;
    QString rollFor(const QString &printer) const;          // of a slip; empty: none
    bool m_demo;
    DevicePrinters m_devices;
    QStringList m_printers;
    QString m_default, m_chosen;
    intake::DeskStatus::Cell m_cell;
};

} // namespace zc::client
