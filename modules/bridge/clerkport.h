#pragma once
#include <devices/signingkey.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

namespace zc::bridge {

// A question that only the person at the desk may answer, in our own window.
struct ClerkQuestion {
    quint64 id = 0;                 // for withdraw()
    QString origin;                 // shown in full; empty: a program on this computer
    QStringList operations;         // command names
    QString words;                  // what the page says about it: shown as its words, never as ours
};

// Something that a page wants signed with a key: shown whole, every time; the PIN is typed in our own window and nowhere else.
struct ClerkSignature {
    quint64 id = 0;
    QString origin;
    QString words;                  // what the page says it is: shown as its words, never as ours
    QString device;
    devices::Certificate certificate;
    QByteArray digest;              // what is signed
    int triesLeft = -1;             // before the PIN is locked; -1: the key does not say
};

// The window's side. ask() comes on the bridge's thread and returns at once; `answer` is called once, from any thread: true only after
// a click. A question that is withdrawn disappears, and its answer counts no longer.
class ClerkPort {
public:
    using Answer = std::function<void(bool yes)>;
    virtual ~ClerkPort() = default;
    virtual void ask(const ClerkQuestion &question, Answer answer) = 0;
    // Likewise. The answer is the PIN, empty for no. Who has no window to type it in says no.
    using SignAnswer = std::function<void(const devices::Pin &pin)>;
    virtual void askToSign(const ClerkSignature &, SignAnswer answer) { answer({}); }
    virtual void withdraw(quint64 id) = 0;
};

} // namespace zc::bridge
