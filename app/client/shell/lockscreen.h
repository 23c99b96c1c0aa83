#pragma once
#include <uikit/themed.h>

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace zc::uikit {
class Button;
class Field;
class Label;
}

namespace zc::client {

class CommandCentre;

// Covers the window until the clerk is back. While it is up, no command is heard and nothing of the case can be seen or
// reached with Tab. It only asks: whether the secret is right is judged elsewhere and answered by open() or refuse().
class LockScreen : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    struct Asks {
        QString label;                      // "PIN", "password"; empty: Enter opens (nobody is signed on)
        bool digits = false;
        QString hint;                       // said openly, in the demo the PIN itself
        bool another = false;               // somebody else may sign on in her place
    };

    LockScreen(CommandCentre &centre, QWidget *window);
    void setClerk(const QString &clerk);
    void setAsks(const Asks &asks);

    void lock();
    bool isLocked() const { return isVisible(); }
    // Uncovers; the focus is where it was.
    void open();
    // The sentence beside the field; with a time to wait nothing can be typed until it is over.
    void refuse(const QString &sentence, int waitMs = 0);
    void setRemark(const QString &words);   // what went wrong while locking

Q_SIGNALS:
    void locked();
    void unlockWanted(const QString &secret);
    void unlocked();
    void anotherWanted();

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void tryUnlock();
    void place();
    void setBusy(bool busy);
    void enableOthers(bool enabled);
    CommandCentre &m_centre;
    Asks m_asks;
    QWidget *m_sheet;
    uikit::Label *m_title, *m_words, *m_remark;
    uikit::Field *m_secret;
    uikit::Button *m_unlock, *m_another;
    QTimer m_wait;
    QList<QPointer<QWidget>> m_disabled;    // by this lock, and by nobody else
    QPointer<QWidget> m_focusBefore;
};

} // namespace zc::client
