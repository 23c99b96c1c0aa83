#include "shell/printquestion.h"

#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

PrintQuestion::PrintQuestion(QWidget *window)
    : StandingQuestion(u"print"_s, tr("Print again"), tr("Do not print again"), window)
    , m_headline(addLine(u"print.headline"_s, Type::Section, Color::Text))
    , m_paper(addLine(u"print.paper"_s, Type::BodyStrong, Color::Text))
    , m_advice(addLine(u"print.advice"_s, Type::Body, Color::TextMuted))
{
}

void PrintQuestion::ask(const Question &question)
{
    m_waiting.append(question);
    if (m_waiting.size() == 1) showFirst();
}

void PrintQuestion::setAway(bool away)
{
    m_away = away;
    showFirst();
}

void PrintQuestion::showFirst()
{
    if (m_waiting.isEmpty() || m_away) return leave();
    const Question &question = m_waiting.first();
    m_headline->setText(question.headline);
    m_paper->setText(question.paper);
    m_advice->setText(question.advice);
    m_advice->setVisible(!question.advice.isEmpty());
    setAccessibleName(question.headline);
    stand();
}

void PrintQuestion::answer(bool again)
{
    if (m_waiting.isEmpty()) return;
    const auto told = m_waiting.takeFirst().answer;
    showFirst();
    if (told) told(again);
}

} // namespace zc::client
