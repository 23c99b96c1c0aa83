#include "shell/pairquestion.h"

#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

PairQuestion::PairQuestion(QWidget *window)
    : StandingQuestion(u"pair"_s, tr("Allow until sign-off"), tr("Do not allow"), window)
{
    auto *title = addLine(u"pair.title"_s, Type::Section, Color::Text);
    title->setText(tr("A web page wants to use a device"));
    m_origin = addLine(u"pair.origin"_s, Type::BodyStrong, Color::Text);
    m_wants = addLine(u"pair.wants"_s, Type::Body, Color::Text);
    m_words = addLine(u"pair.words"_s, Type::Small, Color::TextMuted);
    setNoKey(u"Esc"_s);
    setAccessibleName(title->text());
}

void PairQuestion::ask(const Question &question)
{
    m_waiting.append(question);
    if (m_waiting.size() == 1) showFirst();
}

void PairQuestion::withdraw(quint64 id)
{
    const bool first = !m_waiting.isEmpty() && m_waiting.first().id == id;
    m_waiting.removeIf([id](const Question &question) { return question.id == id; });
    if (first) showFirst();
}

void PairQuestion::refuseAll()
{
    while (!m_waiting.isEmpty()) answer(false);
}

void PairQuestion::showFirst()
{
    if (m_waiting.isEmpty()) return leave();
    const Question &question = m_waiting.first();
    m_origin->setText(question.origin.isEmpty() ? tr("A program on this computer") : question.origin);
    m_wants->setText(tr("wants: %1\nat: %2").arg(question.operations.join(tr(", ")), question.devices.join(tr(", "))));
    m_words->setText(question.words.isEmpty() ? QString() : tr("The page says: “%1”").arg(question.words));
    m_words->setVisible(!question.words.isEmpty());
    stand();
}

void PairQuestion::answer(bool yes)
{
    if (m_waiting.isEmpty()) return;
    const auto told = m_waiting.takeFirst().answer;
    showFirst();
    if (told) told(yes);
}

} // namespace zc::client
