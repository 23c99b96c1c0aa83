#include "faultysane.h"
#include "sanescanner.h"

#include <QObject>

namespace zc::devices::sane {

// The product's scanner driver with a script between it and libsane. `config`: the folder of dll.conf; `script`: see sanescript.h.
class SaneFaultsPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        DriverSettings rest = settings;
        qputenv("SANE_CONFIG_DIR", rest.values.take(QStringLiteral("config")).toString().toUtf8());
        auto script = SaneScript::open(rest.values.take(QStringLiteral("script")).toString());
        const Result<SaneScannerSettings> own = settingsFrom(rest);
        if (!own.ok() || !script)
            return own.ok() ? Error{ErrorKind::Invalid, QStringLiteral("DEV-HOST-LOAD"), QStringLiteral("script")} : own.error();
        auto real = libSane();
        return makeScanner(own.value(), real ? std::make_shared<FaultySane>(std::move(real), std::move(script)) : nullptr);
    }
};

} // namespace zc::devices::sane

#include "sanefaultsdriver.moc"
