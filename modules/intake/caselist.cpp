#include "caselist.h"

#include "casedraft.h"

#include "internal/caserows.h"
#include "internal/paperdoc.h"
#include "internal/paths.h"

#include <base/halltime.h>
#include <store/store.h>

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

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
    const auto summary = tx.caseSummary(caseId, CaseRows::members());
    if (!summary)
        return summary.error();
    detail.row = CaseRows(tx, ports).row(*summary);
    detail.provisionalNumber = row->provisionalNumber;
    detail.formalNumber = row->provincialNumber;
    if (const auto draft = storedDraft(tx, caseId); draft.ok()) {
        const auto line = [&](const QString &path, const QString &label, const QString &masked) {
            if (!masked.isEmpty())
                detail.person.append({path, label, masked});
        };
        const PersonMasks own(draft->text(path::kIdNumber), ports.clock.wallMs()), agents({}, 0);
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
                                hallTime(event.value(u"atMs"_s).toInteger()).toString(u"M月d日 hh:mm"_s), event.value(u"actor"_s).toString()});
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

bool isDiscarded(const QString &state) { return state == casework::stateName(casework::CaseState::Discarded); }

CaseList::CaseList(const CounterPorts &ports) : m_ports(ports) {}

QFuture<Result<CaseHits>> CaseList::find(const QString &text, int limit) const
{
    return m_ports.store.readAsync([&ports = m_ports, text, limit](store::ReadTx &tx) -> Result<CaseHits> { return findCases(tx, ports, text, limit); });
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
