#pragma once
#include <webhost/webpart.h>

#include <QWebEngineView>

class QWebEngineProfile;

namespace zc::webhost {

class GuardedPage;
class PagePort;

// A view with a profile that is kept nowhere, one page at a time, and the script that carries messages in a world of its own.
class EngineView : public QObject, public WebView {
    Q_OBJECT
public:
    explicit EngineView(const WebRules &rules);
    ~EngineView() override;

    QWidget *widget() override { return m_view; }
    void open(const QUrl &address) override;
    void leave() override;

private:
    void renew();                   // a page without past
    const WebRules m_rules;
    QPointer<QWebEngineView> m_view;
    std::unique_ptr<QWebEngineProfile> m_profile;
    std::unique_ptr<GuardedPage> m_page;
    PagePort *m_port = nullptr;     // of the page
};

} // namespace zc::webhost
