#include "pages/packs/findingspane.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/groupedtable.h>
#include <uikit/label.h>
#include <uikit/linkbutton.h>

namespace zc::client {
using namespace guidance;
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr qsizetype kMostShown = 1000;

FindingsModel::FindingsModel(QObject *parent) : GroupedModel(parent)
{
    setColumns({{tr("Code"), false, 20}, {tr("Place"), false, 54}, {tr("What is wrong"), false, 140}});
}

void FindingsModel::setFindings(const QList<Finding> &findings, const QStringList &places, const QList<bool> &accepted)
{
    m_findings = findings;
    m_places = places;
    m_order.clear();
    enum Kind { Error, Warning, Accepted, Kinds };
    const auto kindOf = [&](qsizetype i) { return findings.at(i).level == Finding::Level::Error ? Error : accepted.at(i) ? Accepted : Warning; };
    int counts[Kinds] = {};
    for (const Kind kind : {Error, Warning, Accepted})
        for (qsizetype i = 0; i < findings.size(); ++i)
            if (kindOf(i) == kind) {
                m_order.append(int(i));
                ++counts[kind];
            }
    m_accepted = counts[Accepted];
    setGroups({{tr("Errors"), counts[Error]}, {tr("Warnings"), counts[Warning]},
        {tr("Answered for"), counts[Accepted]}});
}

const Finding *FindingsModel::findingAt(int row) const
{
    return indexAt(row) < 0 ? nullptr : &m_findings.at(indexAt(row));
}

int FindingsModel::indexAt(int row) const
{
    return row >= 0 && row < m_order.size() ? m_order.at(row) : -1;
}

QVariant FindingsModel::cell(int row, int column, int role) const
{
    const Finding *finding = findingAt(row);
    if (!finding) return {};
    if (role == Qt::DisplayRole) return column == 0 ? finding->code : column == 1 ? m_places.value(indexAt(row)) : finding->message;
    const bool answered = row >= m_order.size() - m_accepted;
    if (role == LampRole && column == 0) return answered ? QVariant() : QVariant(int(FindingMap::toneOf(*finding)));
    if (role == MutedRole) return answered;
    if (role == Qt::ToolTipRole) return finding->message;
    return {};
}

FindingsPane::FindingsPane(QWidget *parent)
    : Surface(Color::Surface, Qt::TopEdge, parent)
    , m_model(new FindingsModel(this))
    , m_state(new Label({}, Type::CaptionStrong))
    , m_stop(new LinkButton(tr("Stop checking")))
    , m_table(new GroupedTable)
    , m_nothing(new Label({}, Type::Body, Color::TextMuted))
    , m_try(new Button(tr("Try this situation"), Button::Kind::Quiet))
    , m_accept(new Button(tr("Answer for it"), Button::Kind::Quiet))
    , m_acceptLine(new Surface(Color::SurfaceSunken, Qt::TopEdge))
    , m_reason(new LineEdit)
    , m_by(new LineEdit)
{
    setObjectName(u"packs.findings"_s);
    setProperty("pane", true);
    setAccessibleName(tr("Result of the check"));
    auto *lines = column(this);
    auto *head = new Surface(Color::Surface);
    auto *headRow = row(head);
    headRow->addWidget(m_state);
    headRow->addWidget(m_stop);
    headRow->addStretch(1);
    headRow->addWidget(m_try);
    headRow->addWidget(m_accept);
    head->setPadding(4, 1, 4, 1);
    head->setSpacing(3);
    lines->addWidget(head);
    m_state->setObjectName(u"packs.checkState"_s);
    m_stop->setObjectName(u"packs.stop"_s);
    m_stop->hide();
    m_table->setObjectName(u"packs.findingRows"_s);
    m_table->setAccessibleName(tr("Findings"));
    m_table->setModel(m_model);
    m_try->setObjectName(u"packs.try"_s);
    m_accept->setObjectName(u"packs.accept"_s);
    m_nothing->setObjectName(u"packs.nothing"_s);
    m_nothing->setContentsMargins(16, 8, 16, 8);
    m_nothing->setWordWrap(true);
    auto *accept = row(m_acceptLine);
    m_reason->setObjectName(u"packs.acceptReason"_s);
    m_reason->setAccessibleName(tr("Why this warning may stay"));
    m_reason->setPlaceholderText(tr("Why this warning may stay"));
    m_by->setObjectName(u"packs.acceptBy"_s);
    m_by->setAccessibleName(tr("Who answers for it"));
    m_by->setPlaceholderText(tr("Who answers for it"));
    accept->addWidget(m_reason, 3);
    accept->addWidget(m_by, 1);
    m_acceptLine->setPadding(4, 1.5, 4, 1.5);
    m_acceptLine->setSpacing(2);
    m_acceptLine->hide();
    lines->addWidget(m_acceptLine);
    lines->addWidget(m_nothing);
    lines->addWidget(m_table, 1);
    lines->addStretch(0);
    connect(m_stop, &QAbstractButton::clicked, this, &FindingsPane::stopWanted);
    connect(m_table, &GroupedTable::rowChosen, this, [this](int) { offerActions(); });
    connect(m_table, &GroupedTable::rowOpened, this, &FindingsPane::choosePlace);
    connect(m_table, &QAbstractItemView::clicked, this, [this] { choosePlace(m_table->currentRow()); });
    connect(m_try, &QAbstractButton::clicked, this, &FindingsPane::tryCurrent);
    connect(m_accept, &QAbstractButton::clicked, this, &FindingsPane::askToAccept);
    connect(m_reason, &LineEdit::confirmed, this, [this] { m_by->setFocus(Qt::OtherFocusReason); });
    connect(m_by, &LineEdit::confirmed, this, &FindingsPane::finishAccept);
    offerActions();
}

void FindingsPane::showBusy()
{
    m_state->setText(tr("Checking …"));
    m_stop->show();
}

void FindingsPane::showStopped()
{
    m_state->setText(tr("Check stopped; the next change checks again"));
    m_stop->hide();
}

void FindingsPane::show(const PackCheck &check, const AuthoredPack &pack, qint64 elapsedMs)
{
    m_map = FindingMap(pack, check.report.findings);
    m_shown = check.report.findings.mid(0, kMostShown);
    QStringList places;
    QList<bool> accepted;
    m_acceptedAs.clear();
    for (qsizetype i = 0; i < m_shown.size(); ++i) {
        places.append(FindingMap::words(pack, m_map.places().at(i)));
        accepted.append(m_map.isAccepted(i));
        m_acceptedAs.append(FindingMap::acceptedAs(pack, m_shown.at(i)));
    }
    const int before = m_table->currentRow();
    m_model->setFindings(m_shown, places, accepted);
    m_table->setCurrentRow(qMin(before, m_model->dataRows() - 1));
    QStringList words;
    if (m_map.errors() > 0) words.append(tr("%1 errors").arg(m_map.errors()));
    if (m_map.warnings() > 0) words.append(tr("%1 warnings").arg(m_map.warnings()));
    if (words.isEmpty()) words.append(tr("Nothing to object"));
    words.append(tr("%1 ms").arg(elapsedMs));
    if (m_map.places().size() > m_shown.size()) words.append(tr("the first %1 are shown").arg(m_shown.size()));
    m_state->setText(words.join(u" · "_s));
    m_state->setColor(m_map.errors() > 0 ? Color::Bad : m_map.warnings() > 0 ? Color::Warn : Color::Ok);
    m_stop->hide();
    const bool some = m_model->dataRows() > 0;
    m_table->setVisible(some);
    m_nothing->setVisible(!some);
    m_nothing->setText(tr("No gap, no contradiction, no dead end; every golden case comes out as it should. The pack can be built."));
    offerActions();
}

void FindingsPane::choose(int by)
{
    if (m_model->dataRows() == 0) return;
    const int now = m_table->currentRow();
    const int next = now < 0 ? (by > 0 ? 0 : m_model->dataRows() - 1) : (now + by + m_model->dataRows()) % m_model->dataRows();
    m_table->setCurrentRow(next);
    choosePlace(next);
}

void FindingsPane::choosePlace(int row)
{
    const int index = m_model->indexAt(row);
    if (index >= 0) Q_EMIT placeChosen(m_map.places().at(index));
}

void FindingsPane::offerActions()
{
    const Finding *finding = m_model->findingAt(m_table->currentRow());
    m_try->setVisible(finding && !finding->witness.isEmpty());
    m_accept->setVisible(canAccept());
    m_acceptLine->hide();
}

bool FindingsPane::canAccept() const
{
    const int index = m_model->indexAt(m_table->currentRow());
    return index >= 0 && m_shown.at(index).level == Finding::Level::Warning && !m_map.isAccepted(index);
}

void FindingsPane::setKeys(const QString &tryIt, const QString &accept)
{
    m_try->setKeyCap(tryIt);
    m_accept->setKeyCap(accept);
}

void FindingsPane::tryCurrent()
{
    const Finding *finding = m_model->findingAt(m_table->currentRow());
    if (finding && !finding->witness.isEmpty()) Q_EMIT situationChosen(*finding);
}

void FindingsPane::askToAccept()
{
    if (!canAccept()) return;
    m_reason->clear();
    m_acceptLine->show();
    m_reason->setFocus(Qt::OtherFocusReason);
}

void FindingsPane::finishAccept()
{
    const Finding *finding = m_model->findingAt(m_table->currentRow());
    if (!finding || m_reason->text().trimmed().isEmpty() || m_by->text().trimmed().isEmpty()) {
        (m_reason->text().trimmed().isEmpty() ? m_reason : m_by)->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT acceptWanted({finding->code, m_acceptedAs.at(m_model->indexAt(m_table->currentRow())), m_reason->text().trimmed(), m_by->text().trimmed()});
    m_acceptLine->hide();
    m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace zc::client
