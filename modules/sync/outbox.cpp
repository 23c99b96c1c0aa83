#include "outbox.h"

#include "internal/fieldwork.h"

#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/contract.h>
#include <sync/merge.h>
#include <sync/opstates.h>

#include <QJsonArray>

namespace zc::sync {
using namespace Qt::StringLiterals;
using store::OpState;
using store::OutboxOp;
using store::WriteTx;

namespace {

bool isMaterialKind(const QString &kind) { return kind == u"bindAttachment" || kind == u"removeAttachment"; }

Result<store::CaseRow> openCase(const WriteTx &tx, const QUuid &caseId)
{
    auto row = tx.caseById(caseId);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Error{ErrorKind::NotFound, u"SYN-NO-CASE"_s, uuidText(caseId)} : row.error();
    if (!row->frozenOp.isNull())
        return Error{ErrorKind::Denied, u"SYN-FROZEN"_s, uuidText(caseId)};
    return row;
}

} // namespace

Result<OutboxOp> Outbox::append(WriteTx &tx, const QUuid &caseId, const QByteArray &kind, const QByteArray &body,
                                const QStringList &ids, const Actor &by) const
{
    const platform::Endpoint *endpoint = platform::endpoint(kind);
    if (!endpoint || !endpoint->op)
        return Error{ErrorKind::Invalid, u"SYN-KIND"_s, QString::fromLatin1(kind)};
    OutboxOp op;
    op.opId = makeUuidV7();
    op.subject = uuidText(caseId);
    op.kind = QString::fromLatin1(kind);
    op.payloadSchema = platform::kPayloadSchema;
    op.createdMs = m_clock.wallMs();
    op.payload = body;
    op.actorTicket = by.ticket;
    op.more = QJsonObject{{u"ids"_s, QJsonArray::fromStringList(QStringList{op.subject} + ids)}, {u"actedAt"_s, op.createdMs},
                          {u"clerk"_s, by.clerk}};
    return tx.putOp(std::move(op));
}

Result<void> Outbox::gatherEdits(WriteTx &tx, const QUuid &caseId, const Actor &by) const
{
    auto ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return ops.error();
    for (const OutboxOp &op : std::as_const(*ops)) {
        const bool refusedEdit = op.state == OpState::Rejected && (op.kind == u"patchCase" || op.kind == u"createCase");
        if (!refusedEdit)
            continue;
        if (auto again = retryRejected(tx, op.opId, by); !again || op.kind == u"patchCase")
            return again;
    }
    ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return ops.error();
    for (auto op = ops->rbegin(); op != ops->rend(); ++op) {
        if (op->state == OpState::Pending && (op->kind == u"patchCase" || op->kind == u"createCase")) {
            op->actorTicket = by.ticket;
            op->more.insert(u"actedAt"_s, m_clock.wallMs());
            op->more.insert(u"clerk"_s, by.clerk);
            auto stored = tx.putOp(*op);
            return stored ? Result<void>() : Result<void>(stored.error());
        }
        // Files go their own way; any other step of the case must stay between the edits before and after it.
        if (!isMaterialKind(op->kind) && op->state != OpState::Superseded)
            break;
    }
    auto added = append(tx, caseId, "patchCase", {}, {}, by);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<void> Outbox::recordCreate(WriteTx &tx, const QUuid &caseId, const platform::CaseCreate &create, const Actor &by) const
{
    auto row = openCase(tx, caseId);
    if (!row)
        return row.error();
    platform::CaseCreate plain = create;
    plain.fields.clear();
    auto added = append(tx, caseId, "createCase", platform::encode(plain), {}, by);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<void> Outbox::recordFieldEdits(WriteTx &tx, const QUuid &caseId, const QList<FieldEdit> &edits, const Actor &by) const
{
    auto row = openCase(tx, caseId);
    if (!row)
        return row.error();
    bool changed = false;
    for (const FieldEdit &edit : edits) {
        if (!platform::isFieldPath(edit.path) || (edit.value && !platform::isFieldValue(*edit.value)))
            return Error{ErrorKind::Invalid, u"SYN-FIELD"_s, edit.path};
        auto current = tx.field(caseId, edit.path);
        if (!current && current.error().kind != ErrorKind::NotFound)
            return current.error();
        if (current && sameValue(current->value, edit.value))
            continue;
        store::FieldRow field = current ? *current : store::FieldRow{};
        field.caseId = caseId;
        field.path = edit.path;
        field.value = edit.value;
        field.provenance = platform::toJson(edit.source);
        field.author = by.clerk;
        field.hlc = QString::number(m_clock.wallMs());
        field.revisionSeen = row->baseRev;
        if (auto stored = internal::putFieldAgainstMirror(tx, std::move(field)); !stored)
            return stored;
        changed = true;
    }
    return changed ? gatherEdits(tx, caseId, by) : Result<void>();
}

Result<void> Outbox::recordAttachment(WriteTx &tx, const QUuid &attId, const Actor &by) const
{
    auto attachment = tx.attachment(attId);
    if (!attachment)
        return attachment.error();
    if (auto row = openCase(tx, attachment->caseId); !row)
        return row.error();
    if (!platform::isSlot(attachment->slot))
        return Error{ErrorKind::Invalid, u"SYN-FIELD"_s, u"slot"_s};
    auto op = append(tx, attachment->caseId, "bindAttachment", {}, {uuidText(attId)}, by);
    if (!op)
        return op.error();
    op->more.insert(u"attId"_s, uuidText(attId));
    auto stored = tx.putOp(*op);
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<void> Outbox::recordAttachmentRemoval(WriteTx &tx, const QUuid &attId, const Actor &by) const
{
    auto attachment = tx.attachment(attId);
    if (!attachment)
        return attachment.error();
    if (auto row = openCase(tx, attachment->caseId); !row)
        return row.error();
    auto ops = tx.opsOfSubject(uuidText(attachment->caseId));
    if (!ops)
        return ops.error();
    bool known = false;                          // the province may have heard of it
    for (OutboxOp &op : *ops) {
        if (op.kind != u"bindAttachment" || op.more.value(u"attId"_s).toString() != uuidText(attId))
            continue;
        if (op.state == OpState::Pending) {
            if (auto moved = moveOp(tx, op, OpState::Superseded); !moved)
                return moved;
        } else if (op.state != OpState::Superseded) {
            known = true;
        }
    }
    attachment->state = store::AttachmentState::Tomb;
    if (auto stored = tx.putAttachment(*attachment); !stored)
        return stored;
    if (!known)
        return {};
    auto added = append(tx, attachment->caseId, "removeAttachment", {}, {uuidText(attId)}, by);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<void> Outbox::recordIntake(WriteTx &tx, const QUuid &caseId, const platform::RecordIntakeRequest &intake, const Actor &by) const
{
    auto row = openCase(tx, caseId);
    if (!row)
        return row.error();
    auto added = append(tx, caseId, "recordIntake", platform::encode(intake), {}, by);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<void> Outbox::requestNumber(WriteTx &tx, const QUuid &caseId, const QString &provisionalNumber, const Actor &by) const
{
    auto row = tx.caseById(caseId);
    if (!row)
        return row.error();
    if (!row->provincialNumber.isEmpty())
        return {};
    auto ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return ops.error();
    for (const OutboxOp &op : *ops) {
        if (op.kind == u"issueNumber" && op.state != OpState::Superseded)
            return {};                           // asked once, for ever
    }
    auto added = append(tx, caseId, "issueNumber", platform::encode(platform::IssueNumberRequest{provisionalNumber}), {}, by);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<void> Outbox::recordEvents(WriteTx &tx, const QUuid &caseId, const QList<platform::CaseEvent> &events, const Actor &by) const
{
    if (events.isEmpty())
        return {};
    auto added = append(tx, caseId, "postCaseEvents", platform::encode(platform::PostCaseEventsRequest{events}), {}, by);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<QUuid> Outbox::recordOther(WriteTx &tx, const QUuid &caseId, const QByteArray &kind, const QStringList &ids,
                                  const QByteArray &body, const Actor &by) const
{
    auto added = append(tx, caseId, kind, body, ids, by);
    return added ? Result<QUuid>(added->opId) : Result<QUuid>(added.error());
}

Result<QUuid> Outbox::recordSubmission(WriteTx &tx, const QUuid &caseId, const Actor &by) const
{
    auto row = openCase(tx, caseId);
    if (!row)
        return row.error();
    auto conflicts = tx.conflicts(caseId);
    if (!conflicts)
        return conflicts.error();
    for (const store::ConflictRow &conflict : *conflicts) {
        if (conflict.state == u"open")
            return Error{ErrorKind::Conflict, u"SYN-CONFLICT-OPEN"_s, uuidText(conflict.conflictId)};
    }
    auto ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return ops.error();
    auto op = append(tx, caseId, "submitCase", {}, {}, by);
    if (!op)
        return op.error();
    op->roundNo = row->roundNo + 1;
    for (const OutboxOp &earlier : *ops) {
        if (!store::isSettled(earlier.state))
            op->dependsOn.append(earlier.opId);
    }
    if (auto stored = tx.putOp(*op); !stored)
        return stored.error();
    row->frozenOp = op->opId;
    if (auto stored = tx.putCase(*row); !stored)
        return stored.error();
    return op->opId;
}

Result<TakeBack> Outbox::takeBackSubmission(WriteTx &tx, const QUuid &caseId) const
{
    auto row = tx.caseById(caseId);
    if (!row)
        return row.error();
    const Error late{ErrorKind::Denied, u"SYN-LATE"_s, uuidText(caseId)};
    if (row->frozenOp.isNull())
        return late;
    auto op = tx.op(row->frozenOp);
    if (!op)
        return op.error();
    if (store::isSettled(op->state))
        return late;
    // Only what was never on the wire is surely unknown to the platform; its number in the sequence is free again.
    const bool neverSent = op->state == OpState::Pending || (op->state == OpState::Ready && op->attempt == 0);
    if (neverSent || op->state == OpState::Rejected) {
        if (neverSent)
            op->opSeq = 0;
        if (auto moved = moveOp(tx, *op, OpState::Superseded); !moved)
            return moved.error();
        row->frozenOp = QUuid();
        if (auto stored = tx.putCase(*row); !stored)
            return stored.error();
        return TakeBack::Free;
    }
    op->more.insert(u"void"_s, true);
    op->nextTryMs = 0;
    if (auto stored = tx.putOp(*op); !stored)
        return stored.error();
    return TakeBack::AsksPlatform;
}

Result<void> Outbox::resolveConflict(WriteTx &tx, const QUuid &conflictId, const std::optional<QJsonValue> &value, const Actor &by) const
{
    auto conflict = tx.conflict(conflictId);
    if (!conflict)
        return conflict.error();
    if (conflict->state != u"open")
        return {};
    auto row = openCase(tx, conflict->caseId);
    if (!row)
        return row.error();
    if (auto set = internal::applyResolution(tx, *row, *conflict, value, by.clerk); !set)
        return set;
    conflict->state = u"resolved"_s;
    conflict->resolvedBy = by.clerk;
    conflict->resolution = sameValue(value, conflict->mine) ? u"mine"_s : sameValue(value, conflict->theirs) ? u"theirs"_s : u"other"_s;
    if (auto stored = tx.putConflict(*conflict); !stored)
        return stored;
    auto open = internal::openConflictPaths(tx, conflict->caseId);
    if (!open)
        return open.error();
    if (!open->isEmpty())
        return {};
    auto ops = tx.opsOfSubject(uuidText(conflict->caseId));
    if (!ops)
        return ops.error();
    for (OutboxOp &op : *ops) {
        if (op.state != OpState::Conflict)
            continue;
        if (auto moved = moveOp(tx, op, OpState::Superseded); !moved)
            return moved;
    }
    auto dirty = internal::dirtyFields(tx, conflict->caseId);
    if (!dirty)
        return dirty.error();
    return dirty->isEmpty() ? Result<void>() : gatherEdits(tx, conflict->caseId, by);
}

Result<void> Outbox::retryRejected(WriteTx &tx, const QUuid &opId, const Actor &by) const
{
    auto op = tx.op(opId);
    if (!op)
        return op.error();
    if (op->kind == u"submitCase")
        return Error{ErrorKind::Invalid, u"SYN-KIND"_s, op->kind};
    if (auto moved = moveOp(tx, *op, OpState::Superseded); !moved)
        return moved;
    OutboxOp again;
    again.opId = makeUuidV7();
    again.subject = op->subject;
    again.kind = op->kind;
    again.payloadSchema = platform::kPayloadSchema;
    again.createdMs = m_clock.wallMs();
    again.payload = op->payload;
    again.actorTicket = by.ticket;
    again.more = op->more;
    for (const QString &stale : {u"epoch"_s, u"reasonPath"_s, u"void"_s})
        again.more.remove(stale);
    again.more.insert(u"clerk"_s, by.clerk);
    again.more.insert(u"replaces"_s, uuidText(opId));
    if (auto stored = tx.putOp(again); !stored)
        return stored.error();
    return internal::holdSubmission(tx, uuidFromCanonicalText(op->subject), again.opId);
}

Result<void> Outbox::settleRejected(WriteTx &tx, const QUuid &opId, const Actor &by) const
{
    auto op = tx.op(opId);
    if (!op)
        return op.error();
    if (auto moved = moveOp(tx, *op, OpState::Superseded); !moved)
        return moved;
    const QUuid caseId = uuidFromCanonicalText(op->subject);
    auto row = tx.caseById(caseId);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Result<void>() : Result<void>(row.error());
    if (row->frozenOp == opId) {
        row->frozenOp = QUuid();
        if (auto stored = tx.putCase(*row); !stored)
            return stored.error();
    }
    auto dirty = internal::dirtyFields(tx, caseId);
    if (!dirty)
        return dirty.error();
    return dirty->isEmpty() || !row->frozenOp.isNull() ? Result<void>() : gatherEdits(tx, caseId, by);
}

} // namespace zc::sync
