#include <devices/framesource.h>

#include "internal/camera/stillness.h"

#include <devices/pagewriter.h>

#include <chrono>

namespace zc::devices {

using namespace Qt::StringLiterals;
using namespace camera;

FrameSource::~FrameSource() = default;

QString frameFormatName(FrameFormat format)
{
    switch (format) {
    case FrameFormat::Nv12: return u"nv12"_s;
    case FrameFormat::Yuyv: return u"yuyv"_s;
    case FrameFormat::Mjpeg: return u"mjpeg"_s;
    case FrameFormat::Rgb24: return u"rgb24"_s;
    }
    return {};
}

void FrameQueue::push(Frame frame)
{
    const std::lock_guard lock(m_mutex);
    m_frames.push_back(std::move(frame));
    if (m_frames.size() > kMost)
        m_frames.pop_front();
    m_came.notify_one();
}

std::optional<Frame> FrameQueue::take(int waitMs)
{
    std::unique_lock lock(m_mutex);
    if (!m_came.wait_for(lock, std::chrono::milliseconds(waitMs), [this] { return !m_frames.empty(); }))
        return std::nullopt;
    Frame frame = std::move(m_frames.front());
    m_frames.pop_front();
    return frame;
}

void FrameQueue::clear()
{
    const std::lock_guard lock(m_mutex);
    m_frames.clear();
}

namespace {

constexpr int kFrameSliceMs = 20;
constexpr int kCandidates = 5;              // frames of which the sharpest is taken
constexpr int kLeastContrast = 12;          // of 255; a bare table has less, a sheet with anything on it more
constexpr int kMostDamaged = 30;            // frames in a row that cannot be read
constexpr qsizetype kMostSizes = 32;
constexpr qint64 kRawPixels = 1'000'000;    // beyond it a camera sends raw frames too slowly over USB

Error cameraError(FaultClass cls, int page)
{
    Error error = toError({cls, {}, {}, false}, DeviceClass::Camera);
    error.detail = u"page %1"_s.arg(page);
    return error;
}

QString sizeName(const FrameShape &shape)
{
    return u"%1x%2"_s.arg(shape.width).arg(shape.height);
}

// Of two formats of one size the better one first: raw loses nothing, a JPEG comes often enough to be still in.
bool preferred(const FrameShape &a, const FrameShape &b)
{
    const bool jpegA = a.format == FrameFormat::Mjpeg, jpegB = b.format == FrameFormat::Mjpeg;
    return jpegA != jpegB && jpegA == (qint64(a.width) * a.height > kRawPixels);
}

// The last frames and how sharp they are.
class Candidates {
public:
    void add(Frame frame, double sharpness)
    {
        m_frames.emplace_back(std::move(frame), sharpness);
        if (m_frames.size() > kCandidates)
            m_frames.pop_front();
    }
    void clear() { m_frames.clear(); }
    bool full() const { return m_frames.size() == kCandidates; }
    const Frame &sharpest() const
    {
        return std::max_element(m_frames.begin(), m_frames.end(), [](const auto &a, const auto &b) { return a.second < b.second; })->first;
    }

private:
    std::deque<std::pair<Frame, double>> m_frames;
};

} // namespace

struct FrameCamera::Private {
    std::unique_ptr<FrameSource> source;
    QList<FrameShape> shapes;               // one a size, the largest first
    CameraTiming timing;
    std::optional<FrameShape> streaming;
    bool gone = false;
    qint64 restingSinceMs = 0;

    static qint64 nowMs()
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }

    void halt()
    {
        if (std::exchange(streaming, std::nullopt))
            source->stop();
    }

    Result<void> stream(const FrameShape &shape)
    {
        if (streaming != shape) {
            halt();
            if (auto started = source->start(shape); !started)
                return started;
            streaming = shape;
        }
        source->forget();
        return {};
    }

    Result<AnyAnswer> capture(const Capture &operation, const Capabilities &can, JobContext &context);
};

namespace {

// One job: looks at frame after frame until the picture, or both pictures, are taken.
class Shoot {
public:
    Shoot(FrameSource &source, const CameraTiming &timing, const FrameShape &shape, const std::shared_ptr<PageSink> &sink, JobContext &context)
        : m_source(source), m_timing(timing), m_shape(shape), m_sink(sink), m_context(context), m_watch(timing.stillMs), m_lastFrameMs(context.nowMs()) {}

    Result<ScanSummary> run(int sides, bool firstAtOnce)
    {
        while (m_summary.pages < sides) {
            if (m_context.stopRequested() || m_context.remainingMs() <= 0)
                return ended();
            Result<std::optional<Frame>> next = nextFrame();
            if (!next)
                return next.error();
            if (!*next)
                continue;
            const bool atOnce = firstAtOnce && m_summary.pages == 0;
            const Result<bool> ready = consider(std::move(**next), atOnce);
            if (!ready)
                return ready.error();
            if (!*ready)
                continue;
            if (auto taken = take(m_candidates.sharpest()); !taken)
                return taken.error();
            m_candidates.clear();
            m_watch.expectMove();
            m_context.reportProgress({m_summary.pages, sides, m_summary.bytes});
        }
        return std::move(m_summary);
    }

    bool broken() const { return m_broken; }        // the stream is not to be used again

private:
    enum class View { Nothing, Blank, Page };
    int page() const { return m_summary.pages + 1; }

    Error broke(FaultClass cls)
    {
        m_broken = true;
        return cameraError(cls, page());
    }

    // By a deadline or a cancel: what the clerk can do about it.
    Error ended() const
    {
        if (m_context.stopRequested())
            return cameraError(FaultClass::Cancelled, page());
        return cameraError(m_view == View::Nothing ? FaultClass::Timeout : m_view == View::Blank ? FaultClass::NoMedia : FaultClass::UserAction, page());
    }

    Result<std::optional<Frame>> nextFrame()
    {
        Result<std::optional<Frame>> next = m_source.next(kFrameSliceMs);
        if (!m_source.present())
            return broke(FaultClass::Transport);
        if (!next) {
            m_broken = true;
            return next;
        }
        const qint64 nowMs = m_context.nowMs(), quietMs = nowMs - m_lastFrameMs;
        if (*next) {
            m_lastFrameMs = nowMs;
            if (std::exchange(m_silent, false))
                m_context.reportCondition({});
        } else if (quietMs >= m_timing.lostMs) {
            return broke(FaultClass::Transport);
        } else if (quietMs >= m_timing.silentMs && !std::exchange(m_silent, true)) {
            m_context.reportCondition({Condition::Kind::Limited, cameraError(FaultClass::Timeout, page())});
        }
        return next;
    }

    // True: the sharpest candidate is to be taken.
    Result<bool> consider(Frame frame, bool atOnce)
    {
        const std::optional<FrameLook> look = lookAt(frame, m_shape);
        m_damaged = look ? 0 : m_damaged + 1;
        if (m_damaged >= kMostDamaged)
            return broke(FaultClass::Protocol);
        if (!look)
            return false;
        m_watch.see(look->grid, frame.arrivedUs / 1000);
        if (look->contrast < kLeastContrast)
            return blank();
        m_view = View::Page;
        m_blankSinceMs = -1;
        if (m_watch.frames() == 1 && !atOnce)
            m_candidates.clear();
        m_candidates.add(std::move(frame), look->sharpness);
        return atOnce ? m_candidates.full() : m_watch.still();
    }

    // A sheet that is being turned is away for a moment; before the first picture somebody is told that there is none.
    Result<bool> blank()
    {
        m_view = View::Blank;
        m_candidates.clear();
        if (m_blankSinceMs < 0)
            m_blankSinceMs = m_lastFrameMs;
        if (m_summary.pages == 0 && m_lastFrameMs - m_blankSinceMs >= m_timing.blankMs)
            return cameraError(FaultClass::NoMedia, page());
        return false;
    }

    Result<void> take(const Frame &frame)
    {
        if (auto handed = handOver(frame); !handed)
            return handed;
        m_summary.notes << u"page %1: %2 %3, frame %4"_s.arg(page()).arg(sizeName(frame.shape), frameFormatName(frame.shape.format)).arg(frame.sequence);
        ++m_summary.pages;
        return {};
    }

    Result<void> handOver(const Frame &frame)
    {
        PageHeader header;
        header.number = page();
        header.width = frame.shape.width;
        header.height = frame.shape.height;
        if (frame.shape.format == FrameFormat::Mjpeg) {
            m_summary.bytes += frame.bytes.size();
            return m_sink->encoded(header, u"image/jpeg"_s, frame.bytes);
        }
        header.bytesPerLine = header.width * 3;
        const QByteArray rows = rgbRows(frame);
        m_summary.bytes += rows.size();
        PageWriter writer(m_sink);
        if (auto begun = writer.begin(header); !begun)
            return begun;
        if (auto added = writer.add(rows); !added)
            return added;
        return writer.finish();
    }

    FrameSource &m_source;
    const CameraTiming m_timing;
    const FrameShape m_shape;
    const std::shared_ptr<PageSink> m_sink;
    JobContext &m_context;
    StillnessWatch m_watch;
    Candidates m_candidates;
    ScanSummary m_summary;
    View m_view = View::Nothing;
    qint64 m_lastFrameMs, m_blankSinceMs = -1;
    int m_damaged = 0;
    bool m_silent = false, m_broken = false;
};

} // namespace

Result<AnyAnswer> FrameCamera::Private::capture(const Capture &operation, const Capabilities &can, JobContext &context)
{
    const QString size = can.value(operation.settings, u"size");
    const auto chosen = std::find_if(shapes.cbegin(), shapes.cend(), [&](const FrameShape &shape) { return sizeName(shape) == size; });
    if (!operation.sink || chosen == shapes.cend())
        return cameraError(FaultClass::Unsupported, 1);
    if (auto begun = stream(*chosen); !begun)
        return begun.error();
    Shoot shoot(*source, timing, *chosen, operation.sink, context);
    Result<ScanSummary> summary = shoot.run(can.value(operation.settings, u"sides") == u"both" ? 2 : 1, can.value(operation.settings, u"trigger") == u"now");
    if (summary.ok())
        return AnyAnswer(std::move(*summary));
    if (shoot.broken()) {
        gone = faultClassOf(summary.error().code) == FaultClass::Transport;
        halt();
    }
    return summary.error();
}

FrameCamera::FrameCamera(std::unique_ptr<FrameSource> source) : d(std::make_unique<Private>())
{
    QList<FrameShape> all = source->formats();
    std::stable_sort(all.begin(), all.end(), [](const FrameShape &a, const FrameShape &b) {
        const qint64 areaA = qint64(a.width) * a.height, areaB = qint64(b.width) * b.height;
        return areaA != areaB ? areaA > areaB : sizeName(a) != sizeName(b) ? a.width > b.width : preferred(a, b);
    });
    for (const FrameShape &shape : std::as_const(all))
        if (d->shapes.size() < kMostSizes && (d->shapes.isEmpty() || sizeName(d->shapes.constLast()) != sizeName(shape)))
            d->shapes << shape;
    d->source = std::move(source);
}

FrameCamera::~FrameCamera()
{
    d->halt();
}

void FrameCamera::setTiming(const CameraTiming &timing)
{
    d->timing = timing;
}

DeviceIdentity FrameCamera::identity() const
{
    return d->source->identity();
}

Capabilities FrameCamera::capabilities() const
{
    Capabilities can;
    can.cls = DeviceClass::Camera;
    can.operations = {u"Capture"_s, u"CheckHealth"_s};
    QStringList sizes;
    for (const FrameShape &shape : std::as_const(d->shapes))
        sizes << sizeName(shape);
    can.settings = {{u"size"_s, u"choice"_s, 0, 0, sizes, sizes.value(0)},
                    {u"trigger"_s, u"choice"_s, 0, 0, {u"still"_s, u"now"_s}, u"still"_s},
                    {u"sides"_s, u"choice"_s, 0, 0, {u"one"_s, u"both"_s}, u"one"_s}};
    return can;
}

// The camera's lamp burns while it is used, not for as long as the desk is open.
bool FrameCamera::isOpen()
{
    if (d->gone || !d->source->present())
        return false;
    if (d->streaming && Private::nowMs() - d->restingSinceMs >= d->timing.restMs)
        d->halt();
    return true;
}

Result<AnyAnswer> FrameCamera::run(const AnyOperation &operation, JobContext &context)
{
    if (const auto *capture = std::get_if<Capture>(&operation)) {
        Result<AnyAnswer> answer = d->capture(*capture, capabilities(), context);
        d->restingSinceMs = Private::nowMs();
        return answer;
    }
    if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal) {
        QStringList notes;
        for (const FrameShape &shape : std::as_const(d->shapes))
            notes << sizeName(shape) + u' ' + frameFormatName(shape.format);
        return AnyAnswer(HealthReport{true, identity().serial, notes});
    }
    return toError({FaultClass::Unsupported, {}, operationName(operation), false}, DeviceClass::Camera);
}

} // namespace zc::devices
