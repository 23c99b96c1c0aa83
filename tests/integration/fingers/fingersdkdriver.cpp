// What a vendor writes around the library of a fingerprint reader; the house does the rest. "library": full path of it.
#include "fingersdk.h"

#include <devices/driverplugin.h>
#include <devices/fingersensor.h>

#include <QObject>

#include <array>
#include <cmath>
#include <dlfcn.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

constexpr int kGoodQuality = 40;
constexpr float kSameFrom = 0.6f;       // as the vendor's manual gives it

constexpr StatusMeaning<int> kMeanings[] = {
    {FPR_GONE, FaultClass::NoDevice, u""},      {FPR_BUSY, FaultClass::Busy, u""},          {FPR_NO_LICENCE, FaultClass::Denied, u""},
    {FPR_LINE, FaultClass::Transport, u""},     {FPR_DIRTY, FaultClass::UserAction, u""},   {FPR_BAD_FEATURE, FaultClass::MediaRejected, u""},
    {FPR_NOT_SUPPORTED, FaultClass::Unsupported, u""},
};

Error errorOf(int status)
{
    return toError(faultOf(kMeanings, status, QString::number(-status)), DeviceClass::FingerprintReader);
}

// Its functions, by name. One that is missing makes the library unusable.
struct Functions {
    decltype(&fpr_open) open = nullptr;
    decltype(&fpr_alive) alive = nullptr;
    decltype(&fpr_serial) serial = nullptr;
    decltype(&fpr_light) light = nullptr;
    decltype(&fpr_capture) capture = nullptr;
    decltype(&fpr_quality) quality = nullptr;
    decltype(&fpr_extract) extract = nullptr;
    decltype(&fpr_match) match = nullptr;
    decltype(&fpr_close) close = nullptr;

    bool load(const QString &file)
    {
        void *library = ::dlopen(file.toLocal8Bit().constData(), RTLD_NOW | RTLD_LOCAL);    // until the process ends
        const auto find = [library](const char *name, auto *into) {
            *into = library ? reinterpret_cast<std::remove_pointer_t<decltype(into)>>(::dlsym(library, name)) : nullptr;
            return *into != nullptr;
        };
        return find("fpr_open", &open) && find("fpr_alive", &alive) && find("fpr_serial", &serial) && find("fpr_light", &light) && find("fpr_capture", &capture)
            && find("fpr_quality", &quality) && find("fpr_extract", &extract) && find("fpr_match", &match) && find("fpr_close", &close);
    }
};

class SdkSensor final : public FingerSensor {
public:
    explicit SdkSensor(const Functions &library) : m_library(library) {}
    ~SdkSensor() override { m_library.close(); }

    DeviceIdentity identity() const override
    {
        char serial[64] = {};
        m_library.serial(serial, sizeof serial);
        return {u"Made-up fingerprint reader"_s, QString::fromLatin1(serial)};
    }
    bool present() override { return m_library.alive() == FPR_OK; }
    Result<void> begin() override
    {
        const int status = m_library.light(1);
        return status == FPR_OK ? Result<void>() : Result<void>(errorOf(status));
    }
    Result<Seen> look(const Abandoned &) override
    {
        int status = m_library.capture(m_image.data());
        if (status == FPR_NO_FINGER)
            return Seen::Nothing;
        if (status == FPR_OK && m_library.quality(m_image.data()) < kGoodQuality)
            return Seen::Weak;
        if (status == FPR_OK)
            status = m_library.extract(m_image.data(), m_feature.data());
        if (status != FPR_OK)
            return errorOf(status);
        return Seen::Finger;
    }
    Result<Likeness> compare(int, QByteArrayView record, const Abandoned &) override
    {
        float similarity = 0;
        const int status = m_library.match(reinterpret_cast<const unsigned char *>(record.data()), m_feature.data(), &similarity);
        if (status != FPR_OK)
            return errorOf(status);
        const bool sensible = similarity >= 0 && similarity <= 1;
        return Likeness{similarity >= kSameFrom, sensible ? int(std::lround(similarity * 100)) : -1};
    }
    void end() override
    {
        m_library.light(0);
        explicit_bzero(m_image.data(), m_image.size());
        explicit_bzero(m_feature.data(), m_feature.size());
    }

private:
    const Functions m_library;
    std::array<unsigned char, FPR_IMAGE_BYTES> m_image{};
    std::array<unsigned char, FPR_FEATURE_BYTES> m_feature{};
};

class FingerSdkDriver final : public Driver {
public:
    FingerSdkDriver(const DriverSettings &settings, const Functions &library) : m_settings(settings), m_library(library) {}
    DriverInfo info() const override { return {u"fingersdk"_s, DeviceClass::FingerprintReader, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { return {Candidate()}; }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override
    {
        if (const int status = m_library.open(); status != FPR_OK)
            return errorOf(status);
        return makeFingerDevice(std::make_unique<SdkSensor>(m_library));
    }

private:
    const DriverSettings m_settings;
    const Functions m_library;
};

class FingerSdkPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        Functions library;
        if (!library.load(settings.values.value(u"library"_s).toString()))
            return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, u"library"_s};
        return std::unique_ptr<Driver>(std::make_unique<FingerSdkDriver>(settings, library));
    }
};

} // namespace

#include "fingersdkdriver.moc"
