#include "rehearsal/keyboard.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QWindow>

// Exported by Qt Gui for exactly this purpose (Qt Test uses it): a key event as if the window system had sent it.
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow *window, QEvent::Type type, int key, Qt::KeyboardModifiers modifiers,
    const QString &text = QString(), bool autorepeat = false, ushort count = 1);

namespace zc::client {
using namespace Qt::StringLiterals;

bool Keyboard::press(const QString &key)
{
    QString name = key;
    // On papers we say Enter; Qt calls the main key Return.
    if (name == "Enter"_L1 || name.endsWith("+Enter"_L1)) name.replace("Enter"_L1, "Return"_L1);
    const QKeySequence sequence(name, QKeySequence::PortableText);
    if (sequence.count() != 1 || sequence[0].key() == Qt::Key_unknown) return false;
    const int code = sequence[0].key();
    const bool printable = sequence[0].keyboardModifiers() == Qt::NoModifier && code >= 0x20 && code < 0x7f;
    send(code, sequence[0].keyboardModifiers(), printable ? QString(QChar(code)).toLower() : code == Qt::Key_Return ? u"\r"_s : QString());
    return true;
}

void Keyboard::type(const QString &text)
{
    for (const QChar letter : text)
        send(letter.toUpper().unicode(), letter.isUpper() ? Qt::ShiftModifier : Qt::NoModifier, QString(letter));
}

void Keyboard::compose(const QString &letters, const QString &text)
{
    QObject *target = QGuiApplication::focusObject();
    if (!target) return;
    for (qsizetype i = 1; i <= letters.size(); ++i) {
        QInputMethodEvent preedit(letters.left(i), {});
        QCoreApplication::sendEvent(target, &preedit);
    }
    QInputMethodEvent commit;
    commit.setCommitString(text);
    QCoreApplication::sendEvent(target, &commit);
    m_pressed += int(letters.size()) + 1;      // the letters and the key that takes the first candidate
}

void Keyboard::send(int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    ++m_pressed;
    qt_handleKeyEvent(m_window, QEvent::KeyPress, key, modifiers, text);
    qt_handleKeyEvent(m_window, QEvent::KeyRelease, key, modifiers, text);
}

} // namespace zc::client
