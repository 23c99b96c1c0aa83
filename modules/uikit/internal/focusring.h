#pragma once
#include <QPointer>
#include <QWidget>

namespace zc::uikit {

// Draws the keyboard focus: a ring of 2 px ink, 2 px away from the focused control, above everything in the same window.
// It shows after keyboard use and always for text editors; the mouse hides it. Owned by ZcStyle, GUI thread.
class FocusRing : public QObject {
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent = nullptr);
    ~FocusRing() override;
    bool keyboardLeads() const { return m_keyboard; }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *widget);
    void place();
    void lead(bool keyboard);
    QWidget *hostOf(QWidget *widget) const;

    QPointer<QWidget> m_target;
    QPointer<QWidget> m_overlay;
    QList<QPointer<QWidget>> m_watched;
    bool m_keyboard = false;
};

} // namespace zc::uikit
