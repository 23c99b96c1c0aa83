#pragma once
#include <base/result.h>
#include <webhost/webpart.h>

#include <QObject>
#include <QPointer>

class QWidget;

namespace zc::settings {
class Settings;
}

namespace zc::client {

class BridgeDesk;
class WebPage;

// Pages of departments at this desk: which may be opened, and what stands in the way. The engine is loaded when the first one is; a desk
// without it has one entry that says so. GUI thread.
class WebDesk : public QObject {
    Q_OBJECT
public:
    explicit WebDesk(BridgeDesk &bridge);
    ~WebDesk() override;

    // Whether there is a page at all: web.enabled, and sites that may be opened.
    static bool isWanted(const settings::Settings &settings);
    // Exact origins of web.origins; plain http only where bridge.httpOrigins names the same one.
    static QStringList originsOf(const settings::Settings &settings);
    QWidget *makePage(const settings::Settings &settings);         // once
    void leave();                   // the lock: no document stays behind it

private:
    Result<webhost::WebPart *> part() const;
    void open(const QString &origin);
    void refuse(const Error &error);

    BridgeDesk &m_bridge;
    bool m_leakOpen = false;
    QStringList m_origins;
    QPointer<WebPage> m_page;
    std::unique_ptr<webhost::WebView> m_view;
};

} // namespace zc::client
