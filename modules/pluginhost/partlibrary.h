#pragma once
#include <base/result.h>

#include <QVersionNumber>

namespace zc::pluginhost {

// The library of a part of the product that is shipped apart and loaded into this program, checked as every plugin before any of its code
// runs. `folder` is its own and bears its id. PLG-OWNER PLG-HASH PLG-METADATA PLG-IID PLG-NAME PLG-API PLG-PRODUCT. Any thread.
Result<QString> checkedPart(const QString &folder, const char *iid, const QVersionNumber &product);

} // namespace zc::pluginhost
