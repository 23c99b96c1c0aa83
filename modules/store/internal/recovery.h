#pragma once
#include "internal/connection.h"
#include "sealed.h"

#include <base/clock.h>
#include <store/guard.h>
#include <store/snapshot.h>

namespace zc::store {

struct StorePaths {
    explicit StorePaths(const QString &folder);
    QString folder, database, lock, blobs, temporary, snapshots, quarantine;
};

// Opens the database for writing, migrated. A damaged one is set aside under quarantine/, the newest snapshot that verifies
// (or an empty database) takes its place, and every row of the damaged file that still opens and is newer is put back.
Result<std::unique_ptr<Connection>> openHealthy(const StorePaths &paths, const SealedCodec &codec, const Clock &clock,
                                                const SpaceProbe &space, OpenReport &report);

QList<SnapshotInfo> listSnapshots(const StorePaths &paths);        // newest first, not verified
// integrity_check, `bodies` random rows opened, commit number. STO-SNAPSHOT-BAD (Corrupt).
Result<SnapshotInfo> verifySnapshot(const QString &path, const SealedCodec &codec, const Clock &clock, int bodies = 256);
Result<SnapshotInfo> writeSnapshot(const StorePaths &paths, const SealedCodec &codec, const Clock &clock);

} // namespace zc::store
