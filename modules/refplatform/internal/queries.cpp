#include "internal/queries.h"

#include "internal/cases.h"
#include "internal/effects.h"

#include <base/uuid.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;
namespace header = platform::header;
namespace limit = platform::limit;

QByteArray pageCursor(const Vault &vault, const QString &site, qint64 position)
{
    const QJsonObject text{{u"s"_s, site}, {u"p"_s, QString::number(position)}};
    return vault.protect("page", QJsonDocument(text).toJson(QJsonDocument::Compact));
}

std::optional<qint64> pagePosition(const Vault &vault, const QString &site, const QString &cursor)
{
    if (cursor.isEmpty())
        return 0;
    const auto payload = vault.unprotect("page", cursor.toLatin1());
    const QJsonObject text = payload ? QJsonDocument::fromJson(*payload).object() : QJsonObject();
    if (!payload || text.value(u"s").toString() != site)
        return {};
    return text.value(u"p").toString().toLongLong();
}

} // namespace

Answer getCapabilities(Service &service, const Request &)
{
    platform::Capabilities capabilities;
    capabilities.platformId = service.vault->platformId();
    capabilities.environment = service.options.environment;
    capabilities.protocol = {platform::kProtocolVersion, platform::kProtocolVersion};
    capabilities.payloadSchema = {1, platform::kPayloadSchema};
    capabilities.serverTimeMs = service.nowMs();
    capabilities.digests = {u"sha-256"_s};
    capabilities.tus = {QString::fromLatin1(platform::kTusVersion), QString::fromLatin1(platform::kTusExtensions).split(u','), limit::kFileBytes, limit::kTusPatchBytes};
    capabilities.limits = {limit::kBodyBytes, limit::kBatchLines, limit::kBatchBytes, limit::kCaseFields, limit::kFieldValueBytes, limit::kCaseAttachments};
    capabilities.feed = {limit::kFeedWaitSeconds, limit::kFeedPage, limit::kFeedRetentionDays};
    capabilities.opRetentionDays = limit::kOpRetentionDays;
    capabilities.receiptKeys = {{service.vault->keyId(), u"ES256"_s, service.vault->publicKey()}};
    capabilities.numberPattern = u"^ZB-[0-9a-f]{2}-[0-9]{8}-[0-9]{6,}$"_s;
    if (service.options.simulate)
        capabilities.features = {u"simulation"_s};
    return typedAnswer(200, capabilities);
}

Answer getTime(Service &service, const Request &) { return typedAnswer(200, platform::TimeAnswer{service.nowMs()}); }

Answer getOauthMetadata(Service &service, const Request &request)
{
    const QString base = u"http://"_s + QString::fromLatin1(request.header("host"));
    QJsonArray grants{u"client_credentials"_s, u"refresh_token"_s};
    QJsonArray methods{u"private_key_jwt"_s};
    if (service.options.environment != u"production") {
        grants.append(u"password"_s);
        methods.append(u"client_secret_post"_s);
        methods.append(u"client_secret_basic"_s);
    }
    const QJsonObject metadata{{u"issuer"_s, base},
                               {u"token_endpoint"_s, base + u"/oauth2/token"_s},
                               {u"revocation_endpoint"_s, base + u"/oauth2/revoke"_s},
                               {u"grant_types_supported"_s, grants},
                               {u"token_endpoint_auth_methods_supported"_s, methods},
                               {u"token_endpoint_auth_signing_alg_values_supported"_s, QJsonArray{u"ES256"_s}},
                               {u"response_types_supported"_s, QJsonArray{}}};
    return jsonAnswer(200, QJsonDocument(metadata).toJson(QJsonDocument::Compact));
}

Answer getCase(Service &service, const Request &request)
{
    Answer answer = problemAnswer(ProblemCode::NotFound);
    service.db->read([&](Connection &db) {
        const auto record = loadCase(*service.vault, db, uuidFromCanonicalText(request.ids.first()), request.principal.siteCode);
        if (!record)
            return;
        const QByteArray tag = platform::revisionTag('r', record->rev), flowTag = platform::revisionTag('w', record->flowRev);
        // Unchanged speaks of the content; the Flow-Tag beside it says whether the workflow moved.
        const bool same = request.header(header::kIfNoneMatch) == tag;
        answer = same ? Answer{} : typedAnswer(200, wholeCase(*service.vault, db, *record));
        answer.status = same ? 304 : 200;
        answer.with(header::kETag, tag).with(header::kFlowTag, flowTag);
    });
    return answer;
}

Answer getTimeline(Service &service, const Request &request)
{
    const auto position = pagePosition(*service.vault, request.principal.siteCode, request.query.value(u"cursor"_s));
    const auto count = strictInteger(request.query.value(u"limit"_s, u"200"_s).toLatin1(), 1, 500);
    if (!position)
        return problemAnswer(ProblemCode::CursorInvalid);
    if (!count)
        return problemAnswer(ProblemCode::BodyInvalid, u"limit"_s);
    Answer answer = problemAnswer(ProblemCode::NotFound);
    service.db->read([&](Connection &db) {
        const QUuid caseId = uuidFromCanonicalText(request.ids.first());
        if (!loadCase(*service.vault, db, caseId, request.principal.siteCode))
            return;
        platform::GetTimelineAnswer page;
        qint64 last = *position;
        const auto rows = db.rows("SELECT rowid, at_ms, acted_ms, kind, clerk, client_id FROM operation WHERE subject=? AND status='applied' AND rowid>?"
                                  " ORDER BY rowid LIMIT ?",
                                  {caseId.toRfc4122(), *position, *count + 1});
        for (const Row &row : rows) {
            if (page.entries.size() == *count) {
                page.more = true;
                break;
            }
            page.entries.append({row.at(1).toLongLong(), row.at(2).toLongLong(), row.at(3).toString(), row.at(4).toString(),
                                 uuidText(QUuid::fromRfc4122(row.at(5).toByteArray())), {}});
            last = row.at(0).toLongLong();
        }
        page.cursor = QString::fromLatin1(pageCursor(*service.vault, request.principal.siteCode, last));
        answer = typedAnswer(200, page);
    });
    return answer;
}

Answer searchCases(Service &service, const Request &request)
{
    const auto body = platform::decode<platform::SearchCasesRequest>(request.body, platform::Wire::Request);
    if (!body)
        return problemAnswer(bodyProblem(body.error()));
    const auto position = pagePosition(*service.vault, request.principal.siteCode, body->cursor);
    if (!position)
        return problemAnswer(ProblemCode::CursorInvalid);
    const int count = body->limit.value_or(200);
    QByteArray sql("SELECT rowid, case_id FROM case_file WHERE site=? AND rowid>?");
    QVariantList arguments{request.principal.siteCode, *position};
    if (body->scope == u"mine" && !request.principal.clerkId.isEmpty()) {
        sql += " AND owner=?";
        arguments << request.principal.clerkId;
    }
    if (!body->itemCode.isEmpty()) {
        sql += " AND item_code=?";
        arguments << body->itemCode;
    }
    if (!body->states.isEmpty()) {
        sql += " AND state IN (?" + QByteArray(",?").repeated(body->states.size() - 1) + ')';
        for (const QString &state : body->states)
            arguments << state;
    }
    const struct { const char *kind; const QString &value; } keys[] = {
        {"number", body->number}, {"provisionalNumber", body->provisionalNumber}, {"idNumber", body->idNumber}, {"name", body->name}};
    for (const auto &key : keys) {
        if (key.value.isEmpty())
            continue;
        sql += " AND case_id IN (SELECT case_id FROM lookup WHERE kind=? AND digest=?)";
        arguments << QString::fromLatin1(key.kind) << lookupDigest(*service.vault, key.kind, key.value);
    }
    sql += " ORDER BY rowid LIMIT ?";
    arguments << count + 1;
    platform::SearchCasesAnswer page;
    service.db->read([&](Connection &db) {
        qint64 last = *position;
        const auto rows = db.rows(sql.constData(), arguments);
        for (const Row &row : rows) {
            if (page.cases.size() == count) {
                page.more = true;
                break;
            }
            if (const auto record = loadCase(*service.vault, db, QUuid::fromRfc4122(row.at(1).toByteArray())))
                page.cases << record->head();
            last = row.at(0).toLongLong();
        }
        page.cursor = QString::fromLatin1(pageCursor(*service.vault, request.principal.siteCode, last));
    });
    return typedAnswer(200, page);
}

Answer getSubmission(Service &service, const Request &request)
{
    const auto round = strictInteger(request.ids.at(1).toLatin1(), 1, 100000);
    Answer answer = problemAnswer(ProblemCode::NotFound);
    service.db->read([&](Connection &db) {
        const QUuid caseId = uuidFromCanonicalText(request.ids.first());
        if (!round || !loadCase(*service.vault, db, caseId, request.principal.siteCode))
            return;
        const auto row = db.row("SELECT body FROM submission WHERE case_id=? AND round_no=?", {caseId.toRfc4122(), *round});
        if (row)
            answer = jsonAnswer(200, service.vault->open("submission", caseId.toRfc4122() + QByteArray::number(*round), 1, row->first().toByteArray()));
    });
    return answer;
}

Answer listAttachments(Service &service, const Request &request)
{
    Answer answer = problemAnswer(ProblemCode::NotFound);
    service.db->read([&](Connection &db) {
        const auto record = loadCase(*service.vault, db, uuidFromCanonicalText(request.ids.first()), request.principal.siteCode);
        if (!record)
            return;
        platform::ListAttachmentsAnswer list;
        list.attRev = record->attRev;
        const auto all = loadAttachments(*service.vault, db, record->caseId);
        for (const AttachmentRecord &attachment : all)
            list.attachments << attachment.wire;
        answer = typedAnswer(200, list);
    });
    return answer;
}

Answer getAttachmentContent(Service &service, const Request &request)
{
    std::optional<AttachmentRecord> found;
    service.db->read([&](Connection &db) {
        const QUuid caseId = uuidFromCanonicalText(request.ids.first());
        if (loadCase(*service.vault, db, caseId, request.principal.siteCode))
            found = loadAttachment(*service.vault, db, caseId, uuidFromCanonicalText(request.ids.at(1)));
    });
    if (!found || found->wire.state != u"bound")
        return problemAnswer(ProblemCode::NotFound);
    const qint64 size = found->wire.size.value_or(0);
    const auto range = byteRange(request.header("range"), size);
    if (!range)
        return problemAnswer(ProblemCode::RangeInvalid).with("Content-Range", "bytes */" + QByteArray::number(size));
    Answer answer;
    answer.status = range->partial ? 206 : 200;
    answer.mediaType = platform::media::kBytes;
    answer.with(header::kETag, '"' + found->wire.sha256 + '"').with("Accept-Ranges", "bytes");
    if (range->partial)
        answer.with("Content-Range", "bytes " + QByteArray::number(range->from) + '-' + QByteArray::number(range->from + range->length - 1) + '/'
                                         + QByteArray::number(size));
    else
        answer.with(header::kContentDigest, "sha-256=:" + QByteArray::fromHex(found->wire.sha256).toBase64() + ':');
    answer.streamLength = range->length;
    answer.stream = [&service, record = *found, size, range = *range](const std::function<bool(QByteArrayView)> &sink) {
        return service.blobs->read(record.blobId, record.key, size, range.from, range.length, sink);
    };
    return answer;
}

Answer getLive(Service &, const Request &) { return jsonAnswer(200, R"({"status":"up"})"); }

Answer getReady(Service &service, const Request &)
{
    service.db->read([](Connection &db) { db.row("SELECT head FROM part_head WHERE part=0"); });
    return jsonAnswer(200, R"({"status":"ready"})");
}

Answer getMetrics(Service &service, const Request &)
{
    qint64 head = 0;
    service.db->read([&](Connection &db) { head = db.row("SELECT head FROM part_head WHERE part=0")->first().toLongLong(); });
    Answer answer = jsonAnswer(200, "# TYPE zc_feed_head counter\nzc_feed_head " + QByteArray::number(head)
                                        + "\n# TYPE zc_write_queue gauge\nzc_write_queue " + QByteArray::number(service.db->waiting()) + '\n');
    answer.mediaType = "text/plain; version=0.0.4";
    return answer;
}

} // namespace zc::refplatform
