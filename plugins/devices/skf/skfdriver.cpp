#include "skftoken.h"

#include <devices/vendorlibrary.h>

namespace zc::devices::skf {

using namespace Qt::StringLiterals;

namespace {

// "module": full path of the vendor's library; "device": its name there, where there may be several; "application": where the
// certificates are, if not in the first one.
class SkfDriver final : public Driver {
public:
    SkfDriver(const DriverSettings &settings, std::unique_ptr<Library> library)
        : m_info{u"skf"_s, DeviceClass::Key, settings.slot, settings.title}, m_device(settings.values.value(u"device"_s).toString()),
          m_application(settings.values.value(u"application"_s).toString()), m_library(std::move(library)) {}
    DriverInfo info() const override { return m_info; }

    QList<Candidate> scan() override
    {
        QList<Candidate> list;
        const auto names = m_library->devices();
        for (const QString &name : names ? *names : QStringList()) {
            if (!m_device.isEmpty() && name != m_device)
                continue;
            Candidate found;
            found.bus = u"skf"_s;
            found.path = name;
            list << found;
        }
        return list;
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &) override
    {
        auto token = openToken(*m_library, candidate.path, m_application);
        if (!token)
            return token.error();
        const auto certificates = (*token)->certificates();
        if (!certificates)
            return certificates.error();
        return makeKeyDevice(std::move(*token), *certificates);
    }

private:
    const DriverInfo m_info;
    const QString m_device, m_application;
    const std::unique_ptr<Library> m_library;
};

} // namespace

// Keys behind a vendor's library of GM/T 0016. It is closed code: it lives in the device host and nowhere else.
class SkfDriverPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        auto library = vendorLibrary<Library>(settings, {u"device"_s, u"application"_s});
        if (!library.ok())
            return library.error();
        return std::unique_ptr<Driver>(std::make_unique<SkfDriver>(settings, std::move(*library)));
    }
};

} // namespace zc::devices::skf

#include "skfdriver.moc"
