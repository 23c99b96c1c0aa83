#pragma once
#include <QObject>
#include <QString>

namespace zc::intake {

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
    friend bool operator==(const DeskStatus &, const DeskStatus &) = default;
};

} // namespace zc::intake
