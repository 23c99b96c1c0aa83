#include "pages/desk/questionstep.h"
#include "pages/desk/callout.h"
#include "pages/desk/deskport.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/label.h>
#include <uikit/optioncard.h>
#include <uikit/progresssegments.h>
#include <uikit/surface.h>
#include <uikit/whybox.h>

#include <QKeyEvent>
#include <QRegularExpressionValidator>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::QuestionView;
using QuestionKind = QuestionView::Kind;

constexpr int kBriefBasis = 60;

QuestionStep::QuestionStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(u"step.guidance"_s, desk, commands, parent)
    , m_progress(new ProgressSegments)
    , m_text(new Label({}, Type::Question))
    , m_hint(new Label({}, Type::Body, Color::TextMuted))
    , m_options(new Surface(Color::SurfaceSunken))
    , m_value(new Field({}))
    , m_why(new WhyBox)
    , m_exits(new Callout(Tone::Warn))
{
    m_text->setObjectName(u"question.text"_s);
    m_text->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_value->setObjectName(u"question.value"_s);
    m_value->edit()->setObjectName(u"question.value.edit"_s);
    m_value->edit()->installEventFilter(this);
    m_why->setKey(u"F1"_s, tr("see the rule"));
    column(m_options);
    m_options->setSpacing(2.5);
    body()->addWidget(m_progress);
    body()->addSpacing(34);
    body()->addWidget(m_text);
    body()->addSpacing(6);
    body()->addWidget(m_hint);
    body()->addSpacing(20);
    auto *answer = new Surface(Color::SurfaceSunken);      // what is told at once stands apart from what can be chosen
    auto *parts = column(answer);
    answer->setSpacing(4);
    m_exits->setObjectName(u"question.exits"_s);
    m_options->setObjectName(u"question.options"_s);
    for (QWidget *part : std::initializer_list<QWidget *> {m_exits, m_options, m_value}) parts->addWidget(part);
    body()->addWidget(answer);
    body()->addSpacing(22);
    body()->addWidget(m_why);
    body()->addStretch(1);
    m_previous = addFootButton(u"question.previous"_s, tr("Previous question"), commands.table().find(u"question.previous"_s)->keyText, false);
    addFootStretch();
    auto *keep = addFootButton(u"question.keep"_s, tr("Keep it, take another"), u"Ctrl+N"_s, false, true);
    m_next = addFootButton(u"question.next"_s, tr("Next"), u"Enter"_s, true);
    connect(m_previous, &QAbstractButton::clicked, this, &QuestionStep::goBack);
    connect(m_next, &QAbstractButton::clicked, this, &QuestionStep::goOn);
    connect(keep, &QAbstractButton::clicked, this, [&commands] { commands.run(u"case.new"_s); });
    connect(m_value, &Field::confirmed, this, &QuestionStep::goOn);
    connect(m_why, &QAbstractButton::clicked, this, [&commands] { commands.run(u"app.why"_s); });
}

void QuestionStep::show(const intake::CounterCase &counter)
{
    m_progress->setProgress(counter.answered, counter.answered + counter.leftAtMost);
    const bool hadFocus = isVisible() && (m_options->isAncestorOf(window()->focusWidget()) || m_value->isAncestorOf(window()->focusWidget())
        || m_next->hasFocus() || hasFocus());
    if (counter.questions.isEmpty()) showFinished(counter);
    else if (counter.questions.first().factId != m_question.factId || !m_shown) showQuestion(counter.questions.first());
    else {
        // The same question with new futures: another answer changed what this one would do.
        m_question = counter.questions.first();
        for (qsizetype i = 0; i < m_cards.size() && i < m_question.options.size(); ++i) m_cards.at(i)->setEffect(m_question.options.at(i).effects);
    }
    const QString hint = m_finished ? tr("Every question that still matters is answered.")
        : m_value->isVisibleTo(this) ? tr("Type the value and press Enter; Backspace in the empty field goes back")
                                     : tr("Press the number; Backspace returns to the question before");
    m_hint->setText(counter.lastDelta.isEmpty() ? hint : u"%1 · %2"_s.arg(hint, counter.lastDelta));
    m_exits->show(counter.notice.exits.isEmpty() ? QString() : tr("The matter ends here"), counter.notice.exits.join(u"\n"_s));
    m_previous->setEnabled(!desk().previousQuestion().isEmpty() && !counter.readOnly);
    commands().setFact(Need::Question, m_shown && isVisible());
    if (hadFocus) enter();
}

void QuestionStep::showQuestion(const QuestionView &question)
{
    m_question = question;
    if (m_question.current.isEmpty()) m_question.current = m_kept;
    m_kept.clear();
    m_shown = true;
    m_finished = false;
    setProperty("question", question.factId);          // what rehearsals and tests wait for
    m_text->setText(question.text);
    const bool typed = question.kind == QuestionKind::Number || question.kind == QuestionKind::Date;
    m_options->setVisible(!typed);
    m_value->setVisible(typed);
    // A short basis stands here; a long one is one key away.
    const bool brief = !question.basis.isEmpty() && question.basis.size() <= kBriefBasis;
    m_why->setReason(tr("Why this is asked: "), brief ? u"%1 %2"_s.arg(question.why, question.basis) : question.why);
    m_next->setText(tr("Next"));
    if (typed) {
        m_value->setLabel(question.unit.isEmpty() ? question.text : tr("In %1").arg(question.unit));
        m_value->setProperty("anchor", u"answer."_s + question.factId);
        m_value->setText(m_question.current);
        m_value->setError({});
        m_value->edit()->setPlaceholderText(question.kind == QuestionKind::Date ? u"2026-11-21"_s : QString());
        QString range;
        if (!question.lowest.isEmpty() && !question.highest.isEmpty()) range = tr("%1 to %2").arg(question.lowest, question.highest);
        m_value->setHint(range);
    } else {
        buildOptions(m_question);
    }
}

void QuestionStep::buildOptions(const QuestionView &question)
{
    // Cards of the question before go with their focus; deleteLater because a card's own click led here.
    for (OptionCard *card : std::as_const(m_cards)) {
        card->hide();
        card->deleteLater();
    }
    m_cards.clear();
    const QStringList current = question.current.split(u'|', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < question.options.size(); ++i) {
        const auto &option = question.options.at(i);
        auto *card = new OptionCard(int(i) + 1, option.label);
        card->setObjectName(u"option.%1"_s.arg(i + 1));
        card->setAutoExclusive(question.kind != QuestionKind::MultiChoice);
        card->setEffect(option.effects);
        card->setChecked(current.contains(option.value));
        card->installEventFilter(this);
        connect(card, &QAbstractButton::clicked, this, [this, i] { choose(int(i)); });
        m_options->layout()->addWidget(card);
        card->show();              // now, not with the next layout: it gets the focus at once
        m_cards.append(card);
    }
}

void QuestionStep::showFinished(const intake::CounterCase &counter)
{
    m_shown = false;
    m_finished = true;
    setProperty("question", u"none"_s);
    m_question = {};
    for (OptionCard *card : std::as_const(m_cards)) {
        card->hide();
        card->deleteLater();
    }
    m_cards.clear();
    m_value->hide();
    m_options->hide();
    const bool ends = !counter.notice.exits.isEmpty();
    m_text->setText(ends ? tr("This matter cannot be taken here") : tr("No more questions"));
    m_why->setReason(tr("What now: "), ends ? tr("Print the one-time notice with Ctrl+P: it names the reason, the basis and where to go.")
                                       : tr("The notice at the right is complete. Enter goes on to the materials."));
    m_next->setText(tr("To the materials"));
}

QWidget *QuestionStep::target() const
{
    if (!m_shown) return m_next;
    if (m_value->isVisibleTo(this)) return m_value->edit();
    for (OptionCard *card : m_cards)
        if (card->isChecked()) return card;
    return m_cards.isEmpty() ? static_cast<QWidget *>(m_next) : m_cards.first();
}

void QuestionStep::enter()
{
    commands().setFact(Need::Question, m_shown);
    target()->setFocus(Qt::OtherFocusReason);
}

QString QuestionStep::why() const { return m_shown ? desk().whyQuestion(m_question.factId) : desk().whyDue(); }

void QuestionStep::returnTo(const QString &factId)
{
    for (const auto &known : desk().current().known)
        if (known.path == factId || known.path == u"answer."_s + factId) m_kept = desk().current().draft.text(known.path);
    desk().retractAnswer(factId.startsWith("answer."_L1) ? factId.mid(7) : factId);
    enter();
}

void QuestionStep::choose(int index)
{
    if (index < 0 || index >= m_question.options.size() || index >= m_cards.size()) return;
    if (m_question.kind == QuestionKind::MultiChoice) return;          // the card is checked; Enter takes them all
    m_cards.at(index)->setChecked(true);
    m_cards.at(index)->setFocus();
    desk().answer(m_question.factId, m_question.options.at(index).value);
}

void QuestionStep::goOn()
{
    if (!m_shown) {
        Q_EMIT stepDone();
        return;
    }
    if (m_value->isVisibleTo(this)) {
        if (m_value->text().trimmed().isEmpty()) m_value->setError(tr("Please type the value first."));
        else desk().answer(m_question.factId, m_value->text().trimmed());
        return;
    }
    if (m_question.kind == QuestionKind::MultiChoice) {
        QStringList chosen;
        for (qsizetype i = 0; i < m_cards.size(); ++i)
            if (m_cards.at(i)->isChecked()) chosen.append(m_question.options.at(i).value);
        desk().answer(m_question.factId, chosen.join(u'|'));
        return;
    }
    for (qsizetype i = 0; i < m_cards.size(); ++i)
        if (m_cards.at(i)->hasFocus()) return choose(int(i));
    for (qsizetype i = 0; i < m_cards.size(); ++i)
        if (m_cards.at(i)->isChecked()) return choose(int(i));
    enter();
}

void QuestionStep::goBack()
{
    const QString before = desk().previousQuestion();
    if (!before.isEmpty()) returnTo(before);
}

bool QuestionStep::handleKey(QKeyEvent *event)
{
    const int key = event->key();
    if (event->modifiers() & ~Qt::KeypadModifier) return false;
    if (m_shown && key >= Qt::Key_1 && key <= Qt::Key_9 && !m_cards.isEmpty()) {
        const int index = key - Qt::Key_1;
        if (index < m_cards.size()) m_question.kind == QuestionKind::MultiChoice ? m_cards.at(index)->click() : choose(index);
        return true;
    }
    if (key == Qt::Key_Backspace) goBack();
    else if (key == Qt::Key_Return || key == Qt::Key_Enter) goOn();
    else return false;
    return true;
}

bool QuestionStep::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *card = qobject_cast<OptionCard *>(watched);
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (watched == m_value->edit() && key == Qt::Key_Backspace && m_value->text().isEmpty()) {
            goBack();
            return true;
        }
        // Arrows only move the focus: the answer is given by Enter, Space or the number, never by looking at it.
        if (card && (key == Qt::Key_Up || key == Qt::Key_Down)) {
            const qsizetype at = m_cards.indexOf(card) + (key == Qt::Key_Down ? 1 : -1);
            if (at >= 0 && at < m_cards.size()) m_cards.at(at)->setFocus(Qt::TabFocusReason);
            return true;
        }
        if (card && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            goOn();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace zc::client
