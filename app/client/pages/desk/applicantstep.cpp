#include "pages/desk/applicantstep.h"
#include "pages/desk/cardinvitation.h"
#include "pages/desk/caseform.h"
#include "pages/desk/deskport.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <forms/formview.h>
#include <uikit/button.h>
#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using forms::FieldKind;
using forms::FieldSpec;

namespace {

const QString kHasAgent = u"applicant.hasAgent"_s;
const QString kResident = u"111"_s;             // GA/T 2000.156: identity card; a number typed without a card is taken for one
// The form that every pack gives to the phone of an applicant: a mobile number of the mainland.
const QString kMobile = u"1[0-9]{10}"_s;

} // namespace

ApplicantStep::ApplicantStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : FieldStep(u"step.applicant"_s, desk, commands, parent)
    , m_invitation(new CardInvitation)
{
    body()->addWidget(new Label(tr("Who applies?"), Type::Question));
    body()->addSpacing(6);
    body()->addWidget(new Label(tr("Lay the card on the reader, or type; Enter goes to the next field"), Type::Body, Color::TextMuted));
    body()->addSpacing(20);
    body()->addWidget(m_invitation);
    body()->addSpacing(20);
    body()->addWidget(&view());
    body()->addStretch(1);
    view().setJumpList(false);                 // four fields are seen at a glance
    addFootStretch();
    auto *keep = addFootButton(u"applicant.keep"_s, tr("Keep it, take another"), u"Ctrl+N"_s, false, true);
    auto *next = addFootButton(u"applicant.next"_s, tr("Next"), u"Enter"_s, true);
    connect(keep, &QAbstractButton::clicked, this, [&commands] { commands.run(u"case.new"_s); });
    connect(next, &QAbstractButton::clicked, this, &ApplicantStep::stepDone);
    connect(m_invitation, &QAbstractButton::clicked, this, [&commands] { commands.run(u"card.read"_s); });
    for (const QString &path : {u"agent.name"_s, u"agent.idNumber"_s, u"agent.phone"_s})
        form().model().showWhen(path, [](const forms::FormModel &form) { return form.value(kHasAgent) == "true"_L1; });
    connect(&form().model(), &forms::FormModel::committed, this, [this](const QString &path, const QString &value, bool) {
        if (path == kHasAgent && value == "true"_L1) view().focusField(u"agent.name"_s);
    });
    connect(&desk, &DeskPort::photoChanged, this, [this] { m_invitation->setPhoto(this->desk().photoView()); });
    connect(&desk, &DeskPort::cardBusy, this, [this](bool reading) {
        if (reading) m_invitation->show(CardInvitation::State::Reading, tr("Reading the card"), tr("Please leave it on the reader; this takes about a second."));
        else show(this->desk().current());
    });
}

void ApplicantStep::show(const intake::CounterCase &counter)
{
    const QString idType = counter.draft.text(u"applicant.idType"_s);
    const bool resident = idType.isEmpty() || idType == kResident;
    const QString agent = tr("Agent");
    const std::optional card = IdentifierKind::Citizen;
    // A phone has neither device nor check digit: typed twice.
    form().show({{.path = u"applicant.name"_s, .label = tr("Name"), .required = true},
                     {.path = u"applicant.idNumber"_s, .label = tr("ID number"), .required = true, .check = resident ? card : std::nullopt},
                     {.path = u"applicant.phone"_s, .label = tr("Phone"), .required = true, .format = kMobile, .twice = true},
                     {.path = u"applicant.address"_s, .label = tr("Address")},
                     {.path = kHasAgent, .label = tr("Somebody else acts for the applicant"), .kind = FieldKind::Boolean},
                     {.path = u"agent.name"_s, .label = tr("Name of the agent"), .group = agent, .required = true},
                     {.path = u"agent.idNumber"_s, .label = tr("ID number of the agent"), .group = agent, .required = true, .check = card},
                     {.path = u"agent.phone"_s, .label = tr("Phone of the agent"), .group = agent, .format = kMobile, .twice = true}},
        counter);
    const intake::FieldValue name = counter.draft.fields.value(u"applicant.name"_s);
    if (fromCard(name.source)) {
        const QString filled = name.source == intake::Source::Card ? tr("Filled from the ID card") : tr("Filled from the social-security card");
        m_invitation->show(CardInvitation::State::Read, filled,
            name.confirmed ? tr("Person and card are compared. F5 reads again.") : tr("Please compare the person with the card, then press Enter. F5 reads again."));
    } else {
        m_invitation->show(CardInvitation::State::Waiting, tr("Lay the ID card on the reader"), tr("Name, number and address fill themselves. Without a card, type below."));
    }
}

void ApplicantStep::enter()
{
    if (!view().focusFirstOpen()) view().focusField(u"applicant.name"_s);
}

QString ApplicantStep::why() const
{
    return tr("Name and number are checked by their check digit and go on every paper. The phone is for the messages about this case. "
              "Nothing else about the person is asked here.");
}

} // namespace zc::client
