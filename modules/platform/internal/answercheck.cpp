#include "internal/answercheck.h"

#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/problem.h>

namespace zc::platform::internal {
namespace {

using namespace Qt::StringLiterals;

Error foreign(int status, const QString &what) { return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, u"http %1: %2"_s.arg(status).arg(what)}; }

qint64 retryAfter(const net::Headers &headers)
{
    bool number = false;
    const qint64 seconds = headers.single(header::kRetryAfter).toLongLong(&number);
    return number && seconds > 0 ? std::min<qint64>(seconds, 3600) * 1000 : 0;
}

} // namespace

bool isJsonType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    return type == media::kJson || type == media::kProblem;
}

OperationAnswer checkOperation(const QUuid &opId, const net::Response &response)
{
    OperationAnswer answer;
    answer.http = response.status;
    answer.elapsedMs = response.elapsedMs;
    const auto refuse = [&](const QString &what) {
        answer.why = foreign(response.status, what);
        return answer;
    };
    const net::Headers &headers = response.headers;
    if (!response.framed)
        return refuse(u"no length"_s);
    if (headers.single(header::kOpId) != uuidText(opId).toLatin1())
        return refuse(u"no Op-Id of this operation"_s);
    if (!isJsonType(headers.single("Content-Type")))
        return refuse(u"not JSON"_s);
    if (!contentDigestMatches(headers.single(header::kContentDigest), response.body))
        return refuse(u"digest"_s);
    const bool success = response.status >= 200 && response.status < 300;
    if (!success && response.status < 400)
        return refuse(u"redirect"_s);
    answer.recorded = headers.single(header::kOpRecorded) == "?1";
    answer.replayed = headers.single(header::kOpReplayed) == "?1";
    answer.retryAfterMs = retryAfter(headers);
    answer.rev = tagRevision(headers.single(header::kETag), 'r');
    answer.flowRev = tagRevision(headers.single(header::kFlowTag), 'w');
    answer.body = response.body;
    if (success) {
        if (!answer.recorded)
            return refuse(u"success without a record"_s);
    } else {
        auto problem = decode<Problem>(response.body, Wire::Answer);
        if (!problem)
            return refuse(u"problem document"_s);
        answer.problem = std::move(*problem);
    }
    answer.ours = true;
    return answer;
}

Result<QByteArray> checkRead(const net::Response &response)
{
    const net::Headers &headers = response.headers;
    if (!response.framed || !isJsonType(headers.single("Content-Type")) || headers.single(header::kServerTimeMs).isEmpty())
        return foreign(response.status, u"not the platform's"_s);
    if (headers.has(header::kContentDigest) && !contentDigestMatches(headers.single(header::kContentDigest), response.body))
        return foreign(response.status, u"digest"_s);
    if (response.status >= 200 && response.status < 300)
        return response.body;
    if (response.status < 400)
        return foreign(response.status, u"redirect"_s);
    auto problem = decode<Problem>(response.body, Wire::Answer);
    if (!problem)
        return foreign(response.status, u"problem document"_s);
    return errorOf(*problem);
}

} // namespace zc::platform::internal
