#pragma once
#include <uikit/themed.h>

#include <QPointer>
#include <QWidget>

#include <functional>

namespace zc::uikit {
class Button;
class Field;
class Label;
}

namespace zc::client {

class CommandCentre;

// Covers the window until the clerk is back. While it is up, no command is heard and nothing of the case can be seen or
// reached with Tab. In demo mode Enter unlocks; otherwise the PIN of this clerk.
class LockScreen : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    using Verify = std::function<bool(const QString &pin)>;

    LockScreen(CommandCentre &centre, QWidget *window);
    void setClerk(const QString &clerk);
    void setVerify(Verify verify);          // none: Enter unlocks (demo)

    void lock();
    bool isLocked() const { return isVisible(); }

Q_SIGNALS:
    void locked();
    void unlocked();

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void tryUnlock();
    CommandCentre &m_centre;
    Verify m_verify;
    int m_failed = 0;
    QWidget *m_sheet;
    uikit::Label *m_title, *m_words;
    uikit::Field *m_pin;
    uikit::Button *m_unlock;
    QPointer<QWidget> m_focusBefore;
};

} // namespace zc::client
