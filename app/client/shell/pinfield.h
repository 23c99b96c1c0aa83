#pragma once
#include <crypto/secretbytes.h>
#include <devices/pin.h>
#include <uikit/themed.h>

#include <QWidget>

namespace zc::client {

// Takes the PIN of a key, keystroke by keystroke, into memory that is locked and wiped: no text document, no undo, no clipboard, no
// input method, nothing to read back. Shows a dot for each. Only the signs that every key takes (ASCII without blanks); others are not heard.
class PinField : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    static constexpr int kMost = 16;                // GM/T 0016; a longer one would cost a try
    explicit PinField(QWidget *parent = nullptr);
    ~PinField() override;
    bool isEmpty() const { return m_count == 0; }
    devices::Pin take();                            // and is empty again
    void clear();
    QSize sizeHint() const override;

Q_SIGNALS:
    void changed();
    void confirmed();                               // Enter

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    static bool takes(const QKeyEvent &event);
    crypto::SecretBytes m_typed;
    int m_count = 0;
};

} // namespace zc::client
