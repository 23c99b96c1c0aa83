#include "builtindrivers.h"

#include "idcardreader.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

std::unique_ptr<Driver> makeBuiltInDriver(const QString &driver, const DriverSettings &settings, const Clock &clock)
{
    if (driver == u"sdt") {
        IdCardReaderSettings reader;
        reader.slot = settings.slot;
        reader.title = settings.title;
        reader.port = settings.values.value(u"port"_s).toString();
        reader.baud = settings.values.value(u"baud"_s).toInt(reader.baud);
        return makeIdCardReader(reader, clock);
    }
    return nullptr;
}

} // namespace zc::devices
