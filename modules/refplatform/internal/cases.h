#pragma once
#include "internal/effects.h"

namespace zc::refplatform {

// A case as its row says; `sealed` columns travel in the body.
struct CaseRecord {
    QUuid caseId;
    QString site, itemCode, packVersion;
    QByteArray packSha256;
    qint64 rev = 1, flowRev = 1, attRev = 0;
    QString state, mode, finishKind;
    int roundNo = 0;                     // rounds submitted
    bool frozen = false;                 // between a submission and the next correction
    int corrections = 0;                 // correction notices given
    QString owner;                       // clerk who opened it
    qint64 createdMs = 0, updatedMs = 0;
    std::optional<qint64> receivedMs, promiseMs, statutoryMs;
    qint64 eventSeq = 0;
    QByteArray eventHash;
    qint64 rv = 0;                       // write counter of the row
    // sealed
    QString number, provisionalNumber, situation;
    QJsonObject channel;

    platform::CaseHead head() const;
    bool closed() const;                 // no state of which content may still be changed
};

std::optional<CaseRecord> loadCase(const Vault &vault, Connection &db, const QUuid &caseId);
// The case if it exists and belongs to `site`; anything else is NOT_FOUND.
std::optional<CaseRecord> loadCase(const Vault &vault, Connection &db, const QUuid &caseId, const QString &site);
// The case the operation is about, if it belongs to the caller's site.
inline std::optional<CaseRecord> ownCase(Effect &effect)
{
    return loadCase(*effect.service.vault, effect.db, effect.subject, effect.request.principal.siteCode);
}
void saveCase(const Vault &vault, Connection &db, CaseRecord &record, qint64 nowMs);
// Moves the workflow: next revision and the change that tells it.
void moveFlow(Effect &effect, CaseRecord &record, const QString &state);

QList<platform::FieldState> loadFields(const Vault &vault, Connection &db, const QUuid &caseId);
std::optional<platform::FieldState> loadField(const Vault &vault, Connection &db, const QUuid &caseId, const QString &path);
void saveField(const Vault &vault, Connection &db, const QUuid &caseId, const platform::FieldState &field);

struct AttachmentRecord { platform::Attachment wire; QUuid blobId; QByteArray key; };
QList<AttachmentRecord> loadAttachments(const Vault &vault, Connection &db, const QUuid &caseId);
std::optional<AttachmentRecord> loadAttachment(const Vault &vault, Connection &db, const QUuid &caseId, const QUuid &attId);
void saveAttachment(const Vault &vault, Connection &db, const QUuid &caseId, const AttachmentRecord &record);

// Exact search: a keyed digest of the normalised value.
void addLookup(const Vault &vault, Connection &db, const char *kind, const QString &value, const QUuid &caseId);
QByteArray lookupDigest(const Vault &vault, const char *kind, const QString &value);
// name and idNumber of the applicant, by the last part of the field path; null = not searchable.
const char *lookupKind(const QString &path);

platform::Case wholeCase(const Vault &vault, Connection &db, const CaseRecord &record);

} // namespace zc::refplatform
