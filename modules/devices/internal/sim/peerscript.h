#pragma once
#include <devices/simulator.h>

#include <optional>

namespace zc::devices::sim {

struct ByteFault {
    QString kind;
    QByteArray command;             // request body as hex ("3001"); empty: any
    int at = 0;
    int count = 1;
    int ms = 0;
    int times = 1;
};
struct StatusOverride {
    QByteArray command;
    quint8 sw3 = 0x90;
    int times = 1;
};
struct HangUp {
    QByteArray command;             // empty: now
    int at = 0;                     // after so many bytes of the answer
    int backAfterMs = -1;           // -1: stays away
};

// What the next answers will look like; written by control lines, read by the peer's thread under its lock.
struct Script {
    std::optional<SimulatedCard> card;
    bool cardWasRead = false;
    bool selected = false;
    ReaderSimulator::Options options;
    ReaderSimulator::Options started;       // what reset goes back to
    bool plug = false;                      // come back, whoever hung up
    QList<ByteFault> faults;
    QList<StatusOverride> statuses;
    std::optional<HangUp> hangUp;

    void lay(const SimulatedCard &next);
    void lift();
    Result<void> apply(const QByteArray &line);                 // one control line; refused as a whole
    QByteArray answerTo(const QByteArray &body);                // the whole frame, before faults
    std::optional<ByteFault> takeFault(const QByteArray &command);
};

} // namespace zc::devices::sim
