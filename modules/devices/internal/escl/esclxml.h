#pragma once
#include <devices/capabilities.h>

#include <base/result.h>

namespace zc::devices::escl {

inline constexpr qsizetype kLargestXml = 1024 * 1024;

// What a scanner says it can do, as far as we use it. Lengths are in 1/300 inch, as eSCL has them.
struct Source {
    bool present = false;
    int maxWidth = 0;
    int maxHeight = 0;
    QStringList colorModes;             // "RGB24", "Grayscale8", "BlackAndWhite1"
    QList<int> resolutions;             // discrete ones, both directions alike
    int lowest = 0, highest = 0;        // or a range
    bool jpeg = false;
};
struct Scanner {
    QString version;                    // "2.63"; empty: the scanner names none that is one
    QString model, serial;
    Source platen, feeder, duplex;
};

struct Status {
    QString state;                      // Idle, Processing, Testing, Stopped, Down
    QString feeder;                     // ScannerAdfLoaded … ; empty: none
};

// Both refuse (DEV-SCAN-PROTOCOL with what is wrong) XML that does not parse, has a DTD, is larger than kLargestXml, or is not the
// document asked for. Unknown elements are passed over.
Result<Scanner> readCapabilities(const QByteArray &xml);
Result<Status> readStatus(const QByteArray &xml);

// The document that starts a job. Values come out of capabilitiesOf(), and the version is digits, so nothing in it needs escaping.
QByteArray settingsXml(const Scanner &scanner, const QString &source, const QString &mode, int dpi);

Capabilities capabilitiesOf(const Scanner &scanner);

} // namespace zc::devices::escl
