#include "guardedpage.h"

#include <webhost/weborigin.h>

#include <QAuthenticator>
#include <QWebEngineCertificateError>
#include <QWebEngineFullScreenRequest>
#include <QWebEngineQuotaRequest>
#include <QWebEngineRegisterProtocolHandlerRequest>
#include <QWebEngineSettings>

namespace zc::webhost {

using namespace Qt::StringLiterals;

GuardedPage::GuardedPage(QWebEngineProfile *profile, const WebRules &rules, QObject *parent) : QWebEnginePage(profile, parent), m_rules(rules)
{
    using S = QWebEngineSettings;
    for (const auto attribute : {S::JavascriptCanOpenWindows, S::JavascriptCanAccessClipboard, S::JavascriptCanPaste, S::LocalContentCanAccessRemoteUrls,
                                 S::LocalContentCanAccessFileUrls, S::HyperlinkAuditingEnabled, S::PluginsEnabled, S::PdfViewerEnabled,
                                 S::FullScreenSupportEnabled, S::ScreenCaptureEnabled, S::DnsPrefetchEnabled, S::AllowRunningInsecureContent,
                                 S::AllowGeolocationOnInsecureOrigins, S::WebGLEnabled, S::Accelerated2dCanvasEnabled})
        settings()->setAttribute(attribute, false);
    settings()->setAttribute(S::WebRTCPublicInterfacesOnly, true);
    settings()->setUnknownUrlSchemePolicy(S::DisallowUnknownUrlSchemes);
    connect(this, &QWebEnginePage::certificateError, this, [this](QWebEngineCertificateError error) {
        error.rejectCertificate();
        refuse(u"certificate"_s, error.url());
    });
    connect(this, &QWebEnginePage::featurePermissionRequested, this, [this](const QUrl &origin, Feature feature) {
        setFeaturePermission(origin, feature, PermissionDeniedByUser);
        refuse(u"permission"_s, origin);
    });
    connect(this, &QWebEnginePage::fullScreenRequested, this, [](QWebEngineFullScreenRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::quotaRequested, this, [](QWebEngineQuotaRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::registerProtocolHandlerRequested, this, [](QWebEngineRegisterProtocolHandlerRequest request) { request.reject(); });
    // No password window in front of an applicant: an empty answer ends the question.
    const auto nothing = [](QAuthenticator *authenticator) { *authenticator = QAuthenticator(); };
    connect(this, &QWebEnginePage::authenticationRequired, this, [nothing](const QUrl &, QAuthenticator *asked) { nothing(asked); });
    connect(this, &QWebEnginePage::proxyAuthenticationRequired, this, [nothing](const QUrl &, QAuthenticator *asked, const QString &) { nothing(asked); });
}

void GuardedPage::refuse(const QString &what, const QUrl &address) const
{
    if (m_rules.refused)
        m_rules.refused(what, originOf(address));
}

bool GuardedPage::acceptNavigationRequest(const QUrl &address, NavigationType, bool isMainFrame)
{
    const bool blank = address == QUrl(u"about:blank"_s) || (!isMainFrame && address == QUrl(u"about:srcdoc"_s));
    if (blank || m_rules.origins.contains(originOf(address)))
        return true;
    refuse(u"navigation"_s, address);
    return false;
}

QWebEnginePage *GuardedPage::createWindow(WebWindowType)
{
    refuse(u"window"_s, url());
    return nullptr;
}

QStringList GuardedPage::chooseFiles(FileSelectionMode, const QStringList &, const QStringList &)
{
    return {};
}

} // namespace zc::webhost
