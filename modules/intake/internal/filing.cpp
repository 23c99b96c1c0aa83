#include "internal/filing.h"

#include "internal/paperdoc.h"
#include "internal/paths.h"

#include <base/halltime.h>
#include <base/uuid.h>
#include <intake/pageorder.h>
#include <casework/casenumber.h>
#include <platform/codec.h>
#include <platform/manifest.h>
#include <sync/engine.h>
#include <sync/outbox.h>
#include <sync/status.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace zc::intake {

casework::SyncState syncStateOf(sync::SyncCaseState state)
{
    switch (state) {
    case sync::SyncCaseState::LocalOnly: return casework::SyncState::LocalOnly;
    case sync::SyncCaseState::Unknown: return casework::SyncState::Unknown;
    case sync::SyncCaseState::Synced: return casework::SyncState::Confirmed;
    case sync::SyncCaseState::Rejected: return casework::SyncState::Rejected;
    case sync::SyncCaseState::Conflict: return casework::SyncState::Conflict;
    case sync::SyncCaseState::Waiting:
    case sync::SyncCaseState::Sending:
    case sync::SyncCaseState::AuthWait:
    case sync::SyncCaseState::Blocked: break;
    }
    return casework::SyncState::Waiting;
}

} // namespace zc::intake

namespace zc::intake::filing {
namespace {

const QString kDraftDoc = QStringLiteral("draft");
const QString kRatingDoc = QStringLiteral("rating"), kRatingStage = QStringLiteral("intake");
const QString kSignaturePath = QStringLiteral("confirmation.signature");
const QString kOpenCase = QStringLiteral("counter.open");
constexpr int kLastCounter = 9999;

QDate localDay(qint64 ms)
{
    return hallTime(ms).date();
}

platform::Provenance provenanceOf(const FieldValue &value)
{
    static const QHash<Source, QString> kinds = {
        {Source::Applicant, u"applicant"_s},   {Source::Clerk, u"clerk"_s},     {Source::EarlierCase, u"earlierCase"_s},
        {Source::SharedData, u"sharedData"_s}, {Source::Licence, u"licence"_s}, {Source::Card, u"card"_s},
        {Source::SocialCard, u"card"_s}};
    return {kinds.value(value.source, u"clerk"_s), {}, value.confirmed};
}

QString seenWord(Seen seen)
{
    switch (seen) {
    case Seen::NotSeen: return u"notSeen"_s;
    case Seen::Missing: return u"missing"_s;
    case Seen::Unfit: return u"unfit"_s;
    case Seen::Fits: return u"fits"_s;
    }
    return {};
}

// What changed between two drafts, as edits for the province.
QList<sync::FieldEdit> editsBetween(const CaseDraft &before, const CaseDraft &now)
{
    QList<sync::FieldEdit> edits;
    for (auto it = now.fields.cbegin(); it != now.fields.cend(); ++it)
        if (!before.fields.contains(it.key()) || before.fields.value(it.key()) != *it)
            edits.append({it.key(), it->text.isEmpty() ? std::nullopt : std::optional(QJsonValue(it->text)), provenanceOf(*it)});
    for (auto it = before.fields.cbegin(); it != before.fields.cend(); ++it)
        if (!now.fields.contains(it.key()))
            edits.append({it.key(), std::nullopt, provenanceOf(*it)});
    if (before.signature != now.signature) {
        const auto &signature = now.signature;
        edits.append({kSignaturePath, signature ? std::optional(QJsonValue(QJsonArray{signature->tool, uuidText(signature->picture.attId), uuidText(signature->strokes.attId),
                                                                                     QString::fromLatin1(signature->covers)}))
                                                : std::nullopt,
                      platform::Provenance{u"applicant"_s, {}, true}});
    }
    const platform::Provenance clerk{u"clerk"_s, {}, true};
    const auto told = [](const auto &value, bool empty) { return empty ? std::nullopt : std::optional(QJsonValue(value)); };
    QStringList ids = before.materials.keys() + now.materials.keys();       // undo may have taken a material back altogether
    ids.sort();
    ids.removeDuplicates();
    for (const QString &id : std::as_const(ids)) {
        const MaterialState old = before.materials.value(id), fresh = now.materials.value(id);
        const QString base = u"material."_s + id;
        if (old.seen != fresh.seen)
            edits.append({base + u".seen"_s, QJsonValue(seenWord(fresh.seen)), clerk});
        if (old.note != fresh.note)
            edits.append({base + u".note"_s, told(fresh.note, fresh.note.isEmpty()), clerk});
        // The bytes go as they were taken in; how they are to be read goes beside them.
        if (old.pages != fresh.pages)
            edits.append({base + u".pages"_s, told(QJsonArray::fromStringList(pagesToText(fresh.pages)), fresh.pages.isEmpty()), clerk});
    }
    return edits;
}

Result<casework::ProvisionalNumber> nextProvisional(store::WriteTx &tx, const CounterPorts &ports)
{
    // The counter is stored in the commit that uses it and never goes back (domain page, Numbers).
    const QDate day = localDay(ports.clock.wallMs());
    const QString key = u"provisional.%1.%2.%3"_s.arg(ports.workplace.siteCode, ports.workplace.windowNo, day.toString(u"yyyyMMdd"_s));
    const auto stored = tx.meta(key);
    if (!stored)
        return stored.error();
    const int counter = (*stored ? (*stored)->toInt() : 0) + 1;
    if (counter > kLastCounter)
        return Error{ErrorKind::Denied, u"INT-NUMBERS-USED"_s, day.toString(Qt::ISODate)};
    if (auto done = tx.setMeta(key, QByteArray::number(counter)); !done)
        return done.error();
    return casework::makeProvisionalNumber(ports.workplace.siteCode, ports.workplace.windowNo, day, counter);
}

QJsonObject clockEvidence(const Clock &clock)
{
    return {{u"wallMs"_s, clock.wallMs()}, {u"bootId"_s, clock.bootId()}, {u"bootMs"_s, clock.bootMs()}};
}

// What a legal time rests on: both clocks of this machine, and how far the platform's was away when it was last asked.
platform::ClockEvidence wireEvidence(const CounterPorts &ports)
{
    const Clock &clock = ports.clock;
    platform::ClockEvidence evidence{clock.wallMs(), clock.bootId(), clock.bootMs(), std::nullopt, std::nullopt, false};
    if (const auto offset = ports.engine ? ports.engine->clockOffset() : std::nullopt) {
        evidence.offsetMs = offset->offsetMs;
        evidence.offsetAgeMs = std::max<qint64>(0, evidence.bootMs - offset->measuredBootMs);
    }
    return evidence;
}

QString intakeForm(const MaterialView &material)
{
    if (material.mode == NoticeLine::Mode::Exempt)
        return u"exempt"_s;
    if (!material.state.attachments.isEmpty())
        return u"scan"_s;
    return material.form == u"复印件" ? u"copy"_s : u"original"_s;
}

Result<void> putDraft(store::WriteTx &tx, const CaseDraft &draft)
{
    return tx.putCaseDoc({draft.caseId, kDraftDoc, 0, QJsonDocument(draftToJson(draft)).toJson(QJsonDocument::Compact)});
}

Result<void> putKeys(store::WriteTx &tx, const CaseDraft &draft, const CaseHead &head)
{
    store::SearchKeys keys;
    keys.caseId = draft.caseId;
    const auto collect = [&draft](QStringList &into, const QString &path) {
        if (const QString text = draft.text(path); !text.isEmpty())
            into << text;
    };
    collect(keys.names, path::kName);
    collect(keys.names, path::kAgentName);
    collect(keys.identifiers, path::kIdNumber);
    collect(keys.identifiers, path::kAgentIdNumber);
    collect(keys.phones, path::kPhone);
    keys.numbers << head.provisionalNumber;
    if (!head.formalNumber.isEmpty())
        keys.numbers << head.formalNumber;
    return tx.putSearchKeys(keys);
}

const QString kStaysHere = QStringLiteral("bundle");
const QString kBundleId = QStringLiteral("bundleId");

bool staysHere(const store::CaseRow &row)
{
    return row.more.value(kStaysHere).toBool();
}

QJsonObject applicantOf(const CaseDraft &draft)
{
    return {{u"name"_s, draft.text(path::kName)}, {u"idNumber"_s, draft.text(path::kIdNumber)}, {u"agent"_s, draft.text(path::kAgentName)}};
}

// Every act is one link of the case's own chain: kept with the case for people, sent to the platform, which checks that no
// link is missing (R-42 of the domain page).
Result<void> addEvent(store::WriteTx &tx, const CounterPorts &ports, store::CaseRow &row, const CaseDraft &draft, casework::Action action,
                      casework::Role role, casework::CaseState from, casework::CaseState to)
{
    platform::CaseEvent event;
    event.seq = row.more.value(u"eventSeq"_s).toInteger() + 1;
    event.atMs = ports.clock.wallMs();
    event.clock = wireEvidence(ports);
    event.actor = ports.workplace.clerkNo;
    event.role = casework::roleName(role);
    event.action = casework::actionName(action);
    event.from = casework::stateName(from);
    event.to = casework::stateName(to);
    event.dataSha256 = draftDigest(draft);
    event.previousSha256 = row.more.value(u"eventHash"_s).toString(QString(64, u'0')).toLatin1();
    QJsonArray events = row.more.value(u"events"_s).toArray();
    events.append(QJsonObject{{u"atMs"_s, event.atMs}, {u"actor"_s, event.actor}, {u"action"_s, event.action}});
    row.more.insert(u"events"_s, events);
    row.more.insert(u"eventSeq"_s, event.seq);
    row.more.insert(u"eventHash"_s, QString::fromLatin1(platform::caseEventSha256(event)));
    return staysHere(row) ? Result<void>() : ports.outbox.recordEvents(tx, draft.caseId, {event}, ports.actor());
}

// The first thing the province hears of a case.
Result<void> announce(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const CaseHead &head, const QUuid &bundleId)
{
    platform::CaseCreate wire;
    wire.itemCode = draft.itemCode;
    wire.packVersion = draft.packVersion;
    wire.packSha256 = draft.packHash.toLatin1();
    wire.siteCode = ports.workplace.siteCode;
    wire.bundleId = bundleId;
    wire.provisionalNumber = head.provisionalNumber;
    wire.channel.channel = u"1"_s;
    wire.channel.windowNo = ports.workplace.windowNo;
    wire.createdAtMs = head.createdMs;
    const sync::Actor actor = ports.actor();
    if (auto done = ports.outbox.recordCreate(tx, draft.caseId, wire, actor); !done)
        return done;
    return ports.outbox.recordFieldEdits(tx, draft.caseId, editsBetween({}, draft), actor);
}

// The same file in the case of an item: its bytes are kept once, and go with every case that needs them.
Result<void> shareAttachment(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &item, const QUuid &attId, const QUuid &ofBundle)
{
    auto row = tx.attachment(ofBundle);
    if (!row)
        return row.error();
    row->attId = attId;
    row->caseId = item.caseId;
    row->state = store::AttachmentState::Local;
    row->orderKey = uuidText(attId);
    for (auto material = item.materials.cbegin(); material != item.materials.cend(); ++material)
        if (std::any_of(material->attachments.cbegin(), material->attachments.cend(), [&attId](const AttachmentRef &file) { return file.attId == attId; }))
            row->slot = material.key();
    if (auto put = tx.putAttachment(*row); !put)
        return put;
    return ports.outbox.recordAttachment(tx, attId, ports.actor());
}

// The row, the draft, what finds it, and the first words to the province.
Result<CaseHead> found(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const guidance::Pack &pack, const QString &number,
                       const QUuid &bundleId)
{
    CaseHead head;
    head.caseId = draft.caseId;
    head.provisionalNumber = number;
    head.createdMs = head.updatedMs = ports.clock.wallMs();
    head.itemCode = draft.itemCode;
    head.title = pack.itemName();

    store::CaseRow row;
    row.caseId = draft.caseId;
    row.itemCode = draft.itemCode;
    row.packVersion = draft.packVersion;
    row.packHash = QByteArray::fromHex(draft.packHash.toLatin1());
    row.state = casework::stateName(casework::CaseState::Draft);
    row.title = head.title;
    row.provisionalNumber = head.provisionalNumber;
    row.applicant = applicantOf(draft);
    row.channelEvidence = {{u"channel"_s, u"1"_s}, {u"windowNo"_s, ports.workplace.windowNo}};   // C5: a counter session is 窗口
    row.more = {{u"clerkNo"_s, ports.workplace.clerkNo}, {u"windowNo"_s, ports.workplace.windowNo}};
    head.staysHere = pack.isBundle();
    if (head.staysHere)
        row.more.insert(kStaysHere, true);
    if (!bundleId.isNull())
        row.more.insert(kBundleId, uuidText(bundleId));
    if (auto put = tx.putCase(row); !put)
        return put.error();
    if (auto done = putDraft(tx, draft); !done)
        return done.error();
    if (auto done = putKeys(tx, draft, head); !done)
        return done.error();

    if (!head.staysHere)
        if (auto done = announce(tx, ports, draft, head, bundleId); !done)
            return done.error();
    auto kept = tx.caseById(draft.caseId);
    if (!kept)
        return kept.error();
    if (auto done = addEvent(tx, ports, *kept, draft, casework::Action::Create, casework::Role::Intake, casework::CaseState::Draft,
                             casework::CaseState::Draft); !done)
        return done.error();
    if (auto put = tx.putCase(*kept); !put)
        return put.error();
    return head;
}

// A bundle is as far as all of its items are: one that waits holds it back.
void addUp(CaseHead &bundle)
{
    using casework::CaseState, casework::SyncState;
    const auto all = [&bundle](const auto &holds) { return !bundle.items.isEmpty() && std::all_of(bundle.items.cbegin(), bundle.items.cend(), holds); };
    const auto ended = [](const CaseHead &item) {
        return item.state == CaseState::Finished || item.state == CaseState::Delivered || item.state == CaseState::Archived || item.state == CaseState::Refused;
    };
    bundle.submitted = all([](const CaseHead &item) { return item.submitted; });
    bundle.frozen = all([](const CaseHead &item) { return item.submitted || item.frozen; });
    if (all(ended))
        bundle.state = CaseState::Finished;
    else if (all([&](const CaseHead &item) { return ended(item) || item.state == CaseState::Accepted || item.state == CaseState::InReview || item.state == CaseState::Suspended; }))
        bundle.state = CaseState::Accepted;
    for (const SyncState worst : {SyncState::Confirmed, SyncState::Waiting, SyncState::LocalOnly, SyncState::Unknown, SyncState::Rejected, SyncState::Conflict})
        if (std::any_of(bundle.items.cbegin(), bundle.items.cend(), [worst](const CaseHead &item) { return item.sync == worst; }))
            bundle.sync = worst;
}

const QString kItems = QStringLiteral("items");

QList<QUuid> itemIds(const store::CaseRow &row)
{
    QList<QUuid> ids;
    for (const QJsonArray items = row.more.value(kItems).toArray(); const QJsonValue &item : items)
        if (item.toObject().value(u"received"_s).toBool())
            ids << uuidFromCanonicalText(item.toObject().value(u"caseId"_s).toString());
    return ids;
}

} // namespace

Result<CaseHead> create(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const guidance::Pack &pack)
{
    const auto number = nextProvisional(tx, ports);
    if (!number)
        return number.error();
    auto head = found(tx, ports, draft, pack, number->printed(), {});
    if (!head)
        return head;
    if (auto done = rememberOpen(tx, draft.caseId); !done)
        return done.error();
    return head;
}

Result<QList<CaseHead>> reserveItems(store::WriteTx &tx, const CounterPorts &ports, const QUuid &bundleId, const QStringList &itemCodes)
{
    auto row = tx.caseById(bundleId);
    if (!row)
        return row.error();
    QJsonArray items = row->more.value(kItems).toArray();
    QList<CaseHead> heads;
    for (const QString &itemCode : itemCodes) {
        const auto known = std::find_if(items.cbegin(), items.cend(), [&itemCode](const QJsonValue &item) { return item.toObject().value(u"itemCode"_s) == itemCode; });
        QJsonObject item = known == items.cend() ? QJsonObject() : known->toObject();
        if (known == items.cend()) {
            const auto number = nextProvisional(tx, ports);
            if (!number)
                return number.error();
            item = {{u"itemCode"_s, itemCode}, {u"caseId"_s, uuidText(makeUuidV7())}, {u"number"_s, number->printed()}};
            items.append(item);
        }
        CaseHead head;
        head.caseId = uuidFromCanonicalText(item.value(u"caseId"_s).toString());
        head.provisionalNumber = item.value(u"number"_s).toString();
        head.itemCode = itemCode;
        heads << head;
    }
    row->more.insert(kItems, items);
    if (auto put = tx.putCase(*row); !put)
        return put.error();
    return heads;
}

Result<CaseHead> recordBundleIntake(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &bundle, const CaseHead &head,
                                    const casework::Verdict &verdict, const ActFacts &facts, const QList<ItemCase> &items, const PaperView &paper)
{
    for (const ItemCase &item : items) {
        const auto made = found(tx, ports, item.draft, *item.pack, item.head.provisionalNumber, bundle.caseId);
        if (!made)
            return made.error();
        for (auto file = item.files.cbegin(); file != item.files.cend(); ++file)
            if (auto done = shareAttachment(tx, ports, item.draft, file.key(), file.value()); !done)
                return done.error();
        if (auto done = recordAct(tx, ports, item.draft, *made, casework::Action::Receive, casework::Role::Intake, item.verdict,
                                  ActPlan::Operation::Intake, item.materials, item.facts, paper); !done)
            return done.error();
    }
    auto row = tx.caseById(bundle.caseId);
    if (!row)
        return row.error();
    QJsonArray kept = row->more.value(kItems).toArray();
    for (QJsonValueRef entry : kept) {
        QJsonObject object = entry.toObject();
        object.insert(u"received"_s, std::any_of(items.cbegin(), items.cend(), [&](const ItemCase &item) { return uuidText(item.draft.caseId) == object.value(u"caseId"_s); }));
        entry = object;
    }
    row->more.insert(kItems, kept);
    if (auto put = tx.putCase(*row); !put)
        return put.error();
    return recordAct(tx, ports, bundle, head, casework::Action::Receive, casework::Role::Intake, verdict, ActPlan::Operation::Intake, {}, facts, paper);
}

Result<void> save(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const CaseHead &head)
{
    const auto stored = readDraft(tx, draft.caseId);
    if (!stored)
        return stored.error();
    const CaseDraft &before = *stored;
    if (before == draft)
        return {};
    if (auto done = putDraft(tx, draft); !done)
        return done;
    const QList<sync::FieldEdit> edits = editsBetween(before, draft);
    if (edits.isEmpty())                       // only the place of the cursor: nothing for the province
        return {};
    if (!head.staysHere)
        if (auto done = ports.outbox.recordFieldEdits(tx, draft.caseId, edits, ports.actor()); !done)
            return done;
    auto row = tx.caseById(draft.caseId);
    if (!row)
        return row.error();
    row->applicant = applicantOf(draft);
    if (auto put = tx.putCase(*row); !put)
        return put.error();
    return putKeys(tx, draft, head);
}

Result<void> addAttachment(store::WriteTx &tx, const CounterPorts &ports, const QUuid &caseId, const QString &requirementId,
                           const AttachmentRef &file, const store::StagedBlob &blob)
{
    store::Attachment row;
    row.attId = file.attId;
    row.caseId = caseId;
    row.createdMs = ports.clock.wallMs();
    row.slot = requirementId;
    row.title = file.title;
    row.orderKey = uuidText(file.attId);       // ids rise with time, so this is the order of taking in
    row.pages = file.pages;
    row.source = file.device.isEmpty() ? u"file"_s : u"scan"_s;
    const auto owner = tx.caseById(caseId);
    if (!owner)
        return owner.error();
    if (staysHere(*owner))
        row.state = store::AttachmentState::Kept;
    if (auto put = tx.attach(row, blob); !put)
        return put.error();
    return staysHere(*owner) ? Result<void>() : ports.outbox.recordAttachment(tx, file.attId, ports.actor());
}

Result<CaseHead> recordAct(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const CaseHead &head,
                           casework::Action action, casework::Role role, const casework::Verdict &verdict,
                           ActPlan::Operation operation, const QList<MaterialView> &materials, const ActFacts &facts,
                           const std::optional<PaperView> &paper)
{
    auto row = tx.caseById(draft.caseId);
    if (!row)
        return row.error();
    const casework::CaseState to = verdict.next.value_or(head.state);
    row->state = casework::stateName(to);
    row->applicant = applicantOf(draft);
    if (facts.promisedDays)
        row->more.insert(u"promisedDays"_s, *facts.promisedDays);
    if (operation == ActPlan::Operation::Intake) {
        row->intakeEvidence = clockEvidence(ports.clock);
        row->more.insert(u"receipt"_s, facts.guidanceReceipt);
    }
    if (auto put = tx.putCase(*row); !put)
        return put.error();
    if (auto done = putDraft(tx, draft); !done)
        return done.error();
    if (paper)
        if (auto done = tx.putCaseDoc({draft.caseId, paperDocKind(paper->kind), 0, paperToDoc(*paper)}); !done)
            return done.error();
    if (operation == ActPlan::Operation::Intake && !staysHere(*row)) {
        platform::RecordIntakeRequest intake;
        intake.kind = u"first"_s;
        intake.receivedAtMs = ports.clock.wallMs();
        intake.clock = wireEvidence(ports);
        for (const MaterialView &material : materials)
            if (material.mode == NoticeLine::Mode::Exempt || material.state.seen == Seen::Fits || material.state.seen == Seen::Unfit)
                intake.materials.append({material.id, intakeForm(material), material.copies});
        const sync::Actor actor = ports.actor();
        if (auto done = ports.outbox.recordIntake(tx, draft.caseId, intake, actor); !done)
            return done.error();
        if (auto done = ports.outbox.requestNumber(tx, draft.caseId, head.provisionalNumber, actor); !done)
            return done.error();
    }
    row = tx.caseById(draft.caseId);
    if (!row)
        return row.error();
    if (auto done = addEvent(tx, ports, *row, draft, action, role, head.state, to); !done)
        return done.error();
    if (auto put = tx.putCase(*row); !put)
        return put.error();
    return readHead(tx, draft.caseId);
}

Result<CaseHead> recordSubmission(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft)
{
    // A page that was taken out stays recoverable by undo until now; what is not in the draft does not go with the round.
    QSet<QUuid> kept;
    for (const MaterialState &material : draft.materials)
        for (const AttachmentRef &file : material.attachments)
            kept.insert(file.attId);
    if (draft.signature)
        kept << draft.signature->picture.attId << draft.signature->strokes.attId;
    const auto stored = tx.attachments(draft.caseId);
    if (!stored)
        return stored.error();
    for (const store::Attachment &file : *stored)
        if (file.state != store::AttachmentState::Tomb && !kept.contains(file.attId))
            if (auto done = ports.outbox.recordAttachmentRemoval(tx, file.attId, ports.actor()); !done)
                return done.error();
    if (auto op = ports.outbox.recordSubmission(tx, draft.caseId, ports.actor()); !op)
        return op.error();
    return readHead(tx, draft.caseId);
}

Result<CaseDraft> readDraft(const store::ReadTx &tx, const QUuid &caseId)
{
    const auto doc = tx.caseDoc(caseId, kDraftDoc);
    if (!doc)
        return doc.error();
    return draftFromJson(QJsonDocument::fromJson(doc->body).object());
}

Result<CaseHead> readHead(const store::ReadTx &tx, const QUuid &caseId)
{
    const auto row = tx.caseById(caseId);
    if (!row)
        return row.error();
    CaseHead head;
    head.caseId = caseId;
    head.state = casework::stateFromName(row->state).value_or(casework::CaseState::Draft);
    head.provisionalNumber = row->provisionalNumber;
    head.formalNumber = row->provincialNumber;
    head.roundNo = row->roundNo;
    head.frozen = !row->frozenOp.isNull();
    head.staysHere = staysHere(*row);
    head.itemCode = row->itemCode;
    head.title = row->title;
    head.bundleId = uuidFromCanonicalText(row->more.value(kBundleId).toString());
    head.createdMs = row->createdMs;
    head.updatedMs = row->updatedMs;
    head.receivedMs = row->intakeEvidence.value(u"wallMs"_s).toInteger();
    head.sync = syncStateOf(sync::caseSyncState(tx, caseId).valueOr(sync::SyncCaseState::LocalOnly));
    const auto receipts = tx.receipts(caseId);
    if (receipts && !receipts->isEmpty()) {
        head.submitted = true;
        head.receiptNumber = receipts->constLast().submissionId;
    }
    for (const QList<QUuid> ids = itemIds(*row); const QUuid &id : ids) {
        auto item = readHead(tx, id);
        if (!item && item.error().kind == ErrorKind::NotFound)       // cleared away by itself
            continue;
        if (!item)
            return item;
        head.items << *item;
    }
    if (!head.items.isEmpty())
        addUp(head);
    return head;
}

QString outcomeName(devices::Rating::Outcome outcome)
{
    switch (outcome) {
    case devices::Rating::Outcome::Given: return u"given"_s;
    case devices::Rating::Outcome::Declined: return u"declined"_s;
    case devices::Rating::Outcome::NotGiven: return u"notGiven"_s;
    case devices::Rating::Outcome::Unknown: return u"unknown"_s;
    }
    return {};
}

Result<std::optional<KeptRating>> readRating(const store::ReadTx &tx, const QUuid &caseId)
{
    const auto kinds = tx.caseDocKinds(caseId);
    if (!kinds)
        return kinds.error();
    if (!kinds->contains(kRatingDoc))
        return std::optional<KeptRating>();
    const auto doc = tx.caseDoc(caseId, kRatingDoc);
    if (!doc)
        return doc.error();
    const QJsonObject kept = QJsonDocument::fromJson(doc->body).object();
    return std::optional(KeptRating{QUuid(kept[u"visit"_s].toString()), kept[u"device"_s].toString(), kept[u"driver"_s].toString(), kept[u"outcome"_s].toString(),
                                    kept[u"level"_s].toInt(), kept[u"raw"_s].toString(), kept[u"atMs"_s].toInteger()});
}

Result<void> recordRating(store::WriteTx &tx, const CounterPorts &ports, const QUuid &caseId, const KeptRating &rating)
{
    const auto before = readRating(tx, caseId);
    if (!before)
        return before.error();
    if (*before)
        return Error{ErrorKind::Denied, u"INT-RATING-ONCE"_s, {}};
    auto row = tx.caseById(caseId);
    const auto draft = readDraft(tx, caseId);
    if (!row || !draft)
        return row ? draft.error() : row.error();
    const bool given = rating.outcome == outcomeName(devices::Rating::Outcome::Given);
    QJsonObject kept{{u"by"_s, u"applicant"_s}, {u"stage"_s, kRatingStage}, {u"visit"_s, uuidText(rating.visit)}, {u"device"_s, rating.device}, {u"driver"_s, rating.driver},
                     {u"outcome"_s, rating.outcome}, {u"raw"_s, rating.raw}, {u"atMs"_s, rating.atMs}, {u"windowNo"_s, ports.workplace.windowNo},
                     {u"clerkNo"_s, ports.workplace.clerkNo}, {u"rule"_s, u"C13 (国办发〔2019〕51号); closing time and once per visit: to be confirmed by the legal office"_s}};
    if (given)
        kept.insert(u"level"_s, rating.level);
    if (auto put = tx.putCaseDoc({caseId, kRatingDoc, 0, QJsonDocument(kept).toJson(QJsonDocument::Compact)}); !put)
        return put;
    if (!given)                                  // nothing was rated: neither an event nor anything for the province
        return {};
    const auto state = casework::stateFromName(row->state).value_or(casework::CaseState::Draft);
    if (auto done = addEvent(tx, ports, *row, *draft, casework::Action::Rate, casework::Role::Applicant, state, state); !done)
        return done;
    if (auto put = tx.putCase(*row); !put)
        return put.error();
    if (staysHere(*row))
        return {};
    platform::CreateRatingRequest wire;
    wire.stage = kRatingStage;
    wire.level = rating.level;
    wire.visitId = rating.visit;
    wire.channel = u"device"_s;
    wire.ratedAtMs = rating.atMs;
    const auto op = ports.outbox.recordOther(tx, caseId, "createRating", {}, platform::encode(wire), ports.actor());
    return op ? Result<void>() : op.error();
}

Result<void> rememberOpen(store::WriteTx &tx, const QUuid &caseId)
{
    return caseId.isNull() ? tx.removeMeta(kOpenCase) : tx.setMeta(kOpenCase, caseId.toRfc4122());
}

} // namespace zc::intake::filing
