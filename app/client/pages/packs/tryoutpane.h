#pragma once
#include <guidance/finding.h>
#include <guidance/interview.h>

#include <uikit/surface.h>

#include <optional>

namespace zc::uikit {
class Button;
class KeyValueList;
class Label;
class LineEdit;
class OptionCard;
}

namespace zc::client {

// The interview over the pack as it stands now: what would be asked, and what comes of it. Answers stay while the pack is
// edited, as far as it still has the fact; digits answer, Backspace takes the last answer back. GUI thread.
class TryoutPane : public uikit::Surface {
    Q_OBJECT
public:
    explicit TryoutPane(QWidget *parent = nullptr);

    void setPack(const std::shared_ptr<const guidance::Pack> &pack);       // null: cannot be played now, the last answers wait
    void setSituation(const QList<QPair<QString, feel::Value>> &facts);    // by fact name, as a finding's witness has them
    void reset();
    void takeFocus();                               // to the question, or to the way back where nothing is asked
    const guidance::Priors &answers() const { return m_answers; }
    const guidance::Interview *interview() const { return m_interview ? &*m_interview : nullptr; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void replay();
    void refresh();
    void clearCards();
    void showQuestion(const guidance::Question &question);
    void showOutcome(const guidance::Outcome &outcome);
    void answer(const feel::Value &value);
    void choose(int index);
    void confirmSet();
    void takeBack();
    void giveText();

    std::shared_ptr<const guidance::Pack> m_pack;
    guidance::Priors m_answers;                     // in the order given
    std::optional<guidance::Interview> m_interview;
    std::optional<guidance::Question> m_question;
    uikit::Label *m_head, *m_text, *m_why, *m_problem;
    uikit::KeyValueList *m_given, *m_result;
    QWidget *m_options;
    QList<uikit::OptionCard *> m_cards;
    uikit::LineEdit *m_value;
    uikit::Button *m_confirm, *m_back, *m_again;
};

} // namespace zc::client
