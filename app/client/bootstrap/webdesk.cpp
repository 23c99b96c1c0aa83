#include "bootstrap/webdesk.h"
#include "bootstrap/bridgedesk.h"
#include "pages/web/webpage.h"

#include <pluginhost/partlibrary.h>
#include <settings/settings.h>
#include <webhost/weborigin.h>
#include <webhost/webpartloader.h>

#include <QCoreApplication>
#include <QFileInfo>

namespace zc::client {
using namespace Qt::StringLiterals;

WebDesk::WebDesk(BridgeDesk &bridge)
    : m_bridge(bridge)
{
}

WebDesk::~WebDesk() = default;

QStringList WebDesk::originsOf(const settings::Settings &settings)
{
    const QStringList plain = settings.list(u"bridge.httpOrigins"_s);
    QStringList origins;
    for (const QString &origin : settings.list(u"web.origins"_s))
        if (bridge::isOrigin(origin) && (origin.startsWith("https://"_L1) || plain.contains(origin)) && !origins.contains(origin)) origins.append(origin);
    return origins;
}

bool WebDesk::isWanted(const settings::Settings &settings)
{
    return settings.boolean(u"web.enabled"_s) && !originsOf(settings).isEmpty();
}

QWidget *WebDesk::makePage(const settings::Settings &settings)
{
    // A page of an old engine may talk past a proxy; where nothing stops that, production shows none.
    m_leakOpen = settings.text(u"environment"_s) == "production"_L1 && settings.text(u"web.leakClosedBy"_s) == "none"_L1;
    m_origins = originsOf(settings);
    m_page = new WebPage(m_origins);
    connect(m_page, &WebPage::openWanted, this, &WebDesk::open);
    connect(m_page, &WebPage::leaveWanted, this, &WebDesk::leave);
    return m_page;
}

Result<webhost::WebPart *> WebDesk::part() const
{
    if (m_leakOpen) return Error{ErrorKind::Denied, u"WEB-LEAK-OPEN"_s, {}};
    const QString file = webhost::webPartFile(QCoreApplication::applicationDirPath());
    if (!QFileInfo::exists(file)) return Error{ErrorKind::NotFound, u"WEB-ABSENT"_s, {}};
    const auto checked = pluginhost::checkedPart(QFileInfo(file).canonicalPath(), qobject_interface_iid<webhost::WebPart *>(), QVersionNumber::fromString(QStringLiteral(ZC_VERSION)));
    return checked ? webhost::loadWebPart(*checked) : checked.error();
}

void WebDesk::open(const QString &origin)
{
    if (!m_view) {
        const auto engine = part();
        if (!engine) return refuse(engine.error());
        webhost::WebRules rules;
        rules.origins = m_origins;
        rules.channel = [this](const QString &caller, webhost::PageVoice voice) { return m_bridge.channel(caller, std::move(voice)); };
        rules.refused = [this](const QString &what, const QString &about) { m_bridge.noteRefusedPage(what, about); };
        rules.shown = [this](const QString &shown, const QString &title) {
            if (m_page) m_page->setShown(shown, title);
        };
        // Later: the view is not taken away while it speaks.
        rules.failed = [this](const QString &) { QMetaObject::invokeMethod(this, [this] { refuse({ErrorKind::Offline, u"WEB-PAGE"_s, {}}); }, Qt::QueuedConnection); };
        rules.gone = [this] { QMetaObject::invokeMethod(this, [this] { refuse({ErrorKind::Internal, u"WEB-GONE"_s, {}}); }, Qt::QueuedConnection); };
        m_view = (*engine)->makeView(rules);
    }
    m_page->setShown(origin, {});
    m_page->showView(m_view->widget());
    m_view->open(QUrl(origin + u'/'));
}

void WebDesk::refuse(const Error &error)
{
    leave();
    if (m_page) m_page->showProblem(error);
}

void WebDesk::leave()
{
    if (m_view) m_view->leave();
    if (m_page) m_page->showSites();
}

} // namespace zc::client
