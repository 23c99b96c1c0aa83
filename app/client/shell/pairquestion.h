#pragma once
#include <uikit/floatingpanel.h>

#include <QElapsedTimer>
#include <QPointer>
#include <QStringList>

#include <functional>

namespace zc::uikit {
class Button;
class Label;
}

namespace zc::client {

// A web page wants to use a device: the question stands in our own window, with the origin in full, what it wants and at which
// device. Never takes the focus by itself, so that Enter meant for a field says nothing here; a click counts only after the question
// has been seen for a moment. One at a time; the next waits behind it.
class PairQuestion : public uikit::FloatingPanel {
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
    void takeFocus();                   // by its own key

    static constexpr int kSeenMs = 700; // earlier clicks were meant for something else

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void showFirst();
    void place();
    void answer(bool yes);

    QList<Question> m_waiting;
    QElapsedTimer m_seen;
    QPointer<QWidget> m_before;
    uikit::Label *m_title, *m_origin, *m_wants, *m_words;
    uikit::Button *m_yes, *m_no;
};

} // namespace zc::client
