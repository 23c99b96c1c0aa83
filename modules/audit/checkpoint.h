#pragma once
#include <audit/chain.h>
#include <crypto/signing.h>

namespace zc::audit {

// A signed statement that the chain stood at this head. Kept in the store, in a file outside its folder, and by the platform.
struct Checkpoint {
    qint64 epoch = 0;
    qint64 seq = 0;
    QByteArray head;
    qint64 atMs = 0;
    QString keyId;
    QByteArray signature;              // ES256 over the canonical JSON of the members above

    QByteArray signedBytes() const;
    QJsonObject toJson() const;
    static std::optional<Checkpoint> fromJson(const QJsonObject &object);
};

Result<Checkpoint> signCheckpoint(const Line &line, qint64 atMs, const QString &keyId, const crypto::SigningKey &key);

// One JSON object a line, appended and synced. The file lies outside the store's folder, so that who cuts the one has not yet
// cut the other. Errors: AUD-CHECKPOINT (Internal), AUD-CHECKPOINT-FILE (Corrupt) for a file that holds other things.
Result<void> appendCheckpoint(const QString &path, const Checkpoint &checkpoint);
// A torn last line (crash) is left out. Any other line that is no checkpoint makes the file Corrupt.
Result<QList<Checkpoint>> readCheckpoints(const QString &path);

// Those whose signature holds, as anchors; `refused` counts the others.
QList<Anchor> anchorsOf(const QList<Checkpoint> &checkpoints, const crypto::VerifyKey &key, int *refused = nullptr);

} // namespace zc::audit
