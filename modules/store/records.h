#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QPair>
#include <QString>
#include <QUuid>

#include <optional>

// The rows of the store as plain values. Comment "sealed" = lies in the sealed body, may hold personal data; everything else
// is a clear column and must not. Times are Unix milliseconds. A default-made value is a new, empty row.
namespace zc::store {

struct CaseRow {
    QUuid caseId;
    QString itemCode;
    QString packVersion;
    QByteArray packHash;
    QString state;                     // name of casework's state
    qint64 flowRev = 0;                // revisions of the platform: workflow, content
    qint64 baseRev = 0;
    qint64 localRev = 0;               // raised by putCase
    int roundNo = 0;
    qint64 nextSeq = 1;
    QUuid frozenOp;                    // not null: fields and attachments are read-only
    qint64 createdMs = 0;
    qint64 updatedMs = 0;
    QString title;                     // sealed from here
    QString provisionalNumber;
    QString provincialNumber;
    QJsonObject applicant;
    QJsonObject channelEvidence;
    QJsonObject intakeEvidence;        // legal time of 收件 with its clock evidence
    QJsonObject more;                  // what the rooms above need to keep with the case
};

// A case as lists show it: clear columns, title and numbers, and those members of its objects that were asked for.
struct CaseSummary {
    QUuid caseId;
    QString itemCode;
    QString state;
    qint64 baseRev = 0;
    qint64 createdMs = 0;
    qint64 updatedMs = 0;
    bool hasReceipt = false;           // of any round
    QString title;                     // sealed from here
    QString provisionalNumber;
    QString provincialNumber;
    QList<QJsonValue> members;         // in the order asked for; undefined where the case has none
};

// Absent (no row), cleared (value empty) and empty text are three different things.
struct FieldRow {
    QUuid caseId;
    int no = 0;                        // given by the store, one per path in a case, shared with the mirror
    qint64 localRev = 0;
    bool dirty = false;                // differs from what the platform has acknowledged
    QString path;                      // sealed from here
    std::optional<QJsonValue> value;
    QJsonObject provenance;
    QString author;
    QString hlc;
    qint64 revisionSeen = 0;
};

struct MirrorField {
    QUuid caseId;
    int no = 0;
    qint64 srvRev = 0;
    QString path;                      // sealed from here
    std::optional<QJsonValue> value;
    QString author;
    QJsonObject provenance;
};

// A document of a case that belongs to one room alone, for example the counter's draft snapshot.
struct CaseDoc {
    QUuid caseId;
    QString kind;
    qint64 updatedMs = 0;
    QByteArray body;                   // sealed
};

enum class OpState { Pending, Ready, Inflight, Acked, Done, Unknown, Rebase, Rejected, AuthWait, BlockedServer, BlockedLocal,
                     Conflict, Superseded };
QString opStateName(OpState state);                                // "PENDING", … as in the design
std::optional<OpState> opStateFromName(QStringView name);
bool isSettled(OpState state);                                     // Acked, Done, Superseded: nothing more to send

struct OutboxOp {
    qint64 seq = 0;                    // local order, given by the store
    QUuid opId;
    QString subject;                   // case id, or client id for things of no case
    qint64 opSeq = 0;                  // 0 until frozen
    QString kind;
    int roundNo = 0;
    OpState state = OpState::Pending;
    int payloadSchema = 1;
    QList<QUuid> dependsOn;
    int attempt = 0;
    qint64 nextTryMs = 0;
    QString lastCode;
    qint64 createdMs = 0;
    QString method;                    // sealed from here
    QString path;
    QList<QPair<QString, QString>> headers;
    QByteArray payload;
    QByteArray digest;                 // SHA-256 of the payload once frozen
    QByteArray actorTicket;
    QJsonObject more;
};

struct OpResult {
    QUuid opId;
    int http = 0;
    QString code;
    qint64 appliedRev = 0;
    qint64 atMs = 0;
    QByteArray answer;                 // sealed
};

struct Receipt {
    QUuid caseId;
    int roundNo = 0;
    QString submissionId;
    qint64 atMs = 0;
    QByteArray payload;                // sealed from here: the exact signed bytes
    QString algorithm;
    QString keyId;
    QByteArray signature;
    QString provincialNumber;
};

struct BlobRow {
    QUuid blobId;
    QByteArray addr;                   // 16 bytes; name of the file
    qint64 size = 0;
    qint64 chunks = 0;
    QByteArray sha256;                 // sealed from here
    QByteArray sm3;                    // empty unless asked for
    QString mediaType;
};

// Kept: stays on this desk, since what goes to the province goes with other cases (a bundle's pages with those of its items).
enum class AttachmentState { Local, Uploading, Stored, Bound, Tomb, Kept };
QString attachmentStateName(AttachmentState state);                // "LOCAL", …
std::optional<AttachmentState> attachmentStateFromName(QStringView name);

struct Attachment {
    QUuid attId;
    QUuid caseId;
    QUuid blobId;
    int slotNo = 0;
    AttachmentState state = AttachmentState::Local;
    qint64 createdMs = 0;
    QString slot;                      // sealed from here
    QString title;
    QString orderKey;
    int pages = 1;
    QString source;
    QJsonObject quality;
};

struct Upload {
    QUuid attId;
    qint64 hintOffset = 0;
    qint64 length = 0;
    qint64 expiresMs = 0;
    int attempt = 0;
    int strikes = 0;
    QString url;                       // sealed from here
    QByteArray digest;
};

struct ConflictRow {
    QUuid conflictId;
    QUuid caseId;
    int no = 0;
    qint64 theirRev = 0;
    QString state;                     // "open", "resolved"
    qint64 atMs = 0;
    QString path;                      // sealed from here
    std::optional<QJsonValue> base;
    std::optional<QJsonValue> mine;
    std::optional<QJsonValue> theirs;
    QString theirAuthor;
    QString resolution;
    QString resolvedBy;
};

struct StagedChange {
    qint64 localSeq = 0;               // given by the store
    QUuid caseId;
    QString kind;
    QJsonObject body;                  // sealed
};

struct Consent {
    QUuid authId;
    QUuid caseId;
    QString kind;
    QString state;
    qint64 expiresMs = 0;
    QString holder;                    // sealed from here
    QJsonObject scope;
    QJsonObject evidence;
};

struct AuditRow {
    qint64 epoch = 1;
    qint64 seq = 0;
    QByteArray prev;
    QByteArray hash;
    QString kind;
    qint64 atMs = 0;
    QByteArray entry;                  // sealed: canonical JSON
};

// A paper on its way to a printer, and the journal of the driver that prints it. The contents go when it is known what became of it.
struct PrintRow {
    QUuid printId;
    qint64 askedMs = 0;                // given when new
    QString printer;                   // slot, or queue of the system
    int phase = -1;                    // of the driver's journal; -1: no driver has had it
    int jobNo = 0;                     // of the printer
    int sheets = -1;                   // that came out before it was taken back; -1: not known
    bool settled = false;              // somebody was told, or nobody has to be
    qint64 updatedMs = 0;              // given
    QUuid caseId;                      // sealed from here
    QString kind;
    QString title;
    bool slip = false;                 // content: lines of a slip; else a PDF
    QByteArray content;
};

// What a case is found by (§ search); readings are derived from the names when they are written.
struct SearchKeys {
    QUuid caseId;
    QStringList names;
    QStringList identifiers;
    QStringList phones;
    QStringList numbers;               // provisional and provincial
    qint64 updatedMs = 0;              // newest first in answers
};

// A row whose body does not open. Only this row is lost; the transaction goes on.
struct DamagedRow {
    QString table;
    QString key;                       // hex of the row id
    QString code;
};

} // namespace zc::store
