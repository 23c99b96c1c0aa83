#pragma once
#include <base/result.h>
#include <platform/types.h>
#include <store/transaction.h>
#include <sync/merge.h>

namespace zc::sync::internal {

// A field row whose dirty mark follows from the mirror: it differs from what the platform acknowledged, or it does not.
Result<void> putFieldAgainstMirror(store::WriteTx &tx, store::FieldRow field);

Result<QList<store::FieldRow>> dirtyFields(const store::ReadTx &tx, const QUuid &caseId);
// Paths that wait for a person; they are not sent meanwhile.
Result<QStringList> openConflictPaths(const store::ReadTx &tx, const QUuid &caseId);

// A submission that waits for an operation waits for the one that replaces it, too.
Result<void> holdSubmission(store::WriteTx &tx, const QUuid &caseId, const QUuid &opId);

// A conflict of a group stands in one row with path "group.*" and objects as values; `value` has the same shape then.
Result<void> applyResolution(store::WriteTx &tx, const store::CaseRow &row, const store::ConflictRow &conflict,
                             const std::optional<QJsonValue> &value, const QString &author);

// What the platform holds now, as it told us: mirror rows are replaced, local rows merged against the old mirror.
struct Theirs {
    QString path;
    std::optional<QJsonValue> value;
    qint64 rev = 0;
    QString author;
    QJsonObject provenance;
};
QList<Theirs> theirsOf(const QList<platform::FieldState> &states);

struct MergeReport {
    bool changed = false;            // a local value is another one now
    int conflicts = 0;
    bool dirty = false;              // something of ours is still to be sent
};
// Never while the case is frozen unless the caller unfroze it in the same transaction. Crash point merge.written.
Result<MergeReport> mergeTheirs(store::WriteTx &tx, const QUuid &caseId, const QList<Theirs> &theirs, const MergeRules &rules, qint64 nowMs);

} // namespace zc::sync::internal
