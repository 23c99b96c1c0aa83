#include "bootstrap/visitdesk.h"

#include <base/errortext.h>
#include <base/uuid.h>
#include <base/whendone.h>
#include <uikit/tokens.h>

namespace zc::client {
using namespace Qt::StringLiterals;
using Act = devices::CallQueue::Act;

constexpr std::chrono::seconds kCallDeadline(12), kCallClaim(30);

VisitDesk::~VisitDesk()
{
    if (m_call) m_call->cancel();
}

void VisitDesk::attach(const intake::CounterPorts &ports)
{
    m_ports = &ports;
    m_rating = std::make_unique<intake::RatingDesk>(ports);
    connect(m_rating.get(), &intake::RatingDesk::changed, this, &VisitDesk::ratingChanged);
    connect(m_rating.get(), &intake::RatingDesk::refused, this, &VisitDesk::refuse);
    if (hasQueue()) Q_EMIT queueChanged({}, tr("nobody called yet"));
}

void VisitDesk::refuse(const Error &error)
{
    Q_EMIT noteworthy(int(uikit::Tone::Warn), ErrorTexts().sentence(error) + ErrorTexts().forCode(error.code).next, error.code);
}

void VisitDesk::callNext() { call(Act::Next); }

void VisitDesk::recall()
{
    if (!m_ticket.isEmpty()) call(Act::Recall);
}

void VisitDesk::skip()
{
    if (!m_ticket.isEmpty()) call(Act::Skip);
}

void VisitDesk::call(Act act)
{
    if (!hasQueue() || !m_ports->devices || m_call) return;
    const intake::Workplace &place = m_ports->workplace;
    const auto claim = m_ports->devices->claim(place.queueSlot, devices::ClaimMode::Exclusive, {u"queue"_s, tr("calling")}, kCallClaim);
    if (!claim) return refuse(claim.error());
    m_claim = claim->id;
    m_call = m_ports->devices->submit(m_claim, devices::CallQueue{act, place.windowNo, place.clerkNo, act == Act::Next ? QString() : m_ticket}, {kCallDeadline});
    Q_EMIT queueChanged(act == Act::Next ? QString() : m_ticket, act == Act::Skip ? tr("skipping") : tr("calling"));
    whenDone(m_call->result(), this, [this, act](const Result<devices::QueueTicket> &ticket) {
        m_ports->devices->release(m_claim);
        m_call.reset();
        take(act, ticket);
    });
}

void VisitDesk::take(Act act, const Result<devices::QueueTicket> &ticket)
{
    const bool nobody = !ticket && devices::faultClassOf(ticket.error().code) == devices::FaultClass::NoMedia;
    if (ticket && act == Act::Next) {
        m_ticket = ticket->number;
        m_visit = makeUuidV7();
    } else if ((ticket && act == Act::Skip) || (nobody && act == Act::Next)) {
        m_ticket.clear();
        m_visit = {};
    }
    if (nobody) Q_EMIT queueChanged(m_ticket, tr("nobody waits"));
    else if (m_ticket.isEmpty()) Q_EMIT queueChanged({}, ticket && act == Act::Skip ? tr("%1 was skipped").arg(ticket->number) : tr("nobody called yet"));
    else if (ticket && ticket->waiting >= 0) Q_EMIT queueChanged(m_ticket, tr("at the window · %n waiting", nullptr, ticket->waiting));
    else Q_EMIT queueChanged(m_ticket, tr("at the window"));
    if (!ticket && ticket.error().kind != ErrorKind::Cancelled && !(nobody && act == Act::Next)) refuse(ticket.error());
    if (ticket && act == Act::Next) Q_EMIT called(m_ticket);
}

void VisitDesk::resume(const QString &ticket)
{
    m_ticket = ticket;
    m_visit = makeUuidV7();
    Q_EMIT queueChanged(m_ticket, tr("at the window"));
}

void VisitDesk::waits(int count)
{
    if (m_call) return;                       // its answer says it
    if (m_ticket.isEmpty()) Q_EMIT queueChanged({}, count > 0 ? tr("%n waiting", nullptr, count) : tr("nobody waits"));
    else Q_EMIT queueChanged(m_ticket, tr("at the window · %n waiting", nullptr, count));
}

void VisitDesk::look(const QUuid &caseId, bool received)
{
    if (m_rating) m_rating->look(caseId, received);
}

void VisitDesk::ask(const QString &slot)
{
    if (m_rating) m_rating->ask(m_visit, slot);
}

void VisitDesk::ask() { ask(QString()); }
void VisitDesk::askOnScreen() { ask(kApplicantScreenSlot); }

void VisitDesk::stop()
{
    if (m_rating) m_rating->stop();
}

} // namespace zc::client
