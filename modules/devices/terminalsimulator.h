#pragma once
#include <devices/driver.h>

#include <QStringList>

namespace zc::devices {

// An evaluation terminal with its applicant, or a queue with people in it, that are none: at the other end of a line, speaking as the
// profiles sample-evl-serial and sample-que-serial say, with an encoder of its own. One thread of its own; thread-safe. DEV-SIM-PTY,
// DEV-SIM-CONTROL.
class TerminalSimulator {
public:
    enum class What { Evaluation, Queue };
    enum class Line { Memory, Terminal };
    static Result<std::unique_ptr<TerminalSimulator>> start(What what, Line line);
    ~TerminalSimulator();

    What what() const;
    QString portPath() const;           // of a terminal
    // {"applicant":"5"} presses that key at every question; any text, also one that no profile knows; {"applicant":"declined"};
    // {"applicant":null} does nothing. {"press":"4"} once, now. {"queue":["A007","A008"]} who waits; {"queue":12} so many, ever on
    // {"set":{"afterMs":800,"denied":true}}  {"fault":{"kind":"deaf|nonsense|defect|busy|refused|stale|long","times":1}}
    // {"unplug":{}} {"unplugAt":{"bytes":9}} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    int questions() const;              // that were asked, or calls
    bool isAsking() const;              // a question stands on its screen
    bool refusesUsers() const;
    QStringList transcript() const;     // without values

private:
    friend std::unique_ptr<Driver> makeSimulatedTerminal(const DeviceId &, const QString &, const std::shared_ptr<TerminalSimulator> &);
    struct Private;
    explicit TerminalSimulator(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};
// sim-evl, sim-que: the ordinary driver over the line in memory, with the sample profile.
std::unique_ptr<Driver> makeSimulatedTerminal(const DeviceId &slot, const QString &title, const std::shared_ptr<TerminalSimulator> &simulator);

} // namespace zc::devices
