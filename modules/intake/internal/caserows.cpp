#include "internal/caserows.h"

#include "internal/filing.h"

#include <base/halltime.h>
#include <base/identifier.h>
#include <base/masking.h>
#include <casework/deadline.h>
#include <catalog/catalog.h>
#include <store/store.h>

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

// The places of CaseRows::members(), in the same order.
enum Wanted { Name, IdNumber, ReceivedMs, ClerkNo, WindowNo, AcceptedMs, PromisedDays, Bundle };

QString textOf(const store::CaseSummary &from, Wanted member) { return from.members.value(member).toString(); }
qint64 numberOf(const store::CaseSummary &from, Wanted member) { return from.members.value(member).toInteger(); }

Lamp lampOf(casework::Lamp lamp)
{
    switch (lamp) {
    case casework::Lamp::Green: return Lamp::Green;
    case casework::Lamp::Yellow: return Lamp::Yellow;
    case casework::Lamp::Red: return Lamp::Red;
    case casework::Lamp::Grey: return Lamp::Grey;
    }
    return Lamp::Grey;
}

} // namespace

PersonMasks::PersonMasks(const QString &idNumber, qint64 nowMs)
{
    const auto birth = birthOf(idNumber);
    child = birth && birth->addYears(14) > hallTime(nowMs).date();
}

QString PersonMasks::name(const QString &text) const { return child && !text.isEmpty() ? maskWhole() : maskName(text); }
QString PersonMasks::number(const QString &text) const { return child && !text.isEmpty() ? maskWhole() : maskIdNumber(text); }
QString PersonMasks::phone(const QString &text) const { return child && !text.isEmpty() ? maskWhole() : maskPhone(text); }

const QStringList &CaseRows::members()
{
    static const QStringList members = {u"applicant.name"_s, u"applicant.idNumber"_s, u"intake.wallMs"_s, u"more.clerkNo"_s, u"more.windowNo"_s,
                                        u"more.acceptedMs"_s, u"more.promisedDays"_s, u"more.bundle"_s};
    return members;
}

Result<void> CaseRows::prepare()
{
    auto open = sync::unsettledCases(m_tx);
    if (!open)
        return open.error();
    m_open = std::move(*open);
    m_prepared = true;
    return {};
}

CaseRowView CaseRows::row(const store::CaseSummary &from)
{
    CaseRowView view;
    const casework::CaseState state = casework::stateFromName(from.state).value_or(casework::CaseState::Draft);
    view.caseId = from.caseId;
    view.number = from.provincialNumber.isEmpty() ? from.provisionalNumber : from.provincialNumber;
    view.applicant = PersonMasks(textOf(from, IdNumber), m_ports.clock.wallMs()).name(textOf(from, Name));
    view.itemName = shared(from.title);
    std::tie(view.departmentId, view.departmentName) = department(from.itemCode);
    view.state = shared(casework::stateName(state));
    view.stateName = shared(casework::stateLabel(state));
    const casework::SyncState sync = syncStateOf(syncOf(from));
    view.sync = shared(casework::syncStateName(sync));
    view.syncName = shared(from.hasReceipt && sync == casework::SyncState::Confirmed ? CaseList::tr("submitted") : casework::syncStateLabel(sync));
    // A bundle is filed by its items, and these carry the clocks.
    const bool bundle = from.members.value(Bundle).toBool();
    if (bundle) {
        view.sync = shared(u"byItem"_s);
        view.syncName = shared(CaseList::tr("by item"));
    }
    view.clerkNo = shared(textOf(from, ClerkNo));
    view.windowNo = shared(textOf(from, WindowNo));
    view.updatedMs = from.updatedMs;
    if (!bundle)
        putClock(view, from, state);
    return view;
}

std::pair<QString, QString> CaseRows::department(const QString &itemCode)
{
    const auto known = m_departments.constFind(itemCode);
    if (known != m_departments.cend())
        return *known;
    const auto item = m_ports.catalog.item(itemCode);
    return *m_departments.insert(itemCode, item ? std::pair(item->departmentId, item->departmentName) : std::pair<QString, QString>());
}

sync::SyncCaseState CaseRows::syncOf(const store::CaseSummary &from) const
{
    const auto open = m_open.constFind(from.caseId);
    if (open != m_open.cend())
        return *open;
    // Of a case that the province never answered about, its own operations say whether there is anything to send at all.
    return m_prepared && from.baseRev > 0 ? sync::SyncCaseState::Synced : sync::caseSyncState(m_tx, from.caseId).valueOr(sync::SyncCaseState::LocalOnly);
}

// Which clock runs for the case: acceptance while it is received, the promised limit from acceptance on.
void CaseRows::putClock(CaseRowView &view, const store::CaseSummary &from, casework::CaseState state)
{
    const qint64 receivedMs = numberOf(from, ReceivedMs), acceptedMs = numberOf(from, AcceptedMs);
    qint64 startMs = 0;
    int days = 0;
    if (state == casework::CaseState::Received) {
        startMs = receivedMs;
        days = 5;                                                    // 许可法 32: told within five working days
    } else if (state == casework::CaseState::Accepted || state == casework::CaseState::InReview) {
        startMs = acceptedMs ? acceptedMs : receivedMs;
        days = from.members.value(PromisedDays).toInt(20);
    }
    if (!startMs) {
        view.suspended = state == casework::CaseState::Suspended;
        return;
    }
    const Clocked clock = clocked(hallTime(startMs).date(), days);
    if (!clock.due.isValid())
        return;
    view.due = clock.due;
    view.remaining = clock.remaining;
    view.lamp = clock.lamp;
    view.urgency = view.due < m_now.date() ? Urgency::Overdue
        : view.due == m_now.date()         ? Urgency::Today
        : view.remaining <= 3              ? Urgency::ThreeDays
                                           : Urgency::Normal;
}

// The day decides, not the hour: cases of one day and one limit share their answer.
CaseRows::Clocked CaseRows::clocked(QDate start, int days)
{
    const std::pair key(start, days);
    if (const auto known = m_clocks.constFind(key); known != m_clocks.cend())
        return *known;
    casework::ClockQuery query;
    query.startAt = QDateTime(start, QTime(12, 0), QTimeZone(kHallOffsetS));
    query.asOf = m_now;
    query.limit = {days, casework::LimitUnit::Workday};
    Clocked clocked;
    const auto clock = casework::evaluateDeadline(query, m_ports.calendar);
    if (clock && clock->due)
        clocked = {*clock->due, clock->overdue.value_or(0) > 0 ? -*clock->overdue : clock->remaining.value_or(0),
                   lampOf(clock->lamp.value_or(casework::Lamp::Grey))};
    return *m_clocks.insert(key, clocked);
}

Result<CaseHits> findCases(const store::ReadTx &tx, const CounterPorts &ports, const QString &text, int limit)
{
    const store::SearchAnswer answer = ports.store.search().search(text, limit);
    CaseHits hits;
    hits.total = answer.total;
    hits.indexing = answer.building;
    CaseRows rows(tx, ports);
    for (const QUuid &caseId : answer.cases) {
        const auto summary = tx.caseSummary(caseId, CaseRows::members());
        if (summary && !isDiscarded(summary->state))
            hits.rows.append(rows.row(*summary));
        else if (!summary && summary.error().kind != ErrorKind::NotFound && summary.error().kind != ErrorKind::Corrupt)
            return summary.error();
        else
            --hits.total;
    }
    return hits;
}

} // namespace zc::intake
