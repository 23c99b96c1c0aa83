#pragma once
#include <crypto/signing.h>
#include <store/store.h>

namespace zc::station {

// The key that signs the checkpoints of one clerk's log, sealed under the keys of her store: who can read the folder but not
// open the store cannot sign. Beside it lie its public half (desk.pub, for `zcctl audit verify`) and the checkpoints.
struct AuditKey {
    QString id;                              // thumbprint
    std::optional<crypto::SigningKey> key;
    QString checkpointFile;
    std::optional<Error> problem;            // why there is no key: STN-AUDIT-KEY
};

// Opens or makes it in `folder`, which lies outside the store's. A key that does not open is set aside with its checkpoints, since
// one public key verifies one file. Blocks.
AuditKey openAuditKey(const QString &folder, store::Store &store);

} // namespace zc::station
