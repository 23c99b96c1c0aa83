#pragma once
#include <uikit/surface.h>

#include <QTimer>

class QScrollArea;

namespace zc::uikit {
class Button;
class Card;
class Field;
class Label;
}

namespace zc::client {

// Stands where the desk would be until a clerk has signed on. One question at a time, Enter answers; it asks only, who is right is
// judged elsewhere. What was typed as a password is forgotten as soon as it is given away.
class SignOnSheet : public uikit::Surface {
    Q_OBJECT
public:
    enum class Ask { Nothing, Enrolment, Password, OldSecret, Recovery };
    enum class Tone { Plain, Bad };

    explicit SignOnSheet(QWidget *parent = nullptr);
    void setPlace(const QString &words);                        // hall, window, platform; small, below
    void setPolicy(const QString &words);                       // what is wrong with the policy of this machine; empty: nothing
    // Who cannot sign on here is told what is to be done, and may practise meanwhile.
    void setWayOut(const QString &steps, bool practice);
    void ask(Ask ask, const QString &words = {}, Tone tone = Tone::Plain);     // words: why, above the fields
    void showRecovery(const QString &passphrase);               // Ask::Recovery; the last group is typed back
    void refuse(const QString &sentence, const QString &code, int waitMs = 0);
    void setBusy(const QString &words, bool mayGiveUp = false);
    void setPrintable(bool printable);
    Ask asked() const { return m_ask; }

Q_SIGNALS:
    void enrolWanted(const QString &code);
    void signOnWanted(const QString &user, const QString &password);
    void oldSecretWanted(const QString &secret);
    void giveUpWanted();                                        // Esc while busy
    void practiceWanted();
    void recoveryKept();
    void recoveryPrintWanted(const QString &passphrase);

protected:
    void applyTheme() override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void give();
    void enable(bool enabled);
    void focusOn(QWidget *widget);
    void focusFirst();
    Ask m_ask = Ask::Nothing;
    QString m_recovery;
    bool m_printable = false, m_practice = false, m_mayGiveUp = false;
    QScrollArea *m_scroll;
    uikit::Card *m_card;
    uikit::Label *m_title, *m_words, *m_steps, *m_passphrase, *m_place, *m_policy;
    uikit::Field *m_code, *m_user, *m_password, *m_old, *m_group;
    uikit::Button *m_go, *m_print;
    QTimer m_wait;
};

} // namespace zc::client
