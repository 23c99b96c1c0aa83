#pragma once
#include <devices/printers.h>

#include <QStringList>

#include <functional>

namespace zc {
class Clock;
}

namespace zc::devices {

// An A4 printer that is none: papers land in a folder as they came, or are only counted. For demo mode, training and tests.
// Thread-safe; lives as long as its driver. Errors: DEV-SIM-CONTROL.
class PrinterSimulator {
public:
    struct Options {
        QString folder;             // empty: nothing is kept
        int msPerJob = 0;
    };
    explicit PrinterSimulator(const Options &options);
    ~PrinterSimulator();
    // One JSON line: {"reasons":["media-empty-error"]} as a real printer names them; [] is fine again
    // {"fault":{"kind":"link|rejected|defect|nonsense|deaf|stopped","times":1}} {"set":{"msPerJob":400,"denied":true,"busy":true}}
    // {"unplug":{}} {"unplugAt":"open|start|middle|end"} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    int jobs() const;               // that began
    QList<QByteArray> papers() const;       // the last hundred, each once per copy
    QStringList transcript() const;
    void listen(std::function<void(const QString &words)> heard);        // what the transcript says, at once, on any thread; it must not call back

    struct Private;                 // shared with the driver; inside the room only

private:
    friend std::unique_ptr<Driver> makeSimulatedPrinter(const DeviceId &, const QString &, const std::shared_ptr<PrinterSimulator> &, const std::shared_ptr<PrintJournal> &);
    std::shared_ptr<Private> d;
};
std::unique_ptr<Driver> makeSimulatedPrinter(const DeviceId &slot, const QString &title, const std::shared_ptr<PrinterSimulator> &simulator, const std::shared_ptr<PrintJournal> &journal);

// A receipt printer at the other end of a line, with a reader of ESC/POS of its own: what it printed can be read back. One
// thread of its own. Errors: DEV-SIM-PTY, DEV-SIM-CONTROL.
class ReceiptSimulator {
public:
    enum class Line { Memory, Terminal, Tcp };
    static Result<std::unique_ptr<ReceiptSimulator>> start(Line line);
    ~ReceiptSimulator();

    QUrl address() const;           // for makeReceiptPrinter(); empty for a line in memory
    // {"paper":{"lines":40}|{"near":true}|null} {"cover":true} {"error":true} {"silent":true} (no way back) {"stall":true} (reads
    // nothing) {"nonsense":true} {"set":{"msPerLine":20,"denied":true}} {"unplug":{}} {"unplugAt":{"bytes":120}} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    QStringList slips() const;      // the text of each slip that was cut, lines joined by \n; a raster line is "[raster WxH]"
    QString pending() const;        // what is on the paper and not cut yet
    int initialisations() const;    // slips begun
    void listen(std::function<void(const QString &words)> heard);        // "slip" for each of them, on its own thread; it must not call back
    bool refusesUsers() const;

private:
    friend std::unique_ptr<Driver> makeSimulatedReceiptPrinter(const ReceiptPrinterSettings &, const std::shared_ptr<ReceiptSimulator> &);
    struct Private;
    explicit ReceiptSimulator(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};
// The ordinary driver over the line in memory; the address of the settings is not used.
std::unique_ptr<Driver> makeSimulatedReceiptPrinter(const ReceiptPrinterSettings &settings, const std::shared_ptr<ReceiptSimulator> &simulator);

} // namespace zc::devices
