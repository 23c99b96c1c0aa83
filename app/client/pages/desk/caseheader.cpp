#include "pages/desk/caseheader.h"
#include "shell/layouts.h"

#include <base/halltime.h>
#include <uikit/label.h>
#include <uikit/tag.h>

#include <QLayout>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

CaseHeader::CaseHeader(QWidget *parent)
    : Surface(Color::Surface, Qt::BottomEdge, parent)
    , m_item(new Label({}, Type::Title))
    , m_version(new Label({}, Type::Caption, Color::TextMuted))
    , m_number(new Label({}, Type::Caption, Color::TextMuted))
    , m_saved(new Label({}, Type::Caption, Color::Ok))
    , m_situation(new Tag({}, Tone::Ink, Tag::Shape::Chip))
    , m_state(new Tag({}, Tone::Ok, Tag::Shape::Chip))
{
    setObjectName(u"case.header"_s);
    m_item->setObjectName(u"case.item"_s);
    m_number->setObjectName(u"case.number"_s);
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_saved->setObjectName(u"case.saved"_s);
    m_state->setObjectName(u"case.state"_s);
    auto *line = row(this);
    line->addWidget(m_item);
    line->addWidget(m_situation, 0, Qt::AlignVCenter);
    line->addWidget(m_state, 0, Qt::AlignVCenter);
    line->addWidget(m_version);
    line->addStretch(1);
    line->addWidget(m_number);
    line->addWidget(m_saved);
    setPadding(5, 0, 5, 0);
    setSpacing(3.5);
    setFixedHeight(Metric::HeadHeight);
    m_situation->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_version->setMinimumWidth(1);
}

void CaseHeader::show(const intake::CounterCase &counter)
{
    m_item->setText(counter.itemName);
    m_situation->setText(counter.situation.join(u" · "_s));
    m_situation->setVisible(!counter.situation.isEmpty());
    // A draft needs no tag: it is what the sheet is until something happened with it.
    m_state->setVisible(counter.readOnly);
    m_state->setText(counter.stateName);
    m_versionShort = tr("item version %1").arg(counter.packVersion);
    m_versionLong = u"%1 · %2"_s.arg(m_versionShort, counter.departmentName);
    const QString number = counter.formalNumber.isEmpty() ? counter.provisionalNumber : counter.formalNumber;
    m_number->setText(number.isEmpty() ? QString() : counter.formalNumber.isEmpty() ? tr("receipt no. %1").arg(number) : tr("case no. %1").arg(number));
    setSaved(counter.savedAt);
}

void CaseHeader::setSaved(const QDateTime &at)
{
    m_saved->setText(at.isValid() ? tr("draft saved %1").arg(hallTime(at).toString(u"HH:mm:ss"_s)) : QString());
    fit();
}

void CaseHeader::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    fit();
}

// Where large print leaves no room for the department, it stands in the tip: half a name helps nobody.
void CaseHeader::fit()
{
    m_version->setText(m_versionLong);
    const bool whole = layout()->totalSizeHint().width() <= width();
    if (!whole)
        m_version->setText(m_versionShort);
    m_version->setToolTip(whole ? QString() : m_versionLong);
}

} // namespace zc::client
