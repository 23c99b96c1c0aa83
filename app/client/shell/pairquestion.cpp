#include "shell/pairquestion.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/label.h>

#include <QApplication>
#include <QKeyEvent>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

PairQuestion::PairQuestion(QWidget *window)
    : FloatingPanel(window)
    , m_title(new Label(tr("A web page wants to use a device"), Type::Section))
    , m_origin(new Label({}, Type::BodyStrong))
    , m_wants(new Label({}, Type::Body))
    , m_words(new Label({}, Type::Small, Color::TextMuted))
    , m_yes(new Button(tr("Allow until sign-off"), Button::Kind::Primary))
    , m_no(new Button(tr("Do not allow")))
{
    setObjectName(u"pair.question"_s);
    m_origin->setObjectName(u"pair.origin"_s);
    m_wants->setObjectName(u"pair.wants"_s);
    m_words->setObjectName(u"pair.words"_s);
    m_yes->setObjectName(u"pair.yes"_s);
    m_no->setObjectName(u"pair.no"_s);
    m_no->setKeyCap(u"Esc"_s);
    auto *lines = column(this, 10);
    for (Label *label : {m_title, m_origin, m_wants, m_words}) {
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    auto *foot = row(nullptr, 8);
    foot->addStretch(1);
    foot->addWidget(m_no);
    foot->addWidget(m_yes);
    lines->addLayout(foot);
    setPadding(5, 4);
    setAccessibleName(m_title->text());
    connect(m_yes, &QAbstractButton::clicked, this, [this] {
        if (m_seen.isValid() && m_seen.elapsed() >= kSeenMs) answer(true);
    });
    connect(m_no, &QAbstractButton::clicked, this, [this] { answer(false); });
    connect(this, &FloatingPanel::closeRequested, this, [this] { answer(false); });
    hide();
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
    if (m_waiting.isEmpty()) {
        const bool held = isAncestorOf(QApplication::focusWidget());
        hide();
        if (held && m_before) m_before->setFocus(Qt::OtherFocusReason);
        return;
    }
    const Question &question = m_waiting.first();
    m_origin->setText(question.origin.isEmpty() ? tr("A program on this computer") : question.origin);
    m_wants->setText(tr("wants: %1\nat: %2").arg(question.operations.join(tr(", ")), question.devices.join(tr(", "))));
    m_words->setText(question.words.isEmpty() ? QString() : tr("The page says: “%1”").arg(question.words));
    m_words->setVisible(!question.words.isEmpty());
    place();
    show();
    raise();
    m_seen.start();                      // of this question, not of the one before it
}

void PairQuestion::place()
{
    const QRect area = parentWidget()->rect();
    const int width = std::min(area.width() - theme().space(8), theme().space(130));
    resize(width, std::min(area.height(), layout()->totalHeightForWidth(width)));
    move((area.width() - width) / 2, theme().space(16));
}

void PairQuestion::answer(bool yes)
{
    if (m_waiting.isEmpty()) return;
    const auto told = m_waiting.takeFirst().answer;
    showFirst();
    if (told) told(yes);
}

void PairQuestion::takeFocus()
{
    if (!isVisible()) return;
    if (!isAncestorOf(QApplication::focusWidget())) m_before = QApplication::focusWidget();
    m_no->setFocus(Qt::ShortcutFocusReason);
}

void PairQuestion::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) return answer(false);
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_yes->hasFocus()) return m_yes->click();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_no->hasFocus()) return m_no->click();
    FloatingPanel::keyPressEvent(event);
}

void PairQuestion::showEvent(QShowEvent *event)
{
    FloatingPanel::showEvent(event);
    m_seen.start();
}

} // namespace zc::client
