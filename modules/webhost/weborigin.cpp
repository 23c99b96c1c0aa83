#include "weborigin.h"

namespace zc::webhost {

using namespace Qt::StringLiterals;

QString originOf(const QUrl &address)
{
    const QString scheme = address.scheme();
    const bool web = scheme == u"https" || scheme == u"http";
    if (!address.isValid() || !web || address.host().isEmpty() || !address.userInfo().isEmpty())
        return {};
    const int usual = scheme == u"https" ? 443 : 80, port = address.port(usual);
    const QString host = address.host(QUrl::FullyEncoded).toLower();
    return scheme + u"://"_s + (host.contains(u':') ? u'[' + host + u']' : host) + (port == usual ? QString() : u':' + QString::number(port));
}

} // namespace zc::webhost
