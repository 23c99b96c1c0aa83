#include "engineview.h"

#include "guardedpage.h"
#include "internal/pageport.h"
#include "requestguard.h"

#include <webhost/weborigin.h>

#include <QContextMenuEvent>
#include <QFile>
#include <QPointer>
#include <QWebChannel>
#include <QWebEngineDownloadRequest>
#include <QWebEngineProfile>
#include <QWebEngineScript>
#include <QWebEngineScriptCollection>

namespace zc::webhost {

using namespace Qt::StringLiterals;

namespace {

QString sourceOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QWebEngineScript relay()
{
    QWebEngineScript script;
    script.setName(u"relay"_s);
    script.setSourceCode(sourceOf(u":/qtwebchannel/qwebchannel.js"_s) + u'\n' + sourceOf(u":/zc/webhost/relay.js"_s));
    script.setInjectionPoint(QWebEngineScript::DocumentCreation);
    script.setWorldId(QWebEngineScript::ApplicationWorld);
    script.setRunsOnSubFrames(false);
    return script;
}

} // namespace

EngineView::EngineView(const WebRules &rules) : m_rules(rules), m_view(new QWebEngineView)
{
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    renew();
}

EngineView::~EngineView()
{
    if (m_port)
        m_port->documentGone();
    delete m_view;
    m_page.reset();
    m_profile.reset();
}

void EngineView::renew()
{
    if (m_port)
        m_port->documentGone();
    // The order matters: a profile outlives its pages.
    auto profile = std::make_unique<QWebEngineProfile>();       // off the record
    profile->setHttpUserAgent(profile->httpUserAgent() + u" ZongChuang/1"_s);
    profile->setHttpAcceptLanguage(u"zh-CN"_s);
    profile->setUrlRequestInterceptor(new RequestGuard(m_rules, profile.get()));
    profile->scripts()->insert(relay());
    connect(profile.get(), &QWebEngineProfile::downloadRequested, this, [this](QWebEngineDownloadRequest *request) {
        request->cancel();
        if (m_rules.refused)
            m_rules.refused(u"download"_s, originOf(request->url()));
    });
    auto page = std::make_unique<GuardedPage>(profile.get(), m_rules, nullptr);
    auto *channel = new QWebChannel(page.get());
    m_port = new PagePort(m_rules, [page = page.get()] { return page->url(); }, page.get());
    channel->registerObject(u"desk"_s, m_port);
    page->setWebChannel(channel, QWebEngineScript::ApplicationWorld);
    connect(page.get(), &QWebEnginePage::loadStarted, m_port, &PagePort::documentGone);
    connect(page.get(), &QWebEnginePage::loadFinished, this, [this](bool ok) {
        if (!ok && m_rules.failed)
            m_rules.failed(originOf(m_page->requestedUrl()));
    });
    const auto tell = [this, page = page.get()] {
        if (m_rules.shown)
            m_rules.shown(originOf(page->url()), page->title());
    };
    connect(page.get(), &QWebEnginePage::urlChanged, this, tell);
    connect(page.get(), &QWebEnginePage::titleChanged, this, tell);
    connect(page.get(), &QWebEnginePage::renderProcessTerminated, this, [this] {
        m_port->documentGone();
        if (m_rules.gone)
            m_rules.gone();
    });
    m_view->setPage(page.get());
    m_page = std::move(page);           // the page before goes here, then its profile
    m_profile = std::move(profile);
}

void EngineView::open(const QUrl &address)
{
    if (!m_rules.origins.contains(originOf(address))) {
        if (m_rules.refused)
            m_rules.refused(u"navigation"_s, originOf(address));
        return;
    }
    m_view->load(address);
}

void EngineView::leave()
{
    renew();
    if (m_rules.shown)
        m_rules.shown({}, {});
}

} // namespace zc::webhost
