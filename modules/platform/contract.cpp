#include "contract.h"

#include <QCryptographicHash>

namespace zc::platform {
namespace {

using namespace Qt::StringLiterals;

constexpr Endpoint kEndpoints[] = {
    {"getCapabilities", "GET", "/v1/capabilities", "", false, false},
    {"getTime", "GET", "/v1/time", "", false, false},
    {"getOauthMetadata", "GET", "/.well-known/oauth-authorization-server", "", false, false},
    {"postToken", "POST", "/oauth2/token", "", false, false},
    {"getAuthorize", "GET", "/oauth2/authorize", "", false, false},
    {"postAuthorize", "POST", "/oauth2/authorize", "", false, false},
    {"postRevoke", "POST", "/oauth2/revoke", "", false, false},
    {"enrolClient", "POST", "/v1/clients", "", false, false},
    {"getMe", "GET", "/v1/me", "*", false, false},
    {"getCatalogueChanges", "GET", "/v1/catalogue/changes", "catalogue", false, false},
    {"getPack", "GET", "/v1/catalogue/packs/{packId}", "catalogue", false, false},
    {"getCase", "GET", "/v1/cases/{caseId}", "case.read", false, false},
    {"createCase", "PUT", "/v1/cases/{caseId}", "case.write ops.relay", true, false},
    {"patchCase", "PATCH", "/v1/cases/{caseId}", "case.write ops.relay", true, false},
    {"getTimeline", "GET", "/v1/cases/{caseId}/timeline", "case.read", false, false},
    {"searchCases", "POST", "/v1/cases:search", "case.read feed", false, false},
    {"issueNumber", "POST", "/v1/cases/{caseId}/number", "case.write ops.relay", true, true},
    {"recordIntake", "POST", "/v1/cases/{caseId}/intake-receipts", "case.write ops.relay", true, false},
    {"postCaseEvents", "POST", "/v1/cases/{caseId}/events", "case.write ops.relay", true, false},
    {"submitCase", "POST", "/v1/cases/{caseId}/submissions", "case.write ops.relay", true, true},
    {"getSubmission", "GET", "/v1/cases/{caseId}/submissions/{roundNo}", "case.read ops.relay", false, false},
    {"withdrawCase", "POST", "/v1/cases/{caseId}/withdrawals", "case.write", true, true},
    {"getOperation", "GET", "/v1/operations/{opId}", "*", false, false},
    {"listOperations", "GET", "/v1/operations", "*", false, false},
    {"voidOperation", "POST", "/v1/operations/{opId}/void", "*", false, false},
    {"postBatch", "POST", "/v1/ops:batch", "case.write ops.relay", false, false},
    {"getChanges", "GET", "/v1/changes", "feed", false, false},
    {"uploadOptions", "OPTIONS", "/v1/uploads", "", false, false},
    {"createUpload", "POST", "/v1/uploads", "case.write ops.relay", false, false},
    {"headUpload", "HEAD", "/v1/uploads/{uploadId}", "case.write ops.relay", false, false},
    {"patchUpload", "PATCH", "/v1/uploads/{uploadId}", "case.write ops.relay", false, false},
    {"deleteUpload", "DELETE", "/v1/uploads/{uploadId}", "case.write ops.relay", false, false},
    {"listAttachments", "GET", "/v1/cases/{caseId}/attachments", "case.read", false, false},
    {"bindAttachment", "PUT", "/v1/cases/{caseId}/attachments/{attId}", "case.write ops.relay", true, false},
    {"removeAttachment", "DELETE", "/v1/cases/{caseId}/attachments/{attId}", "case.write ops.relay", true, false},
    {"getAttachmentContent", "GET", "/v1/cases/{caseId}/attachments/{attId}/content", "case.read", false, false},
    {"queryMaterials", "POST", "/v1/materials:query", "data.read", false, false},
    {"createAuthorisation", "POST", "/v1/authorisations", "licence.read data.read", true, false},
    {"getAuthorisation", "GET", "/v1/authorisations/{authId}", "licence.read data.read", false, false},
    {"cancelAuthorisation", "DELETE", "/v1/authorisations/{authId}", "licence.read data.read", true, false},
    {"queryLicences", "POST", "/v1/licences:query", "licence.read", false, false},
    {"verifyLicence", "POST", "/v1/licences:verify", "licence.read", false, false},
    {"getLicenceContent", "GET", "/v1/licences/{licenceId}/content", "licence.read", false, false},
    {"querySharedData", "POST", "/v1/shared-data:query", "data.read", false, false},
    {"createObjection", "POST", "/v1/shared-data/objections", "data.read", true, false},
    {"getObjection", "GET", "/v1/shared-data/objections/{objectionId}", "data.read", false, false},
    {"listTasks", "GET", "/v1/tasks", "case.decide", false, false},
    {"claimTask", "POST", "/v1/cases/{caseId}/tasks/{taskId}/claim", "case.decide", true, false},
    {"releaseTask", "POST", "/v1/cases/{caseId}/tasks/{taskId}/release", "case.decide", true, false},
    {"decide", "POST", "/v1/cases/{caseId}/decisions", "case.decide", true, true},
    {"listNotices", "GET", "/v1/cases/{caseId}/notices", "case.read", false, false},
    {"createNotice", "POST", "/v1/cases/{caseId}/notices", "case.write case.decide", true, false},
    {"getNoticeContent", "GET", "/v1/cases/{caseId}/notices/{noticeId}/content", "case.read", false, false},
    {"recordDelivery", "POST", "/v1/cases/{caseId}/deliveries", "case.write ops.relay", true, false},
    {"createRating", "POST", "/v1/cases/{caseId}/ratings", "case.write ops.relay", true, false},
    {"inviteRating", "POST", "/v1/cases/{caseId}/rating-invitations", "case.write ops.relay", true, false},
    {"createShipment", "POST", "/v1/cases/{caseId}/shipments", "case.write", true, false},
    {"getShipment", "GET", "/v1/cases/{caseId}/shipments/{shipmentId}", "case.read", false, false},
    {"createPayment", "POST", "/v1/cases/{caseId}/payments", "payment", true, true},
    {"getPayment", "GET", "/v1/cases/{caseId}/payments/{paymentId}", "payment", false, false},
    {"cancelPayment", "POST", "/v1/cases/{caseId}/payments/{paymentId}/cancel", "payment", true, true},
    {"createProblemReport", "POST", "/v1/problem-reports", "case.write ops.relay", true, false},
    {"getProblemReport", "GET", "/v1/problem-reports/{reportId}", "case.read ops.relay", false, false},
    {"postAuditSegment", "POST", "/v1/audit/segments", "audit", true, false},
    {"getAuditHead", "GET", "/v1/audit/head", "audit", false, false},
    {"simAnswerAuthorisation", "POST", "/sim/authorisations/{authId}/answer", "*", false, false},
    {"simSettlePayment", "POST", "/sim/payments/{paymentId}/settle", "*", false, false},
    {"simAdvanceShipment", "POST", "/sim/shipments/{shipmentId}/advance", "*", false, false},
    {"simReset", "POST", "/sim/reset", "*", false, false},
    {"getLive", "GET", "/health/live", "", false, false},
    {"getReady", "GET", "/health/ready", "", false, false},
    {"getMetrics", "GET", "/metrics", "", false, false},
};

} // namespace

std::span<const Endpoint> endpoints() { return kEndpoints; }

const Endpoint *endpoint(QByteArrayView name)
{
    for (const Endpoint &entry : kEndpoints)
        if (name == QByteArrayView(entry.name))
            return &entry;
    return nullptr;
}

QString expandPath(const Endpoint &endpoint, const QStringList &ids)
{
    QString path = QString::fromLatin1(endpoint.path);
    for (const QString &id : ids) {
        const qsizetype from = path.indexOf(u'{');
        const qsizetype to = path.indexOf(u'}', from);
        if (from < 0 || to < 0)
            break;
        path.replace(from, to - from + 1, id);
    }
    return path;
}

QString endpointPath(QByteArrayView name, const QStringList &ids)
{
    const Endpoint *entry = endpoint(name);
    return entry ? expandPath(*entry, ids) : QString();
}

QByteArray contentDigest(QByteArrayView body)
{
    return "sha-256=:" + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toBase64() + ':';
}

bool contentDigestMatches(QByteArrayView header, QByteArrayView body) { return header == contentDigest(body); }

QByteArray sha256Hex(QByteArrayView bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); }

} // namespace zc::platform
