#include "caselist.h"

#include "casedraft.h"

#include "internal/filing.h"
#include "internal/localtime.h"
#include "internal/paperdoc.h"
#include "internal/paths.h"

#include <base/identifier.h>
#include <base/masking.h>
#include <casework/deadline.h>
#include <catalog/catalog.h>
#include <store/store.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

constexpr int kMostRows = 100'000;

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

// Which clock runs for the case: acceptance while it is received, the promised limit from acceptance on.
void putClock(CaseRowView &view, const store::CaseRow &row, casework::CaseState state, const CounterPorts &ports)
{
    casework::ClockQuery query;
    const qint64 receivedMs = row.intakeEvidence.value(u"wallMs"_s).toInteger();
    const qint64 acceptedMs = row.more.value(u"acceptedMs"_s).toInteger();
    query.asOf = localTime(ports.clock.wallMs());
    if (state == casework::CaseState::Received && receivedMs) {
        query.startAt = localTime(receivedMs);
        query.limit = {5, casework::LimitUnit::Workday};                 // 许可法 32: told within five working days
    } else if ((state == casework::CaseState::Accepted || state == casework::CaseState::InReview) && (acceptedMs || receivedMs)) {
        query.startAt = localTime(acceptedMs ? acceptedMs : receivedMs);
        query.limit = {row.more.value(u"promisedDays"_s).toInt(20), casework::LimitUnit::Workday};
    } else {
        view.suspended = state == casework::CaseState::Suspended;
        return;
    }
    const auto clock = casework::evaluateDeadline(query, ports.calendar);
    if (!clock || !clock->due)
        return;
    view.due = *clock->due;
    view.remaining = clock->overdue.value_or(0) > 0 ? -*clock->overdue : clock->remaining.value_or(0);
    view.lamp = lampOf(clock->lamp.value_or(casework::Lamp::Grey));
    const QDate today = query.asOf->date();
    view.urgency = view.due < today ? Urgency::Overdue
        : view.due == today         ? Urgency::Today
        : view.remaining <= 3       ? Urgency::ThreeDays
                                    : Urgency::Normal;
}

// Names and numbers of a child under 14 are hidden whole (个保 28, 31); of everybody else a part stays (domain page F2).
struct Masks {
    Masks(const QString &idNumber, qint64 nowMs)
    {
        const auto birth = birthOf(idNumber);
        child = birth && birth->addYears(14) > localTime(nowMs).date();
    }
    QString name(const QString &text) const { return child && !text.isEmpty() ? maskWhole() : maskName(text); }
    QString number(const QString &text) const { return child && !text.isEmpty() ? maskWhole() : maskIdNumber(text); }
    QString phone(const QString &text) const { return child && !text.isEmpty() ? maskWhole() : maskPhone(text); }
    bool child = false;
};

CaseRowView rowView(const store::ReadTx &tx, const store::CaseRow &row, const CounterPorts &ports)
{
    CaseRowView view;
    const auto head = filing::readHead(tx, row.caseId);
    const casework::CaseState state = head ? head->state : casework::CaseState::Draft;
    view.caseId = row.caseId;
    view.number = row.provincialNumber.isEmpty() ? row.provisionalNumber : row.provincialNumber;
    view.applicant = Masks(row.applicant.value(u"idNumber"_s).toString(), ports.clock.wallMs()).name(row.applicant.value(u"name"_s).toString());
    view.itemName = row.title;
    if (const auto item = ports.catalog.item(row.itemCode); item.ok()) {
        view.departmentId = item->departmentId;
        view.departmentName = item->departmentName;
    }
    view.state = casework::stateName(state);
    view.stateName = casework::stateLabel(state);
    const casework::SyncState sync = head ? head->sync : casework::SyncState::LocalOnly;
    view.sync = casework::syncStateName(sync);
    view.syncName = head && head->submitted ? CaseList::tr("submitted") : casework::syncStateLabel(sync);
    view.clerkNo = row.more.value(u"clerkNo"_s).toString();
    view.windowNo = row.more.value(u"windowNo"_s).toString();
    view.updatedMs = row.updatedMs;
    putClock(view, row, state, ports);
    return view;
}

Result<CaseDraft> storedDraft(const store::ReadTx &tx, const QUuid &caseId)
{
    const auto doc = tx.caseDoc(caseId, u"draft"_s);
    return doc ? draftFromJson(QJsonDocument::fromJson(doc->body).object()) : Result<CaseDraft>(doc.error());
}

Result<CaseDetailView> detailView(const store::ReadTx &tx, const QUuid &caseId, const CounterPorts &ports)
{
    const auto row = tx.caseById(caseId);
    if (!row)
        return row.error();
    CaseDetailView detail;
    detail.row = rowView(tx, *row, ports);
    detail.provisionalNumber = row->provisionalNumber;
    detail.formalNumber = row->provincialNumber;
    if (const auto draft = storedDraft(tx, caseId); draft.ok()) {
        const auto line = [&](const QString &path, const QString &label, const QString &masked) {
            if (!masked.isEmpty())
                detail.person.append({path, label, masked});
        };
        const Masks own(draft->text(path::kIdNumber), ports.clock.wallMs()), agents({}, 0);
        line(path::kName, CaseList::tr("Applicant"), own.name(draft->text(path::kName)));
        line(path::kIdNumber, CaseList::tr("ID number"), own.number(draft->text(path::kIdNumber)));
        line(path::kPhone, CaseList::tr("Phone"), own.phone(draft->text(path::kPhone)));
        line(path::kAgentName, CaseList::tr("Agent"), agents.name(draft->text(path::kAgentName)));
        line(path::kAgentIdNumber, CaseList::tr("ID number of the agent"), agents.number(draft->text(path::kAgentIdNumber)));
    }
    const QJsonArray events = row->more.value(u"events"_s).toArray();
    for (const QJsonValue &entry : events) {
        const QJsonObject event = entry.toObject();
        const auto action = casework::actionFromName(event.value(u"action"_s).toString());
        detail.timeline.append({action ? casework::actionLabel(*action) : event.value(u"action"_s).toString(),
                                localTime(event.value(u"atMs"_s).toInteger()).toString(u"M月d日 hh:mm"_s), event.value(u"actor"_s).toString()});
    }
    const QStringList kinds = tx.caseDocKinds(caseId).valueOr({});
    for (const QString &kind : kinds) {
        if (!kind.startsWith(u"paper."))
            continue;
        if (const auto doc = tx.caseDoc(caseId, kind); doc.ok())
            if (const auto paper = paperFromDoc(doc->body); paper.ok())
                detail.papers.append({paper->kind, paper->title});
    }
    if (detail.row.sync == u"rejected") {
        detail.attention = CaseList::tr("The province refused it, please look");
    } else if (detail.row.sync == u"conflict") {
        detail.attention = CaseList::tr("Two values differ, please choose one");
    } else if (detail.row.state == u"draft") {
        detail.attention = CaseList::tr("Still a draft");
        detail.attentionDetail = CaseList::tr("Nothing has been received yet; open it to go on.");
    } else if (detail.row.state == u"awaitingCorrection") {
        detail.attention = CaseList::tr("Waits for the applicant's correction");
    }
    return detail;
}

} // namespace

CaseList::CaseList(const CounterPorts &ports) : m_ports(ports) {}

QFuture<Result<QList<CaseRowView>>> CaseList::all() const
{
    return m_ports.store.readAsync([&ports = m_ports](store::ReadTx &tx) -> Result<QList<CaseRowView>> {
        const auto rows = tx.cases(kMostRows);
        if (!rows)
            return rows.error();
        QList<CaseRowView> views;
        views.reserve(rows->size());
        for (const store::CaseRow &row : *rows)
            if (row.state != casework::stateName(casework::CaseState::Discarded))
                views << rowView(tx, row, ports);
        std::stable_sort(views.begin(), views.end(), [](const CaseRowView &a, const CaseRowView &b) {
            if (a.urgency != b.urgency)
                return a.urgency < b.urgency;
            if (a.due != b.due)
                return !b.due.isValid() || (a.due.isValid() && a.due < b.due);
            return a.updatedMs > b.updatedMs;
        });
        return views;
    });
}

QFuture<Result<QList<QUuid>>> CaseList::search(const QString &text) const
{
    return m_ports.store.readAsync([&store = m_ports.store, text](store::ReadTx &) -> Result<QList<QUuid>> {
        return store.search().search(text).cases;
    });
}

QFuture<Result<CaseDetailView>> CaseList::detail(const QUuid &caseId) const
{
    return m_ports.store.readAsync([&ports = m_ports, caseId](store::ReadTx &tx) { return detailView(tx, caseId, ports); });
}

QFuture<Result<QString>> CaseList::field(const QUuid &caseId, const QString &path) const
{
    return m_ports.store.readAsync([caseId, path](store::ReadTx &tx) -> Result<QString> {
        const auto draft = storedDraft(tx, caseId);
        return draft ? Result<QString>(draft->text(path)) : Result<QString>(draft.error());
    });
}

QFuture<Result<QByteArray>> CaseList::paper(const QUuid &caseId, const QString &kind) const
{
    return m_ports.store.readAsync([caseId, kind](store::ReadTx &tx) -> Result<QByteArray> {
        const auto doc = tx.caseDoc(caseId, paperDocKind(kind));
        if (!doc)
            return doc.error();
        const auto paper = paperFromDoc(doc->body);
        return paper ? Result<QByteArray>(paper->pdf) : Result<QByteArray>(paper.error());
    });
}

} // namespace zc::intake
