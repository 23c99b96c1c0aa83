#include "pages/desk/noticepanel.h"
#include "pages/desk/callout.h"
#include "pages/desk/words.h"
#include "shell/layouts.h"

#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/summarytile.h>

#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::NoticeLine;
using intake::NoticeView;

NoticePanel::NoticePanel(QWidget *parent)
    : Surface(Color::Surface, Qt::LeftEdge, parent)
    , m_required(new SummaryTile(tr("to bring"), Tone::Neutral))
    , m_exempt(new SummaryTile(tr("exempt"), Tone::Ok))
    , m_deferrable(new SummaryTile(tr("may follow"), Tone::Warn))
    , m_exits(new Callout(Tone::Warn))
    , m_nothing(new Label({}, Type::Small, Color::TextMuted))
    , m_scroll(new QScrollArea)
    , m_totals(new KeyValueList(KeyValueList::Layout::Totals))
{
    setObjectName(u"notice"_s);
    setProperty("pane", true);
    setAccessibleName(tr("One-time notice"));
    auto *outer = column(this);
    outer->setContentsMargins(1, 0, 0, 0);          // the hairline at the left edge

    auto *head = new Surface(Color::Surface);
    auto *headLines = column(head);
    auto *tiles = row(nullptr, 8);
    for (SummaryTile *tile : {m_required, m_exempt, m_deferrable}) tiles->addWidget(tile);
    headLines->addWidget(new Label(tr("One-time notice"), Type::Section));
    headLines->addLayout(tiles);
    headLines->addWidget(m_exits);
    m_nothing->setWordWrap(true);
    headLines->addWidget(m_nothing);
    head->setPadding(4.5, 4.5, 4.5, 3.5);
    head->setSpacing(2.5);
    outer->addWidget(head);

    auto *list = new Surface(Color::Surface);
    m_lines = column(list);
    m_lines->addStretch(1);
    m_scroll->setWidget(list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(m_scroll, 1);

    auto *margin = new Surface(Color::Surface);
    auto *foot = new Surface(Color::Surface, Qt::TopEdge);
    foot->setHairlines(Qt::TopEdge, Color::LineStrong);
    column(foot)->addWidget(m_totals);
    m_totals->setObjectName(u"notice.totals"_s);
    foot->setPadding(0, 3, 0, 0);
    column(margin)->addWidget(foot);
    margin->setPadding(4.5, 0, 4.5, 4);
    outer->addWidget(margin);
}

void NoticePanel::show(const NoticeView &notice)
{
    m_required->setValue(QString::number(notice.required));
    m_exempt->setValue(QString::number(notice.exempt));
    m_deferrable->setValue(QString::number(notice.deferrable));
    m_nothing->setText(notice.complete ? tr("Nothing has to be brought.") : tr("What has to be brought appears here with the answers."));
    m_nothing->setVisible(notice.lines.isEmpty() && notice.exits.isEmpty());
    m_exits->show(notice.exits.isEmpty() ? QString() : tr("The matter ends here"), notice.exits.join(u"\n"_s));
    while (m_rows.size() < notice.lines.size()) {
        auto *row = new NoticeRow;
        const qsizetype at = m_rows.size();
        connect(row, &QAbstractButton::clicked, this, [this, at] { Q_EMIT whyMaterial(m_ids.value(at)); });
        m_lines->insertWidget(m_lines->count() - 1, row);
        m_rows.append(row);
    }
    m_ids.clear();
    int number = 0;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        NoticeRow *row = m_rows.at(i);
        row->setVisible(i < notice.lines.size());
        if (i >= notice.lines.size()) continue;
        const NoticeLine &line = notice.lines.at(i);
        m_ids.append(line.materialId);
        const NoticeRow::Content content{modeSign(line.mode), line.mode == NoticeLine::Mode::Required ? ++number : 0, line.name, line.detail, modeWords(line.mode)};
        const bool isNew = row->content() != content;
        row->setObjectName(u"notice."_s + line.materialId);
        row->setContent(content);
        if (line.changed && isNew) row->markChanged();
    }
    showTotals(notice);
}

void NoticePanel::showTotals(const NoticeView &notice)
{
    const QString open = tr("open");
    QString due = notice.due.isEmpty() ? open : notice.due;
    if (notice.dueProvisional && !notice.due.isEmpty()) due = tr("%1, provisional").arg(notice.due);
    m_totals->setRows({{tr("Fee"), notice.fee.isEmpty() ? open : notice.fee, {}, Tone::Ok, false, false},
        {tr("Promised within"), notice.promise.isEmpty() ? open : notice.promise, {}, Tone::Ok, false, false},
        {tr("Due at the latest"), due, {}, Tone::Ok, true, false}});
}

} // namespace zc::client
