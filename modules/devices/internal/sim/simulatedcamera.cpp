#include "internal/sim/camerascript.h"

#include <devices/simulatedscanner.h>

#include <QThread>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kBack = 1'000'000'000;
constexpr char kBareTable = '\x96';
constexpr int kSlideLines = 37;             // by which a shaking sheet moves from frame to frame

Error simCameraError(FaultClass cls)
{
    return toError({cls, {}, {}, false}, DeviceClass::Camera);
}

class SimulatedFrames final : public FrameSource {
public:
    using State = CameraSimulator::Private;
    explicit SimulatedFrames(std::shared_ptr<State> state) : m_state(std::move(state)), m_pulls(m_state->pulls) {}

    DeviceIdentity identity() const override { return {u"simulator"_s, {}}; }
    QList<FrameShape> formats() const override
    {
        const auto &[width, height, rate, turn] = m_state->started;
        return {{FrameFormat::Rgb24, width, height}, {FrameFormat::Rgb24, width / 2, height / 2}};
    }
    Result<void> start(const FrameShape &shape) override
    {
        m_shape = shape;
        m_nextMs = 0;
        return {};
    }
    void stop() override { m_picture.clear(); }
    void forget() override { m_nextMs = qMax(m_nextMs, m_clock.elapsed()); }
    bool present() override
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->plugged && m_state->pulls == m_pulls;
    }

    Result<std::optional<Frame>> next(int waitMs) override
    {
        const qint64 dueMs = qMax(qint64(0), m_nextMs - m_clock.elapsed());
        QThread::msleep(quint64(qMin<qint64>(waitMs, dueMs)));
        if (dueMs > waitMs)
            return std::optional<Frame>();
        const std::lock_guard lock(m_state->mutex);
        m_nextMs = m_clock.elapsed() + 1000 / m_state->options.framesPerSecond;
        if (m_state->unplugAtFrame > 0 && ++m_state->framesOfJob >= m_state->unplugAtFrame) {
            m_state->unplugAtFrame = 0;
            m_state->pullOut();
        }
        if (m_state->running == u"link" || m_state->running == u"defect")
            return simCameraError(m_state->running == u"link" ? FaultClass::Transport : FaultClass::DeviceFault);
        if (m_state->running == u"deaf")
            return std::optional<Frame>();
        return std::optional(frame());
    }

private:
    Frame frame()
    {
        Frame made;
        made.shape = m_shape;
        made.stride = m_shape.width * 3;
        made.sequence = ++m_sequence;
        made.arrivedUs = m_clock.nsecsElapsed() / 1000;
        made.bytes = picture();
        if (m_state->running == u"nonsense")
            made.bytes.chop(made.stride * 2);
        else if (m_state->shaking())
            made.bytes = slid(made.bytes, int(m_sequence * kSlideLines % quint64(m_shape.height)) * made.stride);
        return made;
    }

    QByteArray picture()
    {
        if (!m_state->sheet)
            return QByteArray(qsizetype(m_shape.width) * 3 * m_shape.height, kBareTable);
        const quint64 seed = m_state->backUp ? CameraSimulator::backOf(*m_state->sheet) : *m_state->sheet;
        if (m_picture.isEmpty() || m_seed != seed || m_drawn != m_shape) {
            m_picture = ScannerSimulator::drawn(seed, m_shape.width, m_shape.height, true);
            m_seed = seed;
            m_drawn = m_shape;
        }
        return m_picture;
    }
    static QByteArray slid(const QByteArray &rows, qsizetype by) { return rows.sliced(by) + rows.first(by); }

    const std::shared_ptr<State> m_state;
    const int m_pulls;
    QElapsedTimer m_clock = [] { QElapsedTimer timer; timer.start(); return timer; }();
    FrameShape m_shape, m_drawn;
    QByteArray m_picture;
    quint64 m_seed = 0, m_sequence = 0;
    qint64 m_nextMs = 0;
};

// Tells the simulator that a side was taken: whoever lays sheets below the camera sees it do so.
class TakenSink final : public PageSink {
public:
    TakenSink(std::shared_ptr<CameraSimulator::Private> state, std::shared_ptr<PageSink> sink) : m_state(std::move(state)), m_sink(std::move(sink)) {}
    Result<void> begin(const PageHeader &page) override { return m_sink->begin(page); }
    Result<void> rows(QByteArrayView wholeLines) override { return m_sink->rows(wholeLines); }
    Result<void> finish(int height) override
    {
        const Result<void> done = m_sink->finish(height);
        const std::lock_guard lock(m_state->mutex);
        m_state->note(m_state->backUp ? u"page 2"_s : u"page 1"_s);
        m_state->backUp = true;
        m_state->shakeFor(m_state->options.turnMs);
        if (std::exchange(m_state->unplugWhenTaken, false))
            m_state->pullOut();
        return done;
    }
    void abandon() override { m_sink->abandon(); }
    Result<void> encoded(const PageHeader &page, const QString &mediaType, const QByteArray &bytes) override { return m_sink->encoded(page, mediaType, bytes); }

private:
    const std::shared_ptr<CameraSimulator::Private> m_state;
    const std::shared_ptr<PageSink> m_sink;
};

class SimulatedCamera final : public FrameCamera {
public:
    explicit SimulatedCamera(std::shared_ptr<CameraSimulator::Private> state) : FrameCamera(std::make_unique<SimulatedFrames>(state)), m_state(std::move(state)) {}

    Capabilities capabilities() const override
    {
        Capabilities can = FrameCamera::capabilities();
        can.notes = {u"no camera: drawn sheets"_s};
        return can;
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        const auto *capture = std::get_if<Capture>(&operation);
        if (!capture || !capture->sink)
            return FrameCamera::run(operation, context);
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->beginJob();
            setTiming(m_state->timing);
        }
        Result<AnyAnswer> answer = FrameCamera::run(Capture{capture->settings, std::make_shared<TakenSink>(m_state, capture->sink)}, context);
        const std::lock_guard lock(m_state->mutex);
        m_state->endJob();
        return answer;
    }

private:
    const std::shared_ptr<CameraSimulator::Private> m_state;
};

} // namespace

CameraSimulator::CameraSimulator(const Options &options) : d(std::make_shared<Private>())
{
    d->started = options;
    d->reset();
}

CameraSimulator::~CameraSimulator() = default;

Result<void> CameraSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

void CameraSimulator::layNext()
{
    const std::lock_guard lock(d->mutex);
    d->sheet = d->nextSeed++;
    d->backUp = false;
}

int CameraSimulator::captures() const
{
    const std::lock_guard lock(d->mutex);
    return d->captures;
}

void CameraSimulator::listen(std::function<void(const QString &words)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

QStringList CameraSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

quint64 CameraSimulator::backOf(quint64 seed)
{
    return seed + kBack;
}

std::unique_ptr<Driver> makeSimulatedCamera(const DeviceId &slot, const QString &title, const std::shared_ptr<CameraSimulator> &simulator)
{
    const auto state = simulator->d;
    // The place holds the simulator as well: it lives as long as its driver.
    return sim::makePretendedDriver({u"sim-cam"_s, DeviceClass::Camera, slot, title}, {state, [state, simulator] { return std::make_unique<SimulatedCamera>(state); }});
}

} // namespace zc::devices
