#include "internal/router.h"

#include "internal/caseops.h"
#include "internal/catalogue.h"
#include "internal/effects.h"
#include "internal/officeops.h"
#include "internal/queries.h"
#include "internal/service.h"

#include <base/logging.h>
#include <base/uuid.h>

#include <QLoggingCategory>

#include <map>

ZC_LOGGING_CATEGORY(lcPlatform, "refplatform")

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::Endpoint;
using platform::ProblemCode;
using Handler = std::function<Answer(Service &, const Request &)>;

Handler operation(Outcome (*effect)(Effect &))
{
    return [effect](Service &service, const Request &request) { return runOperation(service, request, effect); };
}

// operationId → handler. What is not here answers NOT_FOUND, like any path that does not exist.
const std::map<std::string_view, Handler> &handlers()
{
    static const std::map<std::string_view, Handler> table{
        {"getCapabilities", getCapabilities},
        {"getTime", getTime},
        {"getOauthMetadata", getOauthMetadata},
        {"postToken", [](Service &s, const Request &r) { return s.identity->token(r); }},
        {"postRevoke", [](Service &s, const Request &r) { return s.identity->revoke(r); }},
        {"enrolClient", [](Service &s, const Request &r) { return s.identity->enrol(r); }},
        {"getMe", [](Service &s, const Request &r) { return s.identity->me(r); }},
        {"getCatalogueChanges", getCatalogueChanges},
        {"getPack", getPack},
        {"createCase", operation(createCase)},
        {"getCase", getCase},
        {"patchCase", operation(patchCase)},
        {"getTimeline", getTimeline},
        {"searchCases", searchCases},
        {"issueNumber", operation(issueNumber)},
        {"recordIntake", operation(recordIntake)},
        {"postCaseEvents", operation(postCaseEvents)},
        {"submitCase", operation(submitCase)},
        {"getSubmission", getSubmission},
        {"withdrawCase", operation(withdrawCase)},
        {"getOperation", getOperation},
        {"listOperations", listOperations},
        {"voidOperation", voidOperation},
        {"postBatch", {}},                // needs the router itself
        {"getChanges", {}},
        {"uploadOptions", [](Service &s, const Request &) { return s.uploads->options(); }},
        {"createUpload", [](Service &s, const Request &r) { return s.uploads->create(r); }},
        {"headUpload", [](Service &s, const Request &r) { return s.uploads->head(r); }},
        {"patchUpload", [](Service &s, const Request &r) { return s.uploads->patch(r); }},
        {"deleteUpload", [](Service &s, const Request &r) { return s.uploads->remove(r); }},
        {"listAttachments", listAttachments},
        {"bindAttachment", bindAttachment},
        {"removeAttachment", operation(removeAttachment)},
        {"getAttachmentContent", getAttachmentContent},
        {"decide", operation(decideCase)},
        {"listTasks", listTasks},
        {"claimTask", operation(claimTask)},
        {"releaseTask", operation(releaseTask)},
        {"createNotice", operation(createNotice)},
        {"listNotices", listNotices},
        {"getNoticeContent", getNoticeContent},
        {"recordDelivery", operation(recordDelivery)},
        {"createRating", operation(createRating)},
        {"postAuditSegment", operation(postAuditSegment)},
        {"getAuditHead", getAuditHead},
        {"getLive", getLive},
        {"getReady", getReady},
        {"getMetrics", getMetrics},
    };
    return table;
}

bool isUpload(const Endpoint &endpoint) { return QByteArrayView(endpoint.path).startsWith("/v1/uploads"); }

// Values of the {…} parts if `path` fits the template.
std::optional<QStringList> match(QByteArrayView pattern, const QByteArray &path)
{
    const QList<QByteArray> wanted = pattern.toByteArray().split('/');
    const QList<QByteArray> given = path.split('/');
    if (wanted.size() != given.size())
        return {};
    QStringList ids;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted.at(i).startsWith('{'))
            ids << QString::fromLatin1(given.at(i));
        else if (wanted.at(i) != given.at(i))
            return {};
    }
    return ids;
}

// The form of each id by its name in the template; a malformed one is 400, not 404.
bool idsInForm(const Endpoint &endpoint, const QStringList &ids)
{
    qsizetype at = 0;
    const QList<QByteArray> parts = QByteArrayView(endpoint.path).toByteArray().split('/');
    for (const QByteArray &part : parts) {
        if (!part.startsWith('{'))
            continue;
        const QString &id = ids.at(at++);
        if ((part == "{caseId}" || part == "{attId}" || part == "{opId}") && uuidFromCanonicalText(id).isNull())
            return false;
        if ((part == "{taskId}" || part == "{noticeId}") && (!id.startsWith(u"00-") || uuidFromCanonicalText(QStringView(id).sliced(3)).isNull()))
            return false;
        if (part == "{packId}" && !platform::isSha256Text(id.toLatin1()))
            return false;
        if (part == "{uploadId}" && (id.size() < 39 || id.size() > 64))
            return false;
    }
    return true;
}

qint64 bodyLimit(const Endpoint &endpoint)
{
    const QByteArrayView name(endpoint.name);
    return name == QByteArrayView("postBatch") ? platform::limit::kBatchBytes : platform::limit::kBodyBytes;
}

const char *mediaOf(const Endpoint &endpoint)
{
    const QByteArrayView path(endpoint.path);
    if (path.startsWith("/oauth2/"))
        return platform::media::kForm;
    return path == QByteArrayView("/v1/ops:batch") ? platform::media::kNdjson : platform::media::kJson;
}

} // namespace

bool Router::streams(const Endpoint &endpoint) { return QByteArrayView(endpoint.name) == QByteArrayView("patchUpload"); }

QStringList Router::servedNames()
{
    QStringList names;
    for (const auto &[name, handler] : handlers())
        names << QString::fromLatin1(name.data(), qsizetype(name.size()));
    return names;
}

std::optional<Answer> Router::admit(Request &request, const QByteArray &method, bool admin)
{
    bool pathKnown = false;
    QStringList allowed;
    for (const Endpoint &endpoint : platform::endpoints()) {
        const bool ofAdmin = QByteArrayView(endpoint.path).startsWith("/health") || QByteArrayView(endpoint.path) == QByteArrayView("/metrics");
        if (ofAdmin != admin || !handlers().contains(endpoint.name))
            continue;
        const auto ids = match(endpoint.path, request.path);
        if (!ids)
            continue;
        pathKnown = true;
        allowed << QString::fromLatin1(endpoint.method);
        if (method != endpoint.method)
            continue;
        request.endpoint = &endpoint;
        request.ids = *ids;
        break;
    }
    if (!request.endpoint) {
        if (!pathKnown)
            return problemAnswer(ProblemCode::NotFound);
        return problemAnswer(ProblemCode::MethodNotAllowed).with("Allow", allowed.join(u", ").toLatin1());
    }
    const Endpoint &endpoint = *request.endpoint;
    if (!idsInForm(endpoint, request.ids))
        return problemAnswer(ProblemCode::HeaderInvalid, u"id in the path"_s);
    if (!admin) {
        const Identity::Admission admission = m_service.identity->admit(request.header("authorization"), endpoint.scopes);
        if (admission.refusal) {
            Answer answer = problemAnswer(*admission.refusal);
            if (answer.status == 401)
                answer.with("WWW-Authenticate", "Bearer");
            return answer;
        }
        request.principal = admission.principal;
    }
    if (request.has("content-encoding") && request.header("content-encoding") != "identity")
        return problemAnswer(ProblemCode::MediaType, u"compressed request"_s);
    if (isUpload(endpoint))
        return m_service.uploads->refuseEarly(request);
    if (request.contentLength > bodyLimit(endpoint))
        return problemAnswer(ProblemCode::BodyTooLarge);
    if (request.contentLength > 0) {
        const QByteArray type = request.header("content-type").split(';').first().trimmed().toLower();
        if (method == "GET" || method == "HEAD")
            return problemAnswer(ProblemCode::BodyInvalid, u"no body here"_s);
        if (type != mediaOf(endpoint))
            return problemAnswer(ProblemCode::MediaType);
    }
    return {};
}

Answer Router::run(const Request &request)
{
    const QByteArrayView name(request.endpoint->name);
    try {
        if (name == QByteArrayView("postBatch"))
            return postBatch(m_service, request, [this](const Request &line) { return dispatchLine(line); });
        if (name == QByteArrayView("getChanges")) {
            const bool mayWait = m_waiting.fetch_add(1) < m_pollLimit;
            const Answer answer = m_service.feed->page(request, mayWait);
            m_waiting.fetch_sub(1);
            return answer;
        }
        return handlers().at(request.endpoint->name)(m_service, request);
    } catch (const DbFault &fault) {
        qCWarning(lcPlatform, "%s: database: %s", request.endpoint->name, fault.what());
        return problemAnswer(ProblemCode::DbUnavailable);
    } catch (const std::exception &fault) {
        qCWarning(lcPlatform, "%s: %s", request.endpoint->name, fault.what());
        return problemAnswer(ProblemCode::Internal);
    }
}

Answer Router::dispatchLine(const Request &line)
{
    Request single = line;
    const QByteArray method = single.headers.take(":method");
    for (const Endpoint &endpoint : platform::endpoints()) {
        const auto ids = method == endpoint.method && endpoint.op && handlers().contains(endpoint.name) ? match(endpoint.path, single.path) : std::nullopt;
        if (!ids)
            continue;
        single.endpoint = &endpoint;
        single.ids = *ids;
        if (!idsInForm(endpoint, *ids))
            return problemAnswer(ProblemCode::HeaderInvalid, u"id in the path"_s);
        // The batch was let in with case.write or ops.relay; a decision needs its own scope all the same.
        bool covered = false;
        for (const QByteArray &scope : QByteArray(endpoint.scopes).split(' '))
            covered = covered || single.principal.scopes.contains(QString::fromLatin1(scope));
        return covered ? run(single) : problemAnswer(ProblemCode::ScopeDenied);
    }
    return problemAnswer(ProblemCode::NotFound);
}

} // namespace zc::refplatform
