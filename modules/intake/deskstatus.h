#pragma once
#include <QObject>
#include <QString>

namespace zc::intake {

struct CounterPorts;

enum class Health { Good, Attention, Bad, Off };

// The cells of the status strip, ready for the screen.
struct DeskStatus {
    struct Cell {
        Health health = Health::Off;
        QString words;
        friend bool operator==(const Cell &, const Cell &) = default;
    };
    Cell platform;                    // "provincial platform online 42 ms"
    Cell waiting;                     // operations to be synchronised
    Cell reader;
    QString clerk, window;
    bool demo = false;
    Cell scanner{};                   // empty words: none is set up
    Cell camera{};                    // the same
    friend bool operator==(const DeskStatus &, const DeskStatus &) = default;
};

// Keeps the cells up to date from the engine and the devices. GUI thread.
class DeskStatusMonitor : public QObject {
    Q_OBJECT
public:
    explicit DeskStatusMonitor(const CounterPorts &ports, QObject *parent = nullptr);
    const DeskStatus &current() const { return m_status; }

Q_SIGNALS:
    void changed();

private:
    void refresh();
    DeskStatus::Cell platformCell() const;
    DeskStatus::Cell waitingCell() const;
    DeskStatus::Cell readerCell() const;
    struct Words;
    DeskStatus::Cell deviceCell(const QString &slot, const Words &words, const DeskStatus::Cell &none) const;
    DeskStatus::Cell scannerCell() const;
    DeskStatus::Cell cameraCell() const;

    const CounterPorts &m_ports;
    DeskStatus m_status;
};

} // namespace zc::intake
