#include "qtframes.h"
#include "camerathread.h"
#include "mappedframe.h"

#include <QCamera>
#include <QCameraDevice>
#include <QFileInfo>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoSink>

#include <atomic>
#include <chrono>

namespace zc::devices::camera {

using namespace Qt::StringLiterals;

namespace {

Error qtCameraError(FaultClass cls)
{
    return toError({cls, {}, {}, true}, DeviceClass::Camera);
}

// Lives on the camera's thread, but for the queue and the flags.
class Stage final : public QObject {
public:
    explicit Stage(const QCameraDevice &device) : m_device(device), m_camera(device)
    {
        m_session.setCamera(&m_camera);
        m_session.setVideoSink(&m_sink);
        connect(&m_sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) { take(frame); });
        connect(&m_camera, &QCamera::errorOccurred, this, [this](QCamera::Error error) { failed = failed || error != QCamera::NoError; });
        connect(&m_devices, &QMediaDevices::videoInputsChanged, this, [this] { present = QMediaDevices::videoInputs().contains(m_device); });
    }
    void start(const QCameraFormat &format)
    {
        failed = false;
        m_camera.setCameraFormat(format);
        m_camera.start();
    }
    void stop() { m_camera.stop(); }

    FrameQueue frames;
    std::atomic<bool> present = true;
    std::atomic<bool> failed = false;

private:
    void take(const QVideoFrame &frame)
    {
        std::optional<Frame> made = mappedFrame(frame);
        if (!made)
            return;
        made->sequence = ++m_sequence;
        made->arrivedUs = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
        frames.push(std::move(*made));
    }

    const QCameraDevice m_device;
    QMediaDevices m_devices;
    QVideoSink m_sink;
    QMediaCaptureSession m_session;
    QCamera m_camera;
    quint64 m_sequence = 0;
};

class QtFrames final : public FrameSource {
public:
    QtFrames(const QCameraDevice &device, QList<FrameShape> shapes, Stage *stage) : m_device(device), m_shapes(std::move(shapes)), m_stage(stage) {}
    ~QtFrames() override
    {
        CameraThread::instance().run([this] { delete m_stage; });
    }
    DeviceIdentity identity() const override { return {m_device.description(), {}}; }
    QList<FrameShape> formats() const override { return m_shapes; }

    Result<void> start(const FrameShape &shape) override
    {
        for (const QCameraFormat &format : m_device.videoFormats())
            if (frameFormatOf(format.pixelFormat()) == shape.format && format.resolution() == QSize(shape.width, shape.height)) {
                CameraThread::instance().run([this, &format] { m_stage->start(format); });
                return m_stage->failed ? Result<void>(qtCameraError(FaultClass::DeviceFault)) : Result<void>();
            }
        return qtCameraError(FaultClass::Unsupported);
    }
    void stop() override
    {
        CameraThread::instance().run([this] { m_stage->stop(); });
        m_stage->frames.clear();
    }
    Result<std::optional<Frame>> next(int waitMs) override
    {
        if (m_stage->failed)
            return qtCameraError(FaultClass::DeviceFault);
        return m_stage->frames.take(waitMs);
    }
    void forget() override { m_stage->frames.clear(); }
    bool present() override { return m_stage->present; }

private:
    const QCameraDevice m_device;
    const QList<FrameShape> m_shapes;
    Stage *const m_stage;       // of the camera's thread
};

QList<FrameShape> shapesOf(const QCameraDevice &device)
{
    QList<FrameShape> shapes;
    for (const QCameraFormat &format : device.videoFormats()) {
        const auto pixels = frameFormatOf(format.pixelFormat());
        const FrameShape shape{pixels.value_or(FrameFormat::Rgb24), format.resolution().width(), format.resolution().height()};
        if (pixels && !shapes.contains(shape))
            shapes << shape;
    }
    return shapes;
}

} // namespace

QList<FoundCamera> systemCameras()
{
    QList<FoundCamera> found;
    CameraThread::instance().run([&found] {
        for (const QCameraDevice &device : QMediaDevices::videoInputs())
            found << FoundCamera{QString::fromUtf8(device.id()), device.description()};
    });
    return found;
}

Result<std::unique_ptr<FrameSource>> openSystemCamera(const QString &id)
{
    if (id.startsWith(u"/dev/") && QFileInfo::exists(id) && !QFileInfo(id).isReadable())
        return qtCameraError(FaultClass::Denied);
    std::unique_ptr<FrameSource> source;
    bool found = false;
    CameraThread::instance().run([&] {
        for (const QCameraDevice &device : QMediaDevices::videoInputs()) {
            if (QString::fromUtf8(device.id()) != id)
                continue;
            found = true;
            const QList<FrameShape> shapes = shapesOf(device);
            if (!shapes.isEmpty())
                source = std::make_unique<QtFrames>(device, shapes, new Stage(device));
        }
    });
    if (!source)
        return qtCameraError(found ? FaultClass::Protocol : FaultClass::NoDevice);
    return source;
}

} // namespace zc::devices::camera
