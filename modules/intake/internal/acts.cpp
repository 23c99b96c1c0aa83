// Acts with legal effect: judged by the table of casework, written with their paper in one commit.
#include "internal/caseview.h"
#include "internal/noticedata.h"
#include "internal/paperdoc.h"
#include "internal/paths.h"
#include "internal/work.h"

#include <base/whendone.h>
#include <devices/ink.h>
#include <sync/engine.h>

#include <QRandomGenerator>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

QString familyAnchor(casework::Family family, const CounterCase &view)
{
    for (const ProblemView &problem : view.problems) {
        if (family == casework::Family::Identity && problem.step == Step::Applicant)
            return problem.anchor;
        if (family == casework::Family::Material && problem.step == Step::Materials)
            return problem.anchor;
    }
    return {};
}

// Once received, a bundle goes on as the cases of its items.
Error goesOnByItem()
{
    return {ErrorKind::Denied, u"INT-BUNDLE-RECEIVED"_s, {}};
}

QString randomToken()
{
    QByteArray bytes(16, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return casework::makeQrToken(bytes);
}

} // namespace

casework::CaseContext CounterDesk::Work::contextOf(const CounterCase &shown, casework::SyncState sync) const
{
    casework::CaseContext context;
    const auto blocked = [&shown](Step step) {
        return std::any_of(shown.problems.cbegin(), shown.problems.cend(), [step](const ProblemView &p) { return p.blocks && p.step == step; });
    };
    context.caseEnvironment = ports.workplace.environment;
    context.sessionEnvironment = ports.workplace.environment;
    context.sync = sync;
    context.identityOk = !blocked(Step::Applicant);
    context.agent = shown.draft.text(path::kHasAgent) == u"true";
    context.authorisation = context.agent && blocked(Step::Applicant) ? casework::AuthorisationState::Missing : casework::AuthorisationState::Valid;
    context.materialsNotSeen = materialsNotSeen(shown.materials);
    context.applicantConfirmed = shown.draft.applicantConfirmed;
    context.pendingQuestions = int(shown.questions.size());
    context.acceptAuthority = casework::Authority::Window;
    return context;
}

ActFacts CounterDesk::Work::factsNow() const
{
    return {interview->outcome().promisedDays, interview->receipt()};
}

void CounterDesk::Work::wakeSync()
{
    if (ports.engine)
        ports.engine->wake();
}

std::optional<casework::Verdict> CounterDesk::Work::lawful(casework::Action action, casework::Role role, const casework::CaseContext &context)
{
    casework::Verdict verdict = casework::checkAction(head.state, action, role, context);
    if (verdict.allowed)
        return verdict;
    fail({ErrorKind::Denied, verdict.code, verdict.fact}, verdict.family ? familyAnchor(*verdict.family, view) : QString());
    return std::nullopt;
}

void CounterDesk::Work::act(casework::Action action, casework::Role role, const casework::CaseContext &context, const ActPlan &plan)
{
    if (!openNow() || m_acting)
        return;
    const auto verdict = lawful(action, role, context);
    if (!verdict)
        return;
    const auto write = [this, action, role, verdict = *verdict, plan](const std::optional<PaperView> &paper) {
        QJsonObject detail{{u"from"_s, casework::stateName(head.state)}};
        if (paper)
            detail.insert(u"paper"_s, paper->kind);
        const audit::Event entry = event(u"case."_s + casework::actionName(action), draft.caseId, detail);
        const auto answered = audit::writeWith(ports.audit, ports.store, entry, [&ports = ports, draft = draft, row = head, action, role, verdict, plan, materials = view.materials, facts = factsNow(), paper](store::WriteTx &tx) {
            return filing::recordAct(tx, ports, draft, row, action, role, verdict, plan.operation, materials, facts, paper);
        });
        whenDone(answered, &desk, [this, plan, paper](const Result<CaseHead> &row) { acted(row, paper, plan.thenSubmit); });
    };
    m_acting = true;
    if (!plan.notice)
        return write(std::nullopt);
    handOut(*plan.notice, plan.data, write);
}

void CounterDesk::Work::handOut(casework::NoticeKind kind, casework::NoticeData data, const std::function<void(const PaperView &)> &then)
{
    m_acting = true;
    data.qrToken = randomToken();
    const auto content = casework::composeNotice(kind, data);
    if (!content) {
        m_acting = false;
        return fail(content.error());
    }
    whenDone(ports.papers.render(*content), &desk, [this, then, content = *content, kind, caseId = draft.caseId](const Result<QByteArray> &pdf) {
        m_acting = pdf.ok() && openNow() && draft.caseId == caseId;
        if (!pdf)
            return fail(pdf.error());
        if (m_acting)
            then(PaperView{casework::noticeCode(kind), content.title, content.number, QDateTime::fromMSecsSinceEpoch(ports.clock.wallMs()), *pdf});
    });
}

void CounterDesk::Work::acted(const Result<CaseHead> &row, const std::optional<PaperView> &paper, bool thenSubmit)
{
    m_acting = false;
    if (!row)
        return fail(row.error());
    if (!openNow() || draft.caseId != row->caseId)
        return;
    head = *row;
    wakeSync();
    if (paper) {
        papers.removeIf([&](const PaperView &old) { return old.kind == paper->kind; });
        papers.append(*paper);
    }
    undoStack.clear();                       // an act with effect is not undone by a key
    redoStack.clear();
    compose();
    Q_EMIT desk.changed();
    if (paper)
        Q_EMIT desk.paperReady(*paper);
    if (thenSubmit)
        submit();
}

void CounterDesk::Work::advise()
{
    if (!openNow())
        return;
    act(casework::Action::Advise, casework::Role::Intake, contextNow(),
        {casework::NoticeKind::Advice, ActPlan::Operation::None, NoticeEntries(*this).advice(), false});
}

// What was signed goes onto the receipt as it was written: first the strokes, then the act.
void CounterDesk::Work::fetchWriting(bool thenSubmit)
{
    if (m_acting)
        return;
    m_acting = true;
    const QUuid strokes = draft.signature->strokes.attId;
    whenDone(attachmentBytes(strokes), &desk, [this, thenSubmit, caseId = draft.caseId, strokes](const Result<QByteArray> &bytes) {
        m_acting = false;
        if (!openNow() || draft.caseId != caseId || !draft.signature || draft.signature->strokes.attId != strokes)
            return;
        const auto ink = bytes ? devices::Ink::fromDocument(*bytes) : Result<devices::Ink>(bytes.error());
        if (!ink)
            return fail(ink.error());
        written = casework::handwritingOf(*ink);
        m_writtenId = strokes;
        receive(thenSubmit);
    });
}

void CounterDesk::Work::receive(bool thenSubmit)
{
    if (!openNow())
        return;
    if (draft.signature && m_writtenId != draft.signature->strokes.attId)
        return fetchWriting(thenSubmit);
    if (head.staysHere)
        return receiveBundle(thenSubmit);
    act(casework::Action::Receive, casework::Role::Intake, contextNow(),
        {casework::NoticeKind::MaterialReceipt, ActPlan::Operation::Intake, NoticeEntries(*this).materialReceipt(), thenSubmit});
}

void CounterDesk::Work::submit()
{
    if (!openNow())
        return;
    if (!head.items.isEmpty())
        return submitItems();
    if (head.frozen || head.submitted)
        return fail({ErrorKind::Denied, u"INT-CASE-FILED"_s, {}});
    const auto first = std::find_if(view.problems.cbegin(), view.problems.cend(), [](const ProblemView &p) { return p.blocks; });
    if (first != view.problems.cend())
        return fail({ErrorKind::Invalid, u"INT-NOT-READY"_s, {}}, first->anchor);
    if (head.state == casework::CaseState::Draft)
        return receive(true);
    m_acting = true;
    const auto answered = audit::writeWith(ports.audit, ports.store, event(u"case.submit"_s, draft.caseId, {{u"round"_s, head.roundNo + 1}}),
        [&ports = ports, draft = draft](store::WriteTx &tx) { return filing::recordSubmission(tx, ports, draft); });
    whenDone(answered, &desk, [this](const Result<CaseHead> &row) { acted(row, std::nullopt, false); });
}

void CounterDesk::Work::refuse(const QString &kind, const QString &reason, const QString &legalBasis)
{
    if (!openNow())
        return;
    if (!head.items.isEmpty())
        return fail(goesOnByItem());
    casework::CaseContext context = contextNow();
    context.refusalKind = kind;
    context.reason = !reason.trimmed().isEmpty();
    context.legalBasis = !legalBasis.trimmed().isEmpty();
    act(casework::Action::Refuse, casework::Role::Acceptor, context,
        {casework::NoticeKind::Refusal, ActPlan::Operation::None, NoticeEntries(*this).refusal(kind, reason, legalBasis), false});
}

void CounterDesk::Work::requestCorrection()
{
    if (!openNow())
        return;
    if (!head.items.isEmpty())
        return fail(goesOnByItem());
    const QList<MaterialView> wanting = materialsWanting(view.materials);
    casework::CaseContext context = contextNow();
    context.entriesCited = !wanting.isEmpty();
    context.online = head.sync == casework::SyncState::Confirmed;
    act(casework::Action::RequestCorrection, casework::Role::Acceptor, context,
        {casework::NoticeKind::Correction, ActPlan::Operation::None, NoticeEntries(*this).correction(wanting), false});
}

} // namespace zc::intake
