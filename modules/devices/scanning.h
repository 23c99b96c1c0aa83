#pragma once
#include <devices/capabilities.h>

#include <base/result.h>

#include <QByteArray>

#include <memory>

namespace zc::devices {

enum class PixelFormat { Mono, Gray8, Rgb24 };      // Mono: eight pixels a byte, first pixel in the highest bit, 1 = black

struct PageHeader {
    int number = 1;             // of this job, from 1
    PixelFormat format = PixelFormat::Rgb24;
    int width = 0;              // pixels
    int height = -1;            // pixels; -1: known at the end only
    int bytesPerLine = 0;
    int dpi = 0;                // as the scanner really scanned, not as it was asked
};

// Where the pages of a scan go, in order. Called on the driver thread; the job holds a share of it until it has ended, and a
// job that was cancelled may call it once more. After begin() follow whole lines in strips of at most kStripBytes, then exactly one
// of finish() (the page is complete) and abandon() (it is not, forget it). A page that the scanner sends encoded comes through
// encoded() instead, already decoded once to prove that it is whole. An error ends the scan with that error.
class PageSink {
public:
    static constexpr qsizetype kStripBytes = 256 * 1024;
    virtual ~PageSink();
    virtual Result<void> begin(const PageHeader &page) = 0;
    virtual Result<void> rows(QByteArrayView wholeLines) = 0;
    virtual Result<void> finish(int height) = 0;
    virtual void abandon() = 0;
    virtual Result<void> encoded(const PageHeader &page, const QString &mediaType, const QByteArray &bytes) = 0;
};

struct ScanSummary {
    int pages = 0;
    qint64 bytes = 0;
    QStringList notes;          // for IT, English: values the scanner changed, for example "resolution 300 → 299"
};

// Scans one sheet from the glass or all sheets of the feeder. Settings: "resolution" (dpi), "mode" (color, gray, lineart),
// "source" (flatbed, feeder, duplex), "pages" (most pages of this job) as far as the capabilities list them. Pages that were
// finished before a fault stay in the sink; the detail of the error names the page that failed.
struct Scan {
    using Answer = ScanSummary;
    SettingValues settings;
    std::shared_ptr<PageSink> sink;
};

// Takes a picture of the sheet below a document camera, or of both its sides. Settings as far as the capabilities list them: "size"
// ("2592x1944"), "trigger" ("still": as soon as the sheet lies still, "now": at once), "sides" ("one", "both": the second picture is
// taken when the sheet was turned and lies still again; progress 1 of 2 is the moment to turn it). Each picture is the sharpest of
// up to five frames that came after the job began: never one of the sheet before. Into the sink as rows, or as the camera's own JPEG.
// A first side that was taken before a fault stays in the sink.
struct Capture {
    using Answer = ScanSummary;
    SettingValues settings;
    std::shared_ptr<PageSink> sink;
};

} // namespace zc::devices
