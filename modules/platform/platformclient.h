#pragma once
#include <base/result.h>
#include <net/cancel.h>
#include <platform/types.h>

#include <QPair>

namespace zc::platform {

// An operation as the outbox froze it: sent as it stands, byte for byte, however often.
struct FrozenOperation {
    QUuid opId;
    QByteArray method;
    QByteArray path;
    QList<QPair<QByteArray, QByteArray>> headers;    // all operation headers; the client adds the session alone
    QByteArray body;
    bool once = false;                               // a fresh connection, never a blind second sending
};

// What came back. `ours` = complete, with Op-Id equal to the key, a valid Content-Digest and a JSON type: the platform's
// answer to exactly this operation. Everything else is "outcome unknown" and `why` says what was seen instead.
struct OperationAnswer {
    bool ours = false;
    Error why;
    int http = 0;
    bool recorded = false;                           // Op-Recorded: ?1, the outcome is stored and op_seq is used up
    bool replayed = false;
    QByteArray body;
    std::optional<Problem> problem;                  // of an answer that is ours and no 2xx
    std::optional<qint64> rev, flowRev;              // ETag "r…", Flow-Tag "w…"
    qint64 retryAfterMs = 0;
    qint64 elapsedMs = 0;

    bool applied() const { return ours && recorded && !problem; }
};

struct TimeProbe {
    qint64 serverTimeMs = 0;
    qint64 elapsedMs = 0;                            // of the whole request; half of it is the best guess of the way back
};

// The port onto a provincial platform; another province is another implementation. Blocking, one thread at a time.
// Failures of reading calls: those of net (NET-…), PLT-FOREIGN (Corrupt: an answer that is not the platform's, a portal or
// a gateway), and the platform's own refusals as Error of their PLT- code (problem.h). Sessions are renewed inside.
class PlatformClient {
public:
    virtual ~PlatformClient();

    virtual Result<Capabilities> capabilities() = 0;                          // always asked anew
    virtual Result<TimeProbe> time() = 0;
    virtual Result<TokenAnswer> loginClerk(const QString &name, const QString &password) = 0;   // demo and test only
    virtual Result<Me> me() = 0;                                              // of the clerk's session

    virtual OperationAnswer send(const FrozenOperation &operation) = 0;
    virtual Result<OperationStatus> operation(const QUuid &opId, const QUuid &subject) = 0;
    virtual Result<ListOperationsAnswer> operations(const QUuid &subject, qint64 afterSeq) = 0;
    virtual Result<OperationStatus> voidOperation(const QUuid &opId, const QUuid &subject, qint64 opSeq, qint64 epoch) = 0;
    virtual Result<SubmissionAnswer> submission(const QUuid &caseId, int roundNo) = 0;
    virtual Result<Case> readCase(const QUuid &caseId) = 0;                   // needs a clerk's session
    virtual Result<SearchCasesAnswer> searchCases(const SearchCasesRequest &request) = 0;
    virtual Result<ChangePage> changes(const QString &cursor, int limit) = 0; // "now" asks for the present head

    virtual Result<GetCatalogueChangesAnswer> catalogueChanges(const QString &cursor) = 0;
    virtual Result<QByteArray> pack(const QByteArray &packId) = 0;            // digest checked; the signature is the caller's

    // Resumable upload: the path of the new session, the true offset (may go back), the offset after a piece (NET-TUS-…).
    virtual Result<QByteArray> createUpload(const QUuid &attId, qint64 length, const QByteArray &sha256Hex) = 0;
    virtual Result<qint64> uploadOffset(const QByteArray &uploadPath) = 0;
    virtual Result<qint64> appendUpload(const QByteArray &uploadPath, qint64 offset, const QByteArray &piece) = 0;

    virtual void setCancel(const net::Cancel &cancel) = 0;                    // ends a running call of another thread
};

} // namespace zc::platform
