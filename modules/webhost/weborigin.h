#pragma once
#include <QString>
#include <QUrl>

namespace zc::webhost {

// The origin of an address as a browser writes it: scheme, host, port unless it is the default one. Empty: it has none that could stand
// on a list (file:, data:, about:, a user in the address, no host).
QString originOf(const QUrl &address);

} // namespace zc::webhost
