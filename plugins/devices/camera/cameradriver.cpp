#include "pngframes.h"
#include "qtframes.h"

#include <devices/vendorlibrary.h>

#include <QDir>

namespace zc::devices::camera {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastStillMs = 50, kMostStillMs = 5000;

struct CameraSettings {
    QString name;               // of a camera, as the system calls it, or its id; "*": the first one
    QString frames;             // a folder of pictures instead of a camera
    CameraTiming timing;        // "stillMs": how long a sheet lies still before it is taken, where desks shake
};

Result<CameraSettings> settingsFrom(const QJsonObject &values)
{
    CameraSettings own{values.value(u"name"_s).toString(), values.value(u"frames"_s).toString(), {}};
    const QString still = values.value(u"stillMs"_s).toString(QString::number(own.timing.stillMs));
    own.timing.stillMs = still.toInt();
    if (const Result<void> good = onlyTexts(values, {u"name"_s, u"frames"_s, u"stillMs"_s}); !good.ok())
        return good.error();
    if (own.timing.stillMs < kLeastStillMs || own.timing.stillMs > kMostStillMs)
        return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, u"stillMs"_s};
    if (own.name.isEmpty() == own.frames.isEmpty() || (!own.frames.isEmpty() && !QDir::isAbsolutePath(own.frames)))
        return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, own.frames.isEmpty() ? u"name"_s : u"frames"_s};
    return own;
}

class CameraDriver final : public Driver {
public:
    CameraDriver(const DriverSettings &settings, CameraSettings own) : m_info{u"camera"_s, DeviceClass::Camera, settings.slot, settings.title}, m_own(std::move(own)) {}
    DriverInfo info() const override { return m_info; }

    QList<Candidate> scan() override
    {
        QList<Candidate> list;
        if (!m_own.frames.isEmpty()) {
            if (pngCameraPresent(m_own.frames))
                list << candidate(u"folder"_s, m_own.frames);
            return list;
        }
        for (const FoundCamera &found : systemCameras())
            if (m_own.name == u"*" || m_own.name == found.id || m_own.name == found.title)
                list << candidate(u"video"_s, found.id);
        return list;
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &) override
    {
        Result<std::unique_ptr<FrameSource>> source = m_own.frames.isEmpty() ? openSystemCamera(candidate.path) : openPngCamera(candidate.path);
        if (!source.ok())
            return source.error();
        auto camera = std::make_unique<FrameCamera>(std::move(source).value());
        camera->setTiming(m_own.timing);
        return std::unique_ptr<Device>(std::move(camera));
    }

private:
    static Candidate candidate(const QString &bus, const QString &path)
    {
        Candidate found;
        found.bus = bus;
        found.path = path;
        return found;
    }
    const DriverInfo m_info;
    const CameraSettings m_own;
};

} // namespace

// Document cameras that the system shows as cameras (UVC and what else Qt Multimedia knows). Media backends run threads of their own,
// load codecs and parse what a device sends: they live in the device host and nowhere else.
class CameraDriverPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        Result<CameraSettings> own = settingsFrom(settings.values);
        if (!own.ok())
            return own.error();
        return std::unique_ptr<Driver>(std::make_unique<CameraDriver>(settings, std::move(own).value()));
    }
};

} // namespace zc::devices::camera

#include "cameradriver.moc"
