#pragma once
#include "internal/blobkey.h"

#include <crypto/keyring.h>
#include <store/blobs.h>
#include <store/guard.h>

#include <functional>

namespace zc::store {

struct BlobStore::Private {
    QString blobFolder;
    QString temporaryFolder;
    crypto::Suite suite = crypto::Suite::Aes256Gcm;
    const DiskGuard *guard = nullptr;
    const crypto::KeyRing *ring = nullptr;
    std::function<Result<KeyedBlob>(const QUuid &)> row;
};

QString blobPath(const QString &blobFolder, const QByteArray &addr);
// Name of a file: tells nothing without the key, equal for equal content.
Result<QByteArray> blobAddress(const crypto::KeyRing &ring, const QByteArray &sha256);

} // namespace zc::store
