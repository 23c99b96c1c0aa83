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

#include <QKeyEvent>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kTypingPauseMs = 120;

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
    , m_detail(new CaseDetail)
{
    setObjectName(u"page.cases"_s);
    build();
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(kTypingPauseMs);
    connect(&m_searchTimer, &QTimer::timeout, this, &CasesPage::search);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchTimer.start(); });
    connect(m_filters, &FilterList::chosenChanged, this, [this](const QString &id) { applyFilter(filterOf(id)); });
    connect(m_table, &GroupedTable::rowChosen, this, &CasesPage::showDetail);
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
    columns->addWidget(middle, 1);
    columns->addWidget(m_detail);
    m_empty->hide();
}

void CasesPage::setSeat(const Seat &seat)
{
    m_seat = seat;
    refreshTable();
}

void CasesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_arriving = true;
    reload();
    m_table->setFocus(Qt::OtherFocusReason);
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

void CasesPage::reload()
{
    whenDone(m_cases.all(), this, [this](const Result<QList<intake::CaseRowView>> &rows) {
        if (!rows) return showNothing(tr("The cases cannot be shown"), ErrorTexts().sentence(rows.error()));
        const QUuid before = chosen();
        m_model->setCases(*rows);
        refreshTable();
        if (const int row = m_model->rowOf(before); row >= 0) m_table->setCurrentRow(row);
    });
}

void CasesPage::applyFilter(const CaseFilter &filter)
{
    m_filter = filter;
    if (!m_search->text().isEmpty()) {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_model->setFound(std::nullopt);
    }
    refreshTable();
}

void CasesPage::refreshTable()
{
    const QUuid before = chosen();
    m_model->setFilter(m_filter, m_seat);
    m_filters->setSections(filterSections(m_model->cases(), m_seat));
    {
        const QSignalBlocker quiet(m_filters);
        m_filters->choose(filterId(m_filter));
    }
    if (m_model->dataRows() == 0) {
        if (m_model->cases().isEmpty()) showNothing(tr("No case yet"), tr("The first one begins at the desk with F3."));
        else if (m_search->text().isEmpty()) showNothing(tr("No case in this list"), {});
        else showNothing(tr("No case fits “%1”").arg(m_search->text()), tr("Name, first letters, end of the ID number and both numbers can be searched."));
        return;
    }
    m_table->setVisible(true);
    m_empty->setVisible(false);
    if (std::exchange(m_arriving, false) && isVisible() && m_search->text().isEmpty()) m_table->setFocus(Qt::OtherFocusReason);
    m_table->setCurrentRow(std::max(0, m_model->rowOf(before)));
    showDetail();
}

void CasesPage::find(const QString &text)
{
    m_search->setText(text);
    m_searchTimer.stop();
    search();
}

void CasesPage::search()
{
    const QString text = m_search->text().trimmed();
    if (text.isEmpty()) {
        m_model->setFound(std::nullopt);
        refreshTable();
        return;
    }
    whenDone(m_cases.search(text), this, [this, text](const Result<QList<QUuid>> &found) {
        if (text != m_search->text().trimmed()) return;         // an older answer
        if (!found) return showNothing(tr("The search did not work"), ErrorTexts().sentence(found.error()));
        m_model->setFound(QSet<QUuid>(found->cbegin(), found->cend()));
        refreshTable();
    });
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
    const QUuid id = chosen();
    m_commands.setFact(Need::CaseRow, !id.isNull());
    if (id.isNull()) return;
    if (id != m_detailOf) m_peek.conceal();
    m_detailOf = id;
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
    m_commands.setFact(Need::CaseRow, false);
}

bool CasesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (watched == m_search && !m_search->isComposing()) {
            if (enter) {
                m_searchTimer.stop();
                // One hit opens at once; several are shown and the table has the keys.
                if (m_model->dataRows() == 1) openChosen();
                else m_table->setFocus(Qt::OtherFocusReason);
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
