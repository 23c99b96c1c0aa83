#pragma once
#include <uikit/themed.h>

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace zc::uikit {

class Button;
class Label;

// A line across the page that stays until its cause is gone: sign, words, at most one action. Announced when its words change.
class Banner : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit Banner(Tone tone = Tone::Warn, const QString &text = {}, QWidget *parent = nullptr);
    void setMessage(Tone tone, const QString &text);
    QString text() const;
    void setAction(const QString &text, const QString &keyCap = {});    // empty text: none
    void setDismissable(bool dismissable);

Q_SIGNALS:
    void actionTriggered();
    void dismissed();               // also hides the banner

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    QHBoxLayout *m_row;
    Label *m_text;
    Button *m_action;
    QToolButton *m_close;
};

} // namespace zc::uikit
