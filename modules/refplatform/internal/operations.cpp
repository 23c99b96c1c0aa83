#include "internal/effects.h"

#include <base/strictjson.h>
#include <base/uuid.h>
#include <crypto/digest.h>

#include <QJsonDocument>
#include <QSet>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;
namespace header = platform::header;

constexpr char kColumns[] = "op_id, op_seq, epoch, status, http, etag, flow_tag, answer, at_ms";

platform::OperationStatus statusOf(Service &service, const Row &row, bool withAnswer)
{
    platform::OperationStatus status;
    status.opId = QUuid::fromRfc4122(row.at(0).toByteArray());
    status.opSeq = row.at(1).toLongLong();
    status.epoch = row.at(2).toLongLong();
    status.status = row.at(3).toString();
    status.http = int(row.at(4).toLongLong());
    status.etag = row.at(5).toString();
    status.flowTag = row.at(6).toString();
    if (withAnswer)
        status.answer = QJsonDocument::fromJson(service.vault->open("operation", row.at(0).toByteArray(), 1, row.at(7).toByteArray())).object();
    return status;
}

QByteArray headerOf(const Answer &answer, const char *name)
{
    for (const auto &[key, value] : answer.headers)
        if (key == name)
            return value;
    return {};
}

} // namespace

Answer getOperation(Service &service, const Request &request)
{
    const QUuid opId = uuidFromCanonicalText(request.ids.first());
    const QUuid subject = uuidFromCanonicalText(request.query.value(u"subject"_s));
    if (subject.isNull())
        return problemAnswer(ProblemCode::BodyInvalid, u"subject"_s);
    Answer answer = problemAnswer(ProblemCode::OpUnknown);
    service.db->read([&](Connection &db) {
        const auto row = db.row((QByteArray("SELECT ") + kColumns + " FROM operation WHERE op_id=? AND subject=? AND client_id=?").constData(),
                                {opId.toRfc4122(), subject.toRfc4122(), request.principal.clientId.toRfc4122()});
        if (!row)
            return;
        if (row->at(8).toLongLong() < service.nowMs() - qint64(platform::limit::kOpRetentionDays) * 24 * 3600 * 1000)
            answer = problemAnswer(ProblemCode::OpExpired);
        else
            answer = typedAnswer(200, statusOf(service, *row, true));
    });
    answer.with(header::kOpId, uuidText(opId).toLatin1());
    return answer;
}

Answer listOperations(Service &service, const Request &request)
{
    const QUuid subject = uuidFromCanonicalText(request.query.value(u"subject"_s));
    const auto after = strictInteger(request.query.value(u"afterSeq"_s, u"0"_s).toLatin1(), 0, (qint64(1) << 53) - 1);
    const auto limit = strictInteger(request.query.value(u"limit"_s, u"200"_s).toLatin1(), 1, 500);
    if (subject.isNull() || !after || !limit)
        return problemAnswer(ProblemCode::BodyInvalid, u"subject, afterSeq or limit"_s);
    platform::ListOperationsAnswer list;
    const QByteArray client = request.principal.clientId.toRfc4122();
    service.db->read([&](Connection &db) {
        if (const auto row = db.row("SELECT epoch FROM client WHERE client_id=?", {client}))
            list.epoch = row->first().toLongLong();
        if (const auto row = db.row("SELECT last_seq FROM op_seq WHERE subject=? AND client_id=? AND epoch=?", {subject.toRfc4122(), client, list.epoch}))
            list.lastSeq = row->first().toLongLong();
        const auto rows = db.rows((QByteArray("SELECT ") + kColumns
                                   + " FROM operation WHERE subject=? AND client_id=? AND op_seq>? ORDER BY epoch, op_seq LIMIT ?").constData(),
                                  {subject.toRfc4122(), client, *after, *limit});
        for (const Row &row : rows)
            list.operations << statusOf(service, row, false);
    });
    return typedAnswer(200, list);
}

Answer postBatch(Service &service, const Request &request, const std::function<Answer(const Request &)> &dispatch)
{
    Q_UNUSED(service)
    if (!platform::contentDigestMatches(request.header(header::kContentDigest), request.body))
        return problemAnswer(request.has(header::kContentDigest) ? ProblemCode::DigestBody : ProblemCode::HeaderInvalid);
    QList<QByteArray> lines = request.body.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    if (lines.size() > platform::limit::kBatchLines)
        return problemAnswer(ProblemCode::BodyTooLarge, u"lines"_s);
    // All lines are read before the first takes effect: half a batch is never applied because its end was malformed.
    QList<platform::BatchLine> parsed;
    for (const QByteArray &line : std::as_const(lines)) {
        const auto entry = platform::decode<platform::BatchLine>(line, platform::Wire::Request);
        if (!entry)
            return problemAnswer(bodyProblem(entry.error()));
        if (platform::sha256Hex(entry->body) != entry->sha256)
            return problemAnswer(ProblemCode::DigestBody);
        parsed << *entry;
    }
    QSet<QString> failed;      // subjects of which an earlier line failed
    QByteArray out;
    for (const platform::BatchLine &line : std::as_const(parsed)) {
        const QString subject = line.path.startsWith(u"/v1/cases/") ? line.path.section(u'/', 3, 3) : QString();
        platform::OperationStatus status;
        status.opId = line.opId;
        status.opSeq = line.opSeq;
        status.epoch = line.epoch;
        if (failed.contains(subject)) {
            status.status = u"notTried"_s;
            status.http = platform::problemInfo(ProblemCode::EarlierFailed).status;
            status.answer = platform::toJson(platform::makeProblem(ProblemCode::EarlierFailed));
        } else {
            Request single;
            single.principal = request.principal;
            single.path = line.path.toLatin1();
            single.body = line.body;
            single.contentLength = line.body.size();
            const auto set = [&](const char *name, const QByteArray &value) {
                if (!value.isEmpty())
                    single.headers.insert(QByteArray(name).toLower(), value);
            };
            set(":method", line.method.toLatin1());
            set(header::kIdempotencyKey, '"' + uuidText(line.opId).toLatin1() + '"');
            set(header::kOpSeq, QByteArray::number(line.opSeq));
            set(header::kClientEpoch, QByteArray::number(line.epoch));
            set(header::kPayloadSchema, QByteArray::number(line.payloadSchema));
            set(header::kActedAt, QByteArray::number(line.actedAtMs));
            set(header::kActorTicket, line.actorTicket.toLatin1());
            set(header::kIfMatch, line.ifMatch.toLatin1());
            set(header::kIfNoneMatch, line.ifNoneMatch.toLatin1());
            if (line.baseRev)
                set(header::kBaseRev, QByteArray::number(*line.baseRev));
            set(header::kContentDigest, platform::contentDigest(line.body));
            const Answer answer = dispatch(single);
            status.http = answer.status;
            status.replayed = headerOf(answer, header::kOpReplayed) == "?1";
            status.etag = QString::fromLatin1(headerOf(answer, header::kETag));
            status.flowTag = QString::fromLatin1(headerOf(answer, header::kFlowTag));
            const bool recorded = headerOf(answer, header::kOpRecorded) == "?1";
            status.status = answer.status < 300 ? u"applied"_s : recorded ? u"refused"_s : u"notTried"_s;
            status.answer = QJsonDocument::fromJson(answer.body).object();
            if (answer.status >= 300)
                failed.insert(subject);
        }
        out += platform::encode(status) + '\n';
    }
    Answer answer = jsonAnswer(200, out);
    answer.mediaType = platform::media::kNdjson;
    return answer;
}

} // namespace zc::refplatform
