#pragma once
#include <QStringList>
#include <QUrl>
#include <QtPlugin>

#include <functional>
#include <memory>

class QWidget;

namespace zc::webhost {

// One document's conversation with the devices of the desk. Destroyed when the document goes, or when it has been told to leave.
class PageChannel {
public:
    virtual ~PageChannel() = default;
    virtual void receive(const QByteArray &text) = 0;
    virtual void receiveBinary(const QByteArray &frame) = 0;
};

// How the document hears; `leave` once, from the event loop, nothing is said after it.
struct PageVoice {
    std::function<void(const QByteArray &text)> say;
    std::function<void(const QByteArray &frame)> sayBinary;
    std::function<void(int closeCode)> leave;
};

struct WebRules {
    QStringList origins;            // exact; nothing else is shown, loaded or asked
    // The conversation of a document of this origin, which has been checked; null: it may use no device.
    std::function<std::unique_ptr<PageChannel>(const QString &origin, PageVoice voice)> channel;
    // For the audit log: request, navigation, window, permission, certificate, download, call; and the origin it was about.
    std::function<void(const QString &what, const QString &origin)> refused;
    std::function<void(const QString &origin, const QString &title)> shown;      // empty origin: nothing is
    std::function<void(const QString &origin)> failed;      // the page could not be loaded
    std::function<void()> gone;                             // the process behind the page has ended
};

// One place where a page of a department is shown. GUI thread. The widget belongs to whoever has the view.
class WebView {
public:
    virtual ~WebView() = default;
    virtual QWidget *widget() = 0;
    virtual void open(const QUrl &address) = 0;             // of a listed origin; anything else is refused
    virtual void leave() = 0;                               // no document, and nothing kept of it
};

// The part of the program that knows Qt WebEngine: a library of its own, loaded where the machine has it and the policy wants it, never
// unloaded. The only contact between the two is this file; no signals, no types of Qt WebEngine.
class WebPart {
public:
    virtual ~WebPart() = default;
    virtual std::unique_ptr<WebView> makeView(const WebRules &rules) = 0;
    virtual QString engine() const = 0;                     // "Qt 6.4.2, Chromium 102.0.5005.177", for the self-check
};

} // namespace zc::webhost

Q_DECLARE_INTERFACE(zc::webhost::WebPart, "cn.zongchuang.WebPart/1")
