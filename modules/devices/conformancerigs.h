#pragma once
#include <devices/conformancerig.h>
#include <devices/idcardreader.h>

namespace zc {
class Clock;
}

namespace zc::devices {

// Rigs over the simulators of this room: what tests, `zcctl device selftest` and the page of devices run the suite against
// where no device is to be touched. Null where the system lacks what the rig needs. The clock outlives the rig.

enum class Line { Memory, Terminal, Network };      // Terminal: a real pseudo-terminal and the serial driver

// What stands between the driver and the simulated reader on its terminal, where something does: a USB device of a test bed.
struct ReaderFront {
    QString title;
    QString port;                       // where the simulator's terminal is to be found; gone while the reader is unplugged
    IdCardReaderSettings settings;      // of the driver, slot, port and title apart
};

std::unique_ptr<ConformanceRig> makeIdCardRig(Line line, const Clock &clock, const ReaderFront &front = {});
std::unique_ptr<ConformanceRig> makeSimulatedScannerRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeSimulatedCameraRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeSimulatedPrinterRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeReceiptRig(Line line, const Clock &clock);
std::unique_ptr<ConformanceRig> makeCodeReaderRig(Line line, const Clock &clock);     // no network
std::unique_ptr<ConformanceRig> makeKeyboardCodeRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeSocialCardRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeSimulatedSignatureRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeSurfaceSignatureRig(const Clock &clock);     // the driver of tablets, touch and mouse
std::unique_ptr<ConformanceRig> makeTerminalRig(DeviceClass cls, Line line, const Clock &clock);   // evaluation or queue; no network
std::unique_ptr<ConformanceRig> makeCallListRig(const Clock &clock);         // the queue of a window without a caller
std::unique_ptr<ConformanceRig> makeSimulatedKeyRig(const Clock &clock);     // null: no keys can be made
std::unique_ptr<ConformanceRig> makeSimulatedPhotoRig(const Clock &clock);
std::unique_ptr<ConformanceRig> makeSimulatedFingerRig(const Clock &clock);

// By name, as the command line gives it: "idr/simulator", "idr/terminal" …
QStringList rigNames();
std::unique_ptr<ConformanceRig> makeRig(const QString &name, const Clock &clock);

} // namespace zc::devices
