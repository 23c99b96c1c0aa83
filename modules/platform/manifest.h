#pragma once
#include <base/result.h>
#include <platform/types.h>

namespace zc::platform {

// What one submission round covers. Built from the same values by client and platform; equal digests = equal content.
struct Manifest {
    QUuid caseId;
    int roundNo = 1;
    QString itemCode;
    QString packVersion;
    QByteArray packSha256;
    struct Field { QString path; FieldValue value; };               // fields that hold a value; cleared ones are left out
    struct File { QUuid attId; QString slot; QByteArray sha256; qint64 size = 0; };
    QList<Field> fields;                                            // any order; a path twice is PLT-MANIFEST
    QList<File> attachments;                                        // bound ones only
};

// RFC 8785 JSON of {caseId, roundNo, itemCode, packVersion, packHash, fields:[[path, sha256(value)]…],
// attachments:[[attId, slot, sha256, size]…]}, lists sorted by their first element (UTF-16 code units). Pure.
// Errors: PLT-MANIFEST (duplicate path or id, digest that is none), BAS-JSON-NUMBER (a fraction).
Result<QByteArray> manifestJson(const Manifest &manifest);
Result<QByteArray> manifestSha256(const Manifest &manifest);        // 64 hex characters of SHA-256 over those bytes

// As a case is read from a platform: fields with values and bound attachments.
Manifest manifestOf(const Case &theCase, int roundNo);

// The link of the event chain: SHA-256 (hex) over the canonical JSON of one event. The first event of a case has 64 zeros as
// its previousSha256.
QByteArray caseEventSha256(const CaseEvent &event);

// One link of a desk's audit log: SHA-256("zc-audit" ‖ hash before ‖ exact bytes of the entry), raw digests of 32 bytes.
QByteArray auditLink(const QByteArray &previous, const QByteArray &entry);

} // namespace zc::platform
