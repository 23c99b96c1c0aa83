#pragma once
#include <intake/deskstatus.h>

#include <QObject>
#include <QStringList>

namespace zc::client {

// Sends papers to the printer of this desk through the system's spooler, by pipe: no copy of a paper is left in a file.
// GUI thread, never waits.
class Printing : public QObject {
    Q_OBJECT
public:
    explicit Printing(bool demo, QObject *parent = nullptr);

    void look();                                            // asks for this machine's printers; answers by changed()
    void choose(const QString &printer);                    // by setting; empty: the system's
    const QStringList &printers() const { return m_printers; }
    void print(const QString &title, const QByteArray &pdf, const QString &printer = {});     // printer: empty = the chosen one
    const intake::DeskStatus::Cell &cell() const { return m_cell; }

Q_SIGNALS:
    void changed();
    void printed(const QString &title);
    void refused(const QString &sentence);

private:
    void set(intake::Health health, const QString &words);
    void judge();
    QString printer() const { return m_chosen.isEmpty() ? m_default : m_chosen; }
    bool m_demo;
    QStringList m_printers;
    QString m_default, m_chosen;
    intake::DeskStatus::Cell m_cell;
};

} // namespace zc::client
