#include "pages/desk/applicantstep.h"
#include "pages/desk/cardinvitation.h"
#include "pages/desk/deskport.h"
#include "pages/desk/fieldgroup.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/label.h>

#include <QCheckBox>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

ApplicantStep::ApplicantStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(u"step.applicant"_s, desk, commands, parent)
    , m_invitation(new CardInvitation)
    , m_applicant(new FieldGroup(desk, 2))
    , m_hasAgent(new QCheckBox(tr("Somebody else acts for the applicant")))
    , m_agentBlock(new QWidget)
    , m_agent(new FieldGroup(desk, 2))
{
    m_hasAgent->setObjectName(u"applicant.hasAgent"_s);
    body()->addWidget(new Label(tr("Who applies?"), Type::Question));
    body()->addSpacing(6);
    body()->addWidget(new Label(tr("Lay the card on the reader, or type; Enter goes to the next field"), Type::Body, Color::TextMuted));
    body()->addSpacing(20);
    body()->addWidget(m_invitation);
    body()->addSpacing(20);
    body()->addWidget(m_applicant);
    body()->addSpacing(18);
    body()->addWidget(m_hasAgent);
    auto *agent = column(m_agentBlock);
    agent->addSpacing(14);
    agent->addWidget(new Label(tr("Agent"), Type::Section));
    agent->addSpacing(10);
    agent->addWidget(m_agent);
    body()->addWidget(m_agentBlock);
    body()->addStretch(1);
    m_applicant->setFields({{u"applicant.name"_s, tr("Name"), true, 1}, {u"applicant.idNumber"_s, tr("ID number"), true, 1},
        {u"applicant.phone"_s, tr("Phone"), true, 1}, {u"applicant.address"_s, tr("Address"), false, 1}});
    m_agent->setFields({{u"agent.name"_s, tr("Name of the agent"), true, 1}, {u"agent.idNumber"_s, tr("ID number of the agent"), true, 1},
        {u"agent.phone"_s, tr("Phone of the agent"), false, 1}});
    // The form of a phone or number keyboard for touch panels; Chinese input stays off in both.
    for (const QString &path : {u"applicant.phone"_s, u"applicant.idNumber"_s})
        m_applicant->field(path)->edit()->setInputMethodHints(Qt::ImhPreferNumbers | Qt::ImhLatinOnly);
    addFootStretch();
    auto *keep = addFootButton(u"applicant.keep"_s, tr("Keep it, take another"), u"Ctrl+N"_s, false, true);
    m_next = addFootButton(u"applicant.next"_s, tr("Next"), u"Enter"_s, true);
    connect(keep, &QAbstractButton::clicked, this, [&commands] { commands.run(u"case.new"_s); });
    connect(m_next, &QAbstractButton::clicked, this, &ApplicantStep::goOn);
    connect(m_applicant, &FieldGroup::finished, this, [this] {
        if (m_hasAgent->isChecked()) m_agent->firstOpen()->edit()->setFocus(Qt::TabFocusReason);
        else goOn();
    });
    connect(m_agent, &FieldGroup::finished, this, &ApplicantStep::goOn);
    connect(m_invitation, &QAbstractButton::clicked, this, [&commands] { commands.run(u"card.read"_s); });
    connect(m_hasAgent, &QAbstractButton::toggled, this, [this](bool on) {
        if (on == (this->desk().current().draft.text(u"applicant.hasAgent"_s) == "true"_L1)) return;
        m_agentBlock->setVisible(on);
        this->desk().setHasAgent(on);
        if (on) m_agent->firstOpen()->edit()->setFocus(Qt::TabFocusReason);
    });
    connect(&desk, &DeskPort::cardBusy, this, [this](bool reading) {
        if (reading) m_invitation->show(CardInvitation::State::Reading, tr("Reading the card"), tr("Please leave it on the reader; this takes about a second."));
        else show(this->desk().current());
    });
    m_agentBlock->hide();
}

void ApplicantStep::show(const intake::CounterCase &counter)
{
    m_applicant->show(counter);
    m_agent->show(counter);
    m_applicant->setReadOnly(counter.readOnly);
    m_agent->setReadOnly(counter.readOnly);
    const bool hasAgent = counter.draft.text(u"applicant.hasAgent"_s) == "true"_L1;
    m_agentBlock->setVisible(hasAgent);
    m_hasAgent->setChecked(hasAgent);
    m_hasAgent->setEnabled(!counter.readOnly);
    const intake::FieldValue name = counter.draft.fields.value(u"applicant.name"_s);
    if (name.source == intake::Source::Card)
        m_invitation->show(CardInvitation::State::Read, tr("Filled from the ID card"),
            tr("Please compare the person with the card, then press Enter. F5 reads again."));
    else
        m_invitation->show(CardInvitation::State::Waiting, tr("Lay the ID card on the reader"), tr("Name, number and address fill themselves. Without a card, type below."));
}

void ApplicantStep::enter()
{
    if (Field *field = m_applicant->firstOpen()) field->edit()->setFocus(Qt::OtherFocusReason);
}

QString ApplicantStep::why() const
{
    return tr("Name and number are checked by their check digit and go on every paper. The phone is for the messages about this case. "
              "Nothing else about the person is asked here.");
}

void ApplicantStep::goOn()
{
    Q_EMIT stepDone();
}

} // namespace zc::client
