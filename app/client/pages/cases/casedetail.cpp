#include "pages/cases/casedetail.h"
#include "pages/desk/callout.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>

#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

CaseDetail::CaseDetail(QWidget *parent)
    : Surface(Color::Surface, Qt::LeftEdge, parent)
    , m_title(new Label({}, Type::Section))
    , m_numbers(new Label({}, Type::Caption, Color::TextMuted))
    , m_events(new Label(tr("What happened"), Type::Caption, Color::TextMuted))
    , m_attention(new Callout(Tone::Warn))
    , m_open(new Button(tr("Open"), Button::Kind::Primary))
    , m_print(new Button(tr("Print the papers")))
{
    setObjectName(u"cases.detail"_s);
    setProperty("pane", true);
    setAccessibleName(tr("The chosen case"));
    m_title->setWordWrap(true);
    m_numbers->setWordWrap(true);
    m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_open->setObjectName(u"cases.open"_s);
    m_open->setKeyCap(u"Enter"_s);
    m_print->setObjectName(u"cases.print"_s);
    m_print->setKeyCap(u"Ctrl+P"_s);
    m_open->setSpread(true);
    m_print->setSpread(true);
    auto *outer = column(this);
    auto *content = new Surface(Color::Surface);
    auto *lines = column(content);
    lines->addWidget(m_title);
    lines->addSpacing(4);
    lines->addWidget(m_numbers);
    lines->addSpacing(14);
    lines->addWidget(m_attention);
    lines->addSpacing(16);
    lines->addWidget(m_events);
    lines->addSpacing(8);
    m_timeline = new KeyValueList;
    lines->addWidget(m_timeline);
    lines->addStretch(1);
    content->setPadding(5, 5, 5, 3);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll, 1);
    auto *foot = new Surface(Color::Surface);
    auto *buttons = column(foot);
    buttons->addWidget(m_open);
    buttons->addWidget(m_print);
    foot->setPadding(5, 2, 5, 5);
    foot->setSpacing(2);
    outer->addWidget(foot);
    outer->setContentsMargins(1, 0, 0, 0);
    setFixedWidth(Metric::SideWidth);
    connect(m_open, &QAbstractButton::clicked, this, &CaseDetail::openWanted);
    connect(m_print, &QAbstractButton::clicked, this, &CaseDetail::printWanted);
    showNone({});
}

void CaseDetail::show(const intake::CaseDetailView &detail)
{
    m_title->setText(detail.row.itemName);
    QStringList numbers;
    if (!detail.formalNumber.isEmpty()) numbers.append(detail.formalNumber);
    if (!detail.provisionalNumber.isEmpty()) numbers.append(tr("provisional %1").arg(detail.provisionalNumber));
    // Long numbers may break between their groups, never be cut.
    m_numbers->setText(numbers.join(u" · "_s).replace(u'-', u"-\u200b"_s));
    m_attention->show(detail.attention, detail.attentionDetail);
    m_events->setVisible(!detail.timeline.isEmpty());
    QList<KeyValueList::Row> rows;
    for (const auto &event : detail.timeline)
        rows.append({event.what, event.who.isEmpty() ? event.when : u"%1　%2"_s.arg(event.when, event.who), {}, Tone::Ok, false, true});
    m_timeline->setRows(rows);
    m_open->setEnabled(true);
    m_print->setEnabled(!detail.papers.isEmpty());
}

void CaseDetail::showNone(const QString &words)
{
    m_title->setText({});
    m_numbers->setText(words);
    m_attention->show({}, {});
    m_events->hide();
    m_timeline->setRows({});
    m_open->setEnabled(false);
    m_print->setEnabled(false);
}

} // namespace zc::client
