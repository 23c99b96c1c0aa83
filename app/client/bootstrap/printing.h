#pragma once
#include <intake/deskstatus.h>

#include <QObject>

namespace zc::client {

// Sends papers to the printer of this desk through the system's spooler, by pipe: no copy of a paper is left in a file.
// GUI thread, never waits.
class Printing : public QObject {
    Q_OBJECT
public:
    explicit Printing(bool demo, QObject *parent = nullptr);

    void look();                                            // asks for the default printer; answers by changed()
    void print(const QString &title, const QByteArray &pdf);
    const intake::DeskStatus::Cell &cell() const { return m_cell; }

Q_SIGNALS:
    void changed();
    void printed(const QString &title);
    void refused(const QString &sentence);

private:
    void set(intake::Health health, const QString &words);
    bool m_demo;
    QString m_printer;
    intake::DeskStatus::Cell m_cell;
};

} // namespace zc::client
