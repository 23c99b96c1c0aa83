#include "sanescanner.h"

#include <QObject>

namespace zc::devices::sane {

// Scanners of the SANE stack. Backends run threads of their own that may not survive being cancelled (SANE 1.2.1), so the
// library lives in the device host and nowhere else.
class SaneDriverPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        const Result<SaneScannerSettings> own = settingsFrom(settings);
        if (!own.ok())
            return own.error();
        return makeScanner(own.value(), libSane());
    }
};

} // namespace zc::devices::sane

#include "sanedriver.moc"
