#pragma once
#include <base/error.h>
#include <platform/types.h>

#include <span>

namespace zc::platform {

// What a client does about a problem (sync.md §5.2).
enum class ClientClass {
    Reject,         // this operation is refused for ever; the case stops and a person looks
    Retry,          // later, full jitter, at least Retry-After; if the answer is not ours: ask first
    Renew,          // new token once, then AuthWait
    AuthWait,       // wait for a login, a ticket or a right
    Person,         // a person decides (consent, refused step)
    ReadyAgain,     // never seen or not tried: the same bytes again
    Wait,           // a copy of it is being worked on
    Resequence,     // align op_seq or epoch, then the same effect
    Settle,         // the outcome exists already: fetch it
    RefreshCase,    // read the case, then a person
    Head,           // ask the true upload offset and go on from there
    ResendAudit,    // from expectedSeq, with an alarm
    Relist,         // the cursor is too old: list, then read the feed
    NewSession,     // upload gone: begin a new one
    Block,          // server or size: nothing a retry could cure
    Rebase,         // merge, then a new operation
    WaitForUpgrade, // needs a newer client
};

enum class ProblemCode {
    BodyInvalid, HeaderInvalid, KeyMissing, CursorInvalid, DigestBody, TokenMissing, TokenExpired, TokenRevoked, ScopeDenied,
    ItemNotGranted, TicketInvalid, EnvironmentMismatch, ConsentRequired, ConsentRefused, ConsentExpired, NotFound, OpUnknown,
    MethodNotAllowed, NotAcceptable, OpInProgress, SeqGap, SeqReused, EpochStale, OpVoided, OpApplied, FlowForbidden, CaseFrozen,
    RoundTaken, AttachmentMissing, TaskTaken, RatingExists, PaymentState, UploadOffset, AuditGap, AuditFork, CursorExpired,
    UploadGone, OpExpired, LengthRequired, CaseExists, FieldsChanged, RevMismatch, TusVersion, BodyTooLarge, FileTooLarge,
    UriTooLong, MediaType, RangeInvalid, KeyReused, DigestMismatch, ManifestMismatch, FieldRule, Quality, PackUnknown, PackStale,
    PackSuspended, CorrectionRepeated, CorrectionUncited, DeferralNotAllowed, TimeImplausible, SchemaUnsupported, EarlierFailed,
    UpgradeRequired, PreconditionRequired, RateLimited, HeadersTooLarge, Checksum, Internal, UpstreamFailed, Overloaded,
    Maintenance, DbUnavailable, UpstreamTimeout, StorageFull,
};

struct ProblemInfo {
    ProblemCode code;
    const char *text;           // on the wire: FIELDS_CHANGED
    int status;                 // HTTP
    ClientClass clientClass;
    const char16_t *errorCode;  // in the client's error list: PLT-…
    const char *title;          // English, for the problem document
};

std::span<const ProblemInfo> problemInfos();                 // one for each ProblemCode, in its order
const ProblemInfo &problemInfo(ProblemCode code);
const ProblemInfo *problemInfo(QStringView text);            // null for a code this client does not know

Problem makeProblem(ProblemCode code, const QString &detail = {});

// The Error a service of the client hands on; an unknown code becomes PLT-UNKNOWN of the kind its status suggests.
Error errorOf(const Problem &problem);

} // namespace zc::platform
