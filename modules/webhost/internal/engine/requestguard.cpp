#include "requestguard.h"

#include <webhost/weborigin.h>

namespace zc::webhost {

using namespace Qt::StringLiterals;

void RequestGuard::interceptRequest(QWebEngineUrlRequestInfo &request)
{
    const QUrl address = request.requestUrl();
    // Made by the page itself, never fetched from anywhere; not as a document.
    const auto type = request.resourceType();
    const bool document = type == QWebEngineUrlRequestInfo::ResourceTypeMainFrame || type == QWebEngineUrlRequestInfo::ResourceTypeSubFrame;
    const bool own = !document && (address.scheme() == u"data" || address.scheme() == u"blob");
    const bool blank = address == QUrl(u"about:blank"_s);
    const bool ping = type == QWebEngineUrlRequestInfo::ResourceTypePing || type == QWebEngineUrlRequestInfo::ResourceTypeCspReport;
    if (blank || own || (!ping && m_rules.origins.contains(originOf(address))))
        return;
    request.block(true);
    if (m_rules.refused)
        m_rules.refused(u"request"_s, originOf(address));
}

} // namespace zc::webhost
