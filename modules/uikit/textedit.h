#pragma once
#include <QPlainTextEdit>

namespace zc::uikit {

// Several lines of text that grow with what is in them. Enter confirms, Shift+Enter breaks the line; both belong to the input
// method while it composes. The box of a line edit, with its states (fieldstate.h).
class TextEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TextEdit(QWidget *parent = nullptr);
    bool isComposing() const { return m_composing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void confirmed();
    void composingChanged(bool composing);

protected:
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layMargins();
    void setComposing(bool composing);
    bool m_composing = false;
};

} // namespace zc::uikit
