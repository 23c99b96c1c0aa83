#include "internal/cases.h"

#include "internal/officeops.h"
#include "internal/values.h"

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;

QByteArray pathDigest(const Vault &vault, const QUuid &caseId, const QString &path)
{
    return vault.mac("path", caseId.toRfc4122() + path.toUtf8()).first(16);
}

platform::FieldState fieldOf(const Vault &vault, const QUuid &caseId, const Row &row)
{
    const QByteArray key = caseId.toRfc4122() + row.at(0).toByteArray();
    const auto body = platform::decode<platform::FieldState>(vault.open("field", key, quint64(row.at(1).toLongLong()), row.at(2).toByteArray()),
                                                             platform::Wire::Answer);
    if (!body)
        throw DbFault("a stored field does not read: " + body.error().code.toStdString());
    return *body;
}

AttachmentRecord attachmentOf(const Vault &vault, const QUuid &caseId, const Row &row)
{
    const QByteArray attId = row.at(0).toByteArray();
    const QByteArray plain = vault.open("attachment", caseId.toRfc4122() + attId, quint64(row.at(1).toLongLong()), row.at(3).toByteArray());
    QJsonObject object = QJsonDocument::fromJson(plain).object();
    AttachmentRecord record;
    record.key = QByteArray::fromBase64(object.take(u"key"_s).toString().toLatin1());
    const auto wire = platform::decode<platform::Attachment>(QJsonValue(object), platform::Wire::Answer);
    if (!wire)
        throw DbFault("a stored attachment does not read: " + wire.error().code.toStdString());
    record.wire = *wire;
    record.blobId = QUuid::fromRfc4122(row.at(2).toByteArray());
    return record;
}

} // namespace

platform::CaseHead CaseRecord::head() const
{
    platform::CaseHead head;
    head.caseId = caseId;
    head.itemCode = itemCode;
    head.packVersion = packVersion;
    head.packSha256 = packSha256;
    head.siteCode = site;
    head.number = number;
    head.provisionalNumber = provisionalNumber;
    head.rev = rev;
    head.flowRev = flowRev;
    head.attRev = attRev;
    head.state = state;
    head.mode = mode;
    head.finishKind = finishKind;
    head.roundNo = roundNo;
    head.promiseDueMs = promiseMs;
    head.statutoryDueMs = statutoryMs;
    head.updatedAtMs = updatedMs;
    return head;
}

bool CaseRecord::closed() const
{
    return frozen || !(state == u"draft" || state == u"received" || state == u"awaitingCorrection");
}

std::optional<CaseRecord> loadCase(const Vault &vault, Connection &db, const QUuid &caseId)
{
    const auto row = db.row("SELECT site, item_code, pack_version, pack_sha256, content_rev, flow_rev, att_rev, state, mode, finish_kind,"
                            " round_no, frozen, corrections, owner, created_ms, updated_ms, received_ms, promise_ms, statutory_ms, event_seq,"
                            " event_hash, rv, body FROM case_file WHERE case_id=?",
                            {caseId.toRfc4122()});
    if (!row)
        return {};
    CaseRecord record;
    record.caseId = caseId;
    record.site = row->at(0).toString();
    record.itemCode = row->at(1).toString();
    record.packVersion = row->at(2).toString();
    record.packSha256 = row->at(3).toString().toLatin1();
    record.rev = row->at(4).toLongLong();
    record.flowRev = row->at(5).toLongLong();
    record.attRev = row->at(6).toLongLong();
    record.state = row->at(7).toString();
    record.mode = row->at(8).toString();
    record.finishKind = row->at(9).toString();
    record.roundNo = int(row->at(10).toLongLong());
    record.frozen = row->at(11).toLongLong() != 0;
    record.corrections = int(row->at(12).toLongLong());
    record.owner = row->at(13).toString();
    record.createdMs = row->at(14).toLongLong();
    record.updatedMs = row->at(15).toLongLong();
    record.receivedMs = orNothing(row->at(16));
    record.promiseMs = orNothing(row->at(17));
    record.statutoryMs = orNothing(row->at(18));
    record.eventSeq = row->at(19).toLongLong();
    record.eventHash = row->at(20).toString().toLatin1();
    record.rv = row->at(21).toLongLong();
    const QJsonObject body = QJsonDocument::fromJson(vault.open("case_file", caseId.toRfc4122(), quint64(record.rv), row->at(22).toByteArray())).object();
    record.number = body.value(u"number").toString();
    record.provisionalNumber = body.value(u"provisionalNumber").toString();
    record.situation = body.value(u"situation").toString();
    record.channel = body.value(u"channel").toObject();
    return record;
}

std::optional<CaseRecord> loadCase(const Vault &vault, Connection &db, const QUuid &caseId, const QString &site)
{
    auto record = loadCase(vault, db, caseId);
    if (record && record->site != site)
        record.reset();
    return record;
}

void saveCase(const Vault &vault, Connection &db, CaseRecord &record, qint64 nowMs)
{
    ++record.rv;
    record.updatedMs = nowMs;
    const QByteArray body = compact({{u"number"_s, record.number}, {u"provisionalNumber"_s, record.provisionalNumber},
                                     {u"situation"_s, record.situation}, {u"channel"_s, record.channel}});
    db.run("INSERT INTO case_file VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(case_id) DO UPDATE SET"
           " content_rev=excluded.content_rev, flow_rev=excluded.flow_rev, att_rev=excluded.att_rev, state=excluded.state, mode=excluded.mode,"
           " finish_kind=excluded.finish_kind, round_no=excluded.round_no, frozen=excluded.frozen, corrections=excluded.corrections,"
           " updated_ms=excluded.updated_ms, received_ms=excluded.received_ms, promise_ms=excluded.promise_ms,"
           " statutory_ms=excluded.statutory_ms, event_seq=excluded.event_seq, event_hash=excluded.event_hash, rv=excluded.rv, body=excluded.body",
           {record.caseId.toRfc4122(), record.site, record.itemCode, record.packVersion, QString::fromLatin1(record.packSha256), record.rev,
            record.flowRev, record.attRev, record.state, record.mode, record.finishKind, record.roundNo, int(record.frozen), record.corrections,
            record.owner, record.createdMs, record.updatedMs, orNull(record.receivedMs), orNull(record.promiseMs), orNull(record.statutoryMs),
            record.eventSeq, QString::fromLatin1(record.eventHash), record.rv,
            vault.seal("case_file", record.caseId.toRfc4122(), quint64(record.rv), body)});
}

void moveFlow(Effect &effect, CaseRecord &record, const QString &state)
{
    record.state = state;
    ++record.flowRev;
    saveCase(*effect.service.vault, effect.db, record, effect.nowMs);
    effect.change("case.flow", record.rev, record.flowRev, platform::toJson(record.head()));
    renewTask(effect, record);
}

QList<platform::FieldState> loadFields(const Vault &vault, Connection &db, const QUuid &caseId)
{
    QList<platform::FieldState> fields;
    const auto rows = db.rows("SELECT path_digest, rev, body FROM field WHERE case_id=? ORDER BY rowid", {caseId.toRfc4122()});
    for (const Row &row : rows)
        fields << fieldOf(vault, caseId, row);
    return fields;
}

std::optional<platform::FieldState> loadField(const Vault &vault, Connection &db, const QUuid &caseId, const QString &path)
{
    const auto row = db.row("SELECT path_digest, rev, body FROM field WHERE case_id=? AND path_digest=?",
                            {caseId.toRfc4122(), pathDigest(vault, caseId, path)});
    if (!row)
        return {};
    return fieldOf(vault, caseId, *row);
}

void saveField(const Vault &vault, Connection &db, const QUuid &caseId, const platform::FieldState &field)
{
    const QByteArray digest = pathDigest(vault, caseId, field.path);
    db.run("INSERT INTO field VALUES(?,?,?,?) ON CONFLICT(case_id, path_digest) DO UPDATE SET rev=excluded.rev, body=excluded.body",
           {caseId.toRfc4122(), digest, field.rev, vault.seal("field", caseId.toRfc4122() + digest, quint64(field.rev), platform::encode(field))});
}

QList<AttachmentRecord> loadAttachments(const Vault &vault, Connection &db, const QUuid &caseId)
{
    QList<AttachmentRecord> list;
    const auto rows = db.rows("SELECT att_id, att_rev, blob_id, body FROM attachment WHERE case_id=? ORDER BY att_rev", {caseId.toRfc4122()});
    for (const Row &row : rows)
        list << attachmentOf(vault, caseId, row);
    return list;
}

std::optional<AttachmentRecord> loadAttachment(const Vault &vault, Connection &db, const QUuid &caseId, const QUuid &attId)
{
    const auto row = db.row("SELECT att_id, att_rev, blob_id, body FROM attachment WHERE case_id=? AND att_id=?", {caseId.toRfc4122(), attId.toRfc4122()});
    if (!row)
        return {};
    return attachmentOf(vault, caseId, *row);
}

void saveAttachment(const Vault &vault, Connection &db, const QUuid &caseId, const AttachmentRecord &record)
{
    QJsonObject body = platform::toJson(record.wire);
    body.insert(u"key"_s, QString::fromLatin1(record.key.toBase64()));
    const QByteArray attId = record.wire.attId.toRfc4122();
    const qint64 attRev = record.wire.attRev.value_or(0);
    db.run("INSERT INTO attachment VALUES(?,?,?,?,?,?,?) ON CONFLICT(case_id, att_id) DO UPDATE SET att_rev=excluded.att_rev,"
           " state=excluded.state, body=excluded.body",
           {caseId.toRfc4122(), attId, attRev, record.wire.state, record.blobId.toRfc4122(), record.wire.size.value_or(0),
            vault.seal("attachment", caseId.toRfc4122() + attId, quint64(attRev), compact(body))});
}

QByteArray lookupDigest(const Vault &vault, const char *kind, const QString &value)
{
    return vault.mac(kind, value.normalized(QString::NormalizationForm_KC).simplified().toUpper().toUtf8());
}

void addLookup(const Vault &vault, Connection &db, const char *kind, const QString &value, const QUuid &caseId)
{
    if (!value.isEmpty())
        db.run("INSERT INTO lookup VALUES(?,?,?) ON CONFLICT DO NOTHING", {QString::fromLatin1(kind), lookupDigest(vault, kind, value), caseId.toRfc4122()});
}

const char *lookupKind(const QString &path)
{
    const QString last = path.section(u'.', -1).toLower();
    if (last.endsWith(u"idnumber") || last.endsWith(u"uscc"))
        return "idNumber";
    return last == u"name" || last.endsWith(u"applicantname") ? "name" : nullptr;
}

platform::Case wholeCase(const Vault &vault, Connection &db, const CaseRecord &record)
{
    platform::Case out;
    out.head = record.head();
    out.fields = loadFields(vault, db, record.caseId);
    const auto attachments = loadAttachments(vault, db, record.caseId);
    for (const AttachmentRecord &attachment : attachments)
        out.attachments << attachment.wire;
    const auto rows = db.rows("SELECT no, body FROM decision WHERE case_id=? ORDER BY no", {record.caseId.toRfc4122()});
    for (const Row &row : rows) {
        const QByteArray key = record.caseId.toRfc4122() + row.at(0).toByteArray();
        const auto decision = platform::decode<platform::Decision>(vault.open("decision", key, 1, row.at(1).toByteArray()), platform::Wire::Answer);
        if (decision)
            out.decisions << *decision;
    }
    out.notices = loadNotices(vault, db, record.caseId);
    return out;
}

} // namespace zc::refplatform
