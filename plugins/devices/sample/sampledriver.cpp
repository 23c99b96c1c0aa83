#include "paperreaderdriver.h"

#include <QObject>

namespace zc::sampledriver {

// The plugin class: says who it is through plugin.json and makes the driver. It holds nothing else.
class SampleDriver final : public QObject, public devices::DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<devices::Driver>> create(const devices::DriverSettings &settings, const Clock &clock) override
    {
        using namespace Qt::StringLiterals;
        if (settings.values.value(u"folder"_s).toString().isEmpty())
            return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, u"folder"_s};
        return std::unique_ptr<devices::Driver>(std::make_unique<PaperReaderDriver>(settings, clock));
    }
};

} // namespace zc::sampledriver

#include "sampledriver.moc"
