#pragma once
#include <devices/driverplugin.h>

namespace zc::devices {

// What a driver over a vendor's closed library asks of its settings. Of the device host; errors: DEV-HOST-LOAD (Invalid) with the
// name of the setting that is no good.

// Every setting is one of `known` and a text.
Result<void> onlyTexts(const QJsonObject &values, const QStringList &known);

// The library that the setting "module" names by its full path; `others` are the settings that may stand beside it. L::load(file)
// loads it and answers null where the file is no such library.
Result<QString> vendorLibraryFile(const DriverSettings &settings, const QStringList &others);
template <class L>
Result<std::unique_ptr<L>> vendorLibrary(const DriverSettings &settings, const QStringList &others)
{
    const Result<QString> file = vendorLibraryFile(settings, others);
    if (!file.ok())
        return file.error();
    if (auto library = L::load(*file))
        return library;
    return Error{ErrorKind::Invalid, QStringLiteral("DEV-HOST-LOAD"), QStringLiteral("module")};
}

} // namespace zc::devices
