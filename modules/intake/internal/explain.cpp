// Reasons for F1 and small acts around the open case.
#include "internal/caseview.h"
#include "internal/work.h"

#include <base/halltime.h>
#include <base/whendone.h>
#include <casework/deadline.h>

#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace zc::intake {

QString CounterDesk::Work::whyMaterial(const QString &materialId) const
{
    if (!openNow())
        return {};
    using guidance::OutputId;
    const auto required = interview->whyRequired({OutputId::Kind::Material, materialId});
    if (!required) {
        const auto whyNot = interview->whyNot({OutputId::Kind::Material, materialId});
        return whyNot ? whyNot->text : QString();
    }
    QStringList parts{required->text};
    if (const auto mode = interview->whyRequired({OutputId::Kind::Mode, materialId}); mode.ok() && mode->text != required->text)
        parts << mode->text;
    return parts.join(u'\n');
}

QString CounterDesk::Work::whyDue() const
{
    if (!openNow())
        return {};
    const guidance::Outcome outcome = interview->outcome();
    if (!outcome.promisedDays)
        return {};
    casework::ClockQuery query;
    query.startAt = hallTime(ports.clock.wallMs());
    query.limit = {*outcome.promisedDays, casework::LimitUnit::Workday};
    const auto clock = casework::evaluateDeadline(query, ports.calendar);
    return clock ? clock->explanation : QString();
}

void CounterDesk::Work::discard()
{
    if (!openNow())
        return;
    casework::CaseContext context = contextNow();
    context.paperGivenOut = !papers.isEmpty();
    for (const MaterialView &material : view.materials)
        context.originalsHeld += material.state.originalSeen && material.form == u"原件" ? 1 : 0;
    const casework::Verdict verdict = casework::checkAction(head.state, casework::Action::Discard, casework::Role::Intake, context);
    if (!verdict.allowed)
        return fail({ErrorKind::Denied, verdict.code, verdict.fact});
    const auto answered = audit::writeWith(ports.audit, ports.store, event(u"case.discard"_s, draft.caseId), [&ports = ports, draft = draft, row = head, verdict](store::WriteTx &tx) {
        return filing::recordAct(tx, ports, draft, row, casework::Action::Discard, casework::Role::Intake, verdict,
                                 ActPlan::Operation::None, {}, {}, std::nullopt);
    });
    whenDone(answered, &desk, [this](const Result<CaseHead> &row) {
        if (!row)
            return fail(row.error());
        if (openNow() && draft.caseId == row->caseId) {
            m_stored = draft;                // nothing more to save for this case
            close();
        }
    });
}

QFuture<Result<QByteArray>> CounterDesk::Work::attachmentBytes(const QUuid &attId)
{
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    pool.start([promise, &store = ports.store, attId] {
        const auto row = store.read([&](store::ReadTx &tx) { return tx.attachment(attId); });
        auto answer = [&]() -> Result<QByteArray> {
            if (!row)
                return row.error();
            auto reader = store.blobs().open(row->blobId);
            return reader ? (*reader)->readAll() : Result<QByteArray>(reader.error());
        }();
        promise->addResult(std::move(answer));
        promise->finish();
    });
    return promise->future();
}

} // namespace zc::intake
