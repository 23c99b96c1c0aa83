#include "pages/desk/submitstep.h"
#include "pages/desk/callout.h"
#include "pages/desk/checkrow.h"
#include "pages/desk/deskport.h"
#include "pages/desk/pagedecoder.h"
#include "pages/desk/pageview.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <base/whendone.h>
#include <papers/paper.h>
#include <uikit/button.h>
#include <uikit/label.h>
#include <uikit/thumbstrip.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::CounterCase;

// Of a bundle: some item is not on its way yet.
static bool itemsToFile(const CounterCase &counter)
{
    return std::any_of(counter.items.cbegin(), counter.items.cend(), [](const auto &item) { return !item.filed; });
}

constexpr int kPaperLongSide = 1600, kSlipLongSide = 4000;

SubmitStep::SubmitStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(u"step.submit"_s, desk, commands, parent)
    , m_title(new Label({}, Type::Question))
    , m_hint(new Label({}, Type::Body, Color::TextMuted))
    , m_outcome(new Callout(Tone::Ok))
    , m_papers(new QWidget)
    , m_paperTitle(new Label({}, Type::Small, Color::TextMuted))
    , m_page(new PageView)
    , m_thumbs(new ThumbStrip)
{
    m_title->setObjectName(u"submit.title"_s);
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_outcome->setObjectName(u"submit.outcome"_s);
    const auto framed = [] {
        auto *list = new Surface(Color::Surface);
        list->setHairlines(Qt::TopEdge | Qt::LeftEdge | Qt::RightEdge | Qt::BottomEdge);
        column(list);
        return list;
    };
    m_checklist = framed();
    m_items = framed();
    m_items->setObjectName(u"submit.items"_s);
    auto *papers = column(m_papers, 10);
    auto *line = row(nullptr, 12);
    m_paperTabs = column();
    line->addWidget(m_paperTitle, 1);
    line->addLayout(m_paperTabs);
    papers->addLayout(line);
    papers->addWidget(m_page, 1);
    m_page->setMinimumHeight(320);
    m_page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);       // the sheet takes the room there is
    body()->addWidget(m_title);
    body()->addSpacing(6);
    body()->addWidget(m_hint);
    body()->addSpacing(18);
    body()->addWidget(m_outcome);
    m_rated = new Label({}, Type::Body, Color::TextMuted);
    m_rated->setObjectName(u"submit.rated"_s);
    m_rated->setWordWrap(true);
    m_rated->hide();
    body()->addSpacing(8);
    body()->addWidget(m_rated);
    body()->addSpacing(6);
    body()->addWidget(m_checklist);
    body()->addWidget(m_items);
    body()->addSpacing(14);
    body()->addWidget(m_papers, 1);
    body()->addStretch(0);
    foot()->addWidget(m_thumbs);
    addFootStretch();
    m_print = addFootButton(u"submit.print"_s, tr("Print"), u"Ctrl+P"_s, false);
    m_rate = addFootButton(u"submit.rate"_s, tr("Ask for a rating"), u"F11"_s, false);
    m_rate->hide();
    m_next = addFootButton(u"submit.next"_s, tr("Next applicant"), u"F2"_s, false);
    m_submit = addFootButton(u"submit.submit"_s, tr("Submit"), u"Ctrl+Enter"_s, true);
    connect(m_print, &QAbstractButton::clicked, this, [&commands] { commands.run(u"print"_s); });
    connect(m_rate, &QAbstractButton::clicked, this, [this, &commands] { commands.run(m_rate->property("asking").toBool() ? u"rating.stop"_s : u"rating.ask"_s); });
    connect(m_next, &QAbstractButton::clicked, this, [&commands] { commands.run(u"queue.next"_s); });
    connect(m_submit, &QAbstractButton::clicked, this, [this] { confirm(); });
    connect(m_thumbs, &ThumbStrip::pageChosen, this, &SubmitStep::showPaperPage);
    m_thumbs->setAddable(false);
    m_papers->hide();
    m_thumbs->hide();
}

bool SubmitStep::received(const CounterCase &counter) const { return counter.readOnly || !counter.papers.isEmpty(); }

void SubmitStep::show(const CounterCase &counter)
{
    const bool toFile = itemsToFile(counter);
    const bool sent = counter.readOnly && !toFile;
    showChecklist(counter);
    showOutcome(counter);
    showItems(counter);
    const bool justSent = sent && m_submit->isVisibleTo(this) && isVisible();
    m_checklist->setVisible(!counter.readOnly);
    m_next->setVisible(sent);
    if (justSent) m_next->setFocus(Qt::OtherFocusReason);       // before the button that had it goes
    m_submit->setVisible(!sent);
    m_next->setKind(sent ? Button::Kind::Primary : Button::Kind::Plain);
    m_print->setVisible(!counter.papers.isEmpty());
    const bool blocked = !counter.readOnly && std::any_of(counter.problems.cbegin(), counter.problems.cend(), [](const auto &problem) { return problem.blocks; });
    m_submit->setEnabled(!blocked);
    commands().setFact(Need::Submittable, !blocked && !sent);
    showPapers(counter);
}

void SubmitStep::showChecklist(const CounterCase &counter)
{
    struct Entry { CheckRow::Sign sign; QString words, detail, cap; int problem; };
    QList<Entry> entries;
    m_problems = counter.problems;
    for (qsizetype i = 0; i < m_problems.size(); ++i) {
        const auto &problem = m_problems.at(i);
        entries.append({problem.blocks ? CheckRow::Sign::Blocks : CheckRow::Sign::Advice, problem.text, {}, u"Ctrl+%1"_s.arg(int(problem.step)), int(i)});
    }
    if (std::none_of(m_problems.cbegin(), m_problems.cend(), [](const auto &problem) { return problem.blocks; }))
        entries.append({CheckRow::Sign::Done, tr("Everything this matter needs is here"), {}, {}, -1});
    entries.append({CheckRow::Sign::Will, tr("The receipt of materials is printed"), tr("One sheet with number, materials and QR code"), {}, -1});
    entries.append({CheckRow::Sign::Will, tr("The legal clock starts"), tr("Due at the latest: %1").arg(counter.notice.due.isEmpty() ? tr("open") : counter.notice.due), {}, -1});
    const QString later = tr("If it cannot be reached, the case waits here as “to be synchronised” and is filed once, by itself, later.");
    if (counter.bundle) {
        QStringList names;
        for (const auto &item : counter.items) names << item.itemName;
        entries.append({CheckRow::Sign::Will, tr("%n items are filed with the provincial platform, each as a case of its own", nullptr, int(names.size())), names.join(u'、') + u'\n' + later, {}, -1});
    } else {
        entries.append({CheckRow::Sign::Will, tr("The case is filed with the provincial platform"), later, {}, -1});
    }
    while (m_rows.size() < entries.size()) {
        auto *row = new CheckRow;
        const qsizetype at = m_rows.size();
        row->setObjectName(u"check.%1"_s.arg(at + 1));
        connect(row, &QAbstractButton::clicked, this, [this, row] {
            const int problem = row->property("problem").toInt();
            if (problem >= 0 && problem < m_problems.size()) Q_EMIT problemChosen(m_problems.at(problem));
        });
        m_checklist->layout()->addWidget(row);
        m_rows.append(row);
    }
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->setVisible(i < entries.size());
        if (i >= entries.size()) continue;
        const Entry &entry = entries.at(i);
        m_rows.at(i)->setProperty("problem", entry.problem);
        m_rows.at(i)->show(entry.sign, entry.words, entry.detail, entry.cap);
    }
}

void SubmitStep::showOutcome(const CounterCase &counter)
{
    if (!counter.readOnly) {
        const auto blocking = std::count_if(counter.problems.cbegin(), counter.problems.cend(), [](const auto &problem) { return problem.blocks; });
        m_title->setText(blocking ? tr("%n thing(s) still missing", nullptr, int(blocking)) : tr("Ready to submit"));
        m_hint->setText(blocking ? tr("Enter on a line goes to the place; F4 goes to the next one") : tr("Ctrl+Enter files the case and prints the receipt"));
        m_outcome->show({}, {});
        return;
    }
    if (counter.bundle && !counter.items.isEmpty()) {
        const int total = int(counter.items.size());
        const auto there = int(std::count_if(counter.items.cbegin(), counter.items.cend(), [](const auto &item) { return item.submitted; }));
        const bool toFile = itemsToFile(counter);
        m_title->setText(there == total ? tr("Submitted") : toFile ? tr("Materials received, not filed yet") : tr("Materials received, to be synchronised"));
        m_hint->setText(tr("Every item goes on as a case of its own. Enter on a line opens it."));
        m_outcome->setTone(there == total ? Tone::Ok : Tone::Warn);
        m_outcome->show(tr("Receipt no. %1").arg(counter.provisionalNumber), tr("The province has confirmed %1 of %2 items").arg(there).arg(total));
    } else if (counter.submitted) {
        m_title->setText(tr("Submitted"));
        m_hint->setText(tr("The province has confirmed the case; its receipt is stored here."));
        m_outcome->setTone(Tone::Ok);
        m_outcome->show(tr("Case no. %1").arg(counter.formalNumber.isEmpty() ? counter.receiptNumber : counter.formalNumber),
            counter.provisionalNumber.isEmpty() ? counter.syncName : tr("Both numbers find the case: provisional %1").arg(counter.provisionalNumber));
    } else {
        m_title->setText(tr("Materials received, to be synchronised"));
        m_hint->setText(tr("The applicant can go: the receipt is valid, and the date counts from today. The case files itself as soon as the platform answers."));
        m_outcome->setTone(Tone::Warn);
        m_outcome->show(tr("Receipt no. %1").arg(counter.provisionalNumber), counter.syncName);
    }
}

void SubmitStep::showItems(const CounterCase &counter)
{
    struct Entry { CheckRow::Sign sign; QString words, detail; QUuid opens; };
    QList<Entry> entries;
    if (!counter.bundleId.isNull())
        entries.append({CheckRow::Sign::Will, tr("One item of several handed in together"), tr("Enter opens the whole"), counter.bundleId});
    for (const auto &item : counter.items) {
        if (item.caseId.isNull()) continue;
        const QString number = item.formalNumber.isEmpty() ? item.provisionalNumber : tr("%1 (provisional %2)").arg(item.formalNumber, item.provisionalNumber);
        entries.append({item.submitted ? CheckRow::Sign::Done : item.attention ? CheckRow::Sign::Advice : CheckRow::Sign::Will, item.itemName,
                        QStringList{number, item.departmentName, item.stateName, item.syncName}.join(u" · "), item.caseId});
    }
    while (m_itemRows.size() < entries.size()) {
        auto *row = new CheckRow;
        row->setObjectName(u"item.%1"_s.arg(m_itemRows.size() + 1));
        connect(row, &QAbstractButton::clicked, this, [this, row] { desk().openCase(row->property("opens").toUuid()); });
        m_items->layout()->addWidget(row);
        m_itemRows.append(row);
    }
    for (qsizetype i = 0; i < m_itemRows.size(); ++i) {
        m_itemRows.at(i)->setVisible(i < entries.size());
        if (i >= entries.size()) continue;
        m_itemRows.at(i)->setProperty("opens", entries.at(i).opens);
        m_itemRows.at(i)->show(entries.at(i).sign, entries.at(i).words, entries.at(i).detail, u"Enter"_s);
    }
    m_items->setVisible(!entries.isEmpty());
}

void SubmitStep::setRating(const intake::RatingView &rating)
{
    using State = intake::RatingView::State;
    const bool asking = rating.state == State::Asking;
    QString words;
    switch (rating.state) {
    case State::None:
    case State::MayAsk: break;
    case State::Asking: words = tr("The applicant is being asked for a rating. Ctrl+F11 takes the question back."); break;
    case State::Given: words = tr("The applicant has rated this visit. What she chose is not shown here."); break;
    case State::Declined: words = tr("The applicant would rather not rate. Nothing was rated."); break;
    case State::NotGiven: words = tr("The applicant did not answer in time. Nothing was rated."); break;
    case State::Unknown: words = tr("The terminal sent a value that nobody knows: “%1”. It is kept as it came and is no rating; tell the IT department.").arg(rating.raw); break;
    }
    m_rated->setText(words);
    m_rated->setVisible(!words.isEmpty());
    m_rate->setProperty("asking", asking);
    m_rate->setText(asking ? tr("Take the question back") : tr("Ask for a rating"));
    m_rate->setKeyCap(asking ? u"Ctrl+F11"_s : u"F11"_s);
    m_rate->setVisible(asking || rating.state == State::MayAsk);
}

void SubmitStep::showPapers(const CounterCase &counter)
{
    m_papers->setVisible(!counter.papers.isEmpty());
    if (counter.papers.isEmpty()) {
        m_thumbs->hide();
        m_kind.clear();
        m_pdf.clear();
        return;
    }
    const bool known = std::any_of(counter.papers.cbegin(), counter.papers.cend(), [this](const auto &paper) { return paper.kind == m_kind && paper.pdf == m_pdf; });
    if (!known) showPaper(counter.papers.last().kind);
}

void SubmitStep::showPaper(const QString &kind)
{
    for (const auto &paper : desk().current().papers) {
        if (paper.kind != kind) continue;
        m_kind = kind;
        m_pdf = paper.pdf;
        m_paperTitle->setText(u"%1 · %2"_s.arg(paper.title, paper.number));
        const QSizeF sheet = papers::firstSheetSize(paper.pdf);
        const bool slip = sheet.height() > 2 * sheet.width();
        whenDone(decodePages(paper.pdf, slip ? kSlipLongSide : kPaperLongSide), this, [this, kind](const Result<QList<QImage>> &pages) {
            if (kind != m_kind) return;
            m_images = pages ? *pages : QList<QImage>();
            QList<ThumbStrip::Page> smalls;
            for (const QImage &image : std::as_const(m_images)) smalls.append({image.scaled(160, 160, Qt::KeepAspectRatio, Qt::SmoothTransformation), Tone::Neutral, {}});
            m_thumbs->setPages(smalls);
            if (m_images.isEmpty()) m_page->showWords(tr("The paper cannot be shown"), tr("It is stored and can be printed with Ctrl+P."));
            else showPaperPage(0);
            m_thumbs->setVisible(m_images.size() > 1);
        });
    }
}

void SubmitStep::showPaperPage(int index)
{
    if (index < 0 || index >= m_images.size()) return;
    m_thumbs->setCurrent(index);
    m_page->showPage(m_images.at(index), m_paperTitle->text());
}

void SubmitStep::enter()
{
    if (m_next->isVisibleTo(this)) return m_next->setFocus(Qt::OtherFocusReason);
    for (CheckRow *row : std::as_const(m_rows))
        if (row->isVisibleTo(this) && row->focusPolicy() != Qt::NoFocus) return row->setFocus(Qt::OtherFocusReason);
    m_submit->setFocus(Qt::OtherFocusReason);
}

bool SubmitStep::confirm()
{
    if (!m_submit->isVisibleTo(this) || !m_submit->isEnabled()) {
        enter();
        return true;
    }
    desk().submit();          // receives the materials first where that is still to be done
    return true;
}

QString SubmitStep::why() const { return desk().whyDue(); }

} // namespace zc::client
