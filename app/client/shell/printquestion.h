#pragma once
#include "shell/standingquestion.h"

#include <functional>

namespace zc::client {

// A paper of which nobody can know whether it came out: only a person who looks at the printer may have it printed once more. One at
// a time; the next waits behind it. Esc goes back to the work and leaves the question standing.
class PrintQuestion : public StandingQuestion {
    Q_OBJECT
public:
    struct Question {
        QString headline;               // what is known
        QString paper;                  // which, and when it was asked for
        QString advice;
        std::function<void(bool again)> answer;     // called at most once
    };
    explicit PrintQuestion(QWidget *window);
    void ask(const Question &question);
    void setAway(bool away);            // the desk is locked: it stands again afterwards
    bool isAsking() const { return !m_waiting.isEmpty(); }

private:
    void showFirst();
    void answer(bool again) override;
    void escape() override { giveFocusBack(); }

    QList<Question> m_waiting;
    bool m_away = false;
    uikit::Label *m_headline, *m_paper, *m_advice;
};

} // namespace zc::client
