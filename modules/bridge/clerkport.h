#pragma once
#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

namespace zc::bridge {

// A question that only the person at the desk may answer, in our own window.
struct ClerkQuestion {
    enum class Kind { Pair, Sign };
    Kind kind = Kind::Pair;
    quint64 id = 0;                 // for withdraw()
    QString origin;                 // shown in full; empty: a program on this computer
    QStringList operations;         // Pair: command names
    QString words;                  // what the page says about it: shown as its words, never as ours
    QString device;                 // Sign
    QByteArray digest;              // Sign: what is signed
};

// The window's side. ask() comes on the bridge's thread and returns at once; `answer` is called once, from any thread: true only after
// a click. A question that is withdrawn disappears, and its answer counts no longer.
class ClerkPort {
public:
    using Answer = std::function<void(bool yes)>;
    virtual ~ClerkPort() = default;
    virtual void ask(const ClerkQuestion &question, Answer answer) = 0;
    virtual void withdraw(quint64 id) = 0;
};

} // namespace zc::bridge
