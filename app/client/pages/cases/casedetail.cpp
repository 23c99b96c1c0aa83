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
    // The band of the chosen line of a person reaches 8 px further out than all words.
    auto *content = new Surface(Color::Surface), *above = new Surface(Color::Surface), *below = new Surface(Color::Surface);
    auto *whole = column(content), *upper = column(above), *lower = column(below);
    upper->addWidget(m_title);
    upper->addSpacing(4);
    upper->addWidget(m_numbers);
    upper->addSpacing(14);
    upper->addWidget(m_attention);
    m_person = new KeyValueList;
    m_person->setObjectName(u"cases.person"_s);
    m_person->setSelectable(true);
    m_person->setAccessibleName(tr("Applicant, masked"));
    lower->addWidget(m_events);
    lower->addSpacing(8);
    m_timeline = new KeyValueList;
    lower->addWidget(m_timeline);
    whole->addWidget(above);
    whole->addSpacing(12);
    whole->addWidget(m_person);
    whole->addSpacing(16);
    whole->addWidget(below);
    whole->addStretch(1);
    content->setPadding(3, 5, 3, 3);
    for (Surface *part : {above, below}) part->setPadding(2, 0, 2, 0);
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
    connect(m_person, &KeyValueList::activated, this, [this](int row) {
        if (row >= 0 && row < m_masked.size()) Q_EMIT revealWanted(m_masked.at(row).path);
    });
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
    m_masked = detail.person;
    showPerson({}, {});
    m_events->setVisible(!detail.timeline.isEmpty());
    QList<KeyValueList::Row> rows;
    for (const auto &event : detail.timeline)
        rows.append({event.what, event.who.isEmpty() ? event.when : u"%1　%2"_s.arg(event.when, event.who), {}, Tone::Ok, false, true});
    m_timeline->setRows(rows);
    m_open->setEnabled(true);
    m_print->setEnabled(!detail.papers.isEmpty());
}

void CaseDetail::showPerson(const QString &clearPath, const QString &clearText)
{
    QList<KeyValueList::Row> rows;
    for (const auto &line : std::as_const(m_masked)) {
        const bool clear = line.path == clearPath;
        rows.append({line.label, clear ? clearText : line.masked, clear ? tr("in full") : QString(), Tone::Warn, false, false});
    }
    m_person->setRows(rows);
    m_person->setVisible(!rows.isEmpty());
}

QString CaseDetail::chosenPath() const
{
    if (m_person->hasFocus() && m_person->selected() >= 0) return m_masked.value(m_person->selected()).path;
    for (const auto &line : m_masked)
        if (line.path.endsWith(".idNumber"_L1)) return line.path;
    return m_masked.value(0).path;
}

void CaseDetail::showClear(const QString &path, const QString &text) { showPerson(path, text); }

void CaseDetail::conceal() { showPerson({}, {}); }

void CaseDetail::showNone(const QString &words)
{
    m_masked.clear();
    conceal();
    m_title->setText({});
    m_numbers->setText(words);
    m_attention->show({}, {});
    m_events->hide();
    m_timeline->setRows({});
    m_open->setEnabled(false);
    m_print->setEnabled(false);
}

} // namespace zc::client
