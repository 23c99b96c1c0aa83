#include "internal/freezer.h"

#include "internal/fieldwork.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <crypto/digest.h>
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/manifest.h>
#include <sync/opstates.h>

#include <QJsonArray>

namespace zc::sync::internal {
using namespace Qt::StringLiterals;
using store::OpState;
using store::OutboxOp;
using store::WriteTx;

namespace {

constexpr int kChangesInOnePatch = 500;
constexpr int kChangesInOneCreate = platform::limit::kCaseFields;
// The body limit of the wire, less room for what stands around the changes.
constexpr qint64 kChangeBytes = platform::limit::kBodyBytes - 64 * 1024;

// What fits into one body; the rest stays dirty and goes with the next operation.
QList<platform::FieldChange> changesOf(const QList<store::FieldRow> &fields, const QStringList &heldBack, int limit)
{
    QList<platform::FieldChange> changes;
    qint64 bytes = 0;
    for (const store::FieldRow &field : fields) {
        if (heldBack.contains(field.path))
            continue;
        platform::FieldChange change;
        change.path = field.path;
        if (field.value)
            change.value = *field.value;
        else
            change.clear = true;
        if (auto source = platform::decode<platform::Provenance>(QJsonValue(field.provenance), platform::Wire::Answer))
            change.source = *source;
        bytes += platform::encode(change).size() + 1;
        if (changes.size() == limit || bytes > kChangeBytes)
            break;
        changes.append(change);
    }
    return changes;
}

// op_seq counts from 1 within one epoch of this client and one subject, without holes.
Result<qint64> nextOpSeq(const WriteTx &tx, const QString &subject, qint64 epoch)
{
    auto ops = tx.opsOfSubject(subject);
    if (!ops)
        return ops.error();
    qint64 last = 0;
    for (const OutboxOp &op : *ops) {
        if (epochOf(op) == epoch)
            last = std::max(last, op.opSeq);
    }
    return last + 1;
}

Result<Freeze> freezeCreate(WriteTx &tx, OutboxOp &op, const QUuid &caseId)
{
    auto create = platform::decode<platform::CaseCreate>(op.payload, platform::Wire::Request);
    if (!create)
        return create.error();
    auto dirty = dirtyFields(tx, caseId);
    if (!dirty)
        return dirty.error();
    create->fields = changesOf(*dirty, {}, kChangesInOneCreate);
    op.payload = platform::encode(*create);
    op.headers.append({QLatin1StringView(platform::header::kIfNoneMatch), u"*"_s});
    return Freeze::Ready;
}

Result<Freeze> freezePatch(WriteTx &tx, OutboxOp &op, const store::CaseRow &row)
{
    auto dirty = dirtyFields(tx, row.caseId);
    auto heldBack = openConflictPaths(tx, row.caseId);
    if (!dirty || !heldBack)
        return dirty ? heldBack.error() : dirty.error();
    platform::PatchCaseRequest patch{changesOf(*dirty, *heldBack, kChangesInOnePatch)};
    if (patch.changes.isEmpty())
        return Freeze::Nothing;
    op.payload = platform::encode(patch);
    op.headers.append({QLatin1StringView(platform::header::kBaseRev), QString::number(row.baseRev)});
    return Freeze::Ready;
}

Result<Freeze> freezeBind(WriteTx &tx, OutboxOp &op)
{
    const QUuid attId = uuidFromCanonicalText(op.more.value(u"attId"_s).toString());
    auto attachment = tx.attachment(attId);
    if (!attachment)
        return attachment.error();
    if (attachment->state == store::AttachmentState::Tomb)
        return Freeze::Nothing;
    auto upload = tx.upload(attId);
    if (attachment->state != store::AttachmentState::Stored || !upload)
        return Freeze::Later;
    auto blob = tx.blob(attachment->blobId);
    if (!blob)
        return blob.error();
    platform::AttachmentBind bind;
    bind.slot = attachment->slot;
    bind.title = attachment->title;
    bind.order = attachment->orderKey;
    bind.size = blob->size;
    bind.sha256 = blob->sha256.toHex();
    static const QStringList known{u"image/jpeg"_s, u"image/png"_s, u"application/pdf"_s, u"application/ofd"_s};
    bind.mediaType = known.contains(blob->mediaType) ? blob->mediaType : u"application/octet-stream"_s;
    bind.uploadId = upload->url.mid(upload->url.lastIndexOf(u'/') + 1);
    op.payload = platform::encode(bind);
    return Freeze::Ready;
}

Result<Freeze> freezeSubmit(WriteTx &tx, OutboxOp &op, store::CaseRow &row)
{
    auto dirty = dirtyFields(tx, row.caseId);
    auto conflicts = openConflictPaths(tx, row.caseId);
    auto attachments = tx.attachments(row.caseId);
    if (!dirty || !conflicts || !attachments)
        return !dirty ? dirty.error() : !conflicts ? conflicts.error() : attachments.error();
    bool agreed = dirty->isEmpty() && conflicts->isEmpty();
    for (const store::Attachment &attachment : *attachments) {
        agreed = agreed && (attachment.state == store::AttachmentState::Bound || attachment.state == store::AttachmentState::Tomb);
    }
    if (!agreed) {
        row.frozenOp = QUuid();
        auto stored = tx.putCase(row);
        return stored ? Result<Freeze>(Freeze::BackToClerk) : Result<Freeze>(stored.error());
    }
    auto manifest = manifestOfCase(tx, row, op.roundNo);
    if (!manifest)
        return manifest.error();
    platform::SubmitCaseRequest submit;
    submit.roundNo = op.roundNo;
    submit.manifestSha256 = *manifest;
    op.payload = platform::encode(submit);
    op.headers.append({QLatin1StringView(platform::header::kIfMatch), QString::fromLatin1(platform::revisionTag('r', row.baseRev))});
    return Freeze::Ready;
}

} // namespace

qint64 epochOf(const OutboxOp &op) { return op.more.value(u"epoch"_s).toInteger(); }

Result<QByteArray> manifestOfCase(const store::ReadTx &tx, const store::CaseRow &row, int roundNo)
{
    auto mirror = tx.mirrorFields(row.caseId);
    auto attachments = tx.attachments(row.caseId);
    if (!mirror || !attachments)
        return mirror ? attachments.error() : mirror.error();
    platform::Manifest manifest;
    manifest.caseId = row.caseId;
    manifest.roundNo = roundNo;
    manifest.itemCode = row.itemCode;
    manifest.packVersion = row.packVersion;
    manifest.packSha256 = platform::isSha256Text(row.packHash) ? row.packHash : row.packHash.toHex();
    for (const store::MirrorField &field : *mirror) {
        if (field.value)
            manifest.fields.append({field.path, *field.value});
    }
    for (const store::Attachment &attachment : *attachments) {
        if (attachment.state != store::AttachmentState::Bound)
            continue;
        auto blob = tx.blob(attachment.blobId);
        if (!blob)
            return blob.error();
        manifest.attachments.append({attachment.attId, attachment.slot, blob->sha256.toHex(), blob->size});
    }
    return platform::manifestSha256(manifest);
}

Result<Freeze> freezeOp(WriteTx &tx, OutboxOp &op, qint64 epoch)
{
    const platform::Endpoint *endpoint = platform::endpoint(op.kind.toLatin1());
    if (!endpoint)
        return Error{ErrorKind::Invalid, u"SYN-KIND"_s, op.kind};
    const QUuid caseId = uuidFromCanonicalText(op.subject);
    auto row = tx.caseById(caseId);
    if (!row)
        return row.error();

    // Frozen anew after a raised epoch: the body stands, only the place in the sequence is another one.
    op.headers.clear();
    Result<Freeze> made = Freeze::Ready;
    if (op.kind == u"createCase")
        made = freezeCreate(tx, op, caseId);
    else if (op.kind == u"patchCase")
        made = freezePatch(tx, op, *row);
    else if (op.kind == u"bindAttachment")
        made = freezeBind(tx, op);
    else if (op.kind == u"submitCase")
        made = freezeSubmit(tx, op, *row);
    else if (op.kind == u"withdrawCase" || op.kind == u"decide")
        op.headers.append({QLatin1StringView(platform::header::kIfMatch), QString::fromLatin1(platform::revisionTag('w', row->flowRev))});
    if (!made || *made == Freeze::Later)
        return made;
    if (*made != Freeze::Ready) {
        auto moved = moveOp(tx, op, OpState::Superseded);
        return moved ? made : Result<Freeze>(moved.error());
    }

    auto seq = nextOpSeq(tx, op.subject, epoch);
    if (!seq)
        return seq.error();
    op.opSeq = *seq;
    op.more.insert(u"epoch"_s, epoch);
    op.method = QString::fromLatin1(endpoint->method);
    QStringList ids;
    for (const QJsonValue id : op.more.value(u"ids"_s).toArray())
        ids.append(id.toString());
    op.path = platform::expandPath(*endpoint, ids);
    op.digest = crypto::sha256(op.payload);
    const auto add = [&](const char *name, const QString &value) { op.headers.append({QString::fromLatin1(name), value}); };
    namespace header = platform::header;
    add(header::kIdempotencyKey, u'"' + uuidText(op.opId) + u'"');
    add(header::kOpSeq, QString::number(op.opSeq));
    add(header::kClientEpoch, QString::number(epoch));
    add(header::kPayloadSchema, QString::number(op.payloadSchema));
    add(header::kActedAt, QString::number(op.more.value(u"actedAt"_s).toInteger()));
    add(header::kContentDigest, QString::fromLatin1(platform::contentDigest(op.payload)));
    if (auto moved = moveOp(tx, op, OpState::Ready); !moved)
        return moved.error();
    crashPoint("op.frozen");
    return Freeze::Ready;
}

platform::FrozenOperation frozenOf(const OutboxOp &op)
{
    platform::FrozenOperation frozen;
    frozen.opId = op.opId;
    frozen.method = op.method.toLatin1();
    frozen.path = op.path.toLatin1();
    frozen.body = op.payload;
    for (const auto &[name, value] : op.headers)
        frozen.headers.append({name.toLatin1(), value.toLatin1()});
    // Outside the fingerprint: a clerk who logs in again may carry on what waited for a ticket.
    if (!op.actorTicket.isEmpty())
        frozen.headers.append({platform::header::kActorTicket, op.actorTicket});
    const platform::Endpoint *endpoint = platform::endpoint(op.kind.toLatin1());
    frozen.once = endpoint && endpoint->once;
    return frozen;
}

} // namespace zc::sync::internal
