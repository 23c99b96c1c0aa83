#pragma once
#include <devices/device.h>

#include <QByteArray>
#include <QList>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace zc::devices {

// Nv12: the chroma plane follows the luma plane with the same stride. Mjpeg: the camera's own JPEG, one a frame.
enum class FrameFormat { Nv12, Yuyv, Mjpeg, Rgb24 };
QString frameFormatName(FrameFormat format);

struct FrameShape {
    FrameFormat format = FrameFormat::Rgb24;
    int width = 0;              // pixels
    int height = 0;
    friend bool operator==(const FrameShape &, const FrameShape &) = default;
};

struct Frame {
    FrameShape shape;
    int stride = 0;             // bytes from line to line; 0 for Mjpeg
    quint64 sequence = 0;       // rising; gaps are frames that nobody took
    qint64 arrivedUs = 0;       // monotonic
    QByteArray bytes;
};

// Between the thread that a camera's frames come on and the one that looks at them. Two wait at most; the newest wins.
class FrameQueue {
public:
    static constexpr std::size_t kMost = 2;
    void push(Frame frame);                             // any thread
    std::optional<Frame> take(int waitMs);              // the oldest of those that wait
    void clear();

private:
    std::mutex m_mutex;
    std::condition_variable m_came;
    std::deque<Frame> m_frames;
};

// What delivers the frames of one camera. Used by one thread. start() takes one of formats(); what comes may have another pixel
// format, and a frame of another size is refused by whoever looks at it. Errors are those of a camera (DEV-CAM-*).
class FrameSource {
public:
    virtual ~FrameSource();
    virtual DeviceIdentity identity() const = 0;
    virtual QList<FrameShape> formats() const = 0;      // never empty
    virtual Result<void> start(const FrameShape &shape) = 0;
    virtual void stop() = 0;
    virtual Result<std::optional<Frame>> next(int waitMs) = 0;  // nothing: none came within waitMs (20 ms at most)
    virtual void forget() = 0;                          // what came before now is worth nothing
    virtual bool present() = 0;                         // cheap; false: unplugged
};

struct CameraTiming {
    int stillMs = 400;          // without movement, then a page is still
    int blankMs = 2000;         // nothing but a plain surface for so long: no paper
    int silentMs = 1000;        // without a frame: works with limits
    int lostMs = 3000;          // without a frame: gone
    int restMs = 5000;          // after the last job the stream is stopped
};

// A document camera over any source of frames: takes pictures now or when the page is still, one side or both; see Capture.
class FrameCamera : public Device {
public:
    explicit FrameCamera(std::unique_ptr<FrameSource> source);
    ~FrameCamera() override;
    void setTiming(const CameraTiming &timing);
    DeviceIdentity identity() const override;
    Capabilities capabilities() const override;
    bool isOpen() override;
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zc::devices
