#pragma once
#include "bootstrap/deviceprinters.h"

#include <QObject>
#include <QStringList>

namespace zc::client {

// Sends papers to the printer of this desk: one of the device model (a slot such as prn-1), which says how it is and when a paper is
// out, or a queue of the system's spooler, by pipe. No copy of a paper is left in a file. GUI thread, never waits.
class Printing : public QObject {
    Q_OBJECT
public:
    explicit Printing(bool demo, QObject *parent = nullptr);

    void look();                                            // asks for this machine's printers; answers by changed()
    void attach(devices::DeviceHub *hub);                   // the devices of the desk that stands now
    void choose(const QString &printer);                    // by setting; empty: the desk's own slot, else the system's
    QStringList printers() const { return m_devices.printers() + m_printers; }
    void print(const QString &title, const QByteArray &pdf, const QString &printer = {});     // printer: empty = the chosen one
    const intake::DeskStatus::Cell &cell() const { return m_cell; }

Q_SIGNALS:
    void changed();
    void printed(const QString &title);                     // handed over
    void finished(const QString &title);                    // on paper: the printer said so
    void refused(const QString &sentence);

private:
    void set(intake::Health health, const QString &words);
    void judge();
    QString printer() const;
    bool m_demo;
    DevicePrinters m_devices;
    QStringList m_printers;
    QString m_default, m_chosen;
    intake::DeskStatus::Cell m_cell;
};

} // namespace zc::client
