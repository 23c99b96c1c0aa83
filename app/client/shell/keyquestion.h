#pragma once
#include "shell/standingquestion.h"

#include <devices/signingkey.h>

#include <functional>

namespace zc::client {

class PinField;

// Somebody wants something signed with a key: our own window shows who asks, what is signed and with which certificate, and takes the PIN.
// It never takes the focus by itself when a page asks. One at a time; the next waits behind it. The PIN is wiped with every answer.
class KeyQuestion : public StandingQuestion {
    Q_OBJECT
public:
    struct Question {
        quint64 id = 0;                 // of the page's questions; 0: the clerk's own
        bool own = false;               // she pressed for it: it may take the focus
        QString origin;                 // empty: a program on this computer
        QString words;                  // what it is: the page's words, or ours
        QString device;                 // its title
        QString remark;                 // of the last answer: the PIN was wrong
        devices::Certificate certificate;
        QByteArray digest;
        int triesLeft = -1;
        std::function<void(const devices::Pin &)> answer;       // at most once; empty: no
    };
    explicit KeyQuestion(QWidget *window);
    void ask(const Question &question);
    void withdraw(quint64 id);          // its answer counts no longer
    void withdrawOwn();
    void refuseAll();                   // the desk is locked
    bool isAsking() const { return !m_waiting.isEmpty(); }

private:
    void showFirst();
    void withdrawIf(const std::function<bool(const Question &)> &which);
    void answer(bool yes) override;

    QList<Question> m_waiting;
    uikit::Label *m_origin, *m_words, *m_digest, *m_certificate, *m_validity, *m_tries, *m_remark;
    PinField *m_pin;
};

} // namespace zc::client
