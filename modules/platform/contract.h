#pragma once
#include <QByteArrayView>
#include <QStringList>

#include <span>

// The contract with a provincial platform: where, with which headers, how much. Held against platform-openapi.yaml and the
// routes of zc-platform by a test. Qt Core types only; nothing here does anything.
namespace zc::platform {

inline constexpr int kProtocolVersion = 1;
inline constexpr int kPayloadSchema = 1;

namespace header {
inline constexpr char kIdempotencyKey[] = "Idempotency-Key";   // "<op id>" in quotes
inline constexpr char kOpSeq[] = "Op-Seq";                     // dense per client epoch and subject, from 1
inline constexpr char kClientEpoch[] = "Client-Epoch";
inline constexpr char kPayloadSchema[] = "Payload-Schema";
inline constexpr char kActedAt[] = "Acted-At";                 // ms since 1970 UTC, when the clerk did it
inline constexpr char kActorTicket[] = "Actor-Ticket";
inline constexpr char kContentDigest[] = "Content-Digest";     // RFC 9530, sha-256=:…:, of the empty body where there is none
inline constexpr char kBaseRev[] = "Base-Rev";
inline constexpr char kIfMatch[] = "If-Match";                 // "r18" content, "w5" workflow
inline constexpr char kIfNoneMatch[] = "If-None-Match";
inline constexpr char kOpId[] = "Op-Id";
inline constexpr char kOpRecorded[] = "Op-Recorded";           // ?1 = outcome stored and op_seq used up
inline constexpr char kOpReplayed[] = "Op-Replayed";           // ?1 = the stored answer again
inline constexpr char kServerTimeMs[] = "Server-Time-Ms";
inline constexpr char kETag[] = "ETag";
inline constexpr char kFlowTag[] = "Flow-Tag";
inline constexpr char kRetryAfter[] = "Retry-After";           // seconds
inline constexpr char kTusResumable[] = "Tus-Resumable";
inline constexpr char kUploadOffset[] = "Upload-Offset";
inline constexpr char kUploadLength[] = "Upload-Length";
inline constexpr char kUploadMetadata[] = "Upload-Metadata";   // att_id and sha256, values base64
inline constexpr char kUploadChecksum[] = "Upload-Checksum";   // sha256 <base64>
inline constexpr char kUploadExpires[] = "Upload-Expires";
} // namespace header

namespace media {
inline constexpr char kJson[] = "application/json";
inline constexpr char kProblem[] = "application/problem+json";
inline constexpr char kNdjson[] = "application/x-ndjson";
inline constexpr char kForm[] = "application/x-www-form-urlencoded";
inline constexpr char kTusPatch[] = "application/offset+octet-stream";
inline constexpr char kBytes[] = "application/octet-stream";
} // namespace media

inline constexpr char kTusVersion[] = "1.0.0";
inline constexpr char kTusExtensions[] = "creation,termination,expiration,checksum";

namespace limit {
inline constexpr qint64 kBodyBytes = 1 << 20;
inline constexpr qint64 kBatchBytes = 4 << 20;
inline constexpr int kBatchLines = 200;
inline constexpr int kHeaderBytes = 16 * 1024;
inline constexpr int kUrlBytes = 4 * 1024;
inline constexpr int kJsonDepth = 16;
inline constexpr int kJsonArray = 5000;
inline constexpr int kCaseFields = 2000;
inline constexpr int kFieldValueBytes = 64 * 1024;
inline constexpr int kCaseAttachments = 500;
inline constexpr qint64 kFileBytes = qint64(4) << 30;
inline constexpr qint64 kTusPatchBytes = 64 << 20;
inline constexpr int kOpenUploads = 32;
inline constexpr qint64 kUploadIdleMs = qint64(7) * 24 * 3600 * 1000;
inline constexpr int kFeedPage = 500;
inline constexpr int kFeedPageDefault = 200;
inline constexpr int kFeedWaitSeconds = 25;
inline constexpr int kFeedRetentionDays = 90;
inline constexpr int kOpRetentionDays = 180;
inline constexpr qint64 kAnswerBytes = 8 << 20;                // a client reads no more
inline constexpr qint64 kTicketMaxMs = qint64(72) * 3600 * 1000;
inline constexpr qint64 kTimeAheadMs = 10 * 60 * 1000;         // later than this after receipt no clock could mean
} // namespace limit

// One endpoint. `name` is the operationId and also the `kind` of an operation in an outbox.
struct Endpoint {
    const char *name;
    const char *method;
    const char *path;        // template, {caseId} …
    const char *scopes;      // any of these, separated by blanks; empty = no token needed; "*" = any token
    bool op;                 // carries the operation headers
    bool once;               // also a fresh connection, never a blind resend
};
std::span<const Endpoint> endpoints();
const Endpoint *endpoint(QByteArrayView name);                 // null if there is none

// Fills the {…} parts from left to right. Ids only: nothing personal ever stands in a path.
QString expandPath(const Endpoint &endpoint, const QStringList &ids = {});
QString endpointPath(QByteArrayView name, const QStringList &ids = {});

QByteArray contentDigest(QByteArrayView body);                 // value of Content-Digest
bool contentDigestMatches(QByteArrayView header, QByteArrayView body);
QByteArray sha256Hex(QByteArrayView bytes);                    // 64 lower-case characters

} // namespace zc::platform
