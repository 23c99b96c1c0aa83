#include <uikit/combo.h>

#include <QKeyEvent>
#include <QWheelEvent>

namespace zc::uikit {

Combo::Combo(QWidget *parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Combo::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();        // the page scrolls
}

void Combo::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !(event->modifiers() & ~Qt::KeypadModifier)) {
        Q_EMIT confirmed();
        return;
    }
    QComboBox::keyPressEvent(event);
}

ComboField::ComboField(const QString &label, QWidget *parent) : FieldFrame(label, new Combo, parent) {}

} // namespace zc::uikit
