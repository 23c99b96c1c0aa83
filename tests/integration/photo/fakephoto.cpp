// A decoder of photos as a vendor's plugin would be, around a library that is made up: no real coding is public. In no package.
#include "photoscript.h"

#include <devices/driverplugin.h>
#include <devices/photounpacker.h>

#include <QDir>
#include <QObject>

#include <chrono>
#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

Error fakeFault(FaultClass cls, int status = 0)
{
    return toError({cls, {}, status ? QString::number(status) : QString(), false}, DeviceClass::PhotoDecoder);
}

class FakeUnpacker final : public PhotoUnpacker {
public:
    explicit FakeUnpacker(std::shared_ptr<PhotoScript> script) : m_script(std::move(script)) {}
    DeviceIdentity identity() const override { return {u"fake photo library"_s, u"FAKE-1"_s}; }
    bool present() override
    {
        return m_script->with([](const PhotoState &state) { return state.present; });
    }
    Result<PrivateBytes> unpack(QByteArrayView coded, const std::function<bool()> &abandoned) override
    {
        PhotoState now = m_script->with([](PhotoState &state) {
            ++state.photos;
            pull(state, 0);
            const PhotoState taken = state;
            if (state.times > 0 && --state.times == 0)
                state.trouble = PhotoState::None;
            return taken;
        });
        if (now.times == 0)
            now.trouble = PhotoState::None;
        if (now.trouble == PhotoState::Crash)
            ::raise(SIGSEGV);
        while (now.trouble == PhotoState::Hang)
            std::this_thread::sleep_for(std::chrono::seconds(1));
        if (!hold(now, abandoned) || !m_script->with([](PhotoState &state) { return pull(state, 1) && pull(state, 2); }))
            return fakeFault(FaultClass::NoDevice);
        if (now.trouble == PhotoState::Status)
            return fakeFault(now.status == kFakeRefused ? FaultClass::MediaRejected : now.status == kFakeExpired ? FaultClass::Denied : FaultClass::DeviceFault, now.status);
        const qsizetype odd = now.trouble == PhotoState::Short ? -1 : now.trouble == PhotoState::Long ? 1 : 0;
        const auto *bytes = reinterpret_cast<const unsigned char *>(coded.data());
        return PrivateBytes::made(CardPhoto::kBytes + odd, [&](uchar *into) {
            for (qsizetype i = 0; i < CardPhoto::kBytes + odd; ++i)
                into[i] = fakePoint(bytes, i, now.sitting);
        });
    }

private:
    static bool pull(PhotoState &state, int step)
    {
        if (std::exchange(state.unplug[step], false))
            state.present = false;
        return state.present;
    }
    bool hold(const PhotoState &began, const std::function<bool()> &abandoned) const
    {
        const auto begin = std::chrono::steady_clock::now();
        for (;; std::this_thread::sleep_for(std::chrono::milliseconds(2))) {
            const PhotoState now = m_script->with([](const PhotoState &state) { return state; });
            const bool timeUp = now.holdMs >= 0 && std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(now.holdMs);
            if (!now.present || timeUp || now.generation != began.generation || abandoned())
                return now.present;
        }
    }

    const std::shared_ptr<PhotoScript> m_script;
};

class FakePhotoDriver final : public Driver {
public:
    FakePhotoDriver(DriverSettings settings, std::shared_ptr<PhotoScript> script) : m_settings(std::move(settings)), m_script(std::move(script)) {}
    DriverInfo info() const override { return {u"fakephoto"_s, DeviceClass::PhotoDecoder, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override
    {
        Candidate library;
        library.bus = u"library"_s;
        library.path = m_settings.values.value(u"folder"_s).toString();
        return m_script->with([](const PhotoState &state) { return state.present; }) ? QList<Candidate>{library} : QList<Candidate>();
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override
    {
        if (!m_script->with([](const PhotoState &state) { return state.present; }))
            return fakeFault(FaultClass::NoDevice);
        if (!m_script->with([](const PhotoState &state) { return state.licensed; }))
            return fakeFault(FaultClass::Denied);
        return makePhotoDevice(std::make_unique<FakeUnpacker>(m_script));
    }

private:
    const DriverSettings m_settings;
    const std::shared_ptr<PhotoScript> m_script;
};

} // namespace

class FakePhotoPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        const QString folder = settings.values.value(u"folder"_s).toString();
        auto script = folder.isEmpty() ? nullptr : PhotoScript::open(QDir(folder).filePath(u"photo.script"_s).toStdString());
        if (!script)
            return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, u"folder"_s};
        return std::unique_ptr<Driver>(std::make_unique<FakePhotoDriver>(settings, std::shared_ptr<PhotoScript>(std::move(script))));
    }
};

#include "fakephoto.moc"
