#pragma once
#include "pages/desk/stepframe.h"

namespace zc::uikit {
class Field;
class Label;
class OptionCard;
class ProgressSegments;
class WhyBox;
}

namespace zc::client {

class Callout;

// 2 情形导办: one question at a time in large type. A digit answers and the next question stands there; Enter takes the
// option in focus; Backspace goes back to the answer before and keeps it marked.
class QuestionStep : public StepFrame {
    Q_OBJECT
public:
    QuestionStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);

    void show(const intake::CounterCase &counter) override;
    void enter() override;
    QString why() const override;
    bool handleKey(QKeyEvent *event) override;
    void returnTo(const QString &factId);          // opens an answered question again

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showQuestion(const intake::QuestionView &question);
    void showFinished(const intake::CounterCase &counter);
    void buildOptions(const intake::QuestionView &question);
    void choose(int index);
    void goOn();
    void goBack();
    QWidget *target() const;

    intake::QuestionView m_question;
    bool m_shown = false;               // a question stands on the page
    bool m_finished = false;
    QString m_kept;                     // the earlier answer of a question that Backspace opened again
    uikit::ProgressSegments *m_progress;
    uikit::Label *m_text, *m_hint;
    uikit::Surface *m_options;
    QList<uikit::OptionCard *> m_cards;
    uikit::Field *m_value;
    uikit::WhyBox *m_why;
    Callout *m_exits;
    uikit::Button *m_previous, *m_next;
};

} // namespace zc::client
