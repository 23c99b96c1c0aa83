#include "shell/composeguard.h"

#include <QEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace zc::client {

ComposeGuard::ComposeGuard(QObject *application)
    : QObject(application)
{
    application->installEventFilter(this);
}

bool ComposeGuard::belongsToInputMethod(int key)
{
    if (key >= Qt::Key_0 && key <= Qt::Key_9) return true;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
    case Qt::Key_Backspace:
    case Qt::Key_Space:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        return true;
    default:
        return false;
    }
}

bool ComposeGuard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::InputMethod: {
        const auto *input = static_cast<QInputMethodEvent *>(event);
        m_composing = !input->preeditString().isEmpty();
        m_target = watched;
        return false;
    }
    case QEvent::FocusOut:
        if (watched == m_target) m_composing = false;
        return false;
    case QEvent::ShortcutOverride:
        // Accepting tells Qt that the key is text for the focus widget, so no shortcut fires.
        if (composing() && belongsToInputMethod(static_cast<QKeyEvent *>(event)->key())) {
            event->accept();
            return true;
        }
        return false;
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
        return composing() && belongsToInputMethod(static_cast<QKeyEvent *>(event)->key());
    default:
        return false;
    }
}

} // namespace zc::client
