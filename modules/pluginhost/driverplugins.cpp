#include "driverplugins.h"

#include "internal/gate.h"

#include <QDir>
#include <QJsonArray>

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostClasses = 20;
constexpr QLatin1StringView kIid("cn.zongchuang.DeviceDriver/1");       // of devices/driverplugin.h, whose room is not needed here

Result<void> read(const QString &folder, const DriverPluginSettings &settings, DriverPlugin &driver)
{
    const Result<CheckedLibrary> library = checkLibrary(folder, kIid);
    if (!library.ok())
        return library.error();
    QJsonObject object = library->metadata;
    for (const QJsonValue cls : object.take(u"classes"_s).toArray())
        driver.classes << cls.toString();
    const bool onlyNames = !driver.classes.contains(QString()) && !driver.classes.isEmpty() && driver.classes.size() <= kMostClasses;
    // What only departments have is as strange here as any other unknown member.
    if (!onlyNames || object.contains(u"capabilities"_s) || object.contains(u"load"_s) || object.contains(u"requires"_s))
        return Error{ErrorKind::Corrupt, u"PLG-METADATA"_s, onlyNames ? u"member of a department"_s : u"classes"_s};
    const Result<PluginMetadata> metadata = parseMetadata(object);
    if (!metadata.ok())
        return metadata.error();
    driver.name = metadata->name;
    driver.version = metadata->version;
    driver.file = library->file;
    return checkVersions(*metadata, folder, settings.allowed, settings.productVersion, kDriverApiMajor, kDriverApiMinor);
}

} // namespace

QList<DriverPlugin> discoverDrivers(const DriverPluginSettings &settings)
{
    QList<DriverPlugin> drivers;
    for (const QFileInfo &folder : QDir(settings.trustedFolder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        DriverPlugin driver;
        driver.id = folder.fileName();
        if (const Result<void> checked = read(folder.absoluteFilePath(), settings, driver); !checked.ok())
            driver.error = checked.error();
        drivers << driver;
    }
    return drivers;
}

Result<QString> checkedDriver(const DriverPluginSettings &settings, const QString &id)
{
    // Among the folders that are there: an id with a path in it finds nothing.
    if (!QDir(settings.trustedFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).contains(id))
        return Error{ErrorKind::Denied, u"PLG-NAME"_s, id.left(100)};
    DriverPlugin driver;
    if (const Result<void> checked = read(settings.trustedFolder + u'/' + id, settings, driver); !checked.ok())
        return checked.error();
    return driver.file;
}

} // namespace zc::pluginhost
