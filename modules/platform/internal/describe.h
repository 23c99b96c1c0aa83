#pragma once
#include "internal/jsonvisitor.h"

#include <platform/contract.h>

// One description per struct of types.h, read by JsonReader and JsonWriter. Order and bounds follow platform-openapi.yaml.
namespace zc::platform::internal {

inline constexpr char kStates[] = "draft|received|awaitingCorrection|refused|accepted|inReview|suspended|finished|delivered|archived|discarded";
inline constexpr char kFinishKinds[] = "granted|denied|returned|voided|withdrawn";
inline constexpr char kNoticeKinds[] = "N01|N02|N03|N04|N05|N06|N07|N08|N09|N10|N11|N12|N13|N14|N15|N16";
inline constexpr char kPackKinds[] = "item|calendar|notice|licenceType|rule";
inline constexpr Rule kHex = shaped(Rule::Form::Hex);
inline constexpr Rule kBase64 = shaped(Rule::Form::Base64);
inline constexpr Rule kId = shaped(Rule::Form::PlatformId);
inline constexpr Rule kMs = range(0, kMaxInteger);
inline constexpr Rule kCount = range(0, kMaxInteger);
inline constexpr Rule kFromOne = range(1, kMaxInteger);
inline constexpr Rule kCursorText = shaped(Rule::Form::Cursor);
inline constexpr Rule kSlot = shaped(Rule::Form::Slot);
inline constexpr Rule kCode = text(1, 64);
inline constexpr Rule kSigned = range(std::numeric_limits<int>::min(), kMaxInteger);

template <class V> void describe(V &v, Provenance &x)
{
    v.must("kind", x.kind, oneOf("clerk|applicant|card|licence|sharedData|earlierCase|derived"));
    v.may("ref", x.ref, text(0, 128));
    v.may("confirmed", x.confirmed);
}
template <class V> void describe(V &v, Origin &x)
{
    v.must("clientId", x.clientId);
    v.must("epoch", x.epoch, kFromOne);
    v.must("opSeq", x.opSeq, kFromOne);
}
template <class V> void describe(V &v, FieldChange &x)
{
    v.inField();
    v.must("path", x.path, shaped(Rule::Form::Path));
    v.may("value", x.value);
    v.may("clear", x.clear);
    v.may("source", x.source);
    v.check(x.value.isUndefined() == x.clear, "value", "oneOf");
}
template <class V> void describe(V &v, FieldState &x)
{
    v.must("path", x.path, shaped(Rule::Form::Path));
    v.may("value", x.value);
    v.may("cleared", x.cleared);
    v.must("rev", x.rev, kCount);
    v.may("author", x.author, text(0, 128));
    v.may("atMs", x.atMs, kMs);
    v.may("source", x.source);
    v.may("origin", x.origin);
}
template <class V> void describe(V &v, ClockEvidence &x)
{
    v.must("wallMs", x.wallMs, kMs);
    v.must("bootId", x.bootId, text(0, 64));
    v.must("bootMs", x.bootMs, kCount);
    v.may("offsetMs", x.offsetMs, kSigned);
    v.may("offsetAgeMs", x.offsetAgeMs, kCount);
    v.must("doubtful", x.doubtful);
}
template <class V> void describe(V &v, ChannelEvidence &x)
{
    v.must("channel", x.channel, text(1, 8));
    v.may("assisted", x.assisted);
    v.may("identityLevel", x.identityLevel, range(0, 4));
    v.must("windowNo", x.windowNo, text(0, 32));
    v.may("visitId", x.visitId);
    v.may("device", x.device, text(0, 64));
}
template <class V> void describe(V &v, CaseCreate &x)
{
    v.must("itemCode", x.itemCode, kCode);
    v.must("packVersion", x.packVersion, text(0, 32));
    v.must("packSha256", x.packSha256, kHex);
    v.may("situation", x.situation, text(0, 64));
    v.may("bundleId", x.bundleId);
    v.must("siteCode", x.siteCode, text(0, 32));
    v.must("provisionalNumber", x.provisionalNumber, text(0, 32));
    v.must("channel", x.channel);
    v.must("createdAtMs", x.createdAtMs, kMs);
    v.may("fields", x.fields, items(0, limit::kCaseFields));
}
template <class V> void describe(V &v, CaseHead &x)
{
    v.must("caseId", x.caseId);
    v.must("itemCode", x.itemCode, kCode);
    v.must("packVersion", x.packVersion, text(0, 32));
    v.may("packSha256", x.packSha256, kHex);
    v.may("siteCode", x.siteCode, text(0, 32));
    v.may("number", x.number, text(0, 64));
    v.may("provisionalNumber", x.provisionalNumber, text(0, 32));
    v.must("rev", x.rev, kCount);
    v.must("flowRev", x.flowRev, kCount);
    v.must("attRev", x.attRev, kCount);
    v.must("state", x.state, oneOf(kStates));
    v.may("mode", x.mode, oneOf("normal|deferral|commitment|deemed"));
    v.may("finishKind", x.finishKind, oneOf(kFinishKinds));
    v.must("roundNo", x.roundNo, range(0, 100000));
    v.may("promiseDueMs", x.promiseDueMs, kMs);
    v.may("statutoryDueMs", x.statutoryDueMs, kMs);
    v.may("updatedAtMs", x.updatedAtMs, kMs);
}
template <class V> void describe(V &v, Attachment &x)
{
    v.must("attId", x.attId);
    v.must("slot", x.slot, kSlot);
    v.may("title", x.title, text(0, 128));
    v.may("order", x.order, text(0, 64));
    v.may("size", x.size, kCount);
    v.may("sha256", x.sha256, kHex);
    v.may("mediaType", x.mediaType, text(0, 64));
    v.must("state", x.state, oneOf("bound|removed"));
    v.may("attRev", x.attRev, kCount);
    v.may("boundAtMs", x.boundAtMs, kMs);
}
template <class V> void describe(V &v, AttachmentBind &x)
{
    v.must("slot", x.slot, kSlot);
    v.may("title", x.title, text(0, 128));
    v.must("order", x.order, text(0, 64));
    v.must("size", x.size, range(0, limit::kFileBytes));
    v.must("sha256", x.sha256, kHex);
    v.may("sm3", x.sm3, kHex);
    v.must("mediaType", x.mediaType, oneOf("image/jpeg|image/png|application/pdf|application/ofd|application/octet-stream"));
    v.may("uploadId", x.uploadId, text(1, 64));
    v.may("materialId", x.materialId, kId);
    v.may("authId", x.authId, kId);
    v.check(x.uploadId.isEmpty() != x.materialId.isEmpty() && x.materialId.isEmpty() == x.authId.isEmpty(), "uploadId", "oneOf");
}
template <class V> void describe(V &v, PatchCaseRequest &x) { v.must("changes", x.changes, items(1, 500)); }
template <class V> void describe(V &v, AppliedField &x)
{
    v.must("path", x.path, shaped(Rule::Form::Path));
    v.must("rev", x.rev, kCount);
}
template <class V> void describe(V &v, PatchAnswer &x)
{
    v.must("rev", x.rev, kCount);
    v.must("applied", x.applied);
    v.must("missed", x.missed);
}
template <class V> void describe(V &v, DecisionReason &x)
{
    v.must("code", x.code, text(0, 32));
    v.must("text", x.text, text(0, 500));
    v.may("requirementId", x.requirementId, text(0, 64));
    v.may("legalBasis", x.legalBasis, text(0, 200));
}
template <class V> void describe(V &v, DeferredMaterial &x)
{
    v.must("slot", x.slot, kSlot);
    v.must("dueMs", x.dueMs, kMs);
    v.may("promiseAttId", x.promiseAttId);
}
template <class V> void describe(V &v, SpecialProcedure &x)
{
    v.must("code", x.code, text(0, 20));
    v.may("plannedDays", x.plannedDays, range(1, 365));
    v.may("result", x.result, text(0, 1000));
}
template <class V> void describe(V &v, Extension &x)
{
    v.must("days", x.days, range(1, 365));
    v.must("approvedBy", x.approvedBy, text(0, 64));
}
template <class V> void describe(V &v, CaseResult &x)
{
    v.must("kind", x.kind, oneOf("licence|document|registration|none"));
    v.must("name", x.name, text(0, 200));
    v.may("number", x.number, text(0, 50));
    v.may("typeCode", x.typeCode, text(0, 64));
    v.may("issuer", x.issuer, text(0, 100));
    v.may("validTo", x.validTo, text(10, 10));
    v.may("attId", x.attId);
}
template <class V> void describe(V &v, DecisionCreate &x)
{
    v.must("kind", x.kind, oneOf("accept|acceptDeferred|requestCorrection|refuse|startReview|opinion|specialStart|specialEnd|extend|finish|issue|checkCommitment|correctDocument|archive"));
    v.may("mode", x.mode, oneOf("normal|commitment"));
    v.may("result", x.result, oneOf(kFinishKinds));
    v.may("refusalKind", x.refusalKind, oneOf("notRequired|notCompetent|stillIncomplete"));
    v.may("rightAuthority", x.rightAuthority, text(0, 100));
    v.may("newReason", x.newReason, oneOf("newMaterialDefect|requestChanged|lawChanged"));
    v.may("reasons", x.reasons, items(0, 100));
    v.may("deferred", x.deferred, items(0, 50));
    v.may("special", x.special);
    v.may("extension", x.extension);
    v.may("issued", x.issued, items(0, 20));
    v.may("noticeId", x.noticeId, kId);
    v.may("resultAttIds", x.resultAttIds, items(0, 50));
    v.may("opinion", x.opinion, text(0, 2000));
    v.may("taskId", x.taskId, kId);
}
template <class V> void describe(V &v, Decision &x)
{
    v.must("request", x.request);
    v.must("decisionId", x.decisionId, kId);
    v.must("state", x.state, oneOf(kStates));
    v.must("flowRev", x.flowRev, kCount);
    v.may("roundNo", x.roundNo, range(0, 100000));
    v.may("promiseDueMs", x.promiseDueMs, kMs);
    v.may("statutoryDueMs", x.statutoryDueMs, kMs);
    v.must("atMs", x.atMs, kMs);
    v.may("actor", x.actor, text(0, 128));
}
template <class V> void describe(V &v, Notice &x)
{
    v.must("noticeId", x.noticeId, kId);
    v.may("noticeNumber", x.noticeNumber, text(0, 100));
    v.must("kind", x.kind, oneOf(kNoticeKinds));
    v.must("seal", x.seal, oneOf("none|physical|pending|electronic|refused"));
    v.may("sha256", x.sha256, kHex);
    v.may("issuedAtMs", x.issuedAtMs, kMs);
}
template <class V> void describe(V &v, Case &x)
{
    v.same(x.head);
    v.must("fields", x.fields);
    v.must("attachments", x.attachments);
    v.may("decisions", x.decisions);
    v.may("notices", x.notices);
}
template <class V> void describe(V &v, IssueNumberRequest &x) { v.must("provisionalNumber", x.provisionalNumber, text(0, 32)); }
template <class V> void describe(V &v, NumberAnswer &x)
{
    v.must("state", x.state, oneOf("issued|pending"));
    v.may("number", x.number, text(0, 64));
    v.may("issuedAtMs", x.issuedAtMs, kMs);
}
template <class V> void describe(V &v, IntakeMaterial &x)
{
    v.must("slot", x.slot, kSlot);
    v.must("form", x.form, oneOf("scan|original|copy|licence|reuse|exempt"));
    v.must("copies", x.copies, range(0, 999));
}
template <class V> void describe(V &v, RecordIntakeRequest &x)
{
    v.must("kind", x.kind, oneOf("first|correction|deferred"));
    v.may("allCorrected", x.allCorrected);
    v.must("receivedAtMs", x.receivedAtMs, kMs);
    v.must("clock", x.clock);
    v.must("materials", x.materials, items(0, limit::kJsonArray));
    v.check(x.kind != QLatin1String("correction") || x.allCorrected.has_value(), "allCorrected", "required");
}
template <class V> void describe(V &v, RecordIntakeAnswer &x)
{
    v.must("intakeId", x.intakeId, kId);
    v.must("receivedAtMs", x.receivedAtMs, kMs);
    v.must("doubtful", x.doubtful);
    v.may("flowRev", x.flowRev, kCount);
}
template <class V> void describe(V &v, CaseEvent &x)
{
    v.must("seq", x.seq, kFromOne);
    v.must("atMs", x.atMs, kMs);
    v.may("clock", x.clock);
    v.must("actor", x.actor, text(0, 64));
    v.must("role", x.role, oneOf("intake|acceptor|approver|exit|lead|applicant|system"));
    v.must("action", x.action, text(0, 32));
    v.must("from", x.from, oneOf(kStates));
    v.must("to", x.to, oneOf(kStates));
    v.must("dataSha256", x.dataSha256, kHex);
    v.must("previousSha256", x.previousSha256, kHex);
}
template <class V> void describe(V &v, PostCaseEventsRequest &x) { v.must("events", x.events, items(1, 200)); }
template <class V> void describe(V &v, SubmitCaseRequest &x)
{
    v.must("roundNo", x.roundNo, range(1, 100000));
    v.must("manifestSha256", x.manifestSha256, kHex);
    v.may("manifestSm3", x.manifestSm3, kHex);
}
template <class V> void describe(V &v, WithdrawCaseRequest &x)
{
    v.must("reason", x.reason, text(0, 500));
    v.may("requestAttId", x.requestAttId);
}
template <class V> void describe(V &v, SignedReceipt &x)
{
    v.must("payload", x.payload, kBase64);
    v.must("alg", x.alg, oneOf("ES256|SM2-SM3"));
    v.must("kid", x.kid, text(1, 128));
    v.must("signature", x.signature, kBase64);
}
template <class V> void describe(V &v, ReceiptPayload &x)
{
    v.must("caseId", x.caseId);
    v.must("roundNo", x.roundNo, range(1, 100000));
    v.must("submissionId", x.submissionId, kId);
    v.must("manifestSha256", x.manifestSha256, kHex);
    v.may("number", x.number, text(0, 64));
    v.may("provisionalNumber", x.provisionalNumber, text(0, 32));
    v.must("actedAtMs", x.actedAtMs, kMs);
    v.must("receivedAtMs", x.receivedAtMs, kMs);
    v.must("storedAtMs", x.storedAtMs, kMs);
    v.must("environment", x.environment, oneOf("production|test|demo"));
    v.must("platformId", x.platformId, text(1, 64));
}
template <class V> void describe(V &v, SubmissionAnswer &x)
{
    v.must("submissionId", x.submissionId, kId);
    v.must("roundNo", x.roundNo, range(1, 100000));
    v.must("flowRev", x.flowRev, kCount);
    v.must("receipt", x.receipt);
}
template <class V> void describe(V &v, OperationStatus &x)
{
    v.must("opId", x.opId);
    v.may("opSeq", x.opSeq, kFromOne);
    v.may("epoch", x.epoch, kFromOne);
    v.must("status", x.status, oneOf("inProgress|applied|refused|voided|notTried"));
    v.may("http", x.http, range(100, 599));
    v.may("replayed", x.replayed);
    v.may("etag", x.etag, text(0, 64));
    v.may("flowTag", x.flowTag, text(0, 64));
    v.may("answer", x.answer);
}
template <class V> void describe(V &v, ListOperationsAnswer &x)
{
    v.must("epoch", x.epoch, kCount);
    v.must("lastSeq", x.lastSeq, kCount);
    v.must("operations", x.operations);
}
template <class V> void describe(V &v, VoidOperationRequest &x) { v.must("subject", x.subject); }
template <class V> void describe(V &v, BatchLine &x)
{
    v.must("opId", x.opId);
    v.must("opSeq", x.opSeq, kFromOne);
    v.must("epoch", x.epoch, kFromOne);
    v.must("payloadSchema", x.payloadSchema, kFromOne);
    v.must("actedAtMs", x.actedAtMs, kMs);
    v.must("actorTicket", x.actorTicket, text(0, 2048));
    v.must("method", x.method, oneOf("PUT|PATCH|POST|DELETE"));
    v.must("path", x.path, text(4, 300));
    v.may("ifMatch", x.ifMatch, text(0, 64));
    v.may("ifNoneMatch", x.ifNoneMatch, oneOf("*"));
    v.may("baseRev", x.baseRev, kCount);
    v.must("sha256", x.sha256, kHex);
    v.may("body", x.body, kBase64);
}
template <class V> void describe(V &v, Change &x)
{
    v.must("kind", x.kind, text(1, 64));
    v.must("subject", x.subject);
    v.may("rev", x.rev, kCount);
    v.may("flowRev", x.flowRev, kCount);
    v.must("atMs", x.atMs, kMs);
    v.may("actor", x.actor, text(0, 128));
    v.may("origin", x.origin);
    v.must("body", x.body);
}
template <class V> void describe(V &v, ChangePage &x)
{
    v.must("changes", x.changes, items(0, limit::kFeedPage));
    v.must("cursor", x.cursor, kCursorText);
    v.must("more", x.more);
    v.must("pollAfterMs", x.pollAfterMs, range(0, 3600000));
}
template <class V> void describe(V &v, Person &x)
{
    v.must("kind", x.kind, oneOf("natural|legal"));
    v.must("name", x.name, text(0, 128));
    v.must("idType", x.idType, text(0, 8));
    v.must("idNumber", x.idNumber, text(0, 32));
    v.may("phone", x.phone, text(0, 32));
}
template <class V> void describe(V &v, CreateNoticeRequest &x)
{
    v.must("kind", x.kind, oneOf(kNoticeKinds));
    v.must("templateId", x.templateId, text(0, 64));
    v.must("templateVersion", x.templateVersion, text(0, 32));
    v.must("attId", x.attId);
    v.must("issuedAtMs", x.issuedAtMs, kMs);
    v.must("clock", x.clock);
    v.may("sealRequested", x.sealRequested);
}
template <class V> void describe(V &v, ListNoticesAnswer &x) { v.must("notices", x.notices); }
template <class V> void describe(V &v, RecordDeliveryRequest &x)
{
    v.must("what", x.what, oneOf("notice|result"));
    v.may("noticeId", x.noticeId, kId);
    v.must("method", x.method, oneOf("counter|post|electronic"));
    v.must("deliveredAtMs", x.deliveredAtMs, kMs);
    v.must("clock", x.clock);
    v.may("receiver", x.receiver);
    v.may("signatureAttId", x.signatureAttId);
}
template <class V> void describe(V &v, RecordDeliveryAnswer &x)
{
    v.must("deliveryId", x.deliveryId, kId);
    v.may("flowRev", x.flowRev, kCount);
}
template <class V> void describe(V &v, Task &x)
{
    v.must("taskId", x.taskId, kId);
    v.must("caseId", x.caseId);
    v.may("itemCode", x.itemCode, kCode);
    v.must("role", x.role, oneOf("acceptor|approver|exit|lead"));
    v.must("state", x.state, oneOf("open|claimed|closed"));
    v.may("claimedBy", x.claimedBy, text(0, 64));
    v.may("dueMs", x.dueMs, kMs);
    v.must("flowRev", x.flowRev, kCount);
}
template <class V> void describe(V &v, ListTasksAnswer &x)
{
    v.must("tasks", x.tasks);
    v.may("cursor", x.cursor, kCursorText);
    v.must("more", x.more);
}
template <class V> void describe(V &v, CreateRatingRequest &x)
{
    v.must("stage", x.stage, oneOf("consult|intake|handling|result"));
    v.must("level", x.level, range(1, 5));
    v.may("tags", x.tags, items(0, 20));
    v.may("words", x.words, text(0, 1000));
    v.may("visitId", x.visitId);
    v.must("channel", x.channel, oneOf("device|qr|sms|paper"));
    v.must("ratedAtMs", x.ratedAtMs, kMs);
    v.may("rater", x.rater);
}
template <class V> void describe(V &v, CreateRatingAnswer &x) { v.must("ratingId", x.ratingId, kId); }
template <class V> void describe(V &v, PostAuditSegmentRequest &x)
{
    v.must("epoch", x.epoch, kFromOne);
    v.must("firstSeq", x.firstSeq, kFromOne);
    v.must("lastSeq", x.lastSeq, kFromOne);
    v.must("prevHash", x.prevHash, kHex);
    v.must("headHash", x.headHash, kHex);
    v.must("entries", x.entries, items(1, 1000));
    v.check(x.lastSeq - x.firstSeq + 1 == x.entries.size(), "entries", "items");
}
template <class V> void describe(V &v, AuditHead &x)
{
    v.must("epoch", x.epoch, kCount);
    v.must("lastSeq", x.lastSeq, kCount);
    v.must("headHash", x.headHash, kHex);
}
template <class V> void describe(V &v, CatalogueChange &x)
{
    v.must("packId", x.packId, kHex);
    v.must("kind", x.kind, oneOf(kPackKinds));
    v.must("code", x.code, kCode);
    v.must("version", x.version, text(0, 64));
    v.may("size", x.size, kCount);
    v.may("sha256", x.sha256, kHex);
    v.must("action", x.action, oneOf("put|withdraw|suspend"));
    v.may("fromMs", x.fromMs, kMs);
    v.may("reason", x.reason, text(0, 500));
}
template <class V> void describe(V &v, GetCatalogueChangesAnswer &x)
{
    v.must("changes", x.changes);
    v.must("cursor", x.cursor, kCursorText);
    v.must("more", x.more);
}
template <class V> void describe(V &v, TimelineEntry &x)
{
    v.must("atMs", x.atMs, kMs);
    v.may("actedAtMs", x.actedAtMs, kMs);
    v.must("kind", x.kind, text(1, 64));
    v.may("actor", x.actor, text(0, 128));
    v.may("relay", x.relay, text(0, 128));
    v.may("summary", x.summary, text(0, 500));
}
template <class V> void describe(V &v, GetTimelineAnswer &x)
{
    v.must("entries", x.entries);
    v.may("cursor", x.cursor, kCursorText);
    v.must("more", x.more);
}
template <class V> void describe(V &v, SearchCasesRequest &x)
{
    v.must("scope", x.scope, oneOf("mine|site"));
    v.may("number", x.number, text(0, 64));
    v.may("provisionalNumber", x.provisionalNumber, text(0, 32));
    v.may("idNumber", x.idNumber, text(0, 32));
    v.may("name", x.name, text(0, 128));
    v.may("states", x.states, Rule{0, 16, kStates, Rule::Form::Plain});
    v.may("itemCode", x.itemCode, kCode);
    v.may("cursor", x.cursor, kCursorText);
    v.may("limit", x.limit, range(1, limit::kFeedPage));
}
template <class V> void describe(V &v, SearchCasesAnswer &x)
{
    v.must("cases", x.cases);
    v.may("cursor", x.cursor, kCursorText);
    v.must("more", x.more);
}
template <class V> void describe(V &v, ListAttachmentsAnswer &x)
{
    v.must("attRev", x.attRev, kCount);
    v.must("attachments", x.attachments);
}
template <class V> void describe(V &v, EnrolClientRequest &x)
{
    v.must("enrolmentCode", x.enrolmentCode, text(12, 64));
    v.must("publicKey", x.publicKey);
    v.must("label", x.label, text(0, 64));
}
template <class V> void describe(V &v, EnrolClientAnswer &x)
{
    v.must("clientId", x.clientId);
    v.must("siteCode", x.siteCode, text(0, 32));
    v.must("windowNo", x.windowNo, text(0, 32));
    v.must("epoch", x.epoch, kFromOne);
}
template <class V> void describe(V &v, Me &x)
{
    v.must("clerkId", x.clerkId, text(1, 64));
    v.must("name", x.name, text(0, 128));
    v.must("roles", x.roles);
    v.must("siteCode", x.siteCode, text(0, 32));
    v.may("windowNo", x.windowNo, text(0, 32));
    v.may("items", x.items);
    v.may("scopes", x.scopes);
}
template <class V> void describe(V &v, TokenAnswer &x)
{
    v.must("access_token", x.accessToken, text(1, 4096));
    v.must("token_type", x.tokenType, oneOf("Bearer"));
    v.must("expires_in", x.expiresIn, range(0, 86400));
    v.may("refresh_token", x.refreshToken, text(0, 4096));
    v.may("scope", x.scope, text(0, 1024));
    v.may("actor_ticket", x.actorTicket, text(0, 2048));
    v.may("actor_ticket_expires_in", x.actorTicketExpiresIn, range(0, 86400 * 4));
}
template <class V> void describe(V &v, OAuthError &x)
{
    v.must("error", x.error, text(1, 64));
    v.may("error_description", x.errorDescription, text(0, 500));
}
template <class V> void describe(V &v, Span &x)
{
    v.must("min", x.min);
    v.must("max", x.max);
}
template <class V> void describe(V &v, TusCapabilities &x)
{
    v.must("version", x.version, text(1, 16));
    v.must("extensions", x.extensions);
    v.must("maxSize", x.maxSize, kCount);
    v.must("maxPatch", x.maxPatch, kCount);
}
template <class V> void describe(V &v, LimitCapabilities &x)
{
    v.must("bodyBytes", x.bodyBytes, kCount);
    v.must("batchLines", x.batchLines, kCount);
    v.must("batchBytes", x.batchBytes, kCount);
    v.must("fields", x.fields, kCount);
    v.must("valueBytes", x.valueBytes, kCount);
    v.must("attachments", x.attachments, kCount);
}
template <class V> void describe(V &v, FeedCapabilities &x)
{
    v.must("maxWaitSeconds", x.maxWaitSeconds);
    v.must("maxPage", x.maxPage);
    v.must("retentionDays", x.retentionDays);
}
template <class V> void describe(V &v, ReceiptKey &x)
{
    v.must("kid", x.kid, text(1, 128));
    v.must("alg", x.alg, text(1, 16));
    v.must("publicKey", x.publicKey, kBase64);
}
template <class V> struct NumberPattern { QString &pattern; };
template <class V> void describe(V &v, NumberPattern<V> &x) { v.must("pattern", x.pattern, text(1, 200)); }
template <class V> void describe(V &v, Capabilities &x)
{
    v.must("platformId", x.platformId, text(1, 64));
    v.must("environment", x.environment, oneOf("production|test|demo"));
    v.must("protocol", x.protocol);
    v.must("payloadSchema", x.payloadSchema);
    v.must("serverTimeMs", x.serverTimeMs, kMs);
    v.may("restoredToMs", x.restoredToMs, kMs);
    v.must("digests", x.digests);
    v.must("tus", x.tus);
    v.must("limits", x.limits);
    v.must("feed", x.feed);
    v.must("opRetentionDays", x.opRetentionDays);
    v.must("receiptKeys", x.receiptKeys);
    NumberPattern<V> number{x.numberPattern};
    v.must("number", number);
    v.may("features", x.features);
}
template <class V> void describe(V &v, TimeAnswer &x) { v.must("serverTimeMs", x.serverTimeMs, kMs); }
template <class V> void describe(V &v, ProblemDetail &x)
{
    v.must("path", x.path, text(0, 300));
    v.must("rule", x.rule, text(0, 64));
    v.may("message", x.message, text(0, 500));
}
template <class V> void describe(V &v, Problem &x)
{
    v.must("title", x.title, text(0, 300));
    v.must("status", x.status, range(100, 599));
    v.must("code", x.code, shaped(Rule::Form::ErrorCode));
    v.may("opId", x.opId);
    v.may("detail", x.detail, text(0, 1000));
    v.may("lastSeq", x.lastSeq, kCount);
    v.may("expectedSeq", x.expectedSeq, kCount);
    v.may("errors", x.errors, items(0, 500));
    v.may("rev", x.rev, kCount);
    v.may("current", x.current, items(0, limit::kCaseFields));
}

} // namespace zc::platform::internal
