#include "problem.h"

namespace zc::platform {
namespace {

using namespace Qt::StringLiterals;

constexpr ProblemInfo kProblems[] = {
    {ProblemCode::BodyInvalid, "BODY_INVALID", 400, ClientClass::Reject,
     u"PLT-BODY-INVALID", "The body is not what this endpoint accepts"},
    {ProblemCode::HeaderInvalid, "HEADER_INVALID", 400, ClientClass::Reject,
     u"PLT-HEADER-INVALID", "A header is missing or malformed"},
    {ProblemCode::KeyMissing, "KEY_MISSING", 400, ClientClass::Reject,
     u"PLT-KEY-MISSING", "The idempotency key is missing"},
    {ProblemCode::CursorInvalid, "CURSOR_INVALID", 400, ClientClass::Reject,
     u"PLT-CURSOR-INVALID", "The cursor is not one of ours"},
    {ProblemCode::DigestBody, "DIGEST_BODY", 400, ClientClass::Retry,
     u"PLT-DIGEST-BODY", "The body does not match its digest"},
    {ProblemCode::TokenMissing, "TOKEN_MISSING", 401, ClientClass::Renew,
     u"PLT-TOKEN-MISSING", "A token is needed"},
    {ProblemCode::TokenExpired, "TOKEN_EXPIRED", 401, ClientClass::Renew,
     u"PLT-TOKEN-EXPIRED", "The token is no longer valid"},
    {ProblemCode::TokenRevoked, "TOKEN_REVOKED", 401, ClientClass::Renew,
     u"PLT-TOKEN-REVOKED", "The token was revoked"},
    {ProblemCode::ScopeDenied, "SCOPE_DENIED", 403, ClientClass::AuthWait,
     u"PLT-SCOPE-DENIED", "The token does not cover this"},
    {ProblemCode::ItemNotGranted, "ITEM_NOT_GRANTED", 403, ClientClass::AuthWait,
     u"PLT-ITEM-NOT-GRANTED", "The item is not granted to this clerk"},
    {ProblemCode::TicketInvalid, "TICKET_INVALID", 403, ClientClass::AuthWait,
     u"PLT-TICKET-INVALID", "The actor ticket does not cover this operation"},
    {ProblemCode::EnvironmentMismatch, "ENVIRONMENT_MISMATCH", 403, ClientClass::AuthWait,
     u"PLT-ENVIRONMENT-MISMATCH", "Client and platform belong to different environments"},
    {ProblemCode::ConsentRequired, "CONSENT_REQUIRED", 403, ClientClass::Person,
     u"PLT-CONSENT-REQUIRED", "The holder has not been asked"},
    {ProblemCode::ConsentRefused, "CONSENT_REFUSED", 403, ClientClass::Person,
     u"PLT-CONSENT-REFUSED", "The holder refused"},
    {ProblemCode::ConsentExpired, "CONSENT_EXPIRED", 403, ClientClass::Person,
     u"PLT-CONSENT-EXPIRED", "The consent is no longer valid"},
    {ProblemCode::NotFound, "NOT_FOUND", 404, ClientClass::Reject,
     u"PLT-NOT-FOUND", "No such thing"},
    {ProblemCode::OpUnknown, "OP_UNKNOWN", 404, ClientClass::ReadyAgain,
     u"PLT-OP-UNKNOWN", "This operation was never seen"},
    {ProblemCode::MethodNotAllowed, "METHOD_NOT_ALLOWED", 405, ClientClass::Reject,
     u"PLT-METHOD-NOT-ALLOWED", "The method does not apply here"},
    {ProblemCode::NotAcceptable, "NOT_ACCEPTABLE", 406, ClientClass::Reject,
     u"PLT-NOT-ACCEPTABLE", "No representation of the wanted type"},
    {ProblemCode::OpInProgress, "OP_IN_PROGRESS", 409, ClientClass::Wait,
     u"PLT-OP-IN-PROGRESS", "A copy of this operation is being worked on"},
    {ProblemCode::SeqGap, "SEQ_GAP", 409, ClientClass::Resequence,
     u"PLT-SEQ-GAP", "An earlier operation is missing"},
    {ProblemCode::SeqReused, "SEQ_REUSED", 409, ClientClass::Resequence,
     u"PLT-SEQ-REUSED", "The sequence number was used by another operation"},
    {ProblemCode::EpochStale, "EPOCH_STALE", 409, ClientClass::Resequence,
     u"PLT-EPOCH-STALE", "A newer epoch of this client exists"},
    {ProblemCode::OpVoided, "OP_VOIDED", 409, ClientClass::Settle,
     u"PLT-OP-VOIDED", "The operation was voided"},
    {ProblemCode::OpApplied, "OP_APPLIED", 409, ClientClass::Settle,
     u"PLT-OP-APPLIED", "The operation has taken effect"},
    {ProblemCode::FlowForbidden, "FLOW_FORBIDDEN", 409, ClientClass::RefreshCase,
     u"PLT-FLOW-FORBIDDEN", "The workflow does not allow this step"},
    {ProblemCode::CaseFrozen, "CASE_FROZEN", 409, ClientClass::RefreshCase,
     u"PLT-CASE-FROZEN", "The case is closed for changes"},
    {ProblemCode::RoundTaken, "ROUND_TAKEN", 409, ClientClass::RefreshCase,
     u"PLT-ROUND-TAKEN", "This round was submitted already"},
    {ProblemCode::AttachmentMissing, "ATTACHMENT_MISSING", 409, ClientClass::RefreshCase,
     u"PLT-ATTACHMENT-MISSING", "An attachment of the manifest is not bound"},
    {ProblemCode::TaskTaken, "TASK_TAKEN", 409, ClientClass::RefreshCase,
     u"PLT-TASK-TAKEN", "Another officer holds the task"},
    {ProblemCode::RatingExists, "RATING_EXISTS", 409, ClientClass::RefreshCase,
     u"PLT-RATING-EXISTS", "This stage was rated already"},
    {ProblemCode::PaymentState, "PAYMENT_STATE", 409, ClientClass::RefreshCase,
     u"PLT-PAYMENT-STATE", "The payment is in another state"},
    {ProblemCode::UploadOffset, "UPLOAD_OFFSET", 409, ClientClass::Head,
     u"PLT-UPLOAD-OFFSET", "The offset is not the end of the file"},
    {ProblemCode::AuditGap, "AUDIT_GAP", 409, ClientClass::ResendAudit,
     u"PLT-AUDIT-GAP", "Links of the chain are missing"},
    {ProblemCode::AuditFork, "AUDIT_FORK", 409, ClientClass::ResendAudit,
     u"PLT-AUDIT-FORK", "The chain does not continue the known one"},
    {ProblemCode::CursorExpired, "CURSOR_EXPIRED", 410, ClientClass::Relist,
     u"PLT-CURSOR-EXPIRED", "The cursor is too old"},
    {ProblemCode::UploadGone, "UPLOAD_GONE", 410, ClientClass::NewSession,
     u"PLT-UPLOAD-GONE", "The upload no longer exists"},
    {ProblemCode::OpExpired, "OP_EXPIRED", 410, ClientClass::Person,
     u"PLT-OP-EXPIRED", "The answer of this operation is no longer kept"},
    {ProblemCode::LengthRequired, "LENGTH_REQUIRED", 411, ClientClass::Reject,
     u"PLT-LENGTH-REQUIRED", "A length is needed"},
    {ProblemCode::CaseExists, "CASE_EXISTS", 412, ClientClass::Rebase,
     u"PLT-CASE-EXISTS", "The case exists already"},
    {ProblemCode::FieldsChanged, "FIELDS_CHANGED", 412, ClientClass::Rebase,
     u"PLT-FIELDS-CHANGED", "A touched field is newer than the base"},
    {ProblemCode::RevMismatch, "REV_MISMATCH", 412, ClientClass::Rebase,
     u"PLT-REV-MISMATCH", "The case has another revision"},
    {ProblemCode::TusVersion, "TUS_VERSION", 412, ClientClass::Reject,
     u"PLT-TUS-VERSION", "This version of the upload protocol is not spoken"},
    {ProblemCode::BodyTooLarge, "BODY_TOO_LARGE", 413, ClientClass::Block,
     u"PLT-BODY-TOO-LARGE", "The body is too large"},
    {ProblemCode::FileTooLarge, "FILE_TOO_LARGE", 413, ClientClass::Block,
     u"PLT-FILE-TOO-LARGE", "The file is too large"},
    {ProblemCode::UriTooLong, "URI_TOO_LONG", 414, ClientClass::Reject,
     u"PLT-URI-TOO-LONG", "The address is too long"},
    {ProblemCode::MediaType, "MEDIA_TYPE", 415, ClientClass::Reject,
     u"PLT-MEDIA-TYPE", "The media type does not apply here"},
    {ProblemCode::RangeInvalid, "RANGE_INVALID", 416, ClientClass::Reject,
     u"PLT-RANGE-INVALID", "The range cannot be served"},
    {ProblemCode::KeyReused, "KEY_REUSED", 422, ClientClass::Reject,
     u"PLT-KEY-REUSED", "The key belongs to another request"},
    {ProblemCode::DigestMismatch, "DIGEST_MISMATCH", 422, ClientClass::Reject,
     u"PLT-DIGEST-MISMATCH", "The stored file is not the announced one"},
    {ProblemCode::ManifestMismatch, "MANIFEST_MISMATCH", 422, ClientClass::Reject,
     u"PLT-MANIFEST-MISMATCH", "The manifest differs from the stored case"},
    {ProblemCode::FieldRule, "FIELD_RULE", 422, ClientClass::Reject,
     u"PLT-FIELD-RULE", "A field breaks its rule"},
    {ProblemCode::Quality, "QUALITY", 422, ClientClass::Reject,
     u"PLT-QUALITY", "A page is not readable"},
    {ProblemCode::PackUnknown, "PACK_UNKNOWN", 422, ClientClass::Reject,
     u"PLT-PACK-UNKNOWN", "This version of the item is not known"},
    {ProblemCode::PackStale, "PACK_STALE", 422, ClientClass::Reject,
     u"PLT-PACK-STALE", "The version of the item is no longer accepted"},
    {ProblemCode::PackSuspended, "PACK_SUSPENDED", 422, ClientClass::Reject,
     u"PLT-PACK-SUSPENDED", "The item is suspended"},
    {ProblemCode::CorrectionRepeated, "CORRECTION_REPEATED", 422, ClientClass::Reject,
     u"PLT-CORRECTION-REPEATED", "Corrections were asked for already"},
    {ProblemCode::CorrectionUncited, "CORRECTION_UNCITED", 422, ClientClass::Reject,
     u"PLT-CORRECTION-UNCITED", "A correction must cite its requirement"},
    {ProblemCode::DeferralNotAllowed, "DEFERRAL_NOT_ALLOWED", 422, ClientClass::Reject,
     u"PLT-DEFERRAL-NOT-ALLOWED", "This material cannot be deferred"},
    {ProblemCode::TimeImplausible, "TIME_IMPLAUSIBLE", 422, ClientClass::Reject,
     u"PLT-TIME-IMPLAUSIBLE", "No clock could mean this time"},
    {ProblemCode::SchemaUnsupported, "SCHEMA_UNSUPPORTED", 422, ClientClass::WaitForUpgrade,
     u"PLT-SCHEMA-UNSUPPORTED", "This payload schema is not spoken"},
    {ProblemCode::EarlierFailed, "EARLIER_FAILED", 424, ClientClass::ReadyAgain,
     u"PLT-EARLIER-FAILED", "An earlier line of the same subject failed"},
    {ProblemCode::UpgradeRequired, "UPGRADE_REQUIRED", 426, ClientClass::Block,
     u"PLT-UPGRADE-REQUIRED", "This client is too old"},
    {ProblemCode::PreconditionRequired, "PRECONDITION_REQUIRED", 428, ClientClass::Reject,
     u"PLT-PRECONDITION-REQUIRED", "A revision must be stated"},
    {ProblemCode::RateLimited, "RATE_LIMITED", 429, ClientClass::Retry,
     u"PLT-RATE-LIMITED", "Too many requests"},
    {ProblemCode::HeadersTooLarge, "HEADERS_TOO_LARGE", 431, ClientClass::Reject,
     u"PLT-HEADERS-TOO-LARGE", "The headers are too large"},
    {ProblemCode::Checksum, "CHECKSUM", 460, ClientClass::Head,
     u"PLT-CHECKSUM", "The chunk does not match its checksum"},
    {ProblemCode::Internal, "INTERNAL", 500, ClientClass::Retry,
     u"PLT-INTERNAL", "The platform failed"},
    {ProblemCode::UpstreamFailed, "UPSTREAM_FAILED", 502, ClientClass::Retry,
     u"PLT-UPSTREAM-FAILED", "A system behind the platform failed"},
    {ProblemCode::Overloaded, "OVERLOADED", 503, ClientClass::Retry,
     u"PLT-OVERLOADED", "The platform is busy"},
    {ProblemCode::Maintenance, "MAINTENANCE", 503, ClientClass::Retry,
     u"PLT-MAINTENANCE", "The platform is being maintained"},
    {ProblemCode::DbUnavailable, "DB_UNAVAILABLE", 503, ClientClass::Retry,
     u"PLT-DB-UNAVAILABLE", "The database is not available"},
    {ProblemCode::UpstreamTimeout, "UPSTREAM_TIMEOUT", 504, ClientClass::Retry,
     u"PLT-UPSTREAM-TIMEOUT", "A system behind the platform did not answer"},
    {ProblemCode::StorageFull, "STORAGE_FULL", 507, ClientClass::Block,
     u"PLT-STORAGE-FULL", "The platform has no space left"},
};

ErrorKind kindOf(ClientClass clientClass, int status)
{
    switch (clientClass) {
    case ClientClass::Renew:
    case ClientClass::AuthWait: return ErrorKind::Denied;
    case ClientClass::Retry: return status == 504 ? ErrorKind::Timeout : ErrorKind::Offline;
    case ClientClass::Wait:
    case ClientClass::Resequence:
    case ClientClass::Settle:
    case ClientClass::RefreshCase:
    case ClientClass::Rebase: return ErrorKind::Conflict;
    case ClientClass::NewSession:
    case ClientClass::ReadyAgain:
    case ClientClass::Relist: return ErrorKind::NotFound;
    default: return status == 404 ? ErrorKind::NotFound : status == 403 ? ErrorKind::Denied : ErrorKind::Invalid;
    }
}

} // namespace

std::span<const ProblemInfo> problemInfos() { return kProblems; }

const ProblemInfo &problemInfo(ProblemCode code)
{
    static_assert(kProblems[std::size(kProblems) - 1].code == ProblemCode::StorageFull);
    return kProblems[size_t(code)];
}

const ProblemInfo *problemInfo(QStringView text)
{
    for (const ProblemInfo &info : kProblems)
        if (text == QLatin1StringView(info.text))
            return &info;
    return nullptr;
}

Problem makeProblem(ProblemCode code, const QString &detail)
{
    const ProblemInfo &info = problemInfo(code);
    Problem problem;
    problem.title = QString::fromLatin1(info.title);
    problem.status = info.status;
    problem.code = QString::fromLatin1(info.text);
    problem.detail = detail;
    return problem;
}

Error errorOf(const Problem &problem)
{
    const QString place = problem.errors.isEmpty() ? problem.detail : problem.errors.first().path + u' ' + problem.errors.first().rule;
    if (const ProblemInfo *info = problemInfo(problem.code))
        return {kindOf(info->clientClass, info->status), QString::fromUtf16(info->errorCode), place};
    const ErrorKind kind = problem.status >= 500 ? ErrorKind::Offline : problem.status == 401 || problem.status == 403 ? ErrorKind::Denied : ErrorKind::Invalid;
    return {kind, u"PLT-UNKNOWN"_s, u"%1 %2"_s.arg(problem.status).arg(problem.code.left(64))};
}

} // namespace zc::platform
