#pragma once
#include "shell/standingquestion.h"

#include <QStringList>

#include <functional>

namespace zc::client {

// A web page wants to use a device: the question stands in our own window, with the origin in full, what it wants and at which
// device. One at a time; the next waits behind it.
class PairQuestion : public StandingQuestion {
    Q_OBJECT
public:
    struct Question {
        quint64 id = 0;
        QString origin;                 // empty: a program on this computer
        QStringList devices;            // in words: 读卡器
        QStringList operations;         // in words: 读取身份证
        QString words;                  // the page's own, shown as its words
        std::function<void(bool yes)> answer;       // called at most once
    };
    explicit PairQuestion(QWidget *window);
    void ask(const Question &question);
    void withdraw(quint64 id);          // its answer counts no longer
    void refuseAll();                   // the desk is locked
    bool isAsking() const { return !m_waiting.isEmpty(); }

private:
    void showFirst();
    void answer(bool yes) override;

    QList<Question> m_waiting;
    uikit::Label *m_origin, *m_wants, *m_words;
};

} // namespace zc::client
