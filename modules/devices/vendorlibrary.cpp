#include "vendorlibrary.h"

#include <QDir>

namespace zc::devices {

using namespace Qt::StringLiterals;

Result<void> onlyTexts(const QJsonObject &values, const QStringList &known)
{
    for (auto it = values.begin(); it != values.end(); ++it)
        if (!it.value().isString() || !known.contains(it.key()))
            return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, it.key()};
    return {};
}

Result<QString> vendorLibraryFile(const DriverSettings &settings, const QStringList &others)
{
    if (const Result<void> good = onlyTexts(settings.values, others + QStringList{u"module"_s}); !good.ok())
        return good.error();
    const QString file = settings.values.value(u"module"_s).toString();
    if (!QDir::isAbsolutePath(file))
        return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, u"module"_s};
    return file;
}

} // namespace zc::devices
