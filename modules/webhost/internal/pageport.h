#pragma once
#include <webhost/webpart.h>

#include <QObject>
#include <QUrl>

namespace zc::webhost {

// What the script in the isolated world of a page calls through QWebChannel; pages themselves never see it. Each call is judged: top
// frame, origin as the script says it and as the address of the page says it, on the list; and it belongs to the document that opened
// the conversation. GUI thread.
class PagePort : public QObject {
    Q_OBJECT
public:
    PagePort(const WebRules &rules, std::function<QUrl()> address, QObject *parent);
    void documentGone();            // the conversation ends with it

public Q_SLOTS:
    void open(const QString &document, const QString &origin, bool top);
    void receive(const QString &document, const QString &origin, bool top, const QString &text);
    void receiveBinary(const QString &document, const QString &origin, bool top, const QString &base64);
    void close(const QString &document);

Q_SIGNALS:
    void opened(const QString &document, bool allowed);
    void say(const QString &document, const QString &text);
    void sayBinary(const QString &document, const QString &base64);
    void left(const QString &document, int code);

private:
    bool mayCall(const QString &origin, bool top) const;
    bool isOpenFor(const QString &document, const QString &origin, bool top);

    const WebRules &m_rules;
    const std::function<QUrl()> m_address;
    std::unique_ptr<PageChannel> m_channel;
    QString m_document;             // of the conversation
};

} // namespace zc::webhost
