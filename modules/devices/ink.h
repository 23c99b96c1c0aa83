#pragma once
#include <base/result.h>
#include <devices/faults.h>

#include <QByteArray>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace zc::devices {

// What wrote. Finger and mouse are substitutes for a pen and stay marked as such wherever the signature goes.
enum class InkTool { Pen, Finger, Mouse };
QString inkToolName(InkTool tool);                          // "pen", "finger", "mouse"

struct InkPoint {
    double x = 0;               // 0…1 of the pad's width
    double y = 0;               // 0…1 of its height, downwards
    double pressure = 0;        // 0…1; what knows no pressure says 0.5
    qint64 tMs = 0;             // of any clock that never goes back
    bool penDown = true;        // false: the pen left the pad here
    InkTool tool = InkTool::Pen;
};

// One handwritten signature: strokes as they were written, no pixels. Personal data of one person: move-only, wiped in the
// destructor, no operator<<, nothing of it in a log. One thread at a time.
class Ink {
public:
    static constexpr std::size_t kMostPoints = 20'000;      // ten minutes of scribbling
    using Stroke = std::span<const InkPoint>;               // lives as long as the ink is not written to

    explicit Ink(double ratio = 1);                         // width of the pad by its height
    Ink(Ink &&) noexcept;
    Ink &operator=(Ink &&) noexcept;
    ~Ink();

    // False, and nothing is taken: outside the pad, back in time, no number, or one point too many.
    bool add(const InkPoint &point);
    void endStroke();
    bool takeBack();                                        // the last stroke; false: there is none

    double ratio() const { return m_ratio; }
    bool isEmpty() const { return m_points.empty(); }
    std::size_t points() const { return m_points.size(); }
    std::size_t strokes() const { return m_starts.size(); }
    Stroke stroke(std::size_t index) const;
    InkTool tool() const;                                   // the least of those that wrote: one stroke of a mouse makes it a mouse's
    qint64 durationMs() const;

    // Why it is no signature: NoMedia (nothing written), UserAction (under 10 points, 300 ms or 5 % of the pad); nothing: it may be one.
    std::optional<Fault> problem() const;

    // The form that is kept: JSON {"form":"zc-ink-1","ratio":in thousandths,"strokes":[{"tool","points":[[x,y,pressure,tMs]…]}]}, x and y in
    // ten-thousandths of the pad, pressure in thousandths, times from the first point. DEV-SIGN-PROTOCOL: bytes that are none.
    QByteArray document() const;
    static Result<Ink> fromDocument(const QByteArray &document);

private:
    void wipe();
    std::vector<InkPoint> m_points;                         // never grows beyond its first block: no stale copy stays behind
    std::vector<std::size_t> m_starts;
    double m_ratio;
    bool m_writing = false;
};

// Waits until the person has signed and somebody confirmed it. Ends as well on clear (DEV-CANCELLED: the sheet is blank again), cancel,
// and at the deadline (NoMedia: nothing written; Timeout: begun). `session` as given by InkInlet::begin(); 0: whatever is written from now on.
struct CaptureInk {
    using Answer = Ink;
    quint64 session = 0;
};

} // namespace zc::devices
