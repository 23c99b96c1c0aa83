#pragma once
#include <devices/driver.h>

#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <functional>
#include <memory>

namespace zc {
class Clock;
}

namespace zc::devices {

// A made-up card: kind "R", "J", "I" or "Y" and its fields by name. No card of a real person ever stands here.
struct SimulatedCard {
    QString kind = QStringLiteral("R");
    QMap<QString, QString> fields;
    QString newestAddress;          // empty: the card has none
    quint64 photoSeed = 0;          // whose photo is on it; 0: an empty one
    int fingers = 2;                // of which it holds features: 0, 1 or 2

    static Result<SimulatedCard> fromDeck(const QString &name);     // "R", "J", "I", "Y": the fixed cards of the test data
    static SimulatedCard generated(quint64 seed, const QString &kind = QStringLiteral("R"));    // names say 样例
};

// A card reader on a wire: the other end of a real pseudo-terminal, with an encoder of its own that never meets the
// decoder of the driver. Demo mode and tests open portPath() with the ordinary driver; where there are no pseudo-terminals the
// line is in memory and makeSimulatedIdCardReader() gives the driver.
// One thread of its own; every method is thread-safe. Errors: DEV-SIM-PTY, DEV-SIM-CONTROL.
class ReaderSimulator {
public:
    struct Options {
        QString linkPath;           // stable path (symbolic link) that survives a hang-up; empty: the terminal's own path
        bool pace = false;          // send at the pace of `baud` (a pseudo-terminal ignores it)
        int baud = 115200;
        int radioDelayMs = 0;       // before every answer about a card
        bool inMemory = false;      // no terminal: portPath() is empty
        bool denied = false;        // nobody may open it (line in memory only)
        bool findOnlyOnce = false;  // presence model: refuse `find` for a card already read until it was lifted
        std::function<void(const QString &line)> onLine;    // each line of the transcript as it is written, on the simulator's thread
    };
    static Result<std::unique_ptr<ReaderSimulator>> start(const Options &options);
    ~ReaderSimulator();

    QString portPath() const;
    void lay(const SimulatedCard &card);
    void lift();
    // One JSON line: {"card":"R"|{"seed":7,"kind":"R"}|{"kind":"R","fields":{…},"fingers":0}|null} {"set":{"radioDelayMs":20,"denied":true}}
    // {"fault":{"kind":"drop|double|insert|flip|cut|stall|garbage|glue|late|echo|deaf","command":"3001","at":12,"count":1,"ms":0,"times":1}}
    // {"status":{"command":"3001","sw3":"31","times":1}}
    // {"offer":{"seed":7}} lays it where no card lies
    // {"reset":{}} {"plug":{}} {"hangup":{"backAfterMs":500}} {"hangupAt":{"command":"3001","at":100,"backAfterMs":50}}
    Result<void> control(const QByteArray &line);
    bool refusesUsers() const;
    int requests(const QString &command) const;     // that came in since the start, "3001"; empty: of any kind
    QStringList transcript() const;         // "12.345 > 2001", "12.346 < 2001 9F": commands and status, never card data

private:
    friend std::unique_ptr<Driver> makeSimulatedIdCardReader(const DeviceId &, const QString &, const std::shared_ptr<ReaderSimulator> &, const Clock &);
    struct Private;
    explicit ReaderSimulator(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

// The driver "sim-idr" for a simulator whose line is in memory. The simulator lives as long as the driver.
std::unique_ptr<Driver> makeSimulatedIdCardReader(const DeviceId &slot, const QString &title, const std::shared_ptr<ReaderSimulator> &simulator, const Clock &clock);

} // namespace zc::devices
