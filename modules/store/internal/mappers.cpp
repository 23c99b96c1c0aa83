#include "internal/blobkey.h"
#include "internal/table.h"
#include "sealed.h"

#include <store/records.h>

#include <QCborArray>

namespace zc::store {

using namespace Qt::StringLiterals;

TableSpec::TableSpec(QByteArray tableName, QList<QByteArray> keyColumns, QList<QByteArray> clearColumns, int repeatedColumns, int firstStore)
    : name(std::move(tableName)), keys(std::move(keyColumns)), clear(std::move(clearColumns)), repeated(repeatedColumns), since(firstStore)
{
    const QByteArray columns = (keys + clear).join(", ");
    QByteArray condition, updates;
    for (const QByteArray &key : std::as_const(keys))
        condition += (condition.isEmpty() ? " WHERE " : " AND ") + key + "=?";
    for (const QByteArray &column : clear + QList<QByteArray>{"sv", "rv", "body"})
        updates += (updates.isEmpty() ? "" : ", ") + column + "=excluded." + column;
    select = "SELECT " + columns + ", sv, rv, body FROM " + name;
    whereKey = condition;
    revision = "SELECT rv FROM " + name + condition;
    upsert = "INSERT INTO " + name + " (" + columns + ", sv, rv, body) VALUES (" + QByteArray("?, ").repeated(columns.count(',') + 1)
        + "?, ?, ?) ON CONFLICT (" + keys.join(", ") + ") DO UPDATE SET " + updates;
    remove = "DELETE FROM " + name + condition;
}

QByteArray TableSpec::rowId(const Cells &cells) const
{
    QList<QCborValue> key;
    for (int i = 0; i < keys.size(); ++i)
        key.append(cborOf(cells[i]));
    return rowIdOf(key);
}

QCborMap TableSpec::immutable(const Cells &cells) const
{
    QCborMap map;
    for (int i = 0; i < keys.size() + repeated; ++i)
        map.insert(QString::fromLatin1(i < keys.size() ? keys[i] : clear[i - keys.size()]), cborOf(cells[i]));
    return map;
}

namespace {

qint64 integerOf(const Cell &cell)
{
    const auto *value = std::get_if<qint64>(&cell);
    return value ? *value : 0;
}

QByteArray bytesOf(const Cell &cell)
{
    const auto *value = std::get_if<QByteArray>(&cell);
    return value ? *value : QByteArray();
}

QString textOf(const Cell &cell)
{
    const auto *value = std::get_if<QString>(&cell);
    return value ? *value : QString();
}

QUuid uuidOf(const Cell &cell)
{
    return QUuid::fromRfc4122(bytesOf(cell));
}

QCborValue json(const QJsonObject &object)
{
    return QCborMap::fromJsonObject(object);
}

QJsonObject jsonOf(const QCborValue &value)
{
    return value.toMap().toJsonObject();
}

// A JSON value that may be cleared: a list of one or none, so that null stays a value of its own.
QCborValue optionalJson(const std::optional<QJsonValue> &value)
{
    return value ? QCborArray{QCborValue::fromJsonValue(*value)} : QCborArray();
}

std::optional<QJsonValue> optionalJsonOf(const QCborValue &value)
{
    const QCborArray array = value.toArray();
    return array.isEmpty() ? std::nullopt : std::optional(array[0].toJsonValue());
}

QCborValue texts(const QStringList &list)
{
    return QCborArray::fromStringList(list);
}

QStringList textsOf(const QCborValue &value)
{
    QStringList list;
    const QCborArray array = value.toArray();
    for (const QCborValue &item : array)
        list.append(item.toString());
    return list;
}

} // namespace

template <> const TableSpec &Mapper<CaseRow>::spec()
{
    static const TableSpec spec("case_file", {"case_id"},
                                {"created_ms", "item_code", "pack_version", "pack_hash", "state", "flow_rev", "base_rev", "local_rev",
                                 "round_no", "next_seq", "frozen_op", "updated_ms"}, 1);
    return spec;
}
template <> Cells Mapper<CaseRow>::cells(const CaseRow &r)
{
    return {cellOf(r.caseId), r.createdMs, r.itemCode, r.packVersion, r.packHash, r.state, r.flowRev, r.baseRev, r.localRev,
            qint64(r.roundNo), r.nextSeq, cellOf(r.frozenOp), r.updatedMs};
}
template <> QCborMap Mapper<CaseRow>::body(const CaseRow &r)
{
    return {{u"title"_s, r.title}, {u"provisional"_s, r.provisionalNumber}, {u"provincial"_s, r.provincialNumber},
            {u"applicant"_s, json(r.applicant)}, {u"channel"_s, json(r.channelEvidence)}, {u"intake"_s, json(r.intakeEvidence)},
            {u"more"_s, json(r.more)}};
}
template <> CaseRow Mapper<CaseRow>::make(const Cells &c, const QCborMap &b)
{
    CaseRow r;
    r.caseId = uuidOf(c[0]);
    r.createdMs = integerOf(c[1]);
    r.itemCode = textOf(c[2]);
    r.packVersion = textOf(c[3]);
    r.packHash = bytesOf(c[4]);
    r.state = textOf(c[5]);
    r.flowRev = integerOf(c[6]);
    r.baseRev = integerOf(c[7]);
    r.localRev = integerOf(c[8]);
    r.roundNo = int(integerOf(c[9]));
    r.nextSeq = integerOf(c[10]);
    r.frozenOp = uuidOf(c[11]);
    r.updatedMs = integerOf(c[12]);
    r.title = b[u"title"_s].toString();
    r.provisionalNumber = b[u"provisional"_s].toString();
    r.provincialNumber = b[u"provincial"_s].toString();
    r.applicant = jsonOf(b[u"applicant"_s]);
    r.channelEvidence = jsonOf(b[u"channel"_s]);
    r.intakeEvidence = jsonOf(b[u"intake"_s]);
    r.more = jsonOf(b[u"more"_s]);
    return r;
}

template <> const TableSpec &Mapper<FieldRow>::spec()
{
    static const TableSpec spec("case_field", {"case_id", "no"}, {"local_rev", "dirty"}, 0);
    return spec;
}
template <> Cells Mapper<FieldRow>::cells(const FieldRow &r)
{
    return {cellOf(r.caseId), qint64(r.no), r.localRev, qint64(r.dirty)};
}
template <> QCborMap Mapper<FieldRow>::body(const FieldRow &r)
{
    return {{u"path"_s, r.path}, {u"value"_s, optionalJson(r.value)}, {u"from"_s, json(r.provenance)}, {u"author"_s, r.author},
            {u"hlc"_s, r.hlc}, {u"seen"_s, r.revisionSeen}};
}
template <> FieldRow Mapper<FieldRow>::make(const Cells &c, const QCborMap &b)
{
    FieldRow r;
    r.caseId = uuidOf(c[0]);
    r.no = int(integerOf(c[1]));
    r.localRev = integerOf(c[2]);
    r.dirty = integerOf(c[3]) != 0;
    r.path = b[u"path"_s].toString();
    r.value = optionalJsonOf(b[u"value"_s]);
    r.provenance = jsonOf(b[u"from"_s]);
    r.author = b[u"author"_s].toString();
    r.hlc = b[u"hlc"_s].toString();
    r.revisionSeen = b[u"seen"_s].toInteger();
    return r;
}

template <> const TableSpec &Mapper<MirrorField>::spec()
{
    static const TableSpec spec("mirror_field", {"case_id", "no"}, {"srv_rev"}, 0);
    return spec;
}
template <> Cells Mapper<MirrorField>::cells(const MirrorField &r)
{
    return {cellOf(r.caseId), qint64(r.no), r.srvRev};
}
template <> QCborMap Mapper<MirrorField>::body(const MirrorField &r)
{
    return {{u"path"_s, r.path}, {u"value"_s, optionalJson(r.value)}, {u"from"_s, json(r.provenance)}, {u"author"_s, r.author}};
}
template <> MirrorField Mapper<MirrorField>::make(const Cells &c, const QCborMap &b)
{
    MirrorField r;
    r.caseId = uuidOf(c[0]);
    r.no = int(integerOf(c[1]));
    r.srvRev = integerOf(c[2]);
    r.path = b[u"path"_s].toString();
    r.value = optionalJsonOf(b[u"value"_s]);
    r.provenance = jsonOf(b[u"from"_s]);
    r.author = b[u"author"_s].toString();
    return r;
}

template <> const TableSpec &Mapper<CaseDoc>::spec()
{
    static const TableSpec spec("case_doc", {"case_id", "kind"}, {"updated_ms"}, 0);
    return spec;
}
template <> Cells Mapper<CaseDoc>::cells(const CaseDoc &r)
{
    return {cellOf(r.caseId), r.kind, r.updatedMs};
}
template <> QCborMap Mapper<CaseDoc>::body(const CaseDoc &r)
{
    return {{u"body"_s, r.body}};
}
template <> CaseDoc Mapper<CaseDoc>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), textOf(c[1]), integerOf(c[2]), b[u"body"_s].toByteArray()};
}

template <> const TableSpec &Mapper<SearchKeys>::spec()
{
    static const TableSpec spec("search_key", {"case_id"}, {"key_version", "updated_ms"}, 0);
    return spec;
}
template <> Cells Mapper<SearchKeys>::cells(const SearchKeys &r)
{
    return {cellOf(r.caseId), qint64(1), r.updatedMs};
}
template <> QCborMap Mapper<SearchKeys>::body(const SearchKeys &r)
{
    return {{u"names"_s, texts(r.names)}, {u"ids"_s, texts(r.identifiers)}, {u"phones"_s, texts(r.phones)},
            {u"numbers"_s, texts(r.numbers)}};
}
template <> SearchKeys Mapper<SearchKeys>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), textsOf(b[u"names"_s]), textsOf(b[u"ids"_s]), textsOf(b[u"phones"_s]), textsOf(b[u"numbers"_s]),
            integerOf(c[2])};
}

template <> const TableSpec &Mapper<StagedChange>::spec()
{
    static const TableSpec spec("staged_change", {"local_seq"}, {"case_id", "kind"}, 2);
    return spec;
}
template <> Cells Mapper<StagedChange>::cells(const StagedChange &r)
{
    return {r.localSeq, cellOf(r.caseId), r.kind};
}
template <> QCborMap Mapper<StagedChange>::body(const StagedChange &r)
{
    return {{u"body"_s, json(r.body)}};
}
template <> StagedChange Mapper<StagedChange>::make(const Cells &c, const QCborMap &b)
{
    return {integerOf(c[0]), uuidOf(c[1]), textOf(c[2]), jsonOf(b[u"body"_s])};
}

template <> const TableSpec &Mapper<KeyedBlob>::spec()
{
    static const TableSpec spec("blob", {"blob_id"}, {"addr", "size", "chunks"}, 3);
    return spec;
}
template <> Cells Mapper<KeyedBlob>::cells(const KeyedBlob &r)
{
    return {cellOf(r.row.blobId), r.row.addr, r.row.size, r.row.chunks};
}
template <> QCborMap Mapper<KeyedBlob>::body(const KeyedBlob &r)
{
    return {{u"key"_s, r.fileKey}, {u"sha256"_s, r.row.sha256}, {u"sm3"_s, r.row.sm3}, {u"type"_s, r.row.mediaType}};
}
template <> KeyedBlob Mapper<KeyedBlob>::make(const Cells &c, const QCborMap &b)
{
    return {{uuidOf(c[0]), bytesOf(c[1]), integerOf(c[2]), integerOf(c[3]), b[u"sha256"_s].toByteArray(), b[u"sm3"_s].toByteArray(),
             b[u"type"_s].toString()},
            b[u"key"_s].toByteArray()};
}

template <> const TableSpec &Mapper<Attachment>::spec()
{
    static const TableSpec spec("attachment", {"att_id"}, {"case_id", "blob_id", "created_ms", "slot_no", "state"}, 3);
    return spec;
}
template <> Cells Mapper<Attachment>::cells(const Attachment &r)
{
    return {cellOf(r.attId), cellOf(r.caseId), cellOf(r.blobId), r.createdMs, qint64(r.slotNo), attachmentStateName(r.state)};
}
template <> QCborMap Mapper<Attachment>::body(const Attachment &r)
{
    return {{u"slot"_s, r.slot}, {u"title"_s, r.title}, {u"order"_s, r.orderKey}, {u"pages"_s, r.pages}, {u"source"_s, r.source},
            {u"quality"_s, json(r.quality)}};
}
template <> Attachment Mapper<Attachment>::make(const Cells &c, const QCborMap &b)
{
    Attachment r;
    r.attId = uuidOf(c[0]);
    r.caseId = uuidOf(c[1]);
    r.blobId = uuidOf(c[2]);
    r.createdMs = integerOf(c[3]);
    r.slotNo = int(integerOf(c[4]));
    r.state = attachmentStateFromName(textOf(c[5])).value_or(AttachmentState::Local);
    r.slot = b[u"slot"_s].toString();
    r.title = b[u"title"_s].toString();
    r.orderKey = b[u"order"_s].toString();
    r.pages = int(b[u"pages"_s].toInteger());
    r.source = b[u"source"_s].toString();
    r.quality = jsonOf(b[u"quality"_s]);
    return r;
}

template <> const TableSpec &Mapper<Upload>::spec()
{
    static const TableSpec spec("upload", {"att_id"}, {"hint_offset", "length", "expires_ms", "attempt", "strikes"}, 0);
    return spec;
}
template <> Cells Mapper<Upload>::cells(const Upload &r)
{
    return {cellOf(r.attId), r.hintOffset, r.length, r.expiresMs, qint64(r.attempt), qint64(r.strikes)};
}
template <> QCborMap Mapper<Upload>::body(const Upload &r)
{
    return {{u"url"_s, r.url}, {u"digest"_s, r.digest}};
}
template <> Upload Mapper<Upload>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), integerOf(c[1]), integerOf(c[2]), integerOf(c[3]), int(integerOf(c[4])), int(integerOf(c[5])),
            b[u"url"_s].toString(), b[u"digest"_s].toByteArray()};
}

template <> const TableSpec &Mapper<OutboxOp>::spec()
{
    static const TableSpec spec("outbox", {"op_id"},
                                {"seq", "subject", "kind", "created_ms", "op_seq", "round_no", "state", "payload_schema", "depends_on",
                                 "attempt", "next_try_ms", "last_code", "size"}, 4);
    return spec;
}
template <> Cells Mapper<OutboxOp>::cells(const OutboxOp &r)
{
    QByteArray dependsOn;
    for (const QUuid &id : r.dependsOn)
        dependsOn += id.toRfc4122();
    return {cellOf(r.opId), r.seq, r.subject, r.kind, r.createdMs, r.opSeq, qint64(r.roundNo), opStateName(r.state),
            qint64(r.payloadSchema), dependsOn, qint64(r.attempt), r.nextTryMs, r.lastCode, qint64(r.payload.size())};
}
template <> QCborMap Mapper<OutboxOp>::body(const OutboxOp &r)
{
    QCborArray headers;
    for (const auto &header : r.headers)
        headers.append(QCborArray{header.first, header.second});
    return {{u"method"_s, r.method}, {u"path"_s, r.path}, {u"headers"_s, headers}, {u"payload"_s, r.payload}, {u"digest"_s, r.digest},
            {u"ticket"_s, r.actorTicket}, {u"more"_s, json(r.more)}};
}
template <> OutboxOp Mapper<OutboxOp>::make(const Cells &c, const QCborMap &b)
{
    OutboxOp r;
    r.opId = uuidOf(c[0]);
    r.seq = integerOf(c[1]);
    r.subject = textOf(c[2]);
    r.kind = textOf(c[3]);
    r.createdMs = integerOf(c[4]);
    r.opSeq = integerOf(c[5]);
    r.roundNo = int(integerOf(c[6]));
    r.state = opStateFromName(textOf(c[7])).value_or(OpState::Unknown);
    r.payloadSchema = int(integerOf(c[8]));
    const QByteArray dependsOn = bytesOf(c[9]);
    for (qsizetype i = 0; i + 16 <= dependsOn.size(); i += 16)
        r.dependsOn.append(QUuid::fromRfc4122(dependsOn.sliced(i, 16)));
    r.attempt = int(integerOf(c[10]));
    r.nextTryMs = integerOf(c[11]);
    r.lastCode = textOf(c[12]);
    r.method = b[u"method"_s].toString();
    r.path = b[u"path"_s].toString();
    const QCborArray headers = b[u"headers"_s].toArray();
    for (const QCborValue &header : headers)
        r.headers.append({header.toArray().at(0).toString(), header.toArray().at(1).toString()});
    r.payload = b[u"payload"_s].toByteArray();
    r.digest = b[u"digest"_s].toByteArray();
    r.actorTicket = b[u"ticket"_s].toByteArray();
    r.more = jsonOf(b[u"more"_s]);
    return r;
}

template <> const TableSpec &Mapper<OpResult>::spec()
{
    static const TableSpec spec("op_result", {"op_id"}, {"http", "code", "applied_rev", "at_ms"}, 0);
    return spec;
}
template <> Cells Mapper<OpResult>::cells(const OpResult &r)
{
    return {cellOf(r.opId), qint64(r.http), r.code, r.appliedRev, r.atMs};
}
template <> QCborMap Mapper<OpResult>::body(const OpResult &r)
{
    return {{u"answer"_s, r.answer}};
}
template <> OpResult Mapper<OpResult>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), int(integerOf(c[1])), textOf(c[2]), integerOf(c[3]), integerOf(c[4]), b[u"answer"_s].toByteArray()};
}

template <> const TableSpec &Mapper<Receipt>::spec()
{
    static const TableSpec spec("receipt", {"case_id", "round_no"}, {"submission_id", "at_ms"}, 2);
    return spec;
}
template <> Cells Mapper<Receipt>::cells(const Receipt &r)
{
    return {cellOf(r.caseId), qint64(r.roundNo), r.submissionId, r.atMs};
}
template <> QCborMap Mapper<Receipt>::body(const Receipt &r)
{
    return {{u"payload"_s, r.payload}, {u"alg"_s, r.algorithm}, {u"kid"_s, r.keyId}, {u"signature"_s, r.signature},
            {u"provincial"_s, r.provincialNumber}};
}
template <> Receipt Mapper<Receipt>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), int(integerOf(c[1])), textOf(c[2]), integerOf(c[3]), b[u"payload"_s].toByteArray(), b[u"alg"_s].toString(),
            b[u"kid"_s].toString(), b[u"signature"_s].toByteArray(), b[u"provincial"_s].toString()};
}

template <> const TableSpec &Mapper<ConflictRow>::spec()
{
    static const TableSpec spec("conflict", {"conflict_id"}, {"case_id", "no", "their_rev", "state", "at_ms"}, 2);
    return spec;
}
template <> Cells Mapper<ConflictRow>::cells(const ConflictRow &r)
{
    return {cellOf(r.conflictId), cellOf(r.caseId), qint64(r.no), r.theirRev, r.state, r.atMs};
}
template <> QCborMap Mapper<ConflictRow>::body(const ConflictRow &r)
{
    return {{u"path"_s, r.path}, {u"base"_s, optionalJson(r.base)}, {u"mine"_s, optionalJson(r.mine)},
            {u"theirs"_s, optionalJson(r.theirs)}, {u"author"_s, r.theirAuthor}, {u"resolution"_s, r.resolution},
            {u"by"_s, r.resolvedBy}};
}
template <> ConflictRow Mapper<ConflictRow>::make(const Cells &c, const QCborMap &b)
{
    ConflictRow r;
    r.conflictId = uuidOf(c[0]);
    r.caseId = uuidOf(c[1]);
    r.no = int(integerOf(c[2]));
    r.theirRev = integerOf(c[3]);
    r.state = textOf(c[4]);
    r.atMs = integerOf(c[5]);
    r.path = b[u"path"_s].toString();
    r.base = optionalJsonOf(b[u"base"_s]);
    r.mine = optionalJsonOf(b[u"mine"_s]);
    r.theirs = optionalJsonOf(b[u"theirs"_s]);
    r.theirAuthor = b[u"author"_s].toString();
    r.resolution = b[u"resolution"_s].toString();
    r.resolvedBy = b[u"by"_s].toString();
    return r;
}

template <> const TableSpec &Mapper<Consent>::spec()
{
    static const TableSpec spec("consent", {"auth_id"}, {"case_id", "kind", "state", "expires_ms"}, 2);
    return spec;
}
template <> Cells Mapper<Consent>::cells(const Consent &r)
{
    return {cellOf(r.authId), cellOf(r.caseId), r.kind, r.state, r.expiresMs};
}
template <> QCborMap Mapper<Consent>::body(const Consent &r)
{
    return {{u"holder"_s, r.holder}, {u"scope"_s, json(r.scope)}, {u"evidence"_s, json(r.evidence)}};
}
template <> Consent Mapper<Consent>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), uuidOf(c[1]), textOf(c[2]), textOf(c[3]), integerOf(c[4]), b[u"holder"_s].toString(),
            jsonOf(b[u"scope"_s]), jsonOf(b[u"evidence"_s])};
}

template <> const TableSpec &Mapper<AuditRow>::spec()
{
    static const TableSpec spec("audit_entry", {"epoch", "seq"}, {"prev", "hash", "kind", "at_ms"}, 4);
    return spec;
}
template <> Cells Mapper<AuditRow>::cells(const AuditRow &r)
{
    return {r.epoch, r.seq, r.prev, r.hash, r.kind, r.atMs};
}
template <> QCborMap Mapper<AuditRow>::body(const AuditRow &r)
{
    return {{u"entry"_s, r.entry}};
}
template <> AuditRow Mapper<AuditRow>::make(const Cells &c, const QCborMap &b)
{
    return {integerOf(c[0]), integerOf(c[1]), bytesOf(c[2]), bytesOf(c[3]), textOf(c[4]), integerOf(c[5]), b[u"entry"_s].toByteArray()};
}

template <> const TableSpec &Mapper<PrintRow>::spec()
{
    static const TableSpec spec("print_job", {"print_id"}, {"asked_ms", "printer", "phase", "job_no", "sheets", "settled", "updated_ms"}, 1, 2);
    return spec;
}
template <> Cells Mapper<PrintRow>::cells(const PrintRow &r)
{
    return {cellOf(r.printId), r.askedMs, r.printer, qint64(r.phase), qint64(r.jobNo), qint64(r.sheets), qint64(r.settled), r.updatedMs};
}
template <> QCborMap Mapper<PrintRow>::body(const PrintRow &r)
{
    return {{u"case"_s, r.caseId.toRfc4122()}, {u"kind"_s, r.kind}, {u"title"_s, r.title}, {u"slip"_s, r.slip}, {u"content"_s, r.content}};
}
template <> PrintRow Mapper<PrintRow>::make(const Cells &c, const QCborMap &b)
{
    return {uuidOf(c[0]), integerOf(c[1]), textOf(c[2]), int(integerOf(c[3])), int(integerOf(c[4])), int(integerOf(c[5])), integerOf(c[6]) != 0,
            integerOf(c[7]), QUuid::fromRfc4122(b[u"case"_s].toByteArray()), b[u"kind"_s].toString(), b[u"title"_s].toString(), b[u"slip"_s].toBool(),
            b[u"content"_s].toByteArray()};
}

const QList<const TableSpec *> &allTables()
{
    static const QList<const TableSpec *> tables{
        &Mapper<CaseRow>::spec(), &Mapper<FieldRow>::spec(), &Mapper<MirrorField>::spec(), &Mapper<CaseDoc>::spec(),
        &Mapper<SearchKeys>::spec(), &Mapper<KeyedBlob>::spec(), &Mapper<Attachment>::spec(), &Mapper<Upload>::spec(),
        &Mapper<OutboxOp>::spec(), &Mapper<OpResult>::spec(), &Mapper<Receipt>::spec(), &Mapper<ConflictRow>::spec(),
        &Mapper<StagedChange>::spec(), &Mapper<Consent>::spec(), &Mapper<AuditRow>::spec(), &Mapper<PrintRow>::spec()};
    return tables;
}

QList<const TableSpec *> tablesOf(int version)
{
    QList<const TableSpec *> tables = allTables();
    tables.removeIf([version](const TableSpec *spec) { return spec->since > version; });
    return tables;
}

} // namespace zc::store
