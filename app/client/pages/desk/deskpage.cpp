#include "pages/desk/deskpage.h"
#include "pages/desk/applicantstep.h"
#include "pages/desk/caseheader.h"
#include "pages/desk/confirmstep.h"
#include "pages/desk/deskport.h"
#include "pages/desk/formstep.h"
#include "pages/desk/itempicker.h"
#include "pages/desk/materialpanel.h"
#include "pages/desk/materialstep.h"
#include "pages/desk/noticepanel.h"
#include "pages/desk/questionstep.h"
#include "pages/desk/reasonsheet.h"
#include "pages/desk/submitstep.h"
#include "pages/desk/words.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"
#include "shell/peek.h"

#include <base/errortext.h>
#include <base/masking.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/steplist.h>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedWidget>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::CounterCase;
using intake::ProblemView;
using intake::Step;

// A constraint of the pack has its own words ("K02: …"); they say more than the code's general sentence.
static QString refusalInWords(const Error &error)
{
    const ErrorTexts texts;
    const QString constraint = error.code == u"GDE-CONFLICT"_s ? error.detail.section(u": "_s, 1) : QString();
    return constraint.isEmpty() ? texts.sentence(error) : constraint + u' ' + texts.forCode(error.code).next;
}

constexpr int kFocusPauseMs = 400;      // the place of the cursor is stored when the hands rest
constexpr int kNarrowBelow = 1440;      // ui.md §2: below this the right panel narrows

DeskPage::DeskPage(DeskPort &desk, CommandCentre &commands, Peek &peek, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_commands(commands)
    , m_peek(peek)
{
    setObjectName(u"page.desk"_s);
    build();
    buildCommands();
    connectDesk();
    refresh();
}

void DeskPage::build()
{
    m_picker = new ItemPicker;
    m_header = new CaseHeader;
    m_steps = new StepList;
    m_steps->setObjectName(u"steps"_s);
    m_knownTitle = new Label({}, Type::Caption, Color::TextMuted);
    m_known = new KeyValueList;
    m_known->setObjectName(u"known"_s);
    m_known->setSelectable(true);
    m_question = new QuestionStep(m_desk, m_commands);
    m_materials = new MaterialStep(m_desk, m_commands);
    m_confirm = new ConfirmStep(m_desk, m_commands);
    m_submit = new SubmitStep(m_desk, m_commands);
    m_notice = new NoticePanel;
    m_material = new MaterialPanel(m_commands);

    m_left = new Surface(Color::Surface, Qt::RightEdge);
    m_left->setProperty("pane", true);
    auto *left = column(m_left);
    auto *stepsPlace = new Surface(Color::Surface);
    column(stepsPlace)->addWidget(m_steps);
    stepsPlace->setPadding(2, 0, 2, 0);
    auto *linePlace = new Surface(Color::Surface);
    auto *line = new Surface(Color::Surface, Qt::TopEdge);
    column(line)->addWidget(m_knownTitle);
    line->setPadding(0, 3.5, 0, 2);
    column(linePlace)->addWidget(line);
    linePlace->setPadding(2, 5, 2, 0);
    left->addWidget(stepsPlace);
    left->addWidget(linePlace);
    left->addWidget(m_known);              // reaches 8 px further out: the band of the chosen row
    left->addStretch(1);
    m_left->setPadding(1, 4, 1, 2);
    m_left->setFixedWidth(Metric::StepsWidth);
    m_known->installEventFilter(this);

    m_center = new QStackedWidget;
    m_center->setProperty("pane", true);
    for (StepFrame *step : std::initializer_list<StepFrame *> {new ApplicantStep(m_desk, m_commands), m_question, m_materials, new FormStep(m_desk, m_commands),
             m_confirm, m_submit}) {
        m_center->addWidget(step);
        connect(step, &StepFrame::stepDone, this, [this] { goTo(Step(std::min(int(m_step) + 1, int(Step::Submit)))); });
        connect(step, &StepFrame::placeChanged, this, [this] { m_focusTimer.start(); });
    }
    m_right = new Surface(Color::Surface);
    m_side = new QStackedWidget;
    m_side->addWidget(m_notice);
    m_side->addWidget(m_material);
    column(m_right)->addWidget(m_side);
    m_right->setFixedWidth(Metric::SideWidth);

    auto *sheet = new QWidget;
    auto *rows = column(sheet);
    rows->addWidget(m_header);
    auto *columns = row();
    columns->addWidget(m_left);
    columns->addWidget(m_center, 1);
    columns->addWidget(m_right);
    rows->addLayout(columns, 1);

    m_whole = new QStackedWidget;
    m_whole->addWidget(m_picker);
    m_whole->addWidget(sheet);
    column(this)->addWidget(m_whole);
    m_reason = new ReasonSheet(this, m_center);
}

void DeskPage::buildCommands()
{
    for (int i = 1; i <= 6; ++i) m_commands.handle(u"step.%1"_s.arg(i), this, [this, i] { goTo(Step(i)); });
    m_commands.handle(u"step.next"_s, this, [this] { goTo(Step(std::min(int(m_step) + 1, 6))); });
    m_commands.handle(u"card.read"_s, this, [this] {
        keepFocus();                     // whose card it is follows from the field that has the focus now
        m_desk.readCard();
    });
    m_commands.handle(u"field.machine"_s, this, [this] {
        if (!frame(m_step)->takeMachineValue()) Q_EMIT noteworthy(int(Tone::Neutral), tr("No machine filled this field with anything else."), {});
    });
    m_commands.handle(u"confirm.sign"_s, this, [this] {
        goTo(Step::Confirm);
        if (m_desk.signView().present) m_confirm->sign();
        else Q_EMIT noteworthy(int(Tone::Neutral), tr("No signature pad is set up here; the applicant signs on the paper."), {});
    });
    m_commands.handle(u"case.undo"_s, this, [this] { m_desk.undo(); });
    m_commands.handle(u"case.redo"_s, this, [this] { m_desk.redo(); });
    m_commands.handle(u"case.new"_s, this, [this] {
        m_desk.closeCase();
        m_picker->enter();
    });
    m_commands.handle(u"queue.next"_s, this, [this] { Q_EMIT nextWanted(); });
    m_commands.handle(u"case.submit"_s, this, [this] {
        if (!frame(m_step)->confirm()) goTo(Step(std::min(int(m_step) + 1, 6)));
    });
    m_commands.handle(u"problem.next"_s, this, [this] { nextProblem(); });
    m_commands.handle(u"app.why"_s, this, [this] { explain(); });
    m_commands.handle(u"app.back"_s, this, [this] {
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        keyPressEvent(&escape);
    });
    m_commands.handle(u"question.previous"_s, this, [this] { if (const QString fact = m_desk.previousQuestion(); !fact.isEmpty()) m_question->returnTo(fact); });
    m_commands.handle(u"question.choose"_s, this, [this] { goTo(Step::Guidance); });
    m_commands.handle(u"print"_s, this, [this] { print(); });
    m_commands.handle(u"field.reveal"_s, this, [this] { reveal(); });
}

void DeskPage::connectDesk()
{
    connect(&m_desk, &DeskPort::changed, this, &DeskPage::refresh);
    connect(&m_desk, &DeskPort::saved, m_header, &CaseHeader::setSaved);
    connect(&m_desk, &DeskPort::refused, this, [this](const Error &error, const QString &anchor) {
        if (error.kind == ErrorKind::Cancelled) return;
        const QString sentence = refusalInWords(error);
        const QString inPlace = error.code.isEmpty() ? sentence : u"%1 (%2)"_s.arg(sentence, error.code);
        if (!anchor.isEmpty() && frame(m_step)->showError(anchor, inPlace)) return;
        Q_EMIT noteworthy(int(Tone::Bad), sentence, error.code);
    });
    connect(&m_desk, &DeskPort::paperReady, this, [this](const intake::PaperView &paper) {
        Q_EMIT noteworthy(int(Tone::Ok), tr("%1 is ready; Ctrl+P prints it").arg(paper.title), {});
    });
    connect(&m_desk, &DeskPort::signEnded, this, [this](const intake::SignOutcome &outcome) {
        if (outcome.error && outcome.error->kind != ErrorKind::Cancelled) Q_EMIT noteworthy(int(Tone::Bad), ErrorTexts().sentence(*outcome.error), outcome.error->code);
    });
    connect(&m_desk, &DeskPort::revealed, this, [this](const QString &path, int seconds) { m_peek.show(peekKey(path), seconds); });
    connect(&m_desk, &DeskPort::concealed, &m_peek, &Peek::conceal);
    connect(&m_peek, &Peek::changed, this, [this] {
        if (m_desk.hasCase()) showLeft();
    });
    connect(m_picker, &ItemPicker::itemChosen, this, [this](const QString &code) { m_desk.startCase(code); });
    connect(m_steps, &StepList::activated, this, [this](int index) { goTo(Step(index + 1)); });
    connect(m_known, &KeyValueList::activated, this, [this](int row) {
        const QString anchor = m_anchors.value(row);
        if (m_step == Step::Materials) {
            m_materials->choose(anchor);
        } else if (anchor.startsWith("answer."_L1)) {
            goTo(Step::Guidance);
            m_question->returnTo(anchor);
        } else {
            goTo(Step::Applicant);
            frame(Step::Applicant)->focusAnchor(anchor);
        }
    });
    connect(m_materials, &MaterialStep::chosenChanged, this, [this] {
        m_material->show(m_desk.current(), m_materials->chosen());
        showLeft();
    });
    connect(m_submit, &SubmitStep::problemChosen, this, &DeskPage::goToProblem);
    connect(m_notice, &NoticePanel::whyMaterial, this, [this](const QString &id) {
        m_reason->open(tr("Why this material"), m_desk.whyMaterial(id));
    });
    m_focusTimer.setSingleShot(true);
    m_focusTimer.setInterval(kFocusPauseMs);
    connect(&m_focusTimer, &QTimer::timeout, this, &DeskPage::keepFocus);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && isAncestorOf(now)) {
            m_focusTimer.start();
            m_reason->hide();
        }
    });
}

StepFrame *DeskPage::frame(Step step) const { return static_cast<StepFrame *>(m_center->widget(int(step) - 1)); }

void DeskPage::setItemSource(PaletteSource source) { m_picker->setSource(std::move(source)); }

void DeskPage::setScanFolder(const QString &folder) { m_materials->scanFolder().setPath(folder); }

void DeskPage::showNoCase()
{
    m_whole->setCurrentIndex(0);
    m_caseId = {};
    for (Need need : {Need::OpenCase, Need::Question, Need::Material, Need::Page, Need::Submittable, Need::Undoable, Need::Redoable}) m_commands.setFact(need, false);
    m_reason->hide();
    m_picker->refresh();
    if (isVisible()) m_picker->enter();
}

void DeskPage::refresh()
{
    if (!m_desk.hasCase()) return showNoCase();
    const CounterCase &counter = m_desk.current();
    const bool opened = counter.draft.caseId != m_caseId;
    if (opened) {
        m_caseId = counter.draft.caseId;
        m_step = counter.draft.step;
        m_whole->setCurrentIndex(1);
        m_center->setCurrentIndex(int(m_step) - 1);
    }
    m_commands.setFact(Need::OpenCase, true);
    m_commands.setFact(Need::Undoable, counter.canUndo);
    m_commands.setFact(Need::Redoable, counter.canRedo);
    m_header->show(counter);
    m_notice->show(counter.notice);
    // Only the step in front is brought up to date; the others are when they are entered.
    frame(m_step)->show(counter);
    m_material->show(counter, m_materials->chosen());
    m_side->setCurrentIndex(m_step == Step::Materials ? 1 : 0);
    showLeft();
    if (opened) restoreFocus();
}

QString DeskPage::stepNote(const intake::StepView &view) const
{
    if (!view.count.isEmpty()) return view.count;
    // The key stands where there is no count, so that it is learned by looking.
    const Command *command = m_commands.table().find(u"step.%1"_s.arg(int(view.step)));
    return view.step == Step::Applicant && command ? command->keyText : QString();
}

void DeskPage::showLeft()
{
    const CounterCase &counter = m_desk.current();
    QList<StepList::Step> steps;
    for (const auto &view : counter.steps) {
        const auto state = view.step == m_step ? StepList::State::Current : view.done ? StepList::State::Done : StepList::State::Todo;
        steps.append({stepTitle(view.step), stepNote(view), state});
    }
    m_steps->setSteps(steps);
    QList<KeyValueList::Row> rows;
    m_anchors.clear();
    int chosen = -1;
    if (m_step == Step::Materials) {
        for (const auto &material : counter.materials) {
            const bool exempt = material.mode == intake::NoticeLine::Mode::Exempt;
            const bool late = material.state.seen == intake::Seen::Missing && material.mode != intake::NoticeLine::Mode::Required;
            if (material.id == m_materials->chosen()) chosen = int(rows.size());
            rows.append({material.name, {}, exempt || late ? modeWords(material.mode) : seenWords(material.state.seen),
                exempt ? Tone::Ok : late ? Tone::Warn : seenTone(material.state.seen), false, false});
            m_anchors.append(material.id);
        }
    } else {
        const auto person = [&](const QString &path, const QString &name, bool masked) {
            const auto value = counter.draft.fields.value(path);
            if (value.text.isEmpty()) return;
            const bool peeked = masked && m_peek.shows(peekKey(path));
            const QString tag = peeked ? tr("in full") : masked ? QString() : sourceWords(value.source);
            rows.append({name, masked && !peeked ? maskIdNumber(value.text) : value.text, tag, peeked ? Tone::Warn : Tone::Ok, false, false});
            m_anchors.append(path);
        };
        person(u"applicant.name"_s, tr("Applicant"), false);
        person(u"applicant.idNumber"_s, tr("ID number"), true);
        person(u"agent.name"_s, tr("Agent"), false);
        person(u"agent.idNumber"_s, tr("ID number of the agent"), true);
        for (const auto &fact : counter.known) {
            rows.append({fact.name, fact.text, fact.needsConfirmation ? tr("please confirm") : sourceWords(fact.source),
                fact.needsConfirmation ? Tone::Warn : Tone::Ok, false, false});
            m_anchors.append(fact.path);
        }
    }
    m_knownTitle->setText(m_step == Step::Materials ? tr("Materials") : tr("What is known"));
    m_knownTitle->setVisible(!rows.isEmpty());
    m_known->setAccessibleName(m_knownTitle->text());
    m_known->setRows(rows);
    m_known->setSelected(chosen);
}

void DeskPage::goTo(Step step)
{
    if (!m_desk.hasCase()) return;
    m_reason->hide();
    m_step = step;
    m_commands.setFact(Need::Question, false);
    m_commands.setFact(Need::Material, false);
    m_commands.setFact(Need::Page, false);
    m_desk.setStep(step);
    m_center->setCurrentIndex(int(step) - 1);
    refresh();
    enterStep();
}

void DeskPage::enterStep()
{
    frame(m_step)->enter();
    // In step 3 the hands stay on the pile of papers at the left: arrows choose, letters decide.
    if (m_step == Step::Materials) m_known->setFocus(Qt::OtherFocusReason);
}

void DeskPage::restoreFocus()
{
    const intake::CaseDraft &draft = m_desk.current().draft;
    StepFrame *step = frame(m_step);
    if (draft.focusPath.isEmpty() || !step->focusAnchor(draft.focusPath, draft.cursor)) enterStep();
}

void DeskPage::keepFocus()
{
    if (!m_desk.hasCase()) return;
    const StepFrame::Place place = frame(m_step)->place();
    if (!place.anchor.isEmpty()) m_desk.setFocus(place.anchor, place.cursor);
}

void DeskPage::explain()
{
    if (m_reason->isVisible()) return m_reason->hide();
    const QString text = frame(m_step)->why();
    if (!text.isEmpty()) m_reason->open(tr("Why"), text);
}

void DeskPage::nextProblem()
{
    const auto &problems = m_desk.current().problems;
    if (problems.isEmpty()) {
        Q_EMIT noteworthy(int(Tone::Ok), tr("Nothing is missing. Ctrl+6 leads to the submission."), {});
        return;
    }
    // The one after the place of the hands; from a place without a problem, the first that lies ahead.
    const QString here = frame(m_step)->place().anchor;
    qsizetype next = -1;
    for (qsizetype i = 0; i < problems.size() && next < 0; ++i)
        if (problems.at(i).step == m_step && !here.isEmpty() && problems.at(i).anchor == here) next = (i + 1) % problems.size();
    for (qsizetype i = 0; i < problems.size() && next < 0; ++i)
        if (problems.at(i).step >= m_step) next = i;
    goToProblem(problems.at(std::max<qsizetype>(next, 0)));
}

void DeskPage::goToProblem(const ProblemView &problem)
{
    goTo(problem.step);
    if (!problem.anchor.isEmpty()) frame(problem.step)->focusAnchor(problem.anchor);
    if (problem.step == Step::Materials) m_known->setFocus(Qt::OtherFocusReason);
}

QString DeskPage::peekKey(const QString &path) const { return m_desk.current().draft.caseId.toString() + path; }

// The masked row that was chosen at the left; without one, the number of the applicant.
void DeskPage::reveal()
{
    QString path = m_known->hasFocus() ? m_anchors.value(m_known->selected()) : QString();
    if (!path.endsWith(".idNumber"_L1)) path = u"applicant.idNumber"_s;
    if (!m_desk.hasCase() || m_desk.current().draft.text(path).isEmpty() || m_step == Step::Materials)
        return Q_EMIT noteworthy(int(Tone::Neutral), tr("No masked value is in sight."), {});
    m_peek.want(peekKey(path), [this, path](const QString &reason) { m_desk.reveal(path, reason); });
}

void DeskPage::print()
{
    if (!m_desk.hasCase()) {
        Q_EMIT noteworthy(int(Tone::Neutral), tr("There is no case on the desk, so there is no paper to print."), {});
        return;
    }
    const auto &papers = m_desk.current().papers;
    if (papers.isEmpty()) return m_desk.advise();            // 一次性告知书, as it stands now
    const QUuid id = m_desk.current().draft.caseId;
    const auto &last = papers.last();
    if (m_step == Step::Submit && !m_submit->paperShown().isEmpty()) Q_EMIT printWanted(id, last.kind, last.title, m_submit->paperShown());
    else Q_EMIT printWanted(id, last.kind, last.title, last.pdf);
}

void DeskPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !(event->modifiers() & ~Qt::KeypadModifier)) {
        if (m_reason->isVisible()) m_reason->hide();
        else if (m_desk.hasCase() && !frame(m_step)->back() && m_step != Step::Applicant) goTo(Step(int(m_step) - 1));
        return;
    }
    // What the focus did not want belongs to the step in front: digits answer and letters decide wherever the focus is.
    if (m_desk.hasCase() && frame(m_step)->handleKey(event)) return;
    QWidget::keyPressEvent(event);
}

bool DeskPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_known && event->type() == QEvent::KeyPress && m_step == Step::Materials) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool moves = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter;
        if (moves && m_materials->handleKey(static_cast<QKeyEvent *>(event))) return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DeskPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_desk.hasCase()) restoreFocus();
    else m_picker->enter();
}

void DeskPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_right->setFixedWidth(window()->width() < kNarrowBelow ? Metric::SideWidthNarrow : Metric::SideWidth);
}

} // namespace zc::client
