#include <uikit/field.h>

#include <QInputMethodEvent>
#include <QKeyEvent>

namespace zc::uikit {

void LineEdit::inputMethodEvent(QInputMethodEvent *event)
{
    QLineEdit::inputMethodEvent(event);
    const bool composing = !event->preeditString().isEmpty();
    if (composing != m_composing) {
        m_composing = composing;
        Q_EMIT composingChanged(composing);
    }
}

void LineEdit::keyPressEvent(QKeyEvent *event)
{
    // Some input methods deliver the keys they use as well; while they compose, those keys mean nothing here.
    if (m_composing) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers() & ~Qt::KeypadModifier) {
            event->ignore();        // Ctrl+Enter belongs to the page
            return;
        }
        Q_EMIT confirmed();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void LineEdit::focusOutEvent(QFocusEvent *event)
{
    if (m_composing) {
        m_composing = false;
        Q_EMIT composingChanged(false);
    }
    QLineEdit::focusOutEvent(event);
}

Field::Field(const QString &label, QWidget *parent) : FieldFrame(label, new LineEdit, parent)
{
    connect(edit(), &QLineEdit::textEdited, this, &Field::textEdited);
    connect(edit(), &LineEdit::confirmed, this, &Field::confirmed);
}

} // namespace zc::uikit
