#pragma once
#include <webhost/webpart.h>

#include <QWebEnginePage>

namespace zc::webhost {

// A page that goes nowhere but to listed origins, opens nothing, asks nothing, and is given no permission.
class GuardedPage : public QWebEnginePage {
    Q_OBJECT
public:
    GuardedPage(QWebEngineProfile *profile, const WebRules &rules, QObject *parent);

protected:
    bool acceptNavigationRequest(const QUrl &address, NavigationType type, bool isMainFrame) override;
    QWebEnginePage *createWindow(WebWindowType type) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList &oldFiles, const QStringList &acceptedMimeTypes) override;
    void javaScriptAlert(const QUrl &, const QString &) override {}
    bool javaScriptConfirm(const QUrl &, const QString &) override { return false; }
    bool javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *) override { return false; }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &, int, const QString &) override {}      // it may hold anything

private:
    void refuse(const QString &what, const QUrl &address) const;
    const WebRules &m_rules;
};

} // namespace zc::webhost
