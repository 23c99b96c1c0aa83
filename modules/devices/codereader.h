#pragma once
#include <devices/codes.h>
#include <devices/driver.h>

#include <functional>

namespace zc::devices {

// A code scanner on a serial line (a USB scanner in its serial mode counts as one).
struct CodeReaderSettings {
    DeviceId slot = QStringLiteral("bar-1");
    QString port;
    int baud = 9600;
    QString title;
};
std::unique_ptr<Driver> makeSerialCodeReader(const CodeReaderSettings &settings);

// Where the shell puts what a scanner typed (wedge.h); the driver takes it from there. Thread-safe.
class CodeInlet {
public:
    CodeInlet();
    ~CodeInlet();
    void push(const QString &code);     // dropped where a hundred wait already

    struct Private;

private:
    friend std::unique_ptr<Driver> makeKeyboardCodeReader(const DeviceId &, const QString &, const std::shared_ptr<CodeInlet> &);
    std::shared_ptr<Private> d;
};
// The driver "wedge": a scanner that is a keyboard to the system. Whether it is plugged in cannot be known.
std::unique_ptr<Driver> makeKeyboardCodeReader(const DeviceId &slot, const QString &title, const std::shared_ptr<CodeInlet> &inlet);

// A code scanner that is none, at the other end of a line or as a keyboard that types. One thread of its own. Errors:
// DEV-SIM-PTY, DEV-SIM-CONTROL.
class CodeReaderSimulator {
public:
    enum class Line { Memory, Terminal, Keyboard };
    static Result<std::unique_ptr<CodeReaderSimulator>> start(Line line);
    ~CodeReaderSimulator();

    QString portPath() const;           // of a terminal
    // {"scan":"text"} once  {"scan":{"hex":"C4E3"}}  {"code":"text"|null} lies under it and is read again and again
    // {"set":{"afterMs":20,"denied":true,"suffix":"crlf|cr|lf|none","gapMs":0}}  {"fault":{"kind":"long|trickle","times":1}}
    // {"unplug":{}} {"unplugAt":{"bytes":3}} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    int sent() const;                   // codes
    bool refusesUsers() const;
    QStringList transcript() const;     // without what was scanned

private:
    friend std::unique_ptr<Driver> makeSimulatedCodeReader(const DeviceId &, const QString &, const std::shared_ptr<CodeReaderSimulator> &);
    struct Private;
    explicit CodeReaderSimulator(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};
// The ordinary driver over the simulator's line in memory, or over its keyboard.
std::unique_ptr<Driver> makeSimulatedCodeReader(const DeviceId &slot, const QString &title, const std::shared_ptr<CodeReaderSimulator> &simulator);

} // namespace zc::devices
