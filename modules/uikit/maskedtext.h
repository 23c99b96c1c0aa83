#pragma once
#include <uikit/themed.h>

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace zc::uikit {

class Label;

// An id or phone number shown masked (430104********1234), with an eye that asks for a peek. The control never holds the
// clear text: the owner logs the peek and then calls reveal(), which shows it for a few seconds, or until the window loses
// the focus. Copying while masked copies the masked text.
class MaskedText : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit MaskedText(const QString &masked = {}, QWidget *parent = nullptr);
    void setMasked(const QString &masked);
    void setPeekAllowed(bool allowed);
    void reveal(const QString &clear, int ms = 5000);
    void conceal();
    bool isRevealed() const { return m_timer.isActive(); }
    QString shown() const;

Q_SIGNALS:
    void peekRequested();

protected:
    void applyTheme() override;
    bool event(QEvent *event) override;

private:
    QString m_masked;
    QTimer m_timer;
    QHBoxLayout *m_row;
    Label *m_text;
    QToolButton *m_eye;
};

} // namespace zc::uikit
