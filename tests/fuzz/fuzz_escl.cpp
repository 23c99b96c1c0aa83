// What a network scanner answers: its abilities and its state. Whatever the document is, it is refused, or it makes a list of abilities
// that is sound and from which the document of a job can be written for every choice there is.
#include "internal/escl/esclxml.h"

#include <QXmlStreamReader>

#include <cstdint>
#include <cstdlib>

using namespace zc::devices;
using namespace zc::devices::escl;

namespace {

bool reads(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

QStringList choices(const Capabilities &can, QStringView id)
{
    const SettingCapability *setting = can.setting(id);
    if (!setting)
        return {QString()};
    return setting->values.isEmpty() ? QStringList{QString::number(setting->minimum), QString::number(setting->maximum)} : setting->values;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray xml(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)readStatus(xml);
    const auto scanner = readCapabilities(xml);
    if (!scanner.ok())
        return 0;
    const Capabilities can = capabilitiesOf(*scanner);
    if (!can.problems().isEmpty())
        std::abort();
    for (const QString &source : choices(can, u"source"))
        for (const QString &mode : choices(can, u"mode"))
            for (const QString &dpi : choices(can, u"resolution"))
                if (!reads(settingsXml(*scanner, source, mode, dpi.toInt())))
                    std::abort();
    return 0;
}
