#include "pages/cases/casespage.h"
#include "pages/cases/casedetail.h"
#include "pages/cases/casemodel.h"
#include "pages/cases/caseport.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"
#include "shell/peek.h"

#include <base/whendone.h>
#include <base/errortext.h>
#include <uikit/emptystate.h>
#include <uikit/field.h>
#include <uikit/filterlist.h>
#include <uikit/groupedtable.h>
#include <uikit/label.h>
#include <uikit/progressrow.h>

#include <QKeyEvent>
#include <QLocale>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kTypingPauseMs = 120;
constexpr int kRefreshMs = 3000;          // costs nothing while nothing was committed

CasesPage::CasesPage(CasePort &cases, CommandCentre &commands, Peek &peek, QWidget *parent)
    : QWidget(parent)
    , m_cases(cases)
    , m_commands(commands)
    , m_peek(peek)
    , m_model(new CaseModel(this))
    , m_search(new LineEdit)
    , m_filters(new FilterList)
    , m_table(new GroupedTable)
    , m_empty(new EmptyState(Icon::Cases, {}))
    , m_foot(new Surface(Color::Surface, Qt::TopEdge))
    , m_progress(new ProgressRow(tr("Reading the cases")))
    , m_note(new Label({}, Type::Caption, Color::TextMuted))
    , m_detail(new CaseDetail)
{
    setObjectName(u"page.cases"_s);
    build();
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(kTypingPauseMs);
    connect(&m_searchTimer, &QTimer::timeout, this, &CasesPage::search);
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        m_openFound = false;
        m_searchTimer.start();
    });
    m_refreshTimer.setInterval(kRefreshMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &CasesPage::refresh);
    connect(m_filters, &FilterList::chosenChanged, this, [this](const QString &id) { applyFilter(filterOf(id)); });
    connect(m_table, &GroupedTable::rowChosen, this, [this] {
        if (!m_moving) showDetail();
    });
    connect(m_table, &GroupedTable::columnsDragged, this, [this] { Q_EMIT columnsChanged(m_table->columnFactors()); });
    connect(m_table, &GroupedTable::rowOpened, this, &CasesPage::openChosen);
    connect(m_detail, &CaseDetail::openWanted, this, &CasesPage::openChosen);
    connect(m_detail, &CaseDetail::printWanted, this, &CasesPage::printChosen);
    commands.handle(u"cases.find"_s, this, [this] {
        m_commands.run(u"page.cases"_s);
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_detail, &CaseDetail::revealWanted, this, &CasesPage::reveal);
    connect(&m_peek, &Peek::changed, m_detail, &CaseDetail::conceal);
    commands.handle(u"cases.open"_s, this, [this] { openChosen(); });
    commands.handle(u"print"_s, this, [this] { printChosen(); });
    commands.handle(u"field.reveal"_s, this, [this] { reveal(m_detail->chosenPath()); });
}

void CasesPage::build()
{
    auto *columns = row(this);
    m_left = new Surface(Color::Surface, Qt::RightEdge);
    auto *left = column(m_left);
    left->addWidget(m_search);
    m_search->setObjectName(u"cases.search"_s);
    m_search->setAccessibleName(tr("Find a case"));
    m_search->setPlaceholderText(tr("Name, number  Ctrl+F"));
    m_search->setToolTip(tr("Name, first letters of the pinyin, end of the ID number, case number"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_filters->setObjectName(u"cases.filters"_s);
    m_filters->setAccessibleName(tr("Filters"));
    auto *inside = new Surface(Color::Surface);
    auto *insideLines = column(inside);
    insideLines->addWidget(m_filters);
    insideLines->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    left->addWidget(scroll, 1);
    m_left->setProperty("pane", true);
    m_left->setPadding(4, 4, 4, 2);
    m_left->setSpacing(3);
    m_left->setFixedWidth(Metric::StepsWidth);
    columns->addWidget(m_left);

    auto *middle = new Surface(Color::Surface);
    auto *lines = column(middle);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setObjectName(u"cases.table"_s);
    m_table->setAccessibleName(tr("Cases by urgency"));
    m_table->setProperty("pane", true);
    m_table->setModel(m_model);
    m_empty->setObjectName(u"cases.empty"_s);
    lines->addWidget(m_table, 1);
    lines->addWidget(m_empty, 1);
    auto *foot = column(m_foot);
    foot->addWidget(m_progress);
    foot->addWidget(m_note);
    m_foot->setPadding(4, 2, 4, 2);
    m_foot->setObjectName(u"cases.foot"_s);
    m_progress->setObjectName(u"cases.progress"_s);
    m_note->setObjectName(u"cases.note"_s);
    m_note->setWordWrap(true);
    m_foot->hide();
    lines->addWidget(m_foot);
    columns->addWidget(middle, 1);
    columns->addWidget(m_detail);
    m_empty->hide();
}

void CasesPage::setSeat(const Seat &seat)
{
    m_seat = seat;
    arrange();
    refresh();
}

void CasesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_arriving = true;
    m_readingSince.invalidate();
    refresh();
    m_refreshTimer.start();
    m_table->setFocus(Qt::OtherFocusReason);
}

// Whoever leaves reads no further: the batch under way is the last one.
void CasesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refreshTimer.stop();
}

void CasesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_detail->setFixedWidth(window()->width() < 1440 ? Metric::SideWidthNarrow : Metric::SideWidth);
    fitColumns();
}

void CasesPage::fitColumns()
{
    const Theme &t = themeOf(m_table);
    int room = width() - t.px(Metric::StepsWidth) - t.px(window()->width() < 1440 ? Metric::SideWidthNarrow : Metric::SideWidth);
    // Very large print on a small screen: the table keeps its words, the detail opens with Enter.
    const bool detail = room > t.space(140);
    m_detail->setVisible(detail);
    if (!detail) room = width() - t.px(Metric::StepsWidth);
    const bool narrow = m_model->fit(double(room) / t.space(1));
    // What the detail shows as well gives way first.
    m_table->setColumnShown(CaseModel::Sync, !narrow);
    m_table->setColumnShown(CaseModel::Due, !narrow);
}

void CasesPage::refresh()
{
    if (m_reading || !isVisible()) return;
    m_reading = true;
    whenDone(m_cases.advance(m_query), this, [this, query = m_query](const Result<intake::CaseArrangement> &list) {
        m_reading = false;
        if (!isVisible()) return;
        if (!list) {
            // What is shown stays; the next time may go better.
            const QString code = list.error().code;
            if (m_model->dataRows() == 0) showNothing(tr("The cases cannot be shown"), ErrorTexts().sentence(list.error()));
            else if (code != m_trouble && code != "STO-LOCKED"_L1) Q_EMIT noteworthy(int(Tone::Warn), ErrorTexts().sentence(list.error()), code);
            m_trouble = code;
            return;
        }
        m_trouble.clear();
        take(*list, query);
        if (!list->complete) refresh();
    });
}

void CasesPage::arrange()
{
    m_query = queryOf(m_filter, m_seat, m_search->text().trimmed());
    whenDone(m_cases.arrange(m_query), this, [this, query = m_query](const Result<intake::CaseArrangement> &list) {
        if (query != m_query) return;                                            // an older answer
        if (list) take(*list, query);
        else showNothing(query.text.isEmpty() ? tr("The cases cannot be shown") : tr("The search did not work"), ErrorTexts().sentence(list.error()));
    });
}

void CasesPage::take(const intake::CaseArrangement &list, const intake::CaseQuery &query)
{
    const bool another = !m_answered || query != m_shown;
    // Answers may come in another order than they were asked for.
    if (query != m_query || (!another && list.version < m_list.version)) return;
    m_answered = true;
    m_shown = query;
    m_list = list;
    m_list.rows.clear();
    m_filters->setSections(filterSections(list.counts, m_seat));
    {
        const QSignalBlocker quiet(m_filters);
        m_filters->choose(filterId(m_filter));
    }
    showProgress();
    showRows(list.rows, another);
    if (m_openFound) openFound();
}

void CasesPage::openFound()
{
    m_openFound = false;
    if (m_model->dataRows() == 1) openChosen();
    else if (m_model->dataRows() > 1) m_table->setFocus(Qt::OtherFocusReason);
}

// The chosen case stays chosen and where it stands; if it is out of sight, what is in sight stays.
void CasesPage::showRows(const QList<intake::CaseRef> &rows, bool another)
{
    const QUuid before = chosen();
    const int rowBefore = m_table->currentRow();
    // Who has just come looks at the most urgent case; while rows come in that may be another one.
    const bool top = before.isNull() || (rowBefore == 0 && !m_arrived);
    const int first = m_table->firstRowInSight();
    const bool chosenInSight = rowBefore >= 0 && m_table->yOf(rowBefore) >= 0 && m_table->yOf(rowBefore) < m_table->viewport()->height();
    const intake::CaseRowView *held = m_model->caseOf(chosenInSight ? rowBefore : first);
    const QUuid anchor = held ? held->caseId : QUuid();
    const int y = held ? m_table->yOf(chosenInSight ? rowBefore : first) : 0;
    m_moving = true;
    m_model->show(rows);
    m_arrived = m_list.complete;
    if (m_model->dataRows() == 0) {
        m_moving = false;
        return showEmpty();
    }
    m_table->setVisible(true);
    m_empty->setVisible(false);
    if (std::exchange(m_arriving, false) && isVisible() && m_search->text().isEmpty()) m_table->setFocus(Qt::OtherFocusReason);
    const int now = top ? 0 : m_model->rowOf(before);
    // Gone from this list: its place is taken by what came after it.
    m_table->setCurrentRow(now >= 0 ? now : another ? 0 : std::min(rowBefore, m_model->dataRows() - 1));
    if (m_table->currentRow() == 0 && (top || another)) m_table->scrollToTop();        // with its heading
    if (!another && !top)
        if (const int row = m_model->rowOf(anchor); row >= 0) m_table->scrollToY(row, y);
    m_moving = false;
    showDetail();
}

void CasesPage::showProgress()
{
    const QLocale digits(QLocale::English);
    m_progress->setVisible(!m_list.complete);
    if (!m_list.complete) {
        if (!m_readingSince.isValid() || m_list.read < m_readBefore) {
            m_readingSince.start();
            m_readBefore = m_list.read;
        }
        const qint64 done = m_list.read - m_readBefore;
        m_progress->setProgress(m_list.read, m_list.total);
        m_progress->setRemainingMs(done > 0 ? m_readingSince.elapsed() * (m_list.total - m_list.read) / done : -1);
    }
    QStringList notes;
    if (!m_shown.text.isEmpty() && m_list.found > intake::CaseBook::kMostFound)
        notes << tr("%1 cases fit; the nearest %2 are shown. Type more to narrow it down.").arg(digits.toString(m_list.found), digits.toString(intake::CaseBook::kMostFound));
    if (!m_shown.text.isEmpty() && m_list.indexing) notes << tr("The search is still getting ready; more cases may fit.");
    m_note->setText(notes.join(u' '));
    m_note->setVisible(!notes.isEmpty());
    m_foot->setVisible(!m_list.complete || !notes.isEmpty());
}

void CasesPage::showEmpty()
{
    if (!m_shown.text.isEmpty()) showNothing(tr("No case fits “%1”").arg(m_shown.text), tr("Name, first letters, end of the ID number and both numbers can be searched."));
    else if (!m_list.complete) showNothing(tr("Reading the cases"), {});
    else if (m_list.read == 0) showNothing(tr("No case yet"), tr("The first one begins at the desk with F3."));
    else showNothing(tr("No case in this list"), {});
}

void CasesPage::applyFilter(const CaseFilter &filter)
{
    m_filter = filter;
    if (!m_search->text().isEmpty()) {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    arrange();
}

void CasesPage::find(const QString &text)
{
    m_search->setText(text);
    search();
}

void CasesPage::search()
{
    m_searchTimer.stop();
    arrange();
}

QUuid CasesPage::chosen() const
{
    const intake::CaseRowView *row = m_model->caseOf(m_table->currentRow());
    return row ? row->caseId : QUuid();
}

void CasesPage::setColumnFactors(const QList<double> &factors) { m_table->setColumnFactors(factors); }

int CasesPage::shown() const { return m_model->dataRows(); }

void CasesPage::showDetail()
{
    const intake::CaseRowView *row = m_model->caseOf(m_table->currentRow());
    m_commands.setFact(Need::CaseRow, row);
    if (!row || (row->caseId == m_detailOf && *row == m_detailRow)) return;
    const QUuid id = row->caseId;
    m_peek.conceal();                           // another case, or another state of it: what was in clear is drawn anew, masked
    m_detailOf = id;
    m_detailRow = *row;
    whenDone(m_cases.detail(id), this, [this, id](const Result<intake::CaseDetailView> &detail) {
        if (id != m_detailOf) return;
        if (!detail) {
            m_detail->showNone(ErrorTexts().sentence(detail.error()));
            return;
        }
        m_papers = detail->papers;
        m_detail->show(*detail);
    });
}

void CasesPage::openChosen()
{
    if (const QUuid id = chosen(); !id.isNull()) Q_EMIT openWanted(id);
}

void CasesPage::reveal(const QString &path)
{
    const QUuid id = chosen();
    if (id.isNull() || path.isEmpty()) return Q_EMIT noteworthy(int(Tone::Neutral), tr("No masked value is in sight."), {});
    const QString key = id.toString() + path;
    m_peek.want(key, [this, id, path, key](const QString &reason) {
        whenDone(m_cases.reveal(id, path, reason), this, [this, id, path, key](const Result<CasePort::Clear> &clear) {
            if (!clear) return Q_EMIT noteworthy(int(Tone::Bad), ErrorTexts().sentence(clear.error()), clear.error().code);
            if (id != chosen() || !isVisible()) return;             // the eyes went on meanwhile
            m_peek.show(key, clear->seconds);
            m_detail->showClear(path, clear->text);
        });
    });
}

void CasesPage::printChosen()
{
    const QUuid id = chosen();
    if (id.isNull()) return;
    if (m_papers.isEmpty()) {
        Q_EMIT noteworthy(int(Tone::Neutral), tr("This case has no paper yet."), {});
        return;
    }
    for (const auto &paper : std::as_const(m_papers))
        whenDone(m_cases.paper(id, paper.first), this, [this, id, kind = paper.first, title = paper.second](const Result<QByteArray> &pdf) {
            if (pdf) Q_EMIT printWanted(id, kind, title, *pdf);
            else Q_EMIT noteworthy(int(Tone::Bad), ErrorTexts().sentence(pdf.error()), pdf.error().code);
        });
}

void CasesPage::showNothing(const QString &title, const QString &words)
{
    m_table->setVisible(false);
    m_empty->setWords(title, words);
    m_empty->setVisible(true);
    m_detail->showNone({});
    m_detailOf = {};
    m_commands.setFact(Need::CaseRow, false);
}

bool CasesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (watched == m_search && !m_search->isComposing()) {
            if (enter) {
                // One hit opens at once; several are shown and the table has the keys. Of what was typed, not of what was shown before.
                m_openFound = !m_search->text().trimmed().isEmpty();
                if (!m_openFound) m_table->setFocus(Qt::OtherFocusReason);
                else if (m_shown == queryOf(m_filter, m_seat, m_search->text().trimmed())) openFound();
                else search();
                return true;
            }
            if (key == Qt::Key_Escape) {
                m_search->clear();
                m_table->setFocus(Qt::OtherFocusReason);
                return true;
            }
            if (key == Qt::Key_Down) {
                m_table->setFocus(Qt::OtherFocusReason);
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace zc::client
