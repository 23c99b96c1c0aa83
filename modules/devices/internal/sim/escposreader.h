#pragma once
#include <QByteArray>
#include <QStringList>

#include <deque>

namespace zc::devices::sim {

// Reads a stream of ESC/POS as a printer would and keeps what would stand on the paper. Knows nothing of the driver's encoder.
class EscPosReader {
public:
    // Takes what it understands from the front of `input`. `lines` is how many more lines may be printed (-1: any number); when it
    // runs out, reading stops before the next line.
    struct Taken {
        int lines = 0;              // printed now
        QByteArray questions;       // n of each DLE EOT n, 'r' for GS r 1, in order
        int initialisations = 0;
    };
    Taken take(QByteArray &input, int mostLines);
    // Real-time questions are answered even while nothing else is read: found anywhere in what waits.
    static QByteArray realTime(QByteArray &input);

    QStringList slips;
    QString current;
    bool unknown = false;           // a byte that is no command and no text

private:
    qsizetype command(const QByteArray &input, Taken *taken);       // its length; 0: not whole yet, -1: none
    void text(char byte);

    QByteArray m_line;
    bool m_chinese = false;
};

} // namespace zc::devices::sim
