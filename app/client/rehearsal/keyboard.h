#pragma once
#include <QKeySequence>
#include <QString>

class QWindow;

namespace zc::client {

// Presses keys the way the platform does: through the window, so that shortcuts, the input-method guard and focus handling
// all take part. GUI thread.
class Keyboard {
public:
    explicit Keyboard(QWindow *window) : m_window(window) {}

    bool press(const QString &key);                 // "F5", "Ctrl+Enter", "2"; false: not a key
    void type(const QString &text);                 // one press per character
    void compose(const QString &letters, const QString &text);    // input method: preedit, then commit
    int pressed() const { return m_pressed; }       // keys so far; a chord counts once

private:
    void send(int key, Qt::KeyboardModifiers modifiers, const QString &text);
    QWindow *m_window;
    int m_pressed = 0;
};

} // namespace zc::client
