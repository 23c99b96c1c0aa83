#include "pages/packs/tryoutpane.h"
#include "shell/layouts.h"

#include <base/errortext.h>
#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/optioncard.h>

#include <QKeyEvent>
#include <QScrollArea>

namespace zc::client {
using namespace guidance;
using namespace uikit;
using namespace Qt::StringLiterals;

TryoutPane::TryoutPane(QWidget *parent)
    : Surface(Color::Surface, Qt::LeftEdge, parent)
    , m_head(new Label(tr("Try it out"), Type::Section))
    , m_text(new Label({}, Type::BodyStrong))
    , m_why(new Label({}, Type::Caption, Color::TextMuted))
    , m_problem(new Label({}, Type::Caption, Color::Bad))
    , m_given(new KeyValueList)
    , m_result(new KeyValueList)
    , m_options(new QWidget)
    , m_value(new LineEdit)
    , m_confirm(new Button(tr("Take this"), Button::Kind::Plain))
    , m_back(new Button(tr("Take back"), Button::Kind::Quiet))
    , m_again(new Button(tr("From the start"), Button::Kind::Quiet))
{
    setObjectName(u"packs.tryout"_s);
    setProperty("pane", true);
    setAccessibleName(tr("Interview over the pack as it stands"));
    auto *outer = column(this);
    auto *content = new Surface(Color::Surface);
    auto *lines = column(content);
    lines->addWidget(m_head);
    lines->addSpacing(8);
    m_given->setObjectName(u"packs.given"_s);
    m_given->setAccessibleName(tr("Answers so far"));
    lines->addWidget(m_given);
    lines->addSpacing(10);
    for (Label *label : {m_text, m_why, m_problem}) {
        label->setWordWrap(true);
        lines->addWidget(label);
        lines->addSpacing(4);
    }
    m_text->setObjectName(u"packs.question"_s);
    column(m_options, 6);
    lines->addWidget(m_options);
    m_value->setObjectName(u"packs.answer"_s);
    lines->addWidget(m_value);
    lines->addSpacing(6);
    m_confirm->setObjectName(u"packs.confirm"_s);
    m_confirm->setKeyCap(u"Enter"_s);
    lines->addWidget(m_confirm);
    lines->addSpacing(14);
    m_result->setObjectName(u"packs.result"_s);
    m_result->setAccessibleName(tr("What comes of it"));
    lines->addWidget(m_result);
    lines->addStretch(1);
    content->setPadding(4, 4, 4, 3);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll, 1);
    auto *foot = new Surface(Color::Surface, Qt::TopEdge);
    auto *buttons = row(foot);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_again);
    foot->setPadding(2, 1.5, 2, 1.5);
    outer->addWidget(foot);
    outer->setContentsMargins(1, 0, 0, 0);
    m_back->setObjectName(u"packs.takeBack"_s);
    m_back->setKeyCap(tr("Backspace"));
    m_again->setObjectName(u"packs.again"_s);
    connect(m_back, &QAbstractButton::clicked, this, &TryoutPane::takeBack);
    connect(m_again, &QAbstractButton::clicked, this, &TryoutPane::reset);
    connect(m_confirm, &QAbstractButton::clicked, this, [this] { m_value->isVisible() ? giveText() : confirmSet(); });
    connect(m_value, &LineEdit::confirmed, this, &TryoutPane::giveText);
    refresh();
}

void TryoutPane::setPack(const std::shared_ptr<const Pack> &pack)
{
    m_pack = pack;
    replay();
}

void TryoutPane::setSituation(const QList<QPair<QString, feel::Value>> &facts)
{
    m_answers.clear();
    for (const auto &[name, value] : facts)
        if (const Fact *fact = m_pack ? m_pack->fact(name) : nullptr; fact && fact->compute.isEmpty() && valueFromJson(*fact, value.toJson()).ok())
            m_answers.append({fact->id, value, {}});
    replay();
}

void TryoutPane::takeFocus()
{
    QWidget *target = m_value->isVisible() ? static_cast<QWidget *>(m_value) : !m_cards.isEmpty() ? static_cast<QWidget *>(m_cards.first()) : m_again;
    target->setFocus(Qt::OtherFocusReason);
}

void TryoutPane::reset()
{
    m_answers.clear();
    replay();
}

// What no longer fits the pack is left out, not lost: it comes back when the fact does.
void TryoutPane::replay()
{
    m_interview.reset();
    if (m_pack) {
        m_interview.emplace(m_pack);
        for (const AnswerRecord &record : std::as_const(m_answers)) (void)m_interview->answer(record.fact, record.value);
    }
    refresh();
}

void TryoutPane::refresh()
{
    m_question.reset();
    m_problem->hide();
    QList<KeyValueList::Row> given;
    if (m_interview)
        for (const AnswerRecord &record : std::as_const(m_answers)) {
            const Fact *fact = m_pack->fact(record.fact);
            if (!fact || !m_interview->answerTo(record.fact)) continue;
            const bool counts = m_interview->isActive(record.fact);
            given.append({fact->name, displayValue(*fact, record.value), counts ? QString() : tr("no effect now"), Tone::Neutral, false, !counts});
        }
    m_given->setRows(given);
    m_given->setVisible(!given.isEmpty());
    m_back->setEnabled(!m_answers.isEmpty());
    m_again->setEnabled(!m_answers.isEmpty());
    const QList<Question> questions = m_interview ? m_interview->nextQuestions() : QList<Question>();
    const bool asks = !questions.isEmpty();
    if (asks) m_question = questions.constFirst();
    m_text->setVisible(true);
    m_why->setVisible(asks);
    m_options->setVisible(asks);
    m_value->setVisible(false);
    m_confirm->setVisible(false);
    if (!m_interview) {
        m_text->setText(tr("Mend the names and types first; then the questions stand here."));
        clearCards();
        m_result->setRows({});
        return;
    }
    if (asks) showQuestion(*m_question);
    else {
        m_text->setText(tr("Nothing more to ask."));
        clearCards();
    }
    showOutcome(m_interview->outcome());
}

// An option is taken away by its own click: it must live until that is over.
void TryoutPane::clearCards()
{
    for (OptionCard *card : std::as_const(m_cards)) {
        card->hide();
        card->setObjectName({});
        m_options->layout()->removeWidget(card);
        card->deleteLater();
    }
    m_cards.clear();
}

void TryoutPane::showQuestion(const Question &question)
{
    m_text->setText(question.text.isEmpty() ? question.name : question.text);
    m_why->setText(question.why);
    const bool focused = focusWidget() && focusWidget()->hasFocus() && isAncestorOf(focusWidget());
    clearCards();
    QStringList titles = question.options;
    if (question.type == FactType::Bool) titles = {tr("Yes"), tr("No")};
    const bool several = question.type == FactType::Set;
    for (int i = 0; i < titles.size(); ++i) {
        auto *card = new OptionCard(i + 1, titles.at(i));
        card->setObjectName(u"packs.option%1"_s.arg(i + 1));
        card->setAutoExclusive(!several);
        card->setMinimumWidth(1);                                // the pane is narrower than the desk's question
        card->installEventFilter(this);
        connect(card, &QAbstractButton::clicked, this, [this, i, several] {
            if (!several) choose(i);
        });
        m_options->layout()->addWidget(card);
        card->show();                                            // at once: it takes over the focus
        m_cards.append(card);
    }
    const bool typed = question.type == FactType::Number || question.type == FactType::Date;
    m_value->setVisible(typed);
    m_value->setAccessibleName(question.name);
    m_value->setPlaceholderText(question.type == FactType::Date ? u"2026-01-31"_s : question.unit);
    m_value->clear();
    m_confirm->setVisible(typed || several);
    if (focused) {
        if (typed) m_value->setFocus(Qt::OtherFocusReason);
        else if (!m_cards.isEmpty()) m_cards.first()->setFocus(Qt::OtherFocusReason);
    }
}

void TryoutPane::showOutcome(const Outcome &outcome)
{
    QList<KeyValueList::Row> rows;
    for (const OutcomeSubItem &item : outcome.subItems) rows.append({item.name, QString(), (item.kind != SubItemKind::Handle) ? tr("exit") : tr("handled"), (item.kind != SubItemKind::Handle) ? Tone::Warn : Tone::Ok, true, false});
    static const QHash<QString, Tone> tones = {{u"免交"_s, Tone::Ok}, {u"容缺"_s, Tone::Warn}, {u"承诺"_s, Tone::Ink}, {u"必交"_s, Tone::Neutral}};
    for (const OutcomeMaterial &material : outcome.materials) {
        const QString mode = material.mode + (material.dueDays ? u" %1"_s.arg(*material.dueDays) : QString());
        rows.append({material.name, QString(), mode.isEmpty() ? tr("open") : mode, tones.value(material.mode, Tone::Neutral), false, false});
    }
    if (outcome.promisedDays && outcome.statutoryDays) rows.append({tr("Limits"), tr("%1 of %2 days").arg(*outcome.promisedDays).arg(*outcome.statutoryDays), {}, Tone::Ok, false, true});
    if (outcome.fee) rows.append({tr("Fee"), tr("%1 yuan").arg(outcome.fee->text()), {}, Tone::Ok, false, true});
    if (!outcome.complete && outcome.possibleMaterials.size() > 0) rows.append({tr("Still open"), tr("%1 materials").arg(outcome.possibleMaterials.size()), {}, Tone::Ok, false, true});
    m_result->setRows(rows);
}

void TryoutPane::answer(const feel::Value &value)
{
    if (!m_interview || !m_question) return;
    const QString fact = m_question->fact;
    const auto delta = m_interview->answer(fact, value);
    if (!delta.ok()) {
        // A constraint says in its own words why this cannot be.
        m_problem->setText(delta.error().code == "GDE-CONFLICT"_L1 ? delta.error().detail : ErrorTexts().sentence(delta.error()));
        m_problem->show();
        return;
    }
    m_answers.removeIf([&](const AnswerRecord &record) { return record.fact == fact; });
    m_answers.append({fact, value, {}});
    refresh();
}

void TryoutPane::choose(int index)
{
    if (!m_question || index < 0 || index >= m_cards.size()) return;
    if (m_question->type == FactType::Set) m_cards.at(index)->setChecked(!m_cards.at(index)->isChecked());
    else if (m_question->type == FactType::Bool) answer(feel::Value(index == 0));
    else answer(feel::Value(m_question->options.at(index)));
}

void TryoutPane::confirmSet()
{
    if (!m_question || m_question->type != FactType::Set) return;
    feel::List chosen;
    for (int i = 0; i < m_cards.size(); ++i)
        if (m_cards.at(i)->isChecked()) chosen.append(feel::Value(m_question->options.at(i)));
    answer(feel::Value(chosen));
}

void TryoutPane::giveText()
{
    const Fact *fact = m_pack && m_question ? m_pack->fact(m_question->fact) : nullptr;
    if (!fact) return;
    const auto value = valueFromJson(*fact, QJsonValue(m_value->text().trimmed()));
    if (value.ok()) return answer(*value);
    m_problem->setText(ErrorTexts().sentence(value.error()));
    m_problem->show();
}

void TryoutPane::takeBack()
{
    if (m_answers.isEmpty()) return;
    m_answers.removeLast();
    replay();
}

void TryoutPane::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    const int digit = event->key() - Qt::Key_0;
    if (plain && digit >= 1 && digit <= 9 && digit <= m_cards.size()) return choose(digit - 1);
    if (plain && event->key() == Qt::Key_Backspace) return takeBack();
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_question && m_question->type == FactType::Set) return confirmSet();
    Surface::keyPressEvent(event);
}

bool TryoutPane::eventFilter(QObject *watched, QEvent *event)
{
    // Keys of the pane reach it also while an option has the focus.
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const int digit = key->key() - Qt::Key_0;
        const bool ours = (digit >= 1 && digit <= 9) || key->key() == Qt::Key_Backspace
            || ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_question && m_question->type == FactType::Set);
        if (ours && !(key->modifiers() & ~Qt::KeypadModifier)) {
            keyPressEvent(key);
            return true;
        }
    }
    return Surface::eventFilter(watched, event);
}

} // namespace zc::client
