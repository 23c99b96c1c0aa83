#include "partlibrary.h"

#include "internal/gate.h"

namespace zc::pluginhost {

namespace {

constexpr int kPartApiMajor = 1;
constexpr int kPartApiMinor = 0;

} // namespace

Result<QString> checkedPart(const QString &folder, const char *iid, const QVersionNumber &product)
{
    const Result<CheckedLibrary> library = checkLibrary(folder, QLatin1StringView(iid));
    if (!library.ok())
        return library.error();
    const Result<PluginMetadata> metadata = parseMetadata(library->metadata);
    if (!metadata.ok())
        return metadata.error();
    if (const Result<void> fits = checkVersions(*metadata, folder, {QStringLiteral("*")}, product, kPartApiMajor, kPartApiMinor); !fits.ok())
        return fits.error();
    return library->file;
}

} // namespace zc::pluginhost
