#pragma once
#include <uikit/themed.h>

#include <QTimer>
#include <QWidget>

namespace zc::uikit {

class Label;
class LinkButton;

// One toast.
class ToastCard : public Themed<QWidget> {
    Q_OBJECT
public:
    ToastCard(Tone tone, const QString &text, const QString &action, QWidget *parent);
    void live(int ms);
    QString text() const;
    Tone tone() const { return m_tone; }
    bool hasAction() const;

Q_SIGNALS:
    void acted();
    void over();

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    Tone m_tone;
    int m_ms = 0;
    QTimer m_timer;
    Label *m_text;
    LinkButton *m_action;
};

} // namespace zc::uikit
