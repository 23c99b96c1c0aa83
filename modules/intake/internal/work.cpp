#include "internal/work.h"

#include "internal/answers.h"
#include "internal/caseview.h"
#include "internal/paperdoc.h"
#include "internal/paths.h"
#include "internal/photoact.h"
#include "internal/scanact.h"
#include "internal/signact.h"

#include <base/whendone.h>
#include <base/uuid.h>
#include <catalog/catalog.h>

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

constexpr qsizetype kUndoSteps = 200;
constexpr qint64 kMergeMs = 2000;         // keystrokes of one field within this time are one step of undo
constexpr int kRetryMs = 2000;

struct Opened {
    CaseDraft draft;
    CaseHead head;
    QList<PaperView> papers;
};

Result<Opened> readCase(const store::ReadTx &tx, const QUuid &caseId)
{
    auto head = filing::readHead(tx, caseId);
    if (!head)
        return head.error();
    auto draft = filing::readDraft(tx, caseId);
    if (!draft)
        return draft.error();
    Opened opened{*draft, *head, {}};
    const auto kinds = tx.caseDocKinds(caseId);
    for (const QString &kind : kinds.valueOr({})) {
        if (!kind.startsWith(u"paper."))
            continue;
        if (const auto paper = tx.caseDoc(caseId, kind); paper.ok())
            if (const auto read = paperFromDoc(paper->body); read.ok())
                opened.papers << *read;
    }
    return opened;
}

bool wantsAttention(casework::SyncState sync)
{
    return sync == casework::SyncState::Rejected || sync == casework::SyncState::Conflict || sync == casework::SyncState::Unknown;
}

} // namespace

CounterDesk::Work::Work(CounterDesk &counter, const CounterPorts &counterPorts) : desk(counter), ports(counterPorts)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    QObject::connect(&m_retry, &QTimer::timeout, &desk, [this] { save(); });
    scans = std::make_unique<ScanAct>(*this);
    signing = std::make_unique<SignAct>(*this);
    photo = std::make_unique<PhotoAct>(*this);
}

CounterDesk::Work::~Work() = default;

audit::Event CounterDesk::Work::event(const QString &kind, const QUuid &caseId, const QJsonObject &detail) const
{
    return {kind, ports.workplace.clerkNo, caseId, detail};
}

void CounterDesk::Work::fail(const Error &error, const QString &anchor)
{
    if (error.kind != ErrorKind::Cancelled)
        Q_EMIT desk.refused(error, anchor);
}

void CounterDesk::Work::load(const QString &itemCode, const Loaded &then)
{
    whenDone(ports.packs.pack(itemCode), &desk, [this, then](const Result<std::shared_ptr<const guidance::Pack>> &loaded) {
        if (!loaded)
            return fail(loaded.error());
        loadItems(*loaded, {}, then);
    });
}

// One after the other; an item that is not there is missed where it is needed, not here.
void CounterDesk::Work::loadItems(const std::shared_ptr<const guidance::Pack> &loaded, const ItemPacks &before, const Loaded &then)
{
    if (before.size() == loaded->imports().size())
        return then(loaded, before);
    whenDone(ports.packs.pack(loaded->imports().at(before.size())->itemCode()), &desk,
             [this, loaded, before, then](const Result<std::shared_ptr<const guidance::Pack>> &item) {
        loadItems(loaded, before + ItemPacks{item.ok() ? *item : nullptr}, then);
    });
}

void CounterDesk::Work::start(const QString &itemCode)
{
    const int request = ++m_request;
    load(itemCode, [this, itemCode, request](const std::shared_ptr<const guidance::Pack> &loaded, const ItemPacks &ofItems) {
        CaseDraft fresh;
        fresh.caseId = makeUuidV7();
        fresh.itemCode = itemCode;
        fresh.packVersion = loaded->version();
        fresh.packHash = QString::fromLatin1(loaded->contentHash().toHex());
        fresh.fields.insert(path::kHasAgent, {u"false"_s, Source::Clerk, true, {}, Source::None});
        const auto answered = audit::writeWith(ports.audit, ports.store, event(u"case.create"_s, fresh.caseId, {{u"item"_s, itemCode}}),
            [&ports = ports, fresh, pack = loaded](store::WriteTx &tx) { return filing::create(tx, ports, fresh, *pack); });
        whenDone(answered, &desk, [this, fresh, request, pack = loaded, ofItems](const Result<CaseHead> &head) {
            if (!head)
                return fail(head.error());
            if (request != m_request)                // it stays a draft among the cases
                return;
            adopt(pack, ofItems, fresh, *head, {});
        });
    });
}

void CounterDesk::Work::open(const QUuid &caseId)
{
    if (openNow() && draft.caseId == caseId)
        return Q_EMIT desk.changed();
    const int request = ++m_request;
    // Opening shows a person's data: the entry stands before anything is read. Read behind every save that is still queued,
    // also of this very case, which may have been left a moment ago.
    const auto answered = audit::writeWith(ports.audit, ports.store, event(u"case.open"_s, caseId),
        [caseId](store::WriteTx &tx) { return readCase(tx, caseId); });
    whenDone(answered, &desk, [this, request](const Result<Opened> &opened) {
        if (!opened)
            return fail(opened.error());
        load(opened->draft.itemCode, [this, request, stored = *opened](const std::shared_ptr<const guidance::Pack> &loaded, const ItemPacks &ofItems) {
            if (request != m_request)                // another case was asked for meanwhile
                return;
            adopt(loaded, ofItems, stored.draft, stored.head, stored.papers);
            if (QString::fromLatin1(loaded->contentHash().toHex()) != stored.draft.packHash)
                fail({ErrorKind::Conflict, u"INT-PACK-CHANGED"_s, stored.draft.itemCode});
            ports.store.write([id = stored.draft.caseId](store::WriteTx &tx) { return filing::rememberOpen(tx, id); });
        });
    });
}

void CounterDesk::Work::resume()
{
    const auto answered = ports.store.readAsync([](store::ReadTx &tx) -> Result<QUuid> {
        const auto id = tx.meta(u"counter.open"_s);
        if (!id)
            return id.error();
        return *id ? QUuid::fromRfc4122(**id) : QUuid();
    });
    whenDone(answered, &desk, [this](const Result<QUuid> &last) {
        if (last && !last->isNull() && !openNow())
            open(*last);
    });
}

void CounterDesk::Work::adopt(std::shared_ptr<const guidance::Pack> loaded, const ItemPacks &ofItems, const CaseDraft &stored,
                              const CaseHead &row, const QList<PaperView> &kept)
{
    flush();                                         // of the case that lay here, if one did
    scans->stop();
    signing->stop();
    photo->drop();
    pack = std::move(loaded);
    items = guidance::bundleItems(*pack, ofItems).valueOr({});
    draft = m_unsaved.contains(stored.caseId) ? m_unsaved.take(stored.caseId) : stored;
    m_stored = stored;
    if (draft.signature && draft.signature->covers != confirmedDigest(draft))
        draft.withdrawConfirmation();                // signed was something else
    head = row;
    papers = kept;
    interview = interviewOf(pack, draft, ports.clock.wallMs());
    lastDelta = {};
    undoStack.clear();
    redoStack.clear();
    m_mergeKey.clear();
    m_saveAgain = false;
    view = {};
    view.savedAt = QDateTime::fromMSecsSinceEpoch(row.updatedMs ? row.updatedMs : ports.clock.wallMs());
    compose();
    if (draft == m_stored)
        Q_EMIT desk.draftStored(draftDigest(draft));
    else
        save();
    Q_EMIT desk.changed();
}

void CounterDesk::Work::close()
{
    if (!openNow())
        return;
    flush();
    scans->stop();
    signing->stop();
    photo->drop();
    ++m_request;
    interview.reset();
    pack.reset();
    items.clear();
    draft = {};
    view = {};
    papers.clear();
    ports.store.write([](store::WriteTx &tx) { return filing::rememberOpen(tx, {}); });
    Q_EMIT desk.changed();
}

void CounterDesk::Work::refreshHead()
{
    if (!openNow())
        return;
    whenDone(ports.store.readAsync([id = draft.caseId](store::ReadTx &tx) { return filing::readHead(tx, id); }), &desk, [this](const Result<CaseHead> &row) {
        if (!row || !openNow() || row->caseId != draft.caseId)
            return;
        head = *row;
        compose();
        Q_EMIT desk.changed();
    });
}

bool CounterDesk::Work::mayEdit()
{
    if (!openNow())
        return false;
    if (!head.items.isEmpty()) {
        fail({ErrorKind::Denied, u"INT-BUNDLE-RECEIVED"_s, {}});
        return false;
    }
    if (head.frozen || head.submitted) {
        fail({ErrorKind::Denied, u"INT-CASE-FILED"_s, {}});
        return false;
    }
    return true;
}

void CounterDesk::Work::pushUndo(const QString &mergeKey)
{
    const qint64 now = ports.clock.bootMs();
    const bool merges = !mergeKey.isEmpty() && mergeKey == m_mergeKey && now - m_mergeMs < kMergeMs && !undoStack.isEmpty();
    m_mergeKey = mergeKey;
    m_mergeMs = now;
    redoStack.clear();
    if (merges)
        return;
    undoStack.append({draft, *interview});
    if (undoStack.size() > kUndoSteps)
        undoStack.removeFirst();
}

void CounterDesk::Work::restore(QList<Snapshot> &from, QList<Snapshot> &to)
{
    if (from.isEmpty() || !mayEdit())
        return;
    to.append({draft, *interview});
    const Snapshot snapshot = from.takeLast();
    draft = snapshot.draft;
    interview = snapshot.interview;
    lastDelta = {};
    m_mergeKey.clear();
    settle();
}

void CounterDesk::Work::answer(const QString &factId, const QString &value)
{
    if (!mayEdit())
        return;
    const guidance::Fact *fact = pack->fact(factId);
    if (!fact)
        return fail({ErrorKind::NotFound, u"INT-ANSWER"_s, factId}, path::answer(factId));
    const auto parsed = answerValue(*fact, value);
    if (!parsed)
        return fail(parsed.error(), path::answer(factId));
    guidance::Interview next = *interview;
    const auto delta = next.answer(fact->id, *parsed, {guidance::SourceKind::Clerk, ports.workplace.clerkNo, ports.clock.wallMs(), {}});
    if (!delta)
        return fail(delta.error(), path::answer(factId));
    pushUndo({});
    interview = next;
    lastDelta = *delta;
    draft.fields.insert(path::answer(fact->id), {value, Source::Clerk, true, {}, Source::None});
    draft.withdrawConfirmation();
    settle();
}

void CounterDesk::Work::confirmAnswer(const QString &factId)
{
    if (!mayEdit())
        return;
    guidance::Interview next = *interview;
    const auto delta = next.confirm(factId);
    if (!delta)
        return fail(delta.error(), path::answer(factId));
    pushUndo({});
    interview = next;
    lastDelta = *delta;
    settle();
}

void CounterDesk::Work::retractAnswer(const QString &factId)
{
    if (!mayEdit())
        return;
    guidance::Interview next = *interview;
    const auto delta = next.retract(factId);
    if (!delta)
        return fail(delta.error(), path::answer(factId));
    pushUndo({});
    interview = next;
    lastDelta = *delta;
    draft.fields.remove(path::answer(factId));
    draft.withdrawConfirmation();
    settle();
}

void CounterDesk::Work::settle()
{
    // What step 1 tells the guidance follows the parties, also through undo and card reading.
    for (const guidance::AnswerRecord &known : answersFromParties(*pack, draft, ports.clock.wallMs())) {
        const auto held = interview->answerTo(known.fact);
        if ((!held || held->value != known.value) && !draft.fields.contains(path::answer(known.fact))) {
            if (const auto delta = interview->answer(known.fact, known.value, known.from); delta.ok())
                lastDelta = *delta;
        }
    }
    photo->keepOnlyOf(draft);
    compose();
    Q_EMIT desk.draftEntered(draftDigest(draft));
    Q_EMIT desk.changed();
    save();
}

void CounterDesk::Work::compose()
{
    const QDateTime savedAt = view.savedAt;
    view = CaseView::compose({draft, *pack, *interview, lastDelta, ports.calendar, head.state, head.sync, ports.clock.wallMs(), items});
    view.savedAt = savedAt;
    view.provisionalNumber = head.provisionalNumber;
    view.formalNumber = head.formalNumber;
    view.receiptNumber = head.receiptNumber;
    view.submitted = head.submitted;
    view.readOnly = head.frozen || head.submitted || !head.items.isEmpty();
    view.canUndo = !undoStack.isEmpty() && !view.readOnly;
    view.canRedo = !redoStack.isEmpty() && !view.readOnly;
    view.papers = papers;
    view.bundleId = head.bundleId;
    view.steps.last().done = head.submitted;
    if (!head.items.isEmpty())
        view.items.clear();
    for (const CaseHead &item : std::as_const(head.items))
        view.items.append({item.itemCode, item.title, {}, item.caseId, item.provisionalNumber, item.formalNumber, item.receiptNumber,
                           casework::stateLabel(item.state), casework::syncStateLabel(item.sync), item.frozen || item.submitted, item.submitted, wantsAttention(item.sync)});
    for (ItemCaseView &item : view.items)
        if (const auto known = ports.catalog.item(item.itemCode); known.ok())
            item.departmentName = known->departmentName;
    if (const auto item = ports.catalog.item(draft.itemCode); item.ok())
        view.departmentName = item->departmentName;
}

void CounterDesk::Work::save()
{
    if (!openNow())
        return;
    if (m_saving) {                                  // the newest draft goes with the next commit
        m_saveAgain = true;
        return;
    }
    if (draft == m_stored)
        return;
    m_saving = true;
    m_saveAgain = false;
    const auto answered = ports.store.write([&ports = ports, now = draft, row = head](store::WriteTx &tx) { return filing::save(tx, ports, now, row); });
    whenDone(answered, &desk, [this, now = draft](const Result<void> &done) {
        m_saving = false;
        if (!done) {
            fail(done.error());
            m_retry.start();                     // nothing typed is lost: the draft stays here and is tried again
            return;
        }
        if (now.caseId != draft.caseId)
            return;
        m_stored = now;
        wakeSync();
        view.savedAt = QDateTime::fromMSecsSinceEpoch(ports.clock.wallMs());
        Q_EMIT desk.draftStored(draftDigest(m_stored));
        Q_EMIT desk.saved(view.savedAt);
        if (m_saveAgain || draft != m_stored)
            save();
    });
}

void CounterDesk::Work::flush()
{
    if (openNow() && draft != m_stored)
        keep(draft, head);
}

// What waited for a commit on its way goes right behind it: commits keep the order of the calls. Each compares with what is
// stored by then, so it does not matter which of them fails.
void CounterDesk::Work::keep(const CaseDraft &last, const CaseHead &row)
{
    const auto answered = ports.store.write([&ports = ports, last, row](store::WriteTx &tx) { return filing::save(tx, ports, last, row); });
    whenDone(answered, &desk, [this, last, row](const Result<void> &done) {
        if (done) {
            m_unsaved.remove(last.caseId);
            return wakeSync();
        }
        fail(done.error());
        if (openNow() && draft.caseId == last.caseId)
            return m_retry.start();
        m_unsaved.insert(last.caseId, last);             // opening the case takes it up from here
        QTimer::singleShot(kRetryMs, &desk, [this, last, row] {
            if (m_unsaved.value(last.caseId) == last)
                keep(last, row);
        });
    });
}

} // namespace zc::intake
