#pragma once
#include <uikit/fieldframe.h>

#include <QLineEdit>

namespace zc::uikit {

// A line edit that knows whether an input method is composing: then Enter, Esc, digits and Backspace belong to it.
class LineEdit : public QLineEdit {
    Q_OBJECT
public:
    using QLineEdit::QLineEdit;
    bool isComposing() const { return m_composing; }

Q_SIGNALS:
    void composingChanged(bool composing);
    void confirmed();               // Enter, never while composing

protected:
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    bool m_composing = false;
};

// Label, line edit, source tag, error: one row of a form.
class Field : public FieldFrame {
    Q_OBJECT
public:
    explicit Field(const QString &label, QWidget *parent = nullptr);
    LineEdit *edit() const { return static_cast<LineEdit *>(editor()); }
    QString text() const { return edit()->text(); }
    void setText(const QString &text) { edit()->setText(text); }

Q_SIGNALS:
    void textEdited(const QString &text);
    void confirmed();               // Enter
};

} // namespace zc::uikit
