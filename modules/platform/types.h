#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <optional>

// The types of the wire, one struct for one schema of platform-openapi.yaml and of the same name. Times are ms since 1970
// UTC, money integer fen, digests 64 lower-case hex characters. Words of a closed list stay text; codec.h checks them.
namespace zc::platform {

using FieldValue = QJsonValue;                       // text, integer, bool or list of texts; Undefined = no value

struct Provenance { QString kind; QString ref; std::optional<bool> confirmed; };
struct Origin { QUuid clientId; qint64 epoch = 0; qint64 opSeq = 0; };
struct FieldChange { QString path; FieldValue value = QJsonValue::Undefined; bool clear = false; std::optional<Provenance> source; };
struct FieldState {
    QString path; FieldValue value = QJsonValue::Undefined; bool cleared = false; qint64 rev = 0; QString author; qint64 atMs = 0;
    std::optional<Provenance> source; std::optional<Origin> origin;
};
struct ClockEvidence { qint64 wallMs = 0; QString bootId; qint64 bootMs = 0; std::optional<qint64> offsetMs, offsetAgeMs; bool doubtful = false; };
struct ChannelEvidence { QString channel; std::optional<bool> assisted; std::optional<int> identityLevel; QString windowNo; QUuid visitId; QString device; };

struct CaseCreate {
    QString itemCode, packVersion; QByteArray packSha256; QString situation; QUuid bundleId; QString siteCode, provisionalNumber;
    ChannelEvidence channel; qint64 createdAtMs = 0; QList<FieldChange> fields;
};
struct CaseHead {
    QUuid caseId; QString itemCode, packVersion; QByteArray packSha256; QString siteCode, number, provisionalNumber;
    qint64 rev = 0, flowRev = 0, attRev = 0; QString state, mode, finishKind; int roundNo = 0;
    std::optional<qint64> promiseDueMs, statutoryDueMs, updatedAtMs;
};
struct Attachment { QUuid attId; QString slot, title, order; std::optional<qint64> size; QByteArray sha256; QString mediaType, state; std::optional<qint64> attRev, boundAtMs; };
struct AttachmentBind { QString slot, title, order; qint64 size = 0; QByteArray sha256, sm3; QString mediaType, uploadId, materialId, authId; };
struct PatchCaseRequest { QList<FieldChange> changes; };
struct AppliedField { QString path; qint64 rev = 0; };
struct PatchAnswer { qint64 rev = 0; QList<AppliedField> applied; QList<FieldState> missed; };

struct DecisionReason { QString code, text, requirementId, legalBasis; };
struct DeferredMaterial { QString slot; qint64 dueMs = 0; QUuid promiseAttId; };
struct SpecialProcedure { QString code; std::optional<int> plannedDays; QString result; };
struct Extension { int days = 0; QString approvedBy; };
struct CaseResult { QString kind, name, number, typeCode, issuer, validTo; QUuid attId; };
struct DecisionCreate {
    QString kind, mode, result, refusalKind, rightAuthority, newReason; QList<DecisionReason> reasons; QList<DeferredMaterial> deferred;
    std::optional<SpecialProcedure> special; std::optional<Extension> extension; QList<CaseResult> issued; QString noticeId;
    QStringList resultAttIds; QString opinion, taskId;
};
struct Decision {
    DecisionCreate request; QString decisionId, state; qint64 flowRev = 0; std::optional<int> roundNo;
    std::optional<qint64> promiseDueMs, statutoryDueMs; qint64 atMs = 0; QString actor;
};
struct Notice { QString noticeId, noticeNumber, kind, seal; QByteArray sha256; std::optional<qint64> issuedAtMs; };
struct Case { CaseHead head; QList<FieldState> fields; QList<Attachment> attachments; QList<Decision> decisions; QList<Notice> notices; };

struct IssueNumberRequest { QString provisionalNumber; };
struct NumberAnswer { QString state, number; std::optional<qint64> issuedAtMs; };
struct IntakeMaterial { QString slot, form; int copies = 0; };
struct RecordIntakeRequest { QString kind; std::optional<bool> allCorrected; qint64 receivedAtMs = 0; ClockEvidence clock; QList<IntakeMaterial> materials; };
struct RecordIntakeAnswer { QString intakeId; qint64 receivedAtMs = 0; bool doubtful = false; std::optional<qint64> flowRev; };
struct CaseEvent {
    qint64 seq = 0, atMs = 0; std::optional<ClockEvidence> clock; QString actor, role, action, from, to; QByteArray dataSha256, previousSha256;
};
struct PostCaseEventsRequest { QList<CaseEvent> events; };
struct SubmitCaseRequest { int roundNo = 1; QByteArray manifestSha256, manifestSm3; };
struct WithdrawCaseRequest { QString reason; QUuid requestAttId; };
struct SignedReceipt { QByteArray payload; QString alg, kid; QByteArray signature; };      // raw bytes here, base64 on the wire
struct ReceiptPayload {
    QUuid caseId; int roundNo = 0; QString submissionId; QByteArray manifestSha256; QString number, provisionalNumber;
    qint64 actedAtMs = 0, receivedAtMs = 0, storedAtMs = 0; QString environment, platformId;
};
struct SubmissionAnswer { QString submissionId; int roundNo = 0; qint64 flowRev = 0; SignedReceipt receipt; };

struct OperationStatus {
    QUuid opId; std::optional<qint64> opSeq, epoch; QString status; std::optional<int> http; bool replayed = false;
    QString etag, flowTag; QJsonObject answer;
};
struct ListOperationsAnswer { qint64 epoch = 0, lastSeq = 0; QList<OperationStatus> operations; };
struct VoidOperationRequest { QUuid subject; };
struct BatchLine {
    QUuid opId; qint64 opSeq = 0, epoch = 0, payloadSchema = 0, actedAtMs = 0; QString actorTicket, method, path, ifMatch, ifNoneMatch;
    std::optional<qint64> baseRev; QByteArray sha256; QByteArray body;                       // body: raw bytes here
};
struct Change { QString kind; QUuid subject; std::optional<qint64> rev, flowRev; qint64 atMs = 0; QString actor; std::optional<Origin> origin; QJsonObject body; };
struct ChangePage { QList<Change> changes; QString cursor; bool more = false; int pollAfterMs = 0; };

struct Person { QString kind, name, idType, idNumber, phone; };
struct CreateNoticeRequest { QString kind, templateId, templateVersion; QUuid attId; qint64 issuedAtMs = 0; ClockEvidence clock; bool sealRequested = false; };
struct ListNoticesAnswer { QList<Notice> notices; };
struct RecordDeliveryRequest {
    QString what, noticeId, method; qint64 deliveredAtMs = 0; ClockEvidence clock; std::optional<Person> receiver; QUuid signatureAttId;
};
struct RecordDeliveryAnswer { QString deliveryId; std::optional<qint64> flowRev; };
struct Task { QString taskId; QUuid caseId; QString itemCode, role, state, claimedBy; std::optional<qint64> dueMs; qint64 flowRev = 0; };
struct ListTasksAnswer { QList<Task> tasks; QString cursor; bool more = false; };
struct CreateRatingRequest { QString stage; int level = 0; QStringList tags; QString words; QUuid visitId; QString channel; qint64 ratedAtMs = 0; std::optional<Person> rater; };
struct CreateRatingAnswer { QString ratingId; };
struct PostAuditSegmentRequest { qint64 epoch = 1, firstSeq = 1, lastSeq = 1; QByteArray prevHash, headHash; QStringList entries; };   // entries: exact text of each
struct AuditHead { qint64 epoch = 0, lastSeq = 0; QByteArray headHash; };

struct CatalogueChange { QByteArray packId; QString kind, code, version; std::optional<qint64> size; QByteArray sha256; QString action; std::optional<qint64> fromMs; QString reason; };
struct GetCatalogueChangesAnswer { QList<CatalogueChange> changes; QString cursor; bool more = false; };
struct TimelineEntry { qint64 atMs = 0; std::optional<qint64> actedAtMs; QString kind, actor, relay, summary; };
struct GetTimelineAnswer { QList<TimelineEntry> entries; QString cursor; bool more = false; };
struct SearchCasesRequest { QString scope, number, provisionalNumber, idNumber, name; QStringList states; QString itemCode, cursor; std::optional<int> limit; };
struct SearchCasesAnswer { QList<CaseHead> cases; QString cursor; bool more = false; };
struct ListAttachmentsAnswer { qint64 attRev = 0; QList<Attachment> attachments; };

struct EnrolClientRequest { QString enrolmentCode; QJsonObject publicKey; QString label; };
struct EnrolClientAnswer { QUuid clientId; QString siteCode, windowNo; qint64 epoch = 1; };
struct Me { QString clerkId, name; QStringList roles; QString siteCode, windowNo; QStringList items, scopes; };
struct TokenAnswer { QString accessToken, tokenType; int expiresIn = 0; QString refreshToken, scope, actorTicket; std::optional<int> actorTicketExpiresIn; };
struct OAuthError { QString error, errorDescription; };

struct Span { int min = 1, max = 1; };
struct TusCapabilities { QString version; QStringList extensions; qint64 maxSize = 0, maxPatch = 0; };
struct LimitCapabilities { qint64 bodyBytes = 0, batchLines = 0, batchBytes = 0, fields = 0, valueBytes = 0, attachments = 0; };
struct FeedCapabilities { int maxWaitSeconds = 0, maxPage = 0, retentionDays = 0; };
struct ReceiptKey { QString kid, alg; QByteArray publicKey; };                               // SPKI DER; base64 on the wire
struct Capabilities {
    QString platformId, environment; Span protocol, payloadSchema; qint64 serverTimeMs = 0; std::optional<qint64> restoredToMs;
    QStringList digests; TusCapabilities tus; LimitCapabilities limits; FeedCapabilities feed; int opRetentionDays = 0;
    QList<ReceiptKey> receiptKeys; QString numberPattern; QStringList features;
};
struct TimeAnswer { qint64 serverTimeMs = 0; };

struct ProblemDetail { QString path, rule, message; };
struct Problem {
    QString title; int status = 0; QString code; QUuid opId; QString detail; std::optional<qint64> lastSeq, expectedSeq;
    QList<ProblemDetail> errors; std::optional<qint64> rev; QList<FieldState> current;         // the last two with FIELDS_CHANGED
};

} // namespace zc::platform
