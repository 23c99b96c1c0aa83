#pragma once
#include <QObject>
#include <QPointer>

namespace zc::client {

// While an input method composes, Enter, Esc, digits, Backspace and the keys that move in the candidate list belong to it
// (ui.md §4). Input methods on Linux and Windows usually take these keys before the program sees them; some let them
// through, and a clerk's half-typed 字 must never submit a case. One filter on the application; GUI thread.
class ComposeGuard : public QObject {
    Q_OBJECT
public:
    explicit ComposeGuard(QObject *application);

    bool composing() const { return m_composing && m_target; }
    static bool belongsToInputMethod(int key);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_composing = false;
    QPointer<QObject> m_target;
};

} // namespace zc::client
