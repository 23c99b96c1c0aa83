// A bundle at the counter: one interview, one hand-over, one receipt, and a case of its own for every item (ADR 0014).
#include "internal/answers.h"
#include "internal/caseview.h"
#include "internal/noticedata.h"
#include "internal/paths.h"
#include "internal/work.h"

#include <base/uuid.h>
#include <base/whendone.h>

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

// What a material of the bundle brought, as the item's case keeps it: the same pages under ids of its own.
MaterialState ownCopy(MaterialState state, QHash<QUuid, QUuid> &files)
{
    QHash<QUuid, QUuid> renamed;
    for (AttachmentRef &file : state.attachments) {
        const QUuid own = makeUuidV7();
        renamed.insert(file.attId, own);
        files.insert(own, file.attId);
        file.attId = own;
    }
    for (PageRef &page : state.pages)
        page.attId = renamed.value(page.attId);
    return state;
}

// The item's draft from the bundle's. Answers that sleep in the bundle stay behind; parties and shared elements keep their paths.
CaseDraft itemDraft(const CaseDraft &bundle, const guidance::BundleItem &item, const guidance::Interview &interview, QHash<QUuid, QUuid> &files)
{
    CaseDraft own;
    own.itemCode = item.pack->itemCode();
    own.packVersion = item.pack->version();
    own.packHash = QString::fromLatin1(item.pack->contentHash().toHex());
    own.step = Step::Submit;
    own.applicantConfirmed = bundle.applicantConfirmed;
    for (auto field = bundle.fields.cbegin(); field != bundle.fields.cend(); ++field)
        if (!path::isAnswer(field.key()) && !path::isForm(field.key()))
            own.fields.insert(field.key(), *field);
    const auto take = [&](const QString &from, const QString &to) {
        if (const auto known = bundle.fields.constFind(from); known != bundle.fields.cend())
            own.fields.insert(to, *known);
    };
    const guidance::Interview told = item.interview(interview);
    for (const guidance::Fact &fact : item.pack->facts()) {
        if (const QString whole = item.facts.value(fact.id); interview.isActive(whole))
            take(path::answer(whole), path::answer(fact.id));
        else if (const auto settled = told.answerTo(fact.id))       // the bundle leaves no other
            own.fields.insert(path::answer(fact.id), {answerText(fact, settled->value), Source::Clerk, true, {}, Source::None});
    }
    for (auto field = item.fields.cbegin(); field != item.fields.cend(); ++field)
        take(path::form(*field), path::form(field.key()));
    for (auto material = item.materials.cbegin(); material != item.materials.cend(); ++material)
        if (const auto brought = bundle.materials.constFind(*material); brought != bundle.materials.cend())
            own.materials.insert(material.key(), ownCopy(*brought, files));
    return own;
}

bool blocked(const CounterCase &shown)
{
    return std::any_of(shown.problems.cbegin(), shown.problems.cend(), [](const ProblemView &problem) { return problem.blocks; });
}

QJsonArray named(const QList<CaseHead> &heads)
{
    QJsonArray list;
    for (const CaseHead &head : heads)
        list.append(QJsonObject{{u"item"_s, head.itemCode}, {u"case"_s, uuidText(head.caseId)}});
    return list;
}

} // namespace

CounterCase CounterDesk::Work::itemView(const CaseDraft &own, const guidance::Interview &told) const
{
    return CaseView::compose({own, told.pack(), told, {}, ports.calendar, casework::CaseState::Draft, casework::SyncState::LocalOnly, ports.clock.wallMs(), {}});
}

ItemCase CounterDesk::Work::itemCase(const guidance::BundleItem &item, const CaseHead &reserved) const
{
    ItemCase made;
    made.pack = item.pack;
    made.head = reserved;
    made.draft = itemDraft(draft, item, *interview, made.files);
    made.draft.caseId = reserved.caseId;
    const guidance::Interview told = interviewOf(item.pack, made.draft, ports.clock.wallMs());
    const CounterCase shown = itemView(made.draft, told);
    made.verdict = casework::checkAction(casework::CaseState::Draft, casework::Action::Receive, casework::Role::Intake, contextOf(shown, casework::SyncState::LocalOnly));
    made.materials = shown.materials;
    made.facts = {told.outcome().promisedDays, told.receipt()};
    return made;
}

void CounterDesk::Work::receiveBundle(bool thenSubmit)
{
    if (m_acting)
        return;
    if (!head.items.isEmpty())
        return fail({ErrorKind::Denied, u"INT-BUNDLE-RECEIVED"_s, {}});
    if (items.isEmpty())
        return fail({ErrorKind::Conflict, u"INT-BUNDLE"_s, pack->id()});
    const auto verdict = lawful(casework::Action::Receive, casework::Role::Intake, contextNow());
    if (!verdict)
        return;
    QStringList codes;
    for (const ItemCaseView &item : std::as_const(view.items))
        codes << item.itemCode;
    if (codes.isEmpty())
        return fail({ErrorKind::Invalid, u"INT-NOT-READY"_s, {}});
    m_acting = true;
    // The numbers stand in the store before a paper names them, and never go back.
    const auto reserved = ports.store.write([&ports = ports, id = draft.caseId, codes](store::WriteTx &tx) { return filing::reserveItems(tx, ports, id, codes); });
    whenDone(reserved, &desk, [this, verdict = *verdict, thenSubmit, id = draft.caseId](const Result<QList<CaseHead>> &heads) {
        m_acting = false;
        if (!heads)
            return fail(heads.error());
        if (openNow() && draft.caseId == id)
            writeBundleIntake(*heads, verdict, thenSubmit);
    });
}

void CounterDesk::Work::writeBundleIntake(const QList<CaseHead> &reserved, const casework::Verdict &verdict, bool thenSubmit)
{
    QList<ItemCase> made;
    for (const CaseHead &one : reserved) {
        const auto item = std::find_if(items.cbegin(), items.cend(), [&one](const guidance::BundleItem &known) { return known.pack->itemCode() == one.itemCode; });
        made << itemCase(*item, one);
        if (!made.constLast().verdict.allowed)
            return fail({ErrorKind::Denied, made.constLast().verdict.code, item->pack->itemName()});
    }
    const auto write = [this, made, reserved, verdict, thenSubmit](const PaperView &paper) {
        const audit::Event entry = event(u"case.receive"_s, draft.caseId, {{u"from"_s, casework::stateName(head.state)}, {u"paper"_s, paper.kind}, {u"items"_s, named(reserved)}});
        const auto answered = audit::writeWith(ports.audit, ports.store, entry, [&ports = ports, draft = draft, row = head, verdict, facts = factsNow(), made, paper](store::WriteTx &tx) {
            return filing::recordBundleIntake(tx, ports, draft, row, verdict, facts, made, paper);
        });
        whenDone(answered, &desk, [this, paper, thenSubmit](const Result<CaseHead> &row) { acted(row, paper, thenSubmit); });
    };
    handOut(casework::NoticeKind::MaterialReceipt, NoticeEntries(*this).materialReceipt(made), write);
}

void CounterDesk::Work::submitItems()
{
    QList<CaseHead> waiting;
    for (const CaseHead &item : std::as_const(head.items))
        if (!item.submitted && !item.frozen)
            waiting << item;
    if (waiting.isEmpty())
        return fail({ErrorKind::Denied, u"INT-CASE-FILED"_s, {}});
    if (m_acting)
        return;
    m_acting = true;
    // As they stand now: each may have been opened and changed by itself since.
    const auto stored = ports.store.readAsync([waiting](store::ReadTx &tx) -> Result<QList<CaseDraft>> {
        QList<CaseDraft> drafts;
        for (const CaseHead &item : waiting) {
            const auto own = filing::readDraft(tx, item.caseId);
            if (!own)
                return own.error();
            drafts << *own;
        }
        return drafts;
    });
    whenDone(stored, &desk, [this, waiting, id = draft.caseId](const Result<QList<CaseDraft>> &drafts) {
        m_acting = false;
        if (!drafts)
            return fail(drafts.error());
        if (!openNow() || draft.caseId != id)
            return;
        for (qsizetype i = 0; i < drafts->size(); ++i) {
            const auto item = std::find_if(items.cbegin(), items.cend(), [&](const guidance::BundleItem &known) { return known.pack->itemCode() == drafts->at(i).itemCode; });
            if (item == items.cend())
                return fail({ErrorKind::Conflict, u"INT-BUNDLE"_s, waiting.at(i).title});
            if (blocked(itemView(drafts->at(i), interviewOf(item->pack, drafts->at(i), ports.clock.wallMs()))))
                return fail({ErrorKind::Invalid, u"INT-ITEM-NOT-READY"_s, waiting.at(i).title});
        }
        m_acting = true;
        const auto answered = audit::writeWith(ports.audit, ports.store, event(u"case.submit"_s, id, {{u"round"_s, head.roundNo + 1}, {u"items"_s, named(waiting)}}),
            [&ports = ports, id, drafts = *drafts](store::WriteTx &tx) -> Result<CaseHead> {
                for (const CaseDraft &own : drafts)
                    if (auto done = filing::recordSubmission(tx, ports, own); !done)
                        return done;
                return filing::readHead(tx, id);
            });
        whenDone(answered, &desk, [this](const Result<CaseHead> &row) { acted(row, std::nullopt, false); });
    });
}

} // namespace zc::intake
